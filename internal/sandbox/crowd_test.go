package sandbox

import (
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// TestACrowdIsServedAndSentHome has 64 clients write, move the clock, change
// faults and begin anew, with webhooks on their way, and closes in the middle.
//
//nolint:paralleltest // it looks at all goroutines of the process
func TestACrowdIsServedAndSentHome(t *testing.T) {
	before := ours()
	for range 2 {
		var hooks atomic.Int64
		receiver := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			if hooks.Add(1)%7 == 0 {
				w.WriteHeader(http.StatusServiceUnavailable)
			}
		}))
		shop, err := New(Options{Orders: 60})
		if err != nil {
			t.Fatal(err)
		}
		srv, err := Listen(shop, "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		if err := shop.hook(receiver.URL); err != nil {
			t.Fatal(err)
		}
		shop.SetCourier(Courier{Parallel: 4, Twice: true})
		var served atomic.Int64
		var wg sync.WaitGroup
		for i := range 64 {
			k := newCaller(shop, srv.URL)
			wg.Go(func() {
				defer k.client.CloseIdleConnections()
				for n := range 1000 {
					if !mingle(t, k, i, n) {
						return // closed
					}
					served.Add(1)
				}
			})
		}
		for served.Load() < 1500 {
			runtime.Gosched()
		}
		srv.Close()
		wg.Wait()
		receiver.Close()
		if hooks.Load() == 0 {
			t.Error("no webhook has arrived")
		}
		if err := shop.Err(); err != nil {
			t.Error(err)
		}
	}
	for range 300 {
		if ours() <= before {
			return
		}
		<-time.After(10 * time.Millisecond)
	}
	buf := make([]byte, 1<<16)
	t.Errorf("goroutines of the sandbox: %d before, %d after\n%s", before, ours(), buf[:runtime.Stack(buf, true)])
}

// ours is how many goroutines run code of this module.
func ours() int {
	buf := make([]byte, 1<<20)
	return strings.Count(string(buf[:runtime.Stack(buf, true)]), "/internal/sandbox.(*")
}

// hook has the sample app hear of everything.
func (s *Sandbox) hook(url string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.setWebhook(s.access.apps[0], url, nil)
}

// mingle does one of many things; false: the server is closed.
func mingle(t *testing.T, k *caller, who, n int) bool {
	order := orderID(1 + (who*7+n)%60)
	requests := []request{
		get(getOrders, "ids", order),
		post(searchOrders, "{}", "page_size", "10"),
		post(cancellations, `{"order_id":"`+order+`","cancel_reason":"`+outOfStock+`"}`),
		post(shopsPath+packageID(1+(who+n)%40)+"/ship", "{}"),
		post(products+"/"+productID(1+n%5)+"/inventory/update", `{"skus":[{"id":"`+skuID(1+n%5, 0)+`","inventory":[{"quantity":70}]}]}`),
		get(statementsPath, "sort_field", "statement_time"),
		post("/customer_service/202309/conversations", `{"buyer_user_id":"`+buyerID(1+n%60)+`"}`),
	}
	switch {
	case n%40 == 39:
		k.shop.Advance(time.Duration(who) * time.Minute)
	case n%50 == 49:
		k.shop.Fault(Fault{Status: 503})
	case n%60 == 59:
		_, _ = k.shop.PlaceOrder(Purchase{})
	case who == 0 && n%70 == 69:
		if err := k.shop.Restart(&Scenario{}); err != nil {
			t.Error(err)
		}
	case n%30 == 29:
		k.token = k.shop.Issue(Seller).Access
		k.shop.State()
	}
	a, err := k.try(t, requests[(who+n)%len(requests)])
	if err != nil {
		return false
	}
	if a.Status >= 500 && a.Status != 503 || a.RequestID == "" && a.Status != 503 {
		t.Errorf("%d %s", a.Status, a.Body)
	}
	return true
}
