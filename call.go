package tiktokshop

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/hashicorp/go-retryablehttp"

	"github.com/tiktokshop-go/tiktokshop/internal/limit"
	"github.com/tiktokshop-go/tiktokshop/internal/wire"
)

// Do makes a call the typed packages do not cover. It sends every cipher the
// client is bound to, so use an unbound client for routes that take none. The
// answer's data is decoded into out, a pointer, or dropped when out is nil.
func (c *Client) Do(ctx context.Context, call Call, out any, opts ...CallOption) error {
	op := &Operation{
		Name: call.Method + " " + call.Path, Method: call.Method, Path: wire.Route(call.Path),
		Effect: call.Effect, Shop: true, Asset: true,
	}
	if call.Effect == Write && call.Method == http.MethodGet {
		op.Effect = Read
	}
	if !slices.Contains([]string{"GET", "POST", "PUT", "DELETE", "PATCH"}, call.Method) {
		return fmt.Errorf("Call.Method is %.20q: want GET, POST, PUT, DELETE or PATCH", call.Method)
	}
	r, err := wire.Raw(call.Path, call.Query, call.Body)
	if err != nil {
		return err
	}
	return newCall(c, op, r, out, opts).run(ctx)
}

// Invoke makes a call of a typed operation: ids fill the placeholders of its
// path, in is a pointer to its request or nil, out a pointer to its answer or
// nil. Typed packages call it; programs call their methods.
func (c *Client) Invoke(ctx context.Context, op *Operation, ids []string, in, out any, opts ...CallOption) error {
	r, err := c.app.encoder.Encode(op.Path, ids, in, op.Key)
	if err != nil {
		return fmt.Errorf("%s: %w", op.Name, err)
	}
	return newCall(c, op, r, out, opts).run(ctx)
}

// call is one call with all its tries.
type call struct {
	*wire.Request
	c    *Client
	op   *Operation
	out  any
	opt  callOptions
	auth bool // of the token service: unsigned, with the app secret in the query

	unsigned *url.URL // where a chunk of a large file goes, nil for calls of the API
	mime     string   // of that chunk

	form    *wire.Form    // the multipart body
	key     string        // of the limit
	tries   int           // sent so far
	token   Token         // of the last try
	stale   string        // the access token to be replaced
	skew    time.Duration // of the clock, as the last try was signed
	reclock bool          // the clock was corrected
	held    time.Duration // by limits and a token renewal, before the last try
	sent    time.Time     // the last try
	unsure  bool          // some try may have been carried out
	pending bool          // another try is due
	wait    time.Duration // before it
	cut     error         // why it did not come to that
	last    *Error        // how the last try ended, nil for success
	decode  *DecodeError
	info    ResponseInfo
}

func newCall(c *Client, op *Operation, r *wire.Request, out any, opts []CallOption) *call {
	k := &call{Request: r, c: c, op: op, out: out}
	for _, o := range opts {
		if o != nil {
			o(&k.opt)
		}
	}
	return k
}

// run makes the tries. A retryablehttp.Client for each call is cheap, since
// connections live in the http.Client below, and makes its hooks methods.
func (k *call) run(ctx context.Context) error {
	if err := k.ready(); err != nil {
		return fmt.Errorf("%s: %w", k.op.Name, err)
	}
	req, err := k.request(ctx)
	if err != nil {
		return fmt.Errorf("%s: the request cannot be made: %w", k.op.Name, withoutURL(err))
	}
	if err := k.prepare(req.Request); err != nil {
		return k.finish(ctx)
	}
	if k.opt.dry != nil {
		*k.opt.dry = req.Request
		k.fillBody(req)
		return nil
	}
	rc := retryablehttp.Client{
		HTTPClient:   k.c.app.http,
		RetryMax:     k.attempts() - 1,
		CheckRetry:   k.verdict,
		Backoff:      func(_, _ time.Duration, _ int, _ *http.Response) time.Duration { return k.wait },
		PrepareRetry: k.prepare,
		ErrorHandler: retryablehttp.PassthroughErrorHandler,
	}
	if k.form != nil || k.unsigned != nil {
		rc.HTTPClient = k.c.app.upload
	}
	_, _ = rc.Do(req) //nolint:bodyclose // verdict has read and closed every body and noted every error
	return k.finish(ctx)
}

// prepare makes a request ready to be sent, the first time and again for every
// further try: limit, token, clock, signature.
func (k *call) prepare(r *http.Request) error {
	start := time.Now()
	k.cut = k.arm(r)
	k.pending = false
	k.sent = time.Now()
	k.held = k.sent.Sub(start)
	return k.cut
}

func (k *call) arm(r *http.Request) error {
	a, ctx := k.c.app, r.Context()
	header := k.opt.header.Clone() // anew: the transport may still be writing that of the former try
	if header == nil {
		header = http.Header{}
	}
	header.Set("User-Agent", a.userAgent)
	if k.auth {
		if err := ctx.Err(); err != nil {
			return err
		}
	} else {
		// The wait comes before the signature: it would age the timestamp.
		if err := a.limits.Wait(ctx, k.key, a.maxWait); err != nil {
			if p, ok := errors.AsType[*limit.Parked](err); ok { // told so by a refusal of another call
				return &Error{Op: k.op.Name, Attempts: k.tries, RetryAfter: p.For, kind: kindRateLimited, err: p}
			}
			return fmt.Errorf("rate limit wait: %w", err)
		}
		if err := k.takeToken(ctx); err != nil {
			return err
		}
		header.Set("X-Tts-Access-Token", k.token.AccessToken)
		header.Set("Content-Type", "application/json")
		body := k.Body
		if k.form != nil {
			header.Set("Content-Type", k.form.ContentType)
			body = nil // a multipart body is not signed
		}
		if k.unsigned != nil {
			header.Set("Content-Type", k.mime)
		} else {
			k.skew = time.Duration(a.skew.Load())
			k.Query.Set("timestamp", strconv.FormatInt(time.Now().Add(k.skew).Unix(), 10))
			k.Query.Set("sign", a.signer.sign(k.Path, k.Query, body))
		}
	}
	u := *r.URL
	u.RawQuery = k.Query.Encode()
	r.URL, r.Header = &u, header
	return nil
}

func (k *call) takeToken(ctx context.Context) error {
	if k.c.tokens == nil {
		return errors.New("the client has no tokens: set Config.Tokens, or use client.As(client.Refresher(store, key))")
	}
	t, err := k.c.tokens.Token(ctx, k.stale)
	if err != nil {
		return fmt.Errorf("token: %w", err)
	}
	if t.AccessToken == "" || strings.ContainsFunc(t.AccessToken, func(r rune) bool { return r <= ' ' || r > '~' }) {
		return errors.New("token: the access token is empty or holds white space or a control character")
	}
	if k.op.Token != TokenUnknown && t.Kind != TokenUnknown && t.Kind != k.op.Token {
		return fmt.Errorf("%w: the call needs a %s token and the client has a %s token: use client.As", ErrTokenKind, k.op.Token, t.Kind)
	}
	k.token = t
	return nil
}

// verdict judges a try: it reads the answer and decides whether to try again.
func (k *call) verdict(ctx context.Context, resp *http.Response, err error) (bool, error) {
	k.tries++
	k.wait, k.last = 0, nil
	var again bool
	if err != nil {
		again = k.noAnswer(ctx, err)
	} else {
		again = k.answer(resp)
	}
	if k.last != nil {
		k.last.Op, k.last.Attempts = k.op.Name, k.tries
		k.last.OutcomeUnknown = k.unsure && k.op.Effect != Read
	}
	k.pending = again && k.tries < k.attempts() && k.affordable(ctx)
	k.observe(ctx)
	return k.pending, nil // a refusal is no error here: it would replace the answer
}

// affordable reports whether the wait for the next try fits. A wait the
// deadline would cut short ends the call at once instead.
func (k *call) affordable(ctx context.Context) bool {
	if k.last.RetryAfter > k.c.app.maxWait {
		return false // told to stay away longer than the caller wants to wait
	}
	if deadline, ok := ctx.Deadline(); ok && time.Until(deadline) <= k.wait {
		k.cut = context.DeadlineExceeded
		return false
	}
	return true
}

// finish turns what the tries left behind into the caller's value and error.
func (k *call) finish(ctx context.Context) error {
	k.info.Attempts = k.tries
	if k.opt.info != nil {
		*k.opt.info = k.info
	}
	if o, ok := k.out.(interface{ setInfo(ResponseInfo) }); ok {
		o.setInfo(k.info)
	}
	if k.pending && ctx.Err() != nil {
		k.cut = ctx.Err() // ended while waiting for the next try
	}
	switch {
	case k.last != nil && k.cut != nil:
		return fmt.Errorf("%w; no further try: %w", k.last, k.cut)
	case k.last != nil:
		return k.last
	case k.cut != nil:
		if _, ok := k.cut.(*Error); ok { //nolint:errorlint // ours, which names the operation
			return k.cut
		}
		return fmt.Errorf("%s: %w", k.op.Name, k.cut)
	case k.decode != nil:
		if err := k.partial(); err != nil {
			return errors.Join(err, k.decode)
		}
		return k.decode
	}
	return k.partial()
}
