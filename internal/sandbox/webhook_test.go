package sandbox

import (
	"fmt"
	"io"
	"net/http"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/tiktokshop-go/tiktokshop"
)

// inbox takes webhooks and keeps what came.
type inbox struct {
	key, secret string
	answer      func(n int, r *http.Request) int // status for the nth one, from 0; nil: 200

	mu     sync.Mutex
	events []*tiktokshop.Event
	forged int
}

func newInbox() *inbox { return &inbox{key: AppKey, secret: AppSecret} }

func (b *inbox) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	e, parseErr := tiktokshop.ParseEvent(body)
	b.mu.Lock()
	n := len(b.events)
	if err != nil || parseErr != nil || e.Misfit != "" || r.Method != http.MethodPost || r.Header.Get("Content-Type") != "application/json" ||
		tiktokshop.VerifyWebhook(b.key, b.secret, body, r.Header.Get("Authorization")) != nil {
		b.forged++
	}
	b.events = append(b.events, e)
	b.mu.Unlock()
	if b.answer != nil {
		w.WriteHeader(b.answer(n, r))
	}
}

// got are the events so far, as "type of whom".
func (b *inbox) got() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	list := []string{}
	for _, e := range b.events {
		list = append(list, fmt.Sprintf("%d of %s%s%s", e.Type, e.ShopID, e.SellerOpenID, e.CreatorOpenID))
	}
	return list
}

// numbers are the numbers that say has put into the events, in order.
func (b *inbox) numbers() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	list := []string{}
	for _, e := range b.events {
		if m, ok := e.Data.(*tiktokshop.OrderStatusChange); ok {
			list = append(list, m.OrderID)
		}
	}
	return list
}

// say has the first shop tell of orders with the numbers from to to.
func (k *caller) say(from, to int) {
	k.shop.mu.Lock()
	defer k.shop.mu.Unlock()
	for n := from; n <= to; n++ {
		k.shop.stores[0].notify(1, map[string]any{"order_id": strconv.Itoa(n), "order_status": "UNPAID", "update_time": k.shop.now().Unix()})
	}
}

func (k *caller) flush(t *testing.T) {
	t.Helper()
	if err := k.shop.Flush(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func TestWebhooksArriveSignedAndInOrder(t *testing.T) {
	t.Parallel()
	b := newInbox()
	k := start(t, Options{Orders: -1, Webhook: b})
	k.say(1, 5)
	k.flush(t)
	if diff := cmp.Diff([]string{"1", "2", "3", "4", "5"}, b.numbers()); diff != "" {
		t.Errorf("orders (-want +got):\n%s", diff)
	}
	if b.forged > 0 {
		t.Errorf("%d deliveries are not signed or not well formed", b.forged)
	}
	e := b.events[0]
	if e.ShopID != k.shop.stores[0].id || len(e.ID) < 18 || e.ID == b.events[1].ID || k.shop.Now().Sub(e.Time.Time) > 5*time.Second {
		t.Errorf("event %s", e.Raw)
	}
	log := k.shop.Deliveries()
	if len(log) != 5 || log[0].Outcome != Accepted || log[0].Status != 200 || log[0].Of != e.ShopID || string(log[0].Body) != string(e.Raw) {
		t.Errorf("log %+v", log)
	}
}

func TestFailedWebhooksComeAgainFourTimes(t *testing.T) {
	t.Parallel()
	b := newInbox()
	b.answer = func(int, *http.Request) int { return 500 }
	k := start(t, Options{Orders: -1, Webhook: b})
	k.say(1, 1)
	k.flush(t)
	k.shop.Advance(24 * time.Hour)
	k.flush(t)
	log := k.shop.Deliveries()
	want := []string{"0s 1 failed", "2m0s 2 failed", "32m0s 3 failed", "3h32m0s 4 failed", "15h32m0s 5 dropped"}
	got := []string{}
	for _, d := range log {
		got = append(got, fmt.Sprintf("%s %d %s", d.Time.Sub(log[0].Time), d.Attempt, d.Outcome))
		if d.ID != log[0].ID || string(d.Body) != string(log[0].Body) || d.Status != 500 {
			t.Errorf("attempt %d differs: %+v", d.Attempt, d)
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("attempts (-want +got):\n%s", diff)
	}
	k.shop.Advance(48 * time.Hour)
	k.flush(t)
	if n := len(b.got()); n != 5 {
		t.Errorf("%d deliveries, want 5", n)
	}
}

func TestRepeatsComeByThemselvesWhenTimePasses(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		b := newInbox()
		b.answer = func(n int, _ *http.Request) int { return []int{503, 302, 200}[n] }
		k := start(t, Options{Orders: -1, Webhook: b})
		k.say(1, 1)
		for _, step := range []struct {
			wait time.Duration
			want int
		}{{time.Second, 1}, {2*time.Minute - 2*time.Second, 1}, {2 * time.Second, 2}, {30 * time.Minute, 3}, {24 * time.Hour, 3}} {
			time.Sleep(step.wait)
			synctest.Wait()
			if n := len(b.got()); n != step.want {
				t.Errorf("after %s: %d deliveries, want %d", step.wait, n, step.want)
			}
		}
	})
}

func TestAnswersDecideWhetherAWebhookComesAgain(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		answer func(int, *http.Request) int
		want   Outcome
		why    string
	}{
		"200":   {nil, Accepted, ""},
		"401":   {func(int, *http.Request) int { return 401 }, Refused, ""},
		"204":   {func(int, *http.Request) int { return 204 }, Failed, ""},
		"404":   {func(int, *http.Request) int { return 404 }, Failed, ""},
		"panic": {func(n int, _ *http.Request) int { return []int{200}[n+1] }, Failed, "panicked"},
		"exit":  {func(int, *http.Request) int { runtime.Goexit(); return 200 }, Failed, "did not return"},
		"slow":  {func(_ int, r *http.Request) int { <-r.Context().Done(); return 200 }, Failed, "no answer within 3s"},
		"late":  {func(int, *http.Request) int { time.Sleep(10 * time.Second); return 200 }, Failed, "no answer within 3s"},
		"quick": {func(int, *http.Request) int { time.Sleep(2900 * time.Millisecond); return 200 }, Accepted, ""},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				b := newInbox()
				b.answer = tt.answer
				k := start(t, Options{Orders: -1, Webhook: b})
				k.say(1, 1)
				k.flush(t)
				if log := k.shop.Deliveries(); len(log) != 1 || log[0].Outcome != tt.want || !strings.Contains(log[0].Error, tt.why) {
					t.Errorf("log %+v", log)
				}
			})
		})
	}
}

func TestAReceiverAsksForTheStateAtOnce(t *testing.T) {
	t.Parallel()
	var k *caller
	b := newInbox()
	b.answer = func(int, *http.Request) int {
		k.ok(t, get(getOrders, "ids", orderID(1)))
		k.shop.Advance(time.Minute)
		return 200
	}
	k = start(t, Options{Orders: 1, Webhook: b})
	k.say(1, 3)
	k.flush(t)
	if n := len(b.got()); n != 3 {
		t.Errorf("%d deliveries, want 3", n)
	}
}
