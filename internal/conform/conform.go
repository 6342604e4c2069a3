// Package conform checks the typed packages against the catalogue: it finds
// every method by reflection, calls it and compares what was sent and read with
// what the catalogue says. Only tests use it.
package conform

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"reflect"
	"strings"

	"github.com/tiktokshop-go/tiktokshop"
	"github.com/tiktokshop-go/tiktokshop/internal/gen/api"
)

// Method is one method of a typed package and the operation it calls.
type Method struct {
	Op   *api.Operation
	name string // "Orders.Search"
}

// Methods returns all methods of the client that open makes, but those that
// walk pages, in the order of the catalogue. It fails when a method calls an
// operation the catalogue does not have under its name, or one is missing.
func Methods(pkg string, open func(*tiktokshop.Client) any) ([]Method, error) {
	cat, err := api.Load()
	if err != nil {
		return nil, err
	}
	byName := map[string]*api.Operation{}
	for _, op := range cat.Operations {
		if op.Package == pkg {
			byName[op.Service+"."+op.GoMethod] = op
		}
	}
	var all []Method
	client := reflect.ValueOf(open(nil)).Elem()
	for i := range client.NumField() {
		service := client.Field(i)
		for j := range service.NumMethod() {
			name := client.Type().Field(i).Name + "." + service.Type().Method(j).Name
			if op := byName[name]; op != nil {
				all = append(all, Method{op, name})
				delete(byName, name)
			}
		}
	}
	for name := range byName {
		return nil, fmt.Errorf("package %s has no method %s", pkg, name)
	}
	return all, nil
}

// Request is the type of the method's request, nil when it has none.
func (m Method) Request(open func(*tiktokshop.Client) any) reflect.Type {
	t := m.method(open(nil)).Type()
	if n := t.NumIn() - 2; n > 0 && t.In(n).Kind() == reflect.Pointer {
		return t.In(n)
	}
	return nil
}

func (m Method) method(client any) reflect.Value {
	service, method, _ := strings.Cut(m.name, ".")
	return reflect.ValueOf(client).Elem().FieldByName(service).MethodByName(method)
}

// Call calls the method on client, with an id of its name for every id in the
// path. req is its request, or the zero Value for a nil one.
func (m Method) Call(ctx context.Context, client any, req reflect.Value, opts ...tiktokshop.CallOption) (value any, err error) {
	f := m.method(client)
	args := []reflect.Value{reflect.ValueOf(ctx)}
	pathIDs := ids(m.Op)
	for i := 1; i < f.Type().NumIn()-1; i++ {
		switch t := f.Type().In(i); {
		case t.Kind() == reflect.String:
			args = append(args, reflect.ValueOf(pathIDs[i-1]))
		case req.IsValid():
			args = append(args, req)
		default:
			args = append(args, reflect.Zero(t))
		}
	}
	for _, o := range opts {
		args = append(args, reflect.ValueOf(o))
	}
	out := f.Call(args)
	err, _ = reflect.TypeAssert[error](out[len(out)-1])
	if len(out) == 2 && !out[0].IsNil() {
		value = out[0].Interface()
	}
	return value, err
}

// Answer is a transport that answers everything with one body, and keeps the
// last request.
type Answer struct {
	Body    string
	Request *http.Request
	Sent    []byte
}

// RoundTrip keeps the request and answers.
func (a *Answer) RoundTrip(r *http.Request) (*http.Response, error) {
	a.Request, a.Sent = r, nil
	if r.Body != nil {
		b, err := io.ReadAll(r.Body)
		if err != nil {
			return nil, err
		}
		a.Sent = b
	}
	return respond(r, a.Body), nil
}

// Client is a client whose calls a answers.
func (a *Answer) Client() (*tiktokshop.Client, error) { return client(a) }

// Script is a transport that answers with one body after another, the last one
// again and again. It is for one goroutine.
type Script struct {
	Bodies []string
	Calls  int
}

// RoundTrip answers.
func (s *Script) RoundTrip(r *http.Request) (*http.Response, error) {
	body := s.Bodies[min(s.Calls, len(s.Bodies)-1)]
	s.Calls++
	return respond(r, body), nil
}

// Client is a client whose calls s answers.
func (s *Script) Client() (*tiktokshop.Client, error) { return client(s) }

func respond(r *http.Request, body string) *http.Response {
	return &http.Response{
		StatusCode: http.StatusOK, Header: http.Header{}, Request: r,
		Body: io.NopCloser(strings.NewReader(body)), ContentLength: int64(len(body)),
	}
}

func client(t http.RoundTripper) (*tiktokshop.Client, error) {
	return tiktokshop.New(tiktokshop.Config{
		AppKey: "app-key-for-tests", AppSecret: "app-secret-for-tests", Tokens: tiktokshop.StaticToken("access-token-for-tests"),
		HTTPClient: &http.Client{Transport: t}, Limits: tiktokshop.NoLimits(), Attempts: 1,
	})
}

// Lost lists the places of sent, decoded JSON, that the schema knows and got,
// the JSON a value was written to again, does not have. Numbers and text with
// the same characters are equal, and so are a zero value and a missing one.
func Lost(fields []api.Field, sent, got any) []string {
	var lost []string
	object(fields, sent, got, "", &lost)
	return lost
}

func object(fields []api.Field, sent, got any, path string, lost *[]string) {
	s, ok := sent.(map[string]any)
	if !ok {
		return
	}
	g, _ := got.(map[string]any)
	for i := range fields {
		f := &fields[i]
		if v, ok := s[f.Name]; ok {
			value(f, v, g[f.Name], strings.TrimPrefix(path+"."+f.Name, "."), lost)
		}
	}
}

func value(f *api.Field, sent, got any, path string, lost *[]string) {
	switch {
	case zero(sent):
		if !zero(got) {
			*lost = append(*lost, fmt.Sprintf("%s: sent %v, got %v", path, sent, got))
		}
	case f.Type == "array":
		list(f, sent, got, path, lost)
	case f.Type == "object":
		if a, ok := sent.([]any); ok && len(a) == 1 {
			sent = a[0]
		}
		if _, ok := sent.(map[string]any); !ok {
			return // what cannot be an object is a DecodeError, checked elsewhere
		}
		object(f.Properties, sent, got, path, lost)
	default:
		if a, ok := sent.([]any); ok && len(a) == 1 {
			sent = a[0]
		}
		if s, g := fmt.Sprint(sent), fmt.Sprint(got); s != g {
			*lost = append(*lost, fmt.Sprintf("%s: sent %s, got %s", path, s, g))
		}
	}
}

func list(f *api.Field, sent, got any, path string, lost *[]string) {
	s, ok := sent.([]any)
	if !ok {
		s = []any{sent}
	}
	g, _ := got.([]any)
	if len(g) != len(s) {
		*lost = append(*lost, fmt.Sprintf("%s: sent %d elements, got %d", path, len(s), len(g)))
		return
	}
	for i := range s {
		value(f.Items, s[i], g[i], fmt.Sprintf("%s[%d]", path, i), lost)
	}
}

func zero(v any) bool {
	switch v := v.(type) {
	case nil:
		return true
	case bool:
		return !v
	case string:
		return v == "" || v == "0"
	case json.Number:
		return v == "0"
	case []any:
		return len(v) == 0
	case map[string]any:
		for _, e := range v {
			if !zero(e) {
				return false
			}
		}
		return true
	}
	return false
}

// Decode is JSON as generic values that keep their digits.
func Decode(b []byte) (v any, err error) {
	d := json.NewDecoder(bytes.NewReader(b))
	d.UseNumber()
	err = d.Decode(&v)
	return v, err
}
