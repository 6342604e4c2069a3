package sandbox

import "time"

// sum makes the figures of a day; they are kept until an order is added.
func (d *bookDay) sum(zone *time.Location) *bookDay {
	if d.summed == len(d.orders) {
		return d
	}
	d.whole, d.soldItems, d.sources, d.hours = takings{}, map[soldItem]*takings{}, map[source]*takings{}, [24]takings{}
	seen := newVisits(d.orders)
	for _, o := range d.orders {
		from := sourceOf(o)
		hour := time.Unix(o.paid, 0).In(zone).Hour()
		a, b, s := &d.whole, &d.hours[hour], takingsOf(d.sources, from)
		a.order(seen.first(visit{buyer: o.buyer}))
		b.order(seen.first(visit{buyer: o.buyer, hour: hour + 1}))
		s.order(seen.first(visit{buyer: o.buyer, soldItem: soldItem{source: from}}))
		d.lines(o, from, [...]*takings{a, b, s}, seen)
	}
	d.summed = len(d.orders)
	return d
}

// order counts an order, and its buyer if he is new.
func (a *takings) order(newBuyer bool) {
	a.orders++
	if newBuyer {
		a.buyers++
	}
}

// lines counts the lines of an order.
func (d *bookDay) lines(o *order, from source, targets [3]*takings, seen *visits) {
	for i := range o.lines {
		l := &o.lines[i]
		id := l.product.id
		product, sku := soldItem{product: id, source: from}, soldItem{product: id, sku: l.sku, source: from}
		p, k := takingsOf(d.soldItems, product), takingsOf(d.soldItems, sku)
		if newOf(o.lines[:i], func(m *line) bool { return m.product.id == id }) {
			p.order(seen.first(visit{buyer: o.buyer, soldItem: product}))
		}
		newSKU := newOf(o.lines[:i], func(m *line) bool { return m.sku == l.sku })
		if newSKU {
			k.order(seen.first(visit{buyer: o.buyer, soldItem: sku}))
		}
		one := takings{gmv: l.paid(), gross: l.paid() + l.platformOff, items: 1}
		if newSKU {
			one.skus = 1
		}
		for _, a := range targets {
			a.add(&one)
		}
		p.add(&one)
		k.add(&one)
	}
}

// visit is a buyer at a figure: each counts once.
type visit struct {
	buyer int
	hour  int // from 1; 0: the whole day
	soldItem
}

// visits tells buyers that come back from new ones.
type visits struct {
	often map[int]bool // buyers with several orders; most have one
	seen  map[visit]bool
}

func newVisits(orders []*order) *visits {
	v := &visits{often: make(map[int]bool, len(orders)), seen: map[visit]bool{}}
	for _, o := range orders {
		_, old := v.often[o.buyer]
		v.often[o.buyer] = old
	}
	return v
}

// first reports whether it is the buyer's first time there.
func (v *visits) first(at visit) bool { return !v.often[at.buyer] || once(v.seen, at) }

// once reports whether a key is new.
func once[K comparable](seen map[K]bool, key K) bool {
	old := seen[key]
	seen[key] = true
	return !old
}

// takingsOf is the takings of a key, made when it is missing.
func takingsOf[K comparable](m map[K]*takings, key K) *takings {
	a := m[key]
	if a == nil {
		a = &takings{}
		m[key] = a
	}
	return a
}

// newOf reports whether none of the lines is like it.
func newOf(before []line, like func(*line) bool) bool {
	for i := range before {
		if like(&before[i]) {
			return false
		}
	}
	return true
}
