package shop_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/tiktokshop-go/tiktokshop"
	"github.com/tiktokshop-go/tiktokshop/internal/cassette"
	"github.com/tiktokshop-go/tiktokshop/shop"
	"github.com/tiktokshop-go/tiktokshop/shop/shoptest"
)

func TestRecordedProducts(t *testing.T) {
	t.Parallel()
	s := cassette.Open(t, "products-synthetic", oneShop+`,"tempo":{"audit":"1h"}`)
	ctx, c := t.Context(), shop.New(s.Seller())
	img := picture(t, s, c)
	made, err := c.Products.Create(ctx, &shop.CreateProductRequest{
		Title: "Stoneware mug, 350 ml", Description: "<p>350 ml</p>", CategoryID: "600001", CategoryVersion: shop.CategoryVersionV2, SaveMode: "LISTING",
		MainImages: []shop.ImageRef{img}, PackageWeight: shop.Weight{Value: "0.45", Unit: shop.WeightUnitKilogram},
		SKUs: []shop.ProductSKUInput{{
			SellerSKU: "MUG-1", Price: shop.PriceInput{Amount: "12.50", Currency: "USD"},
			Inventory: []shop.InventoryInput{{WarehouseID: "7000000000000000001", Quantity: new(40)}},
		}},
	})
	s.Must(err)
	id, sku := made.ProductID, made.SKUs[0].ID
	p, err := c.Products.Get(ctx, id, nil)
	s.Must(err)
	got := []any{p.Status, p.Audit.Status}
	s.Pass(2 * time.Hour)
	_, err = c.Products.Patch(ctx, id, &shop.PatchProductRequest{Title: "Stoneware mug, blue"})
	s.Must(err)
	s.Pass(2 * time.Hour)
	s.Must(c.Products.UpdatePrices(ctx, id, &shop.UpdateProductPricesRequest{SKUs: []shop.SKUPriceUpdate{{ID: sku, Price: shop.PriceInput{Amount: "13.75", Currency: "USD"}}}}))
	stock := func(id string, n int) (*shop.UpdateProductInventoryResponse, error) {
		return c.Products.UpdateInventory(ctx, made.ProductID, &shop.UpdateProductInventoryRequest{SKUs: []shop.SKUInventoryUpdate{{ID: id, Inventory: []shop.InventoryInput{{Quantity: new(n)}}}}})
	}
	_, err = stock(sku, 7)
	s.Must(err)
	if failed, err := stock("1", 7); !tiktokshop.Partial(err) || len(failed.Errors) != 1 {
		t.Errorf("stock of an unknown SKU: %+v, %v", failed, err)
	}
	p, err = c.Products.Get(ctx, id, nil)
	s.Must(err)
	got = append(got, p.Status, p.Title, p.SKUs[0].Price.SalePrice, p.SKUs[0].Inventory[0].Quantity)
	want := []any{shop.ProductStatusPending, shop.ProductAuditStatus("AUDITING"), shop.ProductStatusActivate, "Stoneware mug, blue", tiktokshop.Decimal("13.75"), 7}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the product (-want +got):\n%s", diff)
	}
	off, err := c.Products.Deactivate(ctx, &shop.DeactivateProductsRequest{ProductIDs: []string{id, "1"}})
	if !tiktokshop.Partial(err) || len(off.Errors) != 1 {
		t.Errorf("deactivated %+v, %v", off, err)
	}
	_, err = c.Products.Activate(ctx, &shop.ActivateProductsRequest{ProductIDs: []string{id}})
	s.Must(err)
	n := 0
	for p, err := range c.Products.SearchAll(ctx, &shop.SearchProductsRequest{PageSize: 5}) {
		s.Must(err)
		if n++; p.ID == "" || p.Title == "" {
			t.Errorf("product %+v", p)
		}
	}
	if n != 9 {
		t.Errorf("%d products, want the 8 there were and the new one", n)
	}
	_, err = c.Products.Get(ctx, "1", nil)
	s.Refused(err, 12052032)
}

// picture is the main picture of a product.
func picture(t *testing.T, s *cassette.Session, c *shop.Client) shop.ImageRef {
	t.Helper()
	img, err := c.Media.UploadImage(t.Context(), &shop.UploadImageRequest{Data: tiktokshop.FileBytes("mug.png", shoptest.Image(300, 400)), UseCase: shop.ImageUseCaseMainImage})
	s.Must(err)
	if img.Width != 300 || img.Height != 400 {
		t.Errorf("picture %+v", img)
	}
	return shop.ImageRef{URI: img.URI}
}

func TestRecordedGlobalProducts(t *testing.T) {
	t.Parallel()
	s := cassette.Open(t, "global-products-synthetic", `"sellers":[{"shops":[{"market":"US","products":1,"orders":0},{"market":"DE","products":1,"orders":0}]}]`)
	ctx, c := t.Context(), shop.New(s.Seller())
	g := c.GlobalProducts
	req := &shop.CreateGlobalProductRequest{
		Title: "A mug for the world", Description: "<p>x</p>", CategoryID: "600001", MainImages: []shop.ImageRef{picture(t, s, c)},
		PackageWeight: shop.Weight{Value: "0.4", Unit: shop.WeightUnitKilogram},
		SKUs:          []shop.GlobalProductSKUInput{{SellerSKU: "G-1", GlobalQuantity: new(9), Price: tiktokshop.Money{Amount: "10.00", Currency: "USD"}}},
	}
	made, err := g.Create(ctx, req)
	s.Must(err)
	for _, title := range []string{"A cup for the world", "A jug for the world"} {
		req.Title = title
		_, err := g.Create(ctx, req)
		s.Must(err)
	}
	id, skus := made.GlobalProductID, []shop.PublishTargetSKU{{RelatedGlobalSKUID: made.GlobalSKUs[0].ID}}
	published, err := g.Publish(ctx, id, &shop.PublishGlobalProductRequest{PublishTarget: []shop.PublishTarget{{Region: "DE", SKUs: skus}, {Region: "JP", SKUs: skus}}})
	s.Must(err)
	results := map[tiktokshop.Region]string{}
	for _, r := range published.PublishResult {
		results[r.Region] = string(r.Status)
	}
	if diff := cmp.Diff(map[tiktokshop.Region]string{"DE": "SUCCESS", "JP": "FAILED"}, results); diff != "" {
		t.Errorf("results (-want +got):\n%s", diff)
	}
	_, err = g.Publish(ctx, id, &shop.PublishGlobalProductRequest{PublishTarget: []shop.PublishTarget{{Region: "DE", SKUs: skus}}})
	s.Refused(err, 12019212)
	p, err := g.Get(ctx, id)
	s.Must(err)
	if len(p.Products) != 1 || p.Products[0].Region != "DE" || p.Title != "A mug for the world" {
		t.Errorf("global product %+v", p)
	}
	n := 0
	for p, err := range g.SearchAll(ctx, &shop.SearchGlobalProductsRequest{PageSize: 2}) {
		s.Must(err)
		if n++; p.ID == "" {
			t.Errorf("global product %+v", p)
		}
	}
	gone, err := g.Delete(ctx, &shop.DeleteGlobalProductsRequest{GlobalProductIDs: []string{id, "1"}})
	if n != 3 || !tiktokshop.Partial(err) || len(gone.Errors) != 1 || gone.Errors[0].Code != 12019150 {
		t.Errorf("%d global products, then deleted %+v, %v", n, gone, err)
	}
}

func TestRecordedPromotions(t *testing.T) {
	t.Parallel()
	s := cassette.Open(t, "promotions-synthetic", oneShop)
	ctx, c := t.Context(), shop.New(s.Seller())
	products, err := c.Products.Search(ctx, &shop.SearchProductsRequest{PageSize: 2})
	s.Must(err)
	var spring string
	for _, title := range []string{"Spring", "Summer", "Autumn"} {
		made, err := c.Promotions.Create(ctx, &shop.CreatePromotionRequest{
			Title: title, ActivityType: shop.ActivityTypeDirectDiscount, ProductLevel: shop.ProductLevelProduct,
			BeginTime: tiktokshop.TimeOf(s.Start.Add(time.Hour)), EndTime: tiktokshop.TimeOf(s.Start.Add(25 * time.Hour)),
		})
		s.Must(err)
		if title == "Spring" {
			spring = made.ActivityID
		}
	}
	_, err = c.Promotions.UpdateProducts(ctx, spring, &shop.UpdatePromotionProductsRequest{ActivityID: spring, Products: []shop.PromotionProductInput{{ID: products.Products[0].ID, Discount: "12.5"}}})
	s.Must(err)
	var got []any
	for range 3 {
		p, err := c.Promotions.Get(ctx, spring)
		s.Must(err)
		got = append(got, p.Status, len(p.Products))
		s.Pass(13 * time.Hour)
	}
	if diff := cmp.Diff([]any{shop.PromotionStatusNotStart, 1, shop.PromotionStatusOngoing, 1, shop.PromotionStatusExpired, 1}, got); diff != "" {
		t.Errorf("its life (-want +got):\n%s", diff)
	}
	_, err = c.Promotions.Update(ctx, spring, &shop.UpdatePromotionRequest{Title: "x"})
	s.Refused(err, 17029012)
	titles := map[string]bool{}
	for p, err := range c.Promotions.SearchAll(ctx, &shop.SearchPromotionsRequest{PageSize: 2}) {
		s.Must(err)
		titles[p.Title] = true
	}
	if len(titles) != 3 {
		t.Errorf("promotions %v", titles)
	}
	coupons, err := c.Coupons.Search(ctx, &shop.SearchCouponsRequest{PageSize: 10})
	s.Must(err)
	if len(coupons.Coupons) == 0 || coupons.TotalCount != len(coupons.Coupons) {
		t.Fatalf("coupons %+v", coupons)
	}
	one, err := c.Coupons.Get(ctx, coupons.Coupons[0].ID)
	s.Must(err)
	if listed := coupons.Coupons[0]; one.Coupon.ID != listed.ID || one.Coupon.Status != listed.Status || one.Coupon.Discount != listed.Discount {
		t.Errorf("a coupon alone %+v, in the list %+v", one.Coupon, listed)
	}
}
