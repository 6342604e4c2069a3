package sandbox

import (
	"io"
	"net/http"
	"runtime"
	"strconv"
	"testing"
)

// BenchmarkCalls measures simple calls over loopback, client and server in one
// process, in a shop with 10,000 orders.
func BenchmarkCalls(b *testing.B) {
	for name, r := range map[string]request{
		"order":   get(getOrders, "ids", orderID(77)),
		"page":    post(searchOrders, "{}", "page_size", "20"),
		"product": get(products + "/" + productID(3)),
		"stock":   post(products+"/"+productID(3)+"/inventory/update", `{"skus":[{"id":"`+skuID(3, 0)+`","inventory":[{"quantity":7}]}]}`),
		"refused": get(getOrders, "ids", "1"),
	} {
		b.Run(name, func(b *testing.B) {
			shop, err := New(Options{Orders: 10_000})
			if err != nil {
				b.Fatal(err)
			}
			srv, err := Listen(shop, "127.0.0.1:0")
			if err != nil {
				b.Fatal(err)
			}
			defer srv.Close()
			k := newCaller(shop, srv.URL)
			k.client.Transport = &http.Transport{MaxIdleConnsPerHost: 64}
			b.ReportAllocs()
			b.RunParallel(func(pb *testing.PB) {
				for pb.Next() {
					resp, err := k.client.Do(k.build(b, r))
					if err != nil {
						b.Error(err)
						return
					}
					_, _ = io.Copy(io.Discard, resp.Body)
					_ = resp.Body.Close()
				}
			})
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "calls/s")
		})
	}
}

// BenchmarkWholeShop seeds orders with all that follows from them: creators,
// LIVE rooms, statements.
func BenchmarkWholeShop(b *testing.B) {
	for _, n := range []int{10_000, 100_000} {
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			for b.Loop() {
				sc := &Scenario{Sellers: []ScenarioSeller{{Shops: []ScenarioShop{{Market: "US", Orders: &n}}}}}
				s, err := New(Options{Scenario: sc})
				if err != nil {
					b.Fatal(err)
				}
				b.StopTimer()
				runtime.GC()
				var m runtime.MemStats
				runtime.ReadMemStats(&m)
				b.ReportMetric(float64(m.HeapAlloc)/(1<<20), "MB-live")
				runtime.KeepAlive(s)
				b.StartTimer()
			}
		})
	}
}
