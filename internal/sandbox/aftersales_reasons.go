package sandbox

import "slices"

// reason is why somebody cancels or returns something.
type reason struct {
	name   string
	text   string
	kinds  []string // requests it fits: sellerCancel (all cancellations), refundOnly, returnRefund, replacement
	roles  []string // who may give it
	stages []string // statuses of the order; nil: every one
	fault  bool     // the seller's fault: the buyer gets the shipping fee back too
	only   []string // regions; nil: everywhere
}

// claimReasons are those of the platform's form: its names tell the stage of
// the order and who gives them.
func claimReasons() []reason {
	cancel, back, any := []string{sellerCancel}, []string{returnRefund, replacement}, []string{refundOnly, returnRefund, replacement}
	paidStages := []string{onHold, awaitingShipment, partiallyShipping, awaitingCollection}
	buyer, seller, both := []string{byBuyer}, []string{bySeller}, []string{byBuyer, bySeller}
	return []reason{
		{"seller_cancel_unpaid_reason_out_of_stock", "Out of stock", cancel, seller, []string{unpaid}, true, nil},
		{"seller_cancel_unpaid_reason_wrong_price", "Pricing error", cancel, seller, []string{unpaid}, true, nil},
		{"seller_cancel_unpaid_reason_buyer_hasnt_paid_within_time_allowed", "Buyer did not pay on time", cancel, seller, []string{unpaid}, false, nil},
		{"seller_cancel_unpaid_reason_buyer_requested_cancellation", "Buyer requested cancellation", cancel, seller, []string{unpaid}, false, nil},
		{outOfStock, "Out of stock", cancel, seller, paidStages, true, nil},
		{"seller_cancel_reason_wrong_price", "Pricing error", cancel, seller, paidStages, true, nil},
		{"seller_cancel_paid_reason_address_not_deliver", "Unable to deliver to buyer address", cancel, seller, paidStages, true, nil},
		{"seller_cancel_paid_reason_buyer_requested_cancellation", "Buyer requested cancellation", cancel, seller, paidStages, false, nil},
		{"seller_cancel_paid_reason_invoice_rejected", "The invoice was refused", cancel, seller, paidStages, true, []string{"BR", "MX"}},
		{"ecom_order_unpaid_canceled_reason_no_longer_needed", "No longer needed", cancel, buyer, []string{unpaid}, false, nil},
		{"ecom_order_to_ship_canceled_reason_no_longer_needed", "No longer needed", cancel, buyer, paidStages, false, nil},
		{"ecom_order_to_ship_canceled_reason_created_by_mistakes", "Order created by mistake", cancel, buyer, paidStages, false, nil},
		{"ecom_order_to_ship_canceled_reason_better_price_available", "Better price available", cancel, buyer, paidStages, false, nil},
		{"ecom_order_to_ship_canceled_reason_need_to_change_address", "Need to change the shipping address", cancel, buyer, paidStages, false, nil},
		{"ecom_order_delivered_refund_reason_missing_product", "Missing items or parts", []string{refundOnly}, buyer, nil, true, nil},
		{"ecom_order_delivered_refund_reason_not_received", "Package did not arrive", []string{refundOnly}, buyer, nil, true, nil},
		{"ecom_order_delivered_refund_reason_missing_product_seller", "Missing items or parts", []string{refundOnly}, seller, nil, true, nil},
		{"ecom_order_delivered_refund_reason_agreed_with_buyer_seller", "Agreed with the buyer", []string{refundOnly}, seller, nil, false, nil},
		{"ecom_order_delivered_refund_and_return_reason_damaged", "Product arrived damaged", any, both, nil, true, nil},
		{"ecom_order_delivered_refund_and_return_reason_defective", "Product does not work", any, both, nil, true, nil},
		{"ecom_order_delivered_refund_and_return_reason_wrong_product", "Wrong product was sent", back, both, nil, true, nil},
		{"ecom_order_delivered_refund_and_return_reason_not_as_described", "Product does not match the description", back, both, nil, true, nil},
		{"ecom_order_delivered_refund_and_return_reason_no_longer_needed", "No longer needed", []string{returnRefund}, both, nil, false, nil},
	}
}

// outOfStock is the one reason that single lines are cancelled for.
const outOfStock = "seller_cancel_reason_out_of_stock"

// fits reports whether the reason belongs to a kind of request in a region.
func (r *reason) fits(kind, region string) bool {
	if kind == buyerCancel {
		kind = sellerCancel
	}
	return slices.Contains(r.kinds, kind) && oneOf(r.only, region)
}

// reasonsFor are the names that somebody may give for an order at a stage.
func (t *store) reasonsFor(kind, role, stage string) []string {
	names := []string{}
	for _, r := range claimReasons() {
		if r.fits(kind, t.market.region) && slices.Contains(r.roles, role) && oneOf(r.stages, stage) {
			names = append(names, r.name)
		}
	}
	return names
}

func reasonOf(name string) *reason {
	all := claimReasons()
	for i := range all {
		if all[i].name == name {
			return &all[i]
		}
	}
	return nil
}

// reasonText is what people read; reasons of the platform's own have no entry.
func reasonText(name string) string {
	if r := reasonOf(name); r != nil {
		return r.text
	}
	return name
}

// sellersFault reports whether the buyer is not to blame.
func sellersFault(name string) bool {
	r := reasonOf(name)
	return r == nil || r.fault
}

// checkReason refuses a reason that does not fit.
func (t *store) checkReason(name, kind, role, stage string) *refusal {
	r := reasonOf(name)
	switch {
	case r == nil || !r.fits(kind, t.market.region) && !oneOf(r.only, t.market.region):
		return refuse(200, 25001014, "unknown reason %q: take one of the operation that answers what is eligible", name)
	case !slices.Contains(r.roles, role):
		return refuse(200, 25001015, "reason %q cannot be given by the %s", name, role)
	case !r.fits(kind, t.market.region) || !oneOf(r.stages, stage):
		return refuse(200, 25001021, "reason %q does not fit the request %s for an order in status %s", name, kind, stage)
	}
	return nil
}

// answerReason is why a seller says no.
type answerReason struct {
	name, text string
	stage      string // the decision it goes with: REJECT_REFUND and the like
}

func rejectReasons() []answerReason {
	return []answerReason{
		{"seller_reject_apply_product_has_been_packed", "The product has been packed already", rejectCancel},
		{"seller_reject_apply_product_has_been_shipped", "The product is on its way already", rejectCancel},
		{"seller_reject_apply_buyer_agreed", "The buyer agreed to keep the order", rejectCancel},
		{"reverse_reject_request_reason_1", "The product is as described", "REJECT_REFUND"},
		{"reverse_reject_request_reason_2", "The tracking shows that the package was delivered in full", "REJECT_REFUND"},
		{"reverse_reject_request_reason_3", "Product already used, damaged or removed from original packaging", "REJECT_RETURN"},
		{"reverse_reject_request_reason_4", "The product cannot be returned", "REJECT_RETURN"},
		{"reverse_reject_request_reason_1", "The product is as described", "REJECT_REPLACEMENT"},
		{"reverse_reject_request_reason_5", "The product is out of stock", "REJECT_REPLACEMENT"},
		{"seller_reject_receive_reason_wrong_product", "Another product came back", rejectParcel},
		{"seller_reject_receive_reason_damaged", "The product came back damaged or used", rejectParcel},
		{"seller_reject_receive_reason_empty", "The package came back empty", rejectParcel},
	}
}

// rejectReasonsFor are the reasons that go with a decision.
func rejectReasonsFor(decision string) []map[string]any {
	list := []map[string]any{}
	for _, r := range rejectReasons() {
		if r.stage == decision {
			list = append(list, map[string]any{"name": r.name, "text": r.text})
		}
	}
	return list
}

// checkRejection refuses a reason that does not go with the decision.
func checkRejection(name, decision string) *refusal {
	known := false
	for _, r := range rejectReasons() {
		if r.name == name && r.stage == decision {
			return nil
		}
		known = known || r.name == name
	}
	switch {
	case name == "":
		return invalid("reject_reason is a required field and has not been provided")
	case known:
		return refuse(200, 25001016, "reject_reason %q does not go with %s: ask for the reasons of this request", name, decision)
	default:
		return refuse(200, 25001014, "unknown reject_reason %q: ask for the reasons of this request", name)
	}
}
