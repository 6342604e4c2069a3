package sandbox

import (
	"encoding/json"
	"slices"
	"strconv"

	"github.com/tiktokshop-go/tiktokshop/internal/gen/api"
)

// requestOf reads order, lines and amounts of a request of the seller.
func (t *store) requestOf(c *call, kindField, reasonField string) (o *order, lines []int, kind, reason string, refused *refusal) {
	t.openAftersales()
	id := text(c.body["order_id"])
	kind, reason = text(c.body[kindField]), text(c.body[reasonField])
	for _, name := range []string{"order_id", kindField, reasonField} {
		if text(c.body[name]) == "" {
			return nil, nil, "", "", invalid("%s is a required field and has not been provided", name)
		}
	}
	if o = t.sales.byID[id]; o == nil {
		return nil, nil, "", "", refuse(200, 25007006, "order %s does not belong to this shop", id)
	}
	lines, refused = t.picked(o, c.body, kind, bySeller)
	return o, lines, kind, reason, refused
}

func (s *Sandbox) createReturn(c *call) (any, *refusal) {
	t := c.store
	o, lines, kind, reason, refused := t.requestOf(c, "return_type", "return_reason")
	if refused == nil {
		refused = t.checkReason(reason, kind, bySeller, o.stage(lines[0]))
	}
	if refused != nil {
		return nil, refused
	}
	var most refundParts
	amounts := t.amounts(o, kind, reason, lines)
	for _, at := range lines {
		most = most.plus(amounts(at))
	}
	wanted, limited := amount(0), text(c.body["refund_total"]) != ""
	if limited {
		var ok bool
		wanted, ok = t.market.read(c.body["refund_total"])
		currency := text(c.body["currency"])
		switch {
		case !ok || wanted <= 0:
			return nil, refuse(200, 98001004, "refund_total %q is no amount above zero", text(c.body["refund_total"]))
		case currency != "" && currency != t.market.currency:
			return nil, refuse(200, 98001004, "currency is %s, want %s", currency, t.market.currency)
		case wanted > most.total():
			return nil, refuse(200, 25005005, "refund_total %s is more than the refundable %s", t.market.write(wanted), t.market.write(most.total()))
		}
	}
	k := t.newReturn(o, kind, bySeller, reason, lines)
	if limited && wanted < most.total() {
		for i, part := range o.shared(wanted, k.lines) {
			part.post = k.lines[i].back.post
			k.lines[i].back = part
		}
	}
	k.pickup = text(c.body["handover_method"]) == "PICKUP"
	if shipment := text(c.body["shipment_type"]); shipment != "" {
		k.arranged = shipment == "BUYER_ARRANGE"
	}
	t.tell(k, bySeller, returnEvent(kind), "The seller opened a "+returnWord(kind)+" for the buyer", "")
	t.claimMoved(k, returnPending)
	t.review(k, "PENDING_REQUEST_REVIEW")
	t.later(k, t.box.tempo.Reply, func() { t.grantRequest(k) })
	c.applied = true
	return map[string]any{"return_id": k.id, "return_status": k.status}, nil
}

func (s *Sandbox) calculateRefund(c *call) (any, *refusal) {
	t := c.store
	o, lines, kind, reason, refused := t.requestOf(c, "request_type", "reason_name")
	if refused != nil {
		return nil, refused
	}
	role := bySeller
	if r := reasonOf(reason); r != nil && !slices.Contains(r.roles, bySeller) {
		role = byBuyer // what a buyer would get may be asked too
	}
	if refused := t.checkReason(reason, kind, role, o.stage(lines[0])); refused != nil {
		return nil, refused
	}
	amounts := t.amounts(o, kind, reason, lines)
	var sum refundParts
	for _, at := range lines {
		if kind == sellerCancel {
			sum = sum.plus(o.left(at, true))
		} else {
			sum = sum.plus(amounts(at))
		}
	}
	return map[string]any{"order_refund_amount": project(api.Find(c.rt.op.Response, "order_refund_amount").Properties, t.splitWire(sum))}, nil
}

func (s *Sandbox) aftersaleEligibility(c *call) (any, *refusal) {
	t := c.store
	t.openAftersales()
	o := t.sales.byID[c.ids.Get("order_id")]
	if o == nil {
		return nil, refuse(200, 25007006, "order %s does not belong to this shop", c.ids.Get("order_id"))
	}
	role := bySeller
	if c.query.Get("initiate_aftersale_user") == byBuyer {
		role = byBuyer
	}
	kinds := c.list("request_types")
	if len(kinds) == 0 {
		kinds = []string{sellerCancel, refundOnly, returnRefund}
	}
	list := []map[string]any{}
	for at := range o.lines {
		sku := o.lines[at].sku
		if slices.ContainsFunc(o.lines[:at], func(l line) bool { return l.sku == sku }) {
			continue // with the first line of the SKU
		}
		items := []map[string]any{}
		for _, kind := range kinds {
			items = append(items, t.eligible(o, sku, kind, role)...)
		}
		list = append(list, map[string]any{"sku_id": sku, "line_item_eligibility": items})
	}
	return map[string]any{"sku_eligibility": list}, nil
}

// eligible tells for the lines of a SKU, together when they stand alike.
func (t *store) eligible(o *order, sku, kind, role string) []map[string]any {
	var list []map[string]any
	for at := range o.lines {
		l := &o.lines[at]
		if l.sku != sku {
			continue
		}
		code, why, reasons := 0, "", []string{}
		if refused := t.may(o, at, kind, role); refused != nil {
			code, why = refused.code, refused.message
		} else {
			reasons = t.reasonsFor(kind, role, o.stage(at))
		}
		i := slices.IndexFunc(list, func(m map[string]any) bool { return m["ineligible_code"] == code })
		if i < 0 {
			i = len(list)
			list = append(list, map[string]any{
				"request_type": kind, "eligible": code == 0, "ineligible_code": code, "ineligible_reason": why,
				"available_reason_names": reasons, "order_line_items_ids": []string{}, "order_line_list": []map[string]any{},
			})
		}
		m := list[i]
		m["order_line_items_ids"] = append(texts(m["order_line_items_ids"]), l.id)
		m["order_line_list"] = append(objects(m["order_line_list"]), map[string]any{"order_line_item_id": l.id})
	}
	return list
}

func (s *Sandbox) searchReturns(c *call) (any, *refusal) {
	t := c.store
	t.openAftersales()
	ids, kinds, statuses := texts(c.body["return_ids"]), texts(c.body["return_types"]), texts(c.body["return_status"])
	arbitration, proposed := texts(c.body["arbitration_status"]), texts(c.body["seller_proposed_return_type"])
	keep := t.claimFilter(c)
	var list []*claim
	for _, k := range t.aftersales.returns {
		if oneOf(ids, k.id) && oneOf(kinds, k.kind) && oneOf(statuses, k.status) && oneOf(arbitration, k.arbitration) &&
			(len(proposed) == 0 || k.offer > 0) && keep(k) {
			list = append(list, k)
		}
	}
	return t.claimPage(c, list, t.returnWire)
}

// checkPageSize checks a page size that is declared as text.
func (c *call) checkPageSize() *refusal {
	f, sent := api.Find(c.rt.op.Params, "page_size"), c.query.Get("page_size")
	if f == nil || sent == "" {
		return nil
	}
	n, err := strconv.Atoi(sent)
	if err != nil || f.Min != nil && float64(n) < *f.Min || f.Max != nil && float64(n) > *f.Max {
		return refuse(200, 98001004, "Value Out Of Range: page_size is %s, %s", sent, bounds(f))
	}
	return nil
}

func (s *Sandbox) listReturnRecords(c *call) (any, *refusal) {
	k, refused := c.store.claimOf(c.ids.Get("return_id"))
	if refused != nil {
		return nil, refused
	}
	list := []map[string]any{}
	for _, h := range k.story {
		m := map[string]any{
			"event": h.event, "role": h.role, "description": h.text, "note": h.note, "reason_text": h.reason, "create_time": h.at,
			"images": []map[string]any{}, "videos": []map[string]any{},
		}
		list = append(list, m)
	}
	slices.Reverse(list) // the newest first
	return map[string]any{"records": list}, nil
}

func (s *Sandbox) uploadReturnDocument(c *call) (any, *refusal) {
	ids := c.list("return_ids")
	for _, id := range ids {
		k, refused := c.store.claimOf(id)
		switch {
		case refused != nil:
			return nil, refused
		case k.kind != returnRefund:
			return nil, refuse(200, 25020004, "%s is of type %s: nothing is sent back", id, k.kind)
		case k.status != awaitingReturn:
			return nil, refuse(200, 25001003, "%s is %s: a document is taken while the buyer has to ship", id, k.status)
		}
	}
	for _, id := range ids {
		k, _ := c.store.claimOf(id)
		k.tracking, k.provider = c.form.texts["tracking_number"], c.form.texts["return_provider_id"]
		k.label = "SHIPPING_LABEL"
		if _, ok := c.form.files["return_qr_code"]; ok {
			k.label = "QR_CODE"
		}
		k.updated = c.now.Unix()
		c.store.tell(k, bySeller, "RETURN_LABEL", "The seller uploaded a shipping document", "")
	}
	c.applied = true
	return json.RawMessage("{}"), nil
}

func aftersaleHandlers() map[string]handler {
	return map[string]handler{
		"shop.Cancellations.Create":           (*Sandbox).createCancellation,
		"shop.Cancellations.Search":           (*Sandbox).searchCancellations,
		"shop.Cancellations.Approve":          (*Sandbox).approveCancellation,
		"shop.Cancellations.Reject":           (*Sandbox).rejectCancellation,
		"shop.Returns.Create":                 (*Sandbox).createReturn,
		"shop.Returns.Search":                 (*Sandbox).searchReturns,
		"shop.Returns.Approve":                (*Sandbox).approveClaim,
		"shop.Returns.Reject":                 (*Sandbox).rejectClaim,
		"shop.Returns.ListRecords":            (*Sandbox).listReturnRecords,
		"shop.Returns.ListRejectReasons":      (*Sandbox).listRejectReasons,
		"shop.Returns.GetDecisionEligibility": (*Sandbox).decisionEligibility,
		"shop.Returns.GetEligibility":         (*Sandbox).aftersaleEligibility,
		"shop.Returns.CalculateRefund":        (*Sandbox).calculateRefund,
		"shop.Returns.UploadShippingDocument": (*Sandbox).uploadReturnDocument,
	}
}
