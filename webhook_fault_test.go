package tiktokshop

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
)

// brokenSeen notes what it is asked and fails where told.
type brokenSeen struct {
	claim, release error
	asked          []string
	late           bool // a release came with a context that had ended
}

func (s *brokenSeen) Claim(_ context.Context, key string) (bool, error) {
	s.asked = append(s.asked, "claim "+key)
	return s.claim == nil, s.claim
}

func (s *brokenSeen) Release(ctx context.Context, key string) error {
	s.asked = append(s.asked, "release "+key)
	_, bounded := ctx.Deadline()
	s.late = s.late || ctx.Err() != nil || !bounded
	return s.release
}

func TestFaultsLoseNoEvent(t *testing.T) {
	t.Parallel()
	// Type, subject, id of the notification, SHA-256 of the body.
	key := fmt.Sprintf("1:88:77:%x", sha256.Sum256([]byte(testEvent)))
	tests := map[string]struct {
		store  brokenSeen
		handle error
		status int
		asked  []string
		logged string
	}{
		"all is well":            {status: 200, asked: []string{"claim " + key}},
		"handling fails":         {handle: errors.New("out of ink"), status: 500, asked: []string{"claim " + key, "release " + key}, logged: "out of ink"},
		"store fails":            {store: brokenSeen{claim: errors.New("no store")}, status: 500, asked: []string{"claim " + key, "release " + key}, logged: "claim: no store"},
		"store fails at the end": {store: brokenSeen{release: errors.New("no store")}, handle: errors.New("out of ink"), status: 500, asked: []string{"claim " + key, "release " + key}, logged: "out of ink\\nno store"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var logged bytes.Buffer
			h := &WebhookHandler{
				AppKey: testKey, AppSecret: testSecret, Seen: &tt.store, Logger: slog.New(slog.NewTextHandler(&logged, nil)),
				Handle: func(context.Context, *Event) error { return tt.handle },
			}
			status, body := serve(h, newDelivery(testEvent))
			if status != tt.status || body != "" {
				t.Errorf("status %d, body %q, want %d", status, body, tt.status)
			}
			if diff := cmp.Diff(tt.asked, tt.store.asked); diff != "" {
				t.Errorf("store (-want +got):\n%s", diff)
			}
			if !strings.Contains(logged.String(), tt.logged) || (tt.logged == "") != (logged.Len() == 0) {
				t.Errorf("log = %q, want it to hold %q", logged.String(), tt.logged)
			}
		})
	}
}

func TestClaimIsReleasedWhenTheRequestIsGivenUp(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(time.Second, cancel)
		store := &brokenSeen{}
		h := &WebhookHandler{AppKey: testKey, AppSecret: testSecret, Seen: store, Handle: func(ctx context.Context, _ *Event) error {
			<-ctx.Done()
			return context.Cause(ctx)
		}}
		status, _ := serve(h, newDelivery(testEvent).WithContext(ctx))
		if status != 500 || len(store.asked) != 2 || store.late {
			t.Errorf("status %d, store %+v", status, store)
		}
	})
}

func TestPanicReleasesTheClaimAndGoesOn(t *testing.T) {
	t.Parallel()
	store := NewMemorySeen(10)
	h := &WebhookHandler{AppKey: testKey, AppSecret: testSecret, Seen: store, Handle: func(context.Context, *Event) error { panic("of the program") }}
	func() {
		defer func() {
			if r := recover(); r != "of the program" {
				t.Errorf("recovered %v", r)
			}
		}()
		serve(h, newDelivery(testEvent))
	}()
	if len(store.slot) != 0 {
		t.Error("the claim stays")
	}
}

// Over a connection: the answers a client sees, and a handler that panics.
func TestHandlerBehindAServer(t *testing.T) {
	t.Parallel()
	var calls atomic.Int32
	h := &WebhookHandler{AppKey: testKey, AppSecret: testSecret, Seen: &MemorySeen{}, MaxBody: 1000, Handle: func(context.Context, *Event) error {
		if calls.Add(1) == 1 {
			panic(http.ErrAbortHandler)
		}
		return nil
	}}
	srv := httptest.NewServer(h)
	defer srv.Close()
	send := func(body, signature string) string {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, srv.URL+"/any/path", strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Authorization", signature)
		resp, err := srv.Client().Do(r)
		if err != nil {
			return "no answer"
		}
		defer func() { _ = resp.Body.Close() }()
		return fmt.Sprint(resp.StatusCode, " ", resp.ContentLength)
	}
	good := SignWebhook(testKey, testSecret, []byte(testEvent))
	got := []string{send(testEvent, good), send(testEvent, good), send(testEvent, good), send(testEvent, ""), send(strings.Repeat("x", 1001), good)}
	if want := []string{"no answer", "200 0", "200 0", "401 0", "413 0"}; !slices.Equal(got, want) || calls.Load() != 2 {
		t.Errorf("answers %q, want %q; handled %d times, want 2", got, want, calls.Load())
	}
}

func TestHandlerLogsNoSecretAndNoBody(t *testing.T) {
	t.Parallel()
	body := strings.Replace(testEvent, "UNPAID", "Jane Roe", 1)
	misfit := strings.Replace(testEvent, `"UNPAID"`, `{"name":"Jane Roe"}`, 1)
	forged := newDelivery(body)
	forged.Header.Set("Authorization", SignWebhook(testKey, "forger", []byte(body)))
	get := newDelivery(body)
	get.Method = http.MethodGet
	requests := []*http.Request{newDelivery(body), newDelivery(body), newDelivery(misfit), newDelivery("Jane Roe"), forged, get, newDelivery(body + strings.Repeat(" ", 1000))}

	var logged bytes.Buffer
	h := &WebhookHandler{
		AppKey: testKey, AppSecret: testSecret, Seen: &MemorySeen{}, MaxBody: 1000, Apps: []AppCredential{{"other", "other-secret"}},
		Logger: slog.New(slog.NewJSONHandler(&logged, &slog.HandlerOptions{Level: slog.LevelDebug})), Handle: func(context.Context, *Event) error { return nil },
	}
	for _, r := range requests {
		signature := r.Header.Get("Authorization")
		serve(h, r)
		if strings.Contains(logged.String(), signature) {
			t.Error("the log holds a signature")
		}
	}
	findSecret(t, "log", logged.String())
	if n := strings.Count(logged.String(), "\n"); n != len(requests) {
		t.Errorf("%d lines for %d requests", n, len(requests))
	}
	for _, want := range []string{`"status":200`, `"topic":1`, `"notification_id":"77"`, `"misfit":"data.order_status"`, "repetition", `"level":"DEBUG"`, `"level":"INFO"`} {
		if !strings.Contains(logged.String(), want) {
			t.Errorf("log lacks %s:\n%s", want, logged.String())
		}
	}
	logged.Reset()
	h.Logger.Info("set up", slog.Any("handler", h), slog.Any("apps", h.Apps), slog.Any("first", h.Apps[0]))
	text := slog.New(slog.NewTextHandler(&logged, nil))
	text.Info("set up", slog.Any("handler", h), slog.Any("apps", h.Apps), slog.Any("first", h.Apps[0]))
	fmt.Fprintf(&logged, "%v %+v %#v %s %v %+v %#v", h, h, h, h, h.Apps, h.Apps, h.Apps)
	findSecret(t, "print", logged.String())
	for _, secret := range []string{"Jane", "forger", "other-secret"} {
		if strings.Contains(logged.String(), secret) {
			t.Errorf("%s is printed: %s", secret, logged.String())
		}
	}
}

// A signature holds for one body, key and secret, and nothing else passes.
func FuzzVerifyWebhook(f *testing.F) {
	f.Add(testKey, testSecret, []byte(testEvent), "")
	f.Add("", "", []byte{}, strings.Repeat("0", 64))
	f.Add("a", "b", []byte("c"), "Bearer "+strings.Repeat("0", 57))
	f.Fuzz(func(t *testing.T, key, secret string, body []byte, authorization string) {
		good := SignWebhook(key, secret, body)
		blank := AppCredential{key, secret}.blank()
		if err := VerifyWebhook(key, secret, body, good); (err == nil) == blank {
			t.Errorf("own signature: %v", err)
		}
		if err := VerifyWebhook(key, secret, body, authorization); (err == nil) != (!blank && strings.EqualFold(authorization, good)) {
			t.Errorf("signature %q: %v", authorization, err)
		}
		if VerifyWebhook(key, secret, append(slices.Clone(body), 'x'), good) == nil || VerifyWebhook(key, secret+"x", body, good) == nil {
			t.Error("the signature holds for something else")
		}
	})
}
