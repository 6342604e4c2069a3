package sandbox

import (
	"slices"
	"strings"
)

const maxPromoted = 10000

// promoted are the products of a promotion as answers show them.
func (t *store) promoted(a *activity) []map[string]any {
	out := []map[string]any{}
	at := map[string]int{}
	for _, o := range a.offers {
		row := map[string]any{"quantity_limit": o.limit, "quantity_per_user": o.perUser}
		switch {
		case o.share > 0:
			row["discount"] = trimZeros(o.share)
		case o.price > 0:
			row["activity_price"] = map[string]any{"amount": t.market.write(o.price), "currency": t.market.currency}
		}
		if o.sku == "" {
			row["id"], row["skus"] = o.product, []any{}
			out = append(out, row)
			continue
		}
		row["id"] = o.sku
		i, ok := at[o.product]
		if !ok {
			i, at[o.product] = len(out), len(out)
			out = append(out, map[string]any{"id": o.product, "quantity_limit": -1, "quantity_per_user": -1, "skus": []map[string]any{}})
		}
		out[i]["skus"] = append(objects(out[i]["skus"]), row)
	}
	return out
}

// trimZeros writes basis points as per cent: 1000 is "10".
func trimZeros(basisPoints int) string {
	s := dollars(basisPoints)
	return strings.TrimSuffix(strings.TrimRight(s, "0"), ".")
}

// conflict is another promotion of prices that sells the same in the same time.
func (t *store) conflict(a, self *activity, o *bargain) *activity {
	if !a.prices() {
		return nil
	}
	for _, other := range t.promotions.list {
		if other == self || !other.prices() || !other.alive() || other.begin >= a.end || a.begin >= other.end {
			continue
		}
		for _, taken := range other.byProduct[o.product] {
			if taken.sku == "" || o.sku == "" || taken.sku == o.sku {
				return other
			}
		}
	}
	return nil
}

// updatePromoted adds products and changes those that are there: all or none.
func (s *Sandbox) updatePromoted(c *call) (any, *refusal) {
	t := c.store
	a, refused := t.livePromotion(c)
	if refused != nil {
		return nil, refused
	}
	in := objects(c.body["products"])
	switch {
	case len(in) == 0:
		return nil, refuse(200, 17029033, "products is empty")
	case a.level == wholeShop:
		return nil, refuse(200, 17029001, "promotion %s is for the whole shop: it has no list of products", a.id)
	}
	var fresh []*bargain
	var added []string
	seen, skus := map[string]bool{}, 0
	for _, p := range in {
		id := text(p["id"])
		if seen[id] {
			return nil, refuse(200, 17029039, "products names %s twice", id)
		}
		seen[id], added = true, append(added, id)
		skus += len(objects(p["skus"]))
		list, refused := t.offersOf(a, p)
		if refused != nil {
			return nil, refused
		}
		fresh = append(fresh, list...)
	}
	if skus > 300 {
		return nil, refuse(200, 17029046, "the request has %d SKUs, more than 300", skus)
	}
	next := slices.Clone(a.offers)
	for _, o := range fresh {
		at := slices.IndexFunc(next, func(old *bargain) bool { return old.product == o.product && old.sku == o.sku })
		if at < 0 {
			next = append(next, o)
			continue
		}
		o.sold = next[at].sold
		next[at] = o
	}
	if len(next) > maxPromoted {
		return nil, refuse(200, 17029025, "promotion %s has more than %d products or SKUs", a.id, maxPromoted)
	}
	a.offers, a.updated = next, c.now.Unix()
	a.index()
	t.promotionChanged(a, "product_update", added, nil, nil)
	c.applied = true
	return map[string]any{
		"activity_id": a.id, "status": a.status, "title": a.title, "total_count": len(in), "update_time": a.updated,
	}, nil
}

// offersOf reads one product of a request.
func (t *store) offersOf(a *activity, p map[string]any) ([]*bargain, *refusal) {
	id := text(p["id"])
	r := t.products.byID[id]
	switch {
	case r == nil:
		if _, other := t.box.productAnywhere(id); other != nil {
			return nil, refuse(200, 17029017, "product %s belongs to another shop", id)
		}
		return nil, refuse(200, 17029051, "product %s does not exist", id)
	case productStatus(r) != active:
		return nil, refuse(200, 17029056, "product %s is %s, which cannot be promoted", id, productStatus(r))
	}
	in := objects(p["skus"])
	if a.level == wholeProduct {
		if len(in) > 0 {
			return nil, refuse(200, 17029013, "promotion %s is for whole products: skus must be empty", a.id)
		}
		o, refused := t.offerOf(a, r, "", p)
		return []*bargain{o}, refused
	}
	switch {
	case !isEmpty(p["activity_price_amount"]) || !isEmpty(p["discount"]):
		return nil, refuse(200, 17029038, "promotion %s is for SKUs: prices and discounts belong to them", a.id)
	case len(in) == 0:
		return nil, refuse(200, 17029037, "promotion %s is for SKUs: name those of product %s", a.id, id)
	case number(p["quantity_limit"]) > 0:
		return nil, refuse(200, 17029015, "promotion %s is for SKUs: quantity_limit of a product is -1", a.id)
	}
	var list []*bargain
	for i, sku := range in {
		sid := text(sku["id"])
		if slices.ContainsFunc(in[:i], func(m map[string]any) bool { return text(m["id"]) == sid }) {
			return nil, refuse(200, 17029040, "skus names %s twice", sid)
		}
		if skuOf(r, sid) == nil {
			return nil, refuse(200, 17029053, "SKU %s is none of product %s", sid, id)
		}
		o, refused := t.offerOf(a, r, sid, sku)
		if refused != nil {
			return nil, refused
		}
		list = append(list, o)
	}
	return list, nil
}

// offerOf reads price or discount and limits of a product or SKU.
func (t *store) offerOf(a *activity, r *record, sku string, in map[string]any) (*bargain, *refusal) {
	o := &bargain{product: r.id, sku: sku, limit: limitOf(in["quantity_limit"]), perUser: limitOf(in["quantity_per_user"])}
	level := 0 // codes of products and of SKUs come in pairs
	if sku != "" {
		level = 1
	}
	price, percent := in["activity_price_amount"], in["discount"]
	switch {
	case a.kind == percentageOff && !isEmpty(price) && isEmpty(percent):
		return nil, refuse(200, 17029029+2*level, "promotion %s takes a discount, not activity_price_amount", a.id)
	case a.kind == percentageOff && isEmpty(percent):
		return nil, refuse(200, 17029041+2*level, "discount is missing")
	case a.kind != percentageOff && a.prices() && !isEmpty(percent) && isEmpty(price):
		return nil, refuse(200, 17029030+2*level, "promotion %s takes activity_price_amount, not a discount", a.id)
	case a.kind != percentageOff && a.prices() && isEmpty(price):
		return nil, refuse(200, 17029042+2*level, "activity_price_amount is missing")
	case o.limit == 0 || o.limit > 99 || o.perUser > 99:
		return nil, refuse(200, 17029050, "quantity_limit and quantity_per_user are -1 or within 1 and 99")
	case o.perUser == 0:
		return nil, refuse(200, 17029014, "quantity_per_user is -1 or within 1 and 99")
	}
	if refused := t.setOffer(a, o, r, in, level); refused != nil {
		return nil, refused
	}
	if other := t.conflict(a, a, o); other != nil {
		return nil, refuse(200, 17029022, "product %s is sold by promotion %s in the same time", r.id, other.id)
	}
	return o, t.checkOlder(a, o, level)
}

// setOffer sets price or discount and compares them with the list price.
func (t *store) setOffer(a *activity, o *bargain, r *record, in map[string]any, level int) *refusal {
	lowest, stock := amount(0), 0
	for _, sku := range objects(r.fields["skus"]) {
		if o.sku != "" && text(sku["id"]) != o.sku {
			continue
		}
		stock += t.available(text(sku["id"]))
		if have, ok := t.market.read(object(sku["price"])["sale_price"]); ok && (lowest == 0 || have < lowest) {
			lowest = have
		}
	}
	switch a.kind {
	case percentageOff:
		n, ok := milli(text(in["discount"]))
		o.share = int(n / 10)
		if !ok || o.share < 100 || o.share > 9900 {
			return refuse(200, 17029020+level, "discount %q is not within 1 and 99 per cent", text(in["discount"]))
		}
	case fixedPrice, flashSale:
		var ok bool
		o.price, ok = t.market.read(in["activity_price_amount"])
		switch {
		case !ok || o.price == 0:
			return refuse(200, 17029034, "activity_price_amount must be an amount above zero")
		case o.price >= lowest || o.price*100 < lowest:
			return refuse(200, 17029020+level, "activity_price_amount %s is not within 1 and 99 per cent of the price %s",
				t.market.write(o.price), t.market.write(lowest))
		}
	}
	if o.limit > stock {
		return refuse(200, 17029019-level, "quantity_limit %d is above the stock of %d", o.limit, stock)
	}
	return nil
}

// limitOf reads a limit; none is -1.
func limitOf(v any) int {
	if v == nil {
		return -1
	}
	return int(max(number(v), -1))
}

// checkOlder compares an offer with the one it replaces.
func (t *store) checkOlder(a *activity, o *bargain, level int) *refusal {
	at := slices.IndexFunc(a.offers, func(old *bargain) bool { return old.product == o.product && old.sku == o.sku })
	if at < 0 {
		return nil
	}
	old := a.offers[at]
	switch {
	case a.kind == flashSale && a.status == ongoing:
		return refuse(200, 17029047+level, "flash sale %s has begun: what it sells stays", a.id)
	case o.limit >= 0 && (old.limit < 0 || o.limit < old.limit):
		return refuse(200, 17029065, "quantity_limit can only grow")
	case o.perUser >= 0 && (old.perUser < 0 || o.perUser < old.perUser):
		return refuse(200, 17029058, "quantity_per_user can only grow")
	}
	return nil
}

// removePromoted takes products or SKUs out: all or none.
func (s *Sandbox) removePromoted(c *call) (any, *refusal) {
	a, refused := c.store.livePromotion(c)
	if refused != nil {
		return nil, refused
	}
	ids, skus := texts(c.body["product_ids"]), texts(c.body["sku_ids"])
	switch {
	case len(ids)+len(skus) == 0:
		return nil, refuse(200, 17029001, "product_ids or sku_ids is required")
	case a.kind == flashSale && a.status == ongoing:
		return nil, refuse(200, 17029047, "flash sale %s has begun: what it sells stays", a.id)
	}
	for _, id := range ids {
		if len(a.byProduct[id]) == 0 {
			return nil, refuse(200, 17029023, "product %s is not in promotion %s", id, a.id)
		}
	}
	for _, id := range skus {
		if !slices.ContainsFunc(a.offers, func(o *bargain) bool { return o.sku == id }) {
			return nil, refuse(200, 17029024, "SKU %s is not in promotion %s", id, a.id)
		}
	}
	a.offers = slices.DeleteFunc(a.offers, func(o *bargain) bool {
		return slices.Contains(ids, o.product) || o.sku != "" && slices.Contains(skus, o.sku)
	})
	a.index()
	a.updated = c.now.Unix()
	c.store.promotionChanged(a, "product_update", nil, ids, skus)
	c.applied = true
	return map[string]any{"activity_id": a.id, "status": a.status, "update_time": a.updated}, nil
}
