package sandbox

import (
	"slices"
	"time"
)

// moveTo gives an order another status, with the times and lines that go with
// it, and lets everybody know.
func (t *store) moveTo(o *order, to string, now int64) {
	from := o.status
	if from == to {
		t.sales.touch(o, now)
		return
	}
	t.sales.status(o, to)
	o.stamp(to, now)
	t.sales.touch(o, now)
	t.orderMoved(o, from)
	t.tellOrder(o)
}

// stamp sets the time of a status and the lines that follow it.
func (o *order) stamp(to string, now int64) {
	first := func(at *int64) {
		if *at == 0 {
			*at = now
		}
	}
	switch to {
	case onHold:
		o.payNow(now)
		o.linesTo(unpaid) // lines have no status of their own for it
	case awaitingShipment:
		o.payNow(now)
		first(&o.released)
		o.linesTo(awaitingShipment)
	case partiallyShipping, awaitingCollection:
		first(&o.arranged)
	case inTransit:
		first(&o.collected)
	case delivered:
		first(&o.delivered)
		if o.cod {
			first(&o.paid)
		}
	case completed:
		first(&o.completed)
		o.linesTo(completed)
	case cancelled:
		first(&o.cancelled)
	}
}

func (o *order) payNow(now int64) {
	if o.paid == 0 && !o.cod {
		o.paid = now
	}
}

// linesTo sets the status of all lines that are not cancelled.
func (o *order) linesTo(status string) {
	for i := range o.lines {
		if o.lines[i].status != cancelled {
			o.lines[i].status = status
		}
	}
}

// tellOrder sends the webhook of an order's status.
func (t *store) tellOrder(o *order) {
	status := o.status
	if status == cancelled {
		status = "CANCEL" // as this topic writes it
	}
	t.notify(1, map[string]any{
		"order_id": o.id, "order_status": status, "is_on_hold_order": t.box.tempo.Hold > 0, "update_time": o.updated,
	})
}

// then runs f after a step, at once when the step takes no time.
func (t *store) then(step time.Duration, f func(now int64)) {
	if step <= 0 {
		f(t.box.now().Unix())
		return
	}
	t.box.after(step, func(now time.Time) { f(now.Unix()) })
}

// planAt is then for a time in Unix seconds.
func (t *store) planAt(at int64, f func(now int64)) {
	t.box.plan(time.Unix(at, 0), func(now time.Time) { f(now.Unix()) })
}

// pay is the buyer's payment. It reports false when the order is not waiting
// for one.
func (t *store) pay(o *order, now int64) bool {
	if o.status != unpaid {
		return false
	}
	t.hold(o, now)
	return true
}

// relocate is a buyer who has the address changed, which works until the
// shipment is arranged. It reports whether it did. A combined package is taken
// apart: its orders go to different places now.
func (t *store) relocate(o *order) bool {
	now := t.box.now().Unix()
	if o.fields != nil || o.moved || o.status != unpaid && o.status != onHold && o.status != awaitingShipment {
		return false
	}
	o.moved = true
	for _, p := range o.parcels() {
		if p.form == combinedForm {
			t.takeApart(p, []string{o.id}, now, "ADDRESS_UPDATE_SPLIT", byBuyer)
		}
	}
	t.sales.touch(o, now)
	t.notify(3, map[string]any{"order_id": o.id, "update_time": o.updated})
	return true
}

// hold begins the time in which the buyer can cancel freely.
func (t *store) hold(o *order, now int64) {
	if t.box.tempo.Hold <= 0 || o.fbt {
		t.ready(o, now)
		return
	}
	t.moveTo(o, onHold, now)
	t.then(t.box.tempo.Hold, func(now int64) { t.ready(o, now) })
}

// ready lets the seller ship: the package is made.
func (t *store) ready(o *order, now int64) {
	if o.status != onHold && o.status != unpaid {
		return
	}
	p := t.newParcel(now, o)
	for i := range o.lines {
		if o.lines[i].status != cancelled {
			o.lines[i].parcel = p
		}
	}
	t.moveTo(o, awaitingShipment, now)
	if o.fbt {
		t.then(t.box.tempo.Collect, func(now int64) { t.arrange(p, t.trackingNumber(), now) })
		return
	}
	t.dueToShip(o)
	t.shipLater(p)
}

// settle gives an order the status that follows from its lines.
func (t *store) settle(o *order, now int64) {
	if o.fields != nil {
		return
	}
	to := o.derived()
	if to == "" || to == o.status {
		t.sales.touch(o, now)
		return
	}
	t.moveTo(o, to, now)
	if to == delivered {
		t.then(t.box.tempo.Complete, func(now int64) { t.complete(o, now) })
	}
}

// stages are the statuses of lines in their order.
var stages = [...]string{awaitingShipment, awaitingCollection, inTransit, delivered, completed}

// derived is the status that follows from the lines: that of the one least far,
// though an order of which some lines are on their way is partially shipped.
func (o *order) derived() string {
	least, most := len(stages), -1
	for i := range o.lines {
		if o.lines[i].status == cancelled {
			continue
		}
		at := slices.Index(stages[:], o.lines[i].status)
		least, most = min(least, at), max(most, at)
	}
	switch {
	case most < 0 && least == len(stages):
		return cancelled
	case least < 0:
		return "" // not paid yet
	case least == 0 && most > 0:
		return partiallyShipping
	default:
		return stages[least]
	}
}

// cancel cancels lines of an order, all of them for nil, and gives their stock
// back. It reports false when nothing was left to cancel. What was paid is for
// the caller to refund.
func (t *store) cancel(o *order, lines []*line, reason, who string) bool {
	now := t.box.now().Unix()
	if lines == nil {
		for i := range o.lines {
			lines = append(lines, &o.lines[i])
		}
	}
	changed := map[*parcel]bool{}
	done := false
	for _, l := range lines {
		if l.status == cancelled || l.status == delivered || l.status == completed {
			continue
		}
		if l.status == unpaid || l.status == awaitingShipment || l.status == awaitingCollection {
			t.letGo(o, l.sku, 1)
		}
		l.status, l.cancelReason, l.canceller, done = cancelled, reason, who, true
		if l.parcel != nil {
			changed[l.parcel] = true
		}
	}
	if !done {
		return false
	}
	for i := range o.lines {
		if p := o.lines[i].parcel; changed[p] && p != nil {
			delete(changed, p)
			t.emptied(p, who, now)
		}
	}
	if o.derived() == cancelled {
		o.cancelReason, o.canceller = reason, who
	}
	if o.extra != nil {
		o.extra.cancelAsked = 0
	}
	if o.status == unpaid || o.status == onHold {
		if o.derived() == cancelled {
			t.moveTo(o, cancelled, now)
			return true
		}
		t.sales.touch(o, now)
		return true
	}
	t.settle(o, now)
	return true
}
