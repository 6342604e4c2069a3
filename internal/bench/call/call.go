// Package call compares a call of the SDK, typed and complete (limits, token,
// signature, repeats, errors), with the same call written by hand on net/http
// and encoding/json into structs with the same fields.
package call

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"sync"
	"time"

	"github.com/tiktokshop-go/tiktokshop"
	"github.com/tiktokshop-go/tiktokshop/internal/bench/goal"
	"github.com/tiktokshop-go/tiktokshop/internal/bench/paired"
	"github.com/tiktokshop-go/tiktokshop/internal/bench/server"
	"github.com/tiktokshop-go/tiktokshop/shop"
)

const (
	appKey      = "6abcdefgh1234"
	appSecret   = "app-secret-for-measurements-0123456789ab"
	accessToken = "access-token-for-measurements-0123456789abcdefghi"
	cipher      = "GCP_cipher-for-measurements"

	from, until = 1_700_000_000, 1_700_086_400

	parallel = 64
)

// Measure compares the calls for every size of page, one call at a time and
// from many goroutines.
func Measure(ctx context.Context, s *server.Process, cycles int) ([]goal.Table, error) {
	one := goal.Table{
		Title: "One call at a time",
		Note:  "Time, bytes and objects of a POST order search over loopback, against the hand-written call.",
	}
	many := goal.Table{
		Title: fmt.Sprintf("Calls from %d goroutines", parallel),
		Note:  "Calls per second against the hand-written ones; both keep enough idle connections.",
	}
	for _, p := range server.Pages {
		variants, err := calls(ctx, s.URL(p), p.Orders)
		if err != nil {
			return nil, err
		}
		res, err := paired.Compare(paired.Plan{Cycles: cycles, Block: 60 * time.Millisecond}, variants...)
		if err != nil {
			return nil, err
		}
		one.Rows = append(one.Rows, oneRows(p, res)...)
		res, err = paired.Compare(paired.Plan{Cycles: cycles*3/5 + 1, Block: 100 * time.Millisecond, Goroutines: parallel}, variants...)
		if err != nil {
			return nil, err
		}
		many.Rows = append(many.Rows, manyRows(p, res)...)
	}
	return []goal.Table{one, many}, nil
}

// The order of the variants: the baseline, the SDK on the same kind of
// transport, then those without a goal.
func calls(ctx context.Context, base string, want int) ([]paired.Variant, error) {
	given, err := searcher(base, transport())
	if err != nil {
		return nil, err
	}
	own, err := searcher(base, nil)
	if err != nil {
		return nil, err
	}
	pooled := handPooled(&sync.Pool{New: func() any { return new(bytes.Buffer) }})
	hc, hcPooled := transport(), transport()
	variant := func(name string, do func() (int, error)) paired.Variant {
		return paired.Variant{Name: name, Do: func() error {
			n, err := do()
			if err == nil && n != want {
				err = fmt.Errorf("%d orders, want %d", n, want)
			}
			return err
		}}
	}
	return []paired.Variant{
		variant("by hand", func() (int, error) { return hand(ctx, hc, base) }),
		variant("SDK", func() (int, error) { return given(ctx) }),
		variant("SDK with its own HTTP client", func() (int, error) { return own(ctx) }),
		variant("by hand, pooled buffer", func() (int, error) { return pooled(ctx, hcPooled, base) }),
	}, nil
}

// searcher is the call as a user of the SDK writes it. A nil client means the
// one the SDK makes.
func searcher(base string, hc *http.Client) (func(context.Context) (int, error), error) {
	c, err := tiktokshop.New(tiktokshop.Config{
		AppKey: appKey, AppSecret: appSecret, BaseURL: base, HTTPClient: hc,
		Tokens: tiktokshop.StaticToken(accessToken), Limits: tiktokshop.NoLimits(),
	})
	if err != nil {
		return nil, err
	}
	orders := shop.New(c.For(cipher)).Orders
	return func(ctx context.Context) (int, error) {
		page, err := orders.Search(ctx, &shop.SearchOrdersRequest{
			PageSize: 100, SortField: "create_time", SortOrder: tiktokshop.SortAsc, OrderStatus: shop.OrderStatusUnpaid,
			CreateTimeGE: tiktokshop.TimeOf(time.Unix(from, 0)), CreateTimeLT: tiktokshop.TimeOf(time.Unix(until, 0)),
		})
		if err != nil {
			return 0, err
		}
		return len(page.Orders), nil
	}, nil
}

// transport keeps a connection for each goroutine. The default keeps two.
func transport() *http.Client {
	t := &http.Transport{MaxIdleConns: 2 * parallel, MaxIdleConnsPerHost: 2 * parallel}
	return &http.Client{Transport: t}
}

func oneRows(p server.Page, res []paired.Result) []goal.Row {
	base, sdk := res[0], res[1]
	name := p.String()
	timeLimit := 1.0
	if p.Orders == 1 {
		timeLimit = 1.1
	}
	bytesLimit := 0.55
	if p.Orders == 1 {
		bytesLimit = 0.8
	}
	more := sdk.Allocs - base.Allocs
	share := sdk.Bytes / base.Bytes
	rows := []goal.Row{
		goal.AtMost(name+": time", fmt.Sprintf("%s, %d µs", sdk.Ratio, sdk.Time.Microseconds()), sdk.Ratio.Median, timeLimit),
		goal.AtMost(name+": objects beyond", fmt.Sprintf("%+.0f (%.0f against %.0f)", more, sdk.Allocs, base.Allocs), more, 20),
		goal.AtMost(name+": bytes", fmt.Sprintf("%.2f (%.1f KB against %.1f KB)", share, sdk.Bytes/1e3, base.Bytes/1e3), share, bytesLimit),
	}
	for _, r := range res[2:] {
		rows = append(rows, goal.Info(name+": "+r.Name, fmt.Sprintf("%s, %.0f objects", r.Ratio, r.Allocs)))
	}
	return rows
}

func manyRows(p server.Page, res []paired.Result) []goal.Row {
	sdk := res[1]
	share := 1 / sdk.Ratio.Median
	rows := []goal.Row{goal.AtLeast(p.String()+": calls per second",
		fmt.Sprintf("%.2f [%.2f-%.2f], %.0f/s", share, 1/sdk.Ratio.High, 1/sdk.Ratio.Low, sdk.PerSecond()), share, 0.95)}
	for _, r := range res[2:] {
		rows = append(rows, goal.Info(p.String()+": "+r.Name, fmt.Sprintf("%.2f", 1/r.Ratio.Median)))
	}
	return rows
}
