package sandbox

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// with is a request with a fault in its header.
func (k *caller) withFault(t testing.TB, r request, fault string) (*answer, error) {
	t.Helper()
	req := k.build(t, r)
	req.Header.Set(FaultHeader, fault)
	return k.send(t, req)
}

func TestAHeaderMakesItsRequestFail(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		fault        string
		status, code int
		body         string // part of it
		retry        string
	}{
		"status":               {`{"status":503}`, 503, 0, "", ""},
		"page":                 {`{"status":502,"body":"<html>"}`, 502, 0, "<html>", ""},
		"code":                 {`{"code":36009002,"retry_after":"2s"}`, 429, 36009002, "", "2"},
		"limit":                {`{"limit":true}`, 429, 36009002, "too many requests", "1"},
		"limit with a wait":    {`{"limit":true,"retry_after":"1m"}`, 429, 36009002, "", "60"},
		"expired token":        {`{"expired_token":true}`, 401, 105002, "", ""},
		"text becomes number":  {`{"wrong_type":"data.orders.id"}`, 200, 0, `"id":576400000000000001`, ""},
		"list becomes object":  {`{"wrong_type":"data.orders"}`, 200, 0, `"data":{"orders":{}}`, ""},
		"object becomes list":  {`{"wrong_type":"data"}`, 200, 0, `"data":[]`, ""},
		"one of a list":        {`{"wrong_type":"data.orders.0.create_time"}`, 200, 0, `"create_time":"x1`, ""},
		"bool becomes text":    {`{"wrong_type":"data.orders.is_on_hold_order"}`, 200, 0, `"is_on_hold_order":"false"`, ""},
		"no such field":        {`{"wrong_type":"data.order.id"}`, 500, 36009007, "the answer has no such field", ""},
		"not JSON":             {`{status:503}`, 400, 36009004, "header X-Sandbox-Fault: this is not JSON", ""},
		"nothing":              {`{}`, 400, 36009004, "nothing goes wrong", ""},
		"unknown field":        {`{"stauts":503}`, 400, 36009004, "stauts: there is no such field", ""},
		"wrong type of field":  {`{"status":"503"}`, 400, 36009004, "status: want a whole number", ""},
		"no span":              {`{"delay":200}`, 400, 36009004, "delay: want a time span as text", ""},
		"route":                {`{"route":"GET /x","cut":true}`, 400, 36009004, "route and times have no meaning here", ""},
		"no path":              {`{"wrong_type":"orders..id"}`, 400, 36009004, "want the path of a field", ""},
		"two kinds":            {`{"cut":true,"truncate":5}`, 400, 36009004, "do not go together", ""},
		"too long":             {`{"message":"` + strings.Repeat("x", 5000) + `"}`, 400, 36009004, "at most 4096", ""},
		"status out of range":  {`{"status":700}`, 400, 36009004, "status: want 200 to 599, not 700", ""},
		"delay out of range":   {`{"delay":"11m"}`, 400, 36009004, "delay: want 0s to 10m0s", ""},
		"unreadable as a list": {`[]`, 400, 36009004, "want an object, not a list", ""},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			k := start(t, Options{Orders: 3})
			r := get(getOrders, "ids", orderID(1))
			a, err := k.withFault(t, r, tt.fault)
			if err != nil {
				t.Fatal(err)
			}
			if a.Status != tt.status || a.Code != tt.code || !strings.Contains(string(a.Body), tt.body) || a.Header.Get("Retry-After") != tt.retry {
				t.Errorf("%d %q %s\nwant %d %d %q", a.Status, a.Header.Get("Retry-After"), a.Body, tt.status, tt.code, tt.body)
			}
			if a.Code != 105002 {
				k.ok(t, r) // the next one is well
			}
			if log := k.shop.Requests(); log[0].Faulted != (tt.status != 400) {
				t.Errorf("the log says %+v", log[0])
			}
		})
	}
}

func TestAHeaderCutsTheConnection(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: 10})
	_, pkg := waiting(t, k, "TIKTOK")
	for _, fault := range []string{`{"cut":true}`, `{"truncate":30}`} {
		if a, err := k.withFault(t, get(getOrders, "ids", orderID(1)), fault); err == nil {
			t.Errorf("%s: answer %s", fault, a.Body)
		}
	}
	if a, err := k.withFault(t, post(shopsPath+pkg+"/ship", "{}"), `{"cut":true,"handled":true}`); err == nil || k.shop.Writes("") != 1 {
		t.Errorf("answer %v, %d writes: want a lost answer and a write", a, k.shop.Writes(""))
	}
}

func TestAnExpiredTokenIsRefreshed(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: 1})
	tok := k.shop.Issue(Seller)
	k.token = tok.Access
	r := get(getOrders, "ids", orderID(1))
	k.shop.Fault(Fault{ExpiredToken: true})
	for range 2 {
		if a := k.do(t, r); a.Code != 105002 {
			t.Errorf("with an expired token: %s", a.Body)
		}
	}
	fresh, err := k.shop.Renew(tok.Refresh)
	if err != nil {
		t.Fatal(err)
	}
	k.token = fresh.Access
	k.ok(t, r)
}

func TestADelayOfAHeaderIsWaitedFor(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		k := start(t, Options{Orders: 1})
		began := time.Now()
		a, err := k.withFault(t, get(getOrders, "ids", orderID(1)), `{"delay":"200ms"}`)
		if err != nil || a.Code != 0 || time.Since(began) != 200*time.Millisecond {
			t.Errorf("%v after %v, %v", a, time.Since(began), err)
		}
	})
}

func TestLimitsAreKeptPerAppShopAndRoute(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		sc := scenario(t, `{"version":1,"sellers":[{"shops":[{"market":"US","name":"One"},{"market":"GB","name":"Two"}]}],
			"apps":[{"app_key":"second-app","app_secret":"second-secret"}],
			"limits":{"per_second":3,"answer":"http_200","routes":[
				{"route":"GET /order/202507/orders","shop":"Two","per_second":1},
				{"route":"GET /authorization/202309/shops","per_second":0}]}}`)
		k := start(t, Options{Orders: 1, Scenario: sc})
		burst := func(r request) (n int) {
			for range 6 {
				if a := k.do(t, r); a.Code == 0 {
					n++
				} else if a.Code != 36009002 || a.Status != 200 || a.Header.Get("Retry-After") == "" {
					t.Fatalf("%d %s", a.Status, a.Body)
				}
			}
			return n
		}
		one := get(getOrders, "ids", k.shop.stores[0].sales.list[0].id)
		two := get(getOrders, "ids", k.shop.stores[1].sales.list[0].id)
		two.cipher = k.shop.stores[1].cipher
		if a, b, c := burst(one), burst(two), burst(get("/authorization/202309/shops")); a != 3 || b != 1 || c != 6 {
			t.Errorf("%d, %d and %d calls of 6 got through, want 3, 1 and 6", a, b, c)
		}
		k.shop.Speed(0) // seconds of limits are the caller's
		pass(time.Second)
		if a := burst(one); a != 3 {
			t.Errorf("%d calls got through a second later, want 3", a)
		}
	})
}

func FuzzFaultHeader(f *testing.F) {
	for _, seed := range []string{`{"status":503}`, `{"wrong_type":"data.orders.0.id"}`, `{"truncate":1}`, `{"cut":true}`, `{"limit":true}`, "\x00", `{"code":-1}`} {
		f.Add(seed)
	}
	s, err := New(Options{Orders: 2})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, value string) {
		fault, refused := headerFault(http.Header{FaultHeader: {value}})
		if (fault == nil) == (refused == nil) {
			t.Fatalf("fault %v, refusal %v", fault, refused)
		}
		if fault == nil {
			return
		}
		fault.Delay = 0
		rep := s.accept("Success", json.RawMessage(`{"orders":[{"id":"1","n":2,"b":true,"m":{"x":null},"l":[[1]]}]}`))
		if !fault.reaches() {
			rep = nil
		}
		if got := s.spoil(fault, rep); got == nil {
			t.Errorf("%s: no answer", value)
		}
	})
}
