package tiktokshop

import (
	"context"
	"crypto/tls"
	"errors"
	"math/rand/v2"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/tiktokshop-go/tiktokshop/internal/wire"
)

const (
	firstWait    = 500 * time.Millisecond
	maxRetryWait = 365 * 24 * time.Hour // what a Retry-After may say at most; more is as good as never
	maxJitter    = time.Second
)

func (k *call) attempts() int {
	if k.opt.attempts > 0 {
		return k.opt.attempts
	}
	return k.c.app.attempts
}

// repeatable reports whether a second send does no harm, even when the first
// was carried out: the call only reads, leaves the same state, or carries its
// idempotency key.
func (k *call) repeatable() bool {
	// Another version may not know the key, and a write that needs it is then no
	// longer the same when it is sent twice.
	keyed := k.op.Key != "" && k.opt.version == ""
	return k.op.Effect == Read || k.op.Effect == WriteIdempotent && (k.op.Key == "" || keyed) || keyed
}

// judge decides on an answer in the platform's form.
func (k *call) judge(resp *http.Response, code int, message string) (again bool) {
	if code == 0 && resp.StatusCode < 300 {
		k.c.app.limits.Succeeded(k.key)
		return false
	}
	k.last = &Error{
		Code: code, Message: k.clean(message), RequestID: k.info.RequestID, HTTPStatus: resp.StatusCode,
		RetryAfter: retryAfter(resp.Header, time.Now()), kind: kindOf(code, resp.StatusCode, message),
		hint: k.hint(code),
	}
	if resp.StatusCode == http.StatusTooManyRequests && k.last.kind != kindQuota {
		k.last.kind = kindRateLimited
	}
	switch {
	case k.last.kind == kindRateLimited:
		return k.retryLimited()
	case k.last.kind == kindTokenExpired:
		return k.retryToken()
	case k.last.kind == kindReauthorize, code == codeNoScope: // a new authorization may lie in the store
		if r, ok := k.c.tokens.(*Refresher); ok {
			r.forget(k.token.AccessToken)
		}
	case code == codeTimestamp && strings.Contains(strings.ToLower(message), "timestamp"):
		return k.retryClock(resp.Header.Get("Date"))
	case k.last.kind == kindServer:
		k.unsure = true
		return k.retryFault()
	case k.last.kind == kindConflict:
		return k.retryFault()
	}
	return false
}

// retryLimited: refused before any work, so even a write may go again, after
// the wait, together with all other callers of the route.
func (k *call) retryLimited() bool {
	k.backOff()
	k.c.app.limits.Refused(k.key, max(k.last.RetryAfter, k.wait))
	return true
}

// retryFault: the call may have been carried out.
func (k *call) retryFault() bool {
	k.backOff()
	return k.repeatable()
}

// retryToken: refused before any work; once, with a new token and no wait.
func (k *call) retryToken() bool {
	if k.auth || k.stale != "" {
		return false
	}
	k.stale = k.token.AccessToken
	if r, ok := k.c.tokens.(*Refresher); ok && k.tries >= k.attempts() {
		r.expire(k.stale) // the next call renews it
	}
	return true
}

// retryClock: refused before any work; once, with the platform's clock. The
// window is 5 min before to 30 s after its time.
func (k *call) retryClock(date string) bool {
	server, err := http.ParseTime(date)
	if err != nil || k.reclock {
		return false
	}
	k.reclock = true
	skew := time.Until(server)
	if (skew - k.skew).Abs() < 2*time.Second {
		return false // it was right already: the clock is not the cause
	}
	k.c.app.skew.Store(int64(skew))
	return true
}

// backOff chooses the wait before the next try: as told, and otherwise doubling,
// half fixed and half random, so that callers do not return together.
func (k *call) backOff() {
	if after := k.last.RetryAfter; after > 0 {
		k.wait = after + rand.N(min(after/10, maxJitter)+1) //nolint:gosec // jitter is no secret
		return
	}
	d := k.c.app.maxWait
	if n := k.tries - 1; n < 20 {
		d = min(firstWait<<n, d)
	}
	k.wait = d/2 + rand.N(d/2+1) //nolint:gosec // jitter is no secret
}

// retryAfter reads seconds or a date; what makes no sense counts as not said.
func retryAfter(h http.Header, now time.Time) time.Duration {
	v := strings.TrimSpace(h.Get("Retry-After"))
	if v == "" {
		return 0
	}
	if s, err := strconv.ParseFloat(v, 64); err == nil {
		if !(s > 0) {
			return 0
		}
		return time.Duration(min(s, maxRetryWait.Seconds()) * float64(time.Second))
	}
	at, err := http.ParseTime(v)
	if err != nil {
		return 0
	}
	if date, err := http.ParseTime(h.Get("Date")); err == nil {
		now = date // both from one clock, which may differ from ours
	}
	return min(max(at.Sub(now), 0), maxRetryWait)
}

// noAnswer decides on a try that ended without an answer.
func (k *call) noAnswer(ctx context.Context, err error) (again bool) {
	k.info = ResponseInfo{}
	k.last = &Error{err: k.safe(err)}
	var file *wire.FileError
	var cert *tls.CertificateVerificationError
	switch {
	case errors.As(err, &file), errors.As(err, &cert):
		return false // the same would happen again
	case ctx.Err() != nil:
		k.unsure = k.unsure || !notSent(err)
		return false
	case notSent(err):
		k.backOff()
		return true
	}
	k.unsure = true
	return k.retryFault()
}

// notSent reports whether not a byte reached the platform: no connection came about.
func notSent(err error) bool {
	var op *net.OpError
	return errors.As(err, &op) && op.Op == "dial"
}

// withoutURL takes the URL out of an error of net/http: its query holds the
// signature, or the app secret.
func withoutURL(err error) error {
	if u, ok := errors.AsType[*url.Error](err); ok {
		return u.Err
	}
	return err
}

// safe keeps an error of the transport for errors.Is, unless its text holds
// what must not be seen.
func (k *call) safe(err error) error {
	err = withoutURL(err)
	if t := err.Error(); k.redact(t) != t {
		return errors.New("the connection broke (details withheld: they hold a secret)")
	}
	return err
}

const maxMessage = 500 // bytes of a platform's message that are shown

// redact takes what must not be seen out of a text from outside.
func (k *call) redact(text string) string {
	for _, secret := range []string{
		k.c.app.secret, k.token.AccessToken, k.Query.Get("sign"), k.Query.Get("refresh_token"), k.Query.Get("auth_code"),
		k.Query.Get("upload_token"),
	} {
		if len(secret) > 3 {
			text = strings.ReplaceAll(text, secret, "***")
		}
	}
	for _, query := range []string{"app_key=", "app_secret=", "sign="} { // what we sent, thrown back
		if before, _, ok := strings.Cut(text, query); ok {
			text = before + "***"
		}
	}
	return text
}

// clean makes a text from outside fit to be shown: no secrets, one line.
func (k *call) clean(text string) string {
	text = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return ' '
		}
		return r
	}, k.redact(text))
	if len(text) > maxMessage {
		text = strings.ToValidUTF8(text[:maxMessage], "")
	}
	return text
}
