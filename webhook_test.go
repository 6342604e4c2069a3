package tiktokshop

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
)

const testEvent = `{"type":1,"tts_notification_id":"77","shop_id":"88","timestamp":1700000000,"data":{"order_id":"99","order_status":"UNPAID"}}`

func TestPublishedWebhookVectorsHold(t *testing.T) {
	t.Parallel()
	var documented struct {
		Vectors []struct {
			Key    string `json:"app_key"`
			Secret string `json:"app_secret"`
			Body   string `json:"body"`
			Header string `json:"authorization"`
		} `json:"vectors"`
	}
	sharedFile(t, "fixtures/webhook-signature-vectors.json", &documented)
	var collected struct {
		Vectors []struct {
			Key    string `json:"app_key"`
			Secret string `json:"app_secret"`
			Body   string `json:"raw_body"`
			Header string `json:"authorization_header"`
		} `json:"webhook_vectors"`
	}
	sharedFile(t, "platform/signing_vectors.json", &collected)
	if len(documented.Vectors) == 0 || len(collected.Vectors) < 5 {
		t.Fatalf("%d and %d vectors", len(documented.Vectors), len(collected.Vectors))
	}
	check := func(key, secret, body, header string) {
		if got := SignWebhook(key, secret, []byte(body)); got != header {
			t.Errorf("%s: signature = %s, want %s", body, got, header)
		}
		if err := VerifyWebhook(key, secret, []byte(body), header); err != nil {
			t.Errorf("%s: %v", body, err)
		}
		if err := VerifyWebhook(key, secret, []byte(body+" "), header); !errors.Is(err, ErrWebhookSignature) {
			t.Errorf("%s: one byte more: %v", body, err)
		}
	}
	for _, v := range documented.Vectors {
		check(v.Key, v.Secret, v.Body, v.Header)
	}
	for _, v := range collected.Vectors {
		check(v.Key, v.Secret, v.Body, v.Header)
	}
}

func TestAnEmptySecretVerifiesNothing(t *testing.T) {
	t.Parallel()
	for _, a := range []AppCredential{{testKey, ""}, {testKey, " "}, {"", testSecret}} {
		if err := VerifyWebhook(a.AppKey, a.AppSecret, nil, SignWebhook(a.AppKey, a.AppSecret, nil)); !errors.Is(err, ErrWebhookSignature) {
			t.Errorf("%+v: %v", a, err)
		}
	}
}

// newDelivery is a delivery signed for the test app.
func newDelivery(body string) *http.Request {
	r := httptest.NewRequestWithContext(context.Background(), http.MethodPost, "/webhooks", strings.NewReader(body))
	r.Header.Set("Authorization", SignWebhook(testKey, testSecret, []byte(body)))
	return r
}

// serve returns the status and body of the answer.
func serve(h http.Handler, r *http.Request) (int, string) {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Code, w.Body.String()
}

func TestHandlerAnswers(t *testing.T) {
	t.Parallel()
	good := SignWebhook(testKey, testSecret, []byte(testEvent))
	with := func(change func(*http.Request)) *http.Request {
		r := newDelivery(testEvent)
		change(r)
		return r
	}
	signature := func(s string) *http.Request {
		return with(func(r *http.Request) { r.Header.Set("Authorization", s) })
	}
	body := func(b io.Reader) *http.Request {
		return with(func(r *http.Request) { r.Body, r.ContentLength = io.NopCloser(b), -1 })
	}
	tests := map[string]struct {
		request *http.Request
		handle  error
		want    int
		handled bool
	}{
		"signed":                {newDelivery(testEvent), nil, 200, true},
		"signed, in upper case": {signature(strings.ToUpper(good)), nil, 200, true},
		"handling fails":        {newDelivery(testEvent), errors.New("database is down"), 500, true},
		"unsigned":              {with(func(r *http.Request) { r.Header.Del("Authorization") }), nil, 401, false},
		"wrong signature":       {signature(strings.Repeat("0", 64)), nil, 401, false},
		"one digit off":         {signature(strings.Map(func(r rune) rune { return map[bool]rune{true: 'f', false: r}[r == 'e'] }, good)), nil, 401, false},
		"short signature":       {signature(good[:62]), nil, 401, false},
		"odd signature":         {signature(good[:63]), nil, 401, false},
		"long signature":        {signature(good + "00"), nil, 401, false},
		"no hex":                {signature(strings.Repeat("z", 64)), nil, 401, false},
		"bearer":                {signature("Bearer " + good), nil, 401, false},
		"changed body":          {body(strings.NewReader(strings.Replace(testEvent, "99", "98", 1))), nil, 401, false},
		"other app":             {signature(SignWebhook("other", testSecret, []byte(testEvent))), nil, 401, false},
		"other secret":          {signature(SignWebhook(testKey, "other", []byte(testEvent))), nil, 401, false},
		"unsigned junk":         {with(func(r *http.Request) { r.Header.Del("Authorization"); r.Body = io.NopCloser(strings.NewReader("x")) }), nil, 401, false},
		"signed junk":           {newDelivery("not json"), nil, 400, false},
		"signed list":           {newDelivery("[]"), nil, 400, false},
		"signed nothing":        {newDelivery(""), nil, 400, false},
		"cut body":              {body(io.MultiReader(strings.NewReader(testEvent), iotest.ErrReader(io.ErrUnexpectedEOF))), nil, 401, false},
		"cap":                   {newDelivery(testEvent + strings.Repeat(" ", 200-len(testEvent))), nil, 200, true},
		"over the cap":          {newDelivery(testEvent + strings.Repeat(" ", 201-len(testEvent))), nil, 413, false},
		"over the cap, chunked": {body(strings.NewReader(testEvent + strings.Repeat(" ", 201-len(testEvent)))), nil, 413, false},
		"GET":                   {with(func(r *http.Request) { r.Method = http.MethodGet }), nil, 405, false},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			handled := false
			h := &WebhookHandler{AppKey: testKey, AppSecret: testSecret, MaxBody: 200, Handle: func(context.Context, *Event) error {
				handled = true
				return tt.handle
			}}
			w := httptest.NewRecorder()
			h.ServeHTTP(w, tt.request)
			if w.Code != tt.want || w.Body.Len() > 0 || handled != tt.handled {
				t.Errorf("status %d, body %q, handled %v; want %d, no body, %v", w.Code, w.Body, handled, tt.want, tt.handled)
			}
			if allow := w.Header().Get("Allow"); (allow == "POST") != (tt.want == 405) {
				t.Errorf("Allow = %q", allow)
			}
		})
	}
}

func TestDefaultCapIsOneMiB(t *testing.T) {
	t.Parallel()
	h := &WebhookHandler{AppKey: testKey, AppSecret: testSecret, MaxBody: -1, Handle: func(context.Context, *Event) error { return nil }}
	for n, want := range map[int]int{1 << 20: 200, 1<<20 + 1: 413} {
		if got, _ := serve(h, newDelivery(testEvent+strings.Repeat(" ", n-len(testEvent)))); got != want {
			t.Errorf("%d bytes: status %d, want %d", n, got, want)
		}
	}
}

func TestUnknownTopicReachesTheHandlerWhole(t *testing.T) {
	t.Parallel()
	const body = `{"type":999, "shop_id":"88","news":[1,{"a":null}]}` + "\n"
	var got *Event
	h := &WebhookHandler{AppKey: testKey, AppSecret: testSecret, Handle: func(_ context.Context, e *Event) error {
		got = e
		return nil
	}}
	if status, _ := serve(h, newDelivery(body)); status != 200 {
		t.Fatalf("status %d", status)
	}
	if diff := cmp.Diff(&Event{Type: 999, ShopID: "88", Raw: []byte(body)}, got); diff != "" {
		t.Errorf("event (-want +got):\n%s", diff)
	}
}

func TestSeveralAppsShareAHandler(t *testing.T) {
	t.Parallel()
	h := &WebhookHandler{
		AppKey: testKey, AppSecret: testSecret, Apps: []AppCredential{{testKey, "old-secret-for-tests"}, {"second-app", "second-secret-for-tests"}},
		Handle: func(context.Context, *Event) error { return nil },
	}
	onlyApps := &WebhookHandler{Apps: h.Apps, Handle: h.Handle}
	tests := map[AppCredential]struct{ all, apps int }{
		{testKey, testSecret}:                      {200, 401},
		{testKey, "old-secret-for-tests"}:          {200, 200},
		{"second-app", "second-secret-for-tests"}:  {200, 200},
		{"second-app", "old-secret-for-tests"}:     {401, 401},
		{testKey, "second-secret-for-tests"}:       {401, 401},
		{"third-app", "third-app-secret-for-test"}: {401, 401},
	}
	for a, want := range tests {
		r := newDelivery(testEvent)
		r.Header.Set("Authorization", SignWebhook(a.AppKey, a.AppSecret, []byte(testEvent)))
		all, _ := serve(h, r.Clone(t.Context()))
		r = newDelivery(testEvent)
		r.Header.Set("Authorization", SignWebhook(a.AppKey, a.AppSecret, []byte(testEvent)))
		apps, _ := serve(onlyApps, r)
		if all != want.all || apps != want.apps {
			t.Errorf("%v: status %d and %d, want %d and %d", a, all, apps, want.all, want.apps)
		}
	}
}

func TestWronglySetUpHandlerSaysSo(t *testing.T) {
	t.Parallel()
	handle := func(context.Context, *Event) error { return nil }
	tests := map[string]struct {
		h    *WebhookHandler
		want string
	}{
		"nothing set":   {&WebhookHandler{}, "AppKey or AppSecret"},
		"no secret":     {&WebhookHandler{AppKey: testKey, Handle: handle}, "AppKey or AppSecret"},
		"blank secret":  {&WebhookHandler{AppKey: testKey, AppSecret: "\t", Handle: handle}, "AppKey or AppSecret"},
		"half a pair":   {&WebhookHandler{AppKey: testKey, AppSecret: testSecret, Apps: []AppCredential{{"a", ""}}, Handle: handle}, "AppKey or AppSecret"},
		"nobody to ask": {&WebhookHandler{AppKey: testKey, AppSecret: testSecret}, "set Handle or Queue"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			status, body := serve(tt.h, newDelivery(testEvent))
			if status != 500 || !strings.Contains(body, tt.want) {
				t.Errorf("status %d, body %q, want 500 and %q", status, body, tt.want)
			}
		})
	}
}
