package limit

import (
	"testing"
	"time"
)

func TestBusiestCountsTheFullestSecond(t *testing.T) {
	t.Parallel()
	start := time.Unix(1_700_000_000, 0)
	at := func(millis ...int) []time.Time {
		var sent []time.Time
		for _, m := range millis {
			sent = append(sent, start.Add(time.Duration(m)*time.Millisecond))
		}
		return sent
	}
	tests := map[string]struct {
		sent []time.Time
		want int
	}{
		"none":                                  {nil, 0},
		"one":                                   {at(0), 1},
		"a second apart are two seconds":        {at(0, 1000, 2000), 1},
		"just under a second apart are one":     {at(0, 999), 2},
		"the fullest second lies in the middle": {at(0, 1500, 1600, 2400, 2600, 9000), 3},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := busiest(tt.sent); got != tt.want {
				t.Errorf("busiest = %d, want %d", got, tt.want)
			}
		})
	}
}
