package sandbox

import (
	"math"
	"time"
)

// habits are what happens in a shop by itself.
type habits struct {
	perDay    int           // orders of made-up buyers
	round     int           // tells the planned purchases of this setting from older ones
	shipAfter time.Duration // the seller ships by itself so long after it can; zero: never
	buyers    int           // made-up buyers so far
}

// ware is a SKU that can be bought.
type ware struct {
	product *record
	sku     int // place in the product's list
}

// wares are the SKUs of active products that are in stock.
func (t *store) wares() []ware {
	var list []ware
	for _, r := range t.products.list {
		if text(r.fields["status"]) != active {
			continue
		}
		for i, sku := range objects(r.fields["skus"]) {
			if t.available(text(sku["id"])) > 0 {
				list = append(list, ware{r, i})
			}
		}
	}
	return list
}

// bot has made-up buyers order at random times, so many a day on average; 0
// sends them home.
func (t *store) bot(perDay int) {
	h := &t.sales.habits
	h.perDay = max(perDay, 0)
	h.round++
	if h.perDay > 0 {
		t.nextVisit(h.round)
	}
}

// nextVisit plans the next purchase: the gaps are those of a Poisson process.
func (t *store) nextVisit(round int) {
	h := &t.sales.habits
	gap := -math.Log(1-t.box.rand.Float64()) * 24 * float64(time.Hour) / float64(h.perDay)
	t.box.after(time.Duration(gap), func(time.Time) {
		if h.round != round {
			return
		}
		t.visit()
		t.nextVisit(round)
	})
}

// visit is one purchase. A shop that is sold out sells nothing.
func (t *store) visit() {
	r := t.box.rand
	b := basket{seller: r.IntN(5) == 0, cod: t.market.takesCash() && r.IntN(3) == 0}
	for range 1 + r.IntN(2) {
		if w, ok := t.anyWare(); ok {
			b.items = append(b.items, pick{w.product.id, text(objects(w.product.fields["skus"])[w.sku]["id"]), 1 + r.IntN(2)})
		}
	}
	if h := &t.sales.habits; h.buyers > 0 && r.IntN(5) == 0 {
		b.buyer = t.sales.base + shopStep/4 + 1 + r.IntN(h.buyers)
	} else {
		h.buyers++
		b.buyer = t.sales.base + shopStep/4 + h.buyers
	}
	chance := r.IntN(100)
	switch {
	case chance < 4:
		b.unpaid = true
	case chance < 15:
		b.payIn = time.Duration(1+r.IntN(10)) * time.Hour // in the end
	}
	t.attract(&b)
	o, err := t.place(b)
	if err != nil {
		return
	}
	if chance >= 95 {
		wait := time.Duration(r.Int64N(int64(t.box.tempo.Pay+t.box.tempo.Hold) + 1))
		t.box.after(wait, func(time.Time) { t.regret(o, cancelReasons[chance%len(cancelReasons)]) })
	}
}

// anyWare picks a SKU to buy, trying a few times.
func (t *store) anyWare() (ware, bool) {
	r := t.box.rand
	for range 20 {
		if len(t.products.list) == 0 {
			break
		}
		p := t.products.list[r.IntN(len(t.products.list))]
		skus := objects(p.fields["skus"])
		if text(p.fields["status"]) != active || len(skus) == 0 {
			continue
		}
		i := r.IntN(len(skus))
		if t.available(text(skus[i]["id"])) > 0 {
			return ware{p, i}, true
		}
	}
	return ware{}, false
}

// autopilot has the seller ship by itself, so long after it can; 0 leaves that
// to the caller again.
func (t *store) autopilot(after time.Duration) {
	t.sales.habits.shipAfter = max(after, 0)
	if after <= 0 {
		return
	}
	for _, p := range t.sales.parcelList {
		if p.status == toFulfill && p.fields == nil {
			t.shipLater(p)
		}
	}
}

// shipLater plans the shipment of a package when the seller ships by itself.
func (t *store) shipLater(p *parcel) {
	after := t.sales.habits.shipAfter
	if after <= 0 {
		return
	}
	wait := after/2 + time.Duration(t.box.rand.Int64N(int64(after)+1))
	t.box.after(wait, func(now time.Time) {
		if t.sales.habits.shipAfter <= 0 || p.status != toFulfill {
			return
		}
		how := map[string]any{"handover_method": "PICKUP"}
		if p.shipping() == "SELLER" {
			how = map[string]any{"self_shipment": map[string]any{"tracking_number": t.trackingNumber(), "shipping_provider_id": sellerCarrier}}
		}
		_ = t.ship(p.id, how, now) // what cannot be shipped stays
	})
}
