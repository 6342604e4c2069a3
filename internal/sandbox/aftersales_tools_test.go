package sandbox

import (
	"fmt"
	"testing"
	"time"
)

// inShop does something in the first shop as the engine would.
func inShop(k *caller, f func(t *store)) {
	k.shop.mu.Lock()
	defer k.shop.mu.Unlock()
	k.shop.catchUp()
	f(k.shop.stores[0])
}

// plenty fills the shelves.
func plenty(s *store) {
	for _, r := range s.products.list {
		for _, sku := range objects(r.fields["skus"]) {
			rows, name := stockRows(sku)
			for _, row := range rows {
				row[name] = 1_000_000
			}
		}
	}
}

// inMarket moves the first shop to another country.
func inMarket(k *caller, region string) {
	inShop(k, func(t *store) { t.market = marketOf(region) })
}

// buy places an order of so many units of one SKU and of one unit of another,
// and brings it to a status.
func buy(t *testing.T, k *caller, units int, status string) *order {
	t.Helper()
	var o *order
	inShop(k, func(s *store) {
		plenty(s)
		items := []pick{{s.products.list[0].id, skuID(1, 0), units}, {s.products.list[1].id, skuID(2, 1), 1}}
		var err error
		if o, err = s.place(basket{items: items, unpaid: status == unpaid}); err != nil {
			t.Fatal(err)
		}
		for i := range o.lines {
			o.lines[i].list, o.lines[i].sellerOff, o.lines[i].platformOff, o.lines[i].commissionRate = 1999+amount(i), 150, 99, 1000
		}
		o.shippingFee, o.shippingOff = 401, 100
		o.tax = 0
		if s.market.region == "US" {
			o.tax = 433
		}
	})
	bring(t, k, o, status)
	return o
}

// bring lets an order pass through its life up to a status.
func bring(t *testing.T, k *caller, o *order, status string) {
	t.Helper()
	tempo := k.shop.tempo
	steps := []struct {
		status string
		wait   time.Duration
	}{
		{unpaid, 0},
		{onHold, tempo.Pay},
		{awaitingShipment, tempo.Hold},
		{awaitingCollection, 0},
		{inTransit, tempo.Collect},
		{delivered, tempo.Transit},
		{completed, tempo.Complete},
	}
	for _, step := range steps {
		if step.wait > 0 {
			elapse(k, step.wait+time.Second)
		}
		if step.status == awaitingCollection {
			inShop(k, func(s *store) { s.arrange(o.lines[0].parcel, s.trackingNumber(), s.box.now().Unix()) })
		}
		if step.status == status {
			break
		}
	}
	if o.status != status {
		t.Fatalf("order is %s, want %s", o.status, status)
	}
}

// ask is a request of the buyer.
func ask(t *testing.T, k *caller, o *order, lines []int, kind, reason string) *claim {
	t.Helper()
	var q *claim
	var refused *refusal
	inShop(k, func(s *store) {
		if kind == buyerCancel {
			q, refused = s.buyerCancels(o, lines, reason)
		} else {
			q, refused = s.buyerReturns(o, lines, kind, reason)
		}
	})
	if refused != nil {
		t.Fatalf("%d %s", refused.code, refused.message)
	}
	return q
}

// shown is a claim as searches show it.
func shown(t *testing.T, k *caller, q *claim) map[string]any {
	t.Helper()
	path, body, list := claims+"/search", fmt.Sprintf(`{"return_ids":[%q]}`, q.id), "return_orders"
	if q.isCancel() {
		path, body, list = cancellations+"/search", fmt.Sprintf(`{"cancel_ids":[%q]}`, q.id), "cancellations"
	}
	data := k.ok(t, post(path, body))
	if items := objects(data[list]); len(items) == 1 && number(data["total_count"]) == 1 {
		return items[0]
	}
	t.Fatalf("%s: %v", body, data)
	return nil
}

func cancelBody(o *order, reason string, lines ...int) string {
	ids := []string{}
	for _, at := range lines {
		ids = append(ids, o.lines[at].id)
	}
	return string(encode(map[string]any{"order_id": o.id, "cancel_reason": reason, "order_line_item_ids": ids}))
}

func wantCode(t *testing.T, a *answer, code int) {
	t.Helper()
	if a.Code != code {
		t.Fatalf("answer %s, want code %d", a.Body, code)
	}
}

// elapse lets time pass, with a fresh token after it.
func elapse(k *caller, d time.Duration) {
	k.shop.Advance(d)
	k.token = k.shop.Issue(Seller).Access
}
