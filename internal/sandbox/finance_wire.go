package sandbox

import "github.com/tiktokshop-go/tiktokshop/internal/gen/api"

// money writes an amount of the books: nothing is "0", as live answers have it.
func (t *store) money(a amount) string {
	if a == 0 {
		return "0"
	}
	return t.market.write(a)
}

func (t *store) coin(a amount) map[string]any {
	return map[string]any{"value": t.money(a), "currency": t.market.currency}
}

// breakdown fills the declared amounts below a field; those not known are zero.
func (t *store) breakdown(parent []api.Field, name string, known map[string]amount) map[string]any {
	f := api.Find(parent, name)
	if f == nil {
		return nil
	}
	return t.amountsOf(f.Properties, known)
}

func (t *store) amountsOf(fields []api.Field, known map[string]amount) map[string]any {
	out := make(map[string]any, len(fields))
	for i := range fields {
		f := &fields[i]
		switch {
		case f.Type == "object":
			out[f.Name] = t.amountsOf(f.Properties, known)
		case f.Type == "string":
			out[f.Name] = t.money(known[f.Name])
		}
	}
	return out
}

// revenueParts and the like are the parts of the sums by their wire names. They
// add up to them; what is only for information stands in supplementaryParts.
func (a charge) revenueParts() map[string]amount {
	return map[string]amount{
		"subtotal_before_discount_amount": a.gross, "seller_discount_amount": a.sellerOff,
		"refund_subtotal_before_discount_amount": a.grossBack, "seller_discount_refund_amount": a.sellerBack,
	}
}

func (a charge) shippingParts() map[string]amount {
	return map[string]amount{
		"actual_shipping_fee_amount": a.carrier, "shipping_fee_discount_amount": a.subsidy,
		"customer_paid_shipping_fee_amount": a.paidShip + a.shipBack, "return_shipping_fee_amount": a.wayBack,
		"platform_shipping_fee_discount_amount": a.subsidy, "refunded_customer_shipping_fee_amount": a.shipBack,
		"customer_shipping_fee": a.paidShip, "refund_customer_shipping_fee": a.shipBack,
	}
}

func (a charge) feeParts(f tariff) map[string]amount {
	return map[string]amount{
		"referral_fee_amount": a.referral, "platform_commission_amount": a.commission, "transaction_fee_amount": a.transaction,
		"fee_per_item_sold_amount": a.perItem, "refund_administration_fee_amount": a.refundFee, "affiliate_commission_amount": a.affiliate,
		f.taxName: a.feeTax,
		// What the buyer pays as tax goes through the platform's hands only.
		"sales_tax_payment_amount": a.tax, "sales_tax_amount": -a.tax - a.taxBack, "sales_tax_refund_amount": a.taxBack,
	}
}

func (a charge) supplementaryParts() map[string]amount {
	return map[string]amount{
		"customer_payment_amount": a.payment, "customer_refund_amount": a.refund,
		"platform_discount_amount": a.platformOff, "platform_discount_refund_amount": a.platformBack,
		"sales_tax_payment_amount": a.tax, "sales_tax_refund_amount": a.taxBack, "sales_tax_amount": -a.tax - a.taxBack,
	}
}

// parts fills the breakdowns that fields declare.
func (t *store) parts(fields []api.Field, a charge, into map[string]any) {
	into["revenue_breakdown"] = t.breakdown(fields, "revenue_breakdown", a.revenueParts())
	into["shipping_cost_breakdown"] = t.breakdown(fields, "shipping_cost_breakdown", a.shippingParts())
	into["fee_tax_breakdown"] = t.breakdown(fields, "fee_tax_breakdown", a.feeParts(t.market.tariff()))
	into["supplementary_component"] = t.breakdown(fields, "supplementary_component", a.supplementaryParts())
}

// entryID is the id of a transaction: an order has one before it is settled too.
func (t *store) entryID(e *entry) string {
	if e.adjustment {
		return t.financeID("1637", e.n)
	}
	return "1636" + e.order.id[min(4, len(e.order.id)):]
}

// wholeCharge is the account of all lines of an entry; that of an adjustment is one
// amount without parts.
func (t *store) wholeCharge(e *entry) (a charge) {
	if e.adjustment {
		return a
	}
	for at := range e.order.lines {
		a = a.plus(t.entryCharge(e, at))
	}
	return a
}

// transactionWire is an entry of a statement.
func (t *store) transactionWire(e *entry, fields []api.Field) map[string]any {
	w := map[string]any{
		"id": t.entryID(e), "type": "ORDER", "order_id": e.order.id, "order_create_time": e.order.created,
		"settlement_amount": t.money(e.sum.settlement()), "revenue_amount": t.money(e.sum.revenue),
		"shipping_cost_amount": t.money(e.sum.shipping), "fee_tax_amount": t.money(e.sum.fees),
		"adjustment_amount": t.money(e.sum.adjustment), "reserve_amount": "0",
	}
	if e.adjustment {
		w["type"], w["adjustment_id"] = otherAdjustment, t.financeID("7239", e.n)
		w["adjustment_order_id"], w["associated_order_id"] = e.order.id, e.order.id
		delete(w, "order_id")
	}
	t.parts(fields, t.wholeCharge(e), w)
	return project(fields, w)
}

// otherAdjustment is the type of what follows a settled order.
const otherAdjustment = "OTHER_ADJUSTMENT"

// unsettledWire is an entry that is not in a statement yet.
func (t *store) unsettledWire(e *entry, fields []api.Field) map[string]any {
	w := map[string]any{
		"id": t.entryID(e), "type": "ORDER", "status": "UNSETTLED", "currency": t.market.currency, "order_id": e.order.id,
		"order_create_time": e.order.created, "unsettled_reason": e.order.waitsFor(), "estimated_settlement": "",
		"est_settlement_amount": t.money(e.sum.settlement()), "est_revenue_amount": t.money(e.sum.revenue),
		"est_shipping_cost_amount": t.money(e.sum.shipping), "est_fee_tax_amount": t.money(e.sum.fees),
		"est_adjustment_amount": t.money(e.sum.adjustment),
	}
	if e.order.delivered > 0 {
		w["order_delivery_time"] = e.order.delivered
	}
	if e.due > 0 {
		w["estimated_settlement"] = decimal(e.due)
	}
	if e.adjustment {
		w["type"], w["adjustment_id"], w["adjustment_order_id"] = otherAdjustment, t.financeID("7239", e.n), e.order.id
		w["unsettled_reason"] = "waiting for the settlement"
		delete(w, "order_id")
	}
	t.parts(fields, t.wholeCharge(e), w)
	return project(fields, w)
}

// waitsFor says what has to happen before an order is settled.
func (o *order) waitsFor() string {
	switch o.status {
	case completed:
		return "waiting for the settlement"
	case delivered:
		return "waiting for the order to be completed"
	default:
		return "waiting for delivery"
	}
}
