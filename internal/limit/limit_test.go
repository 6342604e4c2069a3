package limit

import (
	"context"
	"errors"
	"math"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

const forever = 1 << 62

// calls makes n calls of a key one after another and returns how long they took.
func calls(t *testing.T, l *Limits, key string, n int) time.Duration {
	t.Helper()
	start := time.Now()
	for range n {
		if err := l.Wait(t.Context(), key, forever); err != nil {
			t.Fatal(err)
		}
		l.Succeeded(key)
	}
	return time.Since(start)
}

func TestFixedRateIsKeptAndNeverExceeded(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		l := Fixed(10)
		if took := calls(t, l, "a", 101); took != 10*time.Second {
			t.Errorf("101 calls at 10 a second took %v", took)
		}
		if took := calls(t, l, "b", 1); took != 0 {
			t.Errorf("another key waits %v", took)
		}
		time.Sleep(time.Hour)
		if took := calls(t, l, "a", 11); took != time.Second {
			t.Errorf("after a pause 11 calls took %v: nothing may be saved up", took)
		}
	})
}

func TestAdaptiveRateClimbsAndHalves(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		l := Adaptive()
		rate := func() float64 { return float64(l.keys["a"].lim.Limit()) }
		calls(t, l, "a", 1)
		if rate() != startRate {
			t.Errorf("starts at %v", rate())
		}
		for range 1000 {
			time.Sleep(climbEvery)
			calls(t, l, "a", 1)
		}
		if rate() != ceilingRate {
			t.Errorf("climbs to %v", rate())
		}
		l.Refused("a", time.Second)
		l.Refused("a", time.Second) // sent before the first refusal was known
		if rate() != ceilingRate/2 {
			t.Errorf("after one refusal %v", rate())
		}
		for range 100 {
			time.Sleep(2 * time.Second)
			l.Refused("a", time.Second)
		}
		if rate() != floorRate {
			t.Errorf("falls to %v", rate())
		}
	})
}

func TestRefusalParksAllCallersOfTheKey(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		l := Fixed(1000)
		calls(t, l, "a", 1)
		start := time.Now()
		var wg sync.WaitGroup
		for range 10 {
			wg.Go(func() {
				if err := l.Wait(t.Context(), "a", forever); err != nil {
					t.Error(err)
				}
				if took := time.Since(start); took < 30*time.Second {
					t.Errorf("called %v after the refusal", took)
				}
			})
		}
		l.Refused("a", 30*time.Second)
		wg.Wait()
		l.Refused("a", time.Minute)
		l.Refused("a", time.Second) // a shorter one does not free it earlier
		if took := calls(t, l, "a", 1); took < time.Minute {
			t.Errorf("waited %v, want a minute", took)
		}
	})
}

func TestWaitEndsAtOnceWhenTheDeadlineIsNear(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		for name, park := range map[string]time.Duration{"rate": 0, "parked": time.Minute} {
			l := Fixed(0.1)
			calls(t, l, "a", 1)
			if park > 0 {
				l.Refused("a", park)
			}
			ctx, cancel := context.WithTimeout(t.Context(), time.Second)
			start := time.Now()
			if err := l.Wait(ctx, "a", forever); !errors.Is(err, context.DeadlineExceeded) || time.Since(start) != 0 {
				t.Errorf("%s: after %v: %v", name, time.Since(start), err)
			}
			cancel()
			if err := l.Wait(ctx, "a", forever); !errors.Is(err, context.Canceled) {
				t.Errorf("%s: cancelled: %v", name, err)
			}
		}
	})
}

func TestUnusedKeysAreForgotten(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		l := Adaptive()
		for i := range 100 {
			calls(t, l, string(rune('a'+i)), 1)
		}
		time.Sleep(forgetAfter + time.Minute)
		calls(t, l, "new", 1)
		time.Sleep(forgetAfter + time.Minute)
		calls(t, l, "newer", 1)
		if len(l.keys) != 1 {
			t.Errorf("%d keys are kept", len(l.keys))
		}
	})
}

func TestOddRatesAreBounded(t *testing.T) {
	t.Parallel()
	for _, r := range []float64{0, -1, math.NaN(), math.Inf(-1), 1e-9} {
		if l := Fixed(r); l.start != floorRate {
			t.Errorf("Fixed(%v) starts at %v", r, l.start)
		}
	}
	if l := Fixed(math.Inf(1)); math.IsInf(l.start, 0) {
		t.Error("Fixed(Inf) has no end")
	}
}

func TestOffNeverWaits(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		l := Off()
		l.Refused("a", time.Hour)
		if took := calls(t, l, "a", 1000); took != 0 {
			t.Errorf("took %v", took)
		}
	})
}

func TestLongParkIsToldAtOnceAndNeverForgotten(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		l := Adaptive()
		calls(t, l, "a", 1)
		l.Refused("a", 3*time.Hour)
		var p *Parked
		if err := l.Wait(t.Context(), "a", 30*time.Second); !errors.As(err, &p) || p.For != 3*time.Hour {
			t.Errorf("error is %v", err)
		}
		time.Sleep(forgetAfter + time.Minute)
		calls(t, l, "b", 1) // sweeps
		if err := l.Wait(t.Context(), "a", time.Second); !errors.As(err, &p) {
			t.Errorf("a parked key was forgotten: %v", err)
		}
	})
}

func TestParkedCallersDoNotReturnTogether(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		l := Fixed(5)
		start := time.Now()
		var mu sync.Mutex
		var sent []time.Duration
		var wg sync.WaitGroup
		for range 60 {
			wg.Go(func() {
				if err := l.Wait(t.Context(), "a", forever); err != nil {
					t.Error(err)
				}
				mu.Lock()
				defer mu.Unlock()
				sent = append(sent, time.Since(start))
			})
		}
		time.Sleep(time.Second)
		l.Refused("a", 10*time.Second)
		wg.Wait()
		burst := 0
		for _, at := range sent {
			if at >= 11*time.Second && at < 12*time.Second {
				burst++
			}
		}
		if burst > 6 {
			t.Errorf("%d calls in the second after the pause, at 2.5 a second", burst)
		}
	})
}
