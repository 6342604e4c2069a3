package sandbox

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"
)

// lived is a sandbox with shops of several markets after an eventful time.
func lived(t *testing.T, seed uint64, days int) *caller {
	t.Helper()
	k := start(t, Options{Webhook: accepting(), Seed: seed, Scenario: scenario(t, `{"version":1,"start":"2026-03-01T09:00:00Z","speed":0,"tempo":{"decide":"1d"},"sellers":[{"shops":[
		{"market":"US","products":12,"orders":80,"orders_per_day":40,"auto_ship":"6h"},
		{"market":"JP","products":6,"orders":50,"orders_per_day":20},
		{"market":"ID","products":10,"orders":60,"orders_per_day":30,"auto_ship":"1d"},
		{"market":"GB","products":4,"orders_per_day":30,"auto_ship":"2h"}]}]}`)})
	rnd := rand.New(rand.NewPCG(seed, 5))
	for range days * 4 {
		k.shop.mu.Lock()
		for _, s := range k.shop.stores {
			meddle(s, rnd)
		}
		k.shop.mu.Unlock()
		k.shop.Advance(time.Duration(rnd.IntN(12*60)) * time.Minute)
	}
	k.token = k.shop.Issue(Seller).Access
	return k
}

// meddle is what sellers and buyers do beside the bots, most of it in vain.
func meddle(s *store, rnd *rand.Rand) {
	if len(s.products.list) > 3 {
		sku := objects(s.products.list[rnd.IntN(3)].fields["skus"])[0]
		_, _ = s.place(basket{
			fbt: len(s.depot().regions) > 0 && rnd.IntN(2) == 0, cod: rnd.IntN(3) == 0, from: &lead{creator: s.box.first(Creator).openID, kind: "SHOWCASE"},
			items: []pick{{product: s.products.list[0].id, sku: text(objects(s.products.list[0].fields["skus"])[0]["id"]), quantity: 1 + rnd.IntN(3)}},
		})
		if rnd.IntN(4) == 0 {
			setStock(sku, "", s.warehouseID(), int64(rnd.IntN(4)))
		}
	}
	for _, from := range []int{len(s.sales.list) / 2, max(len(s.sales.list)-12, 0)} {
		randomClaims(s, rnd, s.sales.list[from:])
	}
	for range 10 {
		p := s.sales.parcelList[rnd.IntN(len(s.sales.parcelList))]
		if p.status == toFulfill && rnd.IntN(2) == 0 {
			s.arrange(p, s.trackingNumber(), s.box.now().Unix())
		}
	}
}

func TestAShopAgreesWithItself(t *testing.T) {
	t.Parallel()
	for seed := range uint64(3) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			k := lived(t, seed+1, 12)
			k.shop.mu.Lock()
			defer k.shop.mu.Unlock()
			for _, s := range k.shop.stores {
				checkStock(t, s)
				checkParcels(t, s)
				checkCommissions(t, s)
			}
		})
	}
}

// checkStock compares what is set aside with the open orders.
func checkStock(t *testing.T, s *store) {
	t.Helper()
	open, fbt := map[string]int64{}, map[string]int{}
	for _, o := range s.sales.list {
		for i := range o.lines {
			switch l := &o.lines[i]; l.status {
			case unpaid, awaitingShipment, awaitingCollection:
				if !o.fbt {
					open[l.sku]++
				} else if o.status != unpaid {
					fbt[l.sku]++
				}
			}
		}
	}
	for _, r := range s.products.list {
		for _, sku := range objects(r.fields["skus"]) {
			id, held := text(sku["id"]), int64(0)
			for _, row := range objects(sku["inventory"]) {
				held += s.heldAt(sku, row)
				if number(row["quantity"]) < 0 || s.heldAt(sku, row) < 0 {
					t.Errorf("%s: SKU %s has %v, %d held", s.market.region, id, row, s.heldAt(sku, row))
				}
			}
			if held != open[id] {
				t.Errorf("%s: SKU %s: %d units held, open orders want %d", s.market.region, id, held, open[id])
			}
		}
	}
	for _, g := range s.fbt.goods {
		reserved := 0
		for house, k := range g.stock {
			reserved += k.reserved
			if k.onHand < 0 || k.reserved < 0 || k.available() < 0 {
				t.Errorf("%s: goods %s in %s: %+v", s.market.region, g.id, house, k)
			}
		}
		if want := fbt[g.skus[0]]; reserved != want {
			t.Errorf("%s: goods %s: %d reserved, open orders want %d", s.market.region, g.id, reserved, want)
		}
	}
}

// checkParcels compares orders with packages and with the lists they stand in.
func checkParcels(t *testing.T, s *store) {
	t.Helper()
	counts, lines := map[string]int{}, map[string]string{
		toFulfill: awaitingShipment, processing: awaitingCollection, fulfilling: inTransit,
	}
	for _, o := range s.sales.list {
		counts[o.status]++
		if to := o.derived(); to != "" && to != o.status {
			t.Errorf("order %s is %s, its lines make it %s", o.id, o.status, to)
		}
		for i := range o.lines {
			l := &o.lines[i]
			p := l.parcel
			switch {
			case p == nil && (l.status == awaitingShipment || l.status == inTransit || l.status == delivered):
				t.Errorf("order %s: line %d is %s without a package", o.id, i, l.status)
			case p == nil || l.status == cancelled || l.status == completed:
			case s.sales.parcels[p.id] != p || !slices.Contains(p.orders, o):
				t.Errorf("order %s: line %d is in package %s, which is not the shop's or not the order's", o.id, i, p.id)
			case lines[p.status] != "" && lines[p.status] != l.status:
				t.Errorf("order %s: line %d is %s, its package %s", o.id, i, l.status, p.status)
			}
			if l.refunded < 0 || l.refunded > l.paid() {
				t.Errorf("order %s: %d of %d were refunded", o.id, l.refunded, l.paid())
			}
		}
	}
	for status, n := range s.sales.counts {
		if n != counts[status] {
			t.Errorf("%s: %d orders are counted as %s, there are %d", s.market.region, n, status, counts[status])
		}
	}
	if len(s.sales.parcelList) != len(s.sales.parcels) || len(s.sales.list) != len(s.sales.byID) {
		t.Errorf("%s: %d of %d packages, %d of %d orders in lists", s.market.region, len(s.sales.parcelList), len(s.sales.parcels), len(s.sales.list), len(s.sales.byID))
	}
}

// checkCommissions compares what creators earned with what the books took for it.
func checkCommissions(t *testing.T, s *store) {
	t.Helper()
	n := 0
	for _, o := range s.sales.list {
		if o.completed == 0 || o.fields != nil {
			continue
		}
		var due, taken amount
		for _, k := range commissions(o) {
			due += k.actual
		}
		for at := range o.lines {
			taken -= s.chargeOf(o, at, o.ledger.returned(at)).affiliate
		}
		if due != taken {
			t.Errorf("%s: order %s: creators earned %d, the books took %d", s.market.region, o.id, due, taken)
		}
		if due > 0 {
			n++
		}
	}
	if n == 0 && s.market.region == "US" {
		t.Error("creators have earned nothing")
	}
}

func TestNothingIsDueForAUnitThatWasNeverPaidFor(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: -1})
	var o *order
	inShop(k, func(s *store) {
		plenty(s)
		p := s.products.list[0]
		var err error
		o, err = s.place(basket{
			cod: true, from: &lead{creator: s.box.first(Creator).openID, kind: "SHOWCASE"},
			items: []pick{{p.id, text(objects(p.fields["skus"])[0]["id"]), 2}},
		})
		if err != nil {
			t.Fatal(err)
		}
		o.lines[0].commissionRate, o.lines[1].commissionRate = 1000, 1000
	})
	bring(t, k, o, awaitingShipment)
	k.ok(t, post(cancellations, cancelBody(o, outOfStock, 0)))
	bring(t, k, o, completed)
	elapse(k, time.Hour)
	inShop(k, func(s *store) {
		if o.lines[0].status != cancelled || o.status != completed {
			t.Fatalf("order is %s, line %s", o.status, o.lines[0].status)
		}
		checkCommissions(t, s)
	})
}
