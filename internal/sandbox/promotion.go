package sandbox

import "time"

// promotions holds prices that change for a time.
type promotions struct{}

// off is what running promotions take off the price of a SKU.
func (p *promotions) off(product, sku string, price amount, now time.Time) amount { return 0 }

// locks reports whether a running promotion sells the SKU.
func (p *promotions) locks(product, sku string, now time.Time) bool { return false }

// drop takes a product out of all promotions.
func (p *promotions) drop(product string) {}

func promotionHandlers() map[string]handler {
	return map[string]handler{}
}
