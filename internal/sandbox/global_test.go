package sandbox

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

const globals = "/product/202309/global_products"

// twoMarkets is a seller with shops in the US and in Germany.
func twoMarkets(t *testing.T) (k *caller, german string) {
	t.Helper()
	k = start(t, Options{Orders: -1})
	k.shop.mu.Lock()
	defer k.shop.mu.Unlock()
	wire := map[string]any{"id": "7490000000000000002", "cipher": "ROW_german-cipher-for-tests", "region": "DE", "name": "Laden", "code": "DELCTEST02"}
	u := k.shop.newStore(wire, k.shop.stores[0].seller)
	k.shop.stores = append(k.shop.stores, u)
	u.seedProducts(3)
	return k, u.cipher
}

func globalBody(t *testing.T, k *caller) string {
	t.Helper()
	uri := text(k.ok(t, upload(t, "data", PNG(400, 300)))["uri"])
	return `{"title":"A mug for the world","description":"<p>x</p>","category_id":"600001","main_images":[{"uri":"` + uri + `"}],
		"package_weight":{"unit":"KILOGRAM","value":"0.4"},
		"skus":[{"seller_sku":"G-1","global_quantity":9,"price":{"amount":"10.00","currency":"USD"}}]}`
}

func TestAGlobalProductIsPublishedMarketByMarket(t *testing.T) {
	t.Parallel()
	k, german := twoMarkets(t)
	body := globalBody(t, k)
	made := k.ok(t, post(globals, body))
	id, sku := text(made["global_product_id"]), ids(made["global_skus"])[0]
	target := func(region string) string {
		return `{"region":"` + region + `","skus":[{"related_global_sku_id":"` + sku + `"}]}`
	}
	data := k.ok(t, post(globals+"/"+id+"/publish", `{"publish_target":[`+target("DE")+`,`+target("JP")+`]}`))
	results := map[string]any{}
	for _, r := range objects(data["publish_result"]) {
		results[text(r["region"])] = r["status"]
	}
	if diff := cmp.Diff(map[string]any{"DE": "SUCCESS", "JP": "FAILED"}, results); diff != "" {
		t.Errorf("results (-want +got):\n%s", diff)
	}
	local := text(objects(data["products"])[0]["id"])
	read := func() map[string]any {
		return k.ok(t, request{method: "GET", path: products + "/" + local, cipher: german})
	}
	p := read()
	price := object(objects(p["skus"])[0]["price"])
	got := []any{p["status"], p["title"], price["currency"], price["sale_price"]}
	if diff := cmp.Diff([]any{"ACTIVATE", "A mug for the world", "EUR", "9.20"}, got); diff != "" {
		t.Errorf("local product (-want +got):\n%s", diff)
	}
	if a := k.do(t, get(products+"/"+local)); a.Code != 12052032 {
		t.Errorf("the other shop shows it: %s", a.Body)
	}
	if a := k.do(t, post(globals+"/"+id+"/publish", `{"publish_target":[`+target("DE")+`]}`)); a.Code != 12019212 {
		t.Errorf("publishing twice: %s", a.Body)
	}

	edited := strings.NewReplacer("A mug for the world", "A better mug", `"seller_sku"`, `"id":"`+sku+`","sale_prices":[{"region":"DE","amount":"7.77"}],"seller_sku"`).Replace(body)
	data = k.ok(t, put(globals+"/"+id, edited))
	p = read()
	got = []any{objects(data["publish_results"])[0]["status"], p["title"], object(objects(p["skus"])[0]["price"])["sale_price"]}
	if diff := cmp.Diff([]any{"SUCCESS", "A better mug", "7.77"}, got); diff != "" {
		t.Errorf("after an edit (-want +got):\n%s", diff)
	}
	g := k.ok(t, get(globals+"/"+id))
	if rows := objects(g["products"]); len(rows) != 1 || rows[0]["id"] != local || rows[0]["region"] != "DE" {
		t.Errorf("local products %v", g["products"])
	}
	data = k.ok(t, request{method: "DELETE", path: globals, body: `{"global_product_ids":["` + id + `","1"]}`})
	if e := objects(data["errors"]); len(e) != 1 || number(e[0]["code"]) != 12019150 {
		t.Errorf("deleting: %v", data)
	}
	found, _ := walk(t, k, "/product/202312/global_products/search", "global_products", `{"status":"DELETED"}`, "page_size", "5")
	if len(found) != 1 || found[0]["id"] != id {
		t.Errorf("deleted ones: %v", found)
	}
	if a := k.do(t, put(globals+"/"+id, edited)); a.Code != 12019113 {
		t.Errorf("editing a deleted one: %s", a.Body)
	}
}

func TestShopsKeepTheirGoodsApart(t *testing.T) {
	t.Parallel()
	k, german := twoMarkets(t)
	found := k.ok(t, request{method: "POST", path: "/product/202502/products/search", body: "{}", query: map[string]string{"page_size": "50"}, cipher: german})
	list := objects(found["products"])
	if len(list) != 3 || !strings.HasPrefix(text(list[0]["title"]), "Muster ") {
		t.Errorf("German products: %v", list)
	}
	id, sku := text(list[0]["id"]), ids(list[0]["skus"])[0]
	body := `{"skus":[{"id":"` + sku + `","inventory":[{"quantity":1,"warehouse_id":"7000000000000000001"}]}]}`
	r := post(products+"/"+id+"/inventory/update", body)
	r.cipher = german
	if e := objects(k.ok(t, r)["errors"]); len(e) != 1 {
		t.Errorf("another shop's warehouse: %v", e)
	}
	house := objects(k.ok(t, request{method: "GET", path: "/logistics/202309/warehouses", cipher: german})["warehouses"])
	r.body = strings.Replace(body, "7000000000000000001", text(house[1]["id"]), 1)
	k.ok(t, r)
	k.shop.mu.Lock()
	defer k.shop.mu.Unlock()
	u := k.shop.stores[1]
	before := u.available(sku)
	if !u.reserve(sku, before-1) || u.available(sku) != 1 || u.reserve(sku, 2) {
		t.Errorf("available %d of %d", u.available(sku), before)
	}
}

func TestStockIsHeldForOrders(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: -1})
	sku := skuID(1, 0)
	counts := func() [2]string {
		t.Helper()
		found := k.ok(t, post("/product/202309/inventory/search", `{"sku_ids":["`+sku+`"]}`))
		s := objects(objects(found["inventory"])[0]["skus"])[0]
		return [2]string{text(s["total_available_quantity"]), text(s["total_committed_quantity"])}
	}
	u := k.shop.stores[0]
	for _, step := range []struct {
		name string
		do   func() bool
		want [2]string
	}{
		{"at first", func() bool { return true }, [2]string{"10", "0"}},
		{"reserved", func() bool { return u.reserve(sku, 4) }, [2]string{"6", "4"}},
		{"too many", func() bool { return !u.reserve(sku, 7) }, [2]string{"6", "4"}},
		{"none at all", func() bool { return !u.reserve(sku, 0) && !u.reserve("1", 1) }, [2]string{"6", "4"}},
		{"released", func() bool { u.release(sku, 1); return true }, [2]string{"7", "3"}},
		{"shipped", func() bool { u.consume(sku, 2); return true }, [2]string{"7", "1"}},
		{"more than held", func() bool { u.release(sku, 5); return true }, [2]string{"8", "0"}},
	} {
		k.shop.mu.Lock()
		ok := step.do()
		k.shop.mu.Unlock()
		if got := counts(); !ok || got != step.want {
			t.Errorf("%s: %v, stock %v, want %v", step.name, ok, got, step.want)
		}
	}
	k.shop.Advance(time.Minute)
}
