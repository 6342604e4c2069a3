package shop_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/tiktokshop-go/tiktokshop"
	"github.com/tiktokshop-go/tiktokshop/internal/conform"
	"github.com/tiktokshop-go/tiktokshop/shop"
	"github.com/tiktokshop-go/tiktokshop/shop/shoptest"
)

func newShop(t *testing.T, opts shoptest.Options) (*shop.Client, *shoptest.Server) {
	t.Helper()
	srv := shoptest.NewServer(opts)
	t.Cleanup(srv.Close)
	c, err := tiktokshop.New(srv.Config())
	if err != nil {
		t.Fatal(err)
	}
	return shop.New(c.For(srv.Cipher)), srv
}

func count(srv *shoptest.Server, route string) int {
	n := 0
	for _, r := range srv.Requests() {
		if r.Route == route {
			n++
		}
	}
	return n
}

func TestGetManySplitsByFifty(t *testing.T) {
	t.Parallel()
	s, srv := newShop(t, shoptest.Options{Orders: 120})
	var ids []string
	for o, err := range s.Orders.SearchAll(t.Context(), nil) {
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, o.ID)
	}
	got, err := s.Orders.GetMany(t.Context(), ids)
	if err != nil || len(got.Orders) != 120 || count(srv, "GET /order/202507/orders") != 3 {
		t.Errorf("%d orders in %d calls, %v", len(got.Orders), count(srv, "GET /order/202507/orders"), err)
	}
}

func TestSearchBetweenFindsEveryOrderOnce(t *testing.T) {
	t.Parallel()
	s, _ := newShop(t, shoptest.Options{Orders: 60})
	seen := map[string]int{}
	end := time.Now().Add(time.Hour)
	for o, err := range s.Orders.SearchBetween(t.Context(), &shop.SearchOrdersRequest{PageSize: 7}, end.AddDate(-1, 0, 0), end) {
		if err != nil {
			t.Fatal(err)
		}
		seen[o.ID]++
	}
	for id, n := range seen {
		if n != 1 {
			t.Errorf("order %s came %d times", id, n)
		}
	}
	if len(seen) != 60 {
		t.Errorf("%d orders, want 60", len(seen))
	}
	for _, err := range s.Orders.SearchBetween(t.Context(), nil, end.AddDate(-1, 0, 0), end) {
		if err != nil {
			t.Fatal(err)
		}
		break // stopping early ends the whole walk
	}
}

func TestDeleteManyKeepsTheFailuresOfEveryPart(t *testing.T) {
	t.Parallel()
	s, srv := newShop(t, shoptest.Options{Orders: -1})
	var ids []string
	for p, err := range s.Products.SearchAll(t.Context(), &shop.SearchProductsRequest{Status: "ALL"}) {
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, p.ID)
	}
	known := len(ids)
	for i := range 45 {
		ids = append(ids, fmt.Sprintf("17299999999999990%02d", i))
	}
	_, err := s.Products.DeleteMany(t.Context(), ids)
	var part *tiktokshop.PartialFailure
	if !errors.As(err, &part) || len(part.Errors) != 45 || part.Err != nil {
		t.Errorf("error %v with %d failures, want 45", err, len(part.Errors))
	}
	if n, want := count(srv, "DELETE /product/202309/products"), (known+45+19)/20; n != want {
		t.Errorf("%d calls, want %d", n, want)
	}
}

func TestBatchCutInTheMiddleNamesWhatIsNotDone(t *testing.T) {
	t.Parallel()
	s, srv := newShop(t, shoptest.Options{Orders: -1})
	var ids []string
	for i := range 45 {
		ids = append(ids, fmt.Sprintf("17299999999999990%02d", i))
	}
	srv.Fault(shoptest.Fault{Route: "POST /product/202309/products/deactivate", Delay: time.Millisecond})
	srv.Fault(shoptest.Fault{Route: "POST /product/202309/products/deactivate", Times: -1, Code: 105005, Status: 401})
	_, err := s.Products.DeactivateMany(t.Context(), &shop.DeactivateProductsRequest{ProductIDs: ids})
	var part *tiktokshop.PartialFailure
	if !errors.As(err, &part) || !errors.Is(err, tiktokshop.ErrPermission) || len(part.Errors) != 45 {
		t.Errorf("error %v (%d failures), want 20 refused and 25 not sent", err, len(part.Errors))
	}
}

func scriptedShop(t *testing.T, s *conform.Script) *shop.Client {
	t.Helper()
	c, err := s.Client()
	if err != nil {
		t.Fatal(err)
	}
	return shop.New(c)
}

func TestWaitTranslationsAsksOnlyForWhatIsOpen(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := &conform.Script{Bodies: []string{
			`{"code":0,"data":{"translation_tasks":[{"id":"1","status":"COMPLETED"},{"id":"2","status":"PROCESSING"}]}}`,
			`{"code":0,"data":{"translation_tasks":[{"id":"2","status":"PROCESSING"}]}}`,
			`{"code":0,"data":{"translation_tasks":[{"id":"2","status":"FAILED","fail_reason":"blurred"}]}}`,
		}}
		start := time.Now()
		got, err := scriptedShop(t, s).Media.WaitTranslations(t.Context(), []string{"1", "2"})
		want := []shop.TranslationTask{{ID: "1", Status: "COMPLETED"}, {ID: "2", Status: "FAILED", FailReason: "blurred"}}
		if diff := cmp.Diff(want, got); diff != "" || err != nil || time.Since(start) < time.Minute {
			t.Errorf("after %v, %v (-want +got):\n%s", time.Since(start), err, diff)
		}
	})
}

func TestWaitOptimizedEndsWithTheContext(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := &conform.Script{Bodies: []string{`{"code":0,"data":{"images":[{"optimize_status":"PROCESSING"}]}}`}}
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		_, err := scriptedShop(t, s).Media.WaitOptimized(ctx, &shop.OptimizeImagesRequest{})
		if !errors.Is(err, context.DeadlineExceeded) || s.Calls < 3 {
			t.Errorf("%d calls, %v", s.Calls, err)
		}
		s.Bodies[0] = `{"code":0,"data":{"images":[{"optimize_status":"SUCCESS"},{"optimize_status":"IGNORE"}]}}`
		if out, err := scriptedShop(t, s).Media.WaitOptimized(t.Context(), &shop.OptimizeImagesRequest{}); err != nil || len(out.Images) != 2 {
			t.Errorf("answer %+v, %v", out, err)
		}
	})
}

// Nothing of a live product may be lost on the way from Get to Update.
func TestProductUpdateFromKeepsWhatUpdateReplaces(t *testing.T) {
	t.Parallel()
	body, err := os.ReadFile(filepath.Join("..", "..", "shared", "fixtures", "product", "get-product-202309-1.json"))
	if err != nil {
		conform.NoFixtures(t, err)
	}
	s := scriptedShop(t, &conform.Script{Bodies: []string{string(body)}})
	p, err := s.Products.Get(t.Context(), "1", nil)
	if err != nil {
		t.Fatal(err)
	}
	req := shop.ProductUpdateFrom(p)
	if req.Title != p.Title || req.CategoryID == "" || len(req.MainImages) != len(p.MainImages) || len(req.SKUs) != len(p.SKUs) || req.SKUs[0].ID != p.SKUs[0].ID {
		t.Errorf("request %+v", req)
	}
	b, err := json.Marshal(req)
	if err != nil {
		t.Fatal(err)
	}
	for _, never := range []string{`"price"`, `"inventory"`, `"urls"`, `null`} {
		if strings.Contains(string(b), never) {
			t.Errorf("request holds %s: %s", never, b)
		}
	}
	for _, always := range []string{`"title"`, `"description"`, `"main_images"`, `"package_weight"`, `"is_cod_allowed"`, `"skus"`} {
		if !strings.Contains(string(b), always) {
			t.Errorf("request lacks %s: %s", always, b)
		}
	}
}
