package sandbox

import (
	"maps"
	"slices"
)

// handler answers one operation, with the sandbox's lock held.
type handler = func(*Sandbox, *call) (any, *refusal)

// handlers are the operations with behavior of their own; the others are
// answered from the catalogue.
func handlers() map[string]handler {
	all := map[string]handler{}
	for _, part := range []map[string]handler{
		accessHandlers(), productHandlers(), catalogHandlers(), peopleHandlers(), warehouseHandlers(), promotionHandlers(),
		orderHandlers(), aftersaleHandlers(), financeHandlers(),
		affiliateHandlers(), liveHandlers(), fbtHandlers(), serviceHandlers(), managedHandlers(),
	} {
		maps.Copy(all, part)
	}
	return all
}

// oneOf reports whether want is empty or holds v.
func oneOf(want []string, v string) bool { return len(want) == 0 || slices.Contains(want, v) }

// same reports whether a filter is not set or equals v.
func same(filter any, v any) bool {
	switch f := filter.(type) {
	case nil:
		return true
	case bool:
		return f == truth(v)
	default:
		return text(f) == "" || text(f) == text(v)
	}
}
