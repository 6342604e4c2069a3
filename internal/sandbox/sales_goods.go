package sandbox

import "time"

func (t *store) priceOf(product *record, sku string, _ time.Time) (list, sellerOff, platformOff amount) {
	for _, m := range objects(product.fields["skus"]) {
		if text(m["id"]) == sku {
			list, _ = t.market.read(object(m["price"])["sale_price"])
		}
	}
	return list, 0, 0
}

func (t *store) available(string) int     { return 100 }
func (t *store) reserve(string, int) bool { return true }
func (t *store) release(string, int)      {}
func (t *store) consume(string, int)      {}
