package tiktokshop

import (
	"bytes"
	"fmt"
	"io"
	"math"
	"math/big"
	"os"
	"path/filepath"
	"strconv"

	"github.com/tiktokshop-go/tiktokshop/internal/codec"
)

// Decimal is an exact number as text, just as the platform sent it: "12.50",
// "220000", "-0.1". Numbers are accepted too and keep their digits. Currencies
// have zero to two decimals, so never assume two.
type Decimal string

// ParseDecimal checks that s is a decimal number such as "12.50".
func ParseDecimal(s string) (Decimal, error) {
	if !isDecimal(s) {
		return "", fmt.Errorf("decimal %q: want digits with at most one point, such as 12.50", s)
	}
	return Decimal(s), nil
}

// Rat is d as an exact fraction, nil when d is not a decimal number.
func (d Decimal) Rat() *big.Rat {
	if !isDecimal(string(d)) {
		return nil
	}
	r, _ := new(big.Rat).SetString(string(d))
	return r
}

// Cmp compares by value, so "1.5" equals "1.50": -1, 0 or +1. Text that is no
// number counts as zero.
func (d Decimal) Cmp(e Decimal) int {
	a, b := d.Rat(), e.Rat()
	if a == nil {
		a = new(big.Rat)
	}
	if b == nil {
		b = new(big.Rat)
	}
	return a.Cmp(b)
}

// UnmarshalJSON keeps the text of a JSON string or number; null is "".
func (d *Decimal) UnmarshalJSON(b []byte) error {
	s, err := codec.ScalarText(b)
	if err != nil {
		return fmt.Errorf("decimal: %w", err)
	}
	*d = Decimal(s)
	return nil
}

// isDecimal refuses what big.Rat would take besides: fractions, exponents,
// hexadecimal digits and underscores.
func isDecimal(s string) bool {
	if s != "" && (s[0] == '-' || s[0] == '+') {
		s = s[1:]
	}
	digits, points := 0, 0
	for _, c := range []byte(s) {
		switch {
		case '0' <= c && c <= '9':
			digits++
		case c == '.':
			points++
		default:
			return false
		}
	}
	return digits > 0 && points <= 1
}

// NumericID is an id the wire carries as a JSON number. It is kept as text, so
// that ids above 2^53 keep every digit; text is accepted too.
type NumericID string

// UnmarshalJSON keeps the digits of a JSON number or string.
func (id *NumericID) UnmarshalJSON(b []byte) error {
	s, err := codec.ScalarText(b)
	if err != nil {
		return fmt.Errorf("id: %w", err)
	}
	*id = NumericID(s)
	return nil
}

// MarshalJSON writes the digits as a JSON number, 0 for no id.
func (id NumericID) MarshalJSON() ([]byte, error) {
	if id == "" {
		return []byte("0"), nil
	}
	if _, err := strconv.ParseUint(string(id), 10, 64); err != nil {
		return nil, fmt.Errorf("id %q: this id goes on the wire as a number: want digits only", string(id))
	}
	return []byte(id), nil
}

// Money is an exact amount of one currency.
type Money struct {
	Amount   Decimal  `json:"amount,omitzero"`
	Currency Currency `json:"currency,omitzero"`
}

// BasisPoints is a rate in hundredths of a percent: 1250 is 12.5 %.
type BasisPoints int64

// Percent is p percent; Percent(12.5) is 1250. It rounds to the nearest basis point.
func Percent(p float64) BasisPoints { return BasisPoints(math.Round(p * 100)) }

// String is the rate in percent: "12.50%".
func (b BasisPoints) String() string {
	return new(big.Rat).SetFrac64(int64(b), 100).FloatString(2) + "%"
}

// Currency is an ISO 4217 code: "USD", "IDR".
type Currency string

// Region is an ISO 3166-1 code of a market: "US", "GB", "ID".
type Region string

// Locale is a BCP 47 tag: "en-US", "th-TH".
type Locale string

// SortOrder is the direction of a sorted list.
type SortOrder string

// The two directions.
const (
	SortAsc  SortOrder = "ASC"
	SortDesc SortOrder = "DESC"
)

// File is one file of an upload. It is opened anew for every try and streamed,
// never held in memory as a whole.
type File struct {
	Name string                        // file name with its ending; the platform reads the type from it
	Open func() (io.ReadCloser, error) // called once a try
	Size int64                         // in bytes; 0 when unknown
}

// FileBytes is a file that lies in memory.
func FileBytes(name string, data []byte) File {
	return File{
		Name: name, Size: int64(len(data)),
		Open: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(data)), nil },
	}
}

// FilePath is a file on disk, sent under its base name. A missing file is
// reported by the call that sends it.
func FilePath(path string) File {
	f := File{Name: filepath.Base(path), Open: func() (io.ReadCloser, error) { return os.Open(path) }} //nolint:gosec // the caller names the file
	if st, err := os.Stat(path); err == nil {
		f.Size = st.Size()
	}
	return f
}

// IsZero reports whether no file is set.
func (f File) IsZero() bool { return f.Name == "" && f.Open == nil }

// ResponseInfo tells about the answer it is embedded in.
type ResponseInfo struct {
	RequestID  string // the platform's id of the request; its support asks for it
	HTTPStatus int
	Attempts   int // tries made, 1 when the first succeeded
}

func (r *ResponseInfo) setInfo(info ResponseInfo) { *r = info }
