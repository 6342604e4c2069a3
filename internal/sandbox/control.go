package sandbox

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// Control calls are HTTP calls below controlPath, which the platform does not
// have. They take and answer JSON. GET /sandbox/control describes them all.
const (
	controlPath = "/sandbox/"
	aboutPath   = controlPath + "control"
)

// controlCall is one of them.
type controlCall struct {
	Method string            `json:"method"`
	Path   string            `json:"path"`
	Does   string            `json:"does"`
	Query  map[string]string `json:"query,omitzero"` // names and what they are
	Bodies []json.RawMessage `json:"bodies,omitzero"`
	do     func(*Sandbox, *controlRequest) (any, error)
}

// controlRequest is what a control call gets.
type controlRequest struct {
	query url.Values
	body  []byte
}

// decode reads the body; the error lists what is wrong with it.
func (r *controlRequest) decode(into any) Problems {
	if len(strings.TrimSpace(string(r.body))) == 0 {
		return Problems{"the body is empty: want a JSON object"}
	}
	return decodeStrict(r.body, into)
}

// controlError is a problem of a control call that is not about its fields.
type controlError struct {
	status int
	text   string
}

func (e *controlError) Error() string { return e.text }

func controlErrorf(status int, format string, args ...any) error {
	return &controlError{status: status, text: fmt.Sprintf(format, args...)}
}

// body is an example of a body.
func bodies(examples ...string) []json.RawMessage {
	var list []json.RawMessage
	for _, e := range examples {
		list = append(list, json.RawMessage(e))
	}
	return list
}

// controlCalls are all there are.
func controlCalls() []controlCall {
	calls := []controlCall{{Method: "GET", Path: aboutPath, Does: "describes the control calls", do: (*Sandbox).controlAbout}}
	for _, part := range [][]controlCall{
		timeCalls(), faultCalls(), logCalls(), scenarioCalls(), tokenCalls(), hookCalls(), orderCalls(), creatorCalls(), productCalls(), stageCalls(), stateCalls(),
	} {
		calls = append(calls, part...)
	}
	return calls
}

func (s *Sandbox) controlAbout(*controlRequest) (any, error) {
	return map[string]any{
		"about":      "Control calls of the sandbox. Bodies are JSON; each of the bodies shown is a call of its own. Unknown fields are refused.",
		"calls":      controlCalls(),
		"scenarios":  Scenarios(),
		"spans":      `texts such as "90s", "4h" or "2d12h"`,
		"times":      `texts such as "2026-03-01T09:00:00Z"`,
		"fault_kind": faultKinds(),
		"header":     "a fault in the header " + FaultHeader + " hits the request it comes with",
	}, nil
}

// control answers a control call.
func (s *Sandbox) control(w http.ResponseWriter, r *http.Request) {
	if err := s.mayControl(r); err != nil {
		writeControl(w, nil, err)
		return
	}
	if r.URL.Path == controlPath {
		s.statusPage(w, r)
		return
	}
	call, err := findControl(r)
	if err != nil {
		if e, ok := errors.AsType[*methodError](err); ok {
			w.Header().Set("Allow", strings.Join(e.allowed, ", "))
		}
		writeControl(w, nil, err)
		return
	}
	req := &controlRequest{}
	if req.query, err = controlQuery(r.URL.RawQuery, call); err == nil {
		req.body, err = controlBody(w, r)
	}
	if err != nil {
		writeControl(w, nil, err)
		return
	}
	v, err := call.do(s, req)
	writeControl(w, v, err)
}

// mayControl keeps strange web pages out: those that reach a port of this
// machine by a name of their own, and those that send a form here.
func (s *Sandbox) mayControl(r *http.Request) error {
	s.mu.Lock()
	exposed := s.exposed
	s.mu.Unlock()
	if exposed && !isLoopback(r.Host) {
		return controlErrorf(http.StatusForbidden, "the header Host is %q: call the sandbox by a loopback address, such as 127.0.0.1", shorten(r.Host, 60))
	}
	if err := http.NewCrossOriginProtection().Check(r); err != nil {
		return controlErrorf(http.StatusForbidden, "a page of another site must not do this: %v", err)
	}
	return nil
}

// isLoopback reports whether a Host header names this machine.
func isLoopback(host string) bool {
	name, _, err := net.SplitHostPort(host)
	if err != nil {
		name = strings.Trim(host, "[]")
	}
	ip := net.ParseIP(name)
	return strings.EqualFold(name, "localhost") || ip != nil && ip.IsLoopback()
}

// methodError says that a path takes other methods.
type methodError struct {
	path, method string
	allowed      []string
}

func (e *methodError) Error() string {
	return fmt.Sprintf("%s does not take %s but %s", e.path, shorten(e.method, 20), strings.Join(e.allowed, ", "))
}

func findControl(r *http.Request) (*controlCall, error) {
	method := r.Method
	if method == http.MethodHead {
		method = http.MethodGet
	}
	var allowed []string
	paths := map[string]bool{}
	calls := controlCalls()
	for i := range calls {
		c := &calls[i]
		paths[c.Path] = true
		if c.Path != r.URL.Path {
			continue
		}
		if c.Method == method {
			return c, nil
		}
		allowed = append(allowed, c.Method)
	}
	if len(allowed) > 0 {
		return nil, &methodError{path: r.URL.Path, method: r.Method, allowed: allowed}
	}
	return nil, controlErrorf(http.StatusNotFound, "there is no %q; there are %s",
		shorten(r.URL.Path, 60), strings.Join(slices.Sorted(maps.Keys(paths)), ", "))
}

// controlQuery takes the names that the call has, each once.
func controlQuery(raw string, call *controlCall) (url.Values, error) {
	q, err := url.ParseQuery(raw)
	if err != nil {
		return nil, controlErrorf(http.StatusBadRequest, "the query is malformed: encode names and values")
	}
	var p Problems
	for _, name := range slices.Sorted(maps.Keys(q)) {
		switch _, known := call.Query[name]; {
		case !known && len(call.Query) == 0:
			p.add(shorten(name, 40), "this call takes no query")
		case !known:
			p.add(shorten(name, 40), "there is no such parameter; there are %s", strings.Join(slices.Sorted(maps.Keys(call.Query)), ", "))
		case len(q[name]) > 1:
			p.add(name, "it stands there %d times", len(q[name]))
		}
	}
	return q, p.err()
}

func controlBody(w http.ResponseWriter, r *http.Request) ([]byte, error) {
	if r.Body == nil {
		return nil, nil
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxScenario))
	if _, tooLong := errors.AsType[*http.MaxBytesError](err); tooLong {
		return nil, controlErrorf(http.StatusRequestEntityTooLarge, "the body has more than %d bytes", maxScenario)
	}
	if err != nil {
		return nil, controlErrorf(http.StatusBadRequest, "the body could not be read")
	}
	return body, nil
}

// writeControl answers with a value or with what was wrong.
func writeControl(w http.ResponseWriter, v any, err error) {
	status := http.StatusOK
	if err != nil {
		status = http.StatusBadRequest
		answer := map[string]any{"error": err.Error(), "see": "GET " + aboutPath}
		if e, ok := errors.AsType[*controlError](err); ok {
			status = e.status
		} else if _, ok := errors.AsType[*methodError](err); ok {
			status = http.StatusMethodNotAllowed
		} else if p, ok := errors.AsType[Problems](err); ok {
			answer["error"], answer["problems"] = "the call has problems: "+strings.Join(p, "; "), p
		}
		v = answer
	}
	body, encodeErr := json.MarshalIndent(v, "", "  ")
	if encodeErr != nil {
		status, body = http.StatusInternalServerError, []byte(`{"error":"the answer cannot be written as JSON"}`)
	}
	body = append(body, '\n')
	h := w.Header()
	h.Set("Content-Type", "application/json; charset=utf-8")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cache-Control", "no-store")
	h.Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	_, _ = w.Write(body)
}

// oneOfThese adds a problem unless exactly one of the fields is there.
func (p *Problems) oneOfThese(given map[string]bool) {
	if len(*p) > 0 {
		return
	}
	var set []string
	for name, is := range given {
		if is {
			set = append(set, name)
		}
	}
	slices.Sort(set)
	all := strings.Join(slices.Sorted(maps.Keys(given)), ", ")
	switch {
	case len(set) == 0:
		p.add("", "want one of %s", all)
	case len(set) > 1:
		p.add("", "%s do not go together: make a call of each", strings.Join(set, " and "))
	}
}
