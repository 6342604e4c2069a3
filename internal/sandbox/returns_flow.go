package sandbox

import (
	"fmt"
)

// What the platform's staff say to a dispute.
const (
	inArbitration = "IN_PROGRESS"
	forBuyer      = "SUPPORT_BUYER"
	forSeller     = "SUPPORT_SELLER"
)

// buyerReturns is a buyer's request: a refund, a return with refund, or a
// replacement, for lines of an order or, with nil, for all that are possible.
func (t *store) buyerReturns(o *order, lines []int, kind, reason string) (*claim, *refusal) {
	t.openAftersales()
	if len(lines) == 0 {
		var refused *refusal
		if lines, refused = t.chosen(o, nil, kind, byBuyer); refused != nil {
			return nil, refused
		}
	}
	for _, at := range lines {
		if at < 0 || at >= len(o.lines) {
			return nil, refuse(200, 25001001, "order %s has no line %d", o.id, at)
		}
		if refused := t.mayReturn(o, at, kind); refused != nil {
			return nil, refused
		}
	}
	if refused := t.checkReason(reason, kind, byBuyer, o.stage(lines[0])); refused != nil {
		return nil, refused
	}
	k := t.newReturn(o, kind, byBuyer, reason, lines)
	t.tell(k, byBuyer, returnEvent(kind), "Customer submitted a "+returnWord(kind)+" request", "")
	t.asked(k)
	t.claimMoved(k, k.pending())
	t.review(k, "PENDING_REQUEST_REVIEW")
	t.await(k, func() { t.grantRequest(k) })
	return k, nil
}

// newReturn makes a return; what it gives back follows from kind and reason.
func (t *store) newReturn(o *order, kind, role, reason string, lines []int) *claim {
	k := t.newClaim(o, kind, role, reason, lines, t.amounts(o, kind, reason, lines))
	k.label = "SHIPPING_LABEL"
	k.arranged = o.seller
	return k
}

// amounts says what each line gives back. The seller pays for the way back of
// what is his fault; it is booked with the first line.
func (t *store) amounts(o *order, kind, reason string, lines []int) func(at int) refundParts {
	fault := sellersFault(reason)
	return func(at int) refundParts {
		if kind == replacement {
			return refundParts{}
		}
		back := o.left(at, fault)
		if kind == returnRefund && fault && !o.seller && at == lines[0] {
			back.post = t.market.shippingPrice()
		}
		return back
	}
}

func returnWord(kind string) string {
	switch kind {
	case refundOnly:
		return "refund"
	case replacement:
		return "replacement"
	default:
		return "return"
	}
}

func returnEvent(kind string) string {
	switch kind {
	case refundOnly:
		return "ORDER_REFUND"
	case replacement:
		return "ORDER_REPLACEMENT"
	default:
		return "ORDER_RETURN"
	}
}

// pending is the first status of a return.
func (k *claim) pending() string {
	if k.kind == replacement {
		return replacePending
	}
	return returnPending
}

// grantRequest says yes to what was asked for.
func (t *store) grantRequest(k *claim) {
	switch k.kind {
	case refundOnly:
		t.reviewed(k)
		t.grantRefund(k)
	case returnRefund:
		t.grantReturn(k)
	default:
		t.grantReplacement(k)
	}
}

// reviewed ends the first review.
func (t *store) reviewed(k *claim) {
	k.settleDown()
	t.review(k, "REQUEST_REVIEW_COMPLETED")
}

// grantReturn lets the buyer send the goods back, who does so after a while.
func (t *store) grantReturn(k *claim) {
	t.claimMoved(k, awaitingReturn)
	t.reviewed(k)
	t.tell(k, bySeller, "RETURN_APPROVE", "The return request was approved", "")
	t.parcelReview(k, "RMA_CREATED")
	t.later(k, t.box.tempo.Collect, func() { t.buyerShips(k, "") })
}

// buyerShips is the buyer handing the goods to the carrier.
func (t *store) buyerShips(k *claim, tracking string) {
	if tracking == "" {
		tracking = fmt.Sprintf("TESTR%s", k.id[len(k.id)-11:])
	}
	if k.tracking == "" {
		k.tracking = tracking
	}
	if k.provider == "" {
		k.provider = returnProvider
	}
	t.claimMoved(k, buyerShipped)
	t.tell(k, byBuyer, "RETURN_SHIPPED", "The buyer sent the package, tracking number "+k.tracking, "")
	t.later(k, t.box.tempo.Transit, func() { t.goodsArrive(k) })
}

const returnProvider = "7117858858072016946"

// goodsArrive lets the seller look at what came back.
func (t *store) goodsArrive(k *claim) {
	k.arrived = t.box.now().Unix()
	k.updated = k.arrived
	t.tell(k, bySystem, "RETURN_DELIVERED", "The package was delivered to the seller", "")
	t.parcelReview(k, "PENDING_PACKAGE_REVIEW")
	t.await(k, func() { t.acceptGoods(k, bySystem) })
}

// acceptGoods ends the second review with the refund.
func (t *store) acceptGoods(k *claim, role string) {
	k.settleDown()
	t.fbt.returned(t, k)
	t.tell(k, role, "RETURN_RECEIVED", "The returned goods were accepted", "")
	t.parcelReview(k, "PACKAGE_REVIEW_COMPLETED")
	t.grantRefund(k)
}

// grantRefund gives the money back, which takes a moment.
func (t *store) grantRefund(k *claim) {
	k.settleDown()
	t.claimMoved(k, returnSuccess)
	t.tell(k, bySystem, "REFUND_APPROVE", "The refund was approved", "")
	t.later(k, t.box.tempo.Reply, func() { t.finishRefund(k, returnComplete) })
}

func (t *store) finishRefund(k *claim, status string) {
	t.payBack(k)
	t.tell(k, bySystem, "REFUND", "The refund is issued", "")
	t.claimMoved(k, status)
}

// grantReplacement sends the goods again, as an order that costs nothing.
func (t *store) grantReplacement(k *claim) {
	t.reviewed(k)
	t.claimMoved(k, replaceComplete)
	t.tell(k, bySeller, "REPLACEMENT_APPROVE", "The replacement was approved", "")
	var items []pick
	for _, l := range k.lines {
		ordered := &k.order.lines[l.at]
		items = append(items, pick{product: ordered.product.id, sku: ordered.sku, quantity: 1})
	}
	o, err := t.place(basket{items: items, buyer: k.order.buyer, seller: k.order.seller, fbt: k.order.fbt, replacementOf: k.order.id})
	if err != nil { // nothing to send: the money goes back instead
		t.tell(k, bySystem, "REPLACEMENT_FAILED", "The goods cannot be sent again: "+err.Error(), "")
		t.refundReplacement(k)
		return
	}
	t.tell(k, bySystem, "REPLACEMENT_CREATED", "The goods are sent again with order "+o.id, "")
}

// refundReplacement gives the money back in place of new goods.
func (t *store) refundReplacement(k *claim) {
	k.settleDown()
	t.review(k, "REQUEST_REVIEW_COMPLETED")
	for i := range k.lines {
		k.lines[i].back = k.order.left(k.lines[i].at, true)
	}
	t.finishRefund(k, replaceRefunded)
}
