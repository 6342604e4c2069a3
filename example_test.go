package tiktokshop_test

import (
	"context"
	"errors"
	"fmt"
	"log"
	"net/http"
	"net/url"
	"time"

	"github.com/tiktokshop-go/tiktokshop"
	"github.com/tiktokshop-go/tiktokshop/shop"
	"github.com/tiktokshop-go/tiktokshop/shop/shoptest"
)

// The examples run against the fake shop. A program leaves BaseURL, AuthURL and
// HTTPClient out of its Config.
func Example() {
	srv := shoptest.NewServer(shoptest.Options{Orders: 5})
	defer srv.Close()
	ctx := context.Background()

	c, err := tiktokshop.New(srv.Config())
	if err != nil {
		log.Fatal(err)
	}
	n := 0
	for order, err := range shop.New(c.For(srv.Cipher)).Orders.SearchAll(ctx, &shop.SearchOrdersRequest{PageSize: 2}) {
		if err != nil {
			log.Fatal(err)
		}
		n++
		_ = order.Payment.TotalAmount
	}
	fmt.Println(n, "orders")
	// Output: 5 orders
}

// A person lets the app in, once; from then on the Refresher keeps the token
// fresh in the store.
func ExampleClient_Refresher() {
	srv := shoptest.NewServer(shoptest.Options{})
	defer srv.Close()
	ctx := context.Background()
	cfg := srv.Config()
	cfg.Tokens = nil // none yet

	c, err := tiktokshop.New(cfg)
	if err != nil {
		log.Fatal(err)
	}
	link, err := c.AuthorizeURL(tiktokshop.Authorize{Kind: tiktokshop.TokenSeller, ServiceID: "7000000000000000000", State: "random"})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("send the seller to", link)

	token, err := c.Exchange(ctx, srv.AuthCode()) // the code the seller came back with
	if err != nil {
		log.Fatal(err)
	}
	store := &tiktokshop.MemoryStore{} // or tiktokshop.FileStore(dir), or one of yours
	if err := store.Save(ctx, token.OpenID, token); err != nil {
		log.Fatal(err)
	}

	seller := c.As(c.Refresher(store, token.OpenID))
	srv.ExpireToken()
	shops, err := shop.New(seller).Authorizations.ListShops(ctx) // renews the token on the way
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(shops.Shops[0].Name, "after", shops.Attempts, "tries")
	// Output:
	// send the seller to https://services.tiktokshop.com/open/authorize?service_id=7000000000000000000&state=random
	// Test Shop after 2 tries
}

// Every path at every version can be called, typed or not.
func ExampleClient_Do() {
	srv := shoptest.NewServer(shoptest.Options{Orders: 3})
	defer srv.Close()

	c, err := tiktokshop.New(srv.Config())
	if err != nil {
		log.Fatal(err)
	}
	var page struct {
		Orders []struct {
			ID string `json:"id"`
		} `json:"orders"`
	}
	err = c.For(srv.Cipher).Do(context.Background(), tiktokshop.Call{
		Method: http.MethodPost, Path: "/order/202309/orders/search", Effect: tiktokshop.Read,
		Query: url.Values{"page_size": {"50"}}, Body: map[string]string{},
	}, &page)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(len(page.Orders), "orders")
	// Output: 3 orders
}

func ExampleError() {
	srv := shoptest.NewServer(shoptest.Options{Scopes: []string{"seller.product.basic"}})
	defer srv.Close()
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()

	c, err := tiktokshop.New(srv.Config())
	if err != nil {
		log.Fatal(err)
	}
	_, err = shop.New(c.For(srv.Cipher)).Orders.Get(ctx, &shop.GetOrdersRequest{IDs: []string{"576400000000000001"}})

	var refusal *tiktokshop.Error
	switch {
	case err == nil:
		fmt.Println("found")
	case errors.Is(err, tiktokshop.ErrReauthorize):
		fmt.Println("ask the seller to authorize the app again")
	case errors.Is(err, context.DeadlineExceeded):
		fmt.Println("no time left; the last refusal stands in err too")
	case errors.Is(err, tiktokshop.ErrPermission) && errors.As(err, &refusal):
		fmt.Println("code", refusal.Code, "of", refusal.Op)
	default:
		fmt.Println(err)
	}
	// Output: code 105005 of shop.Orders.Get
}
