package sandbox

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestFaultsHitWhatTheyAreMeantFor(t *testing.T) {
	t.Parallel()
	read := get(getOrders, "ids", orderID(1))
	tests := map[string]struct {
		fault Fault
		want  [2]answer // two calls in a row; only status, code and Retry-After matter
		body  string    // part of the first
	}{
		"any route, once":        {Fault{Status: 503}, [2]answer{{Status: 503}, {Status: 200}}, ""},
		"this route, twice":      {Fault{Route: "GET " + getOrders, Times: 2, Status: 500, Body: "<html>"}, [2]answer{{Status: 500}, {Status: 500}}, "<html>"},
		"another route":          {Fault{Route: "GET /authorization/202309/shops", Times: -1, Status: 500}, [2]answer{{Status: 200}, {Status: 200}}, ""},
		"for ever":               {Fault{Times: -1, Code: 36009003}, [2]answer{{Status: 200, Code: 36009003}, {Status: 200, Code: 36009003}}, "fault"},
		"too many requests":      {Fault{Code: 36009002, RetryAfter: 1500 * time.Millisecond}, [2]answer{{Status: 429, Code: 36009002, Message: "2"}, {Status: 200}}, ""},
		"expired token":          {Fault{Code: 105002, Message: "expired"}, [2]answer{{Status: 401, Code: 105002}, {Status: 200}}, "expired"},
		"bad status, right code": {Fault{Status: 500, Code: 36009007}, [2]answer{{Status: 500, Code: 36009007}, {Status: 200}}, ""},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			k := start(t, Options{Orders: 1})
			k.shop.Fault(tt.fault)
			var got [2]answer
			for i := range got {
				a := k.do(t, read)
				got[i] = answer{Status: a.Status, Code: a.Code, Message: a.Header.Get("Retry-After")}
				if i == 0 && !strings.Contains(string(a.Body), tt.body) {
					t.Errorf("body %q lacks %q", a.Body, tt.body)
				}
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("answers (-want +got):\n%s", diff)
			}
		})
	}
}

func TestConnectionsAreCutBeforeOrAfterTheWork(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		fault    Fault
		writes   int
		answered bool
	}{
		"before":         {Fault{Cut: true}, 0, false},
		"after":          {Fault{Cut: true, Handled: true}, 1, false},
		"in the middle":  {Fault{Truncate: 20}, 1, false},
		"503 after work": {Fault{Status: 503, Handled: true}, 1, true},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			k := start(t, Options{Orders: 10})
			_, pkg := waiting(t, k, "TIKTOK")
			k.shop.Fault(tt.fault)
			a, err := k.try(t, post(shopsPath+pkg+"/ship", "{}"))
			if tt.answered {
				if err != nil || a.Status != 503 {
					t.Errorf("answer %v, %v: want 503", a, err)
				}
			} else if err == nil {
				t.Errorf("answer %s: want a broken connection", a.Body)
			}
			if got := k.shop.Writes(""); got != tt.writes {
				t.Errorf("writes = %d, want %d", got, tt.writes)
			}
			log := k.shop.Requests()
			if last := log[len(log)-1]; !last.Faulted || last.Applied != (tt.writes == 1) {
				t.Errorf("log %+v: want faulted, applied %v", last, tt.writes == 1)
			}
		})
	}
}

func TestADelayPassesInNoTimeInMemory(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		k := start(t, Options{Orders: 1})
		k.shop.Fault(Fault{Delay: time.Minute})
		began := time.Now()
		k.ok(t, get(getOrders, "ids", orderID(1)))
		if got := time.Since(began); got != time.Minute {
			t.Errorf("call took %v, want a minute", got)
		}
	})
}

func TestCloseEndsADelay(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		shop, err := New(Options{Orders: 1})
		if err != nil {
			t.Fatal(err)
		}
		srv := InMemory(shop)
		k := &caller{shop: shop, url: srv.URL, client: srv.Client, token: shop.Issue(Seller).Access}
		shop.Fault(Fault{Delay: time.Hour})
		began := time.Now()
		time.AfterFunc(time.Second, srv.Close)
		if a, err := k.try(t, get(getOrders, "ids", orderID(1))); err == nil {
			t.Errorf("answer %s from a closed server", a.Body)
		}
		if got := time.Since(began); got != time.Second {
			t.Errorf("call took %v, want a second", got)
		}
		srv.Close()
		if _, err := k.try(t, get(getOrders, "ids", orderID(1))); err == nil {
			t.Error("a closed server answers")
		}
	})
}

func TestALimitIsKeptPerRoute(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		k := start(t, Options{Orders: 1, Limit: 5})
		call := func() *answer { return k.do(t, get(getOrders, "ids", orderID(1))) }
		for range 5 {
			if a := call(); a.Code != 0 {
				t.Fatalf("within the limit: %s", a.Body)
			}
		}
		if a := call(); a.Status != 429 || a.Code != 36009002 || a.Header.Get("Retry-After") != "1" {
			t.Errorf("beyond the limit: %d %s, Retry-After %q", a.Status, a.Body, a.Header.Get("Retry-After"))
		}
		k.ok(t, get("/authorization/202309/shops")) // another route has its own
		pass(time.Second)
		for range 5 {
			if a := call(); a.Code != 0 {
				t.Errorf("a second later: %s", a.Body)
			}
		}
	})
}

func TestASlowLimitLetsOneCallThroughAtATime(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		k := start(t, Options{Orders: 1, Limit: 0.2})
		k.ok(t, get(getOrders, "ids", orderID(1)))
		if a := k.do(t, get(getOrders, "ids", orderID(1))); a.Status != 429 || a.Header.Get("Retry-After") != "5" {
			t.Errorf("%d, Retry-After %q: want 429 and 5", a.Status, a.Header.Get("Retry-After"))
		}
		pass(5 * time.Second)
		k.ok(t, get(getOrders, "ids", orderID(1)))
	})
}

func TestAQuotaLastsForTheHour(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		k := start(t, Options{Orders: 1, HourlyQuota: 3})
		pass(59 * time.Minute) // the bubble's clock begins at a full hour
		for range 3 {
			k.ok(t, get(getOrders, "ids", orderID(1)))
		}
		if a := k.do(t, get(getOrders, "ids", orderID(1))); a.Status != 429 || a.Code != 36009037 || a.Header.Get("Retry-After") != "60" {
			t.Errorf("%d %s, Retry-After %q", a.Status, a.Body, a.Header.Get("Retry-After"))
		}
		pass(time.Minute)
		k.ok(t, get(getOrders, "ids", orderID(1)))
	})
}

// pass lets time pass in a bubble.
func pass(d time.Duration) { <-time.After(d) }
