package sandbox

import (
	"fmt"
	"net/http"
	"strings"
	"time"
)

// Fault is something that goes wrong once or more.
type Fault struct {
	Route      string        // "METHOD /path/{template}"; "" means any
	Times      int           // how many requests it hits; 0 means one, a negative number all
	Status     int           // HTTP status of the answer; 0 means the one that goes with Code
	Code       int           // code in the envelope
	Message    string        // text beside Code
	RetryAfter time.Duration // sent in whole seconds
	Body       string        // sent instead of an envelope
	Delay      time.Duration // waited before anything else
	Cut        bool          // the connection is closed without an answer
	Handled    bool          // the request takes effect all the same
	Truncate   int           // so many bytes of the real answer are sent, then the connection is closed
}

// reaches reports whether the request is handled.
func (f *Fault) reaches() bool { return f.Handled || f.Truncate > 0 || f.slowOnly() }

// slowOnly reports whether the fault is nothing but a delay.
func (f *Fault) slowOnly() bool {
	return f.Status == 0 && f.Code == 0 && f.Body == "" && !f.Cut && f.Truncate == 0
}

// Fault makes something go wrong. Of several faults for a request the one that
// was asked for first is taken. A route that does not exist breaks the shop: the
// fault would never be met, and a test would pass for the wrong reason.
func (s *Sandbox) Fault(f Fault) {
	if f.Times == 0 {
		f.Times = 1
	}
	var refused *refusal
	if method, path, _ := strings.Cut(f.Route, " "); f.Route != "" {
		_, refused = s.routes.match(method, path)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if refused != nil && s.broken == nil {
		s.broken = fmt.Errorf("fault for the route %q, which does not exist: want method and path of a route", f.Route)
	}
	s.faults = append(s.faults, &f)
}

// Err is why the shop serves nothing, nil when all is well.
func (s *Sandbox) Err() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.broken
}

// takeFault is the fault for this request, nil if there is none.
func (s *Sandbox) takeFault(c *call) *Fault {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, f := range s.faults {
		fits := f.Route == "" || f.Route == c.method+" "+c.path || c.rt != nil && f.Route == c.rt.name()
		if !fits || f.Times == 0 {
			continue
		}
		if f.Times > 0 {
			f.Times--
		}
		hit := *f
		return &hit
	}
	return nil
}

// pause waits. It reports false when the client gives up or the shop closes.
func (s *Sandbox) pause(r *http.Request, d time.Duration) bool {
	if d <= 0 {
		return true
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return true
	case <-r.Context().Done():
	case <-s.done:
	}
	return false
}

// spoil turns the real answer, nil if there is none, into what the fault wants.
func (s *Sandbox) spoil(f *Fault, rep *reply) *reply {
	switch {
	case f == nil || f.slowOnly():
		return rep
	case f.Cut:
		return &reply{cut: true}
	case f.Truncate > 0:
		rep.truncate = f.Truncate
		return rep
	}
	status := f.Status
	if status == 0 {
		status = statusOf(f.Code)
	}
	message := f.Message
	if message == "" {
		message = "fault asked for by the test"
	}
	out := s.refuse(&refusal{status: status, code: f.Code, message: message, retry: f.RetryAfter})
	if f.Body != "" || f.Code == 0 {
		out.body = []byte(f.Body)
		out.header.Set("Content-Type", "text/html; charset=utf-8")
	}
	return out
}

// statusOf is the HTTP status a code comes with.
func statusOf(code int) int {
	switch code {
	case 36009002, 36009037:
		return http.StatusTooManyRequests
	case 101000, 105001, 105002, 105004, 105005, 106001, 36009043, 36009044:
		return http.StatusUnauthorized
	case 106013, 36009004:
		return http.StatusBadRequest
	default:
		return http.StatusOK
	}
}
