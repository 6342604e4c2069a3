// Package paired compares variants of the same work. A machine's speed drifts
// by tens of percent over minutes, so the variants run in short blocks, in
// random order, cycle after cycle, and the ratio of two variants is taken
// inside each cycle. What is reported is the median of these ratios with the
// 95 % interval of that median.
package paired

import (
	"fmt"
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// Variant is one way of doing the work.
type Variant struct {
	Name string
	Do   func() error // does it once
}

// Plan says how long to measure.
type Plan struct {
	Cycles     int           // each runs every variant for one block; at least 3
	Block      time.Duration // 30 to 100 ms: shorter than the drift, longer than a garbage collection
	Goroutines int           // how many run a block together; 0 means 1
}

// Result is what was measured of one variant. Bytes and Allocs count the whole
// process, so whatever serves the work must run in another one.
type Result struct {
	Name   string
	Time   time.Duration // median time of one piece of work; with several goroutines, of the block over the pieces
	Ratio  Interval      // of its time to the first variant's
	Bytes  float64       // allocated for one piece of work
	Allocs float64       // objects allocated for one piece of work
}

// PerSecond is how many pieces of work were done in a second.
func (r Result) PerSecond() float64 { return float64(time.Second) / float64(r.Time) }

// Interval is a median with its 95 % interval.
type Interval struct{ Median, Low, High float64 }

// String is the interval with two decimals: "0.93 [0.90-0.97]".
func (i Interval) String() string {
	return fmt.Sprintf("%.2f [%.2f-%.2f]", i.Median, i.Low, i.High)
}

// Compare measures the variants; the first is what the others are compared to.
func Compare(p Plan, variants ...Variant) ([]Result, error) {
	for _, v := range variants {
		for range 3 { // fills connection and buffer pools
			if err := v.Do(); err != nil {
				return nil, fmt.Errorf("%s: %w", v.Name, err)
			}
		}
	}
	runtime.GC()
	blocks := make([][]block, len(variants))
	for range p.Cycles {
		for _, i := range rand.Perm(len(variants)) {
			b, err := run(variants[i].Do, p)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", variants[i].Name, err)
			}
			blocks[i] = append(blocks[i], b)
		}
	}
	results := make([]Result, len(variants))
	for i, v := range variants {
		results[i] = summarize(v.Name, blocks[i], blocks[0])
	}
	return results, nil
}

// block is one stretch of one variant.
type block struct {
	n             uint64
	took          time.Duration
	bytes, allocs uint64
}

func (b block) each() float64 { return float64(b.took) / float64(b.n) }

func run(do func() error, p Plan) (block, error) {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	var b block
	var err error
	if p.Goroutines > 1 {
		b.n, b.took, err = together(do, p)
	} else {
		b.n, b.took, err = alone(do, p.Block)
	}
	runtime.ReadMemStats(&after)
	b.bytes, b.allocs = after.TotalAlloc-before.TotalAlloc, after.Mallocs-before.Mallocs
	return b, err
}

func alone(do func() error, d time.Duration) (n uint64, took time.Duration, err error) {
	for start := time.Now(); took < d; took = time.Since(start) {
		if err := do(); err != nil {
			return 0, 0, err
		}
		n++
	}
	return n, took, nil
}

func together(do func() error, p Plan) (uint64, time.Duration, error) {
	var n atomic.Uint64
	var failed atomic.Pointer[error]
	var wg sync.WaitGroup
	start := time.Now()
	for range p.Goroutines {
		wg.Go(func() {
			for time.Since(start) < p.Block {
				if err := do(); err != nil {
					failed.Store(&err)
					return
				}
				n.Add(1)
			}
		})
	}
	wg.Wait()
	if err := failed.Load(); err != nil {
		return 0, 0, *err
	}
	return n.Load(), time.Since(start), nil
}

func summarize(name string, blocks, base []block) Result {
	r := Result{Name: name}
	times, ratios := make([]float64, len(blocks)), make([]float64, len(blocks))
	var n, bytes, allocs uint64
	for i, b := range blocks {
		times[i], ratios[i] = b.each(), b.each()/base[i].each()
		n, bytes, allocs = n+b.n, bytes+b.bytes, allocs+b.allocs
	}
	r.Time = time.Duration(Median(times).Median)
	r.Ratio = Median(ratios)
	r.Bytes, r.Allocs = float64(bytes)/float64(n), float64(allocs)/float64(n)
	return r
}

// Median is the median of the values and, by ranks, its 95 % interval; with
// fewer than six values the interval is their range.
func Median(values []float64) Interval {
	s := slices.Sorted(slices.Values(values))
	n := len(s)
	if n == 0 {
		return Interval{}
	}
	half := int(math.Ceil(0.98 * math.Sqrt(float64(n)))) // 1.96 standard deviations of a rank, sqrt(n)/2 each
	return Interval{
		Median: (s[(n-1)/2] + s[n/2]) / 2,
		Low:    s[max(0, (n-1)/2-half)],
		High:   s[min(n-1, n/2+half)],
	}
}
