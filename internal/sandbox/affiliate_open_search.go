package sandbox

import (
	"slices"
	"strings"
)

// offer is a product that is in open collaboration, in one shop of a region.
type offer struct {
	store *store
	plan  *openPlan
	rate  int
	low   amount
	high  amount
	sold  int64
}

// offers are the products a region's creators may promote.
func (s *Sandbox) offers(c *call, region string) []*offer {
	now := c.now.Unix()
	var out []*offer
	for _, t := range s.stores {
		if t.market.region != region {
			continue
		}
		t.autoJoin(c.now)
		sold := t.unitsSold()
		for _, p := range t.ally().open {
			if t.has(p, now) && text(p.product.fields["status"]) == active {
				low, high := t.prices(p.product)
				out = append(out, &offer{store: t, plan: p, rate: p.rateAt(now), low: low, high: high, sold: sold[p.product.id]})
			}
		}
	}
	return out
}

// unitsSold counts what has been ordered, by product.
func (t *store) unitsSold() map[string]int64 {
	sold := map[string]int64{}
	for _, o := range t.sales.list {
		if o.cancelled != 0 {
			continue
		}
		for i := range o.lines {
			if p := o.lines[i].product; p != nil {
				sold[p.id]++
			}
		}
	}
	return sold
}

// regionOf is where the caller buys or sells.
func (s *Sandbox) regionOf(c *call) string {
	if c.account.kind == Creator {
		return s.me(c).region
	}
	return c.store.market.region
}

func (s *Sandbox) searchOpenProducts(c *call) (any, *refusal) {
	list := []row{}
	for _, o := range s.offers(c, s.regionOf(c)) {
		if !o.passes(c.body) {
			continue
		}
		at := int64(o.rate)
		switch c.query.Get("sort_field") {
		case "product_sales_price":
			at = int64(o.low)
		case "commission":
			at = int64(o.low.share(o.rate))
		case "units_sold":
			at = o.sold
		}
		list = append(list, row{at: at, id: o.plan.product.id, fields: o.view})
	}
	return c.answerRows(list, c.query.Get("sort_order") == "DESC")
}

// passes applies the filters of the searches for products to promote.
func (o *offer) passes(body map[string]any) bool {
	if id := text(object(body["category"])["id"]); id != "" && topCategory(o.plan.product) != id {
		return false
	}
	rates := object(body["commission_rate_range"])
	if v, ok := rates["rate_ge"]; ok && int64(o.rate) < number(v) {
		return false
	}
	if v, ok := rates["rate_lt"]; ok && int64(o.rate) >= number(v) {
		return false
	}
	prices := object(body["sales_price_range"])
	if a, ok := o.store.market.read(prices["amount_ge"]); ok && o.high < a {
		return false
	}
	if a, ok := o.store.market.read(prices["amount_lt"]); ok && o.low >= a {
		return false
	}
	words := texts(body["title_keywords"])
	title := strings.ToLower(text(o.plan.product.fields["title"]))
	return len(words) == 0 || slices.ContainsFunc(words, func(w string) bool { return strings.Contains(title, strings.ToLower(w)) })
}

// view is a product to promote.
func (o *offer) view() map[string]any {
	t, p := o.store, o.plan.product
	m := t.market
	return map[string]any{
		"category_chains": p.fields["category_chains"], "detail_link": t.box.baseURL + sharePath + "product/" + p.id,
		"commission":    map[string]any{"amount": m.write(o.low.share(o.rate)), "currency": m.currency, "rate": o.rate},
		"has_inventory": inStock(p) > 0, "id": p.id, "main_image_url": t.mainImage(p), "original_price": m.span(o.low, o.high),
		"sale_region": m.region, "sales_price": m.span(o.low, o.high), "shop": map[string]any{"name": t.name()},
		"title": p.fields["title"], "units_sold": o.sold,
	}
}

func (s *Sandbox) getOpenProducts(c *call) (any, *refusal) {
	wanted := c.list("product_ids")
	out := []map[string]any{}
	for _, o := range s.offers(c, s.me(c).region) {
		if slices.Contains(wanted, o.plan.product.id) {
			out = append(out, o.view())
		}
	}
	return c.form1(map[string]any{"products": out}), nil
}

func (s *Sandbox) selectProducts(c *call) (any, *refusal) {
	f := object(c.body["filter_params"])
	kinds, wanted := texts(f["category_ids"]), texts(f["product_ids"])
	rates, prices, sold := object(f["commission_rate_range"]), object(f["price_range"]), object(f["sold_quantity_range"])
	word := strings.ToLower(text(f["title_keyword"]))
	sort := text(object(c.body["sort_params"])["sort_type"])
	list := []row{}
	for _, o := range s.offers(c, s.me(c).region) {
		p := o.plan.product
		m := o.store.market
		least, hasLeast := m.read(prices["price_ge"])
		most, hasMost := m.read(prices["price_le"])
		if !oneOf(wanted, p.id) || !oneOf(kinds, topCategory(p)) || !strings.Contains(strings.ToLower(text(p.fields["title"])), word) ||
			!bounded(rates, "rate", int64(o.rate)) || !bounded(sold, "quantity", o.sold) || hasLeast && o.high < least || hasMost && o.low > most {
			continue
		}
		at := o.sold
		switch sort {
		case "LOW_PRICE":
			at = -int64(o.low)
		case "HIGH_PRICE":
			at = int64(o.high)
		case "NEWLY_RELEASED":
			at = number(p.fields["create_time"])
		case "HIGH_COMMISSION_RATE":
			at = int64(o.rate)
		}
		list = append(list, row{at: at, id: p.id, fields: o.card})
	}
	return c.answerRows(list, true)
}

// bounded applies the bounds name_ge and name_le.
func bounded(bounds map[string]any, name string, v int64) bool {
	least, hasLeast := bounds[name+"_ge"]
	most, hasMost := bounds[name+"_le"]
	return (!hasLeast || v >= number(least)) && (!hasMost || v <= number(most))
}

// card is a product in the selection of creators.
func (o *offer) card() map[string]any {
	t, p := o.store, o.plan.product
	m := t.market
	return map[string]any{
		"brand_name": object(p.fields["brand"])["name"], "id": p.id, "main_image_url": t.mainImage(p), "title": p.fields["title"],
		"commission":         map[string]any{"amount": m.write(o.low.share(o.rate)), "rate": o.rate},
		"market_performance": map[string]any{"historical_sold_quantity": o.sold},
		"price":              map[string]any{"ceiling_price": m.write(o.high), "floor_price": m.write(o.low), "currency": m.currency},
		"review":             map[string]any{"count": o.sold / 5, "overall_score": "4.6"}, "shop": map[string]any{"name": t.name(), "rating": "4.5"},
		"stock": map[string]any{"quantity": inStock(p)},
	}
}

// listShopProducts shows the products of the shop the creator is bound to: the
// first of the creator's region.
func (s *Sandbox) listShopProducts(c *call) (any, *refusal) {
	me := s.me(c)
	word := strings.ToLower(c.query.Get("title_keyword"))
	list := []row{}
	for _, t := range s.stores {
		if t.market.region != me.region {
			continue
		}
		sold := t.unitsSold()
		for _, p := range t.products.list {
			if text(p.fields["status"]) != active || !strings.Contains(strings.ToLower(text(p.fields["title"])), word) {
				continue
			}
			low, _ := t.prices(p)
			at := number(p.fields["create_time"])
			switch c.query.Get("sort_field") {
			case "price":
				at = int64(low)
			case "sales_count":
				at = sold[p.id]
			}
			list = append(list, row{at: at, id: p.id, fields: func() map[string]any {
				added := "ADDABLE"
				if me.shows(p.id) != nil {
					added = "ADDED"
				}
				return map[string]any{
					"added_status": added, "brand_name": object(p.fields["brand"])["name"], "id": p.id,
					"images": []map[string]any{{"url": t.mainImage(p), "width": sampleSide, "height": sampleSide}},
					"price":  t.market.wire(low), "sales_count": sold[p.id], "title": p.fields["title"],
				}
			}})
		}
		break
	}
	return c.answerRows(list, c.query.Get("sort_order") != "ASC")
}
