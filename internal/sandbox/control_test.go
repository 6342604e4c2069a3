package sandbox

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
)

// told is the answer to a control call.
type told struct {
	Status int
	Header http.Header
	Body   string
	Fields map[string]any
}

// tell makes a control call; headers are names and values by turns.
func (k *caller) tell(t testing.TB, method, target, body string, headers ...string) told {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, k.url+controlPath+target, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i+1 < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
		if headers[i] == "Host" {
			req.Host = headers[i+1]
		}
	}
	resp, err := k.client.Transport.RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	out := told{Status: resp.StatusCode, Header: resp.Header, Body: string(b)}
	d := json.NewDecoder(bytes.NewReader(b))
	d.UseNumber()
	_ = d.Decode(&out.Fields)
	return out
}

// must is tell for a call that must succeed.
func (k *caller) must(t testing.TB, method, target, body string) map[string]any {
	t.Helper()
	got := k.tell(t, method, target, body)
	if got.Status != 200 {
		t.Fatalf("%s %s %s: %d %s", method, target, body, got.Status, got.Body)
	}
	return got.Fields
}

func TestControlCallsDescribeThemselves(t *testing.T) {
	t.Parallel()
	k := start(t, Options{})
	about := k.must(t, "GET", "control", "")
	calls := objects(about["calls"])
	if len(calls) != len(controlCalls()) || len(texts(about["scenarios"])) < 5 {
		t.Fatalf("%d calls are described: %v", len(calls), about)
	}
	for _, c := range calls { // what is shown as an example is understood
		examples, _ := c["bodies"].([]any) // the others take none
		for _, raw := range examples {
			body := string(encode(raw))
			got := k.tell(t, text(c["method"]), strings.TrimPrefix(text(c["path"]), controlPath), body)
			if got.Status == 400 || got.Status >= 500 {
				t.Errorf("%s %s with the example %s: %d %s", c["method"], c["path"], body, got.Status, got.Body)
			}
		}
		if text(c["path"]) == controlPath+"scenario" {
			k.must(t, "POST", "scenario?ready=default", "") // the example's shop is another one
		}
	}
}

func TestBadControlCallsAreToldWhatIsWrong(t *testing.T) {
	t.Parallel()
	k := start(t, Options{})
	tests := map[string]struct {
		method, target, body string
		status               int
		want                 string
	}{
		"unknown path":        {"GET", "tme", "", 404, "there are /sandbox/control, /sandbox/creators"},
		"below a path":        {"GET", "time/now", "", 404, "there is no"},
		"dots":                {"GET", "../sandbox/x/../../y", "", 404, "there is no"},
		"method":              {"DELETE", "time", "", 405, "/sandbox/time does not take DELETE but GET, POST"},
		"empty body":          {"POST", "time", "", 400, "the body is empty"},
		"no JSON":             {"POST", "time", "advance=1h", 400, "this is not JSON"},
		"a list":              {"POST", "time", "[]", 400, "want an object, not a list"},
		"two at once":         {"POST", "time", `{"advance":"1h","speed":2}`, 400, "advance and speed do not go together"},
		"none":                {"POST", "time", `{}`, 400, "want one of advance, set, skew, speed"},
		"a number":            {"POST", "time", `{"advance":3600}`, 400, `advance: want a time span as text, such as \"90s\"`},
		"backwards":           {"POST", "time", `{"advance":"-1h"}`, 400, "want a span above 0s"},
		"too far":             {"POST", "time", `{"advance":"9000h"}`, 400, "at most 8784h0m0s"},
		"set too far":         {"POST", "time", `{"set":"2099-01-01T00:00:00Z"}`, 400, "set: it is more than"},
		"set back":            {"POST", "time", `{"set":"2020-01-01T00:00:00Z"}`, 409, "time does not go back"},
		"speed":               {"POST", "time", `{"speed":-1}`, 400, "speed: want 0 to 1e+06, not -1"},
		"no fault":            {"POST", "faults", `{}`, 400, "nothing goes wrong"},
		"fault for no route":  {"POST", "faults", `{"route":"GET /x","cut":true}`, 400, "there is no route"},
		"query":               {"GET", "time?x=1", "", 400, "x: this call takes no query"},
		"log query":           {"GET", "log?rout=1&limit=0&since=now", "", 400, "rout: there is no such parameter; there are app, limit, route, shop, since"},
		"log values":          {"GET", "log?limit=0&since=now&route=GET+/x", "", 400, `since: want a time such as`},
		"scenario":            {"POST", "scenario", `{"version":3}`, 400, "version: want 1, not 3"},
		"no ready scenario":   {"POST", "scenario?ready=none", "", 404, "there are busy_day, "},
		"two scenarios":       {"POST", "scenario?ready=default", "{}", 400, "either a ready scenario or one in the body"},
		"unknown account":     {"POST", "tokens", `{"issue":"me"}`, 400, "want seller, creator, partner or an open id"},
		"unknown app":         {"POST", "tokens", `{"issue":"seller","app":"x"}`, 400, "no app has the key"},
		"unknown order":       {"POST", "orders", `{"pay":"1"}`, 404, "no shop has an order"},
		"unknown product":     {"POST", "orders", `{"place":{"items":[{"product":"1"}]}}`, 409, "product 1 does not exist"},
		"unknown creator":     {"POST", "orders", `{"place":{"creator":"x"}}`, 409, "no creator has the open id"},
		"unknown shop":        {"POST", "orders", `{"place":{"shop":"x"}}`, 409, "there is no shop"},
		"bad quantity":        {"POST", "orders", `{"place":{"items":[{"product":"1","quantity":-4}]}}`, 400, "place.items[0].quantity: want 0 to 100, not -4"},
		"nothing to audit":    {"POST", "products", `{"pass":"1"}`, 409, "product 1 is not under review"},
		"webhooks of no kind": {"POST", "webhooks", `{"reorder":-1,"lose":2}`, 400, "reorder: want 0 to 1000, not -1"},
		"webhooks elsewhere":  {"POST", "webhooks", `{"url":"http://example.com/x"}`, 400, "must begin with https://"},
		"huge":                {"POST", "scenario", strings.Repeat(" ", maxScenario+1), 413, "more than 1048576 bytes"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := k.tell(t, tt.method, tt.target, tt.body)
			if got.Status != tt.status || !strings.Contains(got.Body, tt.want) || got.Fields["error"] == nil {
				t.Errorf("%d %s\nwant %d with %q", got.Status, got.Body, tt.status, tt.want)
			}
			if tt.status == 405 && got.Header.Get("Allow") != "GET, POST" {
				t.Errorf("Allow is %q", got.Header.Get("Allow"))
			}
		})
	}
}

func TestPagesOfOtherSitesHaveNoControl(t *testing.T) {
	t.Parallel()
	s, err := New(Options{Orders: 1})
	if err != nil {
		t.Fatal(err)
	}
	srv, err := Listen(s, "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer srv.Close()
	k := newCaller(s, srv.URL)
	tests := map[string]struct {
		method  string
		headers []string
		status  int
	}{
		"a program":             {"POST", nil, 200},
		"by name":               {"POST", []string{"Host", "localhost:1"}, 200},
		"by IPv6":               {"POST", []string{"Host", "[::1]:1"}, 200},
		"the status page":       {"POST", []string{"Sec-Fetch-Site", "same-origin", "Origin", srv.URL}, 200},
		"another site":          {"POST", []string{"Sec-Fetch-Site", "cross-site", "Origin", "http://example.com"}, 403},
		"another port":          {"POST", []string{"Sec-Fetch-Site", "same-site", "Origin", "http://127.0.0.1:1"}, 403},
		"an old browser":        {"POST", []string{"Origin", "http://example.com"}, 403},
		"a page without origin": {"POST", []string{"Origin", "null"}, 403},
		"a rebound name":        {"POST", []string{"Host", "rebound.example.com:80"}, 403},
		"reading by that name":  {"GET", []string{"Host", "rebound.example.com"}, 403},
		"an address elsewhere":  {"GET", []string{"Host", "192.0.2.1"}, 403},
		"reading":               {"GET", []string{"Sec-Fetch-Site", "none"}, 200},
	}
	for name, tt := range tests {
		body := ""
		if tt.method == "POST" {
			body = `{"speed":1}`
		}
		if got := k.tell(t, tt.method, "time", body, tt.headers...); got.Status != tt.status {
			t.Errorf("%s: %d %s, want %d", name, got.Status, got.Body, tt.status)
		}
	}
	k.client.CloseIdleConnections()
}

func FuzzControl(f *testing.F) {
	for _, c := range controlCalls() {
		for _, body := range c.Bodies {
			f.Add(c.Method, strings.TrimPrefix(c.Path, controlPath), []byte(body))
		}
		f.Add(c.Method, strings.TrimPrefix(c.Path, controlPath)+"?limit=1&ready=default", []byte{})
	}
	f.Add("POST", "", []byte("advance=1h"))
	f.Add("PATCH", "../%2e%2e/x?a=%zz", []byte("\x00\xff"))
	s, err := New(Options{Orders: 3})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, method, target string, body []byte) {
		if bytes.Contains(body, []byte("orders")) || bytes.Contains(body, []byte("products")) && len(body) > 20 {
			t.Skip("large shops take their time")
		}
		path, query, _ := strings.Cut(target, "?")
		r := httptest.NewRequestWithContext(t.Context(), "GET", "http://127.0.0.1/", bytes.NewReader(body))
		r.Method, r.URL.Path, r.URL.RawQuery = method, controlPath+path, query
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		if w.Code >= 500 {
			t.Errorf("%s %s: %d %s", method, strconv.Quote(target), w.Code, w.Body)
		}
		if err := s.Err(); err != nil {
			t.Error(err)
		}
	})
}
