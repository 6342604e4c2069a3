package sandbox

import (
	"fmt"
	"time"
)

// sampleCycle is the order in which statuses come back; its head makes a short
// list useful.
var sampleCycle = [...]string{
	awaitingShipment, completed, inTransit, delivered, awaitingShipment, awaitingCollection, completed, unpaid, completed, cancelled,
	awaitingShipment, inTransit, completed, onHold, completed, awaitingShipment, delivered, completed, awaitingCollection, completed,
}

const sampleStep = 2 * time.Hour // between two orders

// sampleOrders fills the shop with n orders, the newest an hour old, with the
// statuses of the cycle.
func (t *store) sampleOrders(n int) {
	now := t.box.now()
	s := seeding{t: t, now: now.Unix(), tempo: t.box.tempo}
	for i := range n {
		created := now.Add(-time.Hour - time.Duration(i)*sampleStep).Unix()
		s.add(i, created, sampleCycle[i%len(sampleCycle)])
	}
	s.finish()
}

// seeding makes orders with a past.
type seeding struct {
	t       *store
	now     int64
	tempo   Tempo
	orders  []*order
	parcels []*parcel
}

// add makes an order that has got as far as the status.
func (s *seeding) add(i int, created int64, status string) {
	t := s.t
	n := t.sales.nextOrder()
	o := &order{id: orderID(n), n: n, buyer: n, status: status, seller: i%5 == 4, created: created, updated: created, warehouse: warehouseID}
	if i%20 == 15 {
		o.buyer-- // of an order that waits, too: the two can be combined
	}
	for j := range 1 + i%3 {
		r := t.products.list[(i+j)%len(t.products.list)]
		sku := text(objects(r.fields["skus"])[j%2]["id"])
		l := line{id: itemID(n, j), product: r, sku: sku, status: status}
		l.list, l.sellerOff, l.platformOff = t.priceOf(r, sku, time.Unix(s.now, 0))
		o.lines = append(o.lines, l)
	}
	t.charge(o)
	s.past(o)
	s.orders = append(s.orders, o)
}

// past gives an order the times of the steps it went through. Steps that would
// end in the future took less time.
func (s *seeding) past(o *order) {
	walk := []struct {
		status string
		step   time.Duration
	}{
		{onHold, s.tempo.Pay}, {awaitingShipment, s.tempo.Hold}, {awaitingCollection, 6 * time.Hour}, {inTransit, s.tempo.Collect},
		{delivered, s.tempo.Transit}, {completed, s.tempo.Complete},
	}
	stop := o.status
	if stop == cancelled {
		stop = awaitingShipment
	}
	var whole time.Duration
	last := -1
	if stop != unpaid {
		for i, w := range walk {
			whole += w.step
			if last = i; w.status == stop {
				break
			}
		}
	}
	age := time.Duration(s.now-o.created) * time.Second
	squeeze := 1.0
	if whole > age*9/10 {
		squeeze = float64(age) * 0.9 / float64(whole)
	}
	at := time.Duration(0)
	final := o.status
	for i := 0; i <= last; i++ {
		at += time.Duration(float64(walk[i].step) * squeeze)
		s.step(o, walk[i].status, o.created+int64(at/time.Second))
	}
	if final == cancelled {
		o.cancelReason, o.canceller = "Sample reason", byBuyer
		for i := range o.lines {
			o.lines[i].status, o.lines[i].cancelReason, o.lines[i].canceller = cancelled, o.cancelReason, byBuyer
			o.lines[i].parcel.status = cancelled
		}
		o.cancelled, o.updated = o.released+600, max(o.updated, o.released+600)
	}
	o.status = final
}

// step is one status of an order's past.
func (s *seeding) step(o *order, status string, at int64) {
	o.updated = max(o.updated, at)
	o.stamp(status, at)
	o.linesTo(status)
	if status == onHold {
		o.linesTo(unpaid)
		return
	}
	p := o.lines[0].parcel
	switch status {
	case awaitingShipment:
		b := &s.t.sales
		b.parcelN++
		p = &parcel{id: packageID(b.parcelN), n: b.parcelN, status: toFulfill, form: plainForm, orders: []*order{o}, created: at}
		s.parcels = append(s.parcels, p)
		for i := range o.lines {
			o.lines[i].parcel = p
		}
	case awaitingCollection:
		p.status, p.arranged, p.tracking, p.provider = processing, at, fmt.Sprintf("TEST9%011d", o.n), carrier
	case inTransit:
		p.status, p.collected = fulfilling, at
	case delivered:
		p.status, p.delivered = completed, at
	}
	p.updated = at
}

// finish puts the orders into the shop.
func (s *seeding) finish() {
	s.t.sales.addMany(s.orders)
	s.t.sales.addParcels(s.parcels)
	for _, o := range s.orders {
		s.t.orderMoved(o, "")
	}
}
