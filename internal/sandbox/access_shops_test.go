package sandbox

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestAnAppGivesUpShopsOneByOne(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	k, other := w.as(t, w.app, w.seller.openID), w.as(t, w.shop.Apps()[0], w.seller.openID)
	revoke := func(i int) *answer {
		return k.do(t, request{method: "DELETE", path: revokePath, cipher: w.shops[i].cipher})
	}
	if a := revoke(0); a.Code != 0 {
		t.Fatalf("first: %s", a.Body)
	}
	if diff := cmp.Diff([]string{w.shops[1].id}, ids(k.ok(t, get(authorizedShops))["shops"])); diff != "" {
		t.Errorf("shops left (-want +got):\n%s", diff)
	}
	if a := revoke(0); a.Code != 105004 {
		t.Errorf("again: %s", a.Body)
	}
	if got := ids(other.ok(t, get(authorizedShops))["shops"]); len(got) != 2 {
		t.Errorf("another app lost shops: %v", got)
	}
	if a := revoke(1); a.Code != 0 {
		t.Fatalf("second: %s", a.Body)
	}
	if a := k.do(t, get(authorizedShops)); a.Code != 105001 {
		t.Errorf("after the last shop: %s", a.Body)
	}
	again := w.as(t, w.app, w.seller.openID)
	if got := ids(again.ok(t, get(authorizedShops))["shops"]); len(got) != 2 {
		t.Errorf("shops after a new authorization: %v", got)
	}
}

func TestClosedShopsAndSellersAreRefused(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	k := w.as(t, w.app, w.seller.openID)
	w.shop.mu.Lock()
	w.shops[0].inactive = true
	w.shop.mu.Unlock()
	r := post(searchOrders, "{}", "page_size", "10")
	r.cipher = w.shops[0].cipher
	if a := k.do(t, r); a.Status != 401 || a.Code != 36009043 {
		t.Errorf("closed shop: %d %s", a.Status, a.Body)
	}
	if diff := cmp.Diff([]string{w.shops[1].id}, ids(k.ok(t, get("/seller/202309/shops"))["shops"])); diff != "" {
		t.Errorf("active shops (-want +got):\n%s", diff)
	}
	w.shop.mu.Lock()
	w.seller.inactive = true
	w.shop.mu.Unlock()
	if a := k.do(t, get(authorizedShops)); a.Status != 401 || a.Code != 36009044 {
		t.Errorf("closed seller: %d %s", a.Status, a.Body)
	}
}

func TestWidgetTokensAreForOwnShops(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	k := w.as(t, w.app, w.seller.openID)
	const path = "/authorization/202401/widget_token"
	token := object(k.ok(t, get(path, "shop_id", w.shops[1].id))["widget_token"])
	if left := number(token["expire_at"]) - w.shop.Now().Unix(); text(token["token"]) == "" || left < 295 || left > 300 {
		t.Errorf("token %v lives %d s", token, left)
	}
	for _, r := range []request{get(path), get(path, "shop_id", w.shop.stores[0].id)} {
		if a := k.do(t, r); a.Code != 36009004 {
			t.Errorf("%v: %s", r.query, a.Body)
		}
	}
	w.ok(t, get(path)) // one shop need not be named
}

func TestCollectionsWithUnknownProductsFail(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: -1})
	body := `{"collections":[{"id":"good","products":[{"tts_product_id":"` + productID(1) + `"}]},{"id":"bad","products":[{"tts_product_id":"1"}]}]}`
	data := k.ok(t, post("/seller/202508/collections/sync", body))
	if diff := cmp.Diff([]string{"bad"}, texts(object(data["failed_info"])["ids"])); diff != "" {
		t.Errorf("failed (-want +got):\n%s", diff)
	}
}
