package sandbox

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

const categoriesPath = "/product/202309/categories"

func TestEveryCategoryIsConsistent(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: -1})
	all := objects(k.ok(t, get(categoriesPath))["categories"])
	known := map[string]bool{"0": true}
	for _, g := range all {
		known[text(g["id"])] = true
	}
	for _, g := range all {
		id := text(g["id"])
		if !known[text(g["parent_id"])] {
			t.Errorf("category %s: no parent %v", id, g["parent_id"])
		}
		want := 0
		if !truth(g["is_leaf"]) {
			want = 12052024
		}
		for _, path := range []string{"/attributes", "/rules", "/global_attributes", "/global_rules"} {
			if a := k.do(t, get(categoriesPath+"/"+id+path)); a.Code != want {
				t.Errorf("%s%s: %s, want %d", id, path, a.Body, want)
			}
		}
	}
	if a := k.do(t, get(categoriesPath+"/1/rules")); a.Code != 12052023 {
		t.Errorf("unknown category: %s", a.Body)
	}
	found := k.ok(t, post(categoriesPath+"/recommend", `{"product_title":"A soft plush toy bear"}`))
	if found["leaf_category_id"] != "604011" || len(objects(found["categories"])) != 3 {
		t.Errorf("recommended %v", found)
	}
}

func TestBrandsAreMadeOnceAndUsed(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: -1})
	const brands = "/product/202309/brands"
	id := text(k.ok(t, post(brands, `{"name":"Mug Makers"}`))["id"])
	for body, want := range map[string]int{
		`{"name":"mug makers"}`: 12052205, `{"name":"A 12345"}`: 12052192, `{}`: 36009004,
	} {
		if a := k.do(t, post(brands, body)); a.Code != want {
			t.Errorf("%s: %s, want %d", body, a.Body, want)
		}
	}
	first := k.ok(t, get(brands, "page_size", "3"))
	rest := k.ok(t, get(brands, "page_size", "3", "page_token", text(first["next_page_token"])))
	mine := objects(k.ok(t, get(brands, "page_size", "3", "brand_name", "makers"))["brands"])
	if n := len(objects(first["brands"])) + len(objects(rest["brands"])); n != 5 || len(mine) != 1 || mine[0]["id"] != id {
		t.Errorf("%d brands, mine %v", n, mine)
	}
	made := k.ok(t, maker(t, k)(`"category_id"`, `"brand_id":"`+id+`","category_id"`))
	p := k.ok(t, get(products+"/"+text(made["product_id"])))
	if diff := cmp.Diff(map[string]any{"id": id, "name": "Mug Makers"}, p["brand"]); diff != "" {
		t.Errorf("brand (-want +got):\n%s", diff)
	}
}

func TestAStruckPriceRunsOut(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: -1})
	path := "/product/202502/products/" + productID(1) + "/strikethrough_prices/enable"
	data := k.ok(t, post(path, `{"skus":[{"id":"`+skuID(1, 0)+`","external_retail_price":{"amount":"9.00","currency":"USD"}},
		{"id":"`+skuID(1, 1)+`","external_retail_price":{"amount":"1.00","currency":"USD"}},{"id":"1"}]}`))
	if len(objects(data["errors"])) != 2 {
		t.Errorf("errors %v", data)
	}
	list := func() any {
		k.token = k.shop.Issue(Seller).Access
		return object(objects(k.ok(t, get(products+"/"+productID(1)))["skus"])[0]["list_price"])["amount"]
	}
	k.shop.Advance(89 * 24 * time.Hour)
	if got := list(); got != "9.00" {
		t.Errorf("before the end: %v", got)
	}
	k.shop.Advance(48 * time.Hour)
	if got := list(); got != nil {
		t.Errorf("after the end: %v", got)
	}
}

func TestManufacturersAreFoundAndChanged(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: -1})
	const path = "/product/202409/compliance/manufacturers"
	id := text(k.ok(t, post(path, `{"name":"Maker","email":"maker@example.com","address":"1 Example Street","locale":"en-IE",
		"phone_number":{"country_code":"+353","local_number":"5550100"}}`))["manufacturer_id"])
	k.ok(t, post(path+"/"+id+"/partial_edit", `{"name":"Hersteller","locale":"de-DE"}`))
	if a := k.do(t, post(path+"/1/partial_edit", `{"name":"x"}`)); a.Code != 38023051 {
		t.Errorf("unknown one: %s", a.Body)
	}
	if a := k.do(t, post(path+"/"+id+"/partial_edit", `{"email":"x"}`)); a.Code != 38023042 {
		t.Errorf("broken address: %s", a.Body)
	}
	found, _ := walk(t, k, "/product/202501/compliance/manufacturers/search", "manufacturers", `{"keyword":"herst"}`, "page_size", "5")
	if len(found) != 1 || len(objects(found[0]["regional_profiles"])) != 2 {
		t.Errorf("found %v", found)
	}
}
