package sandbox

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

const ordersPath = "/fulfillment/202309/orders/"

// quoted is a JSON list of texts.
func quoted(list ...string) string { return string(encode(list)) }

func (o *order) lineIDs(places ...int) string {
	var list []string
	for _, i := range places {
		list = append(list, o.lines[i].id)
	}
	return quoted(list...)
}

func TestAnOrderIsSplitAndShippedInParts(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: -1})
	o, old := k.waits(t, basket{}, 2, 1)
	attrs := objects(k.ok(t, get(ordersPath+"split_attributes", "order_ids", o.id))["split_attributes"])
	if attrs[0]["can_split"] != true {
		t.Errorf("split attributes %v", attrs)
	}
	body := `{"splittable_groups":[{"id":"a","order_line_item_ids":` + o.lineIDs(0) + `},{"id":"b","order_line_item_ids":` + o.lineIDs(2) + `}]}`
	made := objects(k.ok(t, post(ordersPath+o.id+"/split", body))["packages"])
	if len(made) != 2 || made[0]["splittable_group_id"] != "a" {
		t.Fatalf("packages %v", made)
	}
	w := k.order(t, o.id)
	if len(objects(w["packages"])) != 3 || w["split_or_combine_tag"] != "SPLIT" {
		t.Errorf("order has packages %v, %v", w["packages"], w["split_or_combine_tag"])
	}
	k.ok(t, post(shopsPath+text(made[0]["id"])+"/ship", "{}"))
	if w := k.order(t, o.id); w["status"] != partiallyShipping {
		t.Errorf("order is %v, want partially shipping", w["status"])
	}
	k.ok(t, post(shopsPath+"ship", `{"packages":[{"id":"`+text(made[1]["id"])+`"},{"id":"`+old+`"}]}`))
	if w := k.order(t, o.id); w["status"] != awaitingCollection {
		t.Errorf("order is %v, want awaiting collection", w["status"])
	}
	k.pass(5 * time.Hour)
	if w := k.order(t, o.id); w["status"] != inTransit {
		t.Errorf("order is %v, want in transit", w["status"])
	}
}

func TestSplitsThatCannotBeAreRefused(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: -1})
	o, _ := k.waits(t, basket{}, 2, 1)
	one, _ := k.waits(t, basket{}, 1)
	fresh := k.place(t, basket{}, 2)
	group := func(list string) string {
		return `{"splittable_groups":[{"id":"a","order_line_item_ids":` + list + `}]}`
	}
	tests := map[string]struct {
		id, body string
		want     int
	}{
		"unknown order":          {"1", group(o.lineIDs(0)), 21008111},
		"one item":               {one.id, group(one.lineIDs(0)), 21011035},
		"not paid":               {fresh.id, group(fresh.lineIDs(0)), 21011035},
		"everything":             {o.id, group(o.lineIDs(0, 1, 2)), 21011005},
		"twice":                  {o.id, group(o.lineIDs(0, 0)), 21011005},
		"of another order":       {o.id, group(one.lineIDs(0)), 21011005},
		"no items":               {o.id, group("[]"), 21011005},
		"no groups":              {o.id, "{}", 36009004},
		"a group without a name": {o.id, `{"splittable_groups":[{"order_line_item_ids":` + o.lineIDs(0) + `}]}`, 21011005},
	}
	for name, tt := range tests {
		if a := k.do(t, post(ordersPath+tt.id+"/split", tt.body)); a.Code != tt.want {
			t.Errorf("%s: %s, want %d", name, a.Body, tt.want)
		}
	}
	k.in(t, func(shop *store) { shop.market = marketOf("TH") })
	if a := k.do(t, post(ordersPath+o.id+"/split", group(o.lineIDs(0)))); a.Code != 21011035 {
		t.Errorf("units of one SKU apart in Thailand: %s", a.Body)
	}
	k.ok(t, post(ordersPath+o.id+"/split", group(o.lineIDs(2))))
}

func TestPackagesOfABuyerAreCombinedAndTakenApart(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: -1})
	a, first := k.waits(t, basket{buyer: 7}, 1)
	b, second := k.waits(t, basket{buyer: 7}, 1)
	other, _ := k.waits(t, basket{buyer: 8}, 1)
	list := objects(k.ok(t, get("/fulfillment/202309/combinable_packages/search", "page_size", "20"))["combinable_packages"])
	if diff := cmp.Diff([]map[string]any{{"id": first, "order_ids": []any{a.id, b.id}}}, list); diff != "" {
		t.Fatalf("combinable packages (-want +got):\n%s", diff)
	}
	both := `{"id":"` + first + `","order_ids":` + quoted(a.id, b.id) + `}`
	wrong := `{"id":"` + first + `","order_ids":` + quoted(a.id, other.id) + `}`
	data := k.ok(t, post(shopsPath+"combine", `{"combinable_packages":[`+wrong+`,`+both+`,`+both+`]}`))
	made, failed := objects(data["packages"]), objects(data["errors"])
	if len(made) != 1 || len(failed) != 2 || number(failed[0]["code"]) != 21011031 {
		t.Fatalf("packages %v, errors %v", made, failed)
	}
	pkg := text(made[0]["id"])
	if w := k.order(t, b.id); w["split_or_combine_tag"] != "COMBINED" || ids(w["packages"])[0] != pkg {
		t.Errorf("order: %v, %v", w["split_or_combine_tag"], w["packages"])
	}
	if got := k.do(t, get(shopsPath+second)); got.Code != 21011001 {
		t.Errorf("the old package is still there: %s", got.Body)
	}
	if got := k.do(t, post(shopsPath+pkg+"/uncombine", `{"order_ids":`+quoted(other.id)+`}`)); got.Code != 21011029 {
		t.Errorf("order that is not in it: %s", got.Body)
	}
	parts := objects(k.ok(t, post(shopsPath+pkg+"/uncombine", `{"order_ids":`+quoted(b.id)+`}`))["packages"])
	if len(parts) != 2 {
		t.Errorf("parts %v", parts)
	}
	if got := k.do(t, post(shopsPath+pkg+"/uncombine", `{"order_ids":`+quoted(a.id)+`}`)); got.Code != 21011005 {
		t.Errorf("a package of one order: %s", got.Body)
	}
	if w := k.order(t, a.id); w["split_or_combine_tag"] != nil {
		t.Errorf("order: %v", w["split_or_combine_tag"])
	}
}

func TestCombinedOrdersTravelTogether(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: -1})
	a, first := k.waits(t, basket{buyer: 7}, 1)
	b, _ := k.waits(t, basket{buyer: 7}, 1)
	data := k.ok(t, post(shopsPath+"combine", `{"combinable_packages":[{"id":"`+first+`","order_ids":`+quoted(a.id, b.id)+`}]}`))
	k.ok(t, post(shopsPath+text(objects(data["packages"])[0]["id"])+"/ship", "{}"))
	k.pass(5 * time.Hour)
	x, y := k.order(t, a.id), k.order(t, b.id)
	if x["status"] != inTransit || y["status"] != inTransit || x["tracking_number"] != y["tracking_number"] {
		t.Errorf("orders %v and %v, numbers %v and %v", x["status"], y["status"], x["tracking_number"], y["tracking_number"])
	}
}

func TestSellersShipWithTheirOwnNumbers(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: -1})
	o, _ := k.waits(t, basket{seller: true}, 2)
	theirs, _ := k.waits(t, basket{}, 1)
	send := func(tracking string, lines string) string {
		return fmt.Sprintf(`{"tracking_number":%q,"shipping_provider_id":%q,"order_line_item_ids":%s}`, tracking, sellerCarrier, lines)
	}
	for name, tt := range map[string]struct {
		id, body string
		want     int
	}{
		"special characters": {o.id, send("A B/1", "[]"), 21004012},
		"platform's carrier": {theirs.id, send("AB1", "[]"), 21011003},
		"no number":          {o.id, "{}", 21011022},
		"another's item":     {o.id, send("AB1", theirs.lineIDs(0)), 21011029},
		"unknown order":      {"1", send("AB1", "[]"), 21011029},
	} {
		if a := k.do(t, post(ordersPath+tt.id+"/packages", tt.body)); a.Code != tt.want {
			t.Errorf("%s: %s, want %d", name, a.Body, tt.want)
		}
	}
	data := k.ok(t, post(ordersPath+o.id+"/packages", send("AB1", o.lineIDs(0))))
	if w := k.order(t, o.id); w["status"] != partiallyShipping || len(objects(w["packages"])) != 2 {
		t.Errorf("order %v with packages %v", w["status"], w["packages"])
	}
	if a := k.do(t, post(ordersPath+o.id+"/packages", send("AB1", o.lineIDs(1)))); a.Code != 21011025 {
		t.Errorf("the same number again: %s", a.Body)
	}
	if a := k.do(t, post(ordersPath+o.id+"/packages", send("AB2", o.lineIDs(0)))); a.Code != 21011006 {
		t.Errorf("the same item again: %s", a.Body)
	}
	update := shopsPath + text(data["package_id"]) + "/shipping_info/update"
	k.ok(t, post(update, send("AB9", "[]")))
	if w := k.ok(t, get(shopsPath+text(data["package_id"]))); w["tracking_number"] != "AB9" {
		t.Errorf("tracking number %v, want AB9", w["tracking_number"])
	}
	k.pass(5 * time.Hour)
	k.ok(t, post(shopsPath+"deliver", `{"packages":[{"id":"`+text(data["package_id"])+`","delivery_type":"DELIVERY_SUCCESS"}]}`))
	if a := k.do(t, post(update, send("AB8", "[]"))); a.Code != 21011030 {
		t.Errorf("number of a delivered package: %s", a.Body)
	}
	failed := objects(k.ok(t, post(shopsPath+"deliver", `{"packages":[{"id":"`+ids(k.order(t, theirs.id)["packages"])[0]+`","delivery_type":"DELIVERY_SUCCESS"},{"id":"1","delivery_type":"DELIVERY_SUCCESS"}]}`))["errors"])
	if len(failed) != 2 || number(failed[0]["code"]) != 10007014 || number(failed[1]["code"]) != 21011028 {
		t.Errorf("deliveries by the platform's carrier: %v", failed)
	}
}

func TestShippingKnowsItsStates(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: -1})
	_, pkg := k.waits(t, basket{}, 1)
	asks, asked := k.waits(t, basket{}, 1)
	_, house := k.waits(t, basket{fbt: true}, 1)
	k.in(t, func(*store) { asks.more().cancelAsked = 1 })
	if a := k.do(t, post(shopsPath+pkg+"/ship", `{"self_shipment":{"tracking_number":"A","shipping_provider_id":"1"}}`)); a.Code != 21011003 {
		t.Errorf("own number for the platform's carrier: %s", a.Body)
	}
	if a := k.do(t, post(shopsPath+asked+"/ship", "{}")); a.Code != 21011007 {
		t.Errorf("buyer asks to cancel: %s", a.Body)
	}
	if a := k.do(t, post(shopsPath+house+"/ship", "{}")); a.Code != 21008025 {
		t.Errorf("platform's warehouse: %s", a.Body)
	}
	fresh := k.place(t, basket{}, 1)
	k.pass(5 * time.Minute)
	if a := k.do(t, post(shopsPath+"schedule", `{"order_id":"`+fresh.id+`","handover_method":"PICKUP"}`)); a.Code != 21042057 {
		t.Errorf("order on hold: %s", a.Body)
	}
	k.pass(2 * time.Hour)
	done := k.ok(t, post(shopsPath+"schedule", `{"order_id":"`+fresh.id+`","handover_method":"PICKUP"}`))
	if done["handover_method"] != "PICKUP" || text(done["tracking_number"]) == "" {
		t.Errorf("scheduled: %v", done)
	}
	many := strings.TrimSuffix(strings.Repeat(`{"id":"1"},`, maxParcels+1), ",")
	if a := k.do(t, post(shopsPath+"ship", `{"packages":[`+many+`]}`)); a.Code != 36009004 {
		t.Errorf("too many packages: %s", a.Body)
	}
	k.ok(t, post(shopsPath+pkg+"/ship", "{}"))
	k.pass(3 * 24 * time.Hour)
	if a := k.do(t, post(shopsPath+pkg+"/ship", "{}")); a.Code != 21011027 {
		t.Errorf("delivered package: %s", a.Body)
	}
}

func TestLabelsAreBoughtAndParcelsFollowed(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: -1})
	o, _ := k.waits(t, basket{}, 1)
	services := objects(k.ok(t, post(ordersPath+o.id+"/shipping_services/query", "{}"))["shipping_services"])
	if len(services) != 3 {
		t.Fatalf("services %v", services)
	}
	body := func(service string) string {
		return `{"order_id":"` + o.id + `","shipping_service_id":"` + service + `"}`
	}
	if a := k.do(t, post("/fulfillment/202512/packages", body("1"))); a.Code != 21004008 {
		t.Errorf("unknown service: %s", a.Body)
	}
	made := k.ok(t, post("/fulfillment/202512/packages", body(text(services[1]["id"]))))
	if info := object(made["shipping_service_info"]); info["price"] != services[1]["price"] {
		t.Errorf("bought %v, offered %v", info, services[1])
	}
	k.pass(4 * 24 * time.Hour)
	tracking := objects(k.ok(t, get(ordersPath+o.id+"/tracking"))["tracking"])
	newestFirst := slices.IsSortedFunc(tracking, func(a, b map[string]any) int {
		return int(number(b["update_time_millis"]) - number(a["update_time_millis"]))
	})
	if len(tracking) != 6 || !newestFirst || !strings.Contains(text(tracking[0]["description"]), "delivered") {
		t.Errorf("tracking %v", tracking)
	}
}

func TestOrdersAreKnownByNamesOfOtherSystems(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: 3})
	const path = "/order/202406/orders/"
	item := func(id, external string) string {
		return `{"id":"` + id + `","external_order":{"id":"` + external + `","platform":"SHOPIFY","line_items":[{"id":"L1","origin_id":"` + itemID(1, 0) + `"}]}}`
	}
	data := k.ok(t, post(path+"external_orders", `{"orders":[`+item(orderID(1), "S-1")+`,`+item("1", "S-2")+`,`+item(orderID(2), "S-3")+`]}`))
	failed := objects(data["errors"])
	if len(failed) != 2 || failed[0]["code"] != "36020001" || object(failed[0]["detail"])["order_id"] != "1" {
		t.Errorf("errors %v", failed)
	}
	k.ok(t, post(path+"external_orders", `{"orders":[`+item(orderID(1), "S-9")+`]}`))
	list := objects(k.ok(t, get(path+orderID(1)+"/external_orders", "platform", "SHOPIFY"))["external_orders"])
	if len(list) != 1 || list[0]["id"] != "S-9" {
		t.Errorf("references %v, want the newest", list)
	}
	find := func(id string) []map[string]any {
		return objects(k.ok(t, post(path+"external_order_search", "", "platform", "SHOPIFY", "external_order_id", id))["orders"])
	}
	if found := find("S-9"); len(found) != 1 || found[0]["id"] != orderID(1) {
		t.Errorf("found %v", found)
	}
	if found := find("S-1"); len(found) != 0 {
		t.Errorf("the replaced reference still finds %v", found)
	}
}
