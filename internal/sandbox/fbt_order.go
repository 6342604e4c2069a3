package sandbox

import (
	"slices"
	"strings"
)

// fbtHold is one unit that an order has reserved.
type fbtHold struct {
	goods *fbtGoods
	house string
	line  int // of the order
}

// orderMoved keeps the stock in step with orders that the platform's warehouses
// ship: they reserve units, give them back when they are cancelled, and use
// them up when they leave.
func (f *fulfillment) orderMoved(t *store, o *order, from string) {
	if !o.fbt || o.fields != nil {
		return
	}
	f = t.depot()
	switch o.status {
	case cancelled:
		f.giveBack(t, o.id)
	case inTransit, delivered, completed:
		f.useUp(t, o, from)
	case unpaid: // may never be paid for
	default:
		if f.hold(o) {
			if held := f.held[o.id]; len(held) > 0 {
				h, _ := t.fbtHouse(held[0].house)
				o.warehouse = h.business
			}
			f.told(t, f.held[o.id])
		}
	}
}

// hold reserves the units of an order, as far as there are any. It reports
// false when that was done before.
func (f *fulfillment) hold(o *order) bool {
	if _, ok := f.held[o.id]; ok {
		return false
	}
	held := []fbtHold{}
	for i := range o.lines {
		g := f.bySKU[o.lines[i].sku]
		if g == nil || o.lines[i].status == cancelled {
			continue
		}
		if house := g.fullest(); house != "" {
			g.stock[house].reserved++
			held = append(held, fbtHold{g, house, i})
		}
	}
	f.held[o.id] = held
	return true
}

// fullest is the warehouse with the most available units, "" if none has any.
func (g *fbtGoods) fullest() string {
	best, most := "", 0
	for house, k := range g.stock {
		if n := k.available(); n > most || n == most && n > 0 && house < best {
			best, most = house, n
		}
	}
	return best
}

func (f *fulfillment) giveBack(t *store, order string) {
	held := f.held[order]
	delete(f.held, order)
	for _, h := range held {
		h.goods.stock[h.house].reserved--
	}
	f.told(t, held)
}

func (f *fulfillment) useUp(t *store, o *order, from string) {
	if _, ok := f.held[o.id]; !ok {
		if from == inTransit || from == delivered {
			return // used up when it left
		}
		f.hold(o)
	}
	held := f.held[o.id]
	delete(f.held, o.id)
	for _, h := range held {
		h.goods.stock[h.house].reserved--
		if o.lines[h.line].status == cancelled {
			continue
		}
		f.book(t.box.now(), fbtMove{goods: h.goods, house: h.house, change: -1, order: fbtNumber("OBF", o.id), kind: moveConsign})
	}
	f.told(t, held)
}

// told sends one webhook for each of the goods.
func (f *fulfillment) told(t *store, held []fbtHold) {
	var goods []*fbtGoods
	for _, h := range held {
		if !slices.Contains(goods, h.goods) {
			goods = append(goods, h.goods)
			t.fbtStockMoved(h.goods)
		}
	}
}

// returned takes goods back that a buyer has sent to the warehouse they came
// from; what the buyer called damaged cannot be sold again.
func (f *fulfillment) returned(t *store, k *claim) {
	if !k.order.fbt {
		return
	}
	house := t.fbtHouses()[0]
	for _, h := range t.fbtHouses() {
		if h.business == k.order.warehouse {
			house = h
		}
	}
	damaged := strings.Contains(k.reason, "damaged") || strings.Contains(k.reason, "defective")
	for _, l := range k.lines {
		if g := t.depot().bySKU[k.order.lines[l.at].sku]; g != nil {
			f.book(t.box.now(), fbtMove{goods: g, house: house.id, defective: damaged, change: 1, order: fbtNumber("OBR", k.id), kind: moveReturn})
			t.fbtStockMoved(g)
		}
	}
}
