package sandbox

import (
	"fmt"
	"testing"
	"time"
)

func planOf(goods string, n int, more string) string {
	return fmt.Sprintf(`{"goods_items":[{"goods_id":"%s","quantity":%d}]%s}`, goods, n, more)
}

func cartonsOf(goods string, units, boxes int) string {
	return fmt.Sprintf(`"cartons":[{"carton_type":"SINGLE_SKU","quantity":%d,"items":[{"goods_id":"%s","quantity":%d}],
		"box_measurements":{"weight":"3","weight_unit":"KILOGRAM","width":"1","height":"1","length":"1","length_unit":"METER"}}]`, boxes, goods, units)
}

// confirm takes a plan through its methods and returns its inbound orders.
func confirm(t *testing.T, k *caller, plan, method string) []string {
	t.Helper()
	list := objects(k.ok(t, post(fbtPath+"202602/list_available_inbound_method", `{"plan_id":"`+plan+`"}`))["available_inbound_method_list"])
	window := string(encode(objects(list[0]["available_time_window_list"])[0]))
	ask := `{"plan_id":"` + plan + `","inbound_method":"` + method + `","estimate_arrival_time":` + window
	first := k.ok(t, post(fbtPath+"202602/inbound_method_detail", ask+`}`))
	if first["placement_task_status"] != "PROCESSING" || len(objects(first["info"])) != 0 {
		t.Errorf("first answer %v, want PROCESSING", first)
	}
	k.shop.Advance(fbtTask)
	info := objects(k.ok(t, post(fbtPath+"202602/inbound_method_detail", ask+`}`))["info"])
	if len(info) == 0 {
		t.Fatal("no placement option")
	}
	ask += `,"placement_option_id":"` + text(info[0]["placement_option_id"]) + `"}`
	orders := texts(k.ok(t, post(fbtPath+"202603/confirm_inbound_method", ask))["inbound_order_ids"])
	if a := k.do(t, post(fbtPath+"202603/confirm_inbound_method", ask)); a.Code != 39001002 {
		t.Errorf("confirming again: %s, want a refusal", a.Body)
	}
	return orders
}

func inboundOrder(t *testing.T, k *caller, id string) map[string]any {
	t.Helper()
	return objects(k.ok(t, get(fbtPath+"202602/inbound_orders", "order_ids", id, "include_carton_details", "true"))["inbound_orders"])[0]
}

func lastStatus(order map[string]any) string {
	logs := objects(order["status_logs"])
	return text(logs[len(logs)-1]["new_status"])
}

func TestInboundOrdersGoFromPlanToStock(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: -1})
	goods := firstGoods(t, k)[0]
	save := post(fbtPath+"202602/create_update_inbound_plan", planOf(goods, 401, `,"idempotent_key":"k1"`))
	plan := text(object(k.ok(t, save)["inbound_plan"])["plan_id"])
	if again := text(object(k.ok(t, save)["inbound_plan"])["plan_id"]); again != plan {
		t.Errorf("same key, plan %s, want %s", again, plan)
	}
	orders := confirm(t, k, plan, directly)
	if len(orders) != 2 {
		t.Fatalf("orders %v, want two", orders)
	}
	id := orders[0]
	ship := `{"inbound_order_id":"` + id + `","shipment_option":{"shipping_method":"SMALL_PARCEL"}`
	if a := k.do(t, post(fbtPath+"202603/ship_inbound_order", ship+`}`)); a.Code != 39001002 {
		t.Errorf("shipping without cartons: %s", a.Body)
	}
	k.ok(t, post(fbtPath+"202603/ship_inbound_order", ship+`,`+cartonsOf(goods, 100, 2)+`}`)) // one unit less than planned
	if a := k.do(t, post(fbtPath+"202603/ship_inbound_order", ship+`,`+cartonsOf(goods, 100, 2)+`}`)); a.Code != 39015014 {
		t.Errorf("shipping twice: %s", a.Body)
	}
	k.ok(t, post(fbtPath+"202602/inbound_orders/tracking_update",
		`{"order_id":"`+id+`","parcel_tracking_info":[{"provider_name":"UPS","tracking_number":"T1","carton_number":"C0002"}]}`))
	for _, step := range []struct {
		wait time.Duration
		want string
	}{
		{0, inboundSent}, {48 * time.Hour, inboundDelivered}, {unloadTime, inboundReceiving}, {receiveTime, inboundPart}, {receiveTime, inboundReceived},
	} {
		k.shop.Advance(step.wait)
		if got := lastStatus(inboundOrder(t, k, id)); got != step.want {
			t.Errorf("status %s, want %s", got, step.want)
		}
		checkLedger(t, k)
	}
	lot := objects(inboundOrder(t, k, id)["inbound_goods_lot_receive_item_details"])[0]
	if number(lot["planned_count"]) != 201 || number(lot["normal_received_count"]) != 198 || number(lot["defective_received_count"]) != 2 {
		t.Errorf("received %v, want 198 good and 2 damaged of 201", lot)
	}
	if a := k.do(t, post(fbtPath+"202602/inbound_orders/cancel", `{"order_id":"IBR`+id+`","cancel_reason":"late"}`)); a.Code != 39015014 {
		t.Errorf("canceling a received order: %s", a.Body)
	}
	k.ok(t, post(fbtPath+"202602/inbound_orders/cancel", `{"order_id":"IBR`+orders[1]+`","cancel_reason":"not needed"}`))
	if got := lastStatus(inboundOrder(t, k, orders[1])); got != cancelled {
		t.Errorf("status %s, want %s", got, cancelled)
	}
}

func TestGoodsThroughTheHubTakeLonger(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: -1})
	goods := firstGoods(t, k)[1]
	plan := text(object(k.ok(t, post(fbtPath+"202602/create_update_inbound_plan",
		planOf(goods, 30, `,`+cartonsOf(goods, 10, 3))))["inbound_plan"])["plan_id"])
	id := confirm(t, k, plan, oneHub)[0]
	if got := lastStatus(inboundOrder(t, k, id)); got != inboundReady {
		t.Errorf("status %s, want %s: the plan names the cartons", got, inboundReady)
	}
	k.ok(t, post(fbtPath+"202603/ship_inbound_order", `{"inbound_order_id":"`+id+`","shipment_option":{"shipping_method":"FREIGHT"}}`))
	k.shop.Advance(49 * time.Hour)
	if got := lastStatus(inboundOrder(t, k, id)); got != inboundHub {
		t.Errorf("status %s, want %s", got, inboundHub)
	}
	letPass(k, 5*24*time.Hour)
	if got := lastStatus(inboundOrder(t, k, id)); got != inboundReceived {
		t.Errorf("status %s, want %s", got, inboundReceived)
	}
	checkLedger(t, k)
	labels := post(fbtPath+"202602/inbound_orders/label_print", `{"order_id":"`+id+`","print_items":["CARTON_LABEL"]}`)
	if data := k.ok(t, labels); data["task_status"] != "PROCESSING" {
		t.Errorf("labels at once: %v", data)
	}
	k.shop.Advance(fbtTask)
	data := k.ok(t, labels)
	if status, _ := k.fetch(t, text(data["download_url"])); data["task_status"] != "SUCCESS" || status != 200 {
		t.Errorf("labels %v, download %d", data, status)
	}
}

func TestInboundRefusals(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: -1})
	goods := firstGoods(t, k)[0]
	const ids11 = "1,2,3,4,5,6,7,8,9,10,11"
	for _, tt := range []struct {
		name string
		r    request
		code int
	}{
		{"a plan without goods", post(fbtPath+"202602/create_update_inbound_plan", `{}`), 39001002},
		{"a plan of unknown goods", post(fbtPath+"202602/create_update_inbound_plan", planOf("1", 5, "")), 39001002},
		{"a plan of no units", post(fbtPath+"202602/create_update_inbound_plan", planOf(goods, 0, "")), 39001002},
		{"cartons that hold less", post(fbtPath+"202602/create_update_inbound_plan", planOf(goods, 9, `,`+cartonsOf(goods, 2, 4))), 39001002},
		{"eleven orders", get(fbtPath+"202602/inbound_orders", "order_ids", ids11), 39015020},
		{"unknown orders", get(fbtPath+"202602/inbound_orders", "order_ids", "1,2"), 39015010},
		{"canceling nothing", post(fbtPath+"202602/inbound_orders/cancel", `{"order_id":"7","cancel_reason":"x"}`), 39015010},
		{"tracking without parcels", post(fbtPath+"202602/inbound_orders/tracking_update", `{"order_id":"`+sampleInboundID(k)+`"}`), 39015015},
		{"a cancellation without reason", post(fbtPath+"202602/inbound_orders/cancel", `{"order_id":"`+sampleInboundID(k)+`"}`), 39015013},
		{"tracking of a received order", post(fbtPath+"202602/inbound_orders/tracking_update", `{"order_id":"`+sampleInboundID(k)+
			`","parcel_tracking_info":[{"provider_name":"UPS","tracking_number":"T","carton_number":"C0001"}]}`), 39015018},
		{"tracking of an unknown carton", post(fbtPath+"202602/inbound_orders/tracking_update", `{"order_id":"`+sampleInboundID(k)+
			`","parcel_tracking_info":[{"provider_name":"UPS","tracking_number":"T","carton_number":"C9"}]}`), 39015017},
	} {
		if a := k.do(t, tt.r); a.Code != tt.code {
			t.Errorf("%s: %s, want code %d", tt.name, a.Body, tt.code)
		}
	}
}

// sampleInboundID is the id of an order of the samples.
func sampleInboundID(k *caller) string {
	k.shop.mu.Lock()
	defer k.shop.mu.Unlock()
	best := ""
	for id := range k.shop.stores[0].depot().inbounds {
		best = max(best, id)
	}
	return best
}
