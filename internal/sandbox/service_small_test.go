package sandbox

import (
	"fmt"
	"testing"
	"time"
)

func TestProductsAreSubmittedToOpportunities(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: -1})
	data := object(k.ok(t, post("/product/202604/opportunities/query", `{"opportunity_type":"PRODUCT"}`, "page_size", "2"))["data"])
	list := ids(data["opportunities"])
	if len(list) != 2 || number(data["total_count"]) != 3 || text(data["next_page_token"]) == "" {
		t.Fatalf("opportunities %v, want two of three", data)
	}
	submit := func(product string) map[string]any {
		return object(k.ok(t, post("/product/202604/opportunities/"+list[0]+"/submit", `{"product_id":"`+product+`"}`))["submission"])
	}
	first := submit(productID(1))
	if first["status"] != submissionOpen || submit(productID(1))["id"] != first["id"] {
		t.Errorf("submission %v, want one under review, twice the same", first)
	}
	submit(productID(6)) // not for sale
	k.shop.Advance(11 * time.Minute)
	rows := objects(object(k.ok(t, get("/product/202604/opportunities/submissions", "page_size", "10"))["data"])["submissions"])
	if len(rows) != 2 || rows[0]["status"] != submissionBad || rows[1]["status"] != submissionGood || text(rows[0]["rejection_reason"]) == "" {
		t.Errorf("submissions %v, want the newer rejected, the older approved", rows)
	}
	if a := k.do(t, post("/product/202604/opportunities/"+list[0]+"/submit", `{"product_id":"7"}`)); a.Code != 12052032 {
		t.Errorf("an unknown product: %s", a.Body)
	}
}

func TestPharmaciesAndPrescriptions(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: 3})
	data := k.ok(t, post("/epharmacy/202504/pharmacies/update", `{"pharmacies":[{"warehouse_id":"`+warehouseID+`","license_number":"NEW"},
		{"warehouse_id":"5","license_number":"X"},{"warehouse_id":"`+warehouseID+`","license_expire_time":5}]}`))
	if failures := objects(data["errors"]); len(failures) != 2 {
		t.Errorf("failures %v, want two", failures)
	}
	list := objects(k.ok(t, get("/epharmacy/202504/pharmacies"))["pharmacies"])
	if len(list) != 2 || list[0]["license_number"] != "NEW" || list[0]["pharmacist"] == nil {
		t.Errorf("pharmacies %v, want the first with its new license", list)
	}
	judge := func(order, body string) int {
		return k.do(t, post("/epharmacy/202504/orders/"+order+"/update_prescription_status", body)).Code
	}
	for i, step := range []struct {
		order, body string
		code        int
	}{
		{"5", `{"prescription_status":"APPROVED"}`, 21008111}, {orderID(1), `{"prescription_status":"REJECTED"}`, 36009004},
		{orderID(1), `{"prescription_status":"PENDING_RESUBMISSION","rejection_reason":"Blurred"}`, 0},
		{orderID(1), `{"prescription_status":"APPROVED"}`, 0}, {orderID(1), `{"prescription_status":"APPROVED"}`, 36009004},
	} {
		if code := judge(step.order, step.body); code != step.code {
			t.Errorf("step %d: code %d, want %d", i, code, step.code)
		}
	}
}

func TestWarehousesReportPackagesInPart(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: 3})
	report := func(body string) request {
		r := post("/supply_chain/202309/packages/sync", body)
		r.token = k.shop.Issue(Partner).Access
		return r
	}
	if a := k.do(t, report(`{}`)); a.Code != 39003018 {
		t.Errorf("no packages: %s", a.Body)
	}
	data := k.ok(t, report(`{"warehouse_provider_id":"7","packages":[{"id":"`+packageID(1)+`","tracking_number":"T","shipping_provider_name":"P"},
		{"id":"`+packageID(1)+`"},{"id":"5","tracking_number":"T","shipping_provider_name":"P"}]}`))
	if failures := objects(data["errors"]); len(texts(data["success_packages"])) != 1 || len(failures) != 2 || failures[0]["code"] != "39003016" ||
		failures[1]["code"] != "39003015" {
		t.Errorf("%v, want one package taken and two refused", data)
	}
}

func TestAnswersOfTheDepotFitTheirSchemas(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: 30})
	goods := firstGoods(t, k)
	mcf := text(object(k.ok(t, post(mcfPath, mcfBody("e", "US", goods[0], 2)))["mcf_order"])["mcf_order_id"])
	k.shop.Advance(6 * time.Hour)
	chat, now := text(chats(t, k)[0]["id"]), k.shop.Now()
	stockup := sampleStockup(t, k)
	sku := text(objects(stockup["skus"])[0]["platform_sku_code"])
	k.ok(t, post(supplyShip+"202409/stockup_orders/confirm", `{"is_order_confirmed":true,"stockup_order_code":"`+text(stockup["code"])+`"}`))
	delivery := text(k.ok(t, post(supplyShip+"202405/beta/delivery_orders", `{"delivery_order":{"stockup_order_code":"`+text(stockup["code"])+
		`","package_quantity":1,"packages":[{"items":[{"platform_sku_code":"`+sku+`","quantity":100}]}]}}`))["delivery_order_code"])
	shipment := text(k.ok(t, post(supplyShip+"202410/delivery_orders/reserve_ship",
		`{"delivery_mode":"SELF_DELIVERY","delivery_order_codes":["`+delivery+`"],"total_weight":{"unit":"GRAM","value":"9"}}`))["logistics_order"])
	k.ok(t, post(supplyShip+"202405/beta/delivery_orders/confirm", `{"delivery_order_code":"`+delivery+`"}`))
	k.shop.Advance(3 * 24 * time.Hour)
	for _, r := range []request{
		get(fbtPath + "202408/warehouses"), get(fbtPath + "202409/merchants/onboarded_regions"), get(fbtPath + "202601/merchants/mcf_status"),
		post(fbtPath+"202408/inventory/search", `{}`, "page_size", "5"), post(fbtPath+"202410/inventory_records/search", `{}`, "page_size", "5"),
		post(fbtPath+"202409/goods/search", `{}`, "page_size", "5"), get(mcfPath, "mcf_order_id", mcf),
		post(fbtPath+"202603/goods/hazmat_and_expiration_info/search", `{"tts_sku_ids":["`+skuID(1, 0)+`"]}`),
		get(fbtPath+"202602/inbound_orders", "order_ids", sampleInboundID(k), "include_carton_details", "true"),
		get(chatPath, "page_size", "5"), get(chatPath+"/"+chat+"/messages", "page_size", "5", "need_data", "true"),
		get("/customer_service/202601/conversations/" + chat), get("/customer_service/202309/agents/settings"),
		post("/customer_service/202602/sessions/search", fmt.Sprintf(`{"begin_time_ge":%d,"begin_time_lt":%d}`, now.Unix()-9*86400, now.Unix()), "page_size", "5"),
		get("/customer_service/202407/performance", "support_date_ge", "2026-01-01", "support_date_lt", "2026-01-08"),
		get("/customer_engagement/202412/message_templates", "locale", "en"), get("/customer_engagement/202502/permissions"),
		post(supplyGoods+"202405/beta/categories/search", `{"page_size":5}`), get(supplyGoods + "202405/beta/categories/" + managedCategories[2].id),
		post(supplyGoods+"202504/beta/products/search", `{}`), get(supplyGoods + "202407/supplier_addresses"),
		post(supplyShip+"202407/stockup_orders/search", `{}`), post(supplyShip+"202407/delivery_orders/search", `{}`),
		post(supplyShip+"202407/return_orders/search", `{}`), post(supplyShip+"202407/abnormal_orders/search", `{}`),
		get(supplyShip+"202407/logistics_orders", "logistics_orders", shipment),
		get("/epharmacy/202504/pharmacies"), post("/product/202409/opportunities/search", `{}`, "page_size", "5"),
		post("/product/202604/opportunities/query", `{"opportunity_type":"PRODUCT"}`, "page_size", "5"),
		get("/product/202604/opportunities/" + opportunityID(1)),
	} {
		data := k.ok(t, r)
		rt, _ := k.shop.routes.match(r.method, r.path)
		if refused := checkFields(rt.op.Response, data, ""); refused != nil {
			t.Errorf("%s: %s", rt.op.Name, refused.message)
		}
		if names := undeclared(rt.op.Response, data, ""); len(names) > 0 {
			t.Errorf("%s: the schema has no %v", rt.op.Name, names)
		}
		if f := rt.op.ListField; f != "" && len(objects(at(data, f))) == 0 {
			t.Errorf("%s: the list is empty", rt.op.Name)
		}
	}
}
