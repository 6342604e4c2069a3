package sandbox

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestTheCourierMisbehavesOnDemand(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		manner Courier
		want   []string
	}{
		"twice":    {Courier{Twice: true}, []string{"1", "1", "2", "2", "3", "3", "4", "4", "5", "5"}},
		"reversed": {Courier{Hold: 3}, []string{"3", "2", "1", "5", "4"}},
		"lost":     {Courier{Lose: 1}, []string{}},
		"both":     {Courier{Hold: 2, Twice: true}, []string{"1", "1", "2", "2", "3", "3", "4", "4", "5", "5"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := newInbox()
			k := start(t, Options{Orders: -1, Webhook: b})
			k.shop.SetCourier(tt.manner)
			k.say(1, 5)
			k.flush(t)
			if diff := cmp.Diff(tt.want, b.numbers()); diff != "" {
				t.Errorf("orders (-want +got):\n%s", diff)
			}
			if got := len(k.shop.Deliveries()); got != max(len(tt.want), 5) {
				t.Errorf("%d log entries", got)
			}
		})
	}
}

func TestShuffledWebhooksAreTheSameInEveryRun(t *testing.T) {
	t.Parallel()
	var runs [][]string
	for range 2 {
		b := newInbox()
		k := start(t, Options{Orders: -1, Webhook: b})
		k.shop.SetCourier(Courier{Hold: 20, Shuffle: true})
		k.say(1, 20)
		k.flush(t)
		runs = append(runs, b.numbers())
	}
	if diff := cmp.Diff(runs[0], runs[1]); diff != "" || slices.IsSortedFunc(runs[0], func(a, b string) int { return len(a) - len(b) }) {
		t.Errorf("two runs (-first +second):\n%s%v", diff, runs[0])
	}
}

func TestWhatIsKeptBackGoesOutAfterAWhile(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		b := newInbox()
		k := start(t, Options{Orders: -1, Webhook: b})
		k.shop.SetCourier(Courier{Hold: 10})
		k.say(1, 2)
		time.Sleep(30 * time.Second)
		if n := len(b.got()); n != 0 {
			t.Errorf("%d deliveries at once, want 0", n)
		}
		time.Sleep(31 * time.Second)
		synctest.Wait()
		if diff := cmp.Diff([]string{"2", "1"}, b.numbers()); diff != "" {
			t.Errorf("after a minute (-want +got):\n%s", diff)
		}
	})
}

func TestACopyOnPurposeIsNotRepeated(t *testing.T) {
	t.Parallel()
	b := newInbox()
	b.answer = func(int, *http.Request) int { return 500 }
	k := start(t, Options{Orders: -1, Webhook: b})
	k.shop.SetCourier(Courier{Twice: true})
	k.say(1, 1)
	k.flush(t)
	k.shop.Advance(24 * time.Hour)
	k.flush(t)
	if n := len(b.got()); n != 6 {
		t.Errorf("%d deliveries, want 5 and one copy", n)
	}
}

func TestFlushEndsWithItsContext(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		b := newInbox()
		b.answer = func(int, *http.Request) int { time.Sleep(2 * time.Second); return 200 }
		k := start(t, Options{Orders: -1, Webhook: b})
		k.say(1, 1)
		synctest.Wait() // the courier has it
		ctx := timeout(t, time.Second)
		if err := k.shop.Flush(ctx); err == nil {
			t.Error("no error though a delivery was under way")
		}
		k.flush(t)
		k.say(2, 2)
		k.shop.Close()
		if err := k.shop.Flush(t.Context()); err == nil {
			t.Error("no error though the sandbox was closed")
		}
	})
}

func TestTheLogOfDeliveriesIsBounded(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: -1, Webhook: newInbox()})
	k.shop.SetCourier(Courier{Lose: 1})
	k.say(1, maxDeliveries+1)
	log := k.shop.Deliveries()
	if len(log) > maxDeliveries || !strings.Contains(string(log[len(log)-1].Body), strconv.Itoa(maxDeliveries+1)) {
		t.Errorf("%d entries, the last is %s", len(log), log[len(log)-1].Body)
	}
}
