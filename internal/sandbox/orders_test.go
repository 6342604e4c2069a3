package sandbox

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// walk reads all pages of a search.
func walk(t *testing.T, k *caller, path, list, body string, query ...string) (all []map[string]any, pages int) {
	t.Helper()
	token := ""
	for {
		r := post(path, body, query...)
		if token != "" {
			r.query["page_token"] = token
		}
		data := k.ok(t, r)
		all = append(all, objects(data[list])...)
		if pages++; pages > 500 {
			t.Fatal("no end of pages")
		}
		if token = text(data["next_page_token"]); token == "" {
			return all, pages
		}
		if !strings.ContainsAny(token, "+/=") {
			t.Errorf("page token %q needs no escaping, real ones do", token)
		}
	}
}

func TestPagesHoldEveryOrderOnceAndInOrder(t *testing.T) {
	t.Parallel()
	k := start(t, Options{})
	tests := map[string]struct {
		query []string
		by    string
		pages int
		desc  bool
	}{
		"newest first without a wish": {[]string{"page_size", "100"}, "create_time", 3, true},
		"oldest first":                {[]string{"page_size", "7", "sort_order", "ASC"}, "create_time", 36, false},
		"by update time":              {[]string{"page_size", "50", "sort_field", "update_time", "sort_order", "DESC"}, "update_time", 5, true},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			all, pages := walk(t, k, searchOrders, "orders", "{}", tt.query...)
			unique := slices.Compact(slices.Sorted(slices.Values(ids(all))))
			if len(all) != 250 || len(unique) != 250 || pages != tt.pages {
				t.Errorf("got %d orders, %d different ones, on %d pages; want 250 on %d", len(all), len(unique), pages, tt.pages)
			}
			if !slices.IsSortedFunc(all, func(a, b map[string]any) int {
				d := int(number(a[tt.by]) - number(b[tt.by]))
				if tt.desc {
					return -d
				}
				return d
			}) {
				t.Errorf("orders are not sorted by %s", tt.by)
			}
		})
	}
}

func TestFiltersFindWhatFits(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: 100})
	all, _ := walk(t, k, searchOrders, "orders", "", "page_size", "100")
	middle := number(all[50]["create_time"])
	tests := map[string]struct {
		body string
		keep func(map[string]any) bool
	}{
		"status":    {`{"order_status":"AWAITING_SHIPMENT"}`, func(o map[string]any) bool { return o["status"] == "AWAITING_SHIPMENT" }},
		"shipping":  {`{"shipping_type":"SELLER"}`, func(o map[string]any) bool { return o["shipping_type"] == "SELLER" }},
		"buyer":     {`{"buyer_user_id":"` + text(all[3]["user_id"]) + `"}`, func(o map[string]any) bool { return o["user_id"] == all[3]["user_id"] }},
		"from":      {fmt.Sprintf(`{"create_time_ge":%d}`, middle), func(o map[string]any) bool { return number(o["create_time"]) >= middle }},
		"until":     {fmt.Sprintf(`{"create_time_lt":%d}`, middle), func(o map[string]any) bool { return number(o["create_time"]) < middle }},
		"updated":   {fmt.Sprintf(`{"update_time_ge":%d}`, middle), func(o map[string]any) bool { return number(o["update_time"]) >= middle }},
		"warehouse": {`{"warehouse_ids":["1"]}`, func(map[string]any) bool { return false }},
		"cancelled": {`{"is_buyer_request_cancel":true}`, func(map[string]any) bool { return false }},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var want []string
			for _, o := range all {
				if tt.keep(o) {
					want = append(want, text(o["id"]))
				}
			}
			found, _ := walk(t, k, searchOrders, "orders", tt.body, "page_size", "9")
			if diff := cmp.Diff(append([]string{}, want...), ids(found)); diff != "" {
				t.Errorf("orders (-want +got):\n%s", diff)
			}
		})
	}
}

func TestAPageTokenBelongsToItsFilters(t *testing.T) {
	t.Parallel()
	k := start(t, Options{})
	data := k.ok(t, post(searchOrders, "{}", "page_size", "10"))
	if got := number(data["total_count"]); got != 250 {
		t.Errorf("total_count = %d, want 250", got)
	}
	a := k.do(t, post(searchOrders, `{"order_status":"UNPAID"}`, "page_size", "10", "page_token", text(data["next_page_token"])))
	if a.Code != 36009004 {
		t.Errorf("answer %s: want a refused page token", a.Body)
	}
}

func TestOrdersAreReadByID(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: 10})
	want := []string{orderID(7), orderID(2)}
	data := k.ok(t, get(getOrders, "ids", strings.Join(want, ",")))
	if diff := cmp.Diff(want, ids(data["orders"])); diff != "" {
		t.Errorf("orders (-want +got):\n%s", diff)
	}
	if a := k.do(t, get(getOrders, "ids", orderID(7)+",1")); a.Code != 21008111 {
		t.Errorf("answer %s: want a refused order", a.Body)
	}
	detail := k.ok(t, get("/order/202407/orders/"+orderID(7)+"/price_detail"))
	want0 := object(objects(data["orders"])[0]["payment"])["total_amount"]
	if detail["payment"] != want0 || detail["currency"] != "USD" {
		t.Errorf("price detail %v: want payment %v", detail, want0)
	}
}

const shopsPath = "/fulfillment/202309/packages/"

// waiting finds an order whose package can be shipped.
func waiting(t *testing.T, k *caller, shipping string) (order, pkg string) {
	t.Helper()
	data := k.ok(t, post(searchOrders, `{"order_status":"AWAITING_SHIPMENT","shipping_type":"`+shipping+`"}`, "page_size", "1"))
	o := objects(data["orders"])[0]
	return text(o["id"]), ids(o["packages"])[0]
}

func TestAPackageIsShippedOnce(t *testing.T) {
	t.Parallel()
	k := start(t, Options{})
	order, pkg := waiting(t, k, "TIKTOK")
	if a := k.do(t, get(shopsPath+pkg+"/shipping_documents", "document_type", "SHIPPING_LABEL")); a.Code != 21023035 {
		t.Errorf("document before shipping: %s", a.Body)
	}
	slot := objects(k.ok(t, get(shopsPath+pkg+"/handover_time_slots"))["pickup_slots"])[0]
	body := fmt.Sprintf(`{"handover_method":"PICKUP","pickup_slot":{"start_time":%s,"end_time":%s}}`, text(slot["start_time"]), text(slot["end_time"]))
	if data := k.ok(t, post(shopsPath+pkg+"/ship", body)); len(data) != 0 {
		t.Errorf("answer %v, want nothing", data)
	}
	if a := k.do(t, post(shopsPath+pkg+"/ship", body)); a.Code != 21011040 || a.Status != 200 {
		t.Errorf("second time: %d %s", a.Status, a.Body)
	}
	if got := k.shop.Writes("POST /fulfillment/202309/packages/{package_id}/ship"); got != 1 {
		t.Errorf("writes = %d, want 1", got)
	}

	detail := k.ok(t, get(shopsPath+pkg))
	o := objects(k.ok(t, get(getOrders, "ids", order))["orders"])[0]
	got := []any{detail["package_id"], detail["package_status"], detail["handover_method"], o["status"], o["tracking_number"]}
	want := []any{pkg, "PROCESSING", "PICKUP", "AWAITING_COLLECTION", detail["tracking_number"]}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("package and order (-want +got):\n%s", diff)
	}
	found, _ := walk(t, k, shopsPath+"search", "packages", `{"package_status":"PROCESSING"}`, "page_size", "50")
	if !slices.Contains(ids(found), pkg) {
		t.Errorf("package %s is not among the arranged ones", pkg)
	}
	doc := k.ok(t, get(shopsPath+pkg+"/shipping_documents", "document_type", "SHIPPING_LABEL"))
	if status, header := k.fetch(t, text(doc["doc_url"])); status != 200 || header.Get("Content-Type") != "application/pdf" {
		t.Errorf("document: %d, %s", status, header.Get("Content-Type"))
	}
}

func TestShippingThatCannotBeDoneIsRefused(t *testing.T) {
	t.Parallel()
	k := start(t, Options{})
	_, mine := waiting(t, k, "SELLER")
	_, theirs := waiting(t, k, "TIKTOK")
	data := k.ok(t, post(searchOrders, `{"order_status":"CANCELLED"}`, "page_size", "1"))
	gone := ids(objects(data["orders"])[0]["packages"])[0]
	tests := map[string]struct {
		id, body string
		want     int
	}{
		"unknown":                         {"1", "{}", 21011001},
		"cancelled":                       {gone, "{}", 21011041},
		"own shipping, no number":         {mine, `{"self_shipment":{"shipping_provider_id":"1"}}`, 21011022},
		"slot in the past":                {theirs, `{"pickup_slot":{"start_time":1,"end_time":2}}`, 21011053},
		"slot that ends before it starts": {theirs, `{"pickup_slot":{"start_time":9999999999,"end_time":9999999998}}`, 21011053},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if a := k.do(t, post(shopsPath+tt.id+"/ship", tt.body)); a.Code != tt.want {
				t.Errorf("answer %s, want %d", a.Body, tt.want)
			}
		})
	}
}

func TestABatchShipsWhatItCan(t *testing.T) {
	t.Parallel()
	k := start(t, Options{})
	_, mine := waiting(t, k, "SELLER")
	_, theirs := waiting(t, k, "TIKTOK")
	body := `{"packages":[{"id":"1"},{"id":"` + theirs + `"},{"id":"` + mine + `","self_shipment":{"tracking_number":"T1","shipping_provider_id":"2"}}]}`
	data := k.ok(t, post("/fulfillment/202309/packages/ship", body))
	failed := objects(data["errors"])
	if len(failed) != 1 || text(object(failed[0]["detail"])["package_id"]) != "1" {
		t.Errorf("errors %v: want the unknown package", failed)
	}
	if got := text(k.ok(t, get(shopsPath+mine))["tracking_number"]); got != "T1" {
		t.Errorf("tracking number %q, want T1", got)
	}
}
