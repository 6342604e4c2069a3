package sandbox

import (
	"bytes"
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

// FaultHeader is the header that makes the request it comes with fail. Its value
// is a fault in JSON, without route and times.
const FaultHeader = "X-Sandbox-Fault"

// FaultSpec is a Fault in JSON: in scenarios, control calls and the header.
type FaultSpec struct {
	Route        string `json:"route,omitzero"`
	Times        int    `json:"times,omitzero"`
	Status       int    `json:"status,omitzero"`
	Code         int    `json:"code,omitzero"`
	Message      string `json:"message,omitzero"`
	RetryAfter   Span   `json:"retry_after,omitzero"`
	Body         string `json:"body,omitzero"`
	Delay        Span   `json:"delay,omitzero"`
	Cut          bool   `json:"cut,omitzero"`
	Handled      bool   `json:"handled,omitzero"`
	Truncate     int    `json:"truncate,omitzero"`
	WrongType    string `json:"wrong_type,omitzero"`
	ExpiredToken bool   `json:"expired_token,omitzero"`
	Limit        bool   `json:"limit,omitzero"`
}

// fault is the fault that is meant.
func (f *FaultSpec) fault() *Fault {
	times := f.Times
	if times == 0 {
		times = 1
	}
	return &Fault{
		Route: f.Route, Times: times, Status: f.Status, Code: f.Code, Message: f.Message, RetryAfter: time.Duration(f.RetryAfter),
		Body: f.Body, Delay: time.Duration(f.Delay), Cut: f.Cut, Handled: f.Handled, Truncate: f.Truncate,
		WrongType: f.WrongType, ExpiredToken: f.ExpiredToken, Limit: f.Limit,
	}
}

// spec is the fault as JSON shows it.
func (f *Fault) spec() FaultSpec {
	return FaultSpec{
		Route: f.Route, Times: f.Times, Status: f.Status, Code: f.Code, Message: f.Message, RetryAfter: Span(f.RetryAfter),
		Body: f.Body, Delay: Span(f.Delay), Cut: f.Cut, Handled: f.Handled, Truncate: f.Truncate,
		WrongType: f.WrongType, ExpiredToken: f.ExpiredToken, Limit: f.Limit,
	}
}

// Longest waits that a fault may ask for.
const (
	maxDelay      = Span(10 * time.Minute)
	maxRetryAfter = Span(24 * time.Hour)
)

// check adds what is wrong with the values.
func (f *FaultSpec) check(p *Problems, at string) {
	p.route(join(at, "route"), f.Route)
	within(p, join(at, "times"), f.Times, -1, 1e9)
	if f.Status != 0 {
		within(p, join(at, "status"), f.Status, 200, 599)
	}
	within(p, join(at, "code"), f.Code, 0, 999_999_999)
	within(p, join(at, "truncate"), f.Truncate, 0, 1<<30)
	if f.Delay < 0 || f.Delay > maxDelay {
		p.add(join(at, "delay"), "want 0s to %v, not %v", time.Duration(maxDelay), time.Duration(f.Delay))
	}
	if f.RetryAfter < 0 || f.RetryAfter > maxRetryAfter {
		p.add(join(at, "retry_after"), "want 0s to %v, not %v", time.Duration(maxRetryAfter), time.Duration(f.RetryAfter))
	}
	if f.WrongType != "" && !pathOfField(f.WrongType) {
		p.add(join(at, "wrong_type"), "want the path of a field of the answer, such as data.orders.id, not %q", shorten(f.WrongType, 60))
	}
	if p.under(at) {
		return
	}
	kinds := f.kinds()
	switch {
	case len(kinds) == 0 && f.Delay == 0:
		p.add(at, "nothing goes wrong: want one of status, code, body, delay, cut, truncate, wrong_type, expired_token, limit")
	case len(kinds) > 1:
		p.add(at, "%s do not go together: make a fault of each", strings.Join(kinds, " and "))
	}
}

// kinds are the ways in which the fault spoils the answer; more than one cannot
// be had at once.
func (f *FaultSpec) kinds() []string {
	var kinds []string
	for _, k := range []struct {
		name string
		set  bool
	}{
		{"status, code and body", f.Status != 0 || f.Code != 0 || f.Body != ""},
		{"cut", f.Cut},
		{"truncate", f.Truncate > 0},
		{"wrong_type", f.WrongType != ""},
		{"expired_token", f.ExpiredToken},
		{"limit", f.Limit},
	} {
		if k.set {
			kinds = append(kinds, k.name)
		}
	}
	return kinds
}

// headerFault is the fault that the request brings with it, nil if there is none.
func headerFault(h http.Header) (*Fault, *refusal) {
	sent := h.Values(FaultHeader)
	if len(sent) == 0 {
		return nil, nil
	}
	const longest = 4096
	var f FaultSpec
	var p Problems
	switch {
	case len(sent) > 1:
		p.add("", "it stands there %d times", len(sent))
	case len(sent[0]) > longest:
		p.add("", "it has %d bytes, at most %d are taken", len(sent[0]), longest)
	default:
		p = decodeStrict([]byte(sent[0]), &f)
		f.check(&p, "")
		if f.Route != "" || f.Times != 0 {
			p.add("", "route and times have no meaning here: the request it comes with is hit")
		}
	}
	if len(p) > 0 {
		return nil, invalid(`header %s: %s. Send a fault such as {"status":503} or {"code":36009002,"retry_after":"2s"}`,
			FaultHeader, strings.Join(p, "; "))
	}
	return f.fault(), nil
}

// pathOfField reports whether s could be the path of a field of an envelope.
func pathOfField(s string) bool {
	parts := strings.Split(s, ".")
	return len(s) <= maxText && slices.Contains([]string{"code", "message", "request_id", "data"}, parts[0]) && !slices.Contains(parts, "")
}

// mistype gives the field at a path another JSON type. In a list every element's
// is changed, unless the path names one by its number. It reports false when
// there is no such field.
func mistype(body []byte, path string) ([]byte, bool) {
	var v any
	d := json.NewDecoder(bytes.NewReader(body))
	d.UseNumber()
	if err := d.Decode(&v); err != nil {
		return body, false
	}
	v, found := retype(v, strings.Split(path, "."))
	if !found {
		return body, false
	}
	return encode(v), true
}

func retype(v any, path []string) (any, bool) {
	if len(path) == 0 {
		return otherType(v), true
	}
	found := false
	switch v := v.(type) {
	case map[string]any:
		if e, ok := v[path[0]]; ok {
			v[path[0]], found = retype(e, path[1:])
		}
	case []any:
		if i, err := strconv.Atoi(path[0]); err == nil {
			if found = i >= 0 && i < len(v); found {
				v[i], found = retype(v[i], path[1:])
			}
			break
		}
		for i := range v {
			e, ok := retype(v[i], path)
			v[i], found = e, found || ok
		}
	}
	return v, found
}

// otherType is a value of a type that a reader of v does not expect.
func otherType(v any) any {
	switch v := v.(type) {
	case string:
		if _, err := strconv.ParseFloat(v, 64); err == nil && json.Valid([]byte(v)) {
			return json.Number(v)
		}
		return []any{v}
	case json.Number:
		return "x" + v.String() // readers that take numbers in quotes must notice too
	case bool:
		return strconv.FormatBool(v)
	case []any:
		return map[string]any{}
	case map[string]any:
		return []any{}
	default:
		return "not null"
	}
}
