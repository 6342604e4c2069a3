package tiktokshop

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"time"
)

// Time is a moment the wire carries as Unix seconds, as a number or as text.
// 0, "" and null are the zero Time; it is written as a number.
type Time struct{ time.Time }

// TimeOf makes a Time of t.
func TimeOf(t time.Time) Time { return Time{t} }

// UnmarshalJSON reads Unix seconds.
func (t *Time) UnmarshalJSON(b []byte) error {
	n, zero, err := parseUnix(b)
	if err != nil {
		return fmt.Errorf("time in Unix seconds: %w", err)
	}
	t.Time = time.Time{}
	if !zero {
		t.Time = time.Unix(n, 0)
	}
	return nil
}

// MarshalJSON writes Unix seconds, 0 for the zero Time.
func (t Time) MarshalJSON() ([]byte, error) { return strconv.AppendInt(nil, t.unix(), 10), nil }

// MarshalText writes Unix seconds as text, the form of a query parameter.
func (t Time) MarshalText() ([]byte, error) { return t.MarshalJSON() }

func (t Time) unix() int64 {
	if t.IsZero() {
		return 0
	}
	return t.Unix()
}

// TimeText is a [Time] the wire carries as text: "1692163668".
type TimeText struct{ time.Time }

// TimeTextOf makes a TimeText of t.
func TimeTextOf(t time.Time) TimeText { return TimeText{t} }

// UnmarshalJSON reads Unix seconds.
func (t *TimeText) UnmarshalJSON(b []byte) error { return (*Time)(t).UnmarshalJSON(b) }

// MarshalJSON writes Unix seconds in quotes, "" for the zero time.
func (t TimeText) MarshalJSON() ([]byte, error) {
	if t.IsZero() {
		return []byte(`""`), nil
	}
	return strconv.AppendQuote(nil, strconv.FormatInt(t.Unix(), 10)), nil
}

// MarshalText writes Unix seconds.
func (t TimeText) MarshalText() ([]byte, error) { return Time(t).MarshalJSON() }

// TimeMillis is a moment the wire carries as Unix milliseconds. 0, "" and null
// are the zero value.
type TimeMillis struct{ time.Time }

// TimeMillisOf makes a TimeMillis of t.
func TimeMillisOf(t time.Time) TimeMillis { return TimeMillis{t} }

// UnmarshalJSON reads Unix milliseconds.
func (t *TimeMillis) UnmarshalJSON(b []byte) error {
	n, zero, err := parseUnix(b)
	if err != nil {
		return fmt.Errorf("time in Unix milliseconds: %w", err)
	}
	t.Time = time.Time{}
	if !zero {
		t.Time = time.UnixMilli(n)
	}
	return nil
}

// MarshalJSON writes Unix milliseconds, 0 for the zero value.
func (t TimeMillis) MarshalJSON() ([]byte, error) {
	if t.IsZero() {
		return []byte("0"), nil
	}
	return strconv.AppendInt(nil, t.UnixMilli(), 10), nil
}

// MarshalText writes Unix milliseconds, the form of a query parameter.
func (t TimeMillis) MarshalText() ([]byte, error) { return t.MarshalJSON() }

// maxUnixMillis bounds what a time may hold, so that no conversion overflows:
// the year 9999 in milliseconds.
const maxUnixMillis = 253402300799999

var errNotUnix = errors.New("want a whole number")

// parseUnix reads the digits of a JSON number or string by hand: asking
// encoding/json again for every scalar costs up to half of a decode.
func parseUnix(b []byte) (n int64, zero bool, err error) {
	if len(b) > 1 && b[0] == '"' && b[len(b)-1] == '"' {
		b = b[1 : len(b)-1]
	}
	if len(b) == 0 || bytes.Equal(b, []byte("null")) || bytes.Equal(b, []byte("0")) {
		return 0, true, nil
	}
	n, err = strconv.ParseInt(string(b), 10, 64)
	if err != nil {
		return 0, false, errNotUnix
	}
	if n > maxUnixMillis || n < -maxUnixMillis {
		return 0, false, errors.New("number too large for a time")
	}
	return n, n == 0, nil
}

// Date is a calendar day without a zone: "2026-08-15" on the wire. Which zone
// the day belongs to, mostly the shop's own, stands at the field.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// DateOf is the day t falls on in loc; nil means UTC.
func DateOf(t time.Time, loc *time.Location) Date {
	if loc == nil {
		loc = time.UTC
	}
	y, m, d := t.In(loc).Date()
	return Date{y, m, d}
}

// In is the first moment of d in loc; nil means UTC.
func (d Date) In(loc *time.Location) time.Time {
	if loc == nil {
		loc = time.UTC
	}
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, loc)
}

// IsZero reports whether no day is set.
func (d Date) IsZero() bool { return d == Date{} }

// String is d as year-month-day, "" for no day.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
}

// MarshalText writes year-month-day.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// MarshalJSON writes year-month-day in quotes.
func (d Date) MarshalJSON() ([]byte, error) { return []byte(`"` + d.String() + `"`), nil }

// UnmarshalJSON reads year-month-day; "" and null are no day. Text that goes on
// after the day ("2026-08-15 00:00:00") is cut.
func (d *Date) UnmarshalJSON(b []byte) error {
	if string(b) == "null" || string(b) == `""` {
		*d = Date{}
		return nil
	}
	if len(b) < 12 || b[0] != '"' {
		return errors.New(`date: want "year-month-day"`)
	}
	t, err := time.Parse(time.DateOnly, string(b[1:11]))
	if err != nil || (b[11] != '"' && b[11] != ' ' && b[11] != 'T') {
		return errors.New(`date: want "year-month-day"`)
	}
	*d = DateOf(t, nil)
	return nil
}

var (
	_ json.Unmarshaler = (*Time)(nil)
	_ json.Unmarshaler = (*TimeText)(nil)
	_ json.Unmarshaler = (*TimeMillis)(nil)
	_ json.Unmarshaler = (*Date)(nil)
)
