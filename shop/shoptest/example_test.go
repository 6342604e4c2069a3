package shoptest_test

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/tiktokshop-go/tiktokshop"
	"github.com/tiktokshop-go/tiktokshop/shop"
	"github.com/tiktokshop-go/tiktokshop/shop/shoptest"
)

// Five lines make a shop and a client of it.
func Example() {
	srv := shoptest.NewServer(shoptest.Options{})
	defer srv.Close()
	c, _ := tiktokshop.New(srv.Config())
	page, err := shop.New(c.For(srv.Cipher)).Orders.Search(context.Background(), &shop.SearchOrdersRequest{PageSize: 50})
	fmt.Println(len(page.Orders), err)
	// Output: 50 <nil>
}

// A program that counts what is to be shipped, and a test that its calls
// survive trouble.
func Example_trouble() {
	srv := shoptest.NewServer(shoptest.Options{Orders: 250})
	defer srv.Close()
	c, err := tiktokshop.New(srv.Config())
	if err != nil {
		fmt.Println(err)
		return
	}

	srv.ExpireToken()                      // the client refreshes
	srv.Fault(shoptest.Fault{Status: 503}) // and calls again

	waiting := 0
	orders := shop.New(c.For(srv.Cipher)).Orders
	for o, err := range orders.SearchAll(context.Background(), &shop.SearchOrdersRequest{PageSize: 100}) {
		if err != nil {
			fmt.Println(err)
			return
		}
		if o.Status == shop.OrderStatusAwaitingShipment {
			waiting++
		}
	}
	fmt.Println(waiting, "orders wait")
	// Output: 50 orders wait
}

// Captured answers become the shop's records.
func ExampleOptions_captures() {
	srv := shoptest.NewServer(shoptest.Options{Captures: captures})
	defer srv.Close()
	c, err := tiktokshop.New(srv.Config())
	if err != nil {
		fmt.Println(err)
		return
	}
	found, err := shop.New(c.For(srv.Cipher)).Orders.Get(context.Background(), &shop.GetOrdersRequest{IDs: []string{"576400000000009999"}})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(found.Orders[0].Status, found.Orders[0].Payment.TotalAmount)
	// Output: DELIVERED 9500.1
}

// A call whose answer is lost may or may not have taken effect.
func ExampleServer_Fault() {
	srv := shoptest.NewServer(shoptest.Options{})
	defer srv.Close()
	c, err := tiktokshop.New(srv.Config())
	if err != nil {
		fmt.Println(err)
		return
	}
	const route = "POST /promotion/202309/activities"
	srv.Fault(shoptest.Fault{Route: route, Cut: true, Handled: true})
	_, err = shop.New(c.For(srv.Cipher)).Promotions.Create(context.Background(), &shop.CreatePromotionRequest{
		Title: "LIVE hour", ActivityType: shop.ActivityTypeFlashSale, ProductLevel: shop.ProductLevelProduct,
		BeginTime: tiktokshop.TimeOf(time.Now().Add(time.Hour)), EndTime: tiktokshop.TimeOf(time.Now().Add(2 * time.Hour)),
	})
	if e, ok := errors.AsType[*tiktokshop.Error](err); ok {
		fmt.Println("outcome unknown:", e.OutcomeUnknown, "- took effect:", srv.Writes(route) == 1)
	}
	// Output: outcome unknown: true - took effect: true
}

// A buyer orders, and time passes until the order can be shipped.
func ExampleServer_PlaceOrder() {
	srv := shoptest.NewServer(shoptest.Options{Orders: -1})
	defer srv.Close()
	c, err := tiktokshop.New(srv.Config())
	if err != nil {
		fmt.Println(err)
		return
	}
	id, err := srv.PlaceOrder(shoptest.Order{})
	if err != nil {
		fmt.Println(err)
		return
	}
	orders := shop.New(c.For(srv.Cipher)).Orders
	for range 3 {
		found, err := orders.Get(context.Background(), &shop.GetOrdersRequest{IDs: []string{id}})
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(found.Orders[0].Status)
		srv.Advance(time.Hour)
	}
	// Output:
	// UNPAID
	// ON_HOLD
	// AWAITING_SHIPMENT
}

// Events come to a handler as they come to a server on the network.
func ExampleOptions_webhook() {
	handler := &tiktokshop.WebhookHandler{Handle: func(_ context.Context, e *tiktokshop.Event) error {
		if d, ok := e.Data.(*tiktokshop.OrderStatusChange); ok {
			fmt.Println(d.OrderStatus)
		}
		return nil
	}}
	srv := shoptest.NewServer(shoptest.Options{Orders: -1, Webhook: handler})
	defer srv.Close()
	cfg := srv.Config()
	handler.AppKey, handler.AppSecret = cfg.AppKey, cfg.AppSecret

	if _, err := srv.PlaceOrder(shoptest.Order{}); err != nil {
		fmt.Println(err)
		return
	}
	srv.Advance(2 * time.Hour)
	if err := srv.Flush(context.Background()); err != nil {
		fmt.Println(err)
	}
	// Output:
	// UNPAID
	// ON_HOLD
	// AWAITING_SHIPMENT
}

// A scenario opens shops in other markets.
func ExampleOptions_scenario() {
	srv := shoptest.NewServer(shoptest.Options{Scenario: []byte(`{
		"version": 1, "start": "2026-03-01T09:00:00Z", "speed": 0,
		"sellers": [{"shops": [{"market": "JP", "orders": 3}]}]
	}`)})
	defer srv.Close()
	c, err := tiktokshop.New(srv.Config())
	if err != nil {
		fmt.Println(err)
		return
	}
	orders := shop.New(c.For(srv.Cipher)).Orders
	for o, err := range orders.SearchAll(context.Background(), &shop.SearchOrdersRequest{PageSize: 10}) {
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(o.Payment.Currency)
	}
	// Output:
	// JPY
	// JPY
	// JPY
}
