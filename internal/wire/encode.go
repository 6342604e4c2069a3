// Package wire turns requests into what is sent: path, query, JSON body or a
// multipart form. It knows struct tags and nothing of the platform.
package wire

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"reflect"
	"strings"
	"sync"

	"github.com/tiktokshop-go/tiktokshop/internal/codec"
)

// Request is a request before it is signed: what stays the same in every try.
type Request struct {
	Path  string
	Query url.Values
	Body  []byte // JSON, nil for none
	Parts []Part // of a multipart form, nil for none
}

// Encoder encodes request structs. It keeps a plan for each type and is safe
// for many goroutines. (A sync.Map is generic inside, and would be compiled again
// in every package that sees a client.)
type Encoder struct {
	mu    sync.RWMutex
	plans map[reflect.Type]*plan
}

// plan says where each field of a request type goes. Plans are made once a type.
type plan struct {
	query []planField
	form  []planField
	body  reflect.Type // the type with all but its JSON fields hidden; nil when it has none

	retired []planField // fields that may not be set any more; name says what to do instead
}

type planField struct {
	index    int
	name     string
	json     bool   // a list is sent as a JSON array instead of joined with commas
	fallback string // sent for the zero value, where the route wants one
}

func (e *Encoder) planOf(t reflect.Type) *plan {
	e.mu.RLock()
	p := e.plans[t]
	e.mu.RUnlock()
	if p == nil {
		p = makePlan(t)
		e.mu.Lock()
		defer e.mu.Unlock()
		if e.plans == nil {
			e.plans = map[reflect.Type]*plan{}
		}
		e.plans[t] = p
	}
	return p
}

func makePlan(t reflect.Type) *plan {
	p := &plan{}
	hidden, bodied := make([]reflect.StructField, t.NumField()), false
	for i := range t.NumField() {
		f := t.Field(i)
		hidden[i] = f
		instead, isRetired := f.Tag.Lookup("retired")
		query, isQuery := f.Tag.Lookup("query")
		form, isForm := f.Tag.Lookup("form")
		switch {
		case isRetired:
			p.retired = append(p.retired, planField{index: i, name: instead})
		case isQuery:
			name, rest, _ := strings.Cut(query, ",")
			_, fallback, _ := strings.Cut(rest, "default=") // the last option
			p.query = append(p.query, planField{i, name, strings.Contains(rest, "json"), fallback})
		case isForm:
			name, _, _ := strings.Cut(form, ",")
			p.form = append(p.form, planField{index: i, name: name})
		default:
			bodied = bodied || f.Tag.Get("json") != "-"
			continue
		}
		hidden[i].Tag = `json:"-"`
	}
	if bodied {
		p.body = reflect.StructOf(hidden) // differs from t in tags only, so a value converts without a copy per field
	}
	return p
}

// Encode encodes a request struct. ids fill the placeholders of path, in is a
// pointer to the struct, where a nil one is the zero request, or nil. key is the
// wire name of an idempotency key that is filled when it is empty, or "".
func (e *Encoder) Encode(path string, ids []string, in any, key string) (*Request, error) {
	path, err := expand(path, ids)
	if err != nil {
		return nil, err
	}
	r := &Request{Path: path, Query: make(url.Values, 8)}
	v := reflect.ValueOf(in)
	if !v.IsValid() {
		return r, nil
	}
	if v.Kind() != reflect.Pointer || v.Type().Elem().Kind() != reflect.Struct {
		return nil, fmt.Errorf("request is a %T, want a pointer to a struct", in)
	}
	if v.IsNil() {
		v = reflect.New(v.Type().Elem())
	}
	return r, e.encode(r, v.Elem(), key)
}

func (e *Encoder) encode(r *Request, v reflect.Value, key string) error {
	p := e.planOf(v.Type())
	for _, f := range p.retired {
		if !v.Field(f.index).IsZero() {
			return fmt.Errorf("%s is set, but the route no longer takes it: %s", v.Type().Field(f.index).Name, f.name)
		}
	}
	for _, f := range p.query {
		s, err := queryText(v.Field(f.index), f.json)
		if err != nil {
			return fmt.Errorf("%s: %w", v.Type().Field(f.index).Name, err)
		}
		if f.name == key {
			key = ""
			if s == "" {
				s = newUUID()
			}
		}
		if s == "" {
			s = f.fallback
		}
		if s != "" { // some routes refuse an empty page_token, so nothing empty is sent
			r.Query.Set(f.name, s)
		}
	}
	if p.form != nil {
		var err error
		r.Parts, err = formParts(v, p.form)
		return err
	}
	if p.body == nil {
		return nil
	}
	b, err := codec.Marshal(v.Convert(p.body).Interface())
	if err != nil {
		return fmt.Errorf("request: %w", err)
	}
	r.Body = b
	if key != "" {
		return r.fillKey(key)
	}
	return nil
}

// fillKey gives the body an idempotency key when the caller gave none.
func (r *Request) fillKey(name string) error {
	var have map[string]json.RawMessage
	if err := json.Unmarshal(r.Body, &have); err != nil {
		return fmt.Errorf("request: %w", err)
	}
	if k := string(have[name]); k != "" && k != `""` && k != "null" {
		return nil
	}
	return r.setBody(name, newUUID())
}

// Add sends a field the request type does not have: in a JSON body, as a part
// of a form, else in the query.
func (r *Request) Add(key string, value any) error {
	switch {
	case key == "":
		return errors.New("key is empty")
	case r.Body != nil:
		return r.setBody(key, value)
	}
	s, err := queryText(reflect.ValueOf(value), false)
	if err != nil {
		return err
	}
	if r.Parts != nil {
		r.Parts = append(r.Parts, Part{name: key, text: s})
	} else {
		r.Query.Set(key, s)
	}
	return nil
}

// setBody sets one member of the JSON object in the body.
func (r *Request) setBody(key string, value any) error {
	have := map[string]json.RawMessage{}
	if err := json.Unmarshal(r.Body, &have); err != nil {
		return fmt.Errorf("body is no JSON object: %w", err)
	}
	b, err := codec.Marshal(value)
	if err != nil {
		return err
	}
	have[key] = b
	r.Body, err = codec.Marshal(have)
	return err
}

// Raw makes a request of ready pieces. A list in the query is joined with
// commas; body is encoded as JSON unless it is JSON already.
func Raw(path string, query url.Values, body any) (*Request, error) {
	if !strings.HasPrefix(path, "/") || strings.ContainsAny(path, "{}") {
		return nil, fmt.Errorf("path is %.80q, want one such as /order/202309/orders", path)
	}
	for seg := range strings.SplitSeq(path[1:], "/") {
		if err := CheckID(seg); err != nil {
			return nil, fmt.Errorf("path: %w", err)
		}
	}
	r := &Request{Path: path, Query: make(url.Values, len(query)+4)}
	for k, v := range query {
		if s := strings.Join(v, ","); s != "" {
			r.Query.Set(k, s)
		}
	}
	switch b := body.(type) {
	case nil:
	case []byte:
		r.Body = b
	case json.RawMessage:
		r.Body = b
	default:
		var err error
		if r.Body, err = codec.Marshal(b); err != nil {
			return nil, fmt.Errorf("body: %w", err)
		}
	}
	return r, nil
}
