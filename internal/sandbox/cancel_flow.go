package sandbox

import "slices"

// sellerCancels cancels lines of an order for the seller, before they are
// shipped. The refund follows.
func (t *store) sellerCancels(o *order, lines []int, reason string) (*claim, *refusal) {
	if refused := t.checkReason(reason, sellerCancel, bySeller, o.stage(lines[0])); refused != nil {
		return nil, refused
	}
	if !o.whole(lines) {
		switch {
		case !slices.Contains([]string{"US", "GB"}, t.market.region):
			return nil, refuse(200, 25005010, "single lines cannot be cancelled in %s: cancel the whole order", t.market.region)
		case reason != outOfStock:
			return nil, refuse(200, 25005010, "single lines can only be cancelled with reason %s", outOfStock)
		}
	}
	k := t.newClaim(o, sellerCancel, bySeller, reason, lines, func(at int) refundParts { return o.left(at, true) })
	t.tell(k, bySeller, "ORDER_CANCEL", "The seller cancelled", "")
	t.grantCancel(k)
	return k, nil
}

// buyerCancels is the buyer's wish to cancel: granted at once until the order is
// released to the seller, a request after that.
func (t *store) buyerCancels(o *order, lines []int, reason string) (*claim, *refusal) {
	t.openAftersales()
	if len(lines) == 0 {
		var refused *refusal
		if lines, refused = t.picked(o, nil, buyerCancel, byBuyer); refused != nil {
			return nil, refused
		}
	}
	for _, at := range lines {
		if refused := t.mayCancel(o, at, byBuyer); refused != nil {
			return nil, refused
		}
	}
	if refused := t.checkReason(reason, buyerCancel, byBuyer, o.stage(lines[0])); refused != nil {
		return nil, refused
	}
	k := t.newClaim(o, buyerCancel, byBuyer, reason, lines, func(at int) refundParts { return o.left(at, true) })
	t.tell(k, byBuyer, "ORDER_REQUEST_CANCEL", "The buyer asked to cancel", "")
	t.asked(k)
	if o.status == unpaid || o.status == onHold {
		t.grantCancel(k)
		return k, nil
	}
	o.askCancel(k.created)
	t.sales.touch(o, k.created)
	t.claimMoved(k, cancelPending)
	t.await(k, func() { t.grantCancel(k) })
	return k, nil
}

// grantCancel cancels what a claim is about; the refund follows.
func (t *store) grantCancel(k *claim) {
	k.settleDown()
	k.order.askCancel(0)
	t.claimMoved(k, cancelSuccess)
	lines := make([]*line, len(k.lines))
	for i, l := range k.lines {
		lines[i] = &k.order.lines[l.at]
	}
	t.cancel(k.order, lines, reasonText(k.reason), k.role)
	t.later(k, t.box.tempo.Reply, func() {
		t.payBack(k)
		t.tell(k, bySystem, "REFUND", "The refund is issued", "")
		t.claimMoved(k, cancelComplete)
	})
}

// endCancel ends a request that is not granted.
func (t *store) endCancel(k *claim, role, text, note string) {
	k.settleDown()
	k.order.askCancel(0)
	t.tell(k, role, "ORDER_CANCEL_REJECT", text, note)
	t.claimMoved(k, cancelWithdrawn)
}

// askCancel notes since when the buyer has been waiting for an answer; zero:
// not any more.
func (o *order) askCancel(at int64) {
	if at > 0 || o.extra != nil {
		o.more().cancelAsked = at
	}
}

// orderMoved ends requests that shipping has overtaken, and keeps cancellations
// that came about elsewhere.
func (a *aftersales) orderMoved(t *store, o *order, from string) {
	switch o.status {
	case cancelled:
		a.orderCancelled(t, o)
	case partiallyShipping, awaitingCollection, inTransit, delivered:
		for _, k := range a.byOrder[o] {
			if k.status == cancelPending && t.overtaken(k) {
				t.endCancel(k, bySeller, "The seller shipped the order", "")
			}
		}
	}
}

// overtaken reports whether something the buyer wants to cancel is shipped.
func (t *store) overtaken(k *claim) bool {
	return slices.ContainsFunc(k.lines, func(l claimLine) bool {
		stage := k.order.stage(l.at)
		return stage != unpaid && stage != onHold && stage != awaitingShipment && stage != cancelled &&
			(stage != awaitingCollection || k.created < k.order.arranged)
	})
}

// orderCancelled keeps a cancellation that nobody asked for here: by the
// platform, or by the buyer elsewhere.
func (a *aftersales) orderCancelled(t *store, o *order) {
	known := false
	for _, k := range a.byOrder[o] {
		switch k.status {
		case cancelPending:
			t.endCancel(k, bySystem, "The order was cancelled", "")
		case cancelSuccess, cancelComplete:
			known = known || k.holdsAll()
		}
	}
	if known || len(o.lines) == 0 {
		return
	}
	k := t.cancellationOf(o)
	t.tell(k, k.role, "ORDER_CANCEL", "The order was cancelled", "")
	t.claimMoved(k, cancelSuccess)
	t.later(k, t.box.tempo.Reply, func() {
		t.payBack(k)
		t.claimMoved(k, cancelComplete)
	})
}

// holdsAll reports whether nothing of the order is left beside the claim.
func (k *claim) holdsAll() bool {
	for at := range k.order.lines {
		if !k.holds(at) && k.order.lines[at].status != cancelled {
			return false
		}
	}
	return true
}

// cancellationOf makes the cancellation of an order that is cancelled.
func (t *store) cancellationOf(o *order) *claim {
	var lines []int
	for at := range o.lines {
		if len(t.aftersales.byOrder[o]) == 0 || t.aftersales.claimed(o, at) == nil {
			lines = append(lines, at)
		}
	}
	kind, role := sellerCancel, o.canceller
	if role == byBuyer {
		kind = buyerCancel
	}
	if role == "" {
		role = bySystem
	}
	return t.newClaim(o, kind, role, o.cancelReason, lines, func(at int) refundParts { return o.left(at, true) })
}

// openAftersales makes the cancellations of orders that were cancelled before
// anybody asked; once, when after-sales are looked at first.
func (t *store) openAftersales() {
	a := &t.aftersales
	if a.opened {
		return
	}
	a.opened = true
	for _, o := range t.sales.list {
		if o.status != cancelled || len(o.lines) == 0 || len(a.byOrder[o]) > 0 {
			continue
		}
		k := t.cancellationOf(o)
		k.created, k.updated, k.status = o.cancelled, o.cancelled, cancelComplete
		k.paidOut = true
		t.giveBack(o, k.lines)
	}
}
