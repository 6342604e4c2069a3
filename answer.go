package tiktokshop

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"reflect"
	"strconv"
	"strings"
	"time"

	"github.com/tiktokshop-go/tiktokshop/internal/codec"
)

// envelope is the form of every answer. Data holds a pointer to the caller's
// value, so that an answer is decoded once.
type envelope struct {
	Code      envelopeCode `json:"code"`
	Message   envelopeText `json:"message"`
	RequestID envelopeText `json:"request_id"`
	Data      any          `json:"data"`
}

// envelopeCode is a number or, rarely, text. Its absence tells that a body is no
// answer of the platform.
type envelopeCode struct {
	n   int
	set bool
}

// UnmarshalJSON reads the code.
func (c *envelopeCode) UnmarshalJSON(b []byte) error {
	n, err := strconv.ParseInt(strings.Trim(string(b), `"`), 10, 32)
	if err != nil {
		return errors.New("code is no number")
	}
	c.n, c.set = int(n), true
	return nil
}

// envelopeText takes whatever stands where text belongs.
type envelopeText string

// UnmarshalJSON reads text.
func (t *envelopeText) UnmarshalJSON(b []byte) error {
	s, err := scalarText(b)
	if err != nil {
		s = string(b)
	}
	*t = envelopeText(s)
	return nil
}

// discard takes the data nobody asked for.
type discard struct{}

// UnmarshalJSON drops it.
func (discard) UnmarshalJSON([]byte) error { return nil }

// answer reads an answer, decodes it into the caller's value and judges it.
func (k *call) answer(resp *http.Response) (again bool) {
	k.info = ResponseInfo{HTTPStatus: resp.StatusCode}
	if resp.StatusCode >= 300 && resp.StatusCode < 400 {
		k.last = &Error{HTTPStatus: resp.StatusCode, Message: "redirect not followed: it could carry the token to another host"}
		_ = resp.Body.Close()
		return false
	}
	buf, _ := k.c.app.buffers.Get().(*bytes.Buffer)
	defer k.c.app.buffers.Put(buf)
	buf.Reset()
	err := k.read(buf, resp)
	if err == nil {
		var env envelope
		if env, err = k.open(buf.Bytes()); err == nil {
			k.info.RequestID = string(env.RequestID)
			return k.judge(resp, env.Code.n, string(env.Message))
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
		buf.Grow(int(n) + bytes.MinRead) // one allocation, and none from the pool
	}
	_, err := buf.ReadFrom(io.LimitReader(body, limit+1))
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

// open decodes the envelope and the data in it, in one pass when the data keeps
// to its schema.
func (k *call) open(b []byte) (envelope, error) {
	var data any = discard{}
	if k.out != nil {
		if k.tries > 1 { // what a former answer left behind
			reflect.ValueOf(k.out).Elem().SetZero()
		}
		data = k.out
	}
	env := envelope{Data: data}
	if k.opt.raw == nil && codec.Unmarshal(b, &env) == nil && env.Code.set {
		return env, nil
	}
	var raw json.RawMessage
	env = envelope{Data: &raw}
	if err := codec.Unmarshal(b, &env); err != nil || !env.Code.set {
		return env, errors.New("the answer is not JSON in the platform's form")
	}
	if k.opt.raw != nil {
		*k.opt.raw = bytes.Clone(raw)
	}
	if env.Code.n != 0 || k.out == nil || raw == nil {
		return env, nil
	}
	return env, k.decodeData(raw)
}

// decodeData decodes data of a successful answer, bending what departs from the
// schema.
func (k *call) decodeData(raw []byte) error {
	v := reflect.ValueOf(k.out).Elem()
	v.SetZero()
	k.decode = nil
	if codec.Unmarshal(raw, k.out) == nil {
		return nil
	}
	v.SetZero()
	fitted, misfits, err := codec.Fit(raw, v.Type())
	if err == nil {
		err = codec.Unmarshal(fitted, k.out)
	}
	if err != nil {
		return fmt.Errorf("the answer's data cannot be read: %w", err)
	}
	if len(misfits) > 0 {
		path := misfits[0]
		if path == "" {
			path = "data"
		}
		k.decode = &DecodeError{Op: k.op.Name, Path: path}
	}
	return nil
}

// partial returns the failures inside a successful answer.
func (k *call) partial() error {
	if k.op.Partial == "" || k.out == nil {
		return nil
	}
	v := reflect.ValueOf(k.out).Elem()
	for i := range v.NumField() {
		name, _, _ := strings.Cut(v.Type().Field(i).Tag.Get("json"), ",")
		if name != k.op.Partial || v.Field(i).Kind() != reflect.Slice || v.Field(i).Len() == 0 {
			continue
		}
		p := &PartialFailure{Op: k.op.Name}
		for j := range v.Field(i).Len() {
			p.Errors = append(p.Errors, partialOf(v.Field(i).Index(j).Interface()))
		}
		return p
	}
	return nil
}

// partialOf reads the common members of a failure; the rest, or all of it where
// it has no detail, is the detail.
func partialOf(failure any) PartialError {
	raw, err := codec.Marshal(failure)
	if err != nil {
		return PartialError{Message: err.Error()}
	}
	var f struct {
		Code    envelopeText    `json:"code"`
		Message envelopeText    `json:"message"`
		Detail  json.RawMessage `json:"detail"`
	}
	p := PartialError{Detail: raw}
	if codec.Unmarshal(raw, &f) == nil {
		p.Code, p.Message = string(f.Code), string(f.Message)
		if f.Detail != nil {
			p.Detail = f.Detail
		}
	}
	return p
}
