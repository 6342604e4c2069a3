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
	if len(t.products.list) == 0 {
		return
	}
	s := t.newSeeding()
	for i := range n {
		created := s.now - int64((time.Hour+time.Duration(i)*sampleStep)/time.Second)
		o := s.order(created)
		o.seller = i%5 == 4
		if i%20 == 15 {
			o.buyer -= 5 // of an order that waits, too: the two can be combined
		}
		for j := range 1 + i%3 {
			r := t.products.list[(i+j)%len(t.products.list)]
			s.line(o, r, j%2)
		}
		t.charge(o)
		s.live(o, s.cycleLife(o, sampleCycle[i%len(sampleCycle)]))
	}
	s.finish()
}

// seedSpan is how far back seeded orders reach.
const seedSpan = 60 * oneDay

// seedOrders adds n orders at random times of the past two months, each as far
// as its age lets it be.
func (t *store) seedOrders(n int) {
	wares := t.wares()
	if len(wares) == 0 {
		return
	}
	s, r := t.newSeeding(), t.box.rand
	for range n {
		o := s.order(s.now - 60 - r.Int64N(seedSpan))
		o.seller, o.cod = r.IntN(5) == 0, t.market.takesCash() && r.IntN(3) == 0
		for range 1 + r.IntN(3) {
			w := wares[r.IntN(len(wares))]
			s.line(o, w.product, w.sku)
		}
		t.charge(o)
		s.live(o, s.randomLife(o))
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

func (t *store) newSeeding() *seeding {
	return &seeding{t: t, now: t.box.now().Unix(), tempo: t.box.tempo}
}

func (s *seeding) order(created int64) *order {
	n := s.t.sales.nextOrder()
	o := &order{id: orderID(n), n: n, buyer: n, status: unpaid, created: created, updated: created, warehouse: s.t.warehouse()}
	s.orders = append(s.orders, o)
	return o
}

func (s *seeding) line(o *order, r *record, sku int) {
	skus := objects(r.fields["skus"])
	if len(skus) == 0 {
		return
	}
	l := line{id: itemID(o.n, len(o.lines)), product: r, sku: text(skus[sku%len(skus)]["id"]), status: unpaid}
	l.list, l.sellerOff, l.platformOff = s.t.priceOf(r, l.sku, time.Unix(s.now, 0))
	o.lines = append(o.lines, l)
}

// life is when the steps of an order take place; zero: never.
type life struct {
	pay, ready, arrange, collect, deliver, complete, cancel int64
	who, why                                                string
}

// steps are those of a life by the statuses they lead to.
func (f *life) steps() [6]*int64 {
	return [...]*int64{&f.pay, &f.ready, &f.arrange, &f.collect, &f.deliver, &f.complete}
}

var stepStatus = [...]string{onHold, awaitingShipment, awaitingCollection, inTransit, delivered, completed}

// cycleLife has got as far as a status now. When the order is too young for
// that, its steps were quick; when it is old, the last one was late.
func (s *seeding) cycleLife(o *order, status string) life {
	var f life
	steps := [...]time.Duration{s.tempo.Pay, s.tempo.Hold, 6 * time.Hour, s.tempo.Collect, s.tempo.Transit, s.tempo.Complete}
	next := [...]time.Duration{s.tempo.Hold, shipWithin * time.Second, s.tempo.Collect, s.tempo.Transit, s.tempo.Complete, 0}
	last := -1
	for i, name := range stepStatus {
		if name == status || status == cancelled && name == awaitingShipment {
			last = i
		}
	}
	if last < 0 {
		return f
	}
	var whole time.Duration
	for _, d := range steps[:last+1] {
		whole += d
	}
	age, squeeze := float64(s.now-o.created), 1.0
	if whole.Seconds() > age*0.9 {
		squeeze = age * 0.9 / whole.Seconds()
	}
	at := 0.0
	for i, p := range f.steps() {
		if i > last {
			break
		}
		at += steps[i].Seconds() * squeeze
		*p = o.created + int64(at)
	}
	d := draw(o.n) //nolint:gosec // G115: any bits will do
	if wait := int64(next[last].Seconds()); wait > 0 && status != cancelled {
		p := f.steps()[last] //nolint:gosec // G602: one of six
		*p = max(*p, s.now-wait*int64(10+d.below(50))/100)
	}
	if status == cancelled {
		f.cancel, f.who, f.why = f.ready+min(600, (s.now-f.ready)/2), byBuyer, cancelReasons[0]
	}
	return f
}

// live gives an order the part of its life that lies in the past and plans the
// rest.
func (s *seeding) live(o *order, f life) {
	for i, p := range f.steps() {
		if *p == 0 || *p > s.now || f.cancel > 0 && *p > f.cancel {
			break
		}
		s.step(o, stepStatus[i], *p)
	}
	if f.cancel > 0 && f.cancel <= s.now {
		s.ended(o, f)
	}
	s.rest(o, f)
}

// step is one status of an order's past.
func (s *seeding) step(o *order, status string, at int64) {
	o.updated, o.status = at, status
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
		if o.seller {
			p.provider = sellerCarrier
		}
	case inTransit:
		p.status, p.collected = fulfilling, at
	case delivered:
		p.status, p.delivered = completed, at
	}
	p.updated = at
}

// ended cancels an order in the past.
func (s *seeding) ended(o *order, f life) {
	for i := range o.lines {
		l := &o.lines[i]
		l.status, l.cancelReason, l.canceller = cancelled, f.why, f.who
		if l.parcel != nil {
			l.parcel.status, l.parcel.updated = cancelled, f.cancel
		}
	}
	o.status, o.cancelReason, o.canceller, o.cancelled, o.updated = cancelled, f.why, f.who, f.cancel, f.cancel
}

// finish puts the orders into the shop.
func (s *seeding) finish() {
	s.t.sales.addMany(s.orders)
	s.t.sales.addParcels(s.parcels)
	for _, o := range s.orders {
		s.t.keepFor(o)
		s.t.orderMoved(o, "")
	}
}

// keepFor notes the stock that an order from the past still holds.
func (t *store) keepFor(o *order) {
	for i := range o.lines {
		switch l := &o.lines[i]; l.status {
		case unpaid, awaitingShipment, awaitingCollection:
			if rows, _ := stockRows(skuOf(l.product, l.sku)); len(rows) > 0 {
				if t.goods.held == nil {
					t.goods.held = map[place]int64{}
				}
				t.goods.held[place{l.sku, text(rows[0]["warehouse_id"])}]++
			}
		}
	}
}
