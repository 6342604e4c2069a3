package sandbox

import (
	"cmp"
	"encoding/json"
	"maps"
	"slices"
	"strings"
)

// ranked is one row of a list of figures.
type ranked struct {
	id  string
	key int64 // sorted by
	row map[string]any
}

const defaultRanks = 10 // rows of a page of a report

// ranks sorts rows and answers one page of them.
func (c *call) ranks(list string, rows []ranked, more map[string]any) (any, *refusal) {
	sortRanks(rows, c.query.Get("sort_order") == "ASC")
	from, size := 0, defaultRanks
	if c.query.Get("page_size") != "" {
		size = c.pageSize()
	}
	stamp := c.stamp()
	if token := c.query.Get("page_token"); token != "" {
		n, of, ok := c.openToken(token)
		if !ok || of != stamp || n < 0 || n > int64(len(rows)) {
			return nil, invalid("page_token is not one of this report: take next_page_token of the page before, with the same filters")
		}
		from = int(n)
	}
	to, next := min(from+size, len(rows)), ""
	if to < len(rows) {
		next = c.sealToken(int64(to), stamp)
	}
	page := make([]map[string]any, 0, to-from)
	for _, r := range rows[from:to] {
		page = append(page, r.row)
	}
	answer := map[string]any{list: page, "next_page_token": next, "total_count": len(rows)}
	maps.Copy(answer, more)
	return answer, nil
}

// sortRanks puts the greatest first, or last.
func sortRanks(rows []ranked, ascending bool) {
	sign := -1
	if ascending {
		sign = 1
	}
	slices.SortFunc(rows, func(a, b ranked) int { return cmp.Or(sign*cmp.Compare(a.key, b.key), strings.Compare(a.id, b.id)) })
}

// stamp is what a page token belongs to: the path and the filters of the query.
func (c *call) stamp() string {
	parts := []string{c.path}
	for name := range c.query {
		if !common(name) && name != "page_token" && name != "page_size" {
			parts = append(parts, name+"="+c.query.Get(name))
		}
	}
	slices.Sort(parts)
	return strings.Join(parts, "&")
}

// soldItems adds up what was sold in a range of days, by key.
func soldItems[K comparable](t *store, p span, key func(soldItem) (K, bool)) map[K]*takings {
	sums := map[K]*takings{}
	for _, d := range t.bookDays(p) {
		for w, a := range d.soldItems {
			if k, ok := key(w); ok {
				takingsOf(sums, k).add(a)
			}
		}
	}
	return sums
}

// listed reports whether a product passes the filters of category and status.
func (c *call) listed(r *record) bool {
	live := text(r.fields["status"]) == active
	switch c.query.Get("product_status_filter") {
	case "LIVE":
		if !live {
			return false
		}
	case "INACTIVE":
		if live {
			return false
		}
	}
	wanted := c.list("category_filter")
	return len(wanted) == 0 || slices.ContainsFunc(objects(r.fields["category_chains"]), func(m map[string]any) bool {
		return slices.Contains(wanted, text(m["id"]))
	})
}

func (s *Sandbox) productFigures(c *call) (any, *refusal) {
	p, refused := c.span()
	if refused != nil {
		return nil, refused
	}
	sums := soldItems(c.store, c.ready(p), func(w soldItem) (string, bool) { return w.product, w.sku == "" })
	money := c.purse()
	rows := []ranked{}
	for _, r := range c.store.products.list {
		a := sums[r.id]
		if a == nil {
			a = &takings{}
		}
		if !c.listed(r) || text(r.fields["status"]) == deleted && a.orders == 0 {
			continue
		}
		key := int64(a.gmv)
		switch c.query.Get("sort_field") {
		case "items_sold":
			key = int64(a.items)
		case "orders":
			key = int64(a.orders)
		}
		rows = append(rows, ranked{id: r.id, key: key, row: map[string]any{
			"id": r.id, "overall_performance": map[string]any{"gmv": money.money(a.gmv), "items_sold": a.items, "orders": a.orders},
		}})
	}
	return c.ranks("products", rows, map[string]any{"latest_available_date": c.latest()})
}

func (s *Sandbox) skuFigures(c *call) (any, *refusal) {
	p, refused := c.span()
	if refused != nil {
		return nil, refused
	}
	if c.query.Has("page_size") && c.pageSize() > maxRoomProducts {
		return nil, invalid("page_size is more than %d", maxRoomProducts)
	}
	sums := soldItems(c.store, c.ready(p), func(w soldItem) (string, bool) { return w.sku, w.sku != "" })
	money, only := c.purse(), c.list("product_ids")
	rows := []ranked{}
	for _, r := range c.store.products.list {
		if !c.listed(r) || !oneOf(only, r.id) {
			continue
		}
		for _, sku := range objects(r.fields["skus"]) {
			id := text(sku["id"])
			a := sums[id]
			if a == nil {
				a = &takings{}
			}
			if text(r.fields["status"]) == deleted && a.orders == 0 {
				continue
			}
			key := int64(a.gmv)
			switch c.query.Get("sort_field") {
			case "sku_orders":
				key = int64(a.skus)
			case "units_sold":
				key = int64(a.items)
			}
			rows = append(rows, ranked{id: id, key: key, row: map[string]any{
				"id": idNumber(id), "product_id": idNumber(r.id), "gmv": money.money(a.gmv), "sku_orders": a.skus, "units_sold": a.items,
			}})
		}
	}
	return c.ranks("skus", rows, map[string]any{"latest_available_date": c.latest()})
}

// idNumber is an id as a number, as a few routes have it.
func idNumber(id string) json.Number {
	if id == "" || strings.Trim(id, "0123456789") != "" || len(id) > 1 && id[0] == '0' {
		return "0"
	}
	return json.Number(id)
}

// productOfSKU is the product of a SKU.
func (t *store) productOfSKU(id string) *record {
	for _, r := range t.products.list {
		for _, sku := range objects(r.fields["skus"]) {
			if text(sku["id"]) == id {
				return r
			}
		}
	}
	return nil
}

func (s *Sandbox) oneSKUFigures(c *call) (any, *refusal) {
	p, refused := c.span()
	if refused != nil {
		return nil, refused
	}
	id, money := c.ids.Get("sku_id"), c.purse()
	r := c.store.productOfSKU(id)
	if r == nil {
		return nil, refuse(200, codeNoData, "can't find any related data; detail: SKU %s is not of this shop", id)
	}
	list := c.intervals(p, func(_, ready span) map[string]any {
		kinds := soldItems(c.store, ready, func(w soldItem) (string, bool) { return w.kind, w.sku == id })
		var whole takings
		gmv, items := []map[string]any{}, []map[string]any{}
		for _, kind := range []string{leadLive, leadVideo, leadCard} {
			a := takingsOf(kinds, kind)
			whole.add(a)
			m := money.money(a.gmv)
			m["type"] = kind
			gmv, items = append(gmv, m), append(items, map[string]any{"type": kind, "amount": a.items})
		}
		return map[string]any{
			"gmv": money.money(whole.gmv), "gmv_breakdown": gmv, "items_sold": whole.items, "items_sold_breakdown": items, "sku_orders": whole.skus,
		}
	})
	return map[string]any{"latest_available_date": c.latest(), "performance": map[string]any{
		"sku_id": id, "product_id": idNumber(r.id), "intervals": list,
	}}, nil
}
