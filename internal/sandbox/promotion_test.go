package sandbox

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

const promotionsPath = "/promotion/202309/activities"

// promote makes a promotion that begins in an hour and lasts a day.
func promote(t *testing.T, k *caller, kind, level, title string) string {
	t.Helper()
	return text(k.ok(t, post(promotionsPath, promotionBody(k, kind, level, title)))["activity_id"])
}

func promotionBody(k *caller, kind, level, title string) string {
	now := k.shop.Now().Unix()
	return fmt.Sprintf(`{"activity_type":%q,"product_level":%q,"title":%q,"begin_time":%d,"end_time":%d}`, kind, level, title, now+3600, now+90000)
}

// price is what a unit of the first product's first SKU costs now.
func (k *caller) price(t *testing.T, product string) [3]amount {
	t.Helper()
	k.shop.mu.Lock()
	defer k.shop.mu.Unlock()
	u := k.shop.stores[0]
	r := u.products.byID[product]
	list, seller, platform := u.priceOf(r, text(objects(r.fields["skus"])[0]["id"]), k.shop.now())
	return [3]amount{list, seller, platform}
}

func put(path, body string) request { return request{method: "PUT", path: path, body: body} }

func TestAPromotionChangesPricesForItsTime(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: -1})
	id := promote(t, k, percentageOff, wholeProduct, "Spring")
	k.ok(t, put(promotionsPath+"/"+id+"/products", `{"products":[{"id":"`+productID(1)+`","discount":"12.5"}]}`))
	status := func() any { return k.ok(t, get(promotionsPath+"/"+id))["status"] }
	check := func(when, want string, price [3]amount) {
		t.Helper()
		if diff := cmp.Diff([]any{want, price}, []any{status(), k.price(t, productID(1))}); diff != "" {
			t.Errorf("%s (-want +got):\n%s", when, diff)
		}
	}
	check("before", notStarted, [3]amount{500, 0, 0})
	k.shop.Advance(time.Hour)
	check("while it runs", ongoing, [3]amount{500, 63, 0})
	prices := products + "/" + productID(1) + "/prices/update"
	locked := `{"skus":[{"id":"` + skuID(1, 0) + `","price":{"amount":"6.00","currency":"USD"}}]}`
	if a := k.do(t, post(prices, locked)); a.Code != 12052038 {
		t.Errorf("changing a locked price: %s", a.Body)
	}
	k.shop.Advance(24 * time.Hour)
	check("after", expired, [3]amount{500, 0, 0})
	k.ok(t, post(prices, locked))
	check("with another price", expired, [3]amount{600, 0, 0})
	if a := k.do(t, put(promotionsPath+"/"+id, `{"title":"x"}`)); a.Code != 17029012 {
		t.Errorf("changing it after its end: %s", a.Body)
	}
}

func TestAFlashSaleEndsWithItsUnits(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: -1})
	id := promote(t, k, flashSale, eachVariant, "Flash")
	body := `{"products":[{"id":"` + productID(1) + `","skus":[{"id":"` + skuID(1, 0) + `","activity_price_amount":"2.00","quantity_limit":2}]}]}`
	k.ok(t, put(promotionsPath+"/"+id+"/products", body))
	k.shop.Advance(time.Hour)
	order := func(n int, want bool) {
		t.Helper()
		k.shop.mu.Lock()
		defer k.shop.mu.Unlock()
		if got := k.shop.stores[0].reserve(skuID(1, 0), n); got != want {
			t.Errorf("reserving %d: %v, want %v", n, got, want)
		}
	}
	if got := k.price(t, productID(1)); got != [3]amount{500, 300, 0} {
		t.Errorf("price %v in the sale", got)
	}
	order(2, true)
	if got := k.price(t, productID(1)); got != [3]amount{500, 0, 0} {
		t.Errorf("price %v after its last unit", got)
	}
	for _, r := range []request{
		put(promotionsPath+"/"+id+"/products", body),
		{method: "DELETE", path: promotionsPath + "/" + id + "/products", body: `{"product_ids":["` + productID(1) + `"]}`},
	} {
		if a := k.do(t, r); a.Code != 17029048 && a.Code != 17029047 {
			t.Errorf("%s while it runs: %s", r.method, a.Body)
		}
	}
	got := k.ok(t, post(promotionsPath+"/"+id+"/deactivate", "{}"))
	if got["status"] != deactivated {
		t.Errorf("deactivated: %v", got)
	}
	if a := k.do(t, post(promotionsPath+"/"+id+"/deactivate", "{}")); a.Code != 17029010 {
		t.Errorf("twice: %s", a.Body)
	}
}

func TestPromotionsAreChecked(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: -1})
	promote(t, k, fixedPrice, wholeProduct, "Taken")
	body := promotionBody(k, fixedPrice, wholeProduct, "Free")
	now := k.shop.Now().Unix()
	times := func(begin, end int64) []string {
		return []string{fmt.Sprint(now + 3600), fmt.Sprint(now + begin), fmt.Sprint(now + 90000), fmt.Sprint(now + end)}
	}
	const day = 24 * 3600
	tests := map[string]struct {
		pairs []string
		want  int
	}{
		"no title":         {[]string{`"Free"`, `""`}, 17029003},
		"title taken":      {[]string{"Free", "Taken"}, 17029004},
		"in the past":      {times(-60, day), 17029005},
		"five minutes":     {times(60, 360), 17029006},
		"end before begin": {times(day, 60), 17029006},
		"two years":        {times(60, 730*day), 17029007},
		"long flash sale":  {append(times(60, 4*day), fixedPrice, flashSale), 17029008},
		"prices of a shop": {[]string{`"PRODUCT"`, `"SHOP"`}, 17029001},
		"no terms":         {[]string{fixedPrice, buyMore}, 17029001},
		"falling tiers": {[]string{fixedPrice, buyMore, `"title"`, `"discount":{"bmsm_discount":{"details":[
			{"tier":1,"threshold_type":"MINIMAL_ITEM_QUANTITY","threshold_value":"3","type":"PERCENTAGE_OFF","value":"10"},
			{"tier":2,"threshold_type":"MINIMAL_ITEM_QUANTITY","threshold_value":"2","type":"PERCENTAGE_OFF","value":"20"}]}},"title"`}, 17029111},
		"shipping for nothing": {[]string{fixedPrice, shippingOff, `"title"`, `"discount":{"shipping_discount":{"type":"DISCOUNT_SHIPPING_FEE","value":"0"}},"title"`}, 17029112},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if a := k.do(t, post(promotionsPath, strings.NewReplacer(tt.pairs...).Replace(body))); a.Code != tt.want {
				t.Errorf("answer %s, want %d", a.Body, tt.want)
			}
		})
	}
}

func TestProductsOfPromotionsAreChecked(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: -1})
	fixed, share := promote(t, k, fixedPrice, wholeProduct, "Fixed"), promote(t, k, percentageOff, eachVariant, "Share")
	sku := func(fields string) string { return `"skus":[{"id":"` + skuID(2, 0) + `"` + fields + `}]` }
	p := func(n int, fields string) string { return `{"products":[{"id":"` + productID(n) + `"` + fields + `}]}` }
	k.ok(t, put(promotionsPath+"/"+fixed+"/products", p(3, `,"activity_price_amount":"2","quantity_limit":5`)))
	tests := map[string]struct {
		id, body string
		want     int
	}{
		"nothing":             {fixed, `{"products":[]}`, 17029033},
		"unknown product":     {fixed, `{"products":[{"id":"1","activity_price_amount":"2"}]}`, 17029051},
		"product off sale":    {fixed, p(6, `,"activity_price_amount":"2"`), 17029056},
		"product twice":       {fixed, strings.Replace(p(1, `,"activity_price_amount":"2"`), "[", `[{"id":"`+productID(1)+`","activity_price_amount":"2"},`, 1), 17029039},
		"SKUs of a product":   {fixed, p(2, `,"activity_price_amount":"2",`+sku("")), 17029013},
		"no price":            {fixed, p(1, ""), 17029042},
		"discount for price":  {fixed, p(1, `,"discount":"10"`), 17029030},
		"price in words":      {fixed, p(1, `,"activity_price_amount":"cheap"`), 17029034},
		"price above list":    {fixed, p(1, `,"activity_price_amount":"5.00"`), 17029020},
		"limit of zero":       {fixed, p(1, `,"activity_price_amount":"2","quantity_limit":0`), 17029050},
		"limit above stock":   {fixed, p(1, `,"activity_price_amount":"2","quantity_limit":21`), 17029019},
		"limit that shrinks":  {fixed, p(3, `,"activity_price_amount":"2","quantity_limit":4`), 17029065},
		"no SKUs":             {share, p(2, ""), 17029037},
		"product's discount":  {share, p(2, `,"discount":"10",`+sku("")), 17029038},
		"no discount":         {share, p(2, ","+sku("")), 17029043},
		"price for discount":  {share, p(2, ","+sku(`,"activity_price_amount":"2"`)), 17029031},
		"a hundred per cent":  {share, p(2, ","+sku(`,"discount":"100"`)), 17029021},
		"SKU of another":      {share, p(1, ","+sku(`,"discount":"10"`)), 17029053},
		"sold by another too": {share, p(3, `,"skus":[{"id":"`+skuID(3, 0)+`","discount":"10"}]`), 17029022},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if a := k.do(t, put(promotionsPath+"/"+tt.id+"/products", tt.body)); a.Code != tt.want {
				t.Errorf("answer %s, want %d", a.Body, tt.want)
			}
		})
	}
}

func TestPromotionsAndCouponsAreFound(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: -1})
	for i := range 5 {
		promote(t, k, fixedPrice, wholeProduct, fmt.Sprintf("No %d", i))
	}
	first := k.ok(t, post(promotionsPath+"/search", `{"page_size":3,"status":"NOT_START"}`))
	next := text(first["next_page_token"])
	second := k.ok(t, post(promotionsPath+"/search", `{"page_size":3,"status":"NOT_START","page_token":"`+next+`"}`))
	got := []any{len(objects(first["activities"])), len(objects(second["activities"])), first["total_count"], second["next_page_token"]}
	if diff := cmp.Diff([]any{3, 2, "5", ""}, []any{got[0], got[1], text(got[2]), got[3]}); diff != "" {
		t.Errorf("pages (-want +got):\n%s", diff)
	}
	states := map[string]int{}
	all, _ := walk(t, k, "/promotion/202406/coupons/search", "coupons", "{}", "page_size", "2")
	for _, c := range all {
		states[text(c["status"])]++
	}
	if diff := cmp.Diff(map[string]int{notStarted: 1, ongoing: 3, expired: 1}, states); diff != "" {
		t.Errorf("coupons (-want +got):\n%s", diff)
	}
	k.shop.Advance(15 * 24 * time.Hour)
	k.token = k.shop.Issue(Seller).Access
	for _, c := range all {
		if c["status"] != notStarted {
			continue
		}
		now := object(k.ok(t, get("/promotion/202406/coupons/"+text(c["id"])))["coupon"])
		if now["status"] != ongoing {
			t.Errorf("coupon after its begin: %v", now)
		}
	}
}
