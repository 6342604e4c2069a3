package shop_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/tiktokshop-go/tiktokshop"
	"github.com/tiktokshop-go/tiktokshop/internal/cassette"
	"github.com/tiktokshop-go/tiktokshop/shop"
)

// The sessions of this package are played from testdata/cassettes. They were
// recorded with the fake shop ("synthetic"), since the project has no live
// account; `go test ./shop -run Recorded -record` records them anew.
const oneShop = `"sellers":[{"shops":[{"market":"US","products":8,"orders":6}]}]`

func TestRecordedAuthorization(t *testing.T) {
	t.Parallel()
	s := cassette.Open(t, "authorization-synthetic", `"sellers":[{"shops":[{"market":"US","products":1,"orders":0},{"market":"GB","products":1,"orders":0}]}]`)
	ctx, c := t.Context(), shop.New(s.Seller())
	shops, err := c.Authorizations.ListShops(ctx)
	s.Must(err)
	var regions []tiktokshop.Region
	for _, one := range shops.Shops {
		regions = append(regions, one.Region)
	}
	if diff := cmp.Diff([]tiktokshop.Region{"US", "GB"}, regions); diff != "" {
		t.Errorf("regions of the shops (-want +got):\n%s", diff)
	}
	status, err := c.Sellers.GetStatus(ctx)
	s.Must(err)
	rights, err := c.Sellers.ListPermissions(ctx)
	s.Must(err)
	assets, err := shop.New(s.As(tiktokshop.TokenPartner)).Authorizations.ListCategoryAssets(ctx)
	s.Must(err)
	if st := status.SellerStatusData; len(st.ShopStatuses) != 2 || st.ShopStatuses[0].ShopID != shops.Shops[0].ID || len(rights.Permissions) != 1 || len(assets.CategoryAssets) != 1 {
		t.Errorf("status %+v, rights %v, assets %+v", st, rights.Permissions, assets.CategoryAssets)
	}
	const hook = "https://app.example.com/hooks"
	for _, e := range []shop.WebhookEventType{"ORDER_STATUS_CHANGE", "PACKAGE_UPDATE"} {
		s.Must(c.Webhooks.Update(ctx, &shop.UpdateWebhookRequest{EventType: e, Address: hook}))
	}
	s.Refused(c.Webhooks.Update(ctx, &shop.UpdateWebhookRequest{EventType: "PACKAGE_UPDATE", Address: "http://app.example.com/"}), 36009004)
	s.Pass(time.Hour)
	s.Must(c.Webhooks.Update(ctx, &shop.UpdateWebhookRequest{EventType: "ORDER_STATUS_CHANGE", Address: hook + "/orders"}))
	s.Must(c.Webhooks.Delete(ctx, &shop.DeleteWebhookRequest{EventType: "PACKAGE_UPDATE"}))
	hooks, err := c.Webhooks.List(ctx)
	s.Must(err)
	if h := hooks.Webhooks; hooks.TotalCount != 1 || len(h) != 1 || h[0].Address != hook+"/orders" || !h[0].CreateTime.Equal(s.Start) || !h[0].UpdateTime.Equal(s.Start.Add(time.Hour)) {
		t.Errorf("webhooks %+v", hooks)
	}
	s.Must(c.Authorizations.RevokeShop(ctx))
	_, err = c.Webhooks.List(ctx)
	s.Refused(err, 105004)
}
