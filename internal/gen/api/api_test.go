package api

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

func TestTheCatalogueLoads(t *testing.T) {
	t.Parallel()
	c, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	var search *Operation
	for _, op := range c.Operations {
		if op.Name == "shop.Orders.Search" {
			search = op
		}
	}
	if search == nil {
		t.Fatal("no shop.Orders.Search")
	}
	got := *search
	got.Params, got.Body, got.Response = nil, nil, nil
	want := Operation{
		Name: "shop.Orders.Search", Package: "shop", Service: "Orders", GoMethod: "Search", Module: "order",
		Method: "POST", Path: "/order/202309/orders/search", Version: "202309", Title: "Get Order List",
		Token: TokenSeller, Shop: true, Effect: EffectRead, Scopes: []string{"seller.order.info"},
		Paging: PagingToken, PageIn: []string{"page_token", "page_size"}, PageOut: []string{"next_page_token"},
		TotalField: "total_count", ListField: "orders", BodyKind: BodyJSON,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("shop.Orders.Search (-want +got):\n%s", diff)
	}
	if f := Find(search.Response, "orders.line_items.item_tax.tax_rate"); f == nil || f.Unit != "fraction" {
		t.Errorf("tax_rate of a line item = %+v, want a fraction", f)
	}
}

func TestEveryPackageHasItsOperations(t *testing.T) {
	t.Parallel()
	c, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]int{}
	for _, op := range c.Operations {
		got[op.Package]++
	}
	want := map[string]int{"shop": 185, "affiliate": 78, "logistics": 74, "live": 19}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("operations (-want +got):\n%s", diff)
	}
}

func TestRoutesWithAnAnnouncedEndSaySo(t *testing.T) {
	t.Parallel()
	c, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]int{}
	for _, op := range c.Operations {
		if op.Ends != "" {
			got[op.Ends+" "+op.Package]++
		}
	}
	if diff := cmp.Diff(map[string]int{"2026-08-15 affiliate": 1, "2026-10-12 affiliate": 37}, got); diff != "" {
		t.Errorf("ends (-want +got):\n%s", diff)
	}
}

func TestMarksOfAnOperationAreTakenFromItsFields(t *testing.T) {
	t.Parallel()
	c, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	type marks struct {
		Key, KeyIn, Partial, ListField string
		PageInBody, Required           bool
	}
	want := map[string]marks{
		"shop.Products.Create":              {Key: "idempotency_key", KeyIn: "body", ListField: "skus"},
		"shop.ManagedProducts.Create":       {Key: "idempotent_key", KeyIn: "body"},
		"shop.Returns.Approve":              {Key: "idempotency_key", KeyIn: "query"},
		"shop.Engagements.CreateTask":       {Key: "idempotency_key", KeyIn: "query", Required: true},
		"shop.Products.Activate":            {Partial: "errors"},
		"shop.Promotions.Search":            {ListField: "activities", PageInBody: true},
		"shop.Analytics.GetShopHours":       {ListField: "performance.intervals"},
		"shop.Conversations.SendMessage":    {},
		"shop.Authorizations.RevokeShop":    {},
		"shop.ManagedCategories.ListBrands": {ListField: "brands"},
	}
	got := map[string]marks{}
	for _, op := range c.Operations {
		if _, ok := want[op.Name]; ok {
			got[op.Name] = marks{op.KeyName, op.KeyIn, op.Partial, op.ListField, op.PageInBody, op.KeyRequired}
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("marks (-want +got):\n%s", diff)
	}
}

// tiny is a catalogue of one operation, with nothing wrong.
func tiny() fstest.MapFS {
	return fstest.MapFS{
		"operations.csv": {Data: []byte(strings.Join(operationColumns, ",") + "\n" +
			`order,POST,/order/202309/orders/{order_id}/items,202309,shop,Orders,ListItems,seller,yes,no,token,` +
			`"query:page_token,page_size",next_page_token,total,items,read,,json,` + "\n")},
		"superseded.csv": {Data: []byte("method,path,newest\nGET,/order/202201/a,/order/202309/a\n")},
		"sunsets.csv":    {Data: []byte("path,ends,source\n/order/*/items,2030-01-01,announced\n")},
		"scopes.json":    {Data: []byte(`[{"method":"POST","path":"/order/202309/orders/{order_id}/items","title":"T","scopes":["s"]}]`)},
		"errors.json":    {Data: []byte(`[{"code":1,"class":"back_off"},{"code":2,"class":"reauthorize"}]`)},
		"facts/order.json": {Data: []byte(`{"operations": [{"method": "POST", "path": "/order/202309/orders/{order_id}/items",
 "params": [
  {"name":"order_id","in":"path","type":"string","required":true},
  {"name":"page_token","in":"query","type":"string"},
  {"name":"page_size","in":"query","type":"integer","format":"int32"}],
 "body": [
  {"name":"status","type":"string","enum":["A","B"]}],
 "response": [
  {"name":"items","type":"array","items":{"type":"object","properties":[
   {"name":"id","type":"string"}]}},
  {"name":"next_page_token","type":"string"},
  {"name":"total","type":"integer","format":"int64"}]}
]}`)},
	}
}

func TestWhatIsWrongIsNamedWithItsPlace(t *testing.T) {
	t.Parallel()
	const route = "POST /order/202309/orders/{order_id}/items"
	tests := map[string]struct {
		file, old, new string // the change that breaks it
		want           string
	}{
		"an unknown type":              {"facts/order.json", `"id","type":"string"`, `"id","type":"strng"`, "facts/order.json: " + route + `: response.items[].id: unknown type "strng"`},
		"an unknown format":            {"facts/order.json", `"int32"`, `"int31"`, `params.page_size: unknown format "int31"`},
		"an unknown unit":              {"facts/order.json", `"id","type":"string"`, `"id","type":"string","unit":"moons"`, `response.items[].id: unknown unit "moons"`},
		"an unknown key":               {"facts/order.json", `"enum"`, `"enums"`, `facts/order.json:`},
		"a field twice":                {"facts/order.json", `"name":"total"`, `"name":"items"`, "response.items: stands there twice"},
		"a field without a name":       {"facts/order.json", `"name":"id"`, `"name":""`, "response.items[][0]: name is empty"},
		"a list without items":         {"facts/order.json", `"name":"next_page_token","type":"string"`, `"name":"next_page_token","type":"array"`, "response.next_page_token: type array with items false"},
		"an object without properties": {"facts/order.json", `"id","type":"string"`, `"id","type":"object"`, "response.items[].id: object without properties"},
		"a value twice":                {"facts/order.json", `["A","B"]`, `["A","A"]`, `body.status.enum[1]: "A" is empty or stands there twice`},
		"a placeholder without a parameter": {"facts/order.json", `"order_id","in":"path"`, `"order_id","in":"query"`,
			"params: no path parameter for the placeholder {order_id}"},
		"a parameter without a placeholder": {"facts/order.json", `"page_token","in":"query"`, `"page_token","in":"path"`,
			"params.page_token: the path has no placeholder for it"},
		"a parameter that is nowhere": {"facts/order.json", `"page_token","in":"query"`, `"page_token"`, `params.page_token: in is ""`},
		"a cipher among the parameters": {"facts/order.json", `"name":"page_token"`, `"name":"shop_cipher"`,
			"params.shop_cipher: ciphers stand in operations.csv only"},
		"a list that is not in the answer": {"operations.csv", ",items,read", ",rows,read", "operations.csv: " + route + ": list_field: the answer has no list rows"},
		"paging without a list":            {"operations.csv", ",items,read", ",,read", "list_field is empty, but it is paged"},
		"a missing page token":             {"operations.csv", "query:page_token", "query:cursor", "page_in: the request has no field cursor there"},
		"a missing next token":             {"operations.csv", ",next_page_token,", ",next,", "page_out: the answer has no field next"},
		"a missing total":                  {"operations.csv", ",total,", ",count,", "total_field: the answer has no field count"},
		"paging that is none":              {"operations.csv", ",token,\"", ",none,\"", "paging none does not fit page_in and page_out"},
		"an unknown effect":                {"operations.csv", ",read,", ",reed,", `operations.csv:2: effect "reed" is not one of`},
		"an unknown token":                 {"operations.csv", ",seller,", ",buyer,", `operations.csv:2: token_type "buyer" is not one of`},
		"an unknown body kind":             {"operations.csv", ",json,", ",yaml,", `operations.csv:2: body_kind "yaml" is not one of`},
		"a body that is not told":          {"operations.csv", ",json,", ",none,", "body: has 1 fields, but operations.csv says body_kind none"},
		"a multipart body without a file":  {"operations.csv", ",json,", ",multipart,", "body: binary part false, but operations.csv says body_kind multipart"},
		"a key that is not there":          {"operations.csv", ",read,,", ",read,query optional,", "query: no idempotency key, but operations.csv tells of one"},
		"a version beside the path":        {"operations.csv", "202309,shop", "202310,shop", `operations.csv:2: path "/order/202309/orders/{order_id}/items" does not begin with /family/202310`},
		"an empty cell":                    {"operations.csv", ",Orders,", ",,", "operations.csv:2: service is empty"},
		"other columns":                    {"operations.csv", "module,", "family,", "operations.csv:1: want the columns module,"},
		"a row without facts":              {"facts/order.json", `"method": "POST"`, `"method": "GET"`, "operations.csv: " + route + " (shop.Orders.ListItems): not in facts/order.json"},
		"facts without a row":              {"facts/order.json", `"method": "POST"`, `"method": "GET"`, "facts/order.json: operations[0] GET /order/202309/orders/{order_id}/items: no such row in operations.csv"},
		"facts in the wrong file":          {"operations.csv", "\norder,", "\nproduct,", "facts/order.json: operations[0] " + route + ": operations.csv puts it into the module product"},
		"a scope of nothing":               {"scopes.json", "POST", "PUT", "scopes.json: [0] PUT /order/202309/orders/{order_id}/items: no such row"},
		"a scope without a title":          {"scopes.json", `"T"`, `""`, "scopes.json: [0] " + route + ": title is empty"},
		"an unknown class":                 {"errors.json", "back_off", "panic", `errors.json: [0].class: "panic" is not one of`},
		"codes out of order":               {"errors.json", `"code":1`, `"code":3`, "errors.json: [1].code: 2 stands after 3"},
		"a route that replaces itself":     {"superseded.csv", "/order/202309/a", "/order/202201/a", "superseded.csv:2: want two different paths"},
		"an end without a route":           {"sunsets.csv", "items", "rows", "sunsets.csv:2: want a source and a path of operations.csv, have \"/order/*/rows\""},
		"an end that is no date":           {"sunsets.csv", "2030-01-01", "2030-1-1", `sunsets.csv:2: ends is "2030-1-1"`},
		"broken JSON":                      {"errors.json", "]", "", "errors.json:1:"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			fsys := tiny()
			if _, err := LoadFS(fsys); err != nil {
				t.Fatalf("before the change: %v", err)
			}
			text := string(fsys[tt.file].Data)
			if !strings.Contains(text, tt.old) {
				t.Fatalf("%s does not hold %q", tt.file, tt.old)
			}
			fsys[tt.file] = &fstest.MapFile{Data: []byte(strings.Replace(text, tt.old, tt.new, 1))}
			_, err := LoadFS(fsys)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error = %v\nwant it to hold %q", err, tt.want)
			}
		})
	}
}

func TestMissingFilesAreNamed(t *testing.T) {
	t.Parallel()
	for name := range tiny() {
		fsys := tiny()
		delete(fsys, name)
		if _, err := LoadFS(fsys); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("without %s: error = %v, want its name", name, err)
		}
	}
}
