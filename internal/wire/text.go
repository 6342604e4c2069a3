package wire

import (
	"bytes"
	"encoding"
	"errors"
	"fmt"
	"net/http"
	"reflect"
	"strconv"
	"strings"

	"github.com/tiktokshop-go/tiktokshop/internal/codec"
)

// expand puts ids into the placeholders of a path. The platform's own samples
// disagree on how an escaped path is signed, so an id must not need escaping.
func expand(path string, ids []string) (string, error) {
	for _, id := range ids {
		before, rest, ok := strings.Cut(path, "{")
		_, after, closed := strings.Cut(rest, "}")
		if !ok || !closed {
			return "", fmt.Errorf("more ids than the path %s takes", path)
		}
		if err := CheckID(id); err != nil {
			return "", err
		}
		path = before + id + after
	}
	if strings.Contains(path, "{") {
		return "", fmt.Errorf("the path %s needs one more id", path)
	}
	return path, nil
}

// CheckID refuses an id that would need escaping in a path.
func CheckID(id string) error {
	if id == "" {
		return errors.New("id is empty")
	}
	for _, c := range []byte(id) {
		if !unreserved(c) {
			return fmt.Errorf("id %.40q holds a character that cannot be signed (%q)", id, c)
		}
	}
	if id == "." || id == ".." {
		return fmt.Errorf("id %q is a dot segment", id)
	}
	return nil
}

// Route is path with its long numbers, which are ids, replaced: calls that
// differ only in ids count against one limit.
func Route(path string) string {
	parts := strings.Split(path, "/")
	for i, p := range parts {
		if len(p) > 6 && strings.Trim(p, "0123456789") == "" {
			parts[i] = "{id}"
		}
	}
	return strings.Join(parts, "/")
}

func unreserved(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || strings.IndexByte("-._~:", c) >= 0
}

// queryText is the wire form of a query value, "" for the zero value: it is not sent.
func queryText(v reflect.Value, asJSON bool) (string, error) {
	for v.IsValid() && v.Kind() == reflect.Pointer {
		if v.IsNil() {
			return "", nil
		}
		v = v.Elem()
		if v.Kind() != reflect.Slice { // a pointer says that zero is meant
			return scalarQuery(v)
		}
	}
	if !v.IsValid() || v.IsZero() {
		return "", nil
	}
	if v.Kind() != reflect.Slice {
		return scalarQuery(v)
	}
	if v.Len() == 0 {
		return "", nil
	}
	if asJSON {
		b, err := codec.Marshal(v.Interface())
		return string(b), err
	}
	var b bytes.Buffer
	for i := range v.Len() {
		s, err := scalarQuery(v.Index(i))
		if err != nil {
			return "", err
		}
		if s == "" || strings.Contains(s, ",") {
			return "", fmt.Errorf("element %d is %.40q: want text without comma", i, s)
		}
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(s)
	}
	return b.String(), nil
}

func scalarQuery(v reflect.Value) (string, error) {
	if m, ok := reflect.TypeAssert[encoding.TextMarshaler](v); ok {
		b, err := m.MarshalText()
		return string(b), err
	}
	switch v.Kind() {
	case reflect.String:
		return v.String(), nil
	case reflect.Bool:
		return strconv.FormatBool(v.Bool()), nil
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return strconv.FormatInt(v.Int(), 10), nil
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return strconv.FormatUint(v.Uint(), 10), nil
	default:
		return "", fmt.Errorf("a %s cannot stand in a query", v.Type())
	}
}

// CheckHeader refuses what net/http would refuse only when it sends.
func CheckHeader(h http.Header) error {
	for k, vs := range h {
		if k == "" || strings.ContainsFunc(k, func(r rune) bool { return r <= ' ' || r > '~' || r == ':' }) {
			return fmt.Errorf("header name %.40q holds a character that HTTP forbids", k)
		}
		for _, v := range vs {
			if strings.ContainsFunc(v, func(r rune) bool { return r < ' ' && r != '\t' || r == 0x7f }) {
				return fmt.Errorf("header %s holds a control character", k)
			}
		}
	}
	return nil
}
