package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"time"

	"github.com/tiktokshop-go/tiktokshop"
	"github.com/tiktokshop-go/tiktokshop/logistics"
	"github.com/tiktokshop-go/tiktokshop/shop"
	"github.com/tiktokshop-go/tiktokshop/shop/shoptest"
)

const account = "my-seller" // any name: under it the account's token lies in the store

// runFake does the whole job against the fake shop.
func runFake(ctx context.Context, out io.Writer, srv *shoptest.Server) error {
	report := &report{}
	cfg := srv.Config()
	cfg.Tokens = nil // they come from an authorization, below
	cfg.Logger = slog.New(report)
	c, err := tiktokshop.New(cfg)
	if err != nil {
		return err
	}

	// A person has let the app in, and was sent back to it with this code.
	token, err := c.Exchange(ctx, srv.AuthCode())
	if err != nil {
		return err
	}
	store := &tiktokshop.MemoryStore{}
	if err := store.Save(ctx, account, token); err != nil {
		return err
	}
	fmt.Fprintf(out, "authorized as %s of %s (%s)\n", token.Kind, token.SellerName, token.SellerRegion)
	c = c.As(c.Refresher(store, account))

	cipher, err := listShops(ctx, out, c)
	if err != nil {
		return err
	}

	// What may go wrong on the way.
	const search = "POST /order/202309/orders/search"
	srv.Fault(shoptest.Fault{Route: search, Code: 36009002, RetryAfter: time.Second})
	srv.Fault(shoptest.Fault{Route: search, Status: http.StatusServiceUnavailable, Body: "<html>busy</html>"})
	srv.ExpireToken()

	if err := walkOrders(ctx, out, c.For(cipher)); err != nil {
		return err
	}
	if err := createProduct(ctx, out, shop.New(c.For(cipher))); err != nil {
		return err
	}
	if err := shipPackage(ctx, out, c.For(cipher)); err != nil {
		return err
	}
	return report.print(out)
}

// createProduct lists a mug with a picture.
func createProduct(ctx context.Context, out io.Writer, s *shop.Client) error {
	picture := tiktokshop.FileBytes("mug.png", shoptest.Image(600, 600))
	img, err := s.Media.UploadImage(ctx, &shop.UploadImageRequest{Data: picture, UseCase: shop.ImageUseCaseMainImage})
	if err != nil {
		return err
	}
	warehouse, err := firstWarehouse(ctx, s)
	if err != nil {
		return err
	}
	p, err := s.Products.Create(ctx, &shop.CreateProductRequest{
		Title: "Stoneware mug, 350 ml, dishwasher safe", Description: "<p>A mug that keeps warm.</p>",
		CategoryID: "600001", CategoryVersion: shop.CategoryVersionV2,
		MainImages:    []shop.ImageRef{{URI: img.URI}},
		PackageWeight: shop.Weight{Value: "0.45", Unit: shop.WeightUnitKilogram},
		SKUs: []shop.ProductSKUInput{{
			SellerSKU: "MUG-1", Price: shop.PriceInput{Amount: "12.50", Currency: "USD"},
			Inventory: []shop.InventoryInput{{WarehouseID: warehouse, Quantity: new(40)}},
		}},
	}) // its idempotency key is filled in, so that even a repeat makes one product
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "created product %s with picture %s\n", p.ProductID, img.URI)
	return nil
}

// firstWarehouse takes a warehouse that already has stock.
func firstWarehouse(ctx context.Context, s *shop.Client) (string, error) {
	for p, err := range s.Products.SearchAll(ctx, &shop.SearchProductsRequest{PageSize: 10, Status: "ALL"}) {
		if err != nil {
			return "", err
		}
		for _, sku := range p.SKUs {
			for _, stock := range sku.Inventory {
				return stock.WarehouseID, nil
			}
		}
	}
	return "", errors.New("no product has stock in a warehouse")
}

// shipPackage ships the first package that waits for it and that the carrier
// fetches.
func shipPackage(ctx context.Context, out io.Writer, c *tiktokshop.Client) error {
	waiting := &shop.SearchOrdersRequest{OrderStatus: shop.OrderStatusAwaitingShipment, PageSize: 20}
	for order, err := range shop.New(c).Orders.SearchAll(ctx, waiting) {
		if err != nil {
			return err
		}
		if order.ShippingType != shop.ShippingTypeTikTok || len(order.Packages) == 0 {
			continue
		}
		id := order.Packages[0].ID
		pickup := &logistics.ShipPackageRequest{HandoverMethod: logistics.HandoverMethodPickup}
		if err := logistics.New(c).Packages.Ship(ctx, id, pickup); err != nil { // not sent twice when its outcome is unknown
			return err
		}
		fmt.Fprintf(out, "shipped package %s of order %s\n", id, order.ID)
		return nil
	}
	return errors.New("no package waits for shipment")
}
