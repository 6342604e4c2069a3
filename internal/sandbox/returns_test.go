package sandbox

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func decide(q *claim, decision string) request {
	if isRejection(decision) {
		reason := text(rejectReasonsFor(decision)[0]["name"])
		return post(claimAnswers+q.id+"/reject", fmt.Sprintf(`{"decision":%q,"reject_reason":%q,"comment":"no"}`, decision, reason))
	}
	return post(claimAnswers+q.id+"/approve", fmt.Sprintf(`{"decision":%q}`, decision))
}

func TestAReturnGoesItsWay(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: -1})
	o := buy(t, k, 2, delivered)
	calc := object(k.ok(t, post("/return_refund/202602/refunds/calculate", fmt.Sprintf(
		`{"order_id":%q,"request_type":"RETURN_AND_REFUND","reason_name":%q,"order_line_item_ids":[%q]}`, o.id, damagedReason, o.lines[0].id)))["order_refund_amount"])
	q := ask(t, k, o, []int{0}, returnRefund, damagedReason)
	tempo := k.shop.tempo
	steps := []struct {
		do     func()
		status string
		action string
	}{
		{func() {}, returnPending, "SELLER_RESPOND_RETURN"},
		{func() { k.ok(t, decide(q, approveReturn)) }, awaitingReturn, ""},
		{func() { elapse(k, tempo.Collect+time.Second) }, buyerShipped, ""},
		{func() { elapse(k, tempo.Transit+time.Second) }, buyerShipped, "SELLER_RESPOND_RECEIVE_PACKAGE"},
		{func() { k.ok(t, decide(q, approveParcel)) }, returnSuccess, ""},
		{func() { elapse(k, tempo.Reply+time.Second) }, returnComplete, ""},
	}
	for i, step := range steps {
		step.do()
		w := shown(t, k, q)
		action := ""
		for _, next := range objects(w["seller_next_action_response"]) {
			action = text(next["action"])
		}
		if w["return_status"] != step.status || action != step.action {
			t.Fatalf("step %d: %v wants %q, want %s and %q", i, w["return_status"], action, step.status, step.action)
		}
	}
	w := shown(t, k, q)
	refund := object(w["refund_amount"])
	delete(refund, "buyer_service_fee")
	if diff := cmp.Diff(calc, refund); diff != "" {
		t.Errorf("calculated and given back (-want +got):\n%s", diff)
	}
	l := &o.lines[0]
	if l.refunded != l.paid() || o.lines[1].refunded != 0 || refund["refund_shipping_fee"] == "0.00" || w["return_tracking_number"] == nil {
		t.Errorf("%d of %d, %v", l.refunded, l.paid(), w)
	}
	records := objects(k.ok(t, get(claimAnswers+q.id+"/records"))["records"])
	if len(records) < 6 || records[len(records)-1]["event"] != "ORDER_RETURN" || records[0]["event"] != "REFUND" {
		t.Errorf("records %v", records)
	}
}

func TestDecisionsHaveTheirStage(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: -1})
	orders := deliver(t, k, 4)
	toShip := ask(t, k, buy(t, k, 1, awaitingShipment), nil, buyerCancel, toShipReason)
	refund := ask(t, k, orders[0], nil, refundOnly, missingReason)
	back := ask(t, k, orders[1], nil, returnRefund, unwanted)
	onWay := ask(t, k, orders[2], nil, returnRefund, unwanted)
	inShop(k, func(s *store) { s.grantRequest(onWay) })
	inShop(k, func(s *store) { s.buyerShips(onWay, "TRACK1") })
	gone := ask(t, k, orders[3], nil, refundOnly, missingReason)
	inShop(k, func(s *store) { s.buyerWithdraws(gone) })
	tests := []struct {
		q        *claim
		decision string
		code     int
	}{
		{toShip, approveRefund, 25020004},
		{refund, approveReturn, 25020004},
		{refund, rejectReturn, 25020004},
		{back, approveRefund, 25020004},
		{back, approveParcel, 25011013},
		{back, rejectParcel, 25020012},
		{onWay, approveReturn, 25011012},
		{onWay, rejectReturn, 25020010},
		{onWay, approveParcel, 25011013},
		{onWay, rejectParcel, 25011035},
		{gone, approveRefund, 25020009},
		{gone, rejectRefund, 25001003},
	}
	for _, tt := range tests {
		data := k.ok(t, get("/return_refund/202601/decision_eligibility", "return_or_cancel_id", tt.q.id, "check_decisions", tt.decision))
		m := objects(data["decisions"])[0]
		a := k.do(t, decide(tt.q, tt.decision))
		if a.Code != tt.code || truth(m["eligible"]) || int(number(m["ineligible_code"])) != tt.code {
			t.Errorf("%s on %s: %s and %v, want %d", tt.decision, tt.q.status, a.Body, m, tt.code)
		}
	}
	wantCode(t, k.do(t, post(claimAnswers+"1/approve", `{"decision":"APPROVE_REFUND"}`)), 25007006)
	wantCode(t, k.do(t, post(claimAnswers+refund.id+"/reject", `{"decision":"REJECT_REFUND","reject_reason":"x"}`)), 25001014)
	wantCode(t, k.do(t, post(claimAnswers+refund.id+"/reject", `{"decision":"REJECT_REFUND","reject_reason":"reverse_reject_request_reason_4"}`)), 25001016)
	reasons := objects(k.ok(t, get("/return_refund/202309/reject_reasons", "return_or_cancel_id", back.id))["reasons"])
	if len(reasons) != 2 {
		t.Errorf("reasons %v, want those of REJECT_RETURN", reasons)
	}
}

func TestSellerOpensRefunds(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: -1})
	o := buy(t, k, 2, completed)
	waiting := buy(t, k, 1, awaitingShipment)
	const reason = "ecom_order_delivered_refund_reason_missing_product_seller"
	body := func(o *order, more string) string {
		return fmt.Sprintf(`{"order_id":%q,"return_type":"REFUND","return_reason":%q%s}`, o.id, reason, more)
	}
	one := fmt.Sprintf(`,"order_line_item_ids":[%q]`, o.lines[0].id)
	tests := map[string]struct {
		body string
		code int
	}{
		"no type":       {fmt.Sprintf(`{"order_id":%q,"return_reason":"x"}`, o.id), 36009004},
		"not delivered": {body(waiting, ""), 25001003},
		"too much":      {body(o, one+`,"refund_total":"40.00","currency":"USD"`), 25005005},
		"wrong money":   {body(o, one+`,"refund_total":"1.00","currency":"EUR"`), 98001004},
		"too many":      {body(o, fmt.Sprintf(`,"skus":[{"sku_id":%q,"quantity":9}]`, o.lines[0].sku)), 25005011},
		"no order":      {body(&order{id: "1"}, ""), 25007006},
	}
	for name, tt := range tests {
		if a := k.do(t, post(claims, tt.body)); a.Code != tt.code {
			t.Errorf("%s: %s, want %d", name, a.Body, tt.code)
		}
	}
	part := body(o, one+`,"refund_total":"10.50","currency":"USD"`)
	first := k.ok(t, post(claims, part, "idempotency_key", "k1"))
	again := k.ok(t, post(claims, part, "idempotency_key", "k1"))
	if first["return_id"] != again["return_id"] || first["return_status"] != returnPending {
		t.Errorf("%v, then %v with the same key", first, again)
	}
	wantCode(t, k.do(t, post(claims, part)), 25001011)
	elapse(k, time.Hour)
	all := k.ok(t, post(claims, body(o, "")))
	elapse(k, time.Hour)
	wantCode(t, k.do(t, post(claims, body(o, ""))), 25001010)
	s := k.shop.stores[0]
	sum := s.aftersales.byID[text(first["return_id"])].refund().total() + s.aftersales.byID[text(all["return_id"])].refund().total()
	if sum != o.paying() {
		t.Errorf("%d given back of %d", sum, o.paying())
	}
	wantCode(t, k.do(t, post(claims+"/search", `{}`, "page_size", "9")), 98001004)
	wantCode(t, k.do(t, decide(s.aftersales.returns[0], approveRefund)), 25011012)
}

func TestEligibilityTellsWhatIsOpen(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: -1})
	look := func(o *order, query ...string) map[string]bool {
		open := map[string]bool{}
		for _, sku := range objects(k.ok(t, get("/return_refund/202602/orders/"+o.id+"/aftersale_eligibility", query...))["sku_eligibility"]) {
			for _, m := range objects(sku["line_item_eligibility"]) {
				open[text(m["request_type"])] = truth(m["eligible"])
				if reasons := texts(m["available_reason_names"]); truth(m["eligible"]) != (len(reasons) > 0) {
					t.Errorf("%v", m)
				}
			}
		}
		return open
	}
	here := buy(t, k, 1, delivered)
	waiting, sent := buy(t, k, 2, awaitingShipment), buy(t, k, 1, inTransit)
	want := map[*order]map[string]bool{
		waiting: {sellerCancel: true, refundOnly: false, returnRefund: false},
		sent:    {sellerCancel: false, refundOnly: true, returnRefund: false},
		here:    {sellerCancel: false, refundOnly: true, returnRefund: true},
	}
	for o, open := range want {
		if diff := cmp.Diff(open, look(o)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", o.status, diff)
		}
	}
	if diff := cmp.Diff(map[string]bool{sellerCancel: true}, look(waiting, "request_types", "CANCEL", "initiate_aftersale_user", "BUYER")); diff != "" {
		t.Error(diff)
	}
	elapse(k, 40*24*time.Hour)
	if diff := cmp.Diff(map[string]bool{sellerCancel: false, refundOnly: false, returnRefund: false}, look(here)); diff != "" {
		t.Errorf("after the time for returns (-want +got):\n%s", diff)
	}
}

// deliver makes so many orders that are delivered at the same time.
func deliver(t *testing.T, k *caller, n int) []*order {
	t.Helper()
	orders := make([]*order, n)
	for i := range orders {
		orders[i] = buy(t, k, 1, awaitingShipment)
	}
	for _, o := range orders {
		inShop(k, func(s *store) { s.arrange(o.lines[0].parcel, s.trackingNumber(), s.box.now().Unix()) })
	}
	elapse(k, k.shop.tempo.Collect+k.shop.tempo.Transit+time.Second)
	return orders
}

func TestReturnsAreFilteredAndPaged(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: -1})
	orders := deliver(t, k, 25)
	for i, o := range orders {
		kind, reason := refundOnly, missingReason
		if i%5 == 0 {
			kind, reason = returnRefund, unwanted
		}
		q := ask(t, k, o, nil, kind, reason)
		if i%2 == 0 {
			k.ok(t, decide(q, map[string]string{refundOnly: rejectRefund, returnRefund: rejectReturn}[kind]))
		}
	}
	tests := map[string]int{
		`{}`: 25, `{"return_types":["RETURN_AND_REFUND"]}`: 5, `{"return_status":["REFUND_OR_RETURN_REQUEST_REJECT"]}`: 13,
		`{"arbitration_status":["IN_PROGRESS"]}`: 0, `{"create_time_lt":1}`: 0, `{"update_time_ge":1}`: 25, `{"buyer_user_ids":["1"]}`: 0,
	}
	for body, want := range tests {
		all, _ := walk(t, k, claims+"/search", "return_orders", body, "page_size", "10", "sort_field", "update_time", "sort_order", "ASC")
		if len(all) != want {
			t.Errorf("%s finds %d, want %d", body, len(all), want)
		}
	}
}
