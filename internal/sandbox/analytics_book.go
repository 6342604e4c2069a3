package sandbox

import "time"

// daybook holds the paid orders of a shop by day, in the shop's time zone. It is
// brought up to date when it is read: orders come at the end of the shop's list,
// those not paid for wait in open.
type daybook struct {
	zone    *time.Location
	read    int // orders of the list that were looked at
	first   *order
	last    *order
	open    []*order
	days    map[int]*bookDay
	refunds map[string][]refundDay // by order
	videos  map[string]*soldVideo
	back    map[int]amount // refunds by day; nil: to be counted again
}

// bookDay is one day.
type bookDay struct {
	orders    []*order
	summed    int // orders that the figures hold
	whole     takings
	soldItems map[soldItem]*takings
	sources   map[source]*takings
	hours     [24]takings
}

// takings is what was bought.
type takings struct {
	gmv    amount // what buyers paid for goods, cancelled and refunded orders included
	gross  amount // with what the platform added
	orders int
	skus   int // SKUs of orders: two different ones in an order are two
	items  int
	buyers int // of one day
}

func (a *takings) add(b *takings) {
	a.gmv += b.gmv
	a.gross += b.gross
	a.orders += b.orders
	a.skus += b.skus
	a.items += b.items
	a.buyers += b.buyers
}

// source is where buyers came from: a kind of content and its id.
type source struct{ kind, content string }

// soldItem is a product, or one SKU of it, sold by a source.
type soldItem struct {
	product string
	sku     string // "" for the product as a whole
	source
}

type refundDay struct {
	day int
	sum amount
}

// sourceOf is where the buyer of an order came from.
func sourceOf(o *order) source {
	if o.from != nil && (o.from.kind == leadLive || o.from.kind == leadVideo) {
		return source{o.from.kind, o.from.content}
	}
	return source{kind: leadCard}
}

// dayZone is the time zone of a shop's days.
func (t *store) dayZone() *time.Location {
	b := &t.rooms.book
	if b.zone == nil {
		b.zone = time.UTC
		if zone, err := time.LoadLocation(t.market.zone); err == nil {
			b.zone = zone
		}
	}
	return b.zone
}

// dayNumber counts the days of the calendar at a place.
func dayNumber(at time.Time, zone *time.Location) int {
	y, m, d := at.In(zone).Date()
	return int(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix() / 86400)
}

// dayText writes a day.
func dayText(n int) string { return time.Unix(int64(n)*86400, 0).UTC().Format(time.DateOnly) }

// readBook brings the daybook up to date.
func (t *store) readBook() *daybook {
	b, zone := &t.rooms.book, t.dayZone()
	list := t.sales.list
	if b.days == nil || b.read > len(list) || b.read > 0 && (list[0] != b.first || list[b.read-1] != b.last) {
		b.days, b.videos, b.read, b.open = map[int]*bookDay{}, map[string]*soldVideo{}, 0, nil // orders of the past came in between
	}
	waiting := b.open[:0]
	for _, o := range b.open {
		if !b.enter(o, zone) {
			waiting = append(waiting, o)
		}
	}
	clear(b.open[len(waiting):])
	b.open = waiting
	for _, o := range list[b.read:] {
		if !b.enter(o, zone) {
			b.open = append(b.open, o)
		}
	}
	if b.read = len(list); b.read > 0 {
		b.first, b.last = list[0], list[b.read-1]
	}
	return b
}

// enter takes an order in when its time has come. It reports whether the order
// needs no more attention.
func (b *daybook) enter(o *order, zone *time.Location) bool {
	switch {
	case o.sample || len(o.lines) == 0 || o.extra != nil && o.extra.exchangeOf+o.extra.replacementOf != "":
		return true // nothing was bought
	case o.paid == 0:
		return o.status == cancelled
	}
	n := dayNumber(time.Unix(o.paid, 0), zone)
	d := b.days[n]
	if d == nil {
		d = &bookDay{}
		b.days[n] = d
	}
	d.orders = append(d.orders, o)
	b.back = nil
	b.saw(o)
	return true
}

// refunded notes when money went back.
func (b *daybook) refunded(t *store, o *order) {
	if b.refunds == nil {
		b.refunds = map[string][]refundDay{}
	}
	b.back = nil
	if sum := o.refundedSum() - sumRefunds(b.refunds[o.id]); sum > 0 {
		b.refunds[o.id] = append(b.refunds[o.id], refundDay{dayNumber(t.box.now(), t.dayZone()), sum})
	}
}

func sumRefunds(list []refundDay) (sum amount) {
	for _, r := range list {
		sum += r.sum
	}
	return sum
}

func (o *order) refundedSum() (sum amount) {
	for i := range o.lines {
		sum += o.lines[i].refunded
	}
	return sum
}

// refundsBetween is what went back to buyers on the days from one to before
// another. What was refunded unseen counts for the order's last change.
func (t *store) refundsBetween(from, to int) (sum amount) {
	b := t.readBook()
	if b.back == nil {
		b.back = map[int]amount{}
		for _, d := range b.days {
			for _, o := range d.orders {
				b.addRefunds(o)
			}
		}
	}
	for n, a := range b.back {
		if from <= n && n < to {
			sum += a
		}
	}
	return sum
}

func (b *daybook) addRefunds(o *order) {
	whole := o.refundedSum()
	if whole == 0 {
		return
	}
	for _, r := range b.refunds[o.id] {
		b.back[r.day] += r.sum
		whole -= r.sum
	}
	if whole > 0 {
		b.back[dayNumber(time.Unix(o.updated, 0), b.zone)] += whole
	}
}
