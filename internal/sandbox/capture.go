package sandbox

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/tiktokshop-go/tiktokshop/internal/gen/api"
)

// listing is a captured list of a route without behavior of its own, served in
// pages.
type listing struct {
	data  map[string]any
	field string
	items []any
}

func (l *listing) answer(c *call) (any, *refusal) {
	start := 0
	if token := c.query.Get("page_token"); token != "" {
		n, _, ok := c.openToken(token)
		if !ok || n < 0 || n > int64(len(l.items)) {
			return nil, invalid("page_token is not one of this list: take next_page_token of the page before")
		}
		start = int(n)
	}
	end := min(start+c.pageSize(), len(l.items))
	answer := with(l.data, l.field, l.items[start:end])
	for _, name := range c.rt.op.PageOut {
		next := ""
		if end < len(l.items) {
			next = c.sealToken(int64(end), "")
		}
		answer = with(answer, name, next)
	}
	return answer, nil
}

// with is a copy of the object with another value at a path of names.
func with(m map[string]any, path string, v any) map[string]any {
	out := maps.Clone(m)
	name, rest, deeper := strings.Cut(path, ".")
	if deeper {
		v = with(object(m[name]), rest, v)
	}
	if out == nil {
		out = map[string]any{}
	}
	out[name] = v
	return out
}

// at is the value at a path of names.
func at(m map[string]any, path string) any {
	name, rest, deeper := strings.Cut(path, ".")
	if deeper {
		return at(object(m[name]), rest)
	}
	return m[name]
}

// body is the part of a captured answer that matters here.
type body struct {
	Code *json.Number   `json:"code"`
	Data map[string]any `json:"data"`
}

// load takes the captured answers in. The error lists all that cannot be used.
func (s *Sandbox) load(captures map[string]json.RawMessage) error {
	var problems []error
	fresh := map[string]bool{} // collections that hold captures only
	// Sorted: of two captures of a record the same one always wins.
	for _, name := range slices.Sorted(maps.Keys(captures)) {
		if err := s.loadOne(name, captures[name], fresh); err != nil {
			problems = append(problems, fmt.Errorf("sandbox: captured answer %q: %w", name, err))
		}
	}
	return errors.Join(problems...)
}

func (s *Sandbox) loadOne(name string, raw json.RawMessage, fresh map[string]bool) error {
	method, path, ok := strings.Cut(name, " ")
	if !ok || !strings.HasPrefix(path, "/") {
		return errors.New(`want a key such as "GET /order/202507/orders"`)
	}
	var b body
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	if err := d.Decode(&b); err != nil {
		return fmt.Errorf("want a whole answer, an object with code and data: %w", err)
	}
	if b.Code == nil {
		return errors.New("want a whole answer: this one has no code")
	}
	code, err := strconv.Atoi(b.Code.String())
	if err != nil {
		return fmt.Errorf("code %s is not a number", *b.Code)
	}
	rt := s.captureRoute(method, path)
	switch {
	case rt.token != nil:
		return errors.New("the token service answers by itself")
	case code == 0 && rt.op != nil && b.Data != nil && s.keep(rt.op, b.Data, fresh):
		return nil
	case code == 0 && rt.op != nil && (rt.op.Paging == api.PagingToken || rt.op.Paging == api.PagingTokenOnly):
		if items, ok := at(b.Data, rt.op.ListField).([]any); ok {
			s.lists[rt] = &listing{data: b.Data, field: rt.op.ListField, items: items}
			rt.answer = (*Sandbox).example
			return nil
		}
	}
	rt.replay, rt.replayCode, rt.answer = raw, code, (*Sandbox).example
	return nil
}

// captureRoute is the route a capture is served at. An older version of a known
// route is served like the newest, with its fields unchecked.
func (s *Sandbox) captureRoute(method, path string) *route {
	if rt := s.routes.byName[method+" "+path]; rt != nil {
		return rt
	}
	rt := &route{method: method, template: path, loose: true, op: s.routes.operation(method, path), answer: (*Sandbox).example}
	if rt.op != nil {
		if h, ok := handlers()[rt.op.Name]; ok {
			rt.answer = h
		}
	}
	s.routes.add(rt)
	return rt
}

// keep makes captured records part of the shop. It reports whether the
// operation is one that shows them.
func (s *Sandbox) keep(op *api.Operation, data map[string]any, fresh map[string]bool) bool {
	t := s.stores[0]
	switch op.Name {
	case "shop.Authorizations.ListShops":
		s.captureShops(objects(data["shops"]))
	case "shop.Authorizations.ListCategoryAssets":
		s.assets = objects(data["category_assets"])
	case "shop.Orders.Search", "shop.Orders.Get":
		t.captureOrders(objects(data["orders"]), fresh)
	case "shop.Products.Search":
		s.replace(&t.products, "products", objects(data["products"]), fresh)
	case "shop.Products.Get":
		s.replace(&t.products, "products", []map[string]any{data}, fresh)
	case "shop.Products.SearchInventory":
		s.replace(&t.stock, "inventory", objects(data["inventory"]), fresh)
	case "logistics.Packages.Search":
		t.captureParcels(objects(data["packages"]), fresh)
	case "logistics.Packages.Get":
		t.captureParcels([]map[string]any{data}, fresh)
	default:
		return false
	}
	return true
}

// replace puts captured records in the place of the samples; a second capture
// of the same kind adds to the first.
func (s *Sandbox) replace(k **collection, name string, records []map[string]any, fresh map[string]bool) {
	if !fresh[name] {
		*k, fresh[name] = newCollection(), true
	}
	for _, fields := range records {
		id := text(fields["id"])
		for _, other := range []string{"package_id", "product_id"} {
			if id == "" {
				id = text(fields[other])
			}
		}
		(*k).add(id, fields, true)
	}
}

// captureShops makes the captured shops the account's. The first one keeps what
// the sample shop holds.
func (s *Sandbox) captureShops(shops []map[string]any) {
	if len(shops) == 0 {
		return
	}
	first := s.stores[0]
	first.id, first.cipher, first.wire = text(shops[0]["id"]), text(shops[0]["cipher"]), shops[0]
	first.market = marketOf(text(shops[0]["region"]))
	s.stores = s.stores[:1]
	for _, wire := range shops[1:] {
		s.stores = append(s.stores, s.newStore(wire, first.seller))
	}
}
