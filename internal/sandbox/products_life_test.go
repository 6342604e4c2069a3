package sandbox

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// maker creates products whose parts a test replaces.
func maker(t *testing.T, k *caller) func(pairs ...string) request {
	t.Helper()
	uri := text(k.ok(t, upload(t, "data", PNG(400, 300)))["uri"])
	return func(pairs ...string) request {
		body := strings.NewReplacer("URI", uri, `"idempotency_key":"KEY",`, "").Replace(newProduct)
		for i := 0; i+1 < len(pairs); i += 2 {
			if !strings.Contains(body, pairs[i]) {
				t.Fatalf("%s is not in %s", pairs[i], body)
			}
			body = strings.Replace(body, pairs[i], pairs[i+1], 1)
		}
		return post(products, body)
	}
}

func slowAudit(t *testing.T) *caller {
	t.Helper()
	k := start(t, Options{Orders: -1})
	k.shop.mu.Lock()
	k.shop.tempo.Audit = time.Hour
	k.shop.mu.Unlock()
	return k
}

// state is status, product status and audit of a product.
func state(t *testing.T, k *caller, id string) string {
	t.Helper()
	p := k.ok(t, get(products+"/"+id))
	return fmt.Sprintf("%v %v %v", p["status"], p["product_status"], object(p["audit"])["status"])
}

func TestAProductPassesItsReviewInTime(t *testing.T) {
	t.Parallel()
	k := slowAudit(t)
	id := text(k.ok(t, maker(t, k)())["product_id"])
	if got := state(t, k, id); got != "PENDING INITIAL AUDITING" {
		t.Errorf("at first: %s", got)
	}
	k.shop.Advance(59 * time.Minute)
	if got := state(t, k, id); got != "PENDING INITIAL AUDITING" {
		t.Errorf("before the end of the review: %s", got)
	}
	k.shop.Advance(2 * time.Minute)
	if got := state(t, k, id); got != "ACTIVATE ACTIVATE APPROVED" {
		t.Errorf("after the review: %s", got)
	}
}

func TestARefusedProductSaysWhyAndCanBeMended(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: -1})
	make := maker(t, k)
	id := text(k.ok(t, make("A mug for tests", "Please Reject this"))["product_id"])
	if got := state(t, k, id); got != "FAILED INITIAL FAILED" {
		t.Errorf("after the review: %s", got)
	}
	p := k.ok(t, get(products+"/"+id))
	if len(objects(p["audit_failed_reasons"])) != 1 {
		t.Errorf("reasons %v", p["audit_failed_reasons"])
	}
	data := k.ok(t, post(products+"/activate", `{"product_ids":["`+id+`"]}`))
	if e := objects(data["errors"]); len(e) != 1 || number(e[0]["code"]) != 12052901 {
		t.Errorf("activating it: %v", data)
	}
	k.ok(t, post("/product/202509/products/"+id+"/partial_edit", `{"title":"A good mug"}`))
	if got := state(t, k, id); got != "ACTIVATE ACTIVATE APPROVED" {
		t.Errorf("after mending: %s", got)
	}
	if p := k.ok(t, get(products+"/"+id)); p["audit_failed_reasons"] != nil {
		t.Errorf("reasons are still there: %v", p["audit_failed_reasons"])
	}
}

func TestAnEditWaitsForItsReviewAndPricesDoNot(t *testing.T) {
	t.Parallel()
	k := slowAudit(t)
	id := productID(1)
	p := k.ok(t, get(products+"/"+id))
	skus := ids(p["skus"])
	edit := "/product/202509/products/" + id + "/partial_edit"
	body := `{"title":"A newer title","skus":[{"id":"` + skus[0] + `","price":{"amount":"77.00","currency":"USD"}},{"id":"` + skus[1] + `"}]}`
	answer := k.ok(t, post(edit, body))
	if got := object(answer["audit"])["status"]; got != "AUDITING" {
		t.Errorf("answer %v", answer)
	}
	live := k.ok(t, get(products+"/"+id))
	fresh := k.ok(t, get(products+"/"+id, "return_under_review_version", "true"))
	price := object(objects(live["skus"])[0]["price"])["sale_price"]
	got := []any{state(t, k, id), live["title"], fresh["title"], price}
	if diff := cmp.Diff([]any{"ACTIVATE ACTIVATE AUDITING", "Sample Mug 01", "A newer title", "77.00"}, got); diff != "" {
		t.Errorf("during the review (-want +got):\n%s", diff)
	}
	k.ok(t, post(products+"/"+id+"/inventory/update", `{"skus":[{"id":"`+skus[1]+`","inventory":[{"quantity":3}]}]}`))
	k.shop.Advance(time.Hour)
	live = k.ok(t, get(products+"/"+id))
	stock := objects(objects(live["skus"])[1]["inventory"])[0]["quantity"]
	if diff := cmp.Diff([]any{"A newer title", "3"}, []any{live["title"], text(stock)}); diff != "" {
		t.Errorf("after the review (-want +got):\n%s", diff)
	}

	k.ok(t, post(edit, `{"title":"Reject me"}`))
	k.shop.Advance(time.Hour)
	live = k.ok(t, get(products+"/"+id))
	got = []any{state(t, k, id), live["title"], len(objects(live["audit_failed_reasons"]))}
	if diff := cmp.Diff([]any{"ACTIVATE ACTIVATE FAILED", "A newer title", 1}, got); diff != "" {
		t.Errorf("after a refused edit (-want +got):\n%s", diff)
	}
}

func TestDraftsAreKeptApart(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: -1})
	make := maker(t, k)
	id := text(k.ok(t, make(`"LISTING"`, `"AS_DRAFT"`))["product_id"])
	if got := state(t, k, id); got != "DRAFT DRAFT NONE" {
		t.Errorf("a draft: %s", got)
	}
	k.ok(t, post("/product/202509/products/"+id+"/partial_edit", `{"save_mode":"LISTING"}`))
	k.ok(t, post("/product/202509/products/"+id+"/partial_edit", `{"title":"Later","save_mode":"AS_DRAFT"}`))
	live, unsent := k.ok(t, get(products+"/"+id)), k.ok(t, get(products+"/"+id, "return_draft_version", "true"))
	got := []any{live["title"], live["has_draft"], live["status"], unsent["title"]}
	if diff := cmp.Diff([]any{"A mug for tests", true, "ACTIVATE", "Later"}, got); diff != "" {
		t.Errorf("with a draft (-want +got):\n%s", diff)
	}
	k.ok(t, post("/product/202509/products/"+id+"/partial_edit", `{"description":"<p>y</p>"}`))
	live = k.ok(t, get(products+"/"+id))
	got = []any{live["title"], live["has_draft"], live["description"]}
	if diff := cmp.Diff([]any{"Later", false, "<p>y</p>"}, got); diff != "" {
		t.Errorf("after submitting it (-want +got):\n%s", diff)
	}
}

func TestStaffDecidesAndSuspends(t *testing.T) {
	t.Parallel()
	k := slowAudit(t)
	id := text(k.ok(t, maker(t, k)("600001", "603012"))["product_id"])
	do := func(act func() error) {
		t.Helper()
		k.shop.mu.Lock()
		defer k.shop.mu.Unlock()
		if err := act(); err != nil {
			t.Error(err)
		}
	}
	k.shop.Advance(time.Hour) // a category by invitation
	if got := state(t, k, id); got != "PENDING INITIAL PRE_APPROVED" {
		t.Errorf("by invitation: %s", got)
	}
	do(func() error { return k.shop.staffDecides(id, true) })
	if got := state(t, k, id); got != "ACTIVATE ACTIVATE APPROVED" {
		t.Errorf("decided: %s", got)
	}
	do(func() error { return k.shop.suspend(id, true, "counterfeit") })
	for _, refused := range []request{
		post("/product/202509/products/"+id+"/partial_edit", `{"title":"x"}`),
	} {
		if a := k.do(t, refused); a.Code != 12052901 {
			t.Errorf("frozen: %s", a.Body)
		}
	}
	data := k.ok(t, request{method: "DELETE", path: products, body: `{"product_ids":["` + id + `"]}`})
	if len(objects(data["errors"])) != 1 || state(t, k, id) != "FREEZE FREEZE NONE" {
		t.Errorf("deleting a frozen product: %v, %s", data, state(t, k, id))
	}
	do(func() error { return k.shop.restore(id) })
	if got := state(t, k, id); got != "ACTIVATE ACTIVATE APPROVED" {
		t.Errorf("restored: %s", got)
	}
}

func TestProductsAreCheckedAsThePlatformDoes(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: -1})
	make := maker(t, k)
	sku := `{"seller_sku":"MUG-1"`
	color := func(id, value string) string { return `"sales_attributes":[{"id":"` + id + `","value_name":"` + value + `"}]` }
	two := func(first, second string) string {
		price := `"price":{"amount":"1","currency":"USD"},`
		return `{"seller_sku":"A",` + price + first + `},{"seller_sku":"B",` + price + second + `},` + sku
	}
	tests := map[string]struct {
		pairs []string
		want  int
	}{
		"unknown category":     {[]string{"600001", "1"}, 12052023},
		"category with more":   {[]string{"600001", "600210"}, 12052024},
		"prohibited category":  {[]string{"600001", "604012"}, 12052220},
		"missing attribute":    {[]string{"600001", "600222"}, 12052104},
		"missing size chart":   {[]string{"600001", "601011", `"package_weight"`, `"product_attributes":[{"id":"100157","values":[{"id":"1002004"}]}],"package_weight"`}, 12052673},
		"missing dimensions":   {[]string{"600001", "600122"}, 12052116},
		"missing papers":       {[]string{"600001", "600113", `"package_weight"`, `"package_dimensions":{"unit":"CENTIMETER","length":"1","width":"1","height":"1"},"product_attributes":[{"id":"101610","values":[{"id":"1024358"}]}],"package_weight"`}, 12052105},
		"unknown brand":        {[]string{`"category_id"`, `"brand_id":"5","category_id"`}, 12052026},
		"brand of others":      {[]string{`"category_id"`, `"brand_id":"7082000000000000004","category_id"`}, 12052208},
		"weight of zero":       {[]string{`"0.4"`, `"0"`}, 12052181},
		"weight in words":      {[]string{`"0.4"`, `"light"`}, 12052006},
		"too heavy":            {[]string{`"0.4"`, `"100.5"`}, 12052401},
		"broken height":        {[]string{`"package_weight"`, `"package_dimensions":{"unit":"CENTIMETER","length":"1","width":"1","height":"1.5"},"package_weight"`}, 12052003},
		"mixed units":          {[]string{`"package_weight"`, `"package_dimensions":{"unit":"INCH","length":"1","width":"1","height":"1"},"package_weight"`}, 12052915},
		"foreign currency":     {[]string{`"USD"`, `"GBP"`}, 12052084},
		"too dear":             {[]string{"12.50", "7600.01"}, 12052570},
		"half a cent":          {[]string{"12.50", "12.505"}, 12052012},
		"unknown warehouse":    {[]string{"7000000000000000001", "9"}, 12052097},
		"negative stock":       {[]string{`"quantity":40`, `"quantity":-1`}, 12052055},
		"warehouse twice":      {[]string{`"quantity":40}`, `"quantity":40},{"quantity":1}`}, 12052555},
		"two without a name":   {[]string{sku, two(`"sales_attributes":[]`, `"sales_attributes":[]`)}, 12052559},
		"two of one color":     {[]string{sku, two(color("100000", "Red"), color("100000", "Red"))}, 12052560},
		"different attributes": {[]string{sku, two(color("100000", "Red"), color("100089", "Big"))}, 12052550},
		"no attribute of SKUs": {[]string{sku, two(color("100157", "Red"), color("100000", "Red"))}, 12052527},
		"seller_sku twice":     {[]string{sku, `{"seller_sku":"MUG-1","price":{"amount":"1"}},` + sku}, 12019059},
		"seller_sku with gap":  {[]string{"MUG-1", "MUG 1"}, 12019059},
		"description too long": {[]string{"<p>x</p>", strings.Repeat("x", 10001)}, 12052013},
		"unknown video":        {[]string{`"category_id"`, `"video":{"id":"v1"},"category_id"`}, 12052360},
		"unknown manufacturer": {[]string{`"category_id"`, `"manufacturer_ids":["1"],"category_id"`}, 12052284},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if a := k.do(t, make(tt.pairs...)); a.Code != tt.want {
				t.Errorf("answer %s, want %d", a.Body, tt.want)
			}
		})
	}
}
