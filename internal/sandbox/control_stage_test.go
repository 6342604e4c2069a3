package sandbox

import (
	"encoding/json"
	"testing"
	"time"
)

func TestALiveIsHeldByCalls(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: -1})
	live := k.must(t, "POST", "lives", `{"start":{"title":"Show","minutes":90,"products":["`+productID(1)+`","`+productID(1)+`"]}}`)
	id := text(live["id"])
	creator := k.shop.Issue(Creator).Access
	if got := k.ok(t, request{method: "GET", path: "/affiliate/202309/live_rooms", token: creator}); id == "" || got["id"] != id || got["status"] != roomRunning {
		t.Errorf("the creator's room is %v, started was %v", got, live)
	}
	k.shop.Advance(time.Hour)
	if n := k.shop.State().Shops[0].Counts["orders"]; sum(n) == 0 {
		t.Error("nobody has bought anything in an hour")
	}
	if got := k.must(t, "POST", "lives", `{"end":"`+id+`"}`); got["status"] != roomEnded {
		t.Errorf("ended: %v", got)
	}
	for body, status := range map[string]int{
		`{"end":"` + id + `"}`:              409,
		`{"end":"7"}`:                       404,
		`{"start":{"host":"nobody"}}`:       404,
		`{"start":{"products":["7"]}}`:      404,
		`{"start":{"minutes":-1}}`:          400,
		`{"start":{"minutes":9},"end":"7"}`: 400,
		`{}`:                                400,
	} {
		if got := k.tell(t, "POST", "lives", body); got.Status != status {
			t.Errorf("%s: %d %s, want %d", body, got.Status, got.Body, status)
		}
	}
}

func TestABuyerWritesByCall(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: 30})
	sent := k.must(t, "POST", "messages", `{"order":"`+orderID(20)+`","write":"Where is it?"}`)
	list := objects(k.ok(t, get("/customer_service/202309/conversations/"+text(sent["conversation"])+"/messages", "page_size", "5"))["messages"])
	if len(list) == 0 || list[0]["id"] != sent["message"] {
		t.Errorf("sent %v, the conversation has %v", sent, list)
	}
	for body, status := range map[string]int{`{"order":"7","write":"x"}`: 404, `{"order":"` + orderID(20) + `"}`: 400, `{"write":"x"}`: 400} {
		if got := k.tell(t, "POST", "messages", body); got.Status != status {
			t.Errorf("%s: %d %s, want %d", body, got.Status, got.Body, status)
		}
	}
}

func TestASellerJoinsFBTByCall(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: -1})
	regions := func() int {
		return len(objects(k.ok(t, get(fbtPath+"202409/merchants/onboarded_regions"))["onboarded_regions"]))
	}
	before := k.shop.stores[0].available(skuID(1, 0))
	placed := k.must(t, "POST", "orders", `{"place":{"fbt":true,"items":[{"product":"`+productID(1)+`"}]}}`)
	k.shop.Advance(5 * time.Minute)
	if stock := k.shop.stores[0].available(skuID(1, 0)); stock != before || text(placed["id"]) == "" {
		t.Errorf("%d units of the shop's own stock are left of %d: FBT has stock of its own", stock, before)
	}
	k.must(t, "POST", "fbt", `{"join":false}`)
	if n := regions(); n != 0 {
		t.Errorf("%d regions after leaving", n)
	}
	if got := k.tell(t, "POST", "orders", `{"place":{"fbt":true,"items":[{"product":"`+productID(1)+`"}]}}`); got.Status != 409 {
		t.Errorf("an FBT order without FBT: %d %s", got.Status, got.Body)
	}
	k.must(t, "POST", "fbt", `{"shop":"Test Shop","join":true}`)
	if n := regions(); n != 1 {
		t.Errorf("%d regions after joining", n)
	}
	for body, status := range map[string]int{`{"join":true,"shop":"7"}`: 404, `{}`: 400, `{"join":"yes"}`: 400} {
		if got := k.tell(t, "POST", "fbt", body); got.Status != status {
			t.Errorf("%s: %d %s, want %d", body, got.Status, got.Body, status)
		}
	}
}

func TestWhatGoesBackToFBTIsBookedIn(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: -1})
	var o *order
	inShop(k, func(s *store) {
		var err error
		if o, err = s.place(basket{fbt: true, items: []pick{{productID(1), skuID(1, 0), 2}}}); err != nil {
			t.Fatal(err)
		}
	})
	elapse(k, 3*24*time.Hour) // delivered
	for at, reason := range []string{unwanted, damagedReason} {
		ask(t, k, o, []int{at}, returnRefund, reason)
	}
	elapse(k, 10*24*time.Hour)
	records := objects(k.ok(t, post(fbtPath+"202410/inventory_records/search", `{}`, "page_size", "5"))["inventory_records"])
	kinds := map[string]int64{}
	for _, r := range records {
		kinds[text(object(r["order"])["type"])+" "+text(r["inventory_goods_type"])] += number(json.Number(text(r["changed_quantity"])))
	}
	if kinds["CONSIGN_ORDER NORMAL"] != -2 || kinds["CUSTOMER_RETURN NORMAL"] != 1 || kinds["CUSTOMER_RETURN DEFECTIVE"] != 1 {
		t.Errorf("ledger %v", kinds)
	}
	checkLedger(t, k)
}

func TestTheStateCountsWhatAllPartsHold(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: 200})
	k.ok(t, post(fbtPath+"202409/goods/search", `{}`, "page_size", "5"))
	k.ok(t, get("/customer_service/202309/conversations", "page_size", "5"))
	k.ok(t, get(statementsPath, "sort_field", "statement_time"))
	counts := k.shop.State().Shops[0].Counts
	for _, kind := range []string{"products", "orders", "packages", "lives", "conversations", "inbound orders", "statements", "sample requests"} {
		if sum(counts[kind]) == 0 {
			t.Errorf("no %s: %v", kind, counts)
		}
	}
}
