package sandbox

import "time"

// Of a hundred orders of made-up buyers, so many are asked to be cancelled and
// so many come back or are refunded.
const (
	cancelChance = 3
	returnChance = 6
)

// secondThoughts has made-up buyers change their mind: before the shipment or
// after the delivery.
func (t *store) secondThoughts(o *order) {
	if t.sales.habits.perDay == 0 || o.fields != nil || o.sample {
		return
	}
	r, reply := t.box.rand, max(t.box.tempo.Reply, time.Minute)
	switch o.status {
	case awaitingShipment:
		if r.IntN(100) < cancelChance {
			names := t.reasonsFor(buyerCancel, byBuyer, awaitingShipment)
			name := names[r.IntN(len(names))]
			t.box.after(time.Duration(1+r.IntN(10))*reply, func(time.Time) { _, _ = t.buyerCancels(o, nil, name) })
		}
	case delivered:
		if r.IntN(100) < returnChance {
			kind := [...]string{refundOnly, returnRefund, returnRefund, returnRefund, replacement}[r.IntN(5)]
			names := t.reasonsFor(kind, byBuyer, delivered)
			name, at := names[r.IntN(len(names))], r.IntN(len(o.lines))
			t.box.after(time.Duration(1+r.IntN(100))*reply, func(time.Time) { _, _ = t.buyerReturns(o, []int{at}, kind, name) })
		}
	}
}
