package sandbox

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const newProduct = `{"title":"A mug for tests","description":"<p>x</p>","category_id":"600001","save_mode":"LISTING","idempotency_key":"KEY",
"main_images":[{"uri":"URI"}],"package_weight":{"unit":"KILOGRAM","value":"0.4"},
"skus":[{"seller_sku":"MUG-1","price":{"amount":"12.50","currency":"USD"},"inventory":[{"warehouse_id":"7000000000000000001","quantity":40}]}]}`

func create(t *testing.T, k *caller, key string) map[string]any {
	t.Helper()
	img := k.ok(t, upload(t, "data", PNG(400, 300), "use_case", "MAIN_IMAGE"))
	return k.ok(t, post(products, strings.NewReplacer("URI", text(img["uri"]), "KEY", key).Replace(newProduct)))
}

func TestAProductIsCreatedOnceForItsKey(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: -1})
	first, second, other := create(t, k, "a"), create(t, k, "a"), create(t, k, "b")
	if diff := cmp.Diff(first, second); diff != "" {
		t.Errorf("same key (-first +second):\n%s", diff)
	}
	if first["product_id"] == other["product_id"] {
		t.Errorf("two keys made one product %v", other["product_id"])
	}
	if got := k.shop.Writes("POST " + products); got != 2 {
		t.Errorf("writes = %d, want 2", got)
	}
	p := k.ok(t, get(products+"/"+text(first["product_id"])))
	sku := objects(p["skus"])[0]
	got := []any{p["id"], p["title"], p["status"], object(sku["price"])["sale_price"], sku["seller_sku"], objects(p["main_images"])[0]["width"]}
	want := []any{first["product_id"], "A mug for tests", "ACTIVATE", "12.50", "MUG-1", json.Number("400")}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("product (-want +got):\n%s", diff)
	}
}

func TestProductsThatLackSomethingAreRefused(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: -1})
	small := text(k.ok(t, upload(t, "data", PNG(200, 400)))["uri"])
	uri := text(k.ok(t, upload(t, "data", PNG(400, 400)))["uri"])
	good := strings.NewReplacer("URI", uri, "KEY", "").Replace(newProduct)
	tests := map[string]struct {
		old, replace string
		want         int
	}{
		"no title":       {`"title":"A mug for tests",`, "", 36009004},
		"no images":      {`[{"uri":"` + uri + `"}]`, "[]", 36009004},
		"unknown image":  {uri, "tos/unknown", 12052300},
		"small image":    {uri, small, 12052301},
		"price of zero":  {"12.50", "0", 12052012},
		"price in words": {"12.50", "twelve", 12052012},
		"no price":       {`"price":{"amount":"12.50","currency":"USD"},`, "", 12052073},
		"unknown SKU":    {`"seller_sku":"MUG-1"`, `"id":"1"`, 12052556},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if a := k.do(t, post(products, strings.Replace(good, tt.old, tt.replace, 1))); a.Code != tt.want {
				t.Errorf("answer %s, want %d", a.Body, tt.want)
			}
		})
	}
}

func TestProductsAreEditedReplacedAndMovedOn(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: -1})
	made := create(t, k, "")
	id := text(made["product_id"])
	read := func() map[string]any { return k.ok(t, get(products+"/"+id)) }

	k.ok(t, post("/product/202509/products/"+id+"/partial_edit", `{"title":"Another title"}`))
	if p := read(); p["title"] != "Another title" || p["description"] != "<p>x</p>" {
		t.Errorf("after a patch: %v, %v", p["title"], p["description"])
	}
	uri := text(objects(read()["main_images"])[0]["uri"])
	body := strings.NewReplacer("URI", uri, `"idempotency_key":"KEY",`, `"is_cod_allowed":true,`).Replace(newProduct)
	k.ok(t, request{method: "PUT", path: "/product/202509/products/" + id, body: body})
	body = strings.Replace(body, `"is_cod_allowed":true,`, "", 1)
	k.ok(t, request{method: "PUT", path: "/product/202509/products/" + id, body: body})
	if p := read(); p["is_cod_allowed"] != nil || p["title"] != "A mug for tests" {
		t.Errorf("after an update: cod %v, title %v", p["is_cod_allowed"], p["title"])
	}

	sku := ids(read()["skus"])[0]
	k.ok(t, post(products+"/"+id+"/inventory/update", `{"skus":[{"id":"`+sku+`","inventory":[{"quantity":7}]}]}`))
	k.ok(t, post(products+"/"+id+"/prices/update", `{"skus":[{"id":"`+sku+`","price":{"amount":"9.90","currency":"USD"}}]}`))
	data := k.ok(t, post(products+"/"+id+"/inventory/update", `{"skus":[{"id":"`+sku+`","inventory":[{"quantity":7,"warehouse_id":"9"}]},{"id":"1","inventory":[{"quantity":7}]}]}`))
	codes := []int64{}
	for _, e := range objects(data["errors"]) {
		codes = append(codes, number(e["code"]))
	}
	stock := objects(k.ok(t, post("/product/202309/inventory/search", `{"sku_ids":["`+sku+`"]}`))["inventory"])
	got := []any{codes, object(objects(read()["skus"])[0]["price"])["sale_price"], objects(stock[0]["skus"])[0]["total_available_quantity"]}
	want := []any{[]int64{12052990, 12052556}, "9.90", json.Number("7")}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("stock and price (-want +got):\n%s", diff)
	}

	for _, step := range []struct{ path, method, want string }{
		{products + "/deactivate", "POST", "SELLER_DEACTIVATED"}, {products + "/activate", "POST", "ACTIVATE"},
		{products, "DELETE", "DELETED"}, {products + "/recover", "POST", "SELLER_DEACTIVATED"},
	} {
		data := k.ok(t, request{method: step.method, path: step.path, body: `{"product_ids":["` + id + `","1"]}`})
		failed := objects(data["errors"])
		if len(failed) != 1 || number(failed[0]["code"]) != 12052032 {
			t.Errorf("%s: errors %v, want the unknown product", step.path, failed)
		}
		if got := read()["status"]; got != step.want {
			t.Errorf("%s: status %v, want %s", step.path, got, step.want)
		}
	}
}

func TestProductSearchFilters(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: -1})
	all, pages := walk(t, k, "/product/202502/products/search", "products", "{}", "page_size", "5")
	if len(all) != productCount || pages != 5 {
		t.Errorf("got %d products on %d pages, want %d on 5", len(all), pages, productCount)
	}
	if _, ok := all[0]["main_images"]; ok {
		t.Error("a search shows main_images, which only details have")
	}
	drafts, _ := walk(t, k, "/product/202502/products/search", "products", `{"status":"DRAFT"}`, "page_size", "5")
	bySKU, _ := walk(t, k, "/product/202502/products/search", "products", `{"seller_skus":["SAMPLE-03-RED"]}`, "page_size", "5")
	if len(drafts) != 2 || len(bySKU) != 1 || bySKU[0]["title"] != "Sample Plate 03" {
		t.Errorf("drafts %d, by SKU %v", len(drafts), bySKU)
	}
}
