package shop

import (
	"context"
	"iter"
	"time"

	"github.com/tiktokshop-go/tiktokshop"
)

// Most of what one call takes.
const (
	ordersPerGet       = 50
	ordersPerReference = 100
	productsPerChange  = 20
	productsPerStock   = 100
	skusPerStock       = 600
	tasksPerList       = 20
)

// orderWindow is how much time an order search covers safely: users of the
// platform report a limit of 30 days.
const orderWindow = 30 * 24 * time.Hour

// GetMany is [OrdersService.Get] for any number of ids, 50 a call. See
// [tiktokshop.Batch] for what happens when a call fails.
func (s *OrdersService) GetMany(ctx context.Context, ids []string, opts ...tiktokshop.CallOption) (*GetOrdersResponse, error) {
	return tiktokshop.Batch("shop.Orders.GetMany", ids, ordersPerGet, func(part []string) (*GetOrdersResponse, error) {
		return s.Get(ctx, &GetOrdersRequest{IDs: part}, opts...)
	}, func(into, part *GetOrdersResponse) { into.Orders = append(into.Orders, part.Orders...) })
}

// SearchBetween walks all orders created from begin (inclusive) to end
// (exclusive) that match req, however long ago that is: it searches windows of
// 30 days, oldest first. The times of creation in req are replaced.
func (s *OrdersService) SearchBetween(ctx context.Context, req *SearchOrdersRequest, begin, end time.Time, opts ...tiktokshop.CallOption) iter.Seq2[*Order, error] {
	return tiktokshop.Between(begin, end, orderWindow, func(from, to tiktokshop.Time) iter.Seq2[*Order, error] {
		var window SearchOrdersRequest
		if req != nil {
			window = *req
		}
		window.CreateTimeGE, window.CreateTimeLT = from, to
		return s.SearchAll(ctx, &window, opts...)
	})
}

// AddExternalReferencesMany is [OrdersService.AddExternalReferences] for any
// number of orders, 100 a call. See [tiktokshop.Batch] for what happens when a
// call fails.
func (s *OrdersService) AddExternalReferencesMany(ctx context.Context, orders []ExternalReference, opts ...tiktokshop.CallOption) (*AddExternalReferencesResponse, error) {
	return tiktokshop.Batch("shop.Orders.AddExternalReferencesMany", orders, ordersPerReference, func(part []ExternalReference) (*AddExternalReferencesResponse, error) {
		return s.AddExternalReferences(ctx, &AddExternalReferencesRequest{Orders: part}, opts...)
	}, func(into, part *AddExternalReferencesResponse) { into.Errors = append(into.Errors, part.Errors...) })
}

// ActivateMany is [ProductsService.Activate] for any number of products, 20 a
// call. See [tiktokshop.Batch] for what happens when a call fails.
func (s *ProductsService) ActivateMany(ctx context.Context, req *ActivateProductsRequest, opts ...tiktokshop.CallOption) (*ActivateProductsResponse, error) {
	if req == nil {
		req = &ActivateProductsRequest{}
	}
	return tiktokshop.Batch("shop.Products.ActivateMany", req.ProductIDs, productsPerChange, func(part []string) (*ActivateProductsResponse, error) {
		one := *req
		one.ProductIDs = part
		return s.Activate(ctx, &one, opts...)
	}, func(into, part *ActivateProductsResponse) { into.Errors = append(into.Errors, part.Errors...) })
}

// DeactivateMany is [ProductsService.Deactivate] for any number of products, 20
// a call. See [tiktokshop.Batch] for what happens when a call fails.
func (s *ProductsService) DeactivateMany(ctx context.Context, req *DeactivateProductsRequest, opts ...tiktokshop.CallOption) (*DeactivateProductsResponse, error) {
	if req == nil {
		req = &DeactivateProductsRequest{}
	}
	return tiktokshop.Batch("shop.Products.DeactivateMany", req.ProductIDs, productsPerChange, func(part []string) (*DeactivateProductsResponse, error) {
		one := *req
		one.ProductIDs = part
		return s.Deactivate(ctx, &one, opts...)
	}, func(into, part *DeactivateProductsResponse) { into.Errors = append(into.Errors, part.Errors...) })
}

// RecoverMany is [ProductsService.Recover] for any number of products, 20 a
// call. See [tiktokshop.Batch] for what happens when a call fails.
func (s *ProductsService) RecoverMany(ctx context.Context, ids []string, opts ...tiktokshop.CallOption) (*RecoverProductsResponse, error) {
	return tiktokshop.Batch("shop.Products.RecoverMany", ids, productsPerChange, func(part []string) (*RecoverProductsResponse, error) {
		return s.Recover(ctx, &RecoverProductsRequest{ProductIDs: part}, opts...)
	}, func(into, part *RecoverProductsResponse) { into.Errors = append(into.Errors, part.Errors...) })
}

// DeleteMany is [ProductsService.Delete] for any number of products, 20 a call.
// See [tiktokshop.Batch] for what happens when a call fails.
func (s *ProductsService) DeleteMany(ctx context.Context, ids []string, opts ...tiktokshop.CallOption) (*DeleteProductsResponse, error) {
	return tiktokshop.Batch("shop.Products.DeleteMany", ids, productsPerChange, func(part []string) (*DeleteProductsResponse, error) {
		return s.Delete(ctx, &DeleteProductsRequest{ProductIDs: part}, opts...)
	}, func(into, part *DeleteProductsResponse) { into.Errors = append(into.Errors, part.Errors...) })
}

// SearchInventoryMany is [ProductsService.SearchInventory] for any number of
// SKUs, 600 a call, or, when no SKU is named, of products, 100 a call.
func (s *ProductsService) SearchInventoryMany(ctx context.Context, req *SearchProductInventoryRequest, opts ...tiktokshop.CallOption) (*SearchProductInventoryResponse, error) {
	if req == nil {
		req = &SearchProductInventoryRequest{}
	}
	ids, size := req.SKUIDs, skusPerStock
	if len(ids) == 0 {
		ids, size = req.ProductIDs, productsPerStock
	}
	return tiktokshop.Batch("shop.Products.SearchInventoryMany", ids, size, func(part []string) (*SearchProductInventoryResponse, error) {
		one := &SearchProductInventoryRequest{SKUIDs: part}
		if len(req.SKUIDs) == 0 {
			one = &SearchProductInventoryRequest{ProductIDs: part}
		}
		return s.SearchInventory(ctx, one, opts...)
	}, func(into, part *SearchProductInventoryResponse) {
		into.Inventory = append(into.Inventory, part.Inventory...)
	})
}
