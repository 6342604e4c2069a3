package tiktokshop_test

import (
	"context"
	"fmt"
	"log"
	"net/http"
	"net/http/httptest"
	"strings"

	"github.com/tiktokshop-go/tiktokshop"
)

// A server for events. Handle has 2.5 seconds: it notes what is to be done.
func ExampleWebhookHandler() {
	h := &tiktokshop.WebhookHandler{
		AppKey: "key", AppSecret: "secret",
		Seen: tiktokshop.NewMemorySeen(10_000),
		Handle: func(_ context.Context, e *tiktokshop.Event) error {
			switch d := e.Data.(type) {
			case *tiktokshop.OrderStatusChange:
				fmt.Println("shop", e.ShopID, "order", d.OrderID, "is", d.OrderStatus)
			case nil:
				fmt.Println("new topic", int(e.Type), string(e.Raw))
			}
			return nil // an error makes the platform deliver again
		},
	}
	mux := http.NewServeMux()
	mux.Handle("/tiktok/webhooks", h)

	// The platform delivers, then delivers again; somebody else tries, too.
	body := `{"type":1,"shop_id":"7494049642642441621","timestamp":1700000000,"data":{"order_id":"576486316948490001","order_status":"UNPAID"}}`
	for _, signature := range []string{tiktokshop.SignWebhook("key", "secret", []byte(body)), tiktokshop.SignWebhook("key", "secret", []byte(body)), "guess"} {
		r := httptest.NewRequestWithContext(context.Background(), http.MethodPost, "/tiktok/webhooks", strings.NewReader(body))
		r.Header.Set("Authorization", signature)
		w := httptest.NewRecorder()
		mux.ServeHTTP(w, r)
		fmt.Println(w.Code)
	}
	// Output:
	// shop 7494049642642441621 order 576486316948490001 is UNPAID
	// 200
	// 200
	// 401
}

// Where the delivery comes in some other way than net/http, such as a cloud
// function, check and read it by hand.
func ExampleVerifyWebhook() {
	body := []byte(`{"type":6,"shop_id":"7494049642642441621","timestamp":1700000000,"data":{"message":"gone"}}`)
	authorization := tiktokshop.SignWebhook("key", "secret", body) // the header of the request

	if err := tiktokshop.VerifyWebhook("key", "secret", body, authorization); err != nil {
		log.Fatal(err) // answer 401
	}
	e, err := tiktokshop.ParseEvent(body)
	if err != nil {
		log.Fatal(err) // answer 400
	}
	if _, left := e.Data.(*tiktokshop.SellerDeauthorization); left {
		fmt.Println(e.Type, "of shop", e.ShopID)
	}
	// Output: SELLER_DEAUTHORIZATION of shop 7494049642642441621
}
