package sandbox

import "time"

// priceOf is what a unit of a SKU costs now: its price, and what running
// promotions take off it at the seller's and at the platform's cost.
func (t *store) priceOf(product *record, sku string, now time.Time) (list, sellerOff, platformOff amount) {
	m := skuOf(product, sku)
	if m == nil {
		return 0, 0, 0
	}
	list, _ = t.market.read(object(m["price"])["sale_price"])
	return list, t.promotions.off(product.id, sku, list, now), 0
}
