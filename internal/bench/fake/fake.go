// Package fake measures the fake shop: how fast it fills, answers and lives, and
// what it keeps in memory.
package fake

import (
	"context"
	"fmt"
	"net/http"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/tiktokshop-go/tiktokshop"
	"github.com/tiktokshop-go/tiktokshop/internal/bench/goal"
	"github.com/tiktokshop-go/tiktokshop/internal/bench/paired"
	"github.com/tiktokshop-go/tiktokshop/shop"
	"github.com/tiktokshop-go/tiktokshop/shop/shoptest"
)

const (
	rounds  = 5
	callers = 64
	length  = 3 * time.Second // of calling, in each round
)

// Measure runs every part a few times and takes the median.
func Measure(ctx context.Context) (goal.Table, error) {
	t := goal.Table{Title: "Fake shop", Note: fmt.Sprintf("Median of %d rounds; calls over loopback by %d goroutines in the same process, client's share included.", rounds, callers)}
	seeding := median(func() float64 {
		began := time.Now()
		shoptest.NewServer(shoptest.Options{Orders: 10_000}).Close()
		return time.Since(began).Seconds()
	})
	t.Rows = append(t.Rows, goal.AtMost("10,000 orders seeded, server started and stopped", fmt.Sprintf("%.2f s", seeding), seeding, 2))
	day := median(aDay)
	t.Rows = append(t.Rows, goal.AtMost("a day with 1,000 orders that are shipped by themselves", fmt.Sprintf("%.2f s", day), day, 5))
	for _, simple := range []struct {
		what string
		call func(context.Context, *shop.Client) error
	}{
		{"orders by id", getOrder}, {"products by id", getProduct}, {"pages of 20 orders", searchOrders},
	} {
		var failed error
		rate := median(func() float64 {
			n, err := calls(ctx, simple.call)
			if err != nil {
				failed = err
			}
			return n
		})
		if failed != nil {
			return t, fmt.Errorf("%s: %w", simple.what, failed)
		}
		text := fmt.Sprintf("%.0f a second", rate)
		if simple.what == "pages of 20 orders" {
			t.Rows = append(t.Rows, goal.Info(simple.what, text))
			continue
		}
		t.Rows = append(t.Rows, goal.AtLeast(simple.what, text, rate, 2000))
	}
	mb := full()
	t.Rows = append(t.Rows, goal.AtMost("memory taken from the system with 100,000 orders, whole process", fmt.Sprintf("%.0f MiB", mb), mb, 300))
	return t, nil
}

func median(f func() float64) float64 {
	var all []float64
	for range rounds {
		all = append(all, f())
	}
	slices.Sort(all)
	return paired.Median(all).Median
}

// aDay is how long a day of a busy shop takes, in seconds.
func aDay() float64 {
	srv := shoptest.NewServer(shoptest.Options{
		Memory:   true,
		Scenario: []byte(`{"version":1,"sellers":[{"name":"Seller","shops":[{"market":"US","products":200,"orders":0,"orders_per_day":1000,"auto_ship":"2h"}]}]}`),
	})
	defer srv.Close()
	srv.Advance(24 * time.Hour) // the first day has no parcels on their way yet
	began := time.Now()
	srv.Advance(24 * time.Hour)
	return time.Since(began).Seconds()
}

const sampleOrder, sampleProduct = "576400000000000001", "1729000000000000001"

func getOrder(ctx context.Context, s *shop.Client) error {
	_, err := s.Orders.Get(ctx, &shop.GetOrdersRequest{IDs: []string{sampleOrder}})
	return err
}

func getProduct(ctx context.Context, s *shop.Client) error {
	_, err := s.Products.Get(ctx, sampleProduct, nil)
	return err
}

func searchOrders(ctx context.Context, s *shop.Client) error {
	_, err := s.Orders.Search(ctx, &shop.SearchOrdersRequest{PageSize: 20})
	return err
}

// calls is how many calls a second many goroutines get answered.
func calls(ctx context.Context, call func(context.Context, *shop.Client) error) (float64, error) {
	srv := shoptest.NewServer(shoptest.Options{})
	defer srv.Close()
	cfg := srv.Config()
	transport := &http.Transport{MaxIdleConnsPerHost: callers}
	defer transport.CloseIdleConnections()
	cfg.HTTPClient = &http.Client{Transport: transport}
	c, err := tiktokshop.New(cfg)
	if err != nil {
		return 0, err
	}
	s := shop.New(c.For(srv.Cipher))
	if err := call(ctx, s); err != nil {
		return 0, err
	}
	var n atomic.Int64
	var failed atomic.Value
	var wg sync.WaitGroup
	began := time.Now()
	for range callers {
		wg.Go(func() {
			for time.Since(began) < length {
				if err := call(ctx, s); err != nil {
					failed.Store(err)
					return
				}
				n.Add(1)
			}
		})
	}
	wg.Wait()
	rate := float64(n.Load()) / time.Since(began).Seconds()
	err, _ = failed.Load().(error)
	return rate, err
}

// full is what the whole process has taken from the system after it filled a
// shop with 100,000 orders, in MiB.
func full() float64 {
	runtime.GC()
	srv := shoptest.NewServer(shoptest.Options{Orders: 100_000, Memory: true})
	defer srv.Close()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return float64(m.Sys-m.HeapReleased) / (1 << 20)
}
