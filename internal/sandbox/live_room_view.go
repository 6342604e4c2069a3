package sandbox

import "time"

func (s *Sandbox) listLiveProducts(c *call) (any, *refusal) {
	m := s.lastRoom(c.account.openID)
	list := []map[string]any{}
	if m == nil || m.status == roomEnded {
		return map[string]any{"products": list, "pinned_product_id": ""}, nil
	}
	for _, p := range m.shelf {
		list = append(list, s.shelfView(m, p))
	}
	pinned := ""
	if m.pinned != nil {
		pinned = m.pinned.product.id
	}
	return map[string]any{"products": list, "pinned_product_id": pinned}, nil
}

// shelfView is a product as the list of a room shows it.
func (s *Sandbox) shelfView(m *room, p *showing) map[string]any {
	r, t := p.product, p.shop
	images := []map[string]any{}
	for _, img := range objects(r.fields["main_images"]) {
		images = append(images, map[string]any{"url": s.baseURL + imagePath + text(img["uri"]), "width": img["width"], "height": img["height"]})
	}
	listed, own, last := t.priceRange(r, s.now())
	price := func(a [2]amount) map[string]any {
		return map[string]any{"currency": t.market.currency, "lowest_amount": t.market.write(a[0]), "highest_amount": t.market.write(a[1])}
	}
	rate := 0
	if who := t.findCreator(m.host); who != nil {
		_, rate = t.terms(who, r, s.now().Unix())
	}
	stock, review := "IN_STOCK", "APPROVED"
	if t.stockLeft(r) == 0 {
		stock = "SOLD_OUT"
	}
	switch {
	case text(r.fields["status"]) != active:
		review = "UNAVAILABLE"
	case rate == 0:
		review = "ZERO_COMMISSION"
	}
	return map[string]any{
		"id": r.id, "title": r.fields["title"], "shop_name": t.wire["name"], "source": "AFFILIATE", "main_images": images,
		"commission":   map[string]any{"commission_rate": rate, "inclusive_reward_commission_rate": 0},
		"price":        map[string]any{"original_price": price(listed), "seller_discount_price": price(own), "platform_discount_price": price(last)},
		"sale_regions": []string{t.market.region},
		"status":       map[string]any{"added_status": "ADDED", "inventory_status": stock, "review_status": review},
		"detail_url":   "https://shop.example.com/view/product/" + r.id, "original_url": "",
	}
}

// priceRange is the lowest and the highest price of a product, before and after
// discounts.
func (t *store) priceRange(r *record, now time.Time) (listed, own, last [2]amount) {
	for i, sku := range objects(r.fields["skus"]) {
		list, sellerOff, platformOff := t.priceOf(r, text(sku["id"]), now)
		for _, p := range []struct {
			at *[2]amount
			a  amount
		}{{&listed, list}, {&own, list - sellerOff}, {&last, list - sellerOff - platformOff}} {
			if i == 0 || p.a < p.at[0] {
				p.at[0] = p.a
			}
			p.at[1] = max(p.at[1], p.a)
		}
	}
	return listed, own, last
}

// stockLeft is how many units of a product can be bought.
func (t *store) stockLeft(r *record) int {
	n := 0
	for _, sku := range objects(r.fields["skus"]) {
		n += t.available(text(sku["id"]))
	}
	return n
}
