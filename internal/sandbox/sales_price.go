package sandbox

import "strconv"

// taxRate is what is added to prices, in basis points; elsewhere prices hold the
// tax already.
func (t *store) taxRate() int {
	if t.market.region == "US" {
		return 800
	}
	return 0
}

// lineTax is the tax of one line.
func (o *order) lineTax(i int) amount {
	var paid amount
	for k := range o.lines {
		paid += o.lines[k].paid()
	}
	if o.tax == 0 || paid == 0 {
		return 0
	}
	return o.share(o.tax, paid, i)
}

// share is a line's part of an amount of the order, by what the buyer pays; the
// parts add up.
func (o *order) share(whole, paid amount, i int) amount {
	var sum amount
	for k := range i {
		sum += o.lines[k].paid()
	}
	return whole*(sum+o.lines[i].paid())/paid - whole*sum/paid
}

// rateText writes basis points as a fraction.
func rateText(basisPoints int) string {
	return strconv.FormatFloat(float64(basisPoints)/10000, 'f', -1, 64)
}

// shippingPrice is what a parcel costs in a market: the list price.
func (m *market) shippingPrice() amount {
	switch m.currency {
	case "IDR":
		return 12000
	case "VND":
		return 25000
	case "JPY":
		return 500
	case "THB", "PHP", "MXN":
		return 4500
	default:
		return 399
	}
}

func (s *Sandbox) getPriceDetail(c *call) (any, *refusal) {
	o, refused := c.store.findOrder(c.ids.Get("order_id"))
	if refused != nil {
		return nil, refused
	}
	if o.fields != nil {
		return capturedDetail(o.fields), nil
	}
	m := c.store.market
	var sum priceParts
	var paid amount
	for i := range o.lines {
		paid += o.lines[i].paid()
	}
	items := []map[string]any{}
	for i := range o.lines {
		l := &o.lines[i]
		p := priceParts{list: l.list, sellerOff: l.sellerOff, platformOff: l.platformOff, tax: o.lineTax(i)}
		if paid > 0 {
			p.shipping, p.shippingOff = o.share(o.shippingFee, paid, i), o.share(o.shippingOff, paid, i)
		} else if i == 0 {
			p.shipping, p.shippingOff = o.shippingFee, o.shippingOff
		}
		sum.add(p)
		item := p.wire(m, c.store.taxRate())
		item["id"] = l.id
		item["cod_fee_amount"] = m.write(0)
		items = append(items, item)
	}
	detail := sum.wire(m, c.store.taxRate())
	detail["line_items"], detail["cod_fee_net_amount"] = items, m.write(0)
	return project(c.rt.op.Response, detail), nil
}

// priceParts are what the price of an order or line is made of.
type priceParts struct{ list, sellerOff, platformOff, tax, shipping, shippingOff amount }

func (p *priceParts) add(q priceParts) {
	p.list += q.list
	p.sellerOff += q.sellerOff
	p.platformOff += q.platformOff
	p.tax += q.tax
	p.shipping += q.shipping
	p.shippingOff += q.shippingOff
}

// wire is the price in answers: payment is what the buyer pays, total what it
// would be without the platform's help.
func (p *priceParts) wire(m *market, rate int) map[string]any {
	zero := m.write(0)
	sale := p.list - p.sellerOff
	pays := sale - p.platformOff + p.shipping + p.tax
	w := map[string]any{
		"currency": m.currency, "sku_list_price": m.write(p.list), "sku_sale_price": m.write(sale),
		"subtotal": m.write(sale - p.platformOff), "subtotal_deduction_seller": m.write(p.sellerOff),
		"subtotal_deduction_platform": m.write(p.platformOff), "subtotal_tax_amount": m.write(p.tax),
		"shipping_list_price": m.write(p.shipping + p.shippingOff), "shipping_sale_price": m.write(p.shipping),
		"shipping_fee_deduction_platform": m.write(p.shippingOff), "shipping_fee_deduction_seller": zero,
		"tax_amount": m.write(p.tax), "tax_rate": rateText(rate), "net_price_amount": m.write(sale - p.platformOff),
		"total": m.write(pays), "payment": m.write(pays), "cod_fee": zero,
		"distance_fee": zero, "distance_shipping_fee": zero, "sku_gift_net_price": zero, "sku_gift_original_price": zero,
	}
	if p.sellerOff > 0 {
		w["voucher_deduction_seller"] = "1010000"
	}
	if p.platformOff > 0 {
		w["voucher_deduction_platform"] = "1010000"
	}
	return w
}

// capturedDetail is what a captured order tells of its price.
func capturedDetail(fields map[string]any) map[string]any {
	payment := object(fields["payment"])
	items := []map[string]any{}
	for _, item := range objects(fields["line_items"]) {
		items = append(items, map[string]any{
			"id": item["id"], "currency": item["currency"], "sku_list_price": item["original_price"],
			"sku_sale_price": item["sale_price"], "subtotal": item["sale_price"], "total": item["sale_price"], "payment": item["sale_price"],
		})
	}
	return dropMissing(map[string]any{
		"currency": payment["currency"], "payment": payment["total_amount"], "total": payment["total_amount"],
		"subtotal": payment["sub_total"], "sku_list_price": payment["original_total_product_price"], "sku_sale_price": payment["sub_total"],
		"shipping_list_price": payment["original_shipping_fee"], "shipping_sale_price": payment["shipping_fee"],
		"tax_amount": payment["tax"], "line_items": items,
	})
}

// dropMissing leaves out what a capture did not have.
func dropMissing(m map[string]any) map[string]any {
	for name, v := range m {
		if v == nil {
			delete(m, name)
		}
		for _, e := range objects(v) {
			dropMissing(e)
		}
	}
	return m
}
