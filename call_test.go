package tiktokshop

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestEveryTryIsSignedAnewWithTheSameBody(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		tokens := &countingTokens{}
		p := play(scripted{status: 503}, refusal(36009002, "slow").with(429, "Retry-After", "3"), refusal(105002, "expired").with(401), ok(`{"things":[{"id":"7"}]}`))
		c := newTestClient(t, p, func(cfg *Config) { cfg.Tokens = tokens })
		var out thingsResponse
		if err := c.For("cip").Invoke(t.Context(), &readOp, nil, &thingsRequest{PageSize: 50, Status: "NEW"}, &out); err != nil {
			t.Fatal(err)
		}
		var tokensSent, times []string
		for i, r := range p.requests() {
			q := r.req.URL.Query()
			if !r.signed || r.body != `{"status":"NEW"}` || q.Get("page_size") != "50" || q.Get("shop_cipher") != "cip" || q.Get("app_key") != testKey {
				t.Errorf("try %d: signed %v, body %s, query names %v", i+1, r.signed, r.body, q)
			}
			tokensSent, times = append(tokensSent, r.req.Header.Get("X-Tts-Access-Token")), append(times, q.Get("timestamp"))
			if want := strconv.FormatInt(r.at.Unix(), 10); q.Get("timestamp") != want {
				t.Errorf("try %d: timestamp %s, want %s: it must be taken after the wait", i+1, q.Get("timestamp"), want)
			}
		}
		if diff := cmp.Diff([]string{"token-1", "token-1", "token-1", "token-2"}, tokensSent); diff != "" {
			t.Errorf("tokens (-want +got):\n%s", diff)
		}
		if times[0] == times[2] {
			t.Error("timestamp is not renewed between tries")
		}
		if diff := cmp.Diff(ResponseInfo{RequestID: "req-ok", HTTPStatus: 200, Attempts: 4}, out.ResponseInfo); diff != "" {
			t.Errorf("info (-want +got):\n%s", diff)
		}
	})
}

func TestExpiredTokenIsRefreshedOnceForAllCallers(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		tokens := &countingTokens{}
		p := &expiring{valid: "token-2"}
		c := newTestClient(t, p, func(cfg *Config) { cfg.Tokens = tokens })

		errs := together(64, func() error { return c.Invoke(t.Context(), &readOp, nil, nil, nil) })

		if err := errors.Join(errs...); err != nil {
			t.Error(err)
		}
		if tokens.made != 2 {
			t.Errorf("tokens made = %d, want 2: the first and one refresh", tokens.made)
		}
	})
}

// expiring refuses every token but one.
type expiring struct{ valid string }

func (p *expiring) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Header.Get("X-Tts-Access-Token") == p.valid {
		return play(ok(`{}`)).RoundTrip(r)
	}
	return play(refusal(105002, "expired").with(401)).RoundTrip(r)
}

func TestTokenThatStaysExpiredEndsTheCall(t *testing.T) {
	t.Parallel()
	p := play(refusal(105002, "expired").with(401))
	err := newTestClient(t, p, func(cfg *Config) { cfg.Tokens = &countingTokens{} }).Invoke(t.Context(), &readOp, nil, nil, nil)
	if !errors.Is(err, ErrTokenExpired) || len(p.requests()) != 2 {
		t.Errorf("sent %d times, error %v; want 2 and ErrTokenExpired", len(p.requests()), err)
	}
	p = play(refusal(105002, "expired").with(401))
	err = newTestClient(t, p).Invoke(t.Context(), &readOp, nil, nil, nil)
	if !errors.Is(err, ErrReauthorize) || !errors.Is(err, ErrTokenExpired) || len(p.requests()) != 1 {
		t.Errorf("static token: sent %d times, error %v; want 1 and ErrReauthorize", len(p.requests()), err)
	}
}

func TestLimitsHoldBackEveryTry(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		p := play(ok(`{}`))
		c := newTestClient(t, p, func(cfg *Config) { cfg.Limits = NewLimits(1) })
		start := time.Now()
		if err := errors.Join(together(5, func() error { return c.Invoke(t.Context(), &readOp, nil, nil, nil) })...); err != nil {
			t.Fatal(err)
		}
		if took := time.Since(start); took < 4*time.Second || took > 5*time.Second {
			t.Errorf("5 calls at 1 a second took %v", took)
		}
		if err := c.For("other").Invoke(t.Context(), &readOp, nil, nil, nil); err != nil || time.Since(start) > 5*time.Second {
			t.Errorf("another shop waits too: %v", err)
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
		defer cancel()
		err := c.Invoke(ctx, &readOp, nil, nil, nil)
		if !errors.Is(err, context.DeadlineExceeded) || ctx.Err() != nil {
			t.Errorf("a wait that the deadline would cut must end at once: %v", err)
		}
	})
}

func TestTooLargeAnswersAreRefused(t *testing.T) {
	t.Parallel()
	big := ok(`{"things":[{"id":"` + strings.Repeat("x", defaultMaxBody) + `"}]}`)
	p := play(big)
	c := newTestClient(t, p)
	if err := c.Invoke(t.Context(), &readOp, nil, nil, nil); err == nil || !strings.Contains(err.Error(), "MaxBody") || len(p.requests()) != 1 {
		t.Errorf("%d tries: %v", len(p.requests()), err)
	}
	var out thingsResponse
	if err := c.Invoke(t.Context(), &readOp, nil, nil, &out, MaxBody(16<<20)); err != nil || len(out.Things[0].ID) != defaultMaxBody {
		t.Errorf("with MaxBody: %v", err)
	}
}

func TestBadCallsAreRefusedBeforeSending(t *testing.T) {
	t.Parallel()
	creator := &countingTokens{}
	p := play(ok(`{}`))
	c := newTestClient(t, p)
	invoke := func(op *Operation, ids []string, in, out any, opts ...CallOption) func(context.Context) error {
		return func(ctx context.Context) error { return c.Invoke(ctx, op, ids, in, out, opts...) }
	}
	creatorOp := Operation{Name: "test.Live.Pin", Method: "POST", Path: "/x/202309/y", Token: TokenCreator}
	tests := map[string]struct {
		call func(context.Context) error
		want string
	}{
		"id with a slash":    {invoke(&writeOp, []string{"a/b"}, nil, nil), "cannot be signed"},
		"id with a question": {invoke(&writeOp, []string{"a?b"}, nil, nil), "cannot be signed"},
		"id with a percent":  {invoke(&writeOp, []string{"%2e"}, nil, nil), "cannot be signed"},
		"dot segment":        {invoke(&writeOp, []string{".."}, nil, nil), "dot segment"},
		"empty id":           {invoke(&writeOp, []string{""}, nil, nil), "id is empty"},
		"id missing":         {invoke(&writeOp, nil, nil, nil), "needs one more id"},
		"id too many":        {invoke(&readOp, []string{"1"}, nil, nil), "more ids"},
		"request no pointer": {invoke(&readOp, nil, thingsRequest{}, nil), "want a pointer"},
		"out no pointer":     {invoke(&readOp, nil, nil, thingsResponse{}), "want a pointer"},
		"out nil":            {invoke(&readOp, nil, nil, (*thingsResponse)(nil)), "want a pointer"},
		"bad header":         {invoke(&readOp, nil, nil, nil, Header("X-A", "a\r\nb")), "control character"},
		"bad version":        {invoke(&readOp, nil, nil, nil, Version("../x")), "want a version"},
		"version in words":   {invoke(&readOp, nil, nil, nil, Version("latest")), "want a version"},
		"empty With":         {invoke(&readOp, nil, nil, nil, With("", 1)), "key is empty"},
		"wrong kind of token": {func(ctx context.Context) error {
			return c.As(creator).Invoke(ctx, &creatorOp, nil, nil, nil)
		}, "needs a creator token"},
		"no tokens": {func(ctx context.Context) error {
			return c.As(nil).Invoke(ctx, &readOp, nil, nil, nil)
		}, "client has no tokens"},
		"empty token": {func(ctx context.Context) error {
			return c.As(StaticToken("")).Invoke(ctx, &readOp, nil, nil, nil)
		}, "empty access token"},
		"token with a line end": {func(ctx context.Context) error {
			return c.As(StaticToken("tok\n")).Invoke(ctx, &readOp, nil, nil, nil)
		}, "white space"},
		"Do without method": {func(ctx context.Context) error { return c.Do(ctx, Call{Path: "/a"}, nil) }, "Call.Method"},
		"Do with a URL": {func(ctx context.Context) error {
			return c.Do(ctx, Call{Method: "GET", Path: "https://x.example/a"}, nil)
		}, "path is"},
		"Do with a query in the path": {func(ctx context.Context) error {
			return c.Do(ctx, Call{Method: "GET", Path: "/a?b=c"}, nil)
		}, "cannot be signed"},
		"Do with a body that is no JSON value": {func(ctx context.Context) error {
			return c.Do(ctx, Call{Method: "POST", Path: "/a", Body: func() {}}, nil)
		}, "body"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if err := tt.call(t.Context()); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error is %v, want %q in it", err, tt.want)
			}
		})
	}
	t.Cleanup(func() {
		if n := len(p.requests()); n != 0 {
			t.Errorf("%d requests were sent", n)
		}
	})
	if err := c.As(creator).Invoke(t.Context(), &creatorOp, nil, nil, nil); !errors.Is(err, ErrTokenKind) {
		t.Errorf("error is %v, want ErrTokenKind", err)
	}
}

func TestNilRequestIsTheZeroRequest(t *testing.T) {
	t.Parallel()
	p := play(ok(`{}`))
	if err := newTestClient(t, p).Invoke(t.Context(), &readOp, nil, (*thingsRequest)(nil), nil); err != nil {
		t.Fatal(err)
	}
	if got := p.requests()[0].body; got != "{}" {
		t.Errorf("body = %s, want {}", got)
	}
}

func TestErrorsReadWell(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		script scripted
		want   string
	}{
		"scope":   {refusal(105005, "no access").with(401), "test.Things.Search: no access (code 105005, HTTP 401, request req-no): token lacks scope seller.thing.info: enable it for the app, then let the account authorize again"},
		"cipher":  {refusal(106013, "missing"), "test.Things.Search: missing (code 106013, request req-no): the call needs a shop: use client.For(cipher) with a cipher of Authorizations.ListShops"},
		"lines":   {refusal(12019009, "bad\n\tvalue"), "test.Things.Search: bad  value (code 12019009, request req-no)"},
		"no text": {refusal(36009037, ""), "test.Things.Search: quota used up (code 36009037, request req-no)"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			err := newTestClient(t, play(tt.script)).Invoke(t.Context(), &readOp, nil, nil, nil)
			if diff := cmp.Diff(tt.want, fmt.Sprint(err)); diff != "" {
				t.Errorf("text (-want +got):\n%s", diff)
			}
		})
	}
}

func TestNilOptionsAreIgnored(t *testing.T) {
	t.Parallel()
	p := play(ok(`{}`))
	if err := newTestClient(t, p).Invoke(t.Context(), &readOp, nil, nil, nil, nil, Attempts(1), nil); err != nil || len(p.requests()) != 1 {
		t.Errorf("%d requests, %v", len(p.requests()), err)
	}
}
