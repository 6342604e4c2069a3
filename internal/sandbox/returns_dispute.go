package sandbox

import (
	"slices"
)

// offerRefund offers a part of the money without the goods coming back. The
// buyer answers after a while.
func (t *store) offerRefund(k *claim, a amount) {
	k.settleDown()
	k.offer = a
	t.claimMoved(k, awaitingBuyer)
	t.tell(k, bySeller, "PARTIAL_REFUND_OFFER", "The seller offered a refund of "+t.market.write(a)+" "+t.market.currency, "")
	yes := t.box.rand.IntN(4) > 0
	t.later(k, t.box.tempo.Reply, func() { t.answerOffer(k, yes) })
}

// answerOffer is the buyer's answer to an offer. It reports false when there is
// none.
func (t *store) answerOffer(k *claim, yes bool) bool {
	if k.status != awaitingBuyer {
		return false
	}
	k.settleDown()
	if !yes {
		k.offerRefused = true
		t.tell(k, byBuyer, "PARTIAL_REFUND_REJECT", "The buyer refused the partial refund", "")
		t.claimMoved(k, k.pending())
		t.await(k, func() { t.grantRequest(k) })
		return true
	}
	for i, part := range k.order.shared(k.offer, k.lines) {
		k.lines[i].back = part
	}
	k.keep = true
	t.tell(k, byBuyer, "PARTIAL_REFUND_ACCEPT", "The buyer accepted the partial refund", "")
	t.reviewed(k)
	t.grantRefund(k)
	return true
}

// refuseRequest says no to a request; the buyer may call the platform.
func (t *store) refuseRequest(k *claim, note string) {
	status := returnRejected
	if k.kind == replacement {
		status = replaceRejected
	}
	t.claimMoved(k, status)
	t.reviewed(k)
	t.tell(k, bySeller, "REQUEST_REJECT", "The seller rejected the request", note)
}

// refuseGoods says no to what came back.
func (t *store) refuseGoods(k *claim, note string) {
	k.settleDown()
	t.claimMoved(k, parcelRejected)
	t.tell(k, bySeller, "RETURN_REJECT", "The seller rejected the returned goods", note)
	t.parcelReview(k, "PACKAGE_REVIEW_COMPLETED")
}

// buyerWithdraws takes a request back. It reports false when it is too late.
func (t *store) buyerWithdraws(k *claim) bool {
	switch {
	case k.status == cancelPending:
		t.endCancel(k, byBuyer, "The buyer withdrew the request", "")
		t.sales.touch(k.order, t.box.now().Unix())
		return true
	case !slices.Contains([]string{returnPending, awaitingBuyer, awaitingReturn, replacePending}, k.status):
		return false
	}
	k.settleDown()
	status := returnWithdrawn
	if k.kind == replacement {
		status = replaceWithdrawn
	}
	t.tell(k, byBuyer, "REQUEST_CANCEL", "The buyer withdrew the request", "")
	t.claimMoved(k, status)
	return true
}

// buyerDisputes asks the platform after a rejection; its staff decide after a
// while. It reports false when there is nothing to decide.
func (t *store) buyerDisputes(k *claim) bool {
	if k.arbitration != "" || k.status != returnRejected && k.status != parcelRejected {
		return false
	}
	for _, l := range k.lines {
		if t.aftersales.claimed(k.order, l.at) != nil {
			return false
		}
	}
	k.arbitration = inArbitration
	k.updated = t.box.now().Unix()
	t.tell(k, byBuyer, "ARBITRATION", "The buyer asked the platform to decide", "")
	right := t.box.rand.IntN(2) == 0
	t.later(k, t.box.tempo.Reply, func() { t.arbitrate(k, right) })
	return true
}

// arbitrate is the platform's decision. It reports false when nobody asked.
func (t *store) arbitrate(k *claim, buyerIsRight bool) bool {
	if k.arbitration != inArbitration {
		return false
	}
	k.settleDown()
	k.updated = t.box.now().Unix()
	if !buyerIsRight {
		k.arbitration = forSeller
		t.tell(k, "OPERATOR", "ARBITRATION_SELLER", "The platform decided for the seller", "")
		return true
	}
	k.arbitration = forBuyer
	t.tell(k, "OPERATOR", "ARBITRATION_BUYER", "The platform decided for the buyer", "")
	t.grantRefund(k)
	return true
}
