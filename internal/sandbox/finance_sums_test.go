package sandbox

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"
)

// letLive lets random things happen in a shop for some days.
func letLive(t *testing.T, k *caller, rnd *rand.Rand, days int) []*order {
	var orders []*order
	for range days {
		for range 4 {
			orders = append(orders, randomOrder(t, k, rnd))
		}
		for range 4 {
			inShop(k, func(s *store) {
				for _, o := range orders {
					i := slices.IndexFunc(o.lines, func(l line) bool { return l.parcel != nil && l.parcel.status == toFulfill })
					if i >= 0 && o.status == awaitingShipment && rnd.IntN(3) > 0 {
						s.arrange(o.lines[i].parcel, s.trackingNumber(), s.box.now().Unix())
					}
				}
				randomClaims(s, rnd, orders)
			})
			k.shop.Advance(time.Duration(rnd.IntN(12*60)) * time.Minute)
		}
	}
	k.token = k.shop.Issue(Seller).Access
	return orders
}

func randomOrder(t *testing.T, k *caller, rnd *rand.Rand) (o *order) {
	inShop(k, func(s *store) {
		plenty(s)
		items := []pick{
			{s.products.list[0].id, skuID(1, 0), 1 + rnd.IntN(3)}, {s.products.list[1].id, skuID(2, 1), 1 + rnd.IntN(2)},
		}
		var err error
		if o, err = s.place(basket{items: items, seller: rnd.IntN(4) == 0, cod: rnd.IntN(6) == 0}); err != nil {
			t.Fatal(err)
		}
		for i := range o.lines {
			l := &o.lines[i]
			l.list = amount(1 + rnd.IntN(1_000_000))
			l.sellerOff = amount(rnd.IntN(int(l.list)/3 + 1))
			l.platformOff = amount(rnd.IntN(int(l.list)/3 + 1))
			l.commissionRate = rnd.IntN(3000)
		}
		o.shippingFee, o.shippingOff, o.tax = amount(rnd.IntN(900)), amount(rnd.IntN(300)), 0
		if s.market.region == "US" {
			o.tax = amount(rnd.IntN(10000))
		}
	})
	return o
}

// randomClaims lets buyers and seller do what they like; most of it is refused.
func randomClaims(s *store, rnd *rand.Rand, orders []*order) {
	for range 6 {
		o := orders[rnd.IntN(len(orders))]
		var lines []int
		if rnd.IntN(2) == 0 {
			lines = []int{rnd.IntN(len(o.lines))}
		}
		switch rnd.IntN(6) {
		case 0:
			_, _ = s.buyerCancels(o, lines, toShipReason)
		case 1:
			if picked, refused := s.chosen(o, nil, sellerCancel, bySeller); refused == nil && rnd.IntN(3) == 0 {
				_, _ = s.sellerCancels(o, picked[:1+rnd.IntN(len(picked))], outOfStock)
			}
		case 2:
			_, _ = s.buyerReturns(o, lines, refundOnly, missingReason)
		case 3:
			_, _ = s.buyerReturns(o, lines, returnRefund, unwanted)
		case 4:
			_, _ = s.buyerReturns(o, lines, returnRefund, damagedReason)
		default:
			if n := len(s.aftersales.returns); n > 0 {
				q := s.aftersales.returns[rnd.IntN(n)]
				if all := q.refund().total(); mayDecide(q, offerPart) == nil && all > 1 {
					s.offerRefund(q, 1+amount(rnd.IntN(int(all-1))))
				}
			}
		}
	}
}

func TestSumsHoldThroughARandomLife(t *testing.T) {
	t.Parallel()
	for _, region := range []string{"US", "JP", "VN", "GB", "MX", "TH", "BR"} {
		for seed := range uint64(1) {
			t.Run(fmt.Sprintf("%s %d", region, seed), func(t *testing.T) {
				t.Parallel()
				k := start(t, Options{Orders: -1})
				inMarket(k, region)
				rnd := rand.New(rand.NewPCG(seed, 7))
				inShop(k, func(s *store) {
					tempo := &s.box.tempo
					tempo.Settle, tempo.Payout = time.Duration(rnd.IntN(50))*time.Hour, time.Duration(rnd.IntN(30))*time.Hour
				})
				orders := letLive(t, k, rnd, 14)
				checkBooks(t, k, orders, false)
				elapse(k, 90*24*time.Hour)
				checkBooks(t, k, orders, true)
			})
		}
	}
}

// checkBooks compares all levels of the books with each other and with the
// orders. At the end nothing is left to settle.
func checkBooks(t *testing.T, k *caller, orders []*order, end bool) {
	t.Helper()
	m := k.shop.stores[0].market
	settled, seen := map[string]amount{}, map[string]bool{} // by order
	byPayment := map[string]amount{}
	var balance amount
	for _, st := range every(t, k, statementsPath, "statements", "sort_field", "statement_time") {
		id, total := text(st["id"]), signed(t, m, st["settlement_amount"])
		sum := signed(t, m, st["revenue_amount"]) + signed(t, m, st["fee_amount"]) + signed(t, m, st["shipping_cost_amount"]) + signed(t, m, st["adjustment_amount"])
		if sum != total {
			t.Errorf("statement %s: parts come to %d, not %d", id, sum, total)
		}
		var entries amount
		for _, e := range every(t, k, "/finance/202501/statements/"+id+"/statement_transactions", "transactions", "sort_field", "order_create_time") {
			a := signed(t, m, e["settlement_amount"])
			checkParts(t, m, e)
			entries += a
			order := text(e["order_id"])
			if order == "" {
				order = text(e["adjustment_order_id"])
			} else if seen[order] {
				t.Errorf("order %s is settled twice", order)
			} else {
				seen[order] = true
			}
			settled[order] += a
		}
		if entries != total {
			t.Errorf("statement %s: transactions come to %d, not %d", id, entries, total)
		}
		if p := text(st["payment_id"]); p != "" {
			byPayment[p] += total
		}
		balance += total
	}
	for _, p := range every(t, k, paymentsPath, "payments", "sort_field", "create_time") {
		if a := signed(t, m, object(p["amount"])["value"]); a != byPayment[text(p["id"])] {
			t.Errorf("payment %s is %d, its statements come to %d", p["id"], a, byPayment[text(p["id"])])
		}
		delete(byPayment, text(p["id"]))
	}
	if len(byPayment) > 0 {
		t.Errorf("statements name payments that are not there: %v", byPayment)
	}
	if end {
		var in amount
		for _, w := range every(t, k, balancePath, "withdrawals", "types", "SETTLE") {
			in += signed(t, m, w["amount"])
		}
		if in != balance {
			t.Errorf("the balance got %d, statements come to %d", in, balance)
		}
	}
	checkOrders(t, k, orders, settled, end)
}

// checkParts compares the sums of a transaction with its breakdowns.
func checkParts(t *testing.T, m *market, e map[string]any) {
	t.Helper()
	sum := signed(t, m, e["revenue_amount"]) + signed(t, m, e["shipping_cost_amount"]) + signed(t, m, e["fee_tax_amount"])
	if e["adjustment_amount"] != nil {
		sum += signed(t, m, e["adjustment_amount"])
	}
	if sum != signed(t, m, e["settlement_amount"]) {
		t.Errorf("parts come to %d: %v", sum, e)
	}
	for name, total := range map[string]string{
		"revenue_breakdown": "revenue_amount", "shipping_cost_breakdown": "shipping_cost_amount", "fee_tax_breakdown": "fee_tax_amount",
	} {
		if got := leaves(t, m, object(e[name])); got != signed(t, m, e[total]) {
			t.Errorf("%s comes to %d, %s is %s", name, got, total, e[total])
		}
	}
}

// leaves adds up a breakdown without what is only for information.
func leaves(t *testing.T, m *market, fields map[string]any) (sum amount) {
	t.Helper()
	for name, v := range fields {
		switch v := v.(type) {
		case map[string]any:
			if name != "supplementary_component" {
				sum += leaves(t, m, v)
			}
		default:
			sum += signed(t, m, v)
		}
	}
	return sum
}

// checkOrders compares what is settled of each order with what the order and its
// SKUs say.
func checkOrders(t *testing.T, k *caller, orders []*order, settled map[string]amount, end bool) {
	t.Helper()
	s := k.shop.stores[0]
	for _, o := range orders {
		var want amount
		var back refundParts
		for at := range o.lines {
			gone := o.ledger.returned(at)
			want += s.chargeOf(o, at, gone).sums().settlement()
			back = back.plus(gone)
			cost := o.cost(at)
			if gone.sub > cost.sub || gone.tax > cost.tax || gone.ship > cost.ship || gone.sub < 0 || gone.tax < 0 || gone.ship < 0 {
				t.Errorf("order %s line %d: %+v went back of %+v", o.id, at, gone, cost)
			}
			if o.lines[at].refunded != gone.sub {
				t.Errorf("order %s line %d: refunded is %d, the ledger has %d", o.id, at, o.lines[at].refunded, gone.sub)
			}
		}
		var refunds refundParts
		for _, q := range s.aftersales.byOrder[o] {
			if q.paidOut {
				refunds = refunds.plus(q.refund())
			}
		}
		if refunds != back {
			t.Errorf("order %s: claims gave back %+v, the ledger has %+v", o.id, refunds, back)
		}
		data := k.ok(t, get("/finance/202501/orders/"+o.id+"/statement_transactions"))
		total := signed(t, s.market, data["settlement_amount"])
		var skus amount
		for _, sku := range objects(data["sku_transactions"]) {
			checkParts(t, s.market, sku)
			skus += signed(t, s.market, sku["settlement_amount"])
		}
		if skus != total || total != settled[o.id] {
			t.Errorf("order %s: SKUs come to %d, the order to %d, statements to %d", o.id, skus, total, settled[o.id])
		}
		done := o.ledger != nil && o.ledger.settled
		if end && (o.status == completed && o.settles()) != done {
			t.Errorf("order %s is %s, settled %v", o.id, o.status, done)
		}
		if end && done && total != want {
			t.Errorf("order %s: statements hold %d, its lines come to %d", o.id, total, want)
		}
	}
}
