package sandbox

import (
	"encoding/json"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestTheClockIsMovedByCalls(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		k := start(t, Options{Orders: -1})
		began := k.shop.Now()
		if got := k.must(t, "POST", "time", `{"advance":"1d2h"}`); got["now"] != began.Add(26*time.Hour).UTC().Format(time.RFC3339Nano) {
			t.Errorf("after a day and two hours it is %v, it was %v", got["now"], began)
		}
		to := began.Add(48 * time.Hour).UTC().Format(time.RFC3339Nano)
		if got := k.must(t, "POST", "time", `{"set":"`+to+`"}`); got["now"] != to {
			t.Errorf("set to %v it is %v", to, got["now"])
		}
		k.must(t, "POST", "time", `{"speed":0}`)
		got := k.must(t, "POST", "time", `{"skew":"-10m"}`)
		want := map[string]any{"now": to, "speed": json.Number("0"), "skew": "-10m0s", "planned": got["planned"], "next": got["next"]}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("clock (-want +got):\n%s", diff)
		}
	})
}

func TestABuyerAndTheStaffActByCalls(t *testing.T) {
	t.Parallel()
	sc := scenario(t, `{"version":1,"tempo":{"audit":"10m"},"sellers":[{"shops":[{"market":"US","name":"One"},{"market":"ID","name":"Two"}]}]}`)
	k := start(t, Options{Orders: -1, Scenario: sc})
	placed := k.must(t, "POST", "orders", `{"place":{"shop":"Two","items":[{"product":"`+k.shop.stores[1].products.list[0].id+`","quantity":2}],"unpaid":true}}`)
	id := text(placed["id"])
	if placed["status"] != "UNPAID" || placed["shop"] != k.shop.stores[1].id {
		t.Errorf("placed: %v", placed)
	}
	if got := k.must(t, "POST", "orders", `{"pay":"`+id+`"}`); got["status"] != "ON_HOLD" {
		t.Errorf("paid: %v", got)
	}
	if got := k.tell(t, "POST", "orders", `{"pay":"`+id+`"}`); got.Status != 409 || !strings.Contains(got.Body, "is ON_HOLD") {
		t.Errorf("paid twice: %d %s", got.Status, got.Body)
	}
	r := get(getOrders, "ids", id)
	r.cipher = k.shop.stores[1].cipher
	if lines := objects(objects(k.ok(t, r)["orders"])[0]["line_items"]); len(lines) != 2 || lines[0]["currency"] != "IDR" {
		t.Errorf("the order has the lines %v", lines)
	}
	cancelled := k.must(t, "POST", "orders", `{"cancel":"`+id+`"}`)
	if object(cancelled["order"])["status"] != "CANCELLED" {
		t.Errorf("cancelled: %v", cancelled)
	}
	if got := k.tell(t, "POST", "orders", `{"return":"`+id+`"}`); got.Status != 409 {
		t.Errorf("a return of a cancelled order: %d %s", got.Status, got.Body)
	}

	uri := text(k.ok(t, upload(t, "data", PNG(300, 300)))["uri"])
	made := k.ok(t, post(products, strings.NewReplacer("URI", uri, "KEY", "one").Replace(newProduct)))
	product := text(made["product_id"])
	if got := k.must(t, "POST", "products", `{"reject":"`+product+`","reasons":["Blurred picture"]}`); got["status"] != "FAILED" {
		t.Errorf("rejected: %v", got)
	}
	if got := k.tell(t, "POST", "products", `{"pass":"`+product+`"}`); got.Status != 409 {
		t.Errorf("passed after the end of its review: %d %s", got.Status, got.Body)
	}
	counts := k.shop.State().Shops
	if counts[0].Counts["products"]["FAILED"] != 1 || counts[1].Counts["orders"]["CANCELLED"] != 1 || counts[0].Counts["orders"]["CANCELLED"] != 0 {
		t.Errorf("counts: %v", counts)
	}
}

func TestTokensAreGivenOutAndEndedByCalls(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: -1})
	issued := k.must(t, "POST", "tokens", `{"issue":"seller"}`)
	r := get("/authorization/202309/shops")
	r.token = text(issued["access_token"])
	k.ok(t, r)
	if ciphers := texts(issued["shop_ciphers"]); len(ciphers) != 1 || ciphers[0] != k.shop.Cipher() {
		t.Errorf("ciphers %v", ciphers)
	}
	k.must(t, "POST", "tokens", `{"expire":true}`)
	if a := k.do(t, r); a.Code != 105002 {
		t.Errorf("after the end of all tokens: %s", a.Body)
	}
	code := text(k.must(t, "POST", "tokens", `{"code":"seller"}`)["auth_code"])
	a := k.raw(t, "GET", "/api/v2/token/get?app_key="+AppKey+"&app_secret="+AppSecret+"&grant_type=authorized_code&auth_code="+code)
	if a.Code != 0 {
		t.Errorf("the code is refused: %s", a.Body)
	}
	r.token = text(a.object(t)["access_token"])
	k.ok(t, r)
	k.must(t, "POST", "tokens", `{"withdraw":"seller"}`)
	if a := k.do(t, r); a.Code != 105001 {
		t.Errorf("after the withdrawal: %s", a.Body)
	}
	if got := k.tell(t, "POST", "tokens", `{"withdraw":"seller"}`); got.Status != 409 {
		t.Errorf("withdrawn twice: %d %s", got.Status, got.Body)
	}
}

func TestAScenarioBeginsAnew(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: 5})
	k.must(t, "POST", "faults", `{"status":500,"times":-1}`)
	k.must(t, "POST", "orders", `{"place":{}}`)
	state := k.must(t, "POST", "scenario", `{"version":1,"start":"2026-03-01T09:00:00Z","speed":0,"sellers":[{"shops":[{"market":"JP","orders":7}]}]}`)
	shops := objects(state["shops"])
	if len(shops) != 1 || shops[0]["market"] != "JP" || object(state["time"])["now"] != "2026-03-01T09:00:00Z" || state["faults"] != json.Number("0") {
		t.Errorf("state: %v", state)
	}
	k.token = text(k.must(t, "POST", "tokens", `{"issue":"seller"}`)["access_token"])
	found := k.ok(t, post(searchOrders, "{}", "page_size", "100"))
	if n := len(objects(found["orders"])); n != 7 {
		t.Errorf("%d orders, want 7", n)
	}
	shown := k.must(t, "GET", "scenario", "")
	if objects(objects(shown["sellers"])[0]["shops"])[0]["market"] != "JP" {
		t.Errorf("the scenario that runs is shown as %v", shown)
	}
	if before := k.shop.State(); k.tell(t, "POST", "scenario", `{"version":1,"speed":-1}`).Status != 400 || len(k.shop.State().Shops) != len(before.Shops) {
		t.Error("a scenario with problems changed something")
	}
}

func TestAScenarioBeginsAnewWhileOthersCall(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: 20})
	done := make(chan struct{})
	go func() {
		defer close(done)
		for range 10 {
			k.tell(t, "POST", "scenario?ready=default", "")
		}
	}()
	for {
		k.do(t, post(searchOrders, "{}", "page_size", "10")) // its token may be gone
		k.tell(t, "GET", "state", "")
		select {
		case <-done:
			return
		default:
		}
	}
}

func TestTheLogIsFiltered(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: 1})
	k.ok(t, get(getOrders, "ids", orderID(1)))
	k.ok(t, get("/authorization/202309/shops"))
	k.shop.Advance(time.Hour)
	k.raw(t, "GET", "/nothing/here?sign=x&app_secret=y")
	paths := func(query string) []string {
		out := []string{}
		for _, c := range objects(k.must(t, "GET", "log"+query, "")["calls"]) {
			out = append(out, text(c["path"]))
		}
		return out
	}
	shops, none := "/authorization/202309/shops", "/nothing/here"
	for query, want := range map[string][]string{
		"":                             {getOrders, shops, none},
		"?limit=2":                     {shops, none},
		"?route=GET+" + shops:          {shops},
		"?app=" + AppKey:               {getOrders, shops},
		"?app=other":                   {},
		"?shop=" + k.shop.Cipher():     {getOrders},
		"?shop=" + k.shop.stores[0].id: {getOrders},
		"?since=" + k.shop.Now().Add(-time.Minute).UTC().Format(time.RFC3339): {none},
	} {
		if diff := cmp.Diff(want, paths(query)); diff != "" {
			t.Errorf("log%s (-want +got):\n%s", query, diff)
		}
	}
	if body := k.tell(t, "GET", "log", "").Body; strings.Contains(body, `"sign"`) || strings.Contains(body, "app_secret") {
		t.Errorf("the log holds secrets: %s", body)
	}
	k.must(t, "DELETE", "log", "")
	if got := paths(""); len(got) != 0 {
		t.Errorf("after its end the log holds %q", got)
	}
}
