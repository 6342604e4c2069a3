package sandbox

import (
	"fmt"
	"net/http"
	"slices"
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

	WrongType    string // path of a field of the real answer that gets another JSON type, such as "data.orders.id"
	ExpiredToken bool   // the access token of the request ends: it is good for nothing but its refresh
	Limit        bool   // answered as calls beyond the limit are
}

// reaches reports whether the request is handled.
func (f *Fault) reaches() bool {
	return f.Handled || f.Truncate > 0 || f.WrongType != "" || !f.replaces() && !f.Cut
}

// replaces reports whether the fault sends an answer of its own.
func (f *Fault) replaces() bool { return f.Status != 0 || f.Code != 0 || f.Body != "" || f.Limit }

// Fault makes something go wrong. Of several faults for a request the one that
// was asked for first is taken. A route that does not exist breaks the shop: the
// fault would never be met, and a test would pass for the wrong reason.
func (s *Sandbox) Fault(f Fault) {
	if f.Times == 0 {
		f.Times = 1
	}
	known := s.knows(f.Route)
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case s.broken != nil:
	case !known:
		s.broken = fmt.Errorf("fault for the route %q, which does not exist: want method and path of a route", f.Route)
	case f.WrongType != "" && !pathOfField(f.WrongType):
		s.broken = fmt.Errorf("fault with the wrong type %q: want the path of a field of the answer, such as data.orders.id", f.WrongType)
	}
	s.faults = append(s.faults, &f)
}

// knows reports whether there is such a route; "" stands for any.
func (s *Sandbox) knows(route string) bool {
	s.gate.RLock()
	defer s.gate.RUnlock()
	return s.routes.has(route)
}

func (rs *routes) has(route string) bool {
	method, path, _ := strings.Cut(route, " ")
	_, refused := rs.match(method, path)
	return route == "" || refused == nil
}

// Err is why the shop serves nothing, nil when all is well.
func (s *Sandbox) Err() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.broken
}

// takeFault is the fault for this request, nil if there is none: the one it
// brings with it, or the first that was asked for.
func (s *Sandbox) takeFault(c *call) (*Fault, *refusal) {
	if f, refused := headerFault(c.header); f != nil || refused != nil {
		return f, refused
	}
	s.gate.RLock()
	rt, _ := s.routes.match(c.method, c.path)
	s.gate.RUnlock()
	s.mu.Lock()
	defer s.mu.Unlock()
	for i, f := range s.faults {
		if f.Route != "" && f.Route != c.method+" "+c.path && (rt == nil || f.Route != rt.name()) {
			continue
		}
		hit := *f
		if f.Times > 0 {
			f.Times--
		}
		if f.Times == 0 {
			s.faults = slices.Delete(s.faults, i, i+1)
		}
		return &hit, nil
	}
	return nil, nil
}

// spend does what a fault does to the shop before the request is handled.
func (s *Sandbox) spend(c *call, f *Fault) {
	if f == nil || !f.ExpiredToken {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if g := s.access.tokens[c.header.Get("x-tts-access-token")]; g != nil {
		g.accessExpires = c.now
	}
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
	case f.Cut:
		return &reply{cut: true}
	case f.Truncate > 0:
		rep.truncate = f.Truncate
		return rep
	case f.WrongType != "":
		return s.mistype(f, rep)
	case f.Limit:
		return s.refuse(s.tooMany(max(f.RetryAfter, time.Second)))
	case !f.replaces():
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

// mistype changes a type in an answer. A fault that finds nothing to change
// must not pass unseen; a refusal is left alone, for it has no data.
func (s *Sandbox) mistype(f *Fault, rep *reply) *reply {
	body, found := mistype(rep.body, f.WrongType)
	if !found && rep.code == 0 {
		return s.refuse(refuse(http.StatusInternalServerError, 36009007,
			"the fault wants the field %s of the answer to have a wrong type, but the answer has no such field", f.WrongType))
	}
	rep.body = body
	return rep
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
