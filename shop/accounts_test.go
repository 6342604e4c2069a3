package shop_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/tiktokshop-go/tiktokshop"
	"github.com/tiktokshop-go/tiktokshop/shop"
	"github.com/tiktokshop-go/tiktokshop/shop/shoptest"
)

// notices keeps what a registry tells.
type notices struct {
	mu  sync.Mutex
	all []shop.Notice
	err error // the last one
}

func (n *notices) take(_ context.Context, _ shop.Account, notice shop.Notice, err error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.all, n.err = append(n.all, notice), err
}

func (n *notices) list() []shop.Notice {
	n.mu.Lock()
	defer n.mu.Unlock()
	return append([]shop.Notice(nil), n.all...)
}

func newAccounts(t *testing.T, srv *shoptest.Server, store tiktokshop.TokenStore) (*shop.Accounts, *notices) {
	t.Helper()
	cfg := srv.Config()
	cfg.Tokens = nil
	c, err := tiktokshop.New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	n := &notices{}
	return shop.NewAccounts(c, store, n.take), n
}

func TestAccountsKnowTheirShops(t *testing.T) {
	t.Parallel()
	srv := shoptest.NewServer(shoptest.Options{Orders: 3})
	defer srv.Close()
	store := &tiktokshop.MemoryStore{}
	accounts, told := newAccounts(t, srv, store)
	a, err := accounts.Add(t.Context(), "seller-1", srv.SellerToken())
	if err != nil || a.Kind != tiktokshop.TokenSeller || len(a.Shops) == 0 || a.Shops[0].Cipher != srv.Cipher || a.Region == "" {
		t.Fatalf("account %+v, %v", a, err)
	}
	c, owner, err := accounts.Shop(a.Shops[0].ID)
	if err != nil || owner.Key != "seller-1" {
		t.Fatalf("owner %+v, %v", owner, err)
	}
	if page, err := shop.New(c).Orders.Search(t.Context(), &shop.SearchOrdersRequest{PageSize: 10}); err != nil || len(page.Orders) != 3 {
		t.Errorf("page %+v, %v", page, err)
	}
	if _, _, err := accounts.Shop("1"); err == nil {
		t.Error("a shop nobody has is found")
	}

	// Another run of the program finds everything in the store.
	again, _ := newAccounts(t, srv, store)
	err = again.Load(t.Context(), "seller-1", "nobody")
	if !errors.Is(err, tiktokshop.ErrReauthorize) || len(again.All()) != 2 || len(again.All()[1].Shops) == 0 {
		t.Errorf("loaded %+v, %v", again.All(), err)
	}
	if len(told.list()) != 0 {
		t.Errorf("notices %v of an account that is well", told.list())
	}
	accounts.Remove("seller-1")
	if len(accounts.All()) != 0 {
		t.Error("a removed account is listed")
	}
}

func TestWatchRenewsIdleAccountsAndTellsOfChangesOnce(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		srv := shoptest.NewServer(shoptest.Options{Orders: -1, Memory: true})
		defer srv.Close()
		store := &tiktokshop.MemoryStore{}
		accounts, told := newAccounts(t, srv, store)
		if _, err := accounts.Add(t.Context(), "seller-1", srv.SellerToken()); err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		ended := make(chan error)
		go func() { ended <- accounts.Watch(ctx, time.Hour) }()

		time.Sleep(30 * 24 * time.Hour) // nobody calls; the token lives 7 days
		tok, err := store.Load(ctx, "seller-1")
		if err != nil || time.Until(tok.AccessExpires) < 0 {
			t.Errorf("the token of an idle account ended at %v, %v", tok.AccessExpires, err)
		}

		srv.Fault(shoptest.Fault{Route: "GET /authorization/202309/shops", Times: 8, Status: 503, Body: "<html>"})
		time.Sleep(5 * time.Hour)
		srv.Withdraw()
		time.Sleep(24 * time.Hour)
		want := []shop.Notice{shop.NoticeFailing, shop.NoticeGood, shop.NoticeWithdrawn}
		if diff := cmp.Diff(want, told.list()); diff != "" {
			t.Errorf("notices (-want +got):\n%s last error %v", diff, told.err)
		}
		cancel()
		if err := <-ended; !errors.Is(err, context.Canceled) {
			t.Errorf("Watch ended with %v", err)
		}
	})
}

func TestEndingAuthorizationIsToldAhead(t *testing.T) {
	t.Parallel()
	srv := shoptest.NewServer(shoptest.Options{Orders: -1})
	defer srv.Close()
	accounts, told := newAccounts(t, srv, &tiktokshop.MemoryStore{})
	tok := srv.SellerToken()
	tok.RefreshExpires = time.Now().Add(10 * 24 * time.Hour)
	if _, err := accounts.Add(t.Context(), "seller-1", tok); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]shop.Notice{shop.NoticeEnding}, told.list()); diff != "" {
		t.Errorf("notices (-want +got):\n%s", diff)
	}
}

func TestWebhooksTellOfAuthorizations(t *testing.T) {
	t.Parallel()
	srv := shoptest.NewServer(shoptest.Options{Orders: -1})
	defer srv.Close()
	accounts, told := newAccounts(t, srv, &tiktokshop.MemoryStore{})
	a, err := accounts.Add(t.Context(), "seller-1", srv.SellerToken())
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range []*tiktokshop.Event{
		{Type: tiktokshop.EventOrderStatusChange, ShopID: a.Shops[0].ID},
		{Type: tiktokshop.EventSellerDeauthorization, ShopID: "1"},
		{Type: tiktokshop.EventUpcomingAuthorizationExpiration, ShopID: a.Shops[0].ID},
		{Type: tiktokshop.EventSellerDeauthorization, SellerOpenID: a.OpenID},
	} {
		accounts.HandleEvent(t.Context(), e)
	}
	if diff := cmp.Diff([]shop.Notice{shop.NoticeEnding, shop.NoticeWithdrawn}, told.list()); diff != "" {
		t.Errorf("notices (-want +got):\n%s", diff)
	}
}
