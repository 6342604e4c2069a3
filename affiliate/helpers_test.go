package affiliate_test

import (
	"errors"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"github.com/tiktokshop-go/tiktokshop"
	"github.com/tiktokshop-go/tiktokshop/affiliate"
	"github.com/tiktokshop-go/tiktokshop/internal/conform"
	"github.com/tiktokshop-go/tiktokshop/shop/shoptest"
)

func TestLongSearchesAreCutIntoWindows(t *testing.T) {
	t.Parallel()
	srv := shoptest.NewServer(shoptest.Options{})
	defer srv.Close()
	c, err := tiktokshop.New(srv.Config())
	if err != nil {
		t.Fatal(err)
	}
	end := time.Now()
	begin := end.AddDate(-1, 0, 0)
	seller := affiliate.New(c.For(srv.Cipher))
	creator := affiliate.New(c.As(srv.Tokens(tiktokshop.TokenCreator)))
	partner := affiliate.New(c.As(srv.Tokens(tiktokshop.TokenPartner)).ForAsset(srv.AssetCipher))
	n := 0
	for _, err := range seller.SellerOrders.SearchBetween(t.Context(), nil, begin, end) {
		if err != nil {
			t.Fatal(err)
		}
		n++
	}
	for _, err := range creator.CreatorOrders.SearchBetween(t.Context(), nil, begin, end) {
		if err != nil {
			t.Fatal(err)
		}
		n++
	}
	for _, err := range partner.PartnerOrders.SearchBetween(t.Context(), nil, begin, end) {
		if err != nil {
			t.Fatal(err)
		}
		n++
	}
	if calls := len(srv.Requests()); calls != 15 || n == 0 {
		t.Errorf("%d calls, want 5 windows for each of three searches; %d orders", calls, n)
	}
}

func TestLongListsAreSplit(t *testing.T) {
	t.Parallel()
	srv := shoptest.NewServer(shoptest.Options{})
	defer srv.Close()
	c, err := tiktokshop.New(srv.Config())
	if err != nil {
		t.Fatal(err)
	}
	ids := make([]string, 45)
	for i := range ids {
		ids[i] = fmt.Sprintf("17290000000000000%02d", i)
	}
	var part *tiktokshop.PartialFailure
	if _, err := affiliate.New(c.For(srv.Cipher)).Conversations.MarkReadMany(t.Context(), ids); err != nil && !errors.As(err, &part) {
		t.Error(err)
	}
	creator := affiliate.New(c.As(srv.Tokens(tiktokshop.TokenCreator)))
	if _, err := creator.Showcases.AddProductsMany(t.Context(), ids); err != nil && !errors.As(err, &part) {
		t.Error(err)
	}
	if n := len(srv.Requests()); n != 6 {
		t.Errorf("%d calls, want 3 for each list", n)
	}
}

func TestWaitsEndWithTheResult(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		const inWork = `{"code":0,"data":{"video":{"id":"1","post_status":"PROCESSING"},"precheck_task":{"violation_check_result":{"status":"PROCESSING"}}}}`
		const over = `{"code":0,"data":{"video":{"id":"1","post_status":"FAIL"},"precheck_task":{"violation_check_result":{"status":"SUCCESS"}}}}`
		s := &conform.Script{Bodies: []string{inWork, inWork, over}}
		c, err := s.Client()
		if err != nil {
			t.Fatal(err)
		}
		videos, start := affiliate.New(c).Videos, time.Now()
		out, err := videos.WaitPosted(t.Context(), "1")
		if err != nil || out.Video.PostStatus != affiliate.PostStatusFail || s.Calls != 3 || time.Since(start) < 10*time.Second {
			t.Errorf("answer %+v after %d calls in %v, %v", out, s.Calls, time.Since(start), err)
		}
		s.Calls = 0
		if task, err := videos.WaitPrecheck(t.Context(), "1"); err != nil || task.PrecheckTask.ViolationCheckResult.Status != "SUCCESS" || s.Calls != 3 {
			t.Errorf("answer %+v after %d calls, %v", task, s.Calls, err)
		}
	})
}
