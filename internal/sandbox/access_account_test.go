package sandbox

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

const (
	authorizedShops = "/authorization/202309/shops"
	revokePath      = "/authorization/202403/shops"
	webhooksPath    = "/event/202309/webhooks"
)

// town is a sandbox with a second app, and a second seller with two shops.
type town struct {
	*caller
	app    App
	seller *account
	shops  []*store
}

func newTown(t *testing.T) *town {
	t.Helper()
	return newTownWith(t, Options{Orders: 1})
}

func newTownWith(t *testing.T, opts Options) *town {
	t.Helper()
	k := start(t, opts)
	w := &town{caller: k}
	made, err := k.shop.AddApp(App{Name: "Second App", Redirect: "https://second.example.com/back"})
	if err != nil {
		t.Fatal(err)
	}
	w.app = made
	k.shop.mu.Lock()
	defer k.shop.mu.Unlock()
	w.seller = k.shop.addSeller("Second Seller", "GB")
	w.shops = []*store{k.shop.addShop(w.seller, "Home", "GB"), k.shop.addShop(w.seller, "Abroad", "DE")}
	return w
}

// as calls for an account through an app.
func (w *town) as(t *testing.T, a App, openID string) *caller {
	t.Helper()
	token, err := w.shop.IssueFor(a.Key, openID)
	if err != nil {
		t.Fatal(err)
	}
	return &caller{shop: w.shop, url: w.url, client: w.client, token: token.Access, key: a.Key, secret: a.Secret}
}

func TestATokenBelongsToOneApp(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	second := w.as(t, w.app, w.seller.openID)
	second.ok(t, get(authorizedShops))
	r := get(authorizedShops)
	r.token = w.token
	if a := second.do(t, r); a.Status != 401 || a.Code != 36009004 {
		t.Errorf("token of the first app with the key of the second: %s", a.Body)
	}
	second.secret = AppSecret
	if a := second.do(t, get(authorizedShops)); a.Code != 106001 {
		t.Errorf("secret of the first app: %s", a.Body)
	}
	second.key = "unknown"
	if a := second.do(t, get(authorizedShops)); a.Code != 36009004 {
		t.Errorf("unknown app: %s", a.Body)
	}
}

func TestSellersAreKeptApart(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	second := w.as(t, w.shop.Apps()[0], w.seller.openID)
	want := []string{w.shops[0].id, w.shops[1].id}
	if diff := cmp.Diff(want, ids(second.ok(t, get(authorizedShops))["shops"])); diff != "" {
		t.Errorf("shops of the second seller (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{w.shop.stores[0].id}, ids(w.ok(t, get(authorizedShops))["shops"])); diff != "" {
		t.Errorf("shops of the first seller (-want +got):\n%s", diff)
	}
	tests := map[string]struct {
		by     *caller
		cipher string
		code   int
	}{
		"own":             {second, w.shops[1].cipher, 0},
		"of the first":    {second, w.shop.Cipher(), 101000},
		"of the second":   {w.caller, w.shops[0].cipher, 101000},
		"of nobody":       {second, "ROW_unknown", 101000},
		"own of first":    {w.caller, w.shop.Cipher(), 0},
		"none where asks": {second, "-", 106013},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := post(searchOrders, "{}", "page_size", "10")
			r.cipher = tt.cipher
			if a := tt.by.do(t, r); a.Code != tt.code {
				t.Errorf("answer %s, want %d", a.Body, tt.code)
			}
		})
	}
	if got := second.ok(t, get("/seller/202309/permissions"))["permissions"]; len(texts(got)) != 1 {
		t.Errorf("permissions of a seller in two countries = %v", got)
	}
	if got := w.ok(t, get("/seller/202309/permissions"))["permissions"]; len(texts(got)) != 0 {
		t.Errorf("permissions of a seller in one country = %v", got)
	}
	group := object(second.ok(t, get("/seller/202601/shop_groups"))["shop_group_data"])
	if got := objects(group["shops"]); len(got) != 2 || got[1]["shop_id"] != w.shops[1].id || got[1]["shop_region"] != "DE" {
		t.Errorf("shop group = %v", group)
	}
}

func TestPartnersAreKeptApart(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.shop.mu.Lock()
	p := w.shop.addPartner("Second Partner", "GB")
	w.shop.mu.Unlock()
	first, second := w.as(t, w.shop.Apps()[0], w.shop.first(Partner).openID), w.as(t, w.app, p.openID)
	const list = "/authorization/202405/category_assets"
	assets := objects(second.ok(t, get(list))["category_assets"])
	if len(assets) != 1 || assets[0]["target_market"] != "GB" {
		t.Fatalf("assets of the second partner = %v", assets)
	}
	own, other := text(assets[0]["cipher"]), w.shop.AssetCipher()
	const campaigns = "/affiliate_partner/202405/campaigns"
	for name, tt := range map[string]struct {
		by     *caller
		cipher string
		code   int
	}{"own": {second, own, 0}, "other": {second, other, 101000}, "first's own": {first, other, 0}, "first's other": {first, own, 101000}} {
		if a := tt.by.do(t, get(campaigns, "category_asset_cipher", tt.cipher, "page_size", "10", "type", "MY_CAMPAIGNS")); (a.Code == 101000) != (tt.code == 101000) {
			t.Errorf("%s: %s", name, a.Body)
		}
	}
}

func TestASellerWithoutShopsCanOnlyAskForThem(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.shop.mu.Lock()
	p := w.shop.addSeller("New Seller", "US")
	w.shop.mu.Unlock()
	k := w.as(t, w.app, p.openID)
	if got := k.ok(t, get(authorizedShops))["shops"]; len(objects(got)) != 0 {
		t.Errorf("shops = %v", got)
	}
	if a := k.do(t, get("/product/202309/global_products/1")); a.Code != 101000 {
		t.Errorf("a call that needs a shop: %s", a.Body)
	}
}

func TestCodesAndRefreshTokensBelongToOneApp(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	code := w.shop.AuthCode(Seller)
	thief := []string{"app_key", w.app.Key, "app_secret", w.app.Secret, "grant_type"}
	if a := w.service(t, "get", append(thief, "authorized_code", "auth_code", code)...); a.Code != 36004004 {
		t.Errorf("code of another app: %s", a.Body)
	}
	data := w.exchange(t, code).object(t) // it was not used up
	refresh := text(data["refresh_token"])
	if a := w.service(t, "refresh", append(thief, "refresh_token", "refresh_token", refresh)...); a.Code != 36004005 {
		t.Errorf("refresh token of another app: %s", a.Body)
	}
	if a := w.renew(t, refresh); a.Code != 0 {
		t.Errorf("own refresh token: %s", a.Body)
	}
	if _, err := w.shop.IssueFor("x", w.seller.openID); err == nil {
		t.Error("no error for an unknown app")
	}
	if _, err := w.shop.IssueFor(w.app.Key, "x"); err == nil {
		t.Error("no error for an unknown account")
	}
}

func TestAppsMustNotShareTheirNames(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	for name, a := range map[string]App{
		"key": {Key: AppKey}, "service": {Service: ServiceID}, "partner service": {PartnerService: w.app.Service},
		"one service for both": {Service: "a", PartnerService: "a"}, "redirect": {Redirect: "javascript:alert(1)"},
		"webhook": {Webhook: "https://192.0.2.1/"}, "topic": {Webhook: "https://a.example.com", Topics: []int{999}},
	} {
		if _, err := w.shop.AddApp(a); err == nil {
			t.Errorf("%s: %+v is taken", name, a)
		}
	}
	if got := len(w.shop.Apps()); got != 2 {
		t.Errorf("%d apps, want 2", got)
	}
	want := []Account{
		{"seller", "open-id-of-the-test-seller", "Test Seller", "US"}, {"creator", "open-id-of-the-test-creator", "", ""},
		{"partner", "open-id-of-the-test-partner", "", ""}, {"seller", w.seller.openID, "Second Seller", "GB"},
	}
	if diff := cmp.Diff(want, w.shop.Accounts()); diff != "" {
		t.Errorf("accounts (-want +got):\n%s", diff)
	}
}

func TestRefreshTokensLiveOnTheSandboxClock(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: 1})
	code := k.shop.AuthCode(Seller)
	k.shop.Advance(29 * time.Minute)
	data := k.exchange(t, code).object(t)
	late := k.shop.AuthCode(Seller)
	k.shop.Advance(31 * time.Minute)
	if a := k.exchange(t, late); a.Code != 36004004 {
		t.Errorf("code after 31 minutes: %s", a.Body)
	}
	k.token = text(data["access_token"])
	k.shop.Advance(7 * 24 * time.Hour)
	if a := k.do(t, get(authorizedShops)); a.Code != 105002 {
		t.Errorf("access token after a week: %s", a.Body)
	}
	k.shop.Advance(357 * 24 * time.Hour)
	if a := k.renew(t, text(data["refresh_token"])); a.Code != 0 {
		t.Errorf("refresh token before its end: %s", a.Body)
	}
}
