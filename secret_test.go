package tiktokshop

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"testing/synctest"
)

// Runs all kinds of faults, with answers and transport errors that repeat what
// they were sent, and searches all error texts and debug logs for secrets.
func TestNoSecretInAnyErrorOrLog(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		echoes := []echo{
			{status: 200, code: 12019009}, {status: 401, code: 105002}, {status: 401, code: 105001}, {status: 401, code: 36009004}, {status: 429, code: 36009002},
			{status: 500, code: 36009003}, {status: 503}, {status: 200}, {status: 404}, {status: 302}, {fail: true}, {cut: true}, {status: 200, code: 36004001},
		}
		for _, e := range echoes {
			var logged bytes.Buffer
			h := slog.NewJSONHandler(&logged, &slog.HandlerOptions{Level: slog.LevelDebug})
			store := &MemoryStore{}
			save(t, store, Token{AccessToken: testToken, RefreshToken: "refresh-token-for-tests"})
			c := newTestClient(t, e, func(c *Config) { c.Logger = slog.New(h) })
			account := c.As(c.Refresher(store, "seller"))
			_, exchangeErr := c.Exchange(t.Context(), "auth-code-for-tests")
			_, refreshErr := c.Refresher(store, "seller").Token(t.Context(), testToken)
			errs := []error{
				exchangeErr, refreshErr,
				account.For("cipher").Invoke(t.Context(), &readOp, nil, &thingsRequest{Status: "S"}, nil),
				account.Invoke(t.Context(), &writeOp, []string{"1"}, nil, new(thingsResponse)),
				account.Do(t.Context(), Call{Method: "GET", Path: "/a/202309/b"}, nil),
				account.Invoke(t.Context(), &fileOp, nil, &uploadRequest{Data: FileBytes("a.png", []byte("x"))}, nil),
			}
			for i, err := range errs {
				if err == nil {
					t.Errorf("%+v: call %d succeeds", e, i)
				}
				for ; err != nil; err = errors.Unwrap(err) {
					findSecret(t, fmt.Sprintf("%+v: error of call %d", e, i), fmt.Sprintf("%v %+v", err, err))
				}
			}
			if logged.Len() == 0 {
				t.Errorf("%+v: nothing logged", e)
			}
			findSecret(t, fmt.Sprintf("%+v: log", e), logged.String())
		}
	})
}

func findSecret(t *testing.T, where, text string) {
	t.Helper()
	for _, s := range []string{testSecret, testToken, "refresh-token-for-tests", "auth-code-for-tests", "sign=", "app_secret="} {
		if strings.Contains(text, s) {
			t.Errorf("%s holds %s: %s", where, s, text)
		}
	}
}

// echo is a platform that answers with what it was sent.
type echo struct {
	status, code int
	fail, cut    bool
}

func (e echo) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Body != nil {
		_, _ = io.Copy(io.Discard, r.Body)
		_ = r.Body.Close()
	}
	query, _ := url.QueryUnescape(r.URL.RawQuery)
	text := "you sent " + r.URL.String() + " " + query + " token " + r.Header.Get("X-Tts-Access-Token")
	if e.fail {
		return nil, errors.New(text)
	}
	s := scripted{status: e.status, body: "<html>" + text, header: map[string]string{"Location": "https://elsewhere.example/?" + r.URL.RawQuery}}
	if e.code != 0 {
		s = refusal(e.code, text).with(e.status)
	}
	if e.cut {
		s = scripted{status: 200, body: text, cut: true}
	}
	return play(s).RoundTrip(r)
}
