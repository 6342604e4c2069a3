package sandbox

import (
	"container/heap"
	"slices"
	"time"
)

// books holds statements, payments and payouts of a shop. They are kept up to
// date when somebody looks: nothing in them happens by itself that others see.
type books struct {
	opened     bool
	zone       *time.Location
	due        dueEntries // what is not in a statement yet
	statements []*statement
	payments   []*payment
	byID       map[string]*statement
	payoutAt   time.Time // of the next payment; zero: none is planned
	upTo       int64     // everything before is booked
	serial     int
}

// entry is one transaction: an order, or what changed after it was settled.
type entry struct {
	n          int
	order      *order
	adjustment bool
	due        int64   // when it goes into a statement
	from, to   []refundParts // what went back to the buyer by line, before and with this entry; nil: nothing
	sum        sums
	statement  *statement // nil: unsettled
}

// sums are the amounts of a transaction, a statement or a payment. The
// settlement is their sum.
type sums struct{ revenue, shipping, fees, adjustment amount }

func (a sums) settlement() amount { return a.revenue + a.shipping + a.fees + a.adjustment }

func (a sums) plus(b sums) sums {
	return sums{a.revenue + b.revenue, a.shipping + b.shipping, a.fees + b.fees, a.adjustment + b.adjustment}
}

// statement is what was settled on one day of the shop's time zone.
type statement struct {
	id      string
	n       int
	day     int64 // its beginning
	end     int64 // of the day: nothing is added after it
	entries []*entry
	sum     sums
	payment *payment // nil: not on its way to the bank
}

// payment is one transfer to the seller's bank account.
type payment struct {
	id            string
	created, paid int64 // paid may lie ahead: the bank takes a while
	statements    []*statement
}

func (p *payment) amount() (a amount) {
	for _, st := range p.statements {
		a += st.sum.settlement()
	}
	return a
}

// dueEntries are sorted by time, soonest first.
type dueEntries []*entry

func (d dueEntries) Len() int { return len(d) }
func (d dueEntries) Less(i, j int) bool {
	return d[i].due < d[j].due || d[i].due == d[j].due && d[i].n < d[j].n
}
func (d dueEntries) Swap(i, j int) { d[i], d[j] = d[j], d[i] }

// Push is for the heap.
func (d *dueEntries) Push(x any) { *d = append(*d, x.(*entry)) }

// Pop is for the heap.
func (d *dueEntries) Pop() any {
	last := len(*d) - 1
	e := (*d)[last]
	(*d)[last] = nil
	*d = (*d)[:last]
	return e
}

// orderMoved takes a completed order in. Before the books are opened there is
// nothing to do: opening them finds all.
func (b *books) orderMoved(t *store, o *order, from string) {
	if b.opened && o.status == completed && from != completed {
		b.await(t, o, o.completed)
	}
}

// await has an order settled after a while.
func (b *books) await(t *store, o *order, completedAt int64) {
	if !o.settles() || o.account().settled {
		return
	}
	b.serial++
	heap.Push(&b.due, &entry{n: b.serial, order: o, due: max(completedAt+int64(t.box.tempo.Settle/time.Second), b.upTo)})
}

// settles reports whether the order is one the seller gets money for.
func (o *order) settles() bool {
	if o.sample || len(o.lines) == 0 || o.status == cancelled {
		return false
	}
	return slices.ContainsFunc(o.lines, func(l line) bool { return l.list > l.sellerOff })
}

// refunded books what went back to the buyer of an order that is settled
// already. For others the statement of the order tells.
func (b *books) refunded(t *store, o *order) {
	b.roll(t, t.box.now())
	l := o.ledger
	if l == nil || !l.settled || l.back == nil {
		return
	}
	e := &entry{order: o, adjustment: true, from: l.booked, to: slices.Clone(l.back)}
	e.due = t.box.now().Add(t.box.tempo.Settle).Unix()
	e.sum = t.entrySum(e)
	l.booked = e.to
	b.serial++
	e.n = b.serial
	heap.Push(&b.due, e)
}

// open finds the orders completed before anybody looked.
func (b *books) open(t *store) {
	b.opened = true
	b.byID = map[string]*statement{}
	b.zone = t.market.location()
	settle := int64(t.box.tempo.Settle / time.Second)
	for _, o := range t.sales.list {
		if o.status == completed && o.settles() {
			b.serial++
			b.due = append(b.due, &entry{n: b.serial, order: o, due: o.completed + settle})
		}
	}
	heap.Init(&b.due)
}

// location is the market's time zone, UTC where the machine does not know it.
func (m *market) location() *time.Location {
	if zone, err := time.LoadLocation(m.zone); err == nil {
		return zone
	}
	return time.UTC
}

// roll brings the books up to a time: entries go into the statement of their
// day, statements that have ended into payments.
func (b *books) roll(t *store, now time.Time) {
	if !b.opened {
		b.open(t)
	}
	for {
		at := now.Unix() + 1
		if len(b.due) > 0 {
			at = b.due[0].due
		}
		if !b.payoutAt.IsZero() && b.payoutAt.Unix() <= min(at, now.Unix()) {
			b.payOut(t, b.payoutAt)
			continue
		}
		if at > now.Unix() {
			b.upTo = max(b.upTo, now.Unix())
			return
		}
		b.settle(t, heap.Pop(&b.due).(*entry))
	}
}

// settle puts an entry into the statement of its day.
func (b *books) settle(t *store, e *entry) {
	if !e.adjustment {
		l := e.order.account()
		l.settled = true
		e.to = slices.Clone(l.back)
		l.booked = e.to
		e.sum = t.entrySum(e)
	}
	st := b.statementOf(t, e.due)
	e.statement = st
	st.entries = append(st.entries, e)
	st.sum = st.sum.plus(e.sum)
}

// statementOf is the statement of a time's day. Times come in their order.
func (b *books) statementOf(t *store, at int64) *statement {
	if n := len(b.statements); n > 0 && at < b.statements[n-1].end {
		return b.statements[n-1]
	}
	y, m, d := time.Unix(at, 0).In(b.zone).Date()
	n := len(b.statements) + 1
	st := &statement{
		id: t.financeID("7238", n), n: n,
		day: time.Date(y, m, d, 0, 0, 0, 0, b.zone).Unix(), end: time.Date(y, m, d+1, 0, 0, 0, 0, b.zone).Unix(),
	}
	b.statements = append(b.statements, st)
	b.byID[st.id] = st
	if b.payoutAt.IsZero() {
		b.payoutAt = time.Unix(st.end, 0).Add(t.box.tempo.Payout)
	}
	return st
}

// payOut pays all statements that have ended. What the seller owes waits for
// the next payment.
func (b *books) payOut(t *store, at time.Time) {
	b.payoutAt = time.Time{}
	var ready []*statement
	var sum amount
	for i := len(b.statements) - 1; i >= 0 && b.statements[i].payment == nil; i-- {
		st := b.statements[i]
		if st.end <= at.Unix() {
			ready = append(ready, st)
			sum += st.sum.settlement()
		} else {
			b.payoutAt = time.Unix(st.end, 0).Add(t.box.tempo.Payout)
		}
	}
	if sum <= 0 {
		return
	}
	slices.Reverse(ready)
	p := &payment{
		id: t.financeID("3459", len(b.payments)+1), created: at.Unix(), paid: at.Add(t.box.tempo.Reply).Unix(), statements: ready,
	}
	for _, st := range ready {
		st.payment = p
	}
	b.payments = append(b.payments, p)
}

// status of a payment at a time.
func (p *payment) status(now int64) string {
	if p == nil || p.paid > now {
		return "PROCESSING"
	}
	return "PAID"
}

// financeID is an id of the books; those of shops differ.
func (t *store) financeID(prefix string, n int) string {
	shop := slices.Index(t.box.stores, t) + 1
	digits := []byte("000000000000000")
	for i, v := len(digits)-1, shop*shopClaims+n; v > 0 && i >= 0; i, v = i-1, v/10 {
		digits[i] = byte('0' + v%10)
	}
	return prefix + string(digits)
}
