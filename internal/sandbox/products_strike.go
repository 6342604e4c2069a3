package sandbox

import (
	"strconv"
	"time"
)

// proofLasts is how long a proof for a struck-through price counts.
const proofLasts = 90 * 24 * time.Hour

// enableStrikethrough takes proofs of what SKUs cost elsewhere, which buyers
// then see struck through. Each SKU fails by itself.
func (s *Sandbox) enableStrikethrough(c *call) (any, *refusal) {
	t := c.store
	r, refused := t.findProduct(c.ids.Get("product_id"))
	wanted := objects(c.body["skus"])
	switch {
	case refused != nil:
		return nil, refused
	case t.market.region != "US":
		return nil, refuse(200, 12052376, "this market has no list prices")
	case len(wanted) == 0:
		return nil, invalid("skus is a required field and has not been provided")
	}
	var failures []map[string]any
	for _, in := range wanted {
		if refused := t.strike(r, in, c.now); refused != nil {
			f := failure(refused, "sku_id", text(in["id"]))
			f["code"] = strconv.Itoa(refused.code) // text here, a number elsewhere
			failures = append(failures, f)
			continue
		}
		c.applied = true
	}
	return partial(failures), nil
}

// strike shows a higher price of a SKU until its proof runs out.
func (t *store) strike(r *record, in map[string]any, now time.Time) *refusal {
	id := text(in["id"])
	sku := skuOf(r, id)
	if sku == nil {
		return refuse(200, 12052556, "SKU %s does not exist", id)
	}
	proof := object(in["external_retail_price"])
	if proof == nil {
		proof = object(in["external_transaction_price"])
	}
	want, ok := t.market.read(proof["amount"])
	have, _ := t.market.read(object(sku["price"])["sale_price"])
	if !ok || want <= have {
		return refuse(200, 12052375, "SKU %s needs external_retail_price or external_transaction_price above its price %s", id, t.market.write(have))
	}
	sku["list_price"] = map[string]any{"amount": t.market.write(want), "currency": t.market.currency}
	r.touch()
	if t.goods.proofs == nil {
		t.goods.proofs = map[string]time.Time{}
	}
	until := now.Add(proofLasts)
	t.goods.proofs[id] = until
	product := r.id
	t.box.plan(until, func(time.Time) {
		if !t.goods.proofs[id].Equal(until) {
			return // there is a newer proof
		}
		delete(t.goods.proofs, id)
		if r := t.products.byID[product]; r != nil {
			if sku := skuOf(r, id); sku != nil {
				delete(sku, "list_price")
				r.touch()
			}
		}
		t.notify(38, map[string]any{"product_id": product, "sku_id": id})
	})
	return nil
}
