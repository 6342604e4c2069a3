package paired_test

import (
	"errors"
	"testing"
	"time"

	"github.com/tiktokshop-go/tiktokshop/internal/bench/paired"
)

func TestMedianLiesInsideItsInterval(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		values []float64
		want   paired.Interval
	}{
		"of none it is zero":            {want: paired.Interval{}},
		"of one it is the value":        {values: []float64{4}, want: paired.Interval{Median: 4, Low: 4, High: 4}},
		"of two it lies between":        {values: []float64{3, 1}, want: paired.Interval{Median: 2, Low: 1, High: 3}},
		"of five it spans all":          {values: []float64{5, 1, 4, 2, 3}, want: paired.Interval{Median: 3, Low: 1, High: 5}},
		"of eleven the ends are left":   {values: []float64{11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1}, want: paired.Interval{Median: 6, Low: 2, High: 10}},
		"an outlier does not move it":   {values: []float64{1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 900}, want: paired.Interval{Median: 1, Low: 1, High: 1}},
		"the values need not be sorted": {values: []float64{2, 9, 1}, want: paired.Interval{Median: 2, Low: 1, High: 9}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := paired.Median(tt.values); got != tt.want {
				t.Errorf("Median = %+v, want %+v", got, tt.want)
			}
		})
	}
}

func TestCompareRunsEveryVariantAndComparesToTheFirst(t *testing.T) {
	t.Parallel()
	for _, goroutines := range []int{1, 8} {
		nothing := func() error { return nil }
		got, err := paired.Compare(paired.Plan{Cycles: 3, Block: time.Millisecond, Goroutines: goroutines},
			paired.Variant{Name: "first", Do: nothing}, paired.Variant{Name: "second", Do: nothing})
		if err != nil {
			t.Fatal(err)
		}
		if len(got) != 2 || got[0].Name != "first" || got[1].Name != "second" {
			t.Fatalf("results = %+v, want first and second", got)
		}
		if one := (paired.Interval{Median: 1, Low: 1, High: 1}); got[0].Ratio != one {
			t.Errorf("the first one's ratio to itself = %v, want %v", got[0].Ratio, one)
		}
		if got[1].Ratio.Median <= 0 || got[1].PerSecond() <= 0 {
			t.Errorf("second = %+v, want figures above zero", got[1])
		}
	}
}

func TestCompareReportsWhichVariantFailed(t *testing.T) {
	t.Parallel()
	broken := errors.New("broken")
	for _, goroutines := range []int{1, 8} {
		calls := 0
		_, err := paired.Compare(paired.Plan{Cycles: 3, Block: time.Millisecond, Goroutines: goroutines},
			paired.Variant{Name: "fails at once", Do: func() error { calls++; return broken }})
		if !errors.Is(err, broken) || err.Error() != "fails at once: broken" {
			t.Errorf("error = %v, want the variant's name and its error", err)
		}
	}
}
