package sandbox

import (
	"encoding/json"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestPagesStayWholeWhileOrdersMove(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: 60})
	first := k.ok(t, post(searchOrders, "{}", "page_size", "20"))
	k.in(t, func(shop *store) {
		for _, o := range slices.Clone(shop.sales.list) {
			shop.sales.touch(o, o.updated+1)
		}
	})
	k.place(t, basket{}, 1) // the newest: before the first page
	seen := ids(first["orders"])
	for token := text(first["next_page_token"]); token != ""; {
		data := k.ok(t, post(searchOrders, "{}", "page_size", "20", "page_token", token))
		seen, token = append(seen, ids(data["orders"])...), text(data["next_page_token"])
	}
	if unique := slices.Compact(slices.Sorted(slices.Values(seen))); len(seen) != 60 || len(unique) != 60 {
		t.Errorf("%d orders, %d different ones; want the 60 there were", len(seen), len(unique))
	}
}

func TestOrdersAreFoundByUpdateTime(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: 50})
	k.pass(time.Minute)
	since := k.shop.Now().Unix()
	var want []string
	k.in(t, func(shop *store) {
		for i, n := range []int{30, 5, 12} {
			o := shop.sales.list[n]
			shop.sales.touch(o, since+int64(i))
			shop.sales.touch(o, since+int64(i)) // twice: it is still there once
			want = append(want, o.id)
		}
	})
	body := fmt.Sprintf(`{"update_time_ge":%d,"update_time_lt":%d}`, since, since+3)
	found, pages := walk(t, k, searchOrders, "orders", body, "page_size", "2", "sort_field", "update_time", "sort_order", "ASC")
	if diff := cmp.Diff(want, ids(found)); diff != "" || pages != 2 {
		t.Errorf("%d pages (-want +got):\n%s", pages, diff)
	}
	data := k.ok(t, post(searchOrders, body, "page_size", "2", "sort_field", "update_time"))
	if number(data["total_count"]) != 3 {
		t.Errorf("total_count = %v, want 3", data["total_count"])
	}
}

func TestTimelinesSortWhatComesLate(t *testing.T) {
	t.Parallel()
	var l timeline[*order]
	orders := make([]order, 400)
	for i := range orders {
		l.put(&orders[i], int64((i*37)%400))
	}
	for i := range orders {
		for range 3 {
			l.put(&orders[i], int64((i*37)%400+1000))
		}
	}
	var got []int64
	for _, tick := range l.sorted() {
		if tick.it.mark == tick.n {
			got = append(got, tick.at)
		}
	}
	if len(got) != 400 || !slices.IsSorted(got) || got[0] != 1000 || len(l.ticks) > 2*400+257 {
		t.Errorf("%d entries of %d, sorted %v", len(got), len(l.ticks), slices.IsSorted(got))
	}
	l.drop(&orders[3])
	if l.live != 399 {
		t.Errorf("%d live entries, want 399", l.live)
	}
}

func TestPricesAddUpToTheCent(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: 30})
	k.in(t, func(shop *store) {
		for _, o := range shop.sales.list {
			o.lines[0].sellerOff, o.lines[0].platformOff = 37, 11
			o.shippingOff = 101
		}
	})
	cent := func(v any) int { n, _ := cents(v); return n }
	for n := 1; n <= 30; n++ {
		w := k.order(t, orderID(n))
		p := k.ok(t, get("/order/202407/orders/"+orderID(n)+"/price_detail"))
		pay := object(w["payment"])
		if p["payment"] != pay["total_amount"] || p["subtotal"] != pay["sub_total"] || p["tax_amount"] != pay["tax"] {
			t.Errorf("order %d: detail %v, order %v", n, p, pay)
		}
		if cent(pay["sub_total"])+cent(pay["shipping_fee"])+cent(pay["tax"]) != cent(pay["total_amount"]) {
			t.Errorf("order %d: %v does not add up", n, pay)
		}
		for _, name := range []string{"payment", "sku_list_price", "subtotal", "tax_amount", "shipping_sale_price", "shipping_list_price", "subtotal_deduction_seller"} {
			sum := 0
			for _, item := range objects(p["line_items"]) {
				sum += cent(item[name])
			}
			if sum != cent(p[name]) {
				t.Errorf("order %d: %s of the items is %d, of the order %v", n, name, sum, p[name])
			}
		}
	}
}

func TestShopsKeepTheirOrdersApart(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: 5})
	var other *store
	k.in(t, func(*store) {
		wire := map[string]any{"cipher": "ROW_other", "id": "7490000000000000002", "region": "VN", "code": "VN"}
		other = k.shop.newStore(wire, k.shop.stores[0].seller)
		k.shop.stores = append(k.shop.stores, other)
		other.seedProducts(3)
		other.seedOrders(20)
	})
	search := post(searchOrders, "{}", "page_size", "50")
	search.cipher = "ROW_other"
	theirs := objects(k.ok(t, search)["orders"])
	if len(theirs) != 20 || object(theirs[0]["payment"])["currency"] != "VND" {
		t.Fatalf("%d orders in the other shop, %v", len(theirs), theirs[0]["payment"])
	}
	if a := k.do(t, get(getOrders, "ids", text(theirs[0]["id"]))); a.Code != 21008111 {
		t.Errorf("the first shop shows it: %s", a.Body)
	}
	for _, w := range theirs {
		for _, pkg := range ids(w["packages"]) {
			if a := k.do(t, get(shopsPath+pkg)); a.Code != 21011001 {
				t.Errorf("the first shop shows a package: %s", a.Body)
			}
		}
	}
}

func TestWarehousesAreListedMadeAndChanged(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: 1})
	list := objects(k.ok(t, get("/logistics/202309/warehouses"))["warehouses"])
	if len(list) != 3 || list[0]["is_default"] != true || list[0]["id"] != k.order(t, orderID(1))["warehouse_id"] {
		t.Fatalf("warehouses %v", list)
	}
	options := objects(k.ok(t, get("/logistics/202309/warehouses/"+text(list[0]["id"])+"/delivery_options"))["delivery_options"])
	var providers []map[string]any
	for _, o := range options {
		a := k.do(t, get("/logistics/202309/delivery_options/"+text(o["id"])+"/shipping_providers"))
		if o["type"] != "SEND_BY_SELLER" {
			if a.Code != 21008117 {
				t.Errorf("%v: %s", o["type"], a.Body)
			}
			continue
		}
		providers = objects(a.object(t)["shipping_providers"])
	}
	if len(providers) == 0 || text(providers[0]["id"]) != sellerCarrier {
		t.Errorf("providers %v", providers)
	}
	const body = `{"warehouse":{"name":%q,"phone_number":"5550100","address":{"city":"Testburg","region":"US","address_line_1":"1 Test Road"}}}`
	made := k.ok(t, post("/logistics/202502/warehouses", fmt.Sprintf(body, "North")))
	if a := k.do(t, post("/logistics/202502/warehouses", fmt.Sprintf(body, "North"))); a.Code != 36009004 {
		t.Errorf("the same name again: %s", a.Body)
	}
	k.ok(t, post("/logistics/202502/warehouses/"+text(made["warehouse_id"]), fmt.Sprintf(body, "South")))
	list = objects(k.ok(t, get("/logistics/202309/warehouses"))["warehouses"])
	if last := list[len(list)-1]; last["name"] != "South" || object(last["address"])["city"] != "Testburg" {
		t.Errorf("warehouse %v", last)
	}
	if e := objects(k.ok(t, post("/logistics/202502/warehouses/1", fmt.Sprintf(body, "West")))["error_list"]); len(e) != 1 {
		t.Errorf("unknown warehouse: %v", e)
	}
}

func TestCapturedOrdersArePagedAndShipped(t *testing.T) {
	t.Parallel()
	const captured = `{"code":0,"data":{"orders":[
		{"id":"11","status":"AWAITING_SHIPMENT","create_time":100,"update_time":300,"odd":1,"line_items":[{"id":"1","package_id":"21","display_status":"AWAITING_SHIPMENT"}]},
		{"id":"12","status":"UNPAID","create_time":200,"update_time":200}]}}`
	const packages = `{"code":0,"data":{"packages":[{"id":"21","status":"TO_FULFILL","create_time":100,"orders":[{"id":"11"}],"extra":true}]}}`
	k := start(t, Options{Captures: map[string]json.RawMessage{
		"POST /order/202309/orders/search": []byte(captured), "POST /fulfillment/202309/packages/search": []byte(packages),
	}})
	for field, want := range map[string][]string{"create_time": {"12", "11"}, "update_time": {"11", "12"}} {
		found, _ := walk(t, k, searchOrders, "orders", "{}", "page_size", "1", "sort_field", field)
		if diff := cmp.Diff(want, ids(found)); diff != "" {
			t.Errorf("by %s (-want +got):\n%s", field, diff)
		}
	}
	k.ok(t, post(shopsPath+"21/ship", "{}"))
	w := k.order(t, "11")
	if w["status"] != awaitingCollection || text(w["odd"]) != "1" || text(w["tracking_number"]) == "" {
		t.Errorf("order %v", w)
	}
	found, _ := walk(t, k, searchOrders, "orders", `{"order_status":"AWAITING_COLLECTION"}`, "page_size", "1")
	if len(found) != 1 {
		t.Errorf("found %v", found)
	}
	for _, act := range []string{"/split", "/packages", "/shipping_services/query"} {
		if a := k.do(t, post(ordersPath+"11"+act, `{"tracking_number":"A1"}`)); a.Code == 0 || a.Status >= 500 {
			t.Errorf("%s: %s", act, a.Body)
		}
	}
}
