package sandbox

import (
	"errors"
	"io"
	"regexp"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"
)

func TestManyCallersChangeNothingTwice(t *testing.T) {
	t.Parallel()
	const callers = 16
	k := start(t, Options{})
	_, pkg := waiting(t, k, "TIKTOK")
	uri := text(k.ok(t, upload(t, "data", PNG(300, 300)))["uri"])
	body := strings.NewReplacer("URI", uri, "KEY", "one").Replace(newProduct)
	var mu sync.Mutex
	codes, made := map[int]int{}, map[string]int{}
	var wg sync.WaitGroup
	for range callers {
		wg.Go(func() {
			shipped := k.do(t, post(shopsPath+pkg+"/ship", "{}"))
			id := text(k.ok(t, post(products, body))["product_id"])
			k.ok(t, post(searchOrders, "{}", "page_size", "10"))
			k.ok(t, get(getOrders, "ids", orderID(1)))
			k.shop.Fault(Fault{Route: "GET /authorization/202309/shops"})
			k.shop.Requests()
			mu.Lock()
			defer mu.Unlock()
			codes[shipped.Code]++
			made[id]++
		})
	}
	wg.Wait()
	if codes[0] != 1 || codes[21011040] != callers-1 || len(made) != 1 {
		t.Errorf("shipping codes %v, products %v: want one success and one product", codes, made)
	}
}

//nolint:paralleltest // it counts the goroutines of the process
func TestCloseLeavesNothingRunning(t *testing.T) {
	before := runtime.NumGoroutine()
	for range 5 {
		shop, err := New(Options{Orders: 1})
		if err != nil {
			t.Fatal(err)
		}
		srv, err := Listen(shop, "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		k := newCaller(shop, srv.URL)
		for range 3 {
			k.ok(t, get(getOrders, "ids", orderID(1)))
		}
		k.client.CloseIdleConnections()
		srv.Close()
		srv.Close() // twice does no harm
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

func TestOtherMachinesCannotReachTheServer(t *testing.T) {
	t.Parallel()
	for _, address := range []string{":0", "0.0.0.0:0", "192.0.2.1:80", "example.com:80", "127.0.0.1"} {
		if srv, err := Listen(Broken(errors.New("unused")), address); err == nil {
			srv.Close()
			t.Errorf("%q is taken, it is no loopback address", address)
		}
	}
}

func TestAnAddressInUseIsAnError(t *testing.T) {
	t.Parallel()
	shop, err := New(Options{Orders: -1})
	if err != nil {
		t.Fatal(err)
	}
	srv, err := Listen(shop, "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer srv.Close()
	if _, err := Listen(shop, strings.TrimPrefix(srv.URL, "http://")); err == nil {
		t.Error("no error for an address in use")
	}
}

func BenchmarkWalkOf250Orders(b *testing.B) {
	shop, err := New(Options{})
	if err != nil {
		b.Fatal(err)
	}
	srv, err := Listen(shop, "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	defer srv.Close()
	k := newCaller(shop, srv.URL)
	next := regexp.MustCompile(`"next_page_token":"([^"]*)"`)
	for b.Loop() {
		pages := 0
		for token := "start"; token != ""; pages++ {
			r := post(searchOrders, "{}", "page_size", "100")
			if pages > 0 {
				r.query["page_token"] = token
			}
			resp, err := k.client.Do(k.build(b, r))
			if err != nil {
				b.Fatal(err)
			}
			body, err := io.ReadAll(resp.Body)
			if err != nil {
				b.Fatal(err)
			}
			_ = resp.Body.Close()
			token = string(next.FindSubmatch(body)[1])
		}
		if pages != 3 {
			b.Fatalf("%d pages, want 3", pages)
		}
	}
}

func BenchmarkNew(b *testing.B) {
	for b.Loop() {
		if _, err := New(Options{}); err != nil {
			b.Fatal(err)
		}
	}
}
