package sandbox

import (
	"testing"
	"time"

	"github.com/tiktokshop-go/tiktokshop"
	"github.com/tiktokshop-go/tiktokshop/live"
	"github.com/tiktokshop-go/tiktokshop/shop"
)

// typed is a client of the typed packages for an account.
func (k *caller) typed(t *testing.T, kind Kind) *tiktokshop.Client {
	t.Helper()
	c, err := tiktokshop.New(tiktokshop.Config{
		AppKey: AppKey, AppSecret: AppSecret, BaseURL: k.url, HTTPClient: k.client,
		Tokens: tiktokshop.StaticToken(k.shop.Issue(kind).Access),
	})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestTypedClientsReadARoomAndItsReports(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: 40})
	ctx := t.Context()
	creator := live.New(k.typed(t, Creator))
	r, err := creator.Rooms.Get(ctx)
	if err != nil || r.Status != roomRunning {
		t.Fatalf("room %+v, %v", r, err)
	}
	core, err := creator.RoomStats.GetCore(ctx, r.ID)
	if err != nil {
		t.Fatal(err)
	}
	products, err := creator.RoomStats.ListProducts(ctx, r.ID)
	if err != nil {
		t.Fatal(err)
	}
	views, sold, reach := int64(0), int64(0), int64(0)
	for _, p := range products.ProductStats {
		sold, reach = sold+p.InventoryConsumptionCount, reach+p.ExposureCount
	}
	traffic, err := creator.RoomStats.ListTraffic(ctx, r.ID)
	if err != nil {
		t.Fatal(err)
	}
	for _, src := range traffic.TrafficPerformances {
		views += src.Source.WatchPV
	}
	if s := core.Stats; s.WatchPV != views || s.Sales != sold || s.ProductReachCount != reach || views == 0 || s.LocalGMV.Currency != "USD" {
		t.Errorf("core stats %+v, traffic %d, sold %d, shown %d", s, views, sold, reach)
	}
	if err := creator.Products.Pin(ctx, products.ProductStats[1].ProductID); err != nil {
		t.Error(err)
	}
	k.checkTypedReports(t)
}

func (k *caller) checkTypedReports(t *testing.T) {
	t.Helper()
	ctx, zone := t.Context(), time.UTC
	k.locked(func(s *Sandbox) { zone = s.stores[0].dayZone() })
	seller := k.typed(t, Seller).For(k.shop.Cipher())
	from, to := tiktokshop.DateOf(k.shop.Now().AddDate(0, 0, -9), zone), tiktokshop.DateOf(k.shop.Now(), zone)
	reports, n := live.New(seller).Reports, 0
	for m, err := range reports.ListSessionsAll(ctx, &live.ListSessionsRequest{StartDateGE: from, EndDateLT: to, AccountType: live.AccountTypeMarketingAccounts}) {
		if err != nil {
			t.Fatal(err)
		}
		n++
		viewers := int64(0)
		for minute, err := range reports.ListMinutesAll(ctx, m.ID, nil) {
			if err != nil {
				t.Fatal(err)
			}
			viewers += minute.Traffic.Viewers
		}
		if viewers != m.InteractionPerformance.Viewers || viewers == 0 {
			t.Errorf("session %s: %d viewers by minute, want %d", m.ID, viewers, m.InteractionPerformance.Viewers)
		}
	}
	if n != 2 {
		t.Errorf("%d sessions of marketing accounts, want 2", n)
	}
	whole, err := shop.New(seller).Analytics.GetShop(ctx, &shop.GetShopPerformanceRequest{StartDateGE: from, EndDateLT: to})
	if err != nil || len(whole.Performance.Intervals) != 1 || whole.Performance.Intervals[0].Sales.OrdersCount == 0 {
		t.Errorf("shop %+v, %v", whole, err)
	}
}
