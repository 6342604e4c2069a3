package sandbox

import (
	"fmt"
	"maps"
	"strconv"
	"testing"
	"time"
)

const fbtPath = "/fbt/"

// stockSums adds up the inventory and the ledger of a shop, by goods, warehouse
// and kind; both must agree at any time.
func stockSums(t *testing.T, k *caller) (stock, ledger map[string]int64) {
	t.Helper()
	stock, ledger = map[string]int64{}, map[string]int64{}
	add := func(to map[string]int64, key string, n int64) {
		if n != 0 {
			to[key] += n
		}
	}
	for _, row := range everyPage(t, k, fbtPath+"202408/inventory/search", "inventory", 3) {
		key := text(object(row["goods"])["id"]) + " " + text(row["fbt_warehouse_id"])
		detail := object(row["on_hand_detail"])
		add(stock, key+" NORMAL", number(detail["total_quantity"]))
		add(stock, key+" DEFECTIVE", number(detail["unfulfillable_quantity"]))
		if number(detail["total_quantity"]) != number(detail["available_quantity"])+number(detail["reserved_quantity"]) {
			t.Errorf("%s: total is not available and reserved: %v", key, detail)
		}
	}
	for _, row := range everyPage(t, k, fbtPath+"202410/inventory_records/search", "inventory_records", 5) {
		key := text(object(row["goods"])["id"]) + " " + text(row["fbt_warehouse_id"]) + " " + text(row["inventory_goods_type"])
		add(ledger, key, number(row["changed_quantity"]))
		if number(row["final_on_hand_quantity"]) != number(row["initial_on_hand_quantity"])+number(row["changed_quantity"]) {
			t.Errorf("%s: a record does not add up: %v", key, row)
		}
	}
	for _, sums := range []map[string]int64{stock, ledger} {
		maps.DeleteFunc(sums, func(_ string, n int64) bool { return n == 0 })
	}
	return stock, ledger
}

// everyPage walks a list that takes its token in the query.
func everyPage(t *testing.T, k *caller, path, list string, size int) []map[string]any {
	t.Helper()
	var all []map[string]any
	token := "-"
	for range 200 {
		data := k.ok(t, post(path, `{}`, "page_size", strconv.Itoa(size), "page_token", token))
		all = append(all, objects(data[list])...)
		if token = text(data["next_page_token"]); token == "" {
			if number(data["total_count"]) != int64(len(all)) {
				t.Errorf("%s: total_count %v, walked %d", path, data["total_count"], len(all))
			}
			return all
		}
	}
	t.Fatalf("%s does not end", path)
	return nil
}

func checkLedger(t *testing.T, k *caller) {
	t.Helper()
	stock, ledger := stockSums(t, k)
	if len(stock) == 0 || fmt.Sprint(stock) != fmt.Sprint(ledger) {
		t.Errorf("the ledger sums up to\n%v, the inventory is\n%v", ledger, stock)
	}
}

// letPass lets time pass for which an access token may be too short.
func letPass(k *caller, d time.Duration) {
	k.shop.Advance(d)
	k.token = k.shop.Issue(Seller).Access
}

// firstGoods are the ids of the shop's goods.
func firstGoods(t *testing.T, k *caller) []string {
	t.Helper()
	list := ids(k.ok(t, post(fbtPath+"202409/goods/search", `{}`, "page_size", "100"))["goods"])
	if len(list) != sampleGoods {
		t.Fatalf("%d goods, want %d", len(list), sampleGoods)
	}
	return list
}

const measuresJSON = `"goods_image_url":"https://images.example.com/a.jpg","return_handling_method":"COLLECT_RETURN_UNITS","is_hazmat":false,
	"is_lot_code":false,"is_expiration_management":false,"dimension_and_weight_base_info":{"weight_value":"5","length_value":"2",
	"width_value":"2","height_value":"3","weight_unit":"GRAM","dimension_unit":"CENTIMETER"}`

func TestGoodsAreMadeAndMatchedWithSKUs(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: -1})
	create := func(sku string) map[string]any {
		data := k.ok(t, post(fbtPath+"202603/goods/create_goods",
			`{"create_goods_dto_list":[{"tts_sku_id":"`+sku+`","create_goods_type":"CREATE_AND_BIND","goods_name":"New goods",`+measuresJSON+`}]}`))
		return objects(object(data["create_result_info"])["create_result_list"])[0]
	}
	made := create(skuID(20, 0))
	if !truth(made["is_success"]) {
		t.Fatalf("not made: %v", made)
	}
	if again := create(skuID(20, 0)); truth(again["is_success"]) || text(again["fail_reason"]) == "" {
		t.Errorf("a matched SKU was taken again: %v", again)
	}
	if unknown := create("123"); truth(unknown["is_success"]) {
		t.Errorf("an unknown SKU was taken: %v", unknown)
	}
	found := objects(k.ok(t, post(fbtPath+"202409/goods/search", `{"sku_ids":["`+skuID(20, 0)+`"]}`, "page_size", "10"))["goods"])
	if len(found) != 1 || found[0]["id"] != made["tts_goods_id"] || len(objects(found[0]["skus"])) != 1 {
		t.Fatalf("found %v, want the new goods", found)
	}
	relate := func(how, sku string) bool {
		data := k.ok(t, post(fbtPath+"202603/goods/update_goods_sku_relation", `{"operation_type":"`+how+
			`","operate_goods_sku_relation_list":[{"tts_goods_id":"`+text(made["tts_goods_id"])+`","tts_sku_ids":["`+sku+`"]}]}`))
		return truth(objects(object(data["operate_goods_sku_relation_info"])["operate_result_list"])[0]["is_success"])
	}
	steps := []struct {
		how, sku string
		want     bool
	}{
		{"BIND", skuID(20, 1), true}, {"BIND", skuID(20, 1), false}, {"BIND", skuID(1, 0), false}, {"BIND", "5", false},
		{"UNBIND", skuID(20, 0), true}, {"UNBIND", skuID(20, 0), false}, {"BIND", skuID(20, 0), true},
	}
	for i, step := range steps {
		if got := relate(step.how, step.sku); got != step.want {
			t.Errorf("step %d, %s %s: %v, want %v", i, step.how, step.sku, got, step.want)
		}
	}
}

func TestOrdersUseUpStock(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: -1})
	firstGoods(t, k)
	o := &order{id: "576400009999", fbt: true, status: awaitingShipment, lines: []line{{sku: skuID(1, 0)}, {sku: skuID(1, 0)}, {sku: skuID(24, 1)}}}
	moveTo := func(status string) *fbtGoods {
		k.shop.mu.Lock()
		defer k.shop.mu.Unlock()
		shop := k.shop.stores[0]
		from := o.status
		o.status = status
		shop.orderMoved(o, from)
		return shop.fbt.bySKU[skuID(1, 0)]
	}
	for _, step := range []struct {
		status           string
		onHand, reserved int
	}{
		{awaitingShipment, 240, 2}, {awaitingCollection, 240, 2}, {cancelled, 240, 0}, {awaitingShipment, 240, 2},
		{"IN_TRANSIT", 238, 0}, {"DELIVERED", 238, 0}, {completed, 238, 0},
	} {
		g := moveTo(step.status)
		onHand, reserved := 0, 0
		for _, s := range g.stock {
			onHand, reserved = onHand+s.onHand, reserved+s.reserved
		}
		if onHand != step.onHand || reserved != step.reserved {
			t.Errorf("%s: %d on hand, %d reserved, want %d and %d", step.status, onHand, reserved, step.onHand, step.reserved)
		}
		checkLedger(t, k)
	}
}

func TestSellersOutsideFBTAreRefused(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: -1})
	if err := k.shop.JoinFBT(k.shop.Cipher(), false); err != nil {
		t.Fatal(err)
	}
	if list := objects(k.ok(t, get(fbtPath+"202409/merchants/onboarded_regions"))["onboarded_regions"]); len(list) != 0 {
		t.Errorf("regions %v, want none", list)
	}
	if a := k.do(t, post(fbtPath+"202409/goods/search", `{}`, "page_size", "5")); a.Code != 39015007 {
		t.Errorf("%s, want 39015007", a.Body)
	}
}
