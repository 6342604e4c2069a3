package sandbox

import (
	"slices"
	"testing"
	"time"
)

func TestBlindBoxesAreOpenedOnce(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: -1})
	var made, plain, unpaidOne *order
	k.locked(func(s *Sandbox) {
		m := s.startLive(s.stores[0].seller, "Boxes", 600)
		item := []pick{{productID(1), skuID(1, 0), 1}}
		from := &lead{kind: leadLive, content: m.id}
		made, _ = s.stores[0].place(basket{items: item, from: from})
		plain, _ = s.stores[0].place(basket{items: item})
		unpaidOne, _ = s.stores[0].place(basket{items: item, from: from, unpaid: true})
	})
	k.shop.Advance(10 * time.Minute)
	path := "/order/202511/orders/blind_box_result/callback"
	send := func(order, line, product, sku string, at int64) int {
		return k.do(t, post(path, string(encode(map[string]any{"main_order_id": order, "blind_box_results": []map[string]any{{
			"order_line_id": line, "blind_result_product_id": product, "blind_result_sku_id": sku, "blind_open_time": at,
		}}})))).Code
	}
	now, line := k.shop.Now().UnixMilli(), made.lines[0].id
	for _, tt := range []struct {
		name                      string
		order, line, product, sku string
		at                        int64
		want                      int
	}{
		{"unknown order", "1", line, productID(2), skuID(2, 0), now, codeBlindOrder},
		{"not from a LIVE", plain.id, plain.lines[0].id, productID(2), skuID(2, 0), now, codeNoBlindBox},
		{"not paid", unpaidOne.id, unpaidOne.lines[0].id, productID(2), skuID(2, 0), now, codeBlindChange},
		{"unknown line", made.id, "1", productID(2), skuID(2, 0), now, codeBlindOrder},
		{"unknown SKU", made.id, line, productID(2), skuID(3, 0), now, codeBlindProduct},
		{"seconds", made.id, line, productID(2), skuID(2, 0), now / 1000, codeBlindParams},
		{"no SKU", made.id, line, productID(2), "", now, codeBlindParams},
		{"right", made.id, line, productID(2), skuID(2, 0), now, 0},
		{"again", made.id, line, productID(2), skuID(2, 0), now, 0},
		{"another result", made.id, line, productID(2), skuID(2, 1), now, codeBlindChange},
	} {
		if have := send(tt.order, tt.line, tt.product, tt.sku, tt.at); have != tt.want {
			t.Errorf("%s: code %d, want %d", tt.name, have, tt.want)
		}
	}
}

func TestReviewsAreImportedOnce(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: -1})
	r := upload(t, "data", PNG(300, 300), "file_type", "IMAGE")
	r.path = "/review_rating/202410/media/upload"
	uri := text(k.ok(t, r)["uri"])
	record := func(id string, stars int, pictures ...string) map[string]any {
		return map[string]any{"external_review_id": id, "rating": stars, "content": "Good.", "image_uris": pictures}
	}
	importing := func(product string, records ...map[string]any) []string {
		t.Helper()
		data := k.ok(t, post("/review_rating/202508/product_reviews", string(encode(map[string]any{"product_review": map[string]any{
			"product": map[string]any{"identifiers": map[string]any{"tiktok_product_id": product}}, "review_records": records,
		}}))))
		failed := []string{}
		for _, e := range objects(data["errors"]) {
			if number(e["code"]) != codeBadReview {
				t.Errorf("error %v", e)
			}
			failed = append(failed, text(object(e["detail"])["external_review_id"]))
		}
		return failed
	}
	if failed := importing(productID(1), record("1", 5, uri), record("2", 4, "other"), record("1", 5), record("x", 5), record("3", 2)); !slices.Equal(failed, []string{"2", "1", "x"}) {
		t.Errorf("failed %v", failed)
	}
	if failed := importing("77", record("4", 5)); !slices.Equal(failed, []string{"4"}) {
		t.Errorf("reviews of an unknown product: failed %v", failed)
	}
	k.shop.Advance(24 * time.Hour)
	detail := k.ok(t, get("/analytics/202509/shop_products/"+productID(1)+"/performance", k.days(-3, 0)...))
	counts := []int64{}
	for _, m := range objects(deep(detail, "performance", "ratings")) {
		counts = append(counts, number(m["count"]))
	}
	if !slices.Equal(counts, []int64{0, 1, 0, 0, 1}) {
		t.Errorf("stars %v", counts)
	}
}
