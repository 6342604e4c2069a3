// Package walk measures the memory of walking many pages: it must not grow with
// their number. The walk runs in a process of its own, the same program started
// again, because the peak is the process's.
package walk

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strconv"

	"github.com/tiktokshop-go/tiktokshop"
	"github.com/tiktokshop-go/tiktokshop/internal/bench/goal"
	"github.com/tiktokshop-go/tiktokshop/internal/bench/paired"
	"github.com/tiktokshop-go/tiktokshop/internal/bench/server"
	"github.com/tiktokshop-go/tiktokshop/shop"
)

const (
	variable = "TIKTOKSHOP_BENCH_WALK" // the process's role: set, it walks
	early    = 4_000                   // orders after which the peak is read first: the heap has its size by then
)

// order is what the walking process is told.
type order struct {
	URL    string `json:"url"`
	Pages  int    `json:"pages"`
	Orders int    `json:"orders"` // on each page
}

// Walked is what it reports.
type Walked struct {
	EarlyPeak int64   `json:"early_peak"` // bytes resident at most, early
	Peak      int64   `json:"peak"`       // and after all pages
	Allocated float64 `json:"allocated"`  // bytes a page
}

// Measure walks pages of 10 orders, and fewer of 100, several times each.
func Measure(ctx context.Context, s *server.Process, pages, rounds int) (goal.Table, error) {
	table := goal.Table{
		Title: "Walking pages",
		Note:  fmt.Sprintf("Peak of resident memory of a process that walks with SearchAll, against its peak after the first %d orders; medians of %d processes.", early, rounds),
	}
	for _, o := range []struct {
		page  server.Page
		pages int
	}{{server.Pages[1], pages}, {server.Pages[2], pages / 10}} {
		var growth, peak, allocated []float64
		for range rounds {
			w, err := process(ctx, order{URL: s.URL(o.page), Pages: o.pages, Orders: o.page.Orders})
			if err != nil {
				return table, err
			}
			growth = append(growth, float64(w.Peak)/float64(w.EarlyPeak))
			peak = append(peak, float64(w.Peak)/(1<<20))
			allocated = append(allocated, w.Allocated/1e6)
		}
		name := fmt.Sprintf("%d pages of %s", o.pages, o.page)
		g, p, a := paired.Median(growth), paired.Median(peak), paired.Median(allocated)
		table.Rows = append(table.Rows,
			goal.AtMost(name+": growth", g.String(), g.Median, 1.1),
			goal.AtMost(name+": peak", fmt.Sprintf("%.1f MiB", p.Median), p.Median, 25))
		text := fmt.Sprintf("%.2f MB", a.Median)
		if o.page.Orders == 100 {
			table.Rows = append(table.Rows, goal.AtMost(name+": allocated a page", text, a.Median, 1.4))
		} else {
			table.Rows = append(table.Rows, goal.Info(name+": allocated a page", text))
		}
	}
	return table, nil
}

func process(ctx context.Context, o order) (Walked, error) {
	var w Walked
	self, err := os.Executable()
	if err != nil {
		return w, err
	}
	text, err := json.Marshal(o)
	if err != nil {
		return w, err
	}
	cmd := exec.CommandContext(ctx, self)
	cmd.Env = append(os.Environ(), variable+"="+string(text))
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return w, fmt.Errorf("the walking process: %w", err)
	}
	return w, json.Unmarshal(out, &w)
}

// Walk does nothing in a program that was started by a user. In one started by
// [Measure] it walks, prints what it saw and reports true.
func Walk(ctx context.Context) (bool, error) {
	text := os.Getenv(variable)
	if text == "" {
		return false, nil
	}
	var o order
	if err := json.Unmarshal([]byte(text), &o); err != nil {
		return true, err
	}
	w, err := walk(ctx, o)
	if err != nil {
		return true, err
	}
	return true, json.NewEncoder(os.Stdout).Encode(w)
}

func walk(ctx context.Context, o order) (Walked, error) {
	var w Walked
	c, err := tiktokshop.New(tiktokshop.Config{
		AppKey: "app-key-for-measurements", AppSecret: "app-secret-for-measurements", BaseURL: o.URL,
		Tokens: tiktokshop.StaticToken("access-token-for-measurements"), Limits: tiktokshop.NoLimits(),
	})
	if err != nil {
		return w, err
	}
	n := 0
	for _, err := range shop.New(c.For("cipher")).Orders.SearchAll(ctx, &shop.SearchOrdersRequest{PageSize: 100}) {
		if err != nil {
			return w, err
		}
		n++
		if n == early {
			if w.EarlyPeak, err = peak(); err != nil {
				return w, err
			}
		}
		if n == o.Pages*o.Orders {
			break
		}
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	w.Allocated = float64(m.TotalAlloc) / float64(o.Pages)
	w.Peak, err = peak()
	return w, err
}

// peak is the most memory this process ever had resident, in bytes. It is read
// from /proc because getrusage still counts the parent's from before the exec.
func peak() (int64, error) {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0, errors.New("the peak of memory can only be measured on Linux")
	}
	for line := range bytes.Lines(status) {
		if rest, ok := bytes.CutPrefix(line, []byte("VmHWM:")); ok {
			kb, err := strconv.ParseInt(string(bytes.Fields(rest)[0]), 10, 64)
			return kb << 10, err
		}
	}
	return 0, errors.New("no VmHWM in /proc/self/status")
}
