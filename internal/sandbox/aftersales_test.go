package sandbox

import (
	"fmt"
	"slices"
	"testing"
	"time"
)

const (
	cancellations = "/return_refund/202602/cancellations"
	cancelAnswers = "/return_refund/202309/cancellations/"
	claims        = "/return_refund/202602/returns"
	claimAnswers  = "/return_refund/202309/returns/"
	toShipReason  = "ecom_order_to_ship_canceled_reason_no_longer_needed"
	damagedReason = "ecom_order_delivered_refund_and_return_reason_damaged"
	missingReason = "ecom_order_delivered_refund_reason_missing_product"
	unwanted      = "ecom_order_delivered_refund_and_return_reason_no_longer_needed"
)

func TestSellerCancelsAndTheBuyerGetsEverythingBack(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: -1})
	o := buy(t, k, 2, awaitingShipment)
	data := k.ok(t, post(cancellations, cancelBody(o, outOfStock)))
	if data["cancel_status"] != cancelSuccess || o.status != cancelled || o.canceller != bySeller {
		t.Fatalf("%v, order %s by %s", data, o.status, o.canceller)
	}
	elapse(k, time.Hour)
	q := k.shop.stores[0].aftersales.byID[text(data["cancel_id"])]
	w := shown(t, k, q)
	refund := object(w["refund_amount"])
	paid := k.shop.stores[0].market.write(o.paying())
	if w["cancel_status"] != cancelComplete || w["role"] != bySeller || refund["refund_total"] != paid ||
		refund["refund_shipping_fee"] != "4.01" || refund["refund_tax"] != "4.33" || len(objects(w["cancel_line_items"])) != 3 {
		t.Errorf("want the whole %s back: %v", paid, w)
	}
	for i := range o.lines {
		if o.lines[i].refunded != o.lines[i].paid() {
			t.Errorf("line %d: %d of %d given back", i, o.lines[i].refunded, o.lines[i].paid())
		}
	}
	wantCode(t, k.do(t, post(cancellations, cancelBody(o, outOfStock))), 25001051)
}

func TestCancellationsAreRefused(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: -1})
	open := buy(t, k, 2, awaitingShipment)
	shipped := buy(t, k, 1, inTransit)
	tests := map[string]struct {
		body string
		code int
	}{
		"no order":               {`{"cancel_reason":"x"}`, 36009004},
		"no reason":              {`{"order_id":"1"}`, 36009004},
		"another shop's order":   {`{"order_id":"1","cancel_reason":"x"}`, 25007006},
		"unknown reason":         {cancelBody(open, "x"), 25001014},
		"a buyer's reason":       {cancelBody(open, toShipReason), 25001015},
		"a reason of unpaid":     {cancelBody(open, "seller_cancel_unpaid_reason_out_of_stock"), 25001021},
		"part for another cause": {cancelBody(open, "seller_cancel_reason_wrong_price", 0), 25005010},
		"unknown line":           {fmt.Sprintf(`{"order_id":%q,"cancel_reason":%q,"order_line_item_ids":["5"]}`, open.id, outOfStock), 25001001},
		"too many": {fmt.Sprintf(`{"order_id":%q,"cancel_reason":%q,"skus":[{"sku_id":%q,"quantity":3}]}`, open.id, outOfStock, skuID(1, 0)),
			25005011},
		"shipped": {cancelBody(shipped, outOfStock), 25001045},
	}
	for name, tt := range tests {
		if a := k.do(t, post(cancellations, tt.body)); a.Code != tt.code {
			t.Errorf("%s: %s, want %d", name, a.Body, tt.code)
		}
	}
	inMarket(k, "DE")
	wantCode(t, k.do(t, post(cancellations, cancelBody(open, outOfStock, 0))), 25005010)
	if open.status != awaitingShipment {
		t.Errorf("order is %s after refusals", open.status)
	}
}

func TestSellerCancelsAPart(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: -1})
	o := buy(t, k, 2, awaitingShipment)
	body := fmt.Sprintf(`{"order_id":%q,"cancel_reason":%q,"skus":[{"sku_id":%q,"quantity":1}]}`, o.id, outOfStock, skuID(1, 0))
	k.ok(t, post(cancellations, body))
	k.ok(t, post(cancellations, body))
	elapse(k, time.Hour)
	if o.status != awaitingShipment || o.lines[0].status != cancelled || o.lines[1].status != cancelled || o.lines[2].status == cancelled {
		t.Fatalf("order %s, lines %s %s %s", o.status, o.lines[0].status, o.lines[1].status, o.lines[2].status)
	}
	wantCode(t, k.do(t, post(cancellations, body)), 25001051)
	k.ok(t, post(cancellations, cancelBody(o, outOfStock)))
	elapse(k, time.Hour)
	var sum amount
	for _, q := range k.shop.stores[0].aftersales.cancels {
		sum += q.refund().total()
	}
	if o.status != cancelled || sum != o.paying() {
		t.Errorf("order %s, %d of %d given back in three parts", o.status, sum, o.paying())
	}
}

func TestBuyerAsksToCancel(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		from   string
		after  func(t *testing.T, k *caller, o *order, q *claim)
		status string
		order  string
	}{
		"at once while on hold": {onHold, nil, cancelSuccess, cancelled},
		"waiting":               {awaitingShipment, nil, cancelPending, awaitingShipment},
		"approved": {awaitingShipment, func(t *testing.T, k *caller, _ *order, q *claim) {
			k.ok(t, post(cancelAnswers+q.id+"/approve", ""))
			wantCode(t, k.do(t, post(cancelAnswers+q.id+"/approve", "")), 25011012)
			wantCode(t, k.do(t, post(cancelAnswers+q.id+"/reject", `{"reject_reason":"seller_reject_apply_product_has_been_packed"}`)), 25020010)
		}, cancelSuccess, cancelled},
		"rejected": {awaitingShipment, func(t *testing.T, k *caller, _ *order, q *claim) {
			wantCode(t, k.do(t, post(cancelAnswers+q.id+"/reject", `{"reject_reason":"x"}`)), 25001014)
			k.ok(t, post(cancelAnswers+q.id+"/reject", `{"reject_reason":"seller_reject_apply_product_has_been_packed"}`))
			wantCode(t, k.do(t, post(cancelAnswers+q.id+"/approve", "")), 25020009)
			wantCode(t, k.do(t, post(cancelAnswers+q.id+"/reject", `{"reject_reason":"seller_reject_apply_product_has_been_packed"}`)), 25011011)
		}, cancelWithdrawn, awaitingShipment},
		"not answered": {awaitingShipment, func(_ *testing.T, k *caller, _ *order, _ *claim) { elapse(k, 49*time.Hour) }, cancelComplete, cancelled},
		"shipped meanwhile": {awaitingShipment, func(_ *testing.T, k *caller, o *order, _ *claim) {
			inShop(k, func(s *store) { s.arrange(o.lines[0].parcel, s.trackingNumber(), s.box.now().Unix()) })
		}, cancelWithdrawn, awaitingCollection},
		"withdrawn": {awaitingShipment, func(_ *testing.T, k *caller, _ *order, q *claim) {
			inShop(k, func(s *store) { s.buyerWithdraws(q) })
		}, cancelWithdrawn, awaitingShipment},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			k := start(t, Options{Orders: -1})
			o := buy(t, k, 1, tt.from)
			q := ask(t, k, o, nil, buyerCancel, toShipReason)
			if asked := o.asked(); asked != (tt.from == awaitingShipment) {
				t.Errorf("asked is %v", asked)
			}
			if tt.after != nil {
				tt.after(t, k, o, q)
			}
			w := shown(t, k, q)
			if w["cancel_status"] != tt.status || o.status != tt.order || w["cancel_type"] != buyerCancel || w["role"] != byBuyer {
				t.Errorf("%v, order %s; want %s and %s", w, o.status, tt.status, tt.order)
			}
			waits := tt.status == cancelPending
			if o.asked() != waits || (len(objects(w["seller_next_action_response"])) == 1) != waits {
				t.Errorf("asked %v, %v", o.asked(), w["seller_next_action_response"])
			}
		})
	}
}

func TestAKeyMakesAnApprovalHappenOnce(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: -1})
	q := ask(t, k, buy(t, k, 1, awaitingShipment), nil, buyerCancel, toShipReason)
	for range 2 {
		k.ok(t, post(cancelAnswers+q.id+"/approve", "", "idempotency_key", "abc"))
	}
}

func TestCancelledOrdersHaveACancellation(t *testing.T) {
	t.Parallel()
	k := start(t, Options{})
	all, _ := walk(t, k, cancellations+"/search", "cancellations", "{}", "page_size", "7")
	want := k.shop.stores[0].sales.counts[cancelled]
	if len(all) != want || want == 0 {
		t.Errorf("%d cancellations for %d cancelled orders", len(all), want)
	}
	o := buy(t, k, 1, unpaid)
	elapse(k, 72*time.Hour)
	one := objects(k.ok(t, post(cancellations+"/search", fmt.Sprintf(`{"order_ids":[%q]}`, o.id)))["cancellations"])
	if len(one) != 1 || one[0]["role"] != bySystem || object(one[0]["refund_amount"])["refund_total"] != "0.00" {
		t.Errorf("unpaid order: %v", one)
	}
	some := objects(k.ok(t, post(cancellations+"/search", `{"cancel_status":["CANCELLATION_REQUEST_CANCEL"]}`))["cancellations"])
	if len(some) != 0 {
		t.Errorf("%d withdrawn, want none", len(some))
	}
	if !slices.IsSortedFunc(all, func(a, b map[string]any) int { return int(number(b["create_time"]) - number(a["create_time"])) }) {
		t.Error("not newest first")
	}
}
