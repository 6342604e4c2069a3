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
		accountHandlers(), productHandlers(), catalogHandlers(), peopleHandlers(), globalHandlers(), promotionHandlers(), orderHandlers(), aftersaleHandlers(), financeHandlers(),
		affiliateHandlers(), liveHandlers(), fbtHandlers(), serviceHandlers(), managedHandlers(),
	} {
		maps.Copy(all, part)
	}
	return all
}

func accountHandlers() map[string]handler {
	return map[string]handler{
		"shop.Authorizations.ListShops":          (*Sandbox).listShops,
		"shop.Authorizations.ListCategoryAssets": (*Sandbox).listAssets,
		"shop.Sellers.ListShops":                 (*Sandbox).listActiveShops,
	}
}

func (s *Sandbox) listShops(*call) (any, *refusal) {
	shops := []map[string]any{}
	for _, t := range s.stores {
		shops = append(shops, t.wire)
	}
	return map[string]any{"shops": shops}, nil
}

func (s *Sandbox) listAssets(*call) (any, *refusal) {
	return map[string]any{"category_assets": s.assets}, nil
}

func (s *Sandbox) listActiveShops(*call) (any, *refusal) {
	shops := []map[string]any{}
	for _, t := range s.stores {
		shops = append(shops, map[string]any{"id": t.wire["id"], "region": t.wire["region"]})
	}
	return map[string]any{"shops": shops}, nil
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
