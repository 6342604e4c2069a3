package sandbox

import "slices"

// Decisions of the seller.
const (
	approveCancel = "APPROVE_REQUEST_CANCEL"
	rejectCancel  = "REJECT_REQUEST_CANCEL"
	approveRefund = "APPROVE_REFUND"
	approveReturn = "APPROVE_RETURN"
	approveParcel = "APPROVE_RECEIVED_PACKAGE"
	approveNew    = "APPROVE_REPLACEMENT"
	refundNew     = "ISSUE_REPLACEMENT_REFUND"
	offerPart     = "OFFER_PARTIAL_REFUND"
	directRefund  = "DIRECT_REFUND" // of a return, the buyer keeps the goods
	rejectRefund  = "REJECT_REFUND"
	rejectReturn  = "REJECT_RETURN"
	rejectParcel  = "REJECT_RECEIVED_PACKAGE"
	rejectNew     = "REJECT_REPLACEMENT"
)

// decisions are all of them, in the order of the platform's list.
func decisions() []string {
	return []string{
		approveCancel, approveRefund, approveReturn, approveParcel, approveNew, refundNew, directRefund,
		rejectCancel, rejectRefund, rejectReturn, rejectParcel, rejectNew,
	}
}

// decisionFits reports whether a decision is one for this kind of claim.
func decisionFits(k *claim, decision string) bool {
	var fit []string
	switch k.kind {
	case buyerCancel, sellerCancel:
		fit = []string{approveCancel, rejectCancel}
	case refundOnly:
		fit = []string{approveRefund, offerPart, rejectRefund}
	case returnRefund:
		fit = []string{approveReturn, approveParcel, directRefund, offerPart, rejectReturn, rejectParcel}
	default:
		fit = []string{approveNew, refundNew, rejectNew}
	}
	return slices.Contains(fit, decision)
}

// isRejection reports whether a decision says no.
func isRejection(decision string) bool {
	return slices.Contains([]string{rejectCancel, rejectRefund, rejectReturn, rejectParcel, rejectNew}, decision)
}

// mayDecide says why the seller cannot decide so now; nil if he can.
func mayDecide(k *claim, decision string) *refusal {
	switch {
	case !decisionFits(k, decision):
		return refuse(200, 25020004, "%s is no decision on a request of type %s", decision, k.kind)
	case k.arbitration == inArbitration:
		return refuse(200, 25011010, "the platform decides on %s now", k.id)
	case slices.Contains([]string{cancelWithdrawn, returnWithdrawn, replaceWithdrawn}, k.status) && !isRejection(decision):
		return refuse(200, 25020009, "%s is withdrawn or rejected already", k.id)
	case decision == approveParcel || decision == rejectParcel:
		return mayDecideGoods(k, decision)
	case k.status == awaitingBuyer:
		return refuse(200, 25007007, "the buyer has not answered the partial refund offered for %s yet", k.id)
	case k.status != cancelPending && k.status != returnPending && k.status != replacePending:
		return tooLate(k, decision)
	case k.role != byBuyer:
		return refuse(200, 25020003, "%s was opened by the seller: there is nothing to decide", k.id)
	case decision == offerPart && k.offerRefused:
		return refuse(200, 25011032, "the buyer has refused a partial refund for %s", k.id)
	}
	return nil
}

// tooLate is the answer to a decision on what is decided already.
func tooLate(k *claim, decision string) *refusal {
	switch {
	case !isRejection(decision):
		return refuse(200, 25011012, "%s is %s: it cannot be approved", k.id, k.status)
	case slices.Contains([]string{cancelSuccess, cancelComplete, awaitingReturn, buyerShipped, returnSuccess, returnComplete, replaceComplete, replaceRefunded}, k.status):
		return refuse(200, 25020010, "%s is approved already: it cannot be rejected", k.id)
	case k.isCancel():
		return refuse(200, 25011011, "%s is %s: it cannot be rejected", k.id, k.status)
	default:
		return refuse(200, 25001003, "%s is %s: it cannot be rejected", k.id, k.status)
	}
}

// mayDecideGoods is mayDecide for what came back.
func mayDecideGoods(k *claim, decision string) *refusal {
	here := k.status == buyerShipped && k.arrived > 0
	switch {
	case here:
		return nil
	case decision == approveParcel:
		return refuse(200, 25011013, "the goods of %s are not back: it is %s", k.id, k.status)
	case k.status == buyerShipped:
		return refuse(200, 25011035, "the package of %s is on its way: it cannot be rejected yet", k.id)
	case k.status == returnSuccess || k.status == returnComplete:
		return refuse(200, 25020011, "the goods of %s are accepted already", k.id)
	default:
		return refuse(200, 25020012, "%s is %s: there is no package to reject", k.id, k.status)
	}
}

func (s *Sandbox) approveClaim(c *call) (any, *refusal) {
	t := c.store
	k, refused := t.claimOf(c.ids.Get("return_id"))
	if refused != nil {
		return nil, refused
	}
	decision := text(c.body["decision"])
	if decision == "" {
		return nil, invalid("decision is a required field and has not been provided")
	}
	keep := truth(c.body["buyer_keep_item"])
	if decision == approveRefund && k.kind == returnRefund && keep {
		decision = directRefund
	}
	if refused := mayDecide(k, decision); refused != nil {
		return nil, refused
	}
	switch decision {
	case approveRefund, approveReturn, approveNew:
		t.tell(k, bySeller, "REQUEST_APPROVE", "The seller approved the request", "")
		t.grantRequest(k)
	case directRefund:
		k.keep = true
		for i := range k.lines {
			k.lines[i].back.post = 0
		}
		t.tell(k, bySeller, "REQUEST_APPROVE", "The seller approved the refund, the buyer keeps the goods", "")
		t.reviewed(k)
		t.grantRefund(k)
	case approveParcel:
		t.acceptGoods(k, bySeller)
	case refundNew:
		t.tell(k, bySeller, "REQUEST_APPROVE", "The seller refunds in place of new goods", "")
		t.refundReplacement(k)
	case offerPart:
		if refused := t.makeOffer(k, object(c.body["partial_refund"])); refused != nil {
			return nil, refused
		}
	}
	c.applied = true
	return nil, nil
}

// makeOffer checks a partial refund and offers it.
func (t *store) makeOffer(k *claim, wanted map[string]any) *refusal {
	a, ok := t.market.read(wanted["amount"])
	switch {
	case wanted == nil:
		return invalid("partial_refund is a required field and has not been provided")
	case !ok || a <= 0:
		return refuse(200, 25011032, "partial_refund.amount %q is no amount above zero", text(wanted["amount"]))
	case text(wanted["currency"]) != t.market.currency:
		return refuse(200, 25011032, "partial_refund.currency is %q, want %s", text(wanted["currency"]), t.market.currency)
	case a >= k.refund().total():
		return refuse(200, 25011032, "a partial refund must be below %s", t.market.write(k.refund().total()))
	}
	t.offerRefund(k, a)
	return nil
}

func (s *Sandbox) rejectClaim(c *call) (any, *refusal) {
	t := c.store
	k, refused := t.claimOf(c.ids.Get("return_id"))
	if refused != nil {
		return nil, refused
	}
	decision := text(c.body["decision"])
	if decision == "" {
		return nil, invalid("decision is a required field and has not been provided")
	}
	if refused := mayDecide(k, decision); refused != nil {
		return nil, refused
	}
	if refused := checkRejection(text(c.body["reject_reason"]), decision); refused != nil {
		return nil, refused
	}
	if decision == rejectParcel {
		t.refuseGoods(k, text(c.body["comment"]))
	} else {
		t.refuseRequest(k, text(c.body["comment"]))
	}
	c.applied = true
	return nil, nil
}

func (s *Sandbox) decisionEligibility(c *call) (any, *refusal) {
	k, refused := c.store.claimOf(c.query.Get("return_or_cancel_id"))
	if refused != nil {
		return nil, refused
	}
	wanted := c.list("check_decisions")
	list := []map[string]any{}
	for _, decision := range decisions() {
		if !oneOf(wanted, decision) || len(wanted) == 0 && !decisionFits(k, decision) {
			continue
		}
		m := map[string]any{"decision": decision, "eligible": true, "ineligible_code": 0, "ineligible_reason": "", "available_reject_reasons": []map[string]any{}}
		if why := mayDecide(k, decision); why != nil {
			m["eligible"], m["ineligible_code"], m["ineligible_reason"] = false, why.code, why.message
		} else if isRejection(decision) {
			m["available_reject_reasons"] = rejectReasonsFor(decision)
		}
		list = append(list, m)
	}
	return map[string]any{"decisions": list}, nil
}

// listRejectReasons are those for the decisions open now, else for all of this
// kind.
func (s *Sandbox) listRejectReasons(c *call) (any, *refusal) {
	k, refused := c.store.claimOf(c.query.Get("return_or_cancel_id"))
	if refused != nil {
		return nil, refused
	}
	open, all := []map[string]any{}, []map[string]any{}
	for _, decision := range decisions() {
		if !isRejection(decision) || !decisionFits(k, decision) {
			continue
		}
		all = append(all, rejectReasonsFor(decision)...)
		if mayDecide(k, decision) == nil {
			open = append(open, rejectReasonsFor(decision)...)
		}
	}
	if len(open) == 0 {
		open = all
	}
	return map[string]any{"reasons": open}, nil
}
