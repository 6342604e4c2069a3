package sandbox

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func putHook(body string) request { return request{method: "PUT", path: webhooksPath, body: body} }

func TestTheEventAPIChecksAddresses(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: -1})
	long := "https://a.example.com/" + strings.Repeat("x", 233)
	for address, ok := range map[string]bool{
		"https://app.example.com/hooks?a=1": true, "https://xn--bcher-kva.example": true, long: true,
		"http://127.0.0.1:8080/hooks": true, "http://localhost:9/": true, "https://[::1]:8443/": true,
		"http://app.example.com": false, "https://app.example.com:8443/": false, "https://192.0.2.1/": false,
		"https://[2001:db8::1]/": false, "https://example/": false, "https://user@app.example.com": false, "https://-a.example.com": false,
		"https://a..example.com": false, "https://": false, "ftp://127.0.0.1/": false, "https://a_b.example.com": false, "https://2130706433": false,
		"app.example.com": false, "https:app.example.com": false, "": false, long + "x": false, "https://\x7f.example.com": false,
		"https://127.0.0.1.example.com": true, "https://localhost.example.com": true, "http://localhost.example.com": false,
	} {
		a := k.do(t, putHook(string(encode(map[string]any{"address": address, "event_type": "PACKAGE_UPDATE"}))))
		if (a.Code == 0) != ok || !ok && a.Code != 36009004 {
			t.Errorf("%q: %s", address, a.Body)
		}
	}
	for body, want := range map[string]string{
		`{"address":"https://a.example.com"}`:                                        "event_type is a required",
		`{"event_type":"PACKAGE_UPDATE"}`:                                            "address is a required",
		`{"event_type":"CREATOR_DEAUTHORIZATION","address":"https://a.example.com"}`: "event_type is",
		`{"event_type":"NO_SUCH_THING","address":"https://a.example.com"}`:           "event_type is",
		`{"event_type":["PACKAGE_UPDATE"],"address":"https://a.example.com"}`:        "wrong type",
	} {
		if a := k.do(t, putHook(body)); a.Code != 36009004 || !strings.Contains(a.Message, want) {
			t.Errorf("%s: %s", body, a.Body)
		}
	}
}

func TestTheEventAPIKeepsOneAddressForShopAndType(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	set := func(k *caller, cipher, event, address string) {
		t.Helper()
		r := putHook(string(encode(map[string]any{"address": address, "event_type": event})))
		r.cipher = cipher
		k.ok(t, r)
	}
	list := func(k *caller, cipher string) []map[string]any {
		t.Helper()
		data := k.ok(t, request{method: "GET", path: webhooksPath, cipher: cipher})
		hooks := objects(data["webhooks"])
		if int(number(data["total_count"])) != len(hooks) {
			t.Errorf("total_count %v of %d", data["total_count"], len(hooks))
		}
		return hooks
	}
	first, second := w.as(t, w.shop.Apps()[0], w.seller.openID), w.as(t, w.app, w.seller.openID)
	a, b := w.shops[0].cipher, w.shops[1].cipher
	set(first, a, "PACKAGE_UPDATE", "https://one.example.com")
	set(first, a, "ORDER_STATUS_CHANGE", "https://one.example.com")
	set(second, a, "ORDER_STATUS_CHANGE", "https://two.example.com")
	created := number(list(first, a)[0]["create_time"])
	w.shop.Advance(time.Hour)
	first, second = w.as(t, w.shop.Apps()[0], w.seller.openID), w.as(t, w.app, w.seller.openID)
	set(first, a, "ORDER_STATUS_CHANGE", "https://new.example.com")
	got := list(first, a)
	if len(got) != 2 || got[0]["event_type"] != "ORDER_STATUS_CHANGE" || got[0]["address"] != "https://new.example.com" ||
		number(got[0]["create_time"]) != created || number(got[0]["update_time"])-created < 3600 {
		t.Errorf("webhooks of the first app: %v", got)
	}
	if got := list(second, a); len(got) != 1 || got[0]["address"] != "https://two.example.com" {
		t.Errorf("webhooks of the second app: %v", got)
	}
	if got := list(first, b); len(got) != 0 {
		t.Errorf("webhooks of the other shop: %v", got)
	}
	for range 2 { // the second time there is nothing
		first.ok(t, request{method: "DELETE", path: webhooksPath, body: `{"event_type":"PACKAGE_UPDATE"}`, cipher: a})
	}
	if got := list(first, a); len(got) != 1 {
		t.Errorf("after the deletion: %v", got)
	}
	if got := w.shop.Writes("DELETE " + webhooksPath); got != 1 {
		t.Errorf("%d deletions took effect, want 1", got)
	}
}

func TestAnEventGoesWhereTheShopWasToldFirst(t *testing.T) {
	t.Parallel()
	b := newInbox()
	k := start(t, Options{Orders: -1, Webhook: b})
	if err := k.shop.SetWebhook(AppKey, "https://all.example.com", 1, 4); err != nil {
		t.Fatal(err)
	}
	k.ok(t, putHook(`{"event_type":"ORDER_STATUS_CHANGE","address":"https://orders.example.com"}`))
	k.ok(t, putHook(`{"event_type":"NEW_MESSAGE","address":"https://chat.example.com"}`))
	k.shop.mu.Lock()
	for _, topic := range []int{1, 4, 5, 14} {
		k.shop.stores[0].notify(topic, map[string]any{})
	}
	k.shop.mu.Unlock()
	k.flush(t)
	got := []string{}
	for _, d := range k.shop.Deliveries() {
		got = append(got, d.Event+" "+d.Address)
	}
	want := []string{
		"ORDER_STATUS_CHANGE https://orders.example.com", "PACKAGE_UPDATE https://all.example.com", "NEW_MESSAGE https://chat.example.com",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("deliveries (-want +got):\n%s", diff)
	}
	if err := k.shop.SetWebhook("unknown", ""); err == nil {
		t.Error("no error for an unknown app")
	}
}

func TestWithdrawalIsTold(t *testing.T) {
	t.Parallel()
	b := newInbox()
	w := newTownWith(t, Options{Orders: -1, Webhook: b})
	if err := w.shop.SetWebhook(w.app.Key, "https://second.example.com"); err != nil {
		t.Fatal(err)
	}
	w.as(t, w.shop.Apps()[0], w.seller.openID)
	second := w.as(t, w.app, w.seller.openID)
	creator := w.shop.first(Creator)
	if err := w.shop.WithdrawFrom(AppKey, w.seller.openID); err != nil {
		t.Fatal(err)
	}
	if err := w.shop.WithdrawFrom(AppKey, creator.openID); err != nil {
		t.Fatal(err)
	}
	w.shop.mu.Lock()
	w.shops[0].notify(1, map[string]any{}) // only the second app may hear of this
	w.shop.notifyCreator(creator.openID, 17, map[string]any{})
	w.shop.notifyCreator("unknown", 17, map[string]any{})
	w.shops[1].notifySeller(24, map[string]any{})
	w.shop.mu.Unlock()
	w.flush(t)
	second.ok(t, get(authorizedShops))
	got := []string{}
	for _, d := range w.shop.Deliveries() {
		got = append(got, d.App+" "+d.Event+" "+d.Subject+" "+d.Of)
	}
	want := []string{
		AppKey + " SELLER_DEAUTHORIZATION shop_id " + w.shops[0].id, AppKey + " SELLER_DEAUTHORIZATION shop_id " + w.shops[1].id,
		AppKey + " CREATOR_DEAUTHORIZATION creator_open_id " + creator.openID,
		w.app.Key + " ORDER_STATUS_CHANGE shop_id " + w.shops[0].id,
		w.app.Key + " FBT_INVENTORY_UPDATE seller_open_id " + w.seller.openID,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("deliveries (-want +got):\n%s", diff)
	}
	if err := w.shop.WithdrawFrom(AppKey, w.seller.openID); err == nil {
		t.Error("no error for a second withdrawal")
	}
}

func TestTheEndOfAnAuthorizationIsAnnouncedDaily(t *testing.T) {
	t.Parallel()
	const day = 24 * time.Hour
	b := newInbox()
	k := start(t, Options{Orders: -1, Webhook: b})
	token := k.shop.Issue(Seller)
	warned := func(after time.Duration) int {
		t.Helper()
		k.shop.Advance(after)
		k.flush(t)
		return len(b.got())
	}
	if n := warned(334 * day); n != 0 {
		t.Errorf("%d warnings 31 days before the end, want 0", n)
	}
	if n := warned(2 * day); n != 2 {
		t.Errorf("%d warnings 29 days before the end, want 2: %v", n, b.got())
	}
	if got := b.got()[0]; got != "7 of "+k.shop.stores[0].id {
		t.Errorf("warning %s", got)
	}
	if _, err := k.shop.Renew(token.Refresh); err != nil {
		t.Fatal(err)
	}
	if n := warned(330 * day); n != 2 {
		t.Errorf("%d warnings though it was renewed, want 2", n)
	}
	if n := warned(40 * day); n != 2+30 {
		t.Errorf("%d warnings until the end, want 32", n)
	}
	k.shop.Issue(Seller)
	if n := warned(336 * day); n != 32+2 {
		t.Errorf("%d warnings after a new authorization, want 34", n)
	}
	k.shop.Withdraw()
	if n := warned(40 * day); n != 34+2 {
		t.Errorf("%d webhooks, want 34 and two withdrawals", n)
	}
}
