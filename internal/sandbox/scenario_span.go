package sandbox

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Span is a time span, in JSON a text such as "4h" or "2d12h".
type Span time.Duration

// maxSpan is more than any story needs.
const maxSpan = 20 * 365 * 24 * time.Hour

// UnmarshalText reads what time.ParseDuration reads, and days before it.
func (d *Span) UnmarshalText(b []byte) error {
	none := fmt.Errorf("%q is none", shorten(string(b), 40))
	rest, negative := strings.CutPrefix(string(b), "-")
	var days uint64
	if n, after, ok := strings.Cut(rest, "d"); ok {
		var err error
		if days, err = strconv.ParseUint(n, 10, 16); err != nil {
			return none
		}
		rest = cmp.Or(after, "0s")
	}
	span, err := time.ParseDuration(rest)
	if err != nil || span < 0 {
		return none
	}
	if span > maxSpan || days > uint64(maxSpan/(24*time.Hour)) {
		return fmt.Errorf("%q is more than 20 years", shorten(string(b), 40))
	}
	span += time.Duration(days) * 24 * time.Hour
	if negative {
		span = -span
	}
	*d = Span(span)
	return nil
}

// MarshalText writes what UnmarshalText reads.
func (d Span) MarshalText() ([]byte, error) { return []byte(time.Duration(d).String()), nil }
