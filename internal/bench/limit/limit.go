// Package limit measures how close the SDK's limiter keeps calls to a rate: it
// must lose next to nothing of it and never send more.
package limit

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/tiktokshop-go/tiktokshop"
	"github.com/tiktokshop-go/tiktokshop/internal/bench/goal"
	"github.com/tiktokshop-go/tiktokshop/internal/bench/paired"
)

const (
	rate       = 50 // calls a second
	goroutines = 64
)

// Measure calls one route for that long from many goroutines, as fast as the
// limit lets them.
func Measure(ctx context.Context, length time.Duration) (goal.Table, error) {
	table := goal.Table{
		Title: "Limiter",
		Note:  fmt.Sprintf("%d calls a second allowed, %d goroutines calling without a pause for %s.", rate, goroutines, length),
	}
	sent, err := calls(ctx, length)
	if err != nil {
		return table, err
	}
	if len(sent) < 2*rate {
		return table, fmt.Errorf("%d calls in %s: too few to judge", len(sent), length)
	}
	gaps := make([]float64, len(sent)-1)
	for i := range gaps {
		gaps[i] = sent[i+1].Sub(sent[i]).Seconds() * 1e3
	}
	share := float64(len(gaps)) / sent[len(sent)-1].Sub(sent[0]).Seconds() / rate
	most := busiest(sent)
	table.Rows = []goal.Row{
		goal.AtLeast("share of the rate", fmt.Sprintf("%.4f", share), share, 0.999),
		goal.AtMost("calls in any second", strconv.Itoa(most), float64(most), rate+2),
		goal.Info("time between calls", fmt.Sprintf("%.1f ms", paired.Median(gaps).Median)),
	}
	return table, nil
}

// busiest is the most calls that fall into any one second.
func busiest(sent []time.Time) int {
	most, first := 0, 0
	for i := range sent {
		for sent[i].Sub(sent[first]) >= time.Second {
			first++
		}
		most = max(most, i-first+1)
	}
	return most
}

// calls is when each call was sent, in order.
func calls(ctx context.Context, length time.Duration) ([]time.Time, error) {
	wire := &clock{}
	c, err := tiktokshop.New(tiktokshop.Config{
		AppKey: "app-key-for-measurements", AppSecret: "app-secret-for-measurements",
		Tokens: tiktokshop.StaticToken("access-token-for-measurements"), Limits: tiktokshop.NewLimits(rate),
		HTTPClient: &http.Client{Transport: wire},
	})
	if err != nil {
		return nil, err
	}
	ctx, stop := context.WithTimeout(ctx, length)
	defer stop()
	var wg sync.WaitGroup
	failed := make(chan error, goroutines)
	for range goroutines {
		wg.Go(func() {
			var err error
			for err == nil {
				err = c.Do(ctx, tiktokshop.Call{Method: http.MethodGet, Path: "/order/202309/orders"}, nil)
			}
			if !errors.Is(err, context.DeadlineExceeded) {
				failed <- err
			}
		})
	}
	wg.Wait()
	close(failed)
	slices.SortFunc(wire.sent, time.Time.Compare)
	return wire.sent, <-failed
}

// clock answers every request at once and remembers when it came.
type clock struct {
	mu   sync.Mutex
	sent []time.Time
}

// RoundTrip answers r.
func (c *clock) RoundTrip(r *http.Request) (*http.Response, error) {
	c.mu.Lock()
	c.sent = append(c.sent, time.Now())
	c.mu.Unlock()
	return &http.Response{
		StatusCode: http.StatusOK, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, Request: r,
		Header: http.Header{"Content-Type": {"application/json"}},
		Body:   io.NopCloser(strings.NewReader(`{"code":0,"message":"Success","request_id":"1","data":{}}`)),
	}, nil
}
