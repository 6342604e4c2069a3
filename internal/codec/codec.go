// Package codec reads and writes JSON for the request path: one engine, chosen
// at build time, and a slow second reading for answers that do not keep to
// their schema.
package codec

import (
	"bytes"
	"encoding/json"
	"io"
	"math/big"
	"reflect"
	"strconv"
	"strings"
)

// Fit rewrites data so that it decodes into a value of type t without error. It
// turns numbers into text and text into numbers where nothing is lost, bools
// into text, a lone value into a list of one, and "" or [] into an empty object.
// What still does not fit becomes null; misfits names those places.
func Fit(data []byte, t reflect.Type) (fitted []byte, misfits []string, err error) {
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber() // ids above 2^53 keep their digits
	var v any
	if err := d.Decode(&v); err != nil {
		return nil, nil, err
	}
	if _, err := d.Token(); err != io.EOF {
		return nil, nil, &json.SyntaxError{Offset: d.InputOffset()}
	}
	f := fitter{}
	v = f.fit(v, t, "")
	fitted, err = Marshal(v)
	return fitted, f.misfits, err
}

type fitter struct{ misfits []string }

func (f *fitter) miss(path string) any {
	f.misfits = append(f.misfits, path)
	return nil
}

var unmarshaler = reflect.TypeFor[json.Unmarshaler]()

func (f *fitter) fit(v any, t reflect.Type, path string) any {
	if v == nil {
		return nil
	}
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if reflect.PointerTo(t).Implements(unmarshaler) {
		return f.scalar(v, t, path)
	}
	switch t.Kind() {
	case reflect.Struct:
		return f.object(v, t, path)
	case reflect.Slice:
		return f.list(v, t, path)
	case reflect.Map:
		m, ok := v.(map[string]any)
		if !ok {
			return f.single(v, t, path)
		}
		for k, e := range m {
			m[k] = f.fit(e, t.Elem(), join(path, k))
		}
		return m
	case reflect.String:
		return f.text(v, t, path)
	case reflect.Bool:
		return f.flag(v, t, path)
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64,
		reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64,
		reflect.Float32, reflect.Float64:
		return f.number(v, t, path)
	default: // an interface takes all
		return v
	}
}

// scalar tries a type that reads its own JSON.
func (f *fitter) scalar(v any, t reflect.Type, path string) any {
	if b, err := Marshal(v); err == nil && Unmarshal(b, reflect.New(t).Interface()) == nil {
		return v
	}
	if b, ok := v.(bool); ok && t.Kind() == reflect.String {
		return strconv.FormatBool(b)
	}
	return f.single(v, t, path)
}

// single is the last resort for what should not be a list: the one element of
// a list of one, nothing for an empty list or text.
func (f *fitter) single(v any, t reflect.Type, path string) any {
	if a, ok := v.([]any); ok && len(a) == 1 {
		return f.fit(a[0], t, path)
	} else if ok && len(a) == 0 || v == "" {
		return nil
	}
	return f.miss(path)
}

func (f *fitter) object(v any, t reflect.Type, path string) any {
	m, ok := v.(map[string]any)
	if !ok {
		return f.single(v, t, path)
	}
	for sf := range t.Fields() {
		name, _, _ := strings.Cut(sf.Tag.Get("json"), ",")
		switch {
		case sf.Anonymous && name == "":
			f.object(m, sf.Type, path) // its fields lie in m
		case name == "-" || !sf.IsExported():
		default:
			if name == "" {
				name = sf.Name
			}
			f.members(m, name, sf.Type, path)
		}
	}
	return m
}

// members fits all that decodes into the field called name: encoding/json does
// not tell upper from lower case.
func (f *fitter) members(m map[string]any, name string, t reflect.Type, path string) {
	for k, e := range m {
		if strings.EqualFold(k, name) {
			m[k] = f.fit(e, t, join(path, k))
		}
	}
}

func (f *fitter) list(v any, t reflect.Type, path string) any {
	if v == "" {
		return nil
	}
	a, ok := v.([]any)
	if !ok {
		a = []any{v}
	}
	for i := range a {
		a[i] = f.fit(a[i], t.Elem(), path+"["+strconv.Itoa(i)+"]")
	}
	return a
}

func (f *fitter) text(v any, t reflect.Type, path string) any {
	switch v := v.(type) {
	case string:
		return v
	case json.Number:
		return v.String()
	case bool:
		return strconv.FormatBool(v)
	}
	return f.single(v, t, path)
}

func (f *fitter) flag(v any, t reflect.Type, path string) any {
	switch v := v.(type) {
	case bool:
		return v
	case json.Number:
		if v == "0" || v == "1" {
			return v == "1"
		}
	case string:
		if b, err := strconv.ParseBool(v); err == nil {
			return b
		}
	}
	return f.single(v, t, path)
}

func (f *fitter) number(v any, t reflect.Type, path string) any {
	s := ""
	switch v := v.(type) {
	case json.Number:
		s = v.String()
	case string:
		s = v
	}
	// The exponent is bounded, since 1e999999999 would be written out in full.
	if s == "" || len(s) > 64 || strings.ContainsAny(s, "/_xXpPbBoO") || exponent(s) > 64 {
		return f.single(v, t, path)
	}
	r, ok := new(big.Rat).SetString(s)
	if !ok {
		return f.single(v, t, path)
	}
	n := json.Number(s)
	if r.IsInt() {
		n = json.Number(r.Num().String()) // 1.0 and 1e3 are whole numbers too
	}
	b, err := Marshal(n)
	if err != nil || Unmarshal(b, reflect.New(t).Interface()) != nil {
		return f.miss(path)
	}
	return n
}

func exponent(s string) int {
	i := strings.IndexAny(s, "eE")
	if i < 0 {
		return 0
	}
	n, err := strconv.Atoi(s[i+1:])
	if err != nil {
		return 1 << 30
	}
	return max(n, -n)
}

func join(path, name string) string {
	if path == "" {
		return name
	}
	return path + "." + name
}
