package sandbox

import (
	"slices"
	"time"
)

// Statuses of promotions.
const (
	notStarted  = "NOT_START"
	ongoing     = "ONGOING"
	expired     = "EXPIRED"
	deactivated = "DEACTIVATED"
)

// Types and levels of promotions.
const (
	fixedPrice    = "FIXED_PRICE"
	percentageOff = "DIRECT_DISCOUNT"
	flashSale     = "FLASHSALE"
	shippingOff   = "SHIPPING_DISCOUNT"
	buyMore       = "BUY_MORE_SAVE_MORE"

	wholeProduct = "PRODUCT"
	eachVariant  = "VARIATION"
	wholeShop    = "SHOP"
)

// promotions holds prices that change for a time.
type promotions struct {
	list    []*activity
	byID    map[string]*activity
	coupons *collection
}

// activity is one promotion.
type activity struct {
	id, title, kind, level, status, duration string
	begin, end, created, updated             int64 // Unix seconds; no end: 0
	terms                                    map[string]any
	offers                                   []*bargain
	byProduct                                map[string][]*bargain
}

// bargain is what a promotion sells for less: a product or one of its SKUs.
type bargain struct {
	product string
	sku     string // "" for all of the product
	price   amount // of FIXED_PRICE and FLASHSALE
	share   int    // basis points, of DIRECT_DISCOUNT
	limit   int    // units; -1: no limit
	perUser int
	sold    int
}

// prices reports whether the promotion changes prices of products.
func (a *activity) prices() bool {
	return a.kind == fixedPrice || a.kind == percentageOff || a.kind == flashSale
}

// runs reports whether the promotion is on at a time.
func (a *activity) runs(at int64) bool { return a.begin <= at && (a.end == 0 || at < a.end) }

// alive reports whether the promotion is on or will be.
func (a *activity) alive() bool { return a.status == notStarted || a.status == ongoing }

// offerFor is what sells the SKU, nil if nothing does.
func (a *activity) offerFor(product, sku string) *bargain {
	for _, o := range a.byProduct[product] {
		if o.sku == "" || o.sku == sku {
			return o
		}
	}
	return nil
}

func (a *activity) index() {
	a.byProduct = map[string][]*bargain{}
	for _, o := range a.offers {
		a.byProduct[o.product] = append(a.byProduct[o.product], o)
	}
}

// running is the offer that sells a SKU at a time, nil if there is none.
func (p *promotions) running(product, sku string, now time.Time) *bargain {
	at := now.Unix()
	for _, a := range p.list {
		if !a.prices() || !a.runs(at) {
			continue
		}
		if o := a.offerFor(product, sku); o != nil && (o.limit < 0 || o.sold < o.limit) {
			return o
		}
	}
	return nil
}

// off is what running promotions take off the price of a SKU.
func (p *promotions) off(product, sku string, price amount, now time.Time) amount {
	o := p.running(product, sku, now)
	switch {
	case o == nil:
		return 0
	case o.share > 0:
		return price.share(o.share)
	default:
		return max(price-o.price, 0)
	}
}

// locks reports whether a running promotion sells the SKU.
func (p *promotions) locks(product, sku string, now time.Time) bool {
	return p.running(product, sku, now) != nil
}

// sold counts units that were ordered while a promotion sold them; n is
// negative when they come back.
func (p *promotions) sold(product, sku string, n int, now time.Time) {
	at := now.Unix()
	for _, a := range p.list {
		if !a.prices() || !a.runs(at) {
			continue
		}
		if o := a.offerFor(product, sku); o != nil {
			o.sold = max(o.sold+n, 0)
		}
	}
}

// drop takes a product out of all promotions.
func (p *promotions) drop(product string) {
	for _, a := range p.list {
		if len(a.byProduct[product]) > 0 {
			a.offers = slices.DeleteFunc(a.offers, func(o *bargain) bool { return o.product == product })
			a.index()
		}
	}
}

// schedule plans what will happen to a promotion by itself.
func (t *store) schedule(a *activity) {
	begin, end := a.begin, a.end
	current := func() bool { return a.begin == begin && a.end == end }
	if a.status == notStarted {
		t.box.plan(time.Unix(begin, 0), func(now time.Time) {
			if a.status == notStarted && current() {
				t.promotionMoved(a, ongoing, now)
			}
		})
	}
	if end > 0 {
		t.box.plan(time.Unix(end, 0), func(now time.Time) {
			if a.alive() && current() {
				t.promotionMoved(a, expired, now)
			}
		})
	}
}

// promotionMoved gives a promotion another status.
func (t *store) promotionMoved(a *activity, status string, now time.Time) {
	a.status, a.updated = status, now.Unix()
	t.notify(39, map[string]any{
		"activity_id": a.id, "update_time": a.updated, "activity_type": a.kind, "product_level": a.level, "status": a.status,
	})
}

// promotionChanged tells of a change of a promotion's details or products.
func (t *store) promotionChanged(a *activity, what string, added, removed, removedSKUs []string) {
	data := map[string]any{"activity_id": a.id, "update_time": a.updated, "change_type": what}
	if len(added) > 0 {
		data["product_update_list"] = map[string]any{"product_ids": added, "exclude_product_ids": []string{}, "benefit_product_ids": []string{}}
	}
	if len(removed)+len(removedSKUs) > 0 {
		data["product_remove_list"] = map[string]any{
			"product_ids": removed, "sku_ids": removedSKUs, "benefit_product_ids": []string{}, "exclude_product_ids": []string{},
		}
	}
	t.notify(63, data)
}

func promotionHandlers() map[string]handler {
	return map[string]handler{
		"shop.Promotions.Create":         (*Sandbox).createPromotion,
		"shop.Promotions.Search":         (*Sandbox).searchPromotions,
		"shop.Promotions.Get":            (*Sandbox).getPromotion,
		"shop.Promotions.Update":         (*Sandbox).updatePromotion,
		"shop.Promotions.Deactivate":     (*Sandbox).deactivatePromotion,
		"shop.Promotions.UpdateProducts": (*Sandbox).updatePromoted,
		"shop.Promotions.RemoveProducts": (*Sandbox).removePromoted,
		"shop.Coupons.Search":            (*Sandbox).searchCoupons,
		"shop.Coupons.Get":               (*Sandbox).getCoupon,
	}
}
