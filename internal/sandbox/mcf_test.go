package sandbox

import (
	"fmt"
	"testing"
	"time"
)

const mcfPath = "/fbt/202601/mcf_outbound_orders"

func mcfBody(external, country string, goods ...any) string {
	list := []map[string]any{}
	for i := 0; i+1 < len(goods); i += 2 {
		list = append(list, map[string]any{"id": goods[i], "quantity": goods[i+1]})
	}
	return string(encode(map[string]any{
		"external_order_id": external, "goods": list,
		"consignee": map[string]any{"name": "Pat Example", "address": map[string]any{
			"address_line_1": "1 Example Street", "city": "Sampleville", "country_code": country, "postal_code": "00001", "state_or_region": "SS",
		}},
	}))
}

// mcfStatuses are where the parts of an order stand.
func mcfStatuses(t *testing.T, k *caller, id string) []string {
	t.Helper()
	var out []string
	for _, part := range objects(object(k.ok(t, get(mcfPath, "mcf_order_id", id))["mcf_order"])["consign_orders"]) {
		out = append(out, text(part["status"]))
		if shipped := text(part["status"]) == consignShipped; shipped && text(part["tracking_number"]) == "" {
			t.Errorf("a shipped part has no tracking number: %v", part)
		}
	}
	return out
}

func mcfAvailable(t *testing.T, k *caller, goods string) int64 {
	t.Helper()
	list := objects(k.ok(t, post("/fbt/202601/mcf/goods/inventory/search", `{"goods":[{"goods_id":"`+goods+`"}]}`))["goods_inventory_list"])
	return number(list[0]["available_qty"])
}

func TestOrdersOfOtherChannelsAreShipped(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: -1})
	goods := firstGoods(t, k)[0]
	if status := object(k.ok(t, get("/fbt/202601/merchants/mcf_status"))["mcf_status"]); number(status["is_mcf"]) != 1 {
		t.Errorf("status %v, want 1", status)
	}
	create := func(external string, n int) string {
		return text(object(k.ok(t, post(mcfPath, mcfBody(external, "US", goods, n)))["mcf_order"])["mcf_order_id"])
	}
	id := create("ext-1", 50)
	if have := mcfAvailable(t, k, goods); have != 190 {
		t.Errorf("%d available, want 190", have)
	}
	if a := k.do(t, post(mcfPath, mcfBody("ext-1", "US", goods, 1))); a.Code != 177001007 {
		t.Errorf("same external id: %s", a.Body)
	}
	for _, step := range []struct {
		wait time.Duration
		want string
	}{
		{0, consignPending}, {time.Hour, consignPacking}, {4 * time.Hour, consignShipped}, {4 * time.Hour, consignHandover}, {48 * time.Hour, consignCompleted},
	} {
		k.shop.Advance(step.wait)
		if got := mcfStatuses(t, k, id); fmt.Sprint(got) != fmt.Sprint([]string{step.want}) {
			t.Errorf("statuses %v, want %s", got, step.want)
		}
		checkLedger(t, k)
	}
	if a := k.do(t, post(mcfPath+"/cancel", `{"mcf_order_id":"`+id+`"}`)); a.Code != 177001012 {
		t.Errorf("canceling what has left: %s", a.Body)
	}
	id = create("ext-2", 20)
	k.shop.Advance(2 * time.Hour)
	if a := k.do(t, post(mcfPath+"/cancel", `{"mcf_order_id":"`+id+`","consign_orders":[{"id":"OBF5"}]}`)); a.Code != 177001010 {
		t.Errorf("canceling an unknown part: %s", a.Body)
	}
	k.ok(t, post(mcfPath+"/cancel", `{"mcf_order_id":"`+id+`"}`))
	k.shop.Advance(24 * time.Hour)
	if got := mcfStatuses(t, k, id); fmt.Sprint(got) != "[CLOSED]" {
		t.Errorf("statuses %v, want CLOSED", got)
	}
	if have := mcfAvailable(t, k, goods); have != 190 {
		t.Errorf("%d available after the cancellation, want 190", have)
	}
	if again := create("ext-2", 20); again == id {
		t.Error("the cancelled order's external id gave the same order")
	}
	checkLedger(t, k)
}

func TestLargeOrdersComeFromSeveralWarehouses(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: -1})
	goods := firstGoods(t, k)[0]
	for n := range 3 {
		k.ok(t, post(mcfPath, mcfBody(fmt.Sprint("e", n), "US", goods, 50)))
	}
	k.ok(t, post(mcfPath, mcfBody("e3", "US", goods, 40))) // 50 are left: 20 in one, 30 in the other
	id := text(object(k.ok(t, post(mcfPath, mcfBody("e4", "US", goods, 50)))["mcf_order"])["mcf_order_id"])
	if got := mcfStatuses(t, k, id); len(got) != 2 {
		t.Errorf("parts %v, want two", got)
	}
	if a := k.do(t, post(mcfPath, mcfBody("e5", "US", goods, 1))); a.Code != 177001004 {
		t.Errorf("ordering more than there is: %s", a.Body)
	}
	k.shop.Advance(5 * 24 * time.Hour)
	checkLedger(t, k)
}

func TestMCFRefusals(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: -1})
	list := firstGoods(t, k)
	for _, tt := range []struct {
		name string
		r    request
		code int
	}{
		{"no external id", post(mcfPath, mcfBody("", "US", list[0], 1)), 177001001},
		{"no goods", post(mcfPath, mcfBody("x", "US")), 177001001},
		{"more than fifty units", post(mcfPath, mcfBody("x", "US", list[0], 30, list[1], 21)), 177001001},
		{"no units", post(mcfPath, mcfBody("x", "US", list[0], 0)), 177001001},
		{"unknown goods", post(mcfPath, mcfBody("x", "US", "12", 1)), 177001002},
		{"no country", post(mcfPath, mcfBody("x", "", list[0], 1)), 177001003},
		{"another country", post(mcfPath, mcfBody("x", "DE", list[0], 1)), 177001011},
		{"an unknown order", get(mcfPath, "mcf_order_id", "5"), 177001010},
	} {
		if a := k.do(t, tt.r); a.Code != tt.code {
			t.Errorf("%s: %s, want code %d", tt.name, a.Body, tt.code)
		}
	}
}
