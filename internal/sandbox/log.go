package sandbox

import (
	"maps"
	"net/http"
	"net/url"
	"slices"
	"time"
)

// Request is what the shop knows about one request it has received.
type Request struct {
	Time     time.Time  // by the shop's clock
	Method   string     // HTTP method
	Path     string     // as received
	Route    string     // "METHOD /path/{template}", "" when there is no such route
	Query    url.Values // without signature, secrets and tokens
	BodySize int        // bytes
	Status   int        // HTTP status of the answer; 0 when the connection was cut
	Code     int        // code of the answer
	Applied  bool       // it changed something
	Faulted  bool       // a Fault hit it
}

const maxLog = 100_000

// record keeps a request before it is answered: who has the answer finds it in
// the log.
func (s *Sandbox) record(c *call, r *http.Request, rep *reply, f *Fault) {
	q, _ := url.ParseQuery(r.URL.RawQuery)
	for _, secret := range []string{"sign", "app_secret", "access_token", "x-tts-access-token", "auth_code", "refresh_token", "upload_token"} {
		q.Del(secret)
	}
	req := Request{
		Time: c.now, Method: c.method, Path: c.path, Query: q, BodySize: len(c.raw),
		Status: rep.status, Code: rep.code, Applied: c.applied, Faulted: f != nil,
	}
	if c.rt != nil {
		req.Route = c.rt.name()
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.log) == maxLog {
		s.log = slices.Delete(s.log, 0, maxLog/10)
	}
	s.log = append(s.log, req)
}

// Requests are the requests received so far, at most the last 100,000.
func (s *Sandbox) Requests() []Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := slices.Clone(s.log)
	for i := range out {
		out[i].Query = maps.Clone(out[i].Query)
	}
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
