package sandbox

import (
	"cmp"
	"errors"
	"fmt"
	"time"
)

// basket is what a buyer orders.
type basket struct {
	items   []pick
	buyer   int           // number of the buyer; 0: a new one
	from    *lead         // who led the buyer here
	sample  bool          // free, for a creator
	cod     bool          // paid to the courier
	seller  bool          // the seller ships
	fbt     bool          // the platform's warehouse ships
	unpaid  bool          // it stays unpaid until pay is called or the time is over
	payIn   time.Duration // how long until the payment; 0: as the tempo says
	message string        // of the buyer

	exchangeOf, replacementOf string // id of the order this one follows, which is free then
}

// pick is so many units of a SKU.
type pick struct {
	product, sku string
	quantity     int
}

// maxUnits is how many units an order may have.
const maxUnits = 100

// place makes an order of a basket. The error says what cannot be bought.
func (t *store) place(b basket) (*order, error) {
	now := t.box.now()
	o := &order{
		status: unpaid, seller: b.seller, fbt: b.fbt, sample: b.sample, cod: b.cod && !b.sample, from: b.from,
		created: now.Unix(), updated: now.Unix(), warehouse: t.warehouse(),
	}
	free := b.sample || b.exchangeOf != "" || b.replacementOf != ""
	if err := t.take(o, b.items, free, now); err != nil {
		return nil, err
	}
	o.n = t.sales.nextOrder()
	o.id, o.buyer = orderID(o.n), b.buyer
	if o.buyer == 0 {
		o.buyer = o.n
	}
	for i := range o.lines {
		o.lines[i].id = itemID(o.n, i)
	}
	if b.message != "" || b.exchangeOf != "" || b.replacementOf != "" {
		o.extra = &orderExtra{message: b.message, exchangeOf: b.exchangeOf, replacementOf: b.replacementOf}
	}
	if !free {
		t.charge(o)
	}
	t.sales.add(o)
	t.orderMoved(o, "")
	t.tellOrder(o)
	switch {
	case o.cod, free:
		t.hold(o, now.Unix())
	case !b.unpaid:
		t.then(cmp.Or(b.payIn, t.box.tempo.Pay), func(now int64) { t.pay(o, now) })
	}
	if o.status == unpaid {
		t.box.after(t.box.tempo.Unpaid, func(time.Time) { t.expire(o) })
	}
	return o, nil
}

// expire ends an order nobody has paid for.
func (t *store) expire(o *order) {
	if o.status == unpaid {
		t.cancel(o, nil, reasonUnpaid, bySystem)
	}
}

// take fills the lines and sets the stock aside; on an error nothing is.
func (t *store) take(o *order, items []pick, free bool, now time.Time) error {
	total := 0
	for _, it := range items {
		r := t.products.byID[it.product]
		switch {
		case r == nil:
			return fmt.Errorf("product %s does not exist", it.product)
		case text(r.fields["status"]) != active:
			return fmt.Errorf("product %s is not for sale", it.product)
		case it.quantity < 1:
			return errors.New("the quantity must be 1 or more")
		}
		total += it.quantity
	}
	if total == 0 || total > maxUnits {
		return fmt.Errorf("an order has 1 to %d units", maxUnits)
	}
	for i, it := range items {
		if !t.setAside(o, it, items[:i]) {
			for _, done := range items[:i] {
				t.letGo(o, done.sku, done.quantity)
			}
			return fmt.Errorf("SKU %s is out of stock", it.sku)
		}
	}
	o.lines = make([]line, 0, total)
	for _, it := range items {
		r := t.products.byID[it.product]
		l := line{product: r, sku: it.sku, status: unpaid}
		l.list, l.sellerOff, l.platformOff = t.priceOf(r, it.sku, now)
		if free {
			l.sellerOff, l.platformOff = l.list, 0
		}
		for range it.quantity {
			o.lines = append(o.lines, l)
		}
	}
	return nil
}

// charge adds shipping and tax to an order.
func (t *store) charge(o *order) {
	o.shippingFee = t.market.shippingPrice()
	for i := range o.lines {
		o.tax += o.lines[i].paid().share(t.taxRate())
	}
}

// setAside sets units aside that an order wants beside others: of the shop's own
// stock, or of its goods in the platform's warehouses, which reserve them when
// the order is paid for. It reports false when there are not so many.
func (t *store) setAside(o *order, it pick, others []pick) bool {
	if !o.fbt {
		return t.reserve(it.sku, it.quantity)
	}
	f := t.depot()
	g, wanted := f.bySKU[it.sku], it.quantity
	for _, other := range others {
		if f.bySKU[other.sku] == g {
			wanted += other.quantity
		}
	}
	if len(f.regions) == 0 || g == nil || g.available() < wanted {
		return false
	}
	t.promotions.sold(it.product, it.sku, it.quantity, t.box.now())
	return true
}

// letGo gives back what was set aside for an order.
func (t *store) letGo(o *order, sku string, n int) {
	if !o.fbt {
		t.release(sku, n)
	} else if r, _ := t.shelf(sku); r != nil {
		t.promotions.sold(r.id, sku, -n, t.box.now())
	}
}
