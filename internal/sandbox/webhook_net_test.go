package sandbox

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"runtime"
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"
)

func timeout(t *testing.T, d time.Duration) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), d)
	t.Cleanup(cancel)
	return ctx
}

func TestSixtyFourWebhooksReachAServer(t *testing.T) {
	t.Parallel()
	for name, listen := range map[string]func(http.Handler) *httptest.Server{"http": httptest.NewServer, "https": httptest.NewTLSServer} {
		for _, parallel := range []int{1, 8} {
			t.Run(name+strconv.Itoa(parallel), func(t *testing.T) {
				t.Parallel()
				b := newInbox()
				receiver := listen(b)
				defer receiver.Close()
				k := start(t, Options{Orders: -1})
				k.shop.SetCourier(Courier{Parallel: parallel})
				if err := k.shop.SetWebhook(AppKey, receiver.URL+"/hook"); err != nil {
					t.Fatal(err)
				}
				var wg sync.WaitGroup
				for i := range 8 {
					wg.Go(func() {
						k.say(100+8*i, 107+8*i)
						k.flush(t)
						k.shop.Deliveries()
						k.shop.Advance(time.Minute)
					})
				}
				wg.Wait()
				k.flush(t)
				got := b.numbers()
				slices.Sort(got)
				if n := len(slices.Compact(got)); n != 64 || len(got) != 64 || b.forged > 0 {
					t.Errorf("%d deliveries of %d orders, %d forged: want 64", len(got), n, b.forged)
				}
			})
		}
	}
}

func TestOnlyThisMachineIsReached(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: -1})
	if err := k.shop.SetWebhook(AppKey, "https://hooks.example.com/a"); err != nil {
		t.Fatal(err)
	}
	k.say(1, 1)
	k.flush(t)
	log := k.shop.Deliveries()
	if len(log) != 1 || log[0].Outcome != NotSent || log[0].Error == "" || log[0].Address != "https://hooks.example.com/a" {
		t.Errorf("log %+v", log)
	}
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://192.0.2.1/", nil)
	if err != nil {
		t.Fatal(err)
	}
	if resp, err := k.shop.hooks.client.Do(req); err == nil {
		_ = resp.Body.Close()
		t.Error("the client reaches other machines")
	}
}

func TestRedirectsOfReceiversAreNotFollowed(t *testing.T) {
	t.Parallel()
	b := newInbox()
	other := httptest.NewServer(b)
	defer other.Close()
	receiver := httptest.NewServer(http.RedirectHandler(other.URL, http.StatusTemporaryRedirect))
	defer receiver.Close()
	k := start(t, Options{Orders: -1})
	if err := k.shop.SetWebhook(AppKey, receiver.URL); err != nil {
		t.Fatal(err)
	}
	k.say(1, 1)
	k.flush(t)
	if log := k.shop.Deliveries(); len(b.got()) != 0 || log[0].Status != 307 || log[0].Outcome != Failed {
		t.Errorf("followed %v, log %+v", b.got(), log)
	}
}

func TestFlushNeedsNoServer(t *testing.T) {
	t.Parallel()
	b := newInbox()
	shop, err := New(Options{Orders: -1, Webhook: b})
	if err != nil {
		t.Fatal(err)
	}
	defer shop.Close()
	k := &caller{shop: shop}
	k.say(1, 3)
	k.flush(t)
	if n := len(b.got()); n != 3 {
		t.Errorf("%d deliveries, want 3", n)
	}
}

//nolint:paralleltest // it counts the goroutines of the process
func TestCloseEndsDeliveries(t *testing.T) {
	before := runtime.NumGoroutine()
	for _, parallel := range []int{1, 4} {
		arrived := make(chan struct{}, 100)
		receiver := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
			_, _ = io.Copy(io.Discard, r.Body) // else the server does not see that the connection ends
			arrived <- struct{}{}
			<-r.Context().Done()
		}))
		shop, err := New(Options{Orders: -1})
		if err != nil {
			t.Fatal(err)
		}
		srv, err := Listen(shop, "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		shop.SetCourier(Courier{Parallel: parallel})
		if err := shop.SetWebhook(AppKey, receiver.URL); err != nil {
			t.Fatal(err)
		}
		(&caller{shop: shop}).say(1, 10)
		<-arrived
		srv.Close()
		receiver.Close()
		for _, d := range shop.Deliveries() {
			if d.Outcome != NotSent {
				t.Errorf("delivery %+v, want one that was not sent", d)
			}
		}
	}
	for range 200 {
		if runtime.NumGoroutine() <= before {
			return
		}
		<-time.After(10 * time.Millisecond)
	}
	buf := make([]byte, 1<<16)
	t.Errorf("goroutines: %d before, %d after\n%s", before, runtime.NumGoroutine(), buf[:runtime.Stack(buf, true)])
}
