package tiktokshop

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math"
	"net/http"
	"reflect"
	"sync"
	"time"

	"github.com/tiktokshop-go/tiktokshop/internal/codec"
)

// answer reads an answer, decodes it into the caller's value and judges it.
func (k *call) answer(resp *http.Response) (again bool) {
	k.info = ResponseInfo{HTTPStatus: resp.StatusCode}
	if resp.StatusCode >= 300 && resp.StatusCode < 400 {
		k.last = &Error{HTTPStatus: resp.StatusCode, Message: "redirect not followed: it could carry the token to another host"}
		_ = resp.Body.Close()
		return false
	}
	buf := k.c.app.buffers.get()
	defer k.c.app.buffers.put(buf)
	err := k.read(buf, resp)
	if err == nil {
		var env codec.Envelope
		if env, err = k.open(buf.Bytes()); err == nil {
			k.info.RequestID = k.clean(env.RequestID)
			return k.judge(resp, env.Code, env.Message)
		}
	}
	k.last = &Error{HTTPStatus: resp.StatusCode, RetryAfter: retryAfter(resp.Header, time.Now()), err: err}
	k.last.kind = kindOf(0, resp.StatusCode, "")
	switch k.last.kind {
	case kindRateLimited:
		k.last.err = nil
		return k.retryLimited()
	case kindNone, kindServer:
		k.last.kind, k.unsure = kindServer, true
		return k.retryFault() && !errors.Is(err, errTooLarge)
	default: // a refusal in a form of its own, from something in front of the platform
		return false
	}
}

var errTooLarge = errors.New("the answer is larger than allowed")

// read reads the body to its end, which frees the connection for the next call.
func (k *call) read(buf *bytes.Buffer, resp *http.Response) error {
	body := resp.Body
	resp.Body = http.NoBody // retryablehttp has nothing left to drain
	limit := k.opt.maxBody
	if limit <= 0 {
		limit = defaultMaxBody
	}
	if n := resp.ContentLength; n > 0 && n <= limit {
		buf.Grow(int(n) + bytes.MinRead) // one allocation, and none when a kept buffer is large enough
	}
	_, err := buf.ReadFrom(io.LimitReader(body, min(limit, math.MaxInt64-1)+1))
	if closeErr := body.Close(); err == nil {
		err = closeErr
	}
	if err != nil {
		return k.safe(fmt.Errorf("reading the answer: %w", err))
	}
	if int64(buf.Len()) > limit {
		return fmt.Errorf("%w: %d bytes, see the MaxBody option", errTooLarge, limit)
	}
	return nil
}

// open decodes an answer into the caller's value.
func (k *call) open(b []byte) (codec.Envelope, error) {
	if k.out != nil && k.tries > 1 { // what a former answer left behind
		reflect.ValueOf(k.out).Elem().SetZero()
	}
	env, err := codec.Open(b, k.out, k.opt.raw != nil)
	if k.opt.raw != nil {
		*k.opt.raw = env.Raw
	}
	k.decode = nil
	if env.Misfit != "" {
		k.decode = &DecodeError{Op: k.op.Name, Path: env.Misfit}
	}
	return env, err
}

// partial returns the failures inside a successful answer.
func (k *call) partial() error {
	if k.op.Partial == "" || k.out == nil {
		return nil
	}
	var failed []PartialError
	for _, f := range codec.Failures(k.out, k.op.Partial) {
		f.Message = k.clean(f.Message)
		failed = append(failed, PartialError(f))
	}
	if len(failed) == 0 {
		return nil
	}
	return &PartialFailure{Op: k.op.Name, Errors: failed}
}

const keptBytes = 8 << 20 // of buffers waiting for the next answer

// buffers keeps what answers are read into. The first ones are not dropped by the
// garbage collector, unlike those of a sync.Pool, so that a walk over large pages
// does not make a new buffer every few pages.
type buffers struct {
	mu   sync.Mutex
	free []*bytes.Buffer
	kept int
	rest sync.Pool // what many goroutines need beyond keptBytes
}

func (b *buffers) get() *bytes.Buffer {
	b.mu.Lock()
	defer b.mu.Unlock()
	if n := len(b.free) - 1; n >= 0 {
		buf := b.free[n]
		b.free[n], b.free = nil, b.free[:n]
		b.kept -= buf.Cap()
		return buf
	}
	if buf, ok := b.rest.Get().(*bytes.Buffer); ok {
		return buf
	}
	return new(bytes.Buffer)
}

func (b *buffers) put(buf *bytes.Buffer) {
	buf.Reset()
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.kept+buf.Cap() > keptBytes {
		b.rest.Put(buf)
		return
	}
	b.free, b.kept = append(b.free, buf), b.kept+buf.Cap()
}
