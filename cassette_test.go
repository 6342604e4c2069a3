package tiktokshop_test

import (
	"errors"
	"net/http"
	"testing"

	"github.com/tiktokshop-go/tiktokshop"
	"github.com/tiktokshop-go/tiktokshop/internal/cassette"
	"github.com/tiktokshop-go/tiktokshop/shop"
	"github.com/tiktokshop-go/tiktokshop/shop/shoptest"
)

// A whole session as it went over the wire: authorization, shops, pages with a
// rate limit and an expired token, an upload, a creation and a refusal. Recorded
// against the fake shop ("synthetic"), since the project has no live account;
// `go test . -run Recorded -record` records it anew.
func TestRecordedSession(t *testing.T) {
	t.Parallel()
	cfg := tiktokshop.Config{AppKey: "app-key-for-tests", AppSecret: "app-secret-for-tests", BaseURL: "https://open-api.example", AuthURL: "https://open-api.example"}
	transport, code := http.DefaultTransport, "hidden"
	if cassette.Recording() {
		// The tokens must be valid by the time of the machine that records.
		srv := shoptest.NewServer(shoptest.Options{Memory: true, Scenario: []byte(`{"version":1,"start":"2099-06-01T09:00:00Z","speed":0,"seed":7,"sellers":[{"shops":[{"market":"US","orders":5}]}]}`)})
		t.Cleanup(srv.Close)
		cfg, code = srv.Config(), srv.AuthCode()
		srv.Fault(shoptest.Fault{Route: "POST /order/202309/orders/search", Code: 36009002, Status: 429})
		srv.Fault(shoptest.Fault{Route: "POST /order/202309/orders/search", Code: 105002, Status: 401})
		transport = cfg.HTTPClient.Transport
	}
	cfg.HTTPClient = &http.Client{Transport: cassette.New(t, "session-synthetic", transport)}
	cfg.Tokens, cfg.Limits, cfg.MaxWait = nil, tiktokshop.NoLimits(), 1
	ctx := t.Context()
	c, err := tiktokshop.New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	token, err := c.Exchange(ctx, code)
	if err != nil || token.Kind != tiktokshop.TokenSeller || token.RefreshToken == "" {
		t.Fatalf("token %v, %v", token, err)
	}
	store := &tiktokshop.MemoryStore{}
	// Played back, all tokens read "hidden": give the first one a text of its own,
	// so that the renewed one differs.
	if !cassette.Recording() {
		token.AccessToken = "first"
	}
	if err := store.Save(ctx, "seller", token); err != nil {
		t.Fatal(err)
	}
	c = c.As(c.Refresher(store, "seller"))
	shops, err := shop.New(c).Authorizations.ListShops(ctx)
	if err != nil || len(shops.Shops) == 0 {
		t.Fatalf("shops %+v, %v", shops, err)
	}
	s := shop.New(c.For(shops.Shops[0].Cipher))
	n, tries := 0, 0
	for page, err := range s.Orders.SearchAll(ctx, &shop.SearchOrdersRequest{PageSize: 2}) {
		if err != nil {
			t.Fatal(err)
		}
		n++
		tries += len(page.LineItems)
	}
	if n != 5 || tries == 0 {
		t.Errorf("%d orders with %d items, want 5", n, tries)
	}
	img, err := s.Media.UploadImage(ctx, &shop.UploadImageRequest{Data: tiktokshop.FileBytes("mug.png", shoptest.Image(300, 300)), UseCase: shop.ImageUseCaseMainImage})
	if err != nil || img.URI == "" {
		t.Fatalf("picture %+v, %v", img, err)
	}
	_, err = s.Orders.Get(ctx, &shop.GetOrdersRequest{IDs: []string{"1"}})
	var refusal *tiktokshop.Error
	if !errors.As(err, &refusal) || refusal.Code == 0 || refusal.RequestID == "" {
		t.Errorf("error is %v", err)
	}
}
