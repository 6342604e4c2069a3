package sandbox

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"strconv"
	"time"
)

// refusal is why a request gets no success.
type refusal struct {
	status  int // HTTP status; 0 means 200, as for most business errors
	code    int
	message string
	retry   time.Duration // for Retry-After; 0 sends none
}

func refuse(status, code int, format string, args ...any) *refusal {
	return &refusal{status: status, code: code, message: fmt.Sprintf(format, args...)}
}

// invalid is the gateway's answer to a request that is not as the route wants it.
func invalid(format string, args ...any) *refusal { return refuse(400, 36009004, format, args...) }

// reply is what is sent back.
type reply struct {
	status   int
	code     int
	header   http.Header
	body     []byte
	cut      bool // close the connection without an answer
	truncate int  // send so many bytes, then close the connection; 0 sends all
}

func (s *Sandbox) accept(message string, data json.RawMessage) *reply {
	return s.envelope(http.StatusOK, 0, message, data)
}

func (s *Sandbox) refuse(r *refusal) *reply {
	rep := s.envelope(r.status, r.code, r.message, json.RawMessage("null"))
	if r.retry > 0 {
		rep.header.Set("Retry-After", seconds(r.retry))
	}
	return rep
}

// seconds rounds up: calling earlier than told must not be right.
func seconds(d time.Duration) string {
	return strconv.FormatInt(int64((d+time.Second-1)/time.Second), 10)
}

// envelope is the form of every answer.
func (s *Sandbox) envelope(status, code int, message string, data json.RawMessage) *reply {
	if status == 0 {
		status = http.StatusOK
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, `{"code":%d,"message":%s,"request_id":"%s","data":`, code, encode(message), s.requestID())
	b.Write(data)
	b.WriteByte('}')
	return &reply{status: status, code: code, header: jsonHeader(), body: b.Bytes()}
}

// emptyData is what writes answer that have nothing to say.
var emptyData = json.RawMessage("{}")

// dataOf encodes a handler's answer; the lock is held, for the answer may hold
// parts of records.
func dataOf(v any) json.RawMessage {
	switch v := v.(type) {
	case nil:
		return emptyData
	case json.RawMessage:
		return v
	default:
		return encode(v)
	}
}

func jsonHeader() http.Header {
	return http.Header{"Content-Type": {"application/json; charset=utf-8"}}
}

// requestID has the platform's form: a time and a number.
func (s *Sandbox) requestID() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.answered++
	return fmt.Sprintf("%s%020X", s.now().UTC().Format("20060102150405"), s.answered)
}

// write sends the reply. Closing the connection early is what a broken network does.
func (r *reply) write(w http.ResponseWriter, now time.Time) {
	if r.cut {
		abort()
	}
	h := w.Header()
	maps.Copy(h, r.header)
	h.Set("Date", now.UTC().Format(http.TimeFormat))
	h.Set("Content-Length", strconv.Itoa(len(r.body)))
	w.WriteHeader(r.status)
	if r.truncate > 0 && r.truncate < len(r.body) {
		_, _ = w.Write(r.body[:r.truncate]) //nolint:gosec // G705: tests ask for these bytes, no browser shows them
		_ = http.NewResponseController(w).Flush()
		abort()
	}
	_, _ = w.Write(r.body) //nolint:gosec // G705: JSON, or what a test asked for; no browser shows it
}

// abort closes the connection without an end of the answer.
func abort() {
	panic(http.ErrAbortHandler) //nolint:forbidigo // the one way net/http has; it is recovered there
}
