package sandbox

import "time"

// Reasons of buyers who cancel.
var cancelReasons = [...]string{"No longer needed", "Found a better price elsewhere", "Need to change the delivery address", "Ordered by mistake"}

const (
	reasonUnpaid = "Customer overdue to pay"
	reasonLate   = "Seller did not ship in time"
)

// randomLife is the life of an order whose seller ships within a day or so.
func (s *seeding) randomLife(o *order) life {
	r := s.t.box.rand
	some := func(d time.Duration, from, to int) int64 { // so many percent of a step
		return int64(d.Seconds()) * int64(from+r.IntN(to-from+1)) / 100
	}
	var f life
	chance := r.IntN(100)
	if chance < 3 && !o.cod {
		f.cancel, f.who, f.why = o.created+int64(s.tempo.Unpaid.Seconds()), bySystem, reasonUnpaid
		return f
	}
	f.pay = o.created + some(s.tempo.Pay, 30, 300)
	if o.cod {
		f.pay = o.created
	}
	f.ready = f.pay + some(s.tempo.Hold, 100, 100)
	if chance < 8 {
		f.cancel, f.who, f.why = f.pay+some(s.tempo.Hold, 5, 95), byBuyer, cancelReasons[r.IntN(len(cancelReasons))]
		return f
	}
	f.arrange = f.ready + some(24*time.Hour, 10, 120)
	f.collect = f.arrange + some(s.tempo.Collect, 50, 150)
	f.deliver = f.collect + some(s.tempo.Transit, 60, 160)
	f.complete = f.deliver + some(s.tempo.Complete, 100, 100)
	if f.arrange > s.now {
		f.arrange = 0 // that is for the caller to do
	}
	return f
}

// rest plans what happens to an order after it was seeded. What its life does
// not say takes as long as the tempo says.
func (s *seeding) rest(o *order, f life) {
	t := s.t
	later := func(at, from int64, step time.Duration) int64 {
		if at <= s.now {
			at = from + int64(step.Seconds())
		}
		return max(at, s.now+1)
	}
	var p *parcel
	if len(o.lines) > 0 {
		p = o.lines[0].parcel
	}
	if f.cancel > s.now && f.who == byBuyer {
		t.planAt(f.cancel, func(int64) { t.regret(o, f.why) })
	}
	switch o.status {
	case unpaid:
		if f.pay > s.now {
			t.planAt(f.pay, func(now int64) { t.pay(o, now) })
		}
		at := o.created + int64(s.tempo.Unpaid.Seconds())
		if at <= s.now { // it has outlived the time already: it gets some more
			d := draw(o.n) //nolint:gosec // G115: any bits will do
			at = s.now + int64(s.tempo.Unpaid.Seconds())*int64(20+d.below(60))/100
		}
		t.planAt(at, func(int64) { t.expire(o) })
	case onHold:
		t.planAt(later(f.ready, f.pay, s.tempo.Hold), func(now int64) { t.ready(o, now) })
	case awaitingShipment:
		t.dueToShip(o)
	case awaitingCollection:
		t.planAt(later(f.collect, f.arrange, s.tempo.Collect), func(now int64) { t.collect(p, now) })
	case inTransit:
		t.planAt(later(f.deliver, f.collect, s.tempo.Transit), func(now int64) { t.deliver(p, now) })
	case delivered:
		t.planAt(later(f.complete, f.deliver, s.tempo.Complete), func(now int64) { t.complete(o, now) })
	}
}

// regret is a buyer who cancels while the seller cannot ship yet.
func (t *store) regret(o *order, why string) {
	if o.status == onHold || o.status == unpaid {
		t.cancel(o, nil, why, byBuyer)
	}
}

// dueToShip has the platform cancel an order that nobody ships.
func (t *store) dueToShip(o *order) {
	t.planAt(o.released+cancelAfter, func(int64) {
		if o.status == awaitingShipment {
			t.cancel(o, nil, reasonLate, bySystem)
		}
	})
}

// complete ends an order after its delivery.
func (t *store) complete(o *order, now int64) {
	if o.status == delivered {
		t.moveTo(o, completed, now)
	}
}
