package sandbox

import (
	"testing"
	"time"
)

const shopReport = "/analytics/202509/shop/performance"

func (k *caller) intervals(t testing.TB, path string, query ...string) []map[string]any {
	t.Helper()
	return objects(deep(k.whole(t, get(path, query...)), "performance", "intervals"))
}

// paidBetween adds up the orders that the search tells of, by the time they
// were paid for.
func (k *caller) paidBetween(t testing.TB, from, until int64) (sum, orders, items int) {
	t.Helper()
	for token := ""; ; {
		query := []string{"page_size", "100"}
		if token != "" {
			query = append(query, "page_token", token)
		}
		data := k.ok(t, post(searchOrders, "{}", query...))
		for _, o := range objects(data["orders"]) {
			if at := number(o["paid_time"]); at < from || at >= until {
				continue
			}
			n, _ := cents(deep(o, "payment", "sub_total"))
			sum += n
			orders++
			items += len(objects(o["line_items"]))
		}
		if token = text(data["next_page_token"]); token == "" {
			return sum, orders, items
		}
	}
}

func TestShopFiguresAreThoseOfItsOrders(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: 120})
	days := k.days(-5, 0)
	zone := time.UTC
	k.locked(func(s *Sandbox) { zone = s.stores[0].dayZone() })
	from, _ := time.ParseInLocation(time.DateOnly, days[1], zone)
	until, _ := time.ParseInLocation(time.DateOnly, days[3], zone)
	sum, orders, items := k.paidBetween(t, from.Unix(), until.Unix())
	if orders == 0 {
		t.Fatal("no orders")
	}
	whole := object(k.intervals(t, shopReport, days...)[0]["sales"])
	if cent(t, deep(whole, "gmv", "overall")) != sum || int(number(whole["orders_count"])) != orders || int(number(whole["items_sold"])) != items {
		t.Errorf("report %v, want %d of %d orders with %d items", whole, sum, orders, items)
	}
	split := 0
	for _, part := range objects(deep(whole, "gmv", "breakdowns")) {
		split += cent(t, part["gmv"])
	}
	daily, dailyOrders := 0, 0
	list := k.intervals(t, shopReport, append(days, "granularity", "1D")...)
	for _, d := range list {
		daily += cent(t, deep(d, "sales", "gmv", "overall"))
		dailyOrders += int(number(deep(d, "sales", "orders_count")))
	}
	if len(list) != 5 || list[0]["start_date"] != days[1] || list[4]["end_date"] != days[3] || split != sum || daily != sum || dailyOrders != orders {
		t.Errorf("%d days with %d of %d orders, by content %d; want %d of %d", len(list), daily, dailyOrders, split, sum, orders)
	}
	products := 0
	for _, p := range k.ranked(t, "products", "/analytics/202509/shop_products/performance", days...) {
		products += cent(t, deep(p, "overall_performance", "gmv"))
		one := k.intervals(t, "/analytics/202509/shop_products/"+text(p["id"])+"/performance", days...)[0]
		if cent(t, deep(one, "sales", "gmv")) != cent(t, deep(p, "overall_performance", "gmv")) ||
			number(deep(one, "sales", "orders")) != number(deep(p, "overall_performance", "orders")) {
			t.Errorf("product %v: detail %v", p, one["sales"])
		}
	}
	skus := 0
	for _, p := range k.ranked(t, "skus", "/analytics/202509/shop_skus/performance", days...) {
		skus += cent(t, p["gmv"])
		one := k.intervals(t, "/analytics/202509/shop_skus/"+text(p["id"])+"/performance", days...)[0]
		if cent(t, one["gmv"]) != cent(t, p["gmv"]) || number(one["sku_orders"]) != number(p["sku_orders"]) {
			t.Errorf("SKU %v: detail %v", p, one)
		}
	}
	if products != sum || skus != sum {
		t.Errorf("products have %d, SKUs %d, want %d", products, skus, sum)
	}
}

// ranked reads all pages of a report.
func (k *caller) ranked(t testing.TB, list, path string, query ...string) (rows []map[string]any) {
	t.Helper()
	last := -1
	for token := ""; ; {
		q := append([]string{"page_size", "7"}, query...)
		if token != "" {
			q = append(q, "page_token", token)
		}
		data := k.whole(t, get(path, q...))
		for _, row := range objects(data[list]) {
			gmv := row["gmv"]
			if gmv == nil {
				gmv = deep(row, "overall_performance", "gmv")
			}
			if n := cent(t, gmv); last >= 0 && n > last {
				t.Errorf("%s: %d follows %d", path, n, last)
			} else {
				last = n
			}
			rows = append(rows, row)
		}
		if token = text(data["next_page_token"]); token == "" {
			if int(number(data["total_count"])) != len(rows) {
				t.Errorf("%s: total_count %v, %d rows", path, data["total_count"], len(rows))
			}
			return rows
		}
	}
}

func TestHoursOfADayAddUp(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: 120})
	for _, n := range []int{0, -1, -29} {
		day := k.days(n, n+1)[1]
		data := k.whole(t, get("/analytics/202510/shop/performance/"+day+"/performance_per_hour"))
		gmv, items := 0, 0
		hours := objects(deep(data, "performance", "intervals"))
		for i, h := range hours {
			gmv += cent(t, h["gmv"])
			items += int(number(h["items_sold"]))
			if int(number(h["index"])) != i {
				t.Errorf("hour %d has the index %v", i, h["index"])
			}
		}
		whole := object(deep(data, "performance", "overall"))
		if gmv != cent(t, whole["gmv"]) || items != int(number(whole["items_sold"])) || n < 0 && len(hours) != 24 {
			t.Errorf("day %d: %d hours with %d and %d items, want %v", n, len(hours), gmv, items, whole)
		}
	}
	for _, day := range []string{k.days(1, 2)[1], k.days(-30, 0)[1], "today"} {
		if a := k.do(t, get("/analytics/202510/shop/performance/"+day+"/performance_per_hour")); a.Code != codeBadRange {
			t.Errorf("hours of %s: %s", day, a.Body)
		}
	}
}

func TestReportsRefuseBadRanges(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: 5})
	for _, path := range []string{
		shopReport, "/analytics/202509/shop_products/performance", "/analytics/202509/shop_products/" + productID(1) + "/performance",
		"/analytics/202509/shop_skus/performance", "/analytics/202509/shop_skus/" + skuID(1, 0) + "/performance",
		"/analytics/202509/shop_videos/performance", "/analytics/202509/shop_videos/1/performance", "/analytics/202509/shop_videos/1/products/performance",
		"/analytics/202509/shop_videos/overview_performance", "/analytics/202509/shop_lives/performance", "/analytics/202509/shop_lives/overview_performance",
	} {
		for name, query := range map[string][]string{
			"empty": k.days(-3, -3), "backwards": k.days(-3, -5), "future": k.days(2, 4),
			"no day": {"start_date_ge", "2026-1-1", "end_date_lt", "soon"},
		} {
			if a := k.do(t, get(path, query...)); a.Code != codeBadRange {
				t.Errorf("%s, %s: %s", path, name, a.Body)
			}
		}
	}
	if a := k.do(t, get(shopReport, append(k.days(-400, 0), "granularity", "1D")...)); a.Code != codeBadRange {
		t.Errorf("400 days: %s", a.Body)
	}
	for _, path := range []string{"shop_products/77", "shop_skus/77", "shop_videos/77"} {
		if a := k.do(t, get("/analytics/202509/"+path+"/performance", k.days(-3, 0)...)); a.Code != codeNoData {
			t.Errorf("%s: %s", path, a.Body)
		}
	}
	first := k.ok(t, get("/analytics/202509/shop_products/performance", append(k.days(-3, 0), "page_size", "2")...))
	r := get("/analytics/202509/shop_products/performance", append(k.days(-4, 0), "page_token", text(first["next_page_token"]))...)
	if a := k.do(t, r); a.Code != 36009004 {
		t.Errorf("token of another range: %s", a.Body)
	}
}

func TestFiguresOfTodayComeTomorrow(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: -1})
	var o *order
	k.locked(func(s *Sandbox) {
		shop := s.stores[0]
		s.seedRooms(shop, s.now())
		placed, err := shop.place(basket{items: []pick{{productID(1), skuID(1, 0), 2}}, from: &lead{kind: leadVideo, content: "7001", creator: "someone"}})
		if err != nil {
			t.Fatal(err)
		}
		o = placed
	})
	k.shop.Advance(3 * time.Minute)
	today := k.days(0, 1)
	if n := cent(t, deep(k.intervals(t, shopReport, today...)[0], "sales", "gmv", "overall")); n != 0 {
		t.Errorf("today is told: %d", n)
	}
	if list := k.intervals(t, shopReport, append(today, "granularity", "1D")...); len(list) != 0 {
		t.Errorf("today is told by day: %v", list)
	}
	k.shop.Advance(24 * time.Hour)
	sum := 0
	for i := range o.lines {
		sum += int(o.lines[i].paid())
	}
	yesterday := k.days(-2, 0)
	if n := cent(t, deep(k.intervals(t, shopReport, yesterday...)[0], "sales", "gmv", "overall")); n != sum || n == 0 {
		t.Errorf("yesterday has %d, want %d", n, sum)
	}
	videos := objects(k.whole(t, get("/analytics/202509/shop_videos/performance", yesterday...))["videos"])
	if len(videos) == 0 || videos[0]["id"] != "7001" || cent(t, videos[0]["gmv"]) != sum {
		t.Errorf("videos %v", videos)
	}
	detail := k.whole(t, get("/analytics/202509/shop_videos/7001/performance", yesterday...))
	one := object(objects(deep(detail, "performance", "intervals"))[0]["sales"])
	goods := objects(one["breakdowns"])
	if cent(t, deep(one, "overall", "gmv")) != sum || len(goods) != 1 || number(goods[0]["product_clicks"]) != number(deep(one, "overall", "product_clicks")) {
		t.Errorf("video %v", one)
	}
	overview := k.intervals(t, "/analytics/202509/shop_videos/overview_performance", append(yesterday, "account_type", affiliateAccount)...)
	if cent(t, overview[0]["gmv"]) != sum {
		t.Errorf("videos of affiliates %v", overview)
	}
	k.locked(func(s *Sandbox) {
		o.lines[0].refunded = o.lines[0].paid()
		s.stores[0].rooms.refunded(s.stores[0], o)
	})
	k.shop.Advance(24 * time.Hour)
	days := k.intervals(t, shopReport, append(k.days(-3, 0), "granularity", "1D")...)
	back := []int{}
	for _, d := range days {
		back = append(back, cent(t, deep(d, "sales", "refunds")))
	}
	if back[0] != 0 || back[1]+back[2] != int(o.lines[0].paid()) {
		t.Errorf("refunds by day %v, want one of %d", back, o.lines[0].paid())
	}
}
