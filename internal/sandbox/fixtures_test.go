package sandbox

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// fixtures is a folder with payloads from outside; tests skip when it is absent.
const fixtures = "../../../shared/fixtures"

func fixture(t testing.TB, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(fixtures, name))
	if err != nil {
		if os.Getenv("TIKTOKSHOP_FIXTURES") == "required" {
			t.Fatal(err)
		}
		t.Skip("no fixtures here")
	}
	return b
}

type fixtureEntry struct {
	File   string `json:"file"`
	Role   string `json:"role"`
	Method string `json:"method"`
	Path   string `json:"path"`
	Kind   string `json:"kind"`
}

func fixtureIndex(t testing.TB) []fixtureEntry {
	t.Helper()
	var index struct {
		Fixtures []fixtureEntry `json:"fixtures"`
	}
	if err := json.Unmarshal(fixture(t, "index.json"), &index); err != nil {
		t.Fatal(err)
	}
	return index.Fixtures
}

// dataOfFixture is the data object of a captured answer.
func dataOfFixture(t testing.TB, name string) map[string]any {
	t.Helper()
	a := answer{}
	if err := json.Unmarshal(fixture(t, name), &a); err != nil {
		t.Fatal(err)
	}
	return a.object(t)
}

func TestCapturedRecordsAreWalkedSearchedAndRead(t *testing.T) {
	t.Parallel()
	const (
		order, product, found = "order/get-order-detail-202309-1.json", "product/get-product-202309-1.json", "product/search-products-202502-1.json"
		stock, made, shops    = "product/inventory-search-202309-1.json", "product/create-product-202309-1.json", "authorization/get-authorized-shops-202309-1.json"
	)
	k := start(t, Options{Captures: map[string]json.RawMessage{
		"GET /order/202309/orders":                   fixture(t, order), // an older version than the catalogue's
		"GET /product/202309/products/{product_id}":  fixture(t, product),
		"POST /product/202502/products/search":       fixture(t, found),
		"POST /product/202309/inventory/search":      fixture(t, stock),
		"POST /product/202309/products":              fixture(t, made),
		"GET /authorization/202309/shops":            fixture(t, shops),
		"POST /product/202309/products/deactivate":   fixture(t, "product/deactivate-products-202309-1.json"),
		"GET /return_refund/202309/not_in_catalogue": []byte(`{"code":0,"data":{"x":1}}`),
		"GET /finance/202309/statements":             fixture(t, "finance/get-statements-202309-error-1.json"),
	}})
	wantOrder := objects(dataOfFixture(t, order)["orders"])[0]
	wantProduct, wantFound := dataOfFixture(t, product), objects(dataOfFixture(t, found)["products"])[0]
	wantStock := objects(dataOfFixture(t, stock)["inventory"])[0]
	same := func(name string, want, got any) {
		t.Helper()
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}

	same("cipher", objects(dataOfFixture(t, shops)["shops"])[0]["cipher"], any(k.shop.Cipher()))
	all, _ := walk(t, k, searchOrders, "orders", `{"order_status":"DELIVERED"}`, "page_size", "10")
	same("order search", []map[string]any{wantOrder}, all)
	for _, path := range []string{getOrders, "/order/202309/orders"} {
		data := k.ok(t, request{method: "GET", path: path, query: pairs([]string{"ids", text(wantOrder["id"])}), cipher: k.shop.Cipher()})
		same(path, wantOrder, objects(data["orders"])[0])
	}
	same("product", wantProduct, k.ok(t, get(products+"/"+text(wantProduct["id"]))))
	all, pages := walk(t, k, "/product/202502/products/search", "products", "{}", "page_size", "1")
	if pages != 2 || !slices.ContainsFunc(all, func(m map[string]any) bool { return cmp.Equal(wantFound, m) }) {
		t.Errorf("%d pages of products, want 2 with the captured one: %v", pages, all)
	}
	data := k.ok(t, post("/product/202309/inventory/search", `{"product_ids":["`+text(wantStock["product_id"])+`"]}`))
	same("inventory", wantStock, objects(data["inventory"])[0])
	same("creation", dataOfFixture(t, made), k.ok(t, post(products, `{"title":"x"}`)))
	if e := objects(k.ok(t, post(products+"/deactivate", `{"product_ids":["1"]}`))["errors"]); len(e) != 1 {
		t.Errorf("deactivation answers %v, want the captured failure", e)
	}
	k.ok(t, get("/return_refund/202309/not_in_catalogue"))
	if a := k.do(t, get("/finance/202309/statements", "sort_field", "statement_time", "page_size", "10")); a.Code != 36009004 || !strings.HasPrefix(a.Message, "SortField") {
		t.Errorf("captured error: %s", a.Body)
	}
	// What is captured takes part in what happens next.
	sku := text(objects(wantStock["skus"])[0]["id"])
	k.ok(t, post(products+"/"+text(wantStock["product_id"])+"/inventory/update", `{"skus":[{"id":"`+sku+`","inventory":[{"quantity":12}]}]}`))
	data = k.ok(t, post("/product/202309/inventory/search", `{"sku_ids":["`+sku+`"]}`))
	same("quantity", json.Number("12"), objects(objects(data["inventory"])[0]["skus"])[0]["total_available_quantity"])
}

func TestEveryCapturedAnswerCanBeServed(t *testing.T) {
	t.Parallel()
	var batches []map[string]json.RawMessage // a route may have several captures
	for _, f := range fixtureIndex(t) {
		if f.Role != "response" && f.Role != "error" || strings.HasPrefix(f.Path, "/api/") {
			continue
		}
		b := fixture(t, f.File)
		if !json.Valid(b) || !bytes.Contains(b, []byte(`"code"`)) {
			continue
		}
		name := f.Method + " " + f.Path
		i := slices.IndexFunc(batches, func(m map[string]json.RawMessage) bool { return m[name] == nil })
		if i < 0 {
			i, batches = len(batches), append(batches, map[string]json.RawMessage{})
		}
		batches[i][name] = b
	}
	for _, captures := range batches {
		if _, err := New(Options{Orders: -1, Captures: captures}); err != nil {
			t.Error(err)
		}
	}
}

func TestCapturedListsAreServedInPages(t *testing.T) {
	t.Parallel()
	const list = `{"code":0,"message":"Success","data":{"statements":[{"id":"1"},{"id":"2"},{"id":"3"}],"next_page_token":"real","total_count":117}}`
	k := start(t, Options{Orders: -1, Captures: map[string]json.RawMessage{"GET /finance/202309/statements": []byte(list)}})
	var got []string
	token := ""
	for range 5 {
		r := get("/finance/202309/statements", "sort_field", "statement_time", "page_size", "2")
		if token != "" {
			r.query["page_token"] = token
		}
		data := k.ok(t, r)
		got = append(got, ids(data["statements"])...)
		if token = text(data["next_page_token"]); token == "" {
			break
		}
	}
	if diff := cmp.Diff([]string{"1", "2", "3"}, got); diff != "" {
		t.Errorf("statements (-want +got):\n%s", diff)
	}
}

func TestRealRequestsAreTaken(t *testing.T) {
	t.Parallel()
	slips := []string{ // documentation examples that break their own schema
		"coupon_ids[0] has the wrong type: want string", `skus[0].price.currency is "USD\n"`,
		"product_ids[0] has the wrong type: want string", `create_goods_dto_list[0].hazmat_info.dg_class is "ClASS_2"`,
	}
	seen, routes := 0, newRoutes(catalogue(t))
	for _, f := range fixtureIndex(t) {
		rt, refused := routes.match(f.Method, strings.NewReplacer("{", "", "}", "").Replace(f.Path))
		if f.Role != "request" || refused != nil || rt.op == nil {
			continue
		}
		var body map[string]any
		d := json.NewDecoder(bytes.NewReader(fixture(t, f.File)))
		d.UseNumber()
		if d.Decode(&body) != nil {
			continue
		}
		seen++
		refused = checkFields(rt.op.Body, body, "")
		known := refused != nil && strings.HasPrefix(f.Kind, "documentation") &&
			slices.ContainsFunc(slips, func(slip string) bool { return strings.HasPrefix(refused.message, slip) })
		if refused != nil && !known {
			t.Errorf("%s (%s): %s", f.File, f.Kind, refused.message)
		}
	}
	if seen < 40 {
		t.Errorf("only %d requests were checked", seen)
	}
}

func TestCapturesThatCannotBeUsedAreNamed(t *testing.T) {
	t.Parallel()
	_, err := New(Options{Captures: map[string]json.RawMessage{
		"order":                 []byte(`{"code":0}`),
		"GET /order/1/a":        []byte(`{`),
		"GET /order/1/b":        []byte(`{"orders":[]}`),
		"GET /api/v2/token/get": []byte(`{"code":0}`),
	}})
	if err == nil {
		t.Fatal("no error")
	}
	for _, part := range []string{`"order": want a key`, `"GET /order/1/a": want a whole answer`, `"GET /order/1/b": want a whole answer`, `"GET /api/v2/token/get": the token service`} {
		if !strings.Contains(err.Error(), part) {
			t.Errorf("error lacks %q:\n%v", part, err)
		}
	}
}
