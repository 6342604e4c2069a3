package sandbox

import (
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
)

// lone is a sandbox that nothing happens in by itself.
func lone(t *testing.T, sc *Scenario) *Sandbox {
	t.Helper()
	s, err := New(Options{Orders: -1, Scenario: sc})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	s.mu.Lock()
	s.agenda.events = nil
	s.mu.Unlock()
	return s
}

// at plans a note of the name in a list of what happened.
func (s *Sandbox) noteAt(d time.Duration, list *[]string, began time.Time, name string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.after(d, func(now time.Time) { *list = append(*list, name+" "+now.Sub(began).String()) })
}

func TestADayPassesInItsOrder(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := lone(t, nil)
		began := s.Now()
		var got []string
		s.noteAt(5*time.Hour, &got, began, "later")
		s.noteAt(time.Hour, &got, began, "first")
		s.noteAt(5*time.Hour, &got, began, "later too, planned second")
		s.noteAt(25*time.Hour, &got, began, "tomorrow")
		s.mu.Lock()
		s.after(2*time.Hour, func(now time.Time) {
			got = append(got, "planner "+now.Sub(began).String())
			if !s.now().Equal(now) {
				t.Errorf("the time within an event is %v, want %v", s.now(), now)
			}
			s.after(time.Hour, func(now time.Time) { got = append(got, "planned by it "+now.Sub(began).String()) })
			s.after(0, func(now time.Time) { got = append(got, "at once "+now.Sub(began).String()) })
		})
		s.mu.Unlock()
		s.Advance(24 * time.Hour)
		want := []string{"first 1h0m0s", "planner 2h0m0s", "at once 2h0m0s", "planned by it 3h0m0s", "later 5h0m0s", "later too, planned second 5h0m0s"}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("what happened (-want +got):\n%s", diff)
		}
		if passed := s.Now().Sub(began); passed != 24*time.Hour {
			t.Errorf("%v passed, want a day", passed)
		}
		s.Advance(-time.Hour)
		if passed := s.Now().Sub(began); passed != 24*time.Hour {
			t.Errorf("%v passed after going back, want a day", passed)
		}
		if s.Set(began) || !s.Set(began.Add(26*time.Hour)) || s.Now().Sub(began) != 26*time.Hour {
			t.Errorf("Set led to %v after the beginning", s.Now().Sub(began))
		}
		if last := got[len(got)-1]; last != "tomorrow 25h0m0s" {
			t.Errorf("last was %q", last)
		}
	})
}

func TestSpeedMakesTimePassFaster(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := lone(t, nil)
		srv := InMemory(s)
		defer srv.Close()
		began, machine := s.Now(), time.Now()
		var got []string
		s.noteAt(24*time.Hour, &got, began, "a day")
		s.Speed(1440)
		pass(time.Minute + time.Millisecond)
		synctest.Wait()
		if passed := s.Now().Sub(began); passed < 24*time.Hour || passed > 25*time.Hour {
			t.Errorf("%v passed in %v at speed 1440", passed, time.Since(machine))
		}
		s.mu.Lock()
		if !slices.Equal(got, []string{"a day 24h0m0s"}) {
			t.Errorf("happened: %q; want it without a call", got)
		}
		s.mu.Unlock()

		s.Speed(0)
		stopped := s.Now()
		s.noteAt(time.Second, &got, stopped, "after the stop")
		pass(time.Hour)
		if now := s.Now(); !now.Equal(stopped) || len(got) != 1 {
			t.Errorf("a stopped clock went on for %v, %q happened", now.Sub(stopped), got)
		}
		s.Advance(time.Minute)
		if now := s.Now(); now.Sub(stopped) != time.Minute || len(got) != 2 {
			t.Errorf("a stopped clock was moved by %v, %q happened", now.Sub(stopped), got)
		}
		s.Speed(1)
		pass(time.Hour)
		if now := s.Now(); now.Sub(stopped) != time.Hour+time.Minute {
			t.Errorf("%v passed since the stop", now.Sub(stopped))
		}
	})
}

func TestEventsComeWithoutCalls(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := lone(t, nil)
		srv := InMemory(s)
		defer srv.Close()
		began := s.Now()
		var got []string
		s.noteAt(2*time.Hour, &got, began, "second")
		s.noteAt(time.Hour, &got, began, "first") // sooner than what the pump waits for
		pass(3 * time.Hour)
		synctest.Wait()
		s.mu.Lock()
		defer s.mu.Unlock()
		if len(got) != 2 || got[0][:5] != "first" {
			t.Errorf("happened: %q", got)
		}
	})
}

func TestASkewedClockIsWrongForCallersOnly(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		k := start(t, Options{Orders: 1})
		right := time.Now()
		k.shop.Skew(time.Hour)
		if got := k.shop.Now().Sub(right); got != time.Hour {
			t.Errorf("callers see a clock that is %v ahead", got)
		}
		a := k.do(t, request{method: "GET", path: getOrders, query: pairs([]string{"ids", orderID(1)}), at: right})
		if a.Code != 36009004 {
			t.Errorf("a call with the right time: %s", a.Body)
		}
		k.shop.mu.Lock()
		defer k.shop.mu.Unlock()
		if got := k.shop.now(); !got.Equal(right) {
			t.Errorf("events run by a wrong clock: %v", got.Sub(right))
		}
	})
}

func TestAMovedClockShutsNoCallerOut(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: 1})
	k.shop.Advance(48 * time.Hour)
	r := get(getOrders, "ids", orderID(1))
	r.at = time.Now() // as a program signs that knows nothing of the move
	k.ok(t, r)
	r.at = time.Now().Add(48 * time.Hour) // as one signs that has read the header Date
	k.ok(t, r)
	r.at = time.Now().Add(24 * time.Hour)
	if a := k.do(t, r); a.Code != 36009004 {
		t.Errorf("a time that is neither: %s", a.Body)
	}
}

func TestTimeMovesWhileOthersCall(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Scenario: &Scenario{Sellers: []ScenarioSeller{{Shops: []ScenarioShop{{Market: "GB", OrdersPerDay: 200}}}}}})
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			for range 20 {
				if i == 0 {
					k.shop.Advance(time.Hour)
					continue
				}
				r := post(searchOrders, "{}", "page_size", "10")
				r.at = time.Now() // the sandbox's time may move on before the call is there
				if a := k.do(t, r); a.Code != 0 {
					t.Errorf("%s", a.Body)
					return
				}
			}
		})
	}
	wg.Wait()
	k.shop.mu.Lock()
	defer k.shop.mu.Unlock()
	last := int64(0)
	for _, o := range k.shop.stores[0].sales.list {
		if o.created < last {
			t.Fatalf("order %s is older than the one before it", o.id)
		}
		last = o.created
	}
}
