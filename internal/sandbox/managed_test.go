package sandbox

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

const (
	supplyGoods = "/gs_full_service_commodity/"
	supplyShip  = "/gs_full_service_shipment/"
)

func supplyRows(t *testing.T, k *caller, path, body, list string) []map[string]any {
	t.Helper()
	return objects(k.ok(t, post(path, body))[list])
}

func proposal(external, price, reference string) string {
	return `{"spu":{"category_id":"7303372078719600003","product_name_en":"A dress","product_name_zh":"A dress","skcs":[{"external_skc_code":"D",
		"first_key_attribute_value_name":"Red","skus":[{"external_sku_code":"` + external + `","inventory":250,"second_key_attribute_value_name":"S",
		"price":{"amount":"` + price + `","currency":"CNY"},"reference_sale_price":{"amount":"` + reference + `","currency":"CNY"},
		"weight":{"unit":"GRAM","value":"10"},"dimensions":{"unit":"MILLIMETER","length":"1","width":"1","height":"1"}}]}]}`
}

// supplySKU is the SKU that a supplier knows by its own code.
func supplySKU(t *testing.T, k *caller, external string) map[string]any {
	t.Helper()
	spus := supplyRows(t, k, supplyGoods+"202504/beta/products/search", `{"external_sku_codes":["`+external+`"]}`, "spus")
	if len(spus) != 1 {
		t.Fatalf("%s: %v, want one product", external, spus)
	}
	return objects(spus[0]["skus"])[0]
}

func TestProposedGoodsAreReviewedPricedAndOrdered(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: -1})
	create := post(supplyGoods+"202509/beta/products", proposal("DRESS-S", "19.90", "49.00")+`,"idempotent_key":"k1"}`)
	code := text(k.ok(t, create)["spu_code"])
	if again := text(k.ok(t, create)["spu_code"]); code == "" || again != code {
		t.Errorf("same key, products %q and %q", code, again)
	}
	if a := k.do(t, post(supplyGoods+"202509/beta/products", proposal("DRESS-S", "19.90", "49.00")+`}`)); a.Code == 0 {
		t.Error("the same SKU was proposed twice")
	}
	k.ok(t, post(supplyGoods+"202509/beta/products", proposal("DEAR", "99.00", "49.00")+`}`))
	if got := supplySKU(t, k, "DRESS-S")["status"]; got != skuPricing {
		t.Errorf("status %v, want %s: reviews take no time here", got, skuPricing)
	}
	if dear := supplySKU(t, k, "DEAR"); dear["status"] != skuRejected || text(dear["reject_reason"]) == "" {
		t.Errorf("a price above the reference: %v", dear)
	}
	k.shop.Advance(11 * time.Minute)
	if got := supplySKU(t, k, "DRESS-S")["status"]; got != skuOnline {
		t.Errorf("status %v, want %s", got, skuOnline)
	}
	k.shop.Advance(11 * time.Minute)
	orders := supplyRows(t, k, supplyShip+"202407/stockup_orders/search", `{"platform_spu_codes":["`+code+`"]}`, "stockup_orders")
	if len(orders) != 1 || number(orders[0]["stockup_quantity"]) != firstStockup || orders[0]["status"] != stockupAsked {
		t.Errorf("stock-up orders %v, want one for %d units", orders, firstStockup)
	}
}

func TestProposalsThatLackSomething(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: -1})
	good := proposal("X", "1.00", "2.00")
	for name, body := range map[string]string{
		"no category":     strings.Replace(good, "7303372078719600003", "", 1),
		"a category node": strings.Replace(good, "7303372078719600003", "7303372078719600001", 1),
		"no price":        strings.Replace(good, `"1.00"`, `"0"`, 1),
		"no SKU code":     strings.Replace(good, `"X"`, `""`, 1),
		"no weight":       strings.Replace(good, `"weight"`, `"width"`, 1),
		"too much stock":  strings.Replace(good, "250", "100000", 1),
	} {
		if a := k.do(t, post(supplyGoods+"202509/beta/products", body+`}`)); a.Code != 36009004 {
			t.Errorf("%s: %s, want a refusal", name, a.Body)
		}
		detail := supplyRows(t, k, supplyGoods+"202509/calculate_audit_info", body+`}`, "product_publish_detail")[0]
		if truth(detail["can_publish"]) || len(objects(detail["unpublishable_reasons"])) != 1 {
			t.Errorf("%s: %v, want not publishable", name, detail)
		}
	}
	if detail := supplyRows(t, k, supplyGoods+"202509/calculate_audit_info", good+`}`, "product_publish_detail")[0]; !truth(detail["can_publish"]) {
		t.Errorf("%v, want publishable", detail)
	}
}

func TestCategoriesArePagedByOffset(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: -1})
	var all []string
	for offset := 0; ; offset += 3 {
		data := k.ok(t, post(supplyGoods+"202405/beta/categories/search", fmt.Sprintf(`{"page_offset":%d,"page_size":3}`, offset)))
		rows := ids(data["categories"])
		if all = append(all, rows...); len(rows) < 3 {
			break
		}
	}
	if len(all) != len(managedCategories) {
		t.Errorf("%d categories, want %d", len(all), len(managedCategories))
	}
	one := k.ok(t, get(supplyGoods+"202405/beta/categories/"+all[2]))
	if !truth(one["is_leaf"]) || number(one["level"]) != 3 || !truth(one["is_garment"]) {
		t.Errorf("category %v, want a leaf of level three for garments", one)
	}
}

// sampleStockup is the order the platform has made of the sample product.
func sampleStockup(t *testing.T, k *caller) map[string]any {
	t.Helper()
	return supplyRows(t, k, supplyShip+"202407/stockup_orders/search", `{}`, "stockup_orders")[0]
}

func TestStockIsOrderedDeliveredAndChecked(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: -1})
	o := sampleStockup(t, k)
	code, sku := text(o["code"]), text(objects(o["skus"])[0]["platform_sku_code"])
	other := text(objects(o["skus"])[1]["platform_sku_code"])
	deliver := func(sku string, n int) *answer {
		return k.do(t, post(supplyShip+"202405/beta/delivery_orders", fmt.Sprintf(`{"delivery_order":{"stockup_order_code":"%s","package_quantity":1,
			"packages":[{"items":[{"platform_sku_code":"%s","quantity":%d}]}]}}`, code, sku, n)))
	}
	if a := deliver(sku, 5); a.Code != 36009004 {
		t.Errorf("a delivery before the confirmation: %s", a.Body)
	}
	confirm := post(supplyShip+"202409/stockup_orders/confirm", `{"is_order_confirmed":true,"stockup_order_code":"`+code+
		`","skus":[{"code":"`+other+`","confirm_stockup_quantity":0}]}`)
	k.ok(t, confirm)
	if a := k.do(t, confirm); a.Code != 36009004 {
		t.Errorf("confirming twice: %s", a.Body)
	}
	if a := deliver(sku, 101); a.Code != 36009004 {
		t.Errorf("a delivery of more than ordered: %s", a.Body)
	}
	delivery := text(deliver(sku, 100).object(t)["delivery_order_code"])
	if a := deliver(sku, 1); a.Code != 36009004 {
		t.Errorf("a delivery after all is planned: %s", a.Body)
	}
	handOver := post(supplyShip+"202405/beta/delivery_orders/confirm", `{"delivery_order_code":"`+delivery+`"}`)
	if a := k.do(t, handOver); a.Code != 36009004 {
		t.Errorf("handing over without a shipment: %s", a.Body)
	}
	reserve := post(supplyShip+"202410/delivery_orders/reserve_ship", `{"delivery_mode":"SELF_DELIVERY","delivery_order_codes":["`+delivery+`"]}`)
	first := text(k.ok(t, reserve)["logistics_order"])
	if a := k.do(t, reserve); a.Code != 36009004 {
		t.Errorf("reserving twice: %s", a.Body)
	}
	cancel := post(supplyShip+"202407/logistics_orders/cancel_ship", `{"logistics_order":"`+first+`"}`)
	k.ok(t, cancel)
	shipment := text(k.ok(t, reserve)["logistics_order"])
	k.ok(t, handOver)
	if a := k.do(t, post(supplyShip+"202407/logistics_orders/cancel_ship", `{"logistics_order":"`+shipment+`"}`)); a.Code != 36009004 {
		t.Errorf("canceling what has left: %s", a.Body)
	}
	for _, step := range []struct {
		wait            time.Duration
		delivery, order string
	}{
		{0, deliverySent, stockupSent}, {48 * time.Hour, deliverySigned, deliverySigned}, {checkTime, deliveryReceived, deliveryReceived},
		{checkTime, deliveryInCheck, deliveryInCheck}, {checkTime, deliveryChecked, deliveryChecked}, {checkTime, deliveryInbound, deliveryInbound},
	} {
		k.shop.Advance(step.wait)
		row := supplyRows(t, k, supplyShip+"202407/delivery_orders/search", `{"delivery_order_codes":["`+delivery+`"]}`, "delivery_orders")[0]
		if got := sampleStockup(t, k)["status"]; row["status"] != step.delivery || got != step.order {
			t.Errorf("delivery %v, order %v, want %s and %s", row["status"], got, step.delivery, step.order)
		}
	}
	o = sampleStockup(t, k)
	if number(o["received_quantity"]) != 100 || number(o["inbound_quantity"]) != 99 || number(o["returned_quantity"]) != 1 {
		t.Errorf("order %v, want 99 units on the shelf and one back", o)
	}
	rows := objects(k.ok(t, get(supplyShip+"202407/logistics_orders", "logistics_orders", shipment))["logistics_orders"])
	if len(rows) != 1 || rows[0]["status"] != "SIGNED" {
		t.Errorf("shipments %v, want one that was signed for", rows)
	}
	back := supplyRows(t, k, supplyShip+"202407/return_orders/search", `{}`, "return_orders")
	wrong := supplyRows(t, k, supplyShip+"202407/abnormal_orders/search", `{"delivery_order_codes":["`+delivery+`"]}`, "abnormal_orders")
	if len(back) != 1 || len(wrong) != 1 || wrong[0]["return_order_code"] != back[0]["code"] {
		t.Errorf("returns %v of abnormal orders %v, want one of one", back, wrong)
	}
	letPass(k, 4*24*time.Hour)
	if rows := supplyRows(t, k, supplyShip+"202407/return_orders/search", `{"return_status":["COMPLETED"]}`, "return_orders"); len(rows) != 1 {
		t.Errorf("completed returns %v, want one", rows)
	}
	letPass(k, stockupPause)
	if rows := supplyRows(t, k, supplyShip+"202407/stockup_orders/search", `{"is_first_order":false}`, "stockup_orders"); len(rows) != 1 {
		t.Errorf("further orders %v, want one", rows)
	}
}

func TestASupplierRejectsAnOrder(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: -1})
	code := text(sampleStockup(t, k)["code"])
	reject := func(more string) *answer {
		return k.do(t, post(supplyShip+"202409/stockup_orders/confirm", `{"is_order_confirmed":false,"stockup_order_code":"`+code+`"`+more+`}`))
	}
	if a := reject(""); a.Code != 36009004 {
		t.Errorf("without a reason: %s", a.Body)
	}
	if a := reject(`,"reject_reason":"STOP_PRODUCTION"`); a.Code != 0 {
		t.Errorf("with a reason: %s", a.Body)
	}
	if rows := supplyRows(t, k, supplyShip+"202407/stockup_orders/search", `{"order_status":["INVAILD"]}`, "stockup_orders"); len(rows) != 1 {
		t.Errorf("rejected orders %v, want one", rows)
	}
}

func TestVirtualStockIsSetInPart(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: -1})
	sku := text(supplySKU(t, k, "SAMPLE-MUG-S")["code"])
	data := k.ok(t, post("/gs_full_service_inventory/202405/beta/virtual_inventory/update", `{"skus":[
		{"code":"`+sku+`","quantity":70,"warehouse_code":"`+supplyHouseOther+`"},{"code":"`+sku+`","quantity":100000,"warehouse_code":"`+supplyHouse+`"},
		{"code":"nothing","quantity":1,"warehouse_code":"`+supplyHouse+`"}]}`))
	if failures := objects(data["errors"]); len(failures) != 2 || text(failures[0]["code"]) != "980010" {
		t.Errorf("failures %v, want two", failures)
	}
	rows := supplyRows(t, k, "/gs_full_service_inventory/202405/beta/virtual_inventory/query", `{"skus":["`+sku+`"]}`, "inventory")
	if len(rows) != 2 || number(rows[0]["quantity"]) != 500 || number(rows[0]["occupied_quantity"]) != firstStockup || number(rows[1]["quantity"]) != 70 {
		t.Errorf("inventory %v, want 500 with %d occupied, and 70", rows, firstStockup)
	}
}

func TestStockupOrdersArePagedInTheBody(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: -1})
	for n := range 4 {
		k.ok(t, post(supplyGoods+"202509/beta/products", proposal(fmt.Sprint("P", n), "1.00", "2.00")+`}`))
	}
	letPass(k, time.Hour)
	var all []string
	token := "1"
	for range 10 {
		data := k.ok(t, post(supplyShip+"202407/stockup_orders/search", `{"page_size":2,"order_status":["WAIT_CONFIRM"],"page_token":"`+token+`"}`))
		for _, row := range objects(data["stockup_orders"]) {
			all = append(all, text(row["code"]))
		}
		if token = text(data["next_page_token"]); token == "" {
			break
		}
	}
	if len(all) != 5 {
		t.Errorf("orders %v, want five", all)
	}
}

func TestEmptyListsInTheQueryAreRefused(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: -1})
	for path, name := range map[string]string{
		supplyShip + "202405/beta/waybills": "logistics_codes", supplyShip + "202405/beta/delivery_orders/documents": "delivery_order_codes",
	} {
		if a := k.do(t, get(path, name, "[]")); a.Code != 36009004 {
			t.Errorf("%s: %s, want a refusal", path, a.Body)
		}
	}
}
