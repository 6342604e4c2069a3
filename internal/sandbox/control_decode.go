package sandbox

import (
	"bytes"
	"encoding"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Problems are all that is wrong with a text from outside, each with its path.
type Problems []string //nolint:recvcheck // an error is a value, a list is filled through a pointer

func (p Problems) Error() string { return strings.Join(p, "\n") }

func (p *Problems) add(path, format string, args ...any) {
	const enough = 50
	if path == "" {
		path = "the whole"
	}
	if len(*p) < enough {
		*p = append(*p, path+": "+fmt.Sprintf(format, args...))
	}
}

// err is nil when nothing is wrong.
func (p Problems) err() error {
	if len(p) == 0 {
		return nil
	}
	return p
}

// notJSON stands in place of a path.
const notJSON = "this is not JSON"

// decodeStrict reads one JSON value into the struct at into and lists all that
// does not fit it: unknown and repeated fields and wrong types.
func decodeStrict(raw []byte, into any) Problems {
	var p Problems
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	v, err := readValue(d, "", &p, 0)
	if err == nil {
		if _, more := d.Token(); !errors.Is(more, io.EOF) {
			err = errors.New("something follows the value")
		}
	}
	if err != nil {
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			err = errors.New("it ends too soon")
		}
		return Problems{fmt.Sprintf("%s: %v (at byte %d)", notJSON, err, d.InputOffset())}
	}
	p.take(v, reflect.ValueOf(into).Elem(), "")
	return p
}

const maxDepth = 50

// readValue reads a value of maps, slices and scalars; encoding/json would let
// the last of two fields of one name win.
func readValue(d *json.Decoder, path string, p *Problems, depth int) (any, error) {
	t, err := d.Token()
	if err != nil {
		return nil, err
	}
	if depth > maxDepth {
		return nil, fmt.Errorf("more than %d levels", maxDepth)
	}
	switch t {
	case json.Delim('{'):
		m := map[string]any{}
		for d.More() {
			name, err := d.Token()
			if err != nil {
				return nil, err
			}
			key := fmt.Sprint(name)
			if _, twice := m[key]; twice {
				p.add(join(path, key), "it stands there twice")
			}
			if m[key], err = readValue(d, join(path, key), p, depth+1); err != nil {
				return nil, err
			}
		}
		_, err = d.Token()
		return m, err
	case json.Delim('['):
		list := []any{}
		for d.More() {
			v, err := readValue(d, fmt.Sprintf("%s[%d]", path, len(list)), p, depth+1)
			if err != nil {
				return nil, err
			}
			list = append(list, v)
		}
		_, err = d.Token()
		return list, err
	}
	return t, nil
}

func join(path, name string) string {
	if path == "" {
		return name
	}
	return path + "." + name
}

// take puts a value in its place.
func (p *Problems) take(v any, to reflect.Value, path string) {
	if v == nil {
		p.add(path, "null says nothing: leave it out, or give %s", wanted(to.Type()))
		return
	}
	if to.Kind() == reflect.Pointer {
		fresh := reflect.New(to.Type().Elem())
		p.take(v, fresh.Elem(), path)
		to.Set(fresh)
		return
	}
	if u, ok := reflect.TypeAssert[encoding.TextUnmarshaler](to.Addr()); ok {
		text, isText := v.(string)
		if !isText {
			p.add(path, "want %s, not %s", wanted(to.Type()), nameOf(v))
		} else if err := u.UnmarshalText([]byte(text)); err != nil {
			p.add(path, "want %s: %v", wanted(to.Type()), err)
		}
		return
	}
	ok := false
	switch v := v.(type) {
	case map[string]any:
		ok = p.takeObject(v, to, path)
	case []any:
		if ok = to.Kind() == reflect.Slice; ok {
			to.Set(reflect.MakeSlice(to.Type(), len(v), len(v)))
			for i, e := range v {
				p.take(e, to.Index(i), fmt.Sprintf("%s[%d]", path, i))
			}
		}
	case string:
		if ok = to.Kind() == reflect.String; ok {
			to.SetString(v)
		}
	case bool:
		if ok = to.Kind() == reflect.Bool; ok {
			to.SetBool(v)
		}
	case json.Number:
		ok = takeNumber(v.String(), to)
	}
	if !ok {
		p.add(path, "want %s, not %s", wanted(to.Type()), nameOf(v))
	}
}

func (p *Problems) takeObject(m map[string]any, to reflect.Value, path string) bool {
	switch to.Kind() {
	case reflect.Struct:
		fields := fieldsOf(to)
		for _, name := range slices.Sorted(maps.Keys(m)) {
			if f, ok := fields[name]; ok {
				p.take(m[name], f, join(path, name))
			} else {
				p.add(join(path, name), "there is no such field; there are %s", strings.Join(slices.Sorted(maps.Keys(fields)), ", "))
			}
		}
	case reflect.Map:
		to.Set(reflect.MakeMap(to.Type()))
		for _, name := range slices.Sorted(maps.Keys(m)) {
			e := reflect.New(to.Type().Elem()).Elem()
			p.take(m[name], e, join(path, name))
			to.SetMapIndex(reflect.ValueOf(name), e)
		}
	default:
		return false
	}
	return true
}

// fieldsOf are the fields of a struct, those of embedded ones too, by JSON name.
func fieldsOf(v reflect.Value) map[string]reflect.Value {
	fields := map[string]reflect.Value{}
	for i := range v.NumField() {
		f := v.Type().Field(i)
		if f.Anonymous {
			maps.Copy(fields, fieldsOf(v.Field(i)))
			continue
		}
		if name, _, _ := strings.Cut(f.Tag.Get("json"), ","); name != "" && name != "-" {
			fields[name] = v.Field(i)
		}
	}
	return fields
}

func takeNumber(text string, to reflect.Value) bool {
	switch to.Kind() {
	case reflect.Int, reflect.Int64:
		n, err := strconv.ParseInt(text, 10, 64)
		to.SetInt(n)
		return err == nil
	case reflect.Uint64:
		n, err := strconv.ParseUint(text, 10, 64)
		to.SetUint(n)
		return err == nil
	case reflect.Float64:
		f, err := strconv.ParseFloat(text, 64)
		to.SetFloat(f)
		return err == nil && !math.IsInf(f, 0)
	default:
		return false
	}
}

// wanted says in words what a type takes.
func wanted(t reflect.Type) string {
	switch t {
	case reflect.TypeFor[Span]():
		return `a time span as text, such as "90s", "4h" or "2d12h"`
	case reflect.TypeFor[time.Time]():
		return `a time as text, such as "2026-03-01T09:00:00Z"`
	}
	switch t.Kind() {
	case reflect.Pointer:
		return wanted(t.Elem())
	case reflect.Struct, reflect.Map:
		return "an object"
	case reflect.Slice:
		return "a list"
	case reflect.String:
		return "text"
	case reflect.Bool:
		return "true or false"
	case reflect.Float64:
		return "a number"
	case reflect.Uint64:
		return "a whole number, not negative"
	default:
		return "a whole number"
	}
}

func nameOf(v any) string {
	switch v := v.(type) {
	case map[string]any:
		return "an object"
	case []any:
		return "a list"
	case string:
		return "the text " + strconv.Quote(shorten(v, 40))
	default:
		return fmt.Sprint(v)
	}
}

// shorten cuts a text from outside before it is shown.
func shorten(s string, n int) string {
	if len(s) <= n {
		return s
	}
	return strings.ToValidUTF8(s[:n], "") + "..."
}
