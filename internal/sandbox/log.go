package sandbox

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

// Request is what the shop knows about one request it has received.
type Request struct {
	Time     time.Time  // by the shop's clock
	Method   string     // HTTP method
	Path     string     // as received
	Route    string     // "METHOD /path/{template}", "" when there is no such route
	App      string     // app key
	Shop     string     // id of the shop that the request names by its cipher, "" if it names none
	Query    url.Values // without signature, secrets and tokens
	BodySize int        // bytes
	Status   int        // HTTP status of the answer; 0 when the connection was cut
	Code     int        // code of the answer
	Applied  bool       // it changed something
	Faulted  bool       // a Fault hit it
}

const maxLog = 100_000

// logged is a request in the log; its query is read when somebody asks.
type logged struct {
	Request
	rawQuery string
}

// export is the request without its secrets.
func (e *logged) export() Request {
	out := e.Request
	out.Query, _ = url.ParseQuery(e.rawQuery)
	for _, secret := range []string{"sign", "app_secret", "access_token", "x-tts-access-token", "auth_code", "refresh_token", "upload_token"} {
		out.Query.Del(secret)
	}
	return out
}

// record keeps a request before it is answered: who has the answer finds it in
// the log.
func (s *Sandbox) record(c *call, r *http.Request, rep *reply, f *Fault) {
	const longest = 4096 // of what the log keeps of a path or query
	e := logged{rawQuery: cut(r.URL.RawQuery, longest), Request: Request{
		Time: c.now, Method: cut(c.method, 20), Path: cut(c.path, longest), BodySize: len(c.raw),
		Status: rep.status, Code: rep.code, Applied: c.applied, Faulted: f != nil,
	}}
	if c.rt != nil {
		e.Route = c.rt.name()
	}
	q := c.query
	if q == nil { // the request was not looked at
		q, _ = url.ParseQuery(e.rawQuery)
	}
	e.App = cut(q.Get("app_key"), maxText)
	s.mu.Lock()
	defer s.mu.Unlock()
	if t := s.byCipher(q.Get("shop_cipher")); t != nil {
		e.Shop = t.id
	}
	if len(s.log) == maxLog {
		s.log = slices.Delete(s.log, 0, maxLog/10)
	}
	s.log = append(s.log, e)
}

// cut is the beginning of a text, in memory of its own.
func cut(s string, n int) string {
	if len(s) <= n {
		return s
	}
	return strings.Clone(s[:n])
}

// Requests are the requests received so far, at most the last 100,000.
func (s *Sandbox) Requests() []Request {
	s.mu.Lock()
	log := slices.Clone(s.log)
	s.mu.Unlock()
	out := make([]Request, len(log))
	for i := range log {
		out[i] = log[i].export()
	}
	return out
}

// requests are the last requests that keep accepts, oldest first.
func (s *Sandbox) requests(limit int, keep func(*Request) bool) []Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := []Request{}
	for i := len(s.log) - 1; i >= 0 && len(out) < limit; i-- {
		if e := &s.log[i]; keep(&e.Request) {
			out = append(out, e.export())
		}
	}
	slices.Reverse(out)
	return out
}

// Writes is how many requests of a route, or of all for "", changed something.
func (s *Sandbox) Writes(route string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	if route != "" {
		return s.writes[route]
	}
	n := 0
	for _, w := range s.writes {
		n += w
	}
	return n
}
