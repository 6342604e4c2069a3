package tiktokshop

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"
)

var refusedDial = &net.OpError{Op: "dial", Net: "tcp", Err: syscall.ECONNREFUSED}

// What is sent how often, and what it ends with, for every fault and effect.
func TestFaultsAreRepeatedOnlyWhereItIsSafe(t *testing.T) {
	t.Parallel()
	html := scripted{status: 502, body: "<html><body>Bad Gateway</body></html>"}
	tests := map[string]struct {
		script []scripted
		sends  map[*Operation]int // how often each operation is sent
		want   error
		unsure bool // a write may have been carried out
	}{
		"success":            {script: []scripted{ok(`{}`)}, sends: map[*Operation]int{&readOp: 1, &writeOp: 1, &keyedOp: 1}},
		"connection refused": {script: []scripted{{err: refusedDial}}, sends: map[*Operation]int{&readOp: 4, &writeOp: 4, &keyedOp: 4}, want: syscall.ECONNREFUSED},
		"connection refused once": {
			script: []scripted{{err: refusedDial}, ok(`{}`)}, sends: map[*Operation]int{&readOp: 2, &writeOp: 2, &keyedOp: 2},
		},
		"cut before or after the request was read": {
			script: []scripted{{err: io.ErrUnexpectedEOF}}, sends: map[*Operation]int{&readOp: 4, &writeOp: 1, &keyedOp: 4}, want: io.ErrUnexpectedEOF, unsure: true,
		},
		"cut in the answer": {
			script: []scripted{{status: 200, body: `{"code":0,"data":{}}`, cut: true}}, sends: map[*Operation]int{&readOp: 4, &writeOp: 1, &keyedOp: 4}, want: ErrServer, unsure: true,
		},
		"500 in the platform's form": {
			script: []scripted{refusal(36009003, "internal error").with(500)}, sends: map[*Operation]int{&readOp: 4, &writeOp: 1, &keyedOp: 4}, want: ErrServer, unsure: true,
		},
		"transient code with status 200": {
			script: []scripted{refusal(36009003, "internal error")}, sends: map[*Operation]int{&readOp: 4, &writeOp: 1, &keyedOp: 4}, want: ErrServer, unsure: true,
		},
		"503 once": {
			script: []scripted{html.with(503), ok(`{}`)}, sends: map[*Operation]int{&readOp: 2, &keyedOp: 2},
		},
		"HTML with 502": {script: []scripted{html}, sends: map[*Operation]int{&readOp: 4, &writeOp: 1, &keyedOp: 4}, want: ErrServer, unsure: true},
		"HTML with 200": {script: []scripted{html.with(200)}, sends: map[*Operation]int{&readOp: 4, &writeOp: 1, &keyedOp: 4}, want: ErrServer, unsure: true},
		"HTML with 403": {script: []scripted{html.with(403)}, sends: map[*Operation]int{&readOp: 1, &writeOp: 1, &keyedOp: 1}, want: ErrPermission},
		"null":          {script: []scripted{{status: 200, body: "null"}}, sends: map[*Operation]int{&readOp: 4, &writeOp: 1}, want: ErrServer, unsure: true},
		"other JSON":    {script: []scripted{{status: 200, body: `{"error":"x"}`}}, sends: map[*Operation]int{&readOp: 4, &writeOp: 1}, want: ErrServer, unsure: true},
		"empty body":    {script: []scripted{{status: 200}}, sends: map[*Operation]int{&readOp: 4, &writeOp: 1}, want: ErrServer, unsure: true},
		"429 without Retry-After": {
			script: []scripted{html.with(429)}, sends: map[*Operation]int{&readOp: 4, &writeOp: 4, &keyedOp: 4}, want: ErrRateLimited,
		},
		"429 with seconds, once": {
			script: []scripted{refusal(36009002, "slow down").with(429, "Retry-After", "7"), ok(`{}`)}, sends: map[*Operation]int{&readOp: 2, &writeOp: 2, &keyedOp: 2},
		},
		"429 with an absurd Retry-After": {
			script: []scripted{html.with(429, "Retry-After", "99999999999999999999")}, sends: map[*Operation]int{&readOp: 1, &writeOp: 1}, want: ErrRateLimited,
		},
		"429 with Retry-After in words": {
			script: []scripted{html.with(429, "Retry-After", "soon")}, sends: map[*Operation]int{&readOp: 4, &writeOp: 4}, want: ErrRateLimited,
		},
		"429 with a negative Retry-After": {
			script: []scripted{html.with(429, "Retry-After", "-5")}, sends: map[*Operation]int{&readOp: 4}, want: ErrRateLimited,
		},
		"rate limit code with 200": {
			script: []scripted{refusal(36009002, "slow down"), ok(`{}`)}, sends: map[*Operation]int{&readOp: 2, &writeOp: 2},
		},
		"hourly quota": {
			script: []scripted{refusal(36009037, "quota").with(429)}, sends: map[*Operation]int{&readOp: 1, &writeOp: 1}, want: ErrQuota,
		},
		"conflict, once": {
			script: []scripted{refusal(25001028, "locked"), ok(`{}`)}, sends: map[*Operation]int{&readOp: 2, &keyedOp: 2},
		},
		"refused request":   {script: []scripted{refusal(12019009, "bad")}, sends: map[*Operation]int{&readOp: 1, &writeOp: 1, &keyedOp: 1}, want: ErrInvalid},
		"missing scope 401": {script: []scripted{refusal(105005, "scope").with(401)}, sends: map[*Operation]int{&readOp: 1, &writeOp: 1}, want: ErrPermission},
		"withdrawn":         {script: []scripted{refusal(105001, "gone").with(401)}, sends: map[*Operation]int{&readOp: 1, &writeOp: 1}, want: ErrReauthorize},
		"retired version":   {script: []scripted{refusal(36009014, "version")}, sends: map[*Operation]int{&readOp: 1, &writeOp: 1}, want: ErrRetired},
		"redirect":          {script: []scripted{html.with(302, "Location", "https://elsewhere.example/")}, sends: map[*Operation]int{&readOp: 1, &writeOp: 1}},
		"untrusted certificate": {
			script: []scripted{{err: &tls.CertificateVerificationError{Err: x509.UnknownAuthorityError{}}}}, sends: map[*Operation]int{&readOp: 1, &writeOp: 1, &keyedOp: 1},
		},
	}
	for name, tt := range tests {
		for op, sends := range tt.sends {
			t.Run(name+"/"+op.Name, func(t *testing.T) {
				t.Parallel()
				synctest.Test(t, func(t *testing.T) {
					p := play(tt.script...)
					c := newTestClient(t, p).For("cipher-for-tests")
					var ids []string
					if op == &writeOp {
						ids = []string{"42"}
					}
					out := &thingsResponse{}
					err := c.Invoke(t.Context(), op, ids, &thingsRequest{Status: "NEW"}, out)
					if got := len(p.requests()); got != sends {
						t.Errorf("sent %d times, want %d (error %v)", got, sends, err)
					}
					for i, r := range p.requests() {
						if !r.signed {
							t.Errorf("try %d is not signed right", i+1)
						}
					}
					if last := tt.script[len(tt.script)-1]; err == nil != (last.status == 200 && strings.HasPrefix(last.body, `{"code":0`) && !last.cut) {
						t.Fatalf("error is %v", err)
					}
					if tt.want != nil && !errors.Is(err, tt.want) {
						t.Errorf("error is %v, want %v", err, tt.want)
					}
					if err != nil {
						e := asError(t, err)
						if e.OutcomeUnknown != (tt.unsure && op.Effect != Read) || e.Attempts != sends || e.Op != op.Name {
							t.Errorf("error has OutcomeUnknown %v, Attempts %d, Op %s: %v", e.OutcomeUnknown, e.Attempts, e.Op, err)
						}
					}
				})
			})
		}
	}
}

func TestRetryAfterIsObeyedInBothForms(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		for _, after := range []string{"20", "date", "19.5"} {
			if after == "date" {
				after = time.Now().Add(20 * time.Second).UTC().Format(http.TimeFormat)
			}
			p := play(refusal(36009002, "slow down").with(429, "Retry-After", after), ok(`{}`))
			if err := newTestClient(t, p).Invoke(t.Context(), &writeOp, []string{"1"}, nil, nil); err != nil {
				t.Fatal(err)
			}
			got := p.requests()
			wait := got[1].at.Sub(got[0].at)
			if wait < 19*time.Second || wait > 22*time.Second {
				t.Errorf("Retry-After %q: waited %v", after, wait)
			}
		}
	})
}

func TestClockSkewIsCorrectedOnce(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		ahead time.Duration // how far the platform's clock is ahead
		sends int
	}{
		"an hour ahead":       {time.Hour, 2},
		"an hour behind":      {-time.Hour, 2},
		"the clock was right": {0, 1},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				date := time.Now().Add(tt.ahead).UTC().Format(http.TimeFormat)
				p := play(refusal(36009004, "Invalid timestamp").with(401, "Date", date), ok(`{}`))
				c := newTestClient(t, p)
				err := c.Invoke(t.Context(), &writeOp, []string{"1"}, nil, nil)
				if got := len(p.requests()); got != tt.sends || (err == nil) != (tt.sends == 2) {
					t.Fatalf("sent %d times, want %d; error %v", got, tt.sends, err)
				}
				if tt.sends == 1 {
					return
				}
				sent, _ := strconv.ParseInt(p.requests()[1].req.URL.Query().Get("timestamp"), 10, 64)
				if off := time.Until(time.Unix(sent, 0)) - tt.ahead; off.Abs() > 2*time.Second {
					t.Errorf("second try is %v off the platform's clock", off)
				}
				if err := c.Invoke(t.Context(), &writeOp, []string{"1"}, nil, nil); err != nil || len(p.requests()) != 3 {
					t.Errorf("the next call must start with the corrected clock: %v", err)
				}
			})
		})
	}
}

func TestDeadlineShorterThanTheWaitEndsAtOnce(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		for _, s := range []scripted{refusal(36009002, "slow down").with(429, "Retry-After", "20"), {status: 503}} {
			start := time.Now()
			ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
			p := play(s)
			err := newTestClient(t, p).Invoke(ctx, &readOp, nil, nil, nil)
			cancel()
			if !errors.Is(err, context.DeadlineExceeded) || asError(t, err).HTTPStatus != s.status {
				t.Errorf("error is %v, want the deadline and the last refusal", err)
			}
			if took := time.Since(start); took != 0 || len(p.requests()) != 1 {
				t.Errorf("took %v and %d tries, want none and 1", took, len(p.requests()))
			}
		}
	})
}

func TestRetryAfterBeyondMaxWaitEndsTheCall(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		p := play(refusal(36009002, "slow down").with(429, "Retry-After", "31"))
		err := newTestClient(t, p).Invoke(t.Context(), &readOp, nil, nil, nil)
		if e := asError(t, err); e.RetryAfter != 31*time.Second || errors.Is(err, context.DeadlineExceeded) || time.Since(start) != 0 {
			t.Errorf("error %v with RetryAfter %v after %v", err, e.RetryAfter, time.Since(start))
		}
	})
}

func TestCancelEndsEveryWait(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		script scripted
		limits *Limits
	}{
		"between tries":          {script: scripted{status: 503}, limits: NoLimits()},
		"while the server works": {script: scripted{delay: time.Hour}, limits: NoLimits()},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				ctx, cancel := context.WithCancel(t.Context())
				time.AfterFunc(100*time.Millisecond, cancel)
				start := time.Now()
				err := newTestClient(t, play(tt.script), func(c *Config) { c.Limits = tt.limits }).Invoke(ctx, &readOp, nil, nil, nil)
				if !errors.Is(err, context.Canceled) || time.Since(start) > 100*time.Millisecond {
					t.Errorf("after %v: %v", time.Since(start), err)
				}
			})
		})
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	p := play(ok(`{}`))
	if err := newTestClient(t, p).Invoke(ctx, &readOp, nil, nil, nil); !errors.Is(err, context.Canceled) || len(p.requests()) != 0 {
		t.Errorf("sent %d times with a cancelled context: %v", len(p.requests()), err)
	}
}

func TestSlowServerIsTriedAgainWhenSafe(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		p := play(scripted{delay: time.Hour}, ok(`{}`))
		if err := newTestClient(t, p).Invoke(t.Context(), &readOp, nil, nil, nil); err != nil || len(p.requests()) != 2 {
			t.Errorf("read: %d tries, %v", len(p.requests()), err)
		}
		p = play(scripted{delay: time.Hour}, ok(`{}`))
		err := newTestClient(t, p).Invoke(t.Context(), &writeOp, []string{"1"}, nil, nil)
		if e := asError(t, err); len(p.requests()) != 1 || !e.OutcomeUnknown {
			t.Errorf("write: %d tries, %v", len(p.requests()), err)
		}
	})
}

// What one call was told counts for all others of the route: they do not wait
// silently for longer than MaxWait.
func TestLongRetryAfterEndsOtherCallsAtOnceToo(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		p := play(refusal(36009002, "slow down").with(429, "Retry-After", "86400"), ok(`{}`))
		c := newTestClient(t, p, func(cfg *Config) { cfg.Limits = nil })
		for range 2 {
			start := time.Now()
			err := c.Invoke(t.Context(), &readOp, nil, nil, nil)
			if e := asError(t, err); !errors.Is(err, ErrRateLimited) || e.RetryAfter < 23*time.Hour || time.Since(start) > time.Second {
				t.Errorf("after %v: %v", time.Since(start), err)
			}
		}
		if len(p.requests()) != 1 {
			t.Errorf("%d requests, want 1", len(p.requests()))
		}
	})
}

func TestLastTryStillLeadsToANewToken(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s, store := &tokenService{current: 1, life: week}, &MemoryStore{}
		save(t, store, Token{AccessToken: "access-1", RefreshToken: "refresh-1", AccessExpires: time.Now().Add(week)})
		c := newTestClient(t, s, func(cfg *Config) { cfg.Attempts = 1 })
		api := newTestClient(t, &expiring{valid: "access-2"}, func(cfg *Config) {
			cfg.Attempts, cfg.Tokens = 1, c.Refresher(store, "seller")
		})
		if err := api.Invoke(t.Context(), &readOp, nil, nil, nil); !errors.Is(err, ErrTokenExpired) {
			t.Fatalf("error is %v", err)
		}
		if err := api.Invoke(t.Context(), &readOp, nil, nil, nil); err != nil {
			t.Errorf("the next call still uses the expired token: %v", err)
		}
	})
}
