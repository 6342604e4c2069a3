package main

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/tiktokshop-go/tiktokshop/shop/shoptest"
)

func TestTheWholeJobComesThrough(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		srv := shoptest.NewServer(shoptest.Options{Memory: true})
		defer srv.Close()
		var out strings.Builder
		if err := runFake(t.Context(), &out, srv); err != nil {
			t.Fatal(err)
		}
		for _, want := range []string{
			"authorized as seller", "walked 250 orders", "created product", "shipped package",
			"HTTP 429 code 36009002, HTTP 503, HTTP 401 code 105002",
		} {
			if !strings.Contains(out.String(), want) {
				t.Errorf("output lacks %q:\n%s", want, out.String())
			}
		}
		for _, route := range []string{
			"POST /product/202309/images/upload", "POST /product/202309/products", "POST /fulfillment/202309/packages/{package_id}/ship",
		} {
			if n := srv.Writes(route); n != 1 {
				t.Errorf("%s took effect %d times, want once", route, n)
			}
		}
	})
}

func TestInterruptEndsItAtOnce(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		srv := shoptest.NewServer(shoptest.Options{Memory: true})
		defer srv.Close()
		srv.Fault(shoptest.Fault{Route: "POST /order/202309/orders/search", Times: -1, Delay: time.Hour})
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(time.Second, cancel)
		start := time.Now()
		err := runFake(ctx, new(strings.Builder), srv)
		if !errors.Is(err, context.Canceled) || time.Since(start) > 2*time.Second {
			t.Errorf("after %v: %v", time.Since(start), err)
		}
	})
}

func TestReadOnlyPartKeepsTheNewRefreshToken(t *testing.T) {
	t.Parallel()
	srv := shoptest.NewServer(shoptest.Options{Orders: 10})
	defer srv.Close()
	cfg := srv.Config()
	cfg.Tokens = nil
	dir, refresh := t.TempDir(), srv.SellerToken().RefreshToken
	for range 2 { // the second run must use what the first one stored: a refresh token works once
		var out strings.Builder
		if err := runReal(t.Context(), &out, cfg, refresh, dir); err != nil || !strings.Contains(out.String(), "walked 10 orders") {
			t.Fatalf("%v\n%s", err, out.String())
		}
		srv.ExpireToken()
	}
	for _, r := range srv.Requests() {
		if r.Applied && r.Path != "/api/v2/token/refresh" {
			t.Errorf("%s %s changed something", r.Method, r.Path)
		}
	}
}

func TestIncompleteEnvironmentIsNamed(t *testing.T) {
	t.Parallel()
	err := run(t.Context(), new(strings.Builder), func(name string) string {
		if name == "TIKTOK_SHOP_APP_KEY" {
			return "key"
		}
		return ""
	})
	if err == nil || !strings.Contains(err.Error(), "TIKTOK_SHOP_REFRESH_TOKEN") {
		t.Errorf("error is %v", err)
	}
}
