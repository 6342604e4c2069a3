package shop_test

import (
	"context"
	"errors"
	"fmt"
	"log"

	"github.com/tiktokshop-go/tiktokshop"
	"github.com/tiktokshop-go/tiktokshop/shop"
	"github.com/tiktokshop-go/tiktokshop/shop/shoptest"
)

// fakeShop is a shop to try things on.
func fakeShop() (*shop.Client, *shoptest.Server) {
	srv := shoptest.NewServer(shoptest.Options{Orders: 100})
	c, err := tiktokshop.New(srv.Config())
	if err != nil {
		log.Fatal(err)
	}
	return shop.New(c.For(srv.Cipher)), srv
}

func ExampleOrdersService_SearchAll() {
	s, srv := fakeShop()
	defer srv.Close()

	req := &shop.SearchOrdersRequest{
		OrderStatus: shop.OrderStatusAwaitingShipment,
		PageSize:    5, SortField: "create_time", SortOrder: tiktokshop.SortAsc,
	}
	n := 0
	for order, err := range s.Orders.SearchAll(context.Background(), req) {
		if err != nil {
			log.Fatal(err)
		}
		if n++; n == 1 {
			fmt.Println(order.ID, order.Status, order.Payment.Currency)
		}
	}
	fmt.Println(n, "orders wait for shipment")
	// Output:
	// 576400000000000096 AWAITING_SHIPMENT USD
	// 20 orders wait for shipment
}

func ExampleProductsService_Create() {
	s, srv := fakeShop()
	defer srv.Close()
	ctx := context.Background()

	picture := tiktokshop.FileBytes("mug.png", shoptest.Image(600, 600)) // or tiktokshop.FilePath("mug.png")
	img, err := s.Media.UploadImage(ctx, &shop.UploadImageRequest{Data: picture, UseCase: shop.ImageUseCaseMainImage})
	if err != nil {
		log.Fatal(err)
	}
	p, err := s.Products.Create(ctx, &shop.CreateProductRequest{
		Title: "Stoneware mug, 350 ml, dishwasher safe", Description: "<p>350 ml</p>", CategoryID: "600001", CategoryVersion: shop.CategoryVersionV2,
		MainImages:    []shop.ImageRef{{URI: img.URI}},
		PackageWeight: shop.Weight{Value: "0.45", Unit: shop.WeightUnitKilogram},
		SKUs: []shop.ProductSKUInput{{
			SellerSKU: "MUG-1", Price: shop.PriceInput{Amount: "12.50", Currency: "USD"},
			Inventory: []shop.InventoryInput{{WarehouseID: "7000000000000000001", Quantity: new(40)}},
		}},
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("created with", len(p.SKUs), "SKU")
	// Output: created with 1 SKU
}

// A batch may succeed in part: the answer and the failures come together.
func ExampleProductsService_Deactivate() {
	s, srv := fakeShop()
	defer srv.Close()
	ctx := context.Background()

	page, err := s.Products.Search(ctx, &shop.SearchProductsRequest{PageSize: 1})
	if err != nil {
		log.Fatal(err)
	}
	_, err = s.Products.Deactivate(ctx, &shop.DeactivateProductsRequest{ProductIDs: []string{page.Products[0].ID, "1729999999999999999"}})
	if part, ok := errors.AsType[*tiktokshop.PartialFailure](err); ok {
		fmt.Println(len(part.Errors), "of 2 failed")
	}
	// Output: 1 of 2 failed
}
