package sandbox

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// in works on the first shop with the lock held.
func (k *caller) in(t testing.TB, f func(shop *store)) {
	t.Helper()
	k.shop.mu.Lock()
	defer k.shop.mu.Unlock()
	f(k.shop.stores[0])
}

// pass lets time go by; tokens stay fresh.
func (k *caller) pass(d time.Duration) {
	k.shop.Advance(d)
	k.token = k.shop.Issue(Seller).Access
}

// place has a buyer order units of the first products.
func (k *caller) place(t testing.TB, b basket, units ...int) *order {
	t.Helper()
	var o *order
	k.in(t, func(shop *store) {
		for i, n := range units {
			r := shop.products.list[i]
			b.items = append(b.items, pick{r.id, text(objects(r.fields["skus"])[0]["id"]), n})
		}
		var err error
		if o, err = shop.place(b); err != nil {
			t.Fatal(err)
		}
	})
	return o
}

func (k *caller) order(t testing.TB, id string) map[string]any {
	t.Helper()
	return objects(k.ok(t, get(getOrders, "ids", id))["orders"])[0]
}

// waits is an order that can be shipped.
func (k *caller) waits(t testing.TB, b basket, units ...int) (o *order, pkg string) {
	t.Helper()
	o = k.place(t, b, units...)
	k.pass(2 * time.Hour)
	w := k.order(t, o.id)
	if w["status"] != awaitingShipment {
		t.Fatalf("order is %v, want it to wait for its shipment", w["status"])
	}
	return o, ids(w["packages"])[0]
}

func TestAnOrderLivesFromPlacingToItsEnd(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: -1})
	o := k.place(t, basket{}, 2, 1)
	steps := []struct {
		pass   time.Duration
		act    string
		status string
		line   string
		pkg    string
	}{
		{0, "", unpaid, unpaid, ""},
		{3 * time.Minute, "", onHold, unpaid, ""},
		{time.Hour, "", awaitingShipment, awaitingShipment, toFulfill},
		{time.Hour, "ship", awaitingCollection, awaitingCollection, processing},
		{5 * time.Hour, "", inTransit, inTransit, fulfilling},
		{49 * time.Hour, "", delivered, delivered, completed},
		{97 * time.Hour, "", completed, completed, completed},
	}
	for _, s := range steps {
		if s.pass > 0 {
			k.pass(s.pass)
		}
		if s.act == "ship" {
			k.ok(t, post(shopsPath+ids(k.order(t, o.id)["packages"])[0]+"/ship", "{}"))
		}
		w := k.order(t, o.id)
		l := objects(w["line_items"])[2]
		pkg := text(l["package_status"])
		if diff := cmp.Diff([]any{s.status, s.line, s.pkg}, []any{w["status"], l["display_status"], pkg}); diff != "" {
			t.Errorf("after %v (-want +got):\n%s", s.pass, diff)
		}
		found, _ := walk(t, k, searchOrders, "orders", `{"order_status":"`+s.status+`"}`, "page_size", "10")
		if !slices.Contains(ids(found), o.id) {
			t.Errorf("a search for %s does not find the order", s.status)
		}
	}
	w := k.order(t, o.id)
	times := []int64{}
	for _, name := range []string{"create_time", "paid_time", "rts_time", "collection_time", "delivery_time", "update_time"} {
		times = append(times, number(w[name]))
	}
	if !slices.IsSorted(times) || times[0] == 0 || times[5] <= times[4] {
		t.Errorf("times %v are not in order", times)
	}
	if number(w["rts_sla_time"]) <= number(w["paid_time"]) || number(w["shipping_due_time"]) == 0 {
		t.Errorf("deadlines: %v, %v", w["rts_sla_time"], w["shipping_due_time"])
	}
}

func TestOrdersNobodyPaysForOrShipsAreCancelled(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: -1})
	never, late := k.place(t, basket{unpaid: true}, 1), k.place(t, basket{}, 1)
	k.pass(49 * time.Hour)
	w := k.order(t, never.id)
	if w["status"] != cancelled || w["cancellation_initiator"] != bySystem || w["cancel_reason"] != reasonUnpaid || w["paid_time"] != nil {
		t.Errorf("unpaid order: %v", w)
	}
	if k.order(t, late.id)["cancel_order_sla_time"] == nil {
		t.Error("no time is given by which the order must be shipped")
	}
	k.pass(5 * 24 * time.Hour)
	if w := k.order(t, late.id); w["status"] != cancelled || w["cancel_reason"] != reasonLate {
		t.Errorf("order nobody shipped: %v", w["status"])
	}
}

func TestPartOfAnOrderIsCancelled(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: -1})
	o, pkg := k.waits(t, basket{}, 1, 1)
	k.in(t, func(shop *store) {
		if !shop.cancel(o, []*line{&o.lines[0]}, "Out of stock", bySeller) || shop.cancel(o, []*line{&o.lines[0]}, "Again", bySeller) {
			t.Error("a line is not cancelled once")
		}
	})
	w := k.order(t, o.id)
	items := objects(w["line_items"])
	got := []any{w["status"], items[0]["display_status"], items[0]["cancel_user"], items[1]["display_status"], w["cancel_time"]}
	if diff := cmp.Diff([]any{awaitingShipment, cancelled, bySeller, awaitingShipment, nil}, got); diff != "" {
		t.Errorf("order (-want +got):\n%s", diff)
	}
	k.ok(t, post(shopsPath+pkg+"/ship", "{}"))
	k.in(t, func(shop *store) { shop.cancel(o, nil, "Lost", bySystem) })
	if w := k.order(t, o.id); w["status"] != cancelled || w["cancel_reason"] != "Lost" {
		t.Errorf("order %v, %v", w["status"], w["cancel_reason"])
	}
	if p := k.ok(t, get(shopsPath+pkg)); p["package_status"] != cancelled {
		t.Errorf("package is %v", p["package_status"])
	}
}

func TestCashIsPaidToTheCourier(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: -1})
	o, pkg := k.waits(t, basket{cod: true}, 1)
	if w := k.order(t, o.id); w["is_cod"] != true || w["paid_time"] != nil {
		t.Errorf("order before delivery: cod %v, paid %v", w["is_cod"], w["paid_time"])
	}
	k.ok(t, post(shopsPath+pkg+"/ship", "{}"))
	k.pass(60 * time.Hour)
	if w := k.order(t, o.id); w["status"] != delivered || text(w["paid_time"]) != text(w["delivery_time"]) {
		t.Errorf("order %v, paid %v, delivered %v", w["status"], w["paid_time"], w["delivery_time"])
	}
}

func TestTheBotAndTheAutopilotRunAShop(t *testing.T) {
	t.Parallel()
	seen := func() (map[string]int, int) {
		s, shop := still(t)
		shop.autopilot(2 * time.Hour)
		shop.bot(40)
		s.Advance(10 * 24 * time.Hour)
		shop.bot(0)
		n := len(shop.sales.list)
		s.Advance(24 * time.Hour)
		if len(shop.sales.list) != n {
			t.Error("buyers come although they were sent home")
		}
		return shop.sales.counts, n
	}
	counts, n := seen()
	again, m := seen()
	if n < 200 || n > 600 {
		t.Errorf("%d orders in ten days of 40", n)
	}
	if diff := cmp.Diff(counts, again); diff != "" || n != m {
		t.Errorf("two runs differ (-first +second):\n%s", diff)
	}
	for _, status := range []string{inTransit, delivered, completed, cancelled} {
		if counts[status] == 0 {
			t.Errorf("no order is %s: %v", status, counts)
		}
	}
}

func TestSeededOrdersFitTheirAge(t *testing.T) {
	t.Parallel()
	s, shop := still(t)
	shop.seedOrders(2000)
	check := func() {
		t.Helper()
		now := s.now().Unix()
		sum := 0
		for _, n := range shop.sales.counts {
			sum += n
		}
		if sum != len(shop.sales.list) || !slices.IsSortedFunc(shop.sales.list, byCreation) {
			t.Errorf("%d orders, %d counted", len(shop.sales.list), sum)
		}
		for _, o := range shop.sales.list {
			times := []int64{o.created}
			for _, at := range []int64{o.paid, o.released, o.arranged, o.collected, o.delivered, o.completed, o.cancelled} {
				if at > 0 && !o.cod {
					times = append(times, at)
				}
			}
			if !slices.IsSorted(times) || o.updated < times[len(times)-1] || o.updated > now {
				t.Fatalf("order %s (%s): times %v, updated %d, now %d", o.id, o.status, times, o.updated, now)
			}
			if age := now - o.created; o.status == unpaid && age > 3*oneDay || o.status == onHold && age > oneDay {
				t.Errorf("order %s is %s after %d s", o.id, o.status, age)
			}
		}
	}
	check()
	before := shop.sales.counts[completed]
	s.Advance(20 * 24 * time.Hour)
	check()
	for status, n := range shop.sales.counts {
		if n > 0 && status != completed && status != cancelled {
			t.Errorf("%d orders are still %s after 20 days", n, status)
		}
	}
	if shop.sales.counts[completed] <= before {
		t.Error("no order came to its end")
	}
}
