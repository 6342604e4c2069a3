package tiktokshop_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/tiktokshop-go/tiktokshop"
	"github.com/tiktokshop-go/tiktokshop/shop"
	"github.com/tiktokshop-go/tiktokshop/shop/shoptest"
)

const (
	searchRoute = "POST /order/202309/orders/search"
	brandRoute  = "POST /product/202309/brands"
	createRoute = "POST /product/202309/products"
)

// Real connections, cut before and after the platform did the work: what it may
// have done is not done again, unless it carries its idempotency key.
func TestWritesAreDoneOnce(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		fault shoptest.Fault
		brand int // how often a brand is created: a write without a key
		fails bool
	}{
		"no fault":             {fault: shoptest.Fault{Delay: time.Millisecond}, brand: 1},
		"cut before the work":  {fault: shoptest.Fault{Cut: true}, brand: 0, fails: true},
		"cut after the work":   {fault: shoptest.Fault{Cut: true, Handled: true}, brand: 1, fails: true},
		"cut in the answer":    {fault: shoptest.Fault{Truncate: 20}, brand: 1, fails: true},
		"503 before the work":  {fault: shoptest.Fault{Status: 503, Body: "<html>"}, brand: 0, fails: true},
		"503 after the work":   {fault: shoptest.Fault{Status: 503, Body: "<html>", Handled: true}, brand: 1, fails: true},
		"rate limit":           {fault: shoptest.Fault{Code: 36009002, Status: 429}, brand: 1},
		"server fault by code": {fault: shoptest.Fault{Code: 36009003, Handled: true}, brand: 1, fails: true},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				srv := shoptest.NewServer(shoptest.Options{Orders: 10, Memory: true})
				defer srv.Close()
				c, err := tiktokshop.New(srv.Config())
				if err != nil {
					t.Fatal(err)
				}
				s := shop.New(c.For(srv.Cipher))
				img, err := s.Media.UploadImage(t.Context(), &shop.UploadImageRequest{Data: tiktokshop.FileBytes("a.png", shoptest.Image(300, 300)), UseCase: shop.ImageUseCaseMainImage})
				if err != nil {
					t.Fatal(err)
				}
				for _, route := range []string{searchRoute, brandRoute, createRoute} {
					f := tt.fault
					f.Route = route
					srv.Fault(f)
				}
				_, err = shop.New(c).Brands.Create(t.Context(), &shop.CreateBrandRequest{Name: "Test Brand"})
				var refusal *tiktokshop.Error
				if (err != nil) != tt.fails || err != nil && (!errors.As(err, &refusal) || !refusal.OutcomeUnknown) {
					t.Errorf("write without key: %v", err)
				}
				if n := srv.Writes(brandRoute); n != tt.brand {
					t.Errorf("write without key took effect %d times, want %d", n, tt.brand)
				}
				if _, err := s.Orders.Search(t.Context(), &shop.SearchOrdersRequest{PageSize: 5}); err != nil {
					t.Errorf("read: %v", err)
				}
				_, err = s.Products.Create(t.Context(), &shop.CreateProductRequest{
					Title: "Stoneware mug, 350 ml, dishwasher safe", Description: "<p>350 ml</p>", CategoryID: "600001", CategoryVersion: shop.CategoryVersionV2,
					MainImages: []shop.ImageRef{{URI: img.URI}}, PackageWeight: shop.Weight{Value: "0.45", Unit: shop.WeightUnitKilogram},
					SKUs: []shop.ProductSKUInput{{SellerSKU: "MUG-1", Price: shop.PriceInput{Amount: "12.50", Currency: "USD"}}},
				})
				if n := srv.Writes(createRoute); err != nil || n != 1 {
					t.Errorf("write with its key took effect %d times: %v", n, err)
				}
			})
		})
	}
}

func TestFleetOfCallersComesThroughExpiryAndSkew(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		srv := shoptest.NewServer(shoptest.Options{Orders: 10, Memory: true})
		defer srv.Close()
		c, err := tiktokshop.New(srv.Config())
		if err != nil {
			t.Fatal(err)
		}
		store := &tiktokshop.MemoryStore{}
		if err := store.Save(t.Context(), "seller", srv.SellerToken()); err != nil {
			t.Fatal(err)
		}
		c = c.As(c.Refresher(store, "seller")).For(srv.Cipher)
		srv.ExpireToken()
		srv.Skew(time.Hour)
		var wg sync.WaitGroup
		for range 64 {
			wg.Go(func() {
				if _, err := shop.New(c).Orders.Search(t.Context(), &shop.SearchOrdersRequest{PageSize: 5}); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		if n := srv.Writes("GET /api/v2/token/refresh"); n != 1 {
			t.Errorf("%d refreshes, want 1", n)
		}
	})
}

func TestRedirectToAnotherHostIsNotFollowed(t *testing.T) {
	t.Parallel()
	var reached atomic.Int32
	elsewhere := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { reached.Add(1) }))
	defer elsewhere.Close()
	for _, status := range []int{301, 302, 303, 307, 308} {
		here := httptest.NewServer(http.RedirectHandler(elsewhere.URL, status))
		c, err := tiktokshop.New(tiktokshop.Config{AppKey: "k", AppSecret: "s-for-tests", BaseURL: here.URL, Tokens: tiktokshop.StaticToken("t-for-tests")})
		if err != nil {
			t.Fatal(err)
		}
		_, err = shop.New(c).Orders.Search(t.Context(), nil)
		var refusal *tiktokshop.Error
		if !errors.As(err, &refusal) || refusal.HTTPStatus != status || refusal.Attempts != 1 {
			t.Errorf("%d: error is %v", status, err)
		}
		here.Close()
	}
	if reached.Load() != 0 {
		t.Error("the other host was called")
	}
}

// The client's own limits come down to what the platform takes, and no call is lost.
func TestAdaptiveLimitsSettleUnderThePlatforms(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		srv := shoptest.NewServer(shoptest.Options{Orders: 10, Memory: true, Limit: 2})
		defer srv.Close()
		cfg := srv.Config()
		cfg.Limits = nil // the client's own
		c, err := tiktokshop.New(cfg)
		if err != nil {
			t.Fatal(err)
		}
		s := shop.New(c.For(srv.Cipher))
		ctx, cancel := context.WithTimeout(t.Context(), time.Hour)
		defer cancel()
		for range 200 {
			if _, err := s.Orders.Search(ctx, &shop.SearchOrdersRequest{PageSize: 5}); err != nil {
				t.Fatal(err)
			}
		}
		refused := 0
		for _, r := range srv.Requests() {
			if r.Status == http.StatusTooManyRequests {
				refused++
			}
		}
		if refused > 40 {
			t.Errorf("%d of 200 calls were refused: the limit does not learn", refused)
		}
	})
}
