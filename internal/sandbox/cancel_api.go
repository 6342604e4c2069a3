package sandbox

import (
	"slices"

	"github.com/tiktokshop-go/tiktokshop/internal/gen/api"
)

func (s *Sandbox) createCancellation(c *call) (any, *refusal) {
	t := c.store
	t.openAftersales()
	id, reason := text(c.body["order_id"]), text(c.body["cancel_reason"])
	switch {
	case id == "":
		return nil, invalid("order_id is a required field and has not been provided")
	case reason == "":
		return nil, invalid("cancel_reason is a required field and has not been provided")
	}
	o, refused := t.findOrder(id)
	if refused != nil {
		return nil, refuse(200, 25007006, "order %s does not belong to this shop", id)
	}
	lines, refused := t.picked(o, c.body, sellerCancel, bySeller)
	if refused != nil {
		return nil, refused
	}
	k, refused := t.sellerCancels(o, lines, reason)
	if refused != nil {
		return nil, refused
	}
	c.applied = true
	return map[string]any{"cancel_id": k.id, "cancel_status": k.status}, nil
}

func (s *Sandbox) approveCancellation(c *call) (any, *refusal) {
	k, refused := c.store.claimOf(c.ids.Get("cancel_id"))
	if refused == nil {
		refused = mayDecide(k, approveCancel)
	}
	if refused != nil {
		return nil, refused
	}
	c.store.tell(k, bySeller, "ORDER_CANCEL_APPROVE", "The seller agreed to cancel", "")
	c.store.grantCancel(k)
	c.applied = true
	return nil, nil
}

func (s *Sandbox) rejectCancellation(c *call) (any, *refusal) {
	k, refused := c.store.claimOf(c.ids.Get("cancel_id"))
	if refused == nil {
		refused = mayDecide(k, rejectCancel)
	}
	if refused == nil {
		refused = checkRejection(text(c.body["reject_reason"]), rejectCancel)
	}
	if refused != nil {
		return nil, refused
	}
	c.store.endCancel(k, bySeller, "The seller refused to cancel", text(c.body["comment"]))
	c.store.sales.touch(k.order, c.now.Unix())
	c.applied = true
	return nil, nil
}

func (s *Sandbox) searchCancellations(c *call) (any, *refusal) {
	t := c.store
	t.openAftersales()
	statuses := texts(c.body["cancel_status"])
	for i, status := range statuses {
		if status == "CANCELLATION_REQUEST_CANCEL" { // filter and answer differ
			statuses[i] = cancelWithdrawn
		}
	}
	ids, kinds := texts(c.body["cancel_ids"]), texts(c.body["cancel_types"])
	keep := t.claimFilter(c)
	var list []*claim
	for _, k := range t.aftersales.cancels {
		if oneOf(ids, k.id) && oneOf(kinds, k.kind) && oneOf(statuses, k.status) && keep(k) {
			list = append(list, k)
		}
	}
	return t.claimPage(c, list, t.cancelWire)
}

// claimFilter applies what searches of cancellations and returns share.
func (t *store) claimFilter(c *call) func(*claim) bool {
	orders, buyers := texts(c.body["order_ids"]), texts(c.body["buyer_user_ids"])
	within := func(name string, at int64) bool {
		from, until := c.body[name+"_ge"], c.body[name+"_lt"]
		return (from == nil || at >= number(from)) && (until == nil || at < number(until))
	}
	return func(k *claim) bool {
		return oneOf(orders, k.order.id) && (len(buyers) == 0 || slices.Contains(buyers, k.order.buyerID())) &&
			within("create_time", k.created) && within("update_time", k.updated)
	}
}

// claimPage is one page of claims in the form of the answer.
func (t *store) claimPage(c *call, list []*claim, wire func(*claim) map[string]any) (any, *refusal) {
	if refused := c.checkPageSize(); refused != nil {
		return nil, refused
	}
	when := func(k *claim) (int64, string) { return k.created, k.id }
	if c.query.Get("sort_field") == "update_time" {
		when = func(k *claim) (int64, string) { return k.updated, k.id }
	}
	page, next, refused := pageBy(c, list, when)
	if refused != nil {
		return nil, refused
	}
	fields := api.Find(c.rt.op.Response, c.rt.op.ListField).Items.Properties
	items := make([]map[string]any, 0, len(page))
	for _, k := range page {
		items = append(items, project(fields, wire(k)))
	}
	return map[string]any{c.rt.op.ListField: items, "next_page_token": next, "total_count": len(list)}, nil
}

func (t *store) cancelWire(k *claim) map[string]any {
	lines := []map[string]any{}
	for _, l := range k.lines {
		w := t.claimLineWire(k, l)
		w["cancel_line_item_id"], w["cancel_sub_line_items"] = l.id, []map[string]any{}
		lines = append(lines, w)
	}
	w := map[string]any{
		"cancel_id": k.id, "order_id": k.order.id, "cancel_type": k.kind, "cancel_status": k.status, "role": k.role,
		"cancel_reason": k.reason, "cancel_reason_text": reasonText(k.reason), "create_time": k.created, "update_time": k.updated,
		"refund_amount": t.splitWire(k.refund()), "cancel_line_items": lines, "should_replenish_stock": k.reason != outOfStock,
		"seller_next_action_response": []map[string]any{},
	}
	if k.status == cancelPending {
		w["seller_next_action_response"] = []map[string]any{{"action": "SELLER_RESPOND_CANCEL", "deadline": k.deadline}}
	}
	return w
}

// claimLineWire is what lines of cancellations and returns share.
func (t *store) claimLineWire(k *claim, l claimLine) map[string]any {
	ordered := &k.order.lines[l.at]
	look := t.look(ordered)
	return map[string]any{
		"order_line_item_id": ordered.id, "sku_id": ordered.sku, "sku_name": look.name, "seller_sku": look.sellerSKU,
		"product_name": look.title, "product_image": map[string]any{"url": look.image, "width": 200, "height": 200},
		"refund_amount": t.splitWire(l.back),
	}
}

// splitWire is what the buyer gets, in the form of answers.
func (t *store) splitWire(p refundParts) map[string]any {
	m := t.market
	return map[string]any{
		"currency": m.currency, "refund_total": m.write(p.total()), "refund_subtotal": m.write(p.sub),
		"refund_shipping_fee": m.write(p.ship), "refund_tax": m.write(p.tax), "retail_delivery_fee": m.write(0), "buyer_service_fee": m.write(0),
	}
}
