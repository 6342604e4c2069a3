package shoptest_test

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/tiktokshop-go/tiktokshop"
	"github.com/tiktokshop-go/tiktokshop/shop"
	"github.com/tiktokshop-go/tiktokshop/shop/shoptest"
)

var captures = map[string]json.RawMessage{
	"GET /order/202507/orders": []byte(`{"code":0,"message":"Success","request_id":"1","data":{"orders":[
		{"id":"576400000000009999","status":"DELIVERED","create_time":1700000000,"payment":{"currency":"THB","total_amount":"9500.1"}}]}}`),
}

const createRoute = "POST /product/202309/products"

func start(t *testing.T, opts shoptest.Options, change ...func(*tiktokshop.Config)) (*shoptest.Server, *tiktokshop.Client) {
	t.Helper()
	srv := shoptest.NewServer(opts)
	t.Cleanup(srv.Close)
	if err := srv.Err(); err != nil {
		t.Fatal(err)
	}
	cfg := srv.Config()
	for _, f := range change {
		f(&cfg)
	}
	c, err := tiktokshop.New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	return srv, c
}

func TestASellersDay(t *testing.T) {
	t.Parallel()
	srv, app := start(t, shoptest.Options{}, func(c *tiktokshop.Config) { c.Tokens = nil })
	ctx := t.Context()
	tok, err := app.Exchange(ctx, srv.AuthCode())
	if err != nil {
		t.Fatal(err)
	}
	if tok.Kind != tiktokshop.TokenSeller || tok.AccessExpires.Before(time.Now()) {
		t.Errorf("token %v", tok)
	}
	var store tiktokshop.MemoryStore
	if err := store.Save(ctx, "seller", tok); err != nil {
		t.Fatal(err)
	}
	c := app.As(app.Refresher(&store, "seller"))

	shops, err := shop.New(c).Authorizations.ListShops(ctx)
	if err != nil {
		t.Fatal(err)
	}
	s := shop.New(c.For(shops.Shops[0].Cipher))
	if shops.Shops[0].Cipher != srv.Cipher {
		t.Errorf("cipher %q, want %q", shops.Shops[0].Cipher, srv.Cipher)
	}

	n := 0
	for _, err := range s.Orders.SearchAll(ctx, &shop.SearchOrdersRequest{PageSize: 50}) {
		if err != nil {
			t.Fatal(err)
		}
		n++
	}
	srv.ExpireToken()
	img, err := s.Media.UploadImage(ctx, &shop.UploadImageRequest{Data: tiktokshop.FileBytes("mug.png", shoptest.Image(300, 300))})
	if err != nil {
		t.Fatal(err)
	}
	srv.Fault(shoptest.Fault{Route: createRoute, Cut: true, Handled: true}) // the key makes it safe to repeat
	_, err = s.Products.Create(ctx, &shop.CreateProductRequest{
		Title: "Mug", Description: "<p>350 ml</p>", CategoryID: "600001", MainImages: []shop.ImageRef{{URI: img.URI}},
		PackageWeight: shop.Weight{Value: "0.45", Unit: "KILOGRAM"},
		SKUs:          []shop.ProductSKUInput{{SellerSKU: "MUG-1", Price: shop.PriceInput{Amount: "12.50", Currency: "USD"}}},
	})
	if err != nil {
		t.Fatal(err)
	}
	if n != 250 || srv.Writes(createRoute) != 1 {
		t.Errorf("%d orders, %d products made; want 250 and 1", n, srv.Writes(createRoute))
	}
}

func TestErrorsHaveTheirKinds(t *testing.T) {
	t.Parallel()
	srv, c := start(t, shoptest.Options{Orders: -1})
	ctx, products := t.Context(), shop.New(c.For(srv.Cipher)).Products
	page, err := products.Search(ctx, &shop.SearchProductsRequest{PageSize: 1, Status: "ACTIVATE"})
	if err != nil {
		t.Fatal(err)
	}
	known := page.Products[0].ID
	got, err := products.Activate(ctx, &shop.ActivateProductsRequest{ProductIDs: []string{known, "1"}})
	partial, ok := errors.AsType[*tiktokshop.PartialFailure](err)
	if !ok || len(partial.Errors) != 1 || got == nil {
		t.Errorf("activation of an unknown product beside a known one: %v", err)
	}
	if _, err = products.Get(ctx, "1", nil); !errors.Is(err, tiktokshop.ErrNotFound) {
		t.Errorf("unknown product: %v, want ErrNotFound", err)
	}
	srv.Withdraw()
	if _, err = products.Get(ctx, known, nil); !errors.Is(err, tiktokshop.ErrReauthorize) {
		t.Errorf("after a withdrawal: %v, want ErrReauthorize", err)
	}
}

func TestLimitsAndFaultsAreWaitedForInABubble(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		srv, c := start(t, shoptest.Options{Orders: 1, Memory: true, Limit: 1}, func(c *tiktokshop.Config) { c.Limits = nil })
		orders := shop.New(c.For(srv.Cipher)).Orders
		srv.Fault(shoptest.Fault{Code: 36009002, RetryAfter: 20 * time.Second})
		srv.Fault(shoptest.Fault{Status: 503, Body: "<html>"})
		began := time.Now()
		for range 3 {
			if _, err := orders.Search(t.Context(), &shop.SearchOrdersRequest{PageSize: 10}); err != nil {
				t.Fatal(err)
			}
		}
		if took := time.Since(began); took < 20*time.Second || took > 5*time.Minute {
			t.Errorf("three calls took %v, want 20 s and some", took)
		}
		codes := map[int]int{}
		for _, r := range srv.Requests() {
			codes[r.Status]++
		}
		if codes[200] != 3 || codes[503] != 1 || codes[429] == 0 {
			t.Errorf("answers %v: want 3 of 200, 1 of 503, some of 429", codes)
		}
	})
}

func TestAClientFindsOutThatItsClockIsWrong(t *testing.T) {
	t.Parallel()
	srv, c := start(t, shoptest.Options{Orders: 1})
	srv.Skew(-time.Hour)
	if _, err := shop.New(c.For(srv.Cipher)).Orders.Search(t.Context(), &shop.SearchOrdersRequest{PageSize: 10}); err != nil {
		t.Errorf("call with a wrong clock: %v", err)
	}
	if got := len(srv.Requests()); got != 2 {
		t.Errorf("%d requests, want a refused and a corrected one", got)
	}
}

func TestOtherKindsOfAccountsCallToo(t *testing.T) {
	t.Parallel()
	srv, c := start(t, shoptest.Options{Orders: -1})
	partner := c.As(srv.Tokens(tiktokshop.TokenPartner))
	assets, err := shop.New(partner).Authorizations.ListCategoryAssets(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if got := assets.CategoryAssets[0].Cipher; got != srv.AssetCipher {
		t.Errorf("cipher %q, want %q", got, srv.AssetCipher)
	}
	tok, err := srv.Tokens(tiktokshop.TokenCreator).Token(t.Context(), "")
	if err != nil || tok.Kind != tiktokshop.TokenCreator {
		t.Errorf("creator token of kind %v, %v", tok.Kind, err)
	}
	if a, b := srv.SellerToken(), srv.SellerToken(); a.AccessToken == b.AccessToken {
		t.Error("two authorizations share a token")
	}
}

func TestTheAuthorizationPageGivesACode(t *testing.T) {
	t.Parallel()
	srv, c := start(t, shoptest.Options{Orders: -1, Redirect: "https://app.example.com/back"})
	for kind, want := range map[tiktokshop.TokenKind]tiktokshop.TokenKind{
		tiktokshop.TokenSeller: tiktokshop.TokenSeller, tiktokshop.TokenCreator: tiktokshop.TokenCreator, tiktokshop.TokenPartner: tiktokshop.TokenPartner,
	} {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, srv.AuthorizePage(kind, "my state"), nil)
		if err != nil {
			t.Fatal(err)
		}
		resp, err := new(http.Transport).RoundTrip(req)
		if err != nil {
			t.Fatal(err)
		}
		_ = resp.Body.Close()
		back, err := resp.Location()
		if err != nil {
			t.Fatal(err)
		}
		tok, err := c.Exchange(t.Context(), back.Query().Get("code"))
		if err != nil || tok.Kind != want || back.Query().Get("state") != "my state" {
			t.Errorf("%v: back to %s, token of kind %v, %v", kind, back, tok.Kind, err)
		}
	}
}

func TestABadCaptureIsToldByEveryCall(t *testing.T) {
	t.Parallel()
	srv := shoptest.NewServer(shoptest.Options{Captures: map[string]json.RawMessage{"orders": []byte("{}")}})
	defer srv.Close()
	if srv.Err() == nil {
		t.Error("no error")
	}
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, srv.URL+"/order/202507/orders", nil)
	if err != nil {
		t.Fatal(err)
	}
	resp, err := new(http.Transport).RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != 500 || !strings.Contains(string(body), `captured answer "orders"`) {
		t.Errorf("answer %s %q, %v", resp.Status, body, err)
	}
	if srv.SellerToken().AccessToken == "" || srv.AuthCode() == "" {
		t.Error("a server that cannot serve gives no tokens")
	}
}

func TestManyGoroutinesShareOneServer(t *testing.T) {
	t.Parallel()
	srv, c := start(t, shoptest.Options{Orders: 30})
	orders := shop.New(c.For(srv.Cipher)).Orders
	var wg sync.WaitGroup
	for i := range 16 {
		wg.Go(func() {
			if i%4 == 0 {
				srv.ExpireToken()
			}
			n := 0
			for _, err := range orders.SearchAll(t.Context(), &shop.SearchOrdersRequest{PageSize: 7}) {
				if err != nil && !errors.Is(err, tiktokshop.ErrTokenExpired) { // it may expire twice within one call
					t.Error(err)
				}
				n++
			}
		})
	}
	wg.Wait()
}

func TestRequestsTellWhatArrived(t *testing.T) {
	t.Parallel()
	srv, c := start(t, shoptest.Options{Orders: 1})
	_, err := shop.New(c.For(srv.Cipher)).Orders.Search(t.Context(), &shop.SearchOrdersRequest{PageSize: 10})
	if err != nil {
		t.Fatal(err)
	}
	got := srv.Requests()
	if len(got) != 1 {
		t.Fatalf("%d requests, want 1", len(got))
	}
	want := []any{"POST /order/202309/orders/search", "10", srv.Cipher, 200, 0, false}
	r := got[0]
	if diff := cmp.Diff(want, []any{r.Route, r.Query.Get("page_size"), r.Query.Get("shop_cipher"), r.Status, r.Code, r.Applied}); diff != "" {
		t.Errorf("request (-want +got):\n%s", diff)
	}
}

func TestFaultForNoRouteIsTold(t *testing.T) {
	t.Parallel()
	srv := shoptest.NewServer(shoptest.Options{Orders: -1})
	defer srv.Close()
	srv.Fault(shoptest.Fault{Route: "POST /order/202309/orders/search", Delay: 1})
	srv.Fault(shoptest.Fault{Route: "POST /product/202309/products/{product_id}/prices/update"})
	if err := srv.Err(); err != nil {
		t.Fatal(err)
	}
	srv.Fault(shoptest.Fault{Route: "POST /order/202309/orders/searc"})
	if err := srv.Err(); err == nil || !strings.Contains(err.Error(), "searc") {
		t.Errorf("error is %v", err)
	}
}
