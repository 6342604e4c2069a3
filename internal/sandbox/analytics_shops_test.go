package sandbox

import (
	"testing"
	"time"
)

func TestShopsHaveFiguresOfTheirOwn(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: 20})
	k.locked(func(s *Sandbox) {
		t2 := s.newStore(map[string]any{"id": "7490000000000000002", "cipher": "ROW_second", "name": "Second", "region": "VN"}, s.first(Seller))
		s.stores = append(s.stores, t2)
		t2.products.add("55", map[string]any{
			"id": "55", "title": "Thing", "status": active,
			"skus": []map[string]any{{"id": "551", "price": map[string]any{"sale_price": "200000", "currency": "VND"}, "inventory": []map[string]any{{"warehouse_id": warehouseID, "quantity": 9}}}},
		}, false)
		if _, err := t2.place(basket{items: []pick{{"55", "551", 1}}}); err != nil {
			t.Fatal(err)
		}
	})
	k.shop.Advance(25 * time.Hour)
	second := func(query ...string) map[string]any {
		r := get(shopReport, append(k.days(-6, 1), query...)...)
		r.cipher = "ROW_second"
		return object(deep(objects(deep(k.whole(t, r), "performance", "intervals"))[0], "sales", "gmv", "overall"))
	}
	if m := second(); m["amount"] != "200000.00" || m["currency"] != "VND" {
		t.Errorf("in the shop's currency %v", m)
	}
	if m := second("currency", "USD"); m["amount"] != "7.80" || m["currency"] != "USD" {
		t.Errorf("in dollars %v", m)
	}
	r := get("/analytics/202509/shop_products/"+productID(1)+"/performance", k.days(-6, 1)...)
	r.cipher = "ROW_second"
	if a := k.do(t, r); a.Code != codeNoData {
		t.Errorf("product of another shop: %s", a.Body)
	}
}

func TestBestsellersAreRanked(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: 120})
	day := k.days(-1, 0)[1]
	for _, what := range []string{"products", "lives", "creators", "videos"} {
		query := []string{"date", day, "time_slot", "WEEK"}
		if what == "creators" {
			query = append(query, "author_type", "ALL")
		}
		list := objects(k.ok(t, get("/analytics/202511/"+what+"/bestselling", query...))[what])
		if len(list) == 0 && what != "videos" {
			t.Errorf("no %s", what)
		}
		for i, row := range list {
			if int(number(row["rank"])) != i+1 || text(row["gmv_range"]) == "" {
				t.Errorf("%s: row %d is %v", what, i, row)
			}
		}
	}
	if a := k.do(t, get("/analytics/202511/products/bestselling", "date", k.days(3, 4)[1], "time_slot", "DAY")); a.Code != codeBadRange {
		t.Errorf("ranking of the future: %s", a.Body)
	}
}

func BenchmarkFiguresOf100000Orders(b *testing.B) {
	s, _ := crowded(b, 100_000)
	now := dayNumber(s.now(), time.UTC)
	dates := []string{"start_date_ge", dayText(now - 60), "end_date_lt", dayText(now)}
	for name, query := range map[string][]string{
		"shop.Analytics.GetShop": append(dates, "granularity", "1D"), "shop.Analytics.ListProducts": dates, "shop.Analytics.ListSKUs": dates,
	} {
		b.Run(name, func(b *testing.B) {
			c := searchCall(s, name, nil, query...)
			for b.Loop() {
				if _, refused := c.rt.answer(s, c); refused != nil {
					b.Fatal(refused.message)
				}
			}
		})
	}
}
