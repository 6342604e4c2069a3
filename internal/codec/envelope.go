package codec

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Envelope is the form of every answer, without its data.
type Envelope struct {
	Code      int
	Message   string
	RequestID string
	Raw       []byte // the data, when asked for
	Misfit    string // the first place of the data that did not fit, "" when all did
}

// ErrNoEnvelope is a body that is no answer of the platform.
var ErrNoEnvelope = errors.New("the answer is not JSON in the platform's form")

type envelope struct {
	Code      code `json:"code"`
	Message   text `json:"message"`
	RequestID text `json:"request_id"`
	Data      any  `json:"data"`
}

// code is a number or, rarely, text. Its absence tells that a body is no answer
// of the platform.
type code struct {
	n   int
	set bool
}

// UnmarshalJSON reads the code.
func (c *code) UnmarshalJSON(b []byte) error {
	n, err := strconv.Atoi(strings.Trim(string(b), `"`))
	if err != nil {
		return errors.New("code is no number")
	}
	c.n, c.set = n, true
	return nil
}

// text takes whatever stands where text belongs.
type text string

// UnmarshalJSON reads text.
func (t *text) UnmarshalJSON(b []byte) error {
	s, err := ScalarText(b)
	if err != nil {
		s = string(b)
	}
	*t = text(s)
	return nil
}

// discard takes the data nobody asked for.
type discard struct{}

// UnmarshalJSON drops it.
func (*discard) UnmarshalJSON([]byte) error { return nil }

// Open decodes an answer and the data in it into out, a pointer, or nil. It does
// so in one pass when the data keeps to its schema; else it bends what departs
// from it. What out held before is gone when data did not decode at once.
func Open(b []byte, out any, keepRaw bool) (Envelope, error) {
	e := envelope{Data: new(discard)}
	if out != nil {
		e.Data = out
	}
	if !keepRaw && Unmarshal(b, &e) == nil && e.Code.set {
		if e.Code.n != 0 && out != nil { // a refusal leaves no value
			reflect.ValueOf(out).Elem().SetZero()
		}
		return e.public(nil), nil
	}
	var raw json.RawMessage
	e = envelope{Data: &raw}
	if err := Unmarshal(b, &e); err != nil || !e.Code.set {
		return Envelope{}, ErrNoEnvelope
	}
	env := e.public(bytes.Clone(raw))
	if out != nil {
		reflect.ValueOf(out).Elem().SetZero()
	}
	if env.Code != 0 || out == nil || raw == nil {
		return env, nil
	}
	var err error
	env.Misfit, err = Decode(raw, out)
	return env, err
}

func (e *envelope) public(raw []byte) Envelope {
	return Envelope{Code: e.Code.n, Message: string(e.Message), RequestID: string(e.RequestID), Raw: raw}
}

// Decode decodes data into what out points to, and bends what does not fit. It
// returns the first place that could not be bent, "" when there is none.
func Decode(data []byte, out any) (misfit string, err error) {
	v := reflect.ValueOf(out).Elem()
	v.SetZero()
	if Unmarshal(data, out) == nil {
		return "", nil
	}
	v.SetZero()
	fitted, misfits, err := Fit(data, v.Type())
	if err == nil {
		err = Unmarshal(fitted, out)
	}
	if err != nil {
		return "", fmt.Errorf("the answer's data cannot be read: %w", err)
	}
	if len(misfits) == 0 {
		return "", nil
	}
	if misfits[0] == "" {
		return "data", nil
	}
	return misfits[0], nil
}

// ScalarText is the text of a JSON string, number or null. Strings without
// escapes, that is nearly all, are cut out without asking encoding/json.
func ScalarText(b []byte) (string, error) {
	switch {
	case len(b) == 0:
		return "", errors.New("want a string or a number")
	case b[0] == '"':
		if len(b) > 1 && bytes.IndexByte(b, '\\') < 0 && utf8.Valid(b) {
			return string(b[1 : len(b)-1]), nil
		}
		var s string
		err := json.Unmarshal(b, &s)
		return s, err
	case b[0] == '-' || '0' <= b[0] && b[0] <= '9':
		return string(b), nil
	case b[0] == 'n':
		return "", nil
	default:
		return "", errors.New("want a string or a number")
	}
}

// Failure is one failure inside a successful answer.
type Failure struct {
	Code    string
	Message string
	Detail  json.RawMessage
}

// Failures reads the list that stands in out under a wire name. The detail of a
// failure is its detail member, or all of it where it has none.
func Failures(out any, name string) []Failure {
	v := reflect.ValueOf(out).Elem()
	if v.Kind() != reflect.Struct {
		return nil
	}
	for i := range v.NumField() {
		tag, _, _ := strings.Cut(v.Type().Field(i).Tag.Get("json"), ",")
		if list := v.Field(i); tag == name && list.Kind() == reflect.Slice {
			var all []Failure
			for j := range list.Len() {
				all = append(all, failureOf(list.Index(j).Interface()))
			}
			return all
		}
	}
	return nil
}

func failureOf(v any) Failure {
	raw, err := Marshal(v)
	if err != nil {
		return Failure{Message: err.Error()}
	}
	var f struct {
		Code    text            `json:"code"`
		Message text            `json:"message"`
		Detail  json.RawMessage `json:"detail"`
	}
	if Unmarshal(raw, &f) != nil || f.Detail == nil {
		f.Detail = raw
	}
	return Failure{string(f.Code), string(f.Message), f.Detail}
}
