package compliance

import (
	"bytes"
	"strings"
)

// country is how the numbers of a country are dialed from abroad.
type country struct {
	code     string
	min, max int // digits behind the code
}

// countries are the markets; of other countries only the codes are known.
var countries = [...]country{
	{"1", 10, 10}, {"44", 9, 10}, {"62", 8, 12}, {"66", 8, 9}, {"84", 9, 10}, {"60", 8, 10}, {"63", 8, 10}, {"65", 8, 8}, {"52", 10, 11}, {"55", 10, 11}, {"34", 9, 9},
	{"353", 7, 9}, {"49", 6, 11}, {"33", 9, 9}, {"39", 8, 11}, {"81", 9, 10}, {"82", 8, 10}, {"966", 8, 9}, {"86", 9, 11}, {"30", 10, 10},
	{"971", 8, 9}, {"20", 8, 10}, {"886", 8, 9}, {"852", 8, 8}, {"31", 9, 9}, {"351", 9, 9}, {"91", 10, 10},
}

// otherCodes are two digits, or the first two of three.
const otherCodes = "07 20 21 22 23 24 25 26 27 29 31 32 35 36 37 38 40 41 42 43 45 46 47 48 50 51 53 54 56 57 58 59 61 64 67 68 69 70 71 73 74 75 76 77 78 79 80 85 87 88 90 91 92 93 94 95 96 97 98 99"

// international reports whether digits with the code of a country in front can
// be dialed.
func international(s []byte) bool {
	for i := range countries {
		c := &countries[i]
		if len(s) <= len(c.code) || string(s[:len(c.code)]) != c.code {
			continue
		}
		n := len(s) - len(c.code)
		if s[len(c.code)] == '0' && c.code != "39" {
			n-- // the zero of calls from inside
		}
		return n >= c.min && n <= c.max
	}
	return len(s) >= 8 && len(s) <= 15 && strings.Contains(otherCodes, string(s[:2]))
}

// national reports whether groups are a phone number as it is written in one of
// the markets. Solid digits need a beginning that hardly anything else has.
func (d *detector) national(a, b int) bool {
	var buf [32]byte
	s := d.digits(a, b, &buf)
	n := len(s)
	if n < 9 {
		return n == 8 && d.shape(a, b, 4, 4) && d.gap(a) == "-" && (bytes.HasPrefix(s, []byte("15")) || bytes.HasPrefix(s, []byte("16")) || bytes.HasPrefix(s, []byte("18"))) &&
			d.before(classPhoneWord, d.groups[a].start, 24)
	}
	if sameDigits(s) {
		return false
	}
	if b-a == 1 {
		return mobile(s)
	}
	if d.shape(a, b, 1, 4, 4) { // Thailand
		return s[0] == '0' && s[1] >= '2' && d.gap(a) == "-" && d.gap(a+1) == "-"
	}
	if d.tollFree(a, b, s) || d.shape(a, b, 2, 1, 4, 4) && s[1] != '0' && s[2] == '9' && d.brazil(a) || d.shape(a, b, 2, 9) && d.at(d.groups[a].start-1) == '(' && s[2] == '9' && s[1] != '0' {
		return true
	}
	if !d.even(a, b) && !d.shape(a, b, 1, 3, 3, 4) {
		return false
	}
	first := d.groups[a].end - d.groups[a].start
	slashes := 0
	for k := a; k+1 < b; k++ {
		if d.gap(k) == "/" || d.gap(k) == " / " {
			slashes++
		}
	}
	switch {
	case slashes > 1 || slashes == 1 && d.gap(a) != "/" && d.gap(a) != " / ":
		return slashes == 4 && d.shape(a, b, 2, 2, 2, 2, 2) && s[0] == '0' && (s[1] == '6' || s[1] == '7')
	case d.shape(a, b, 3, 3, 3, 2) && d.gap(a) == ".":
		return false // a taxpayer of Brazil, mistyped
	case s[0] == '0':
		return n <= 13 && first >= 2 && first <= 6 && (s[1] != '0' || s[2] != '0')
	case n == 11 && d.shape(a, b, 2, 5, 4): // Brazil
		return s[2] == '9' && s[1] != '0'
	case n == 11 && d.shape(a, b, 3, 4, 4) && d.at(d.groups[a].start-1) == '(' && bytes.HasPrefix(s, []byte("852")): // Hong Kong
		return s[3] >= '2'
	case s[0] == '1' && n == 11:
		return mobile(s) && (d.shape(a, b, 3, 4, 4) || d.shape(a, b, 3, 8) || d.shape(a, b, 3, 3, 5)) || d.shape(a, b, 1, 3, 3, 4) && northAmerica(s[1:])
	case n == 10:
		switch {
		case d.shape(a, b, 3, 3, 4), d.shape(a, b, 3, 7), d.shape(a, b, 3, 4, 3):
			return northAmerica(s) && d.shape(a, b, 3, 3, 4) || s[0] == '3' && s[1] >= '2' || s[0] == '6' && s[1] == '9' || bytes.HasPrefix(s, []byte("400")) || bytes.HasPrefix(s, []byte("800"))
		case d.shape(a, b, 2, 4, 4): // Brazil and Mexico
			return d.at(d.groups[a].start-1) == '(' || d.gap(a) == " " && d.gap(a+1) == "-" || strings.Contains("55 56 33 81", string(s[:2])) && d.gap(a) == d.gap(a+1) && s[2] >= '1'
		case d.shape(a, b, 4, 3, 3): // Greece
			return s[0] == '6' && s[1] == '9'
		case d.shape(a, b, 3, 2, 2, 3): // Italy
			return s[0] == '3' && s[1] >= '2'
		}
		return false
	case n == 9 && (d.shape(a, b, 3, 3, 3) || d.shape(a, b, 3, 2, 2, 2)): // Spain
		return (s[0] == '6' || s[0] == '7' || s[0] == '9') && d.gap(a) != "." && d.gap(a) != "/" && !d.hasUnit(d.groups[b-1].end)
	case n == 9 && d.shape(a, b, 2, 3, 2, 2), n == 9 && d.shape(a, b, 2, 3, 4) && (s[1] == '1' || s[1] == '2'): // Spain and Portugal
		return (s[0] == '9' || s[0] == '2') && s[1] != '0' && d.gap(a) == d.gap(a+1) && d.gap(a) != "/"
	default:
		return false
	}
}

// northAmerica is the structure of numbers of the United States and neighbors.
func northAmerica(s []byte) bool {
	return s[0] >= '2' && s[3] >= '2' && (s[1] != '1' || s[2] != '1') && (s[4] != '1' || s[5] != '1')
}

// mobile reports digits that are a mobile number of one of the markets, and
// hardly anything else.
func mobile(s []byte) bool {
	n := len(s)
	if s[0] != '0' {
		return n == 11 && s[0] == '1' && s[1] >= '3' || n == 10 && s[0] == '6' && s[1] == '9'
	}
	switch s[1] {
	case '1':
		switch s[2] {
		case '5', '6', '7': // Germany, also Malaysia and Korea
			return n >= 10 && n <= 12
		default:
			return n == 10 || n == 11
		}
	case '7', '9': // United Kingdom, Philippines, Thailand, Vietnam, France, Japan
		return n == 10 || n == 11
	case '8': // Indonesia and others
		return n >= 10 && n <= 13
	case '3', '5', '6':
		return n == 10
	case '2', '4':
		return n == 10
	default:
		return false
	}
}

// brazil reports groups behind an area code that are written as in Brazil.
func (d *detector) brazil(a int) bool {
	return d.at(d.groups[a].start-1) == '(' || d.gap(a) == " " && (d.gap(a+1) == " " || d.gap(a+1) == ".") && d.gap(a+2) == "-"
}

// tollFree reports a number such as 1800 123 456 or 1-300-12-3456.
func (d *detector) tollFree(a, b int, s []byte) bool {
	if len(s) < 10 || len(s) > 11 || s[0] != '1' || s[1] != '8' && s[1] != '3' || s[2] != '0' || s[3] != '0' {
		return false
	}
	switch {
	case d.shape(a, b, 4, 3, 3), d.shape(a, b, 4, 3, 4), d.shape(a, b, 1, 3, 2, 4), d.shape(a, b, 4, 4, 2), d.shape(a, b, 4, 6):
		return d.gap(a) == " " || d.gap(a) == "-"
	default:
		return false
	}
}

// coded reports a mobile number of one of the markets behind the code of its
// country without a sign: "62 812-3456-7890".
func (d *detector) coded(a, b int, s []byte) bool {
	code := d.groups[a].end - d.groups[a].start
	if b-a < 2 || code < 2 || code > 5 || len(s) < 10 || !international(s) || !d.even(a, b) && !d.shape(a, b, 2, 2, 1, 4, 4) && !d.shape(a, b, 2, 11) {
		return false
	}
	if b < len(d.groups) && d.gap(b-1) == d.gap(a) {
		return false
	}
	rest := s[2:]
	switch string(s[:2]) {
	case "65":
		return d.shape(a, b, 2, 4, 4) && (rest[0] == '8' || rest[0] == '9') && d.gap(a) == d.gap(a+1)
	case "86":
		return code == 2 && len(rest) == 11 && mobile(rest) && rest[0] == '1'
	case "55":
		return code == 2 && len(rest) == 11 && rest[2] == '9'
	case "62":
		return rest[0] == '8' && d.spread(a, b)
	case "60":
		return rest[0] == '1' && (code == 2 && d.spread(a, b) || code == 4 && d.gap(a) == "-")
	case "63":
		return rest[0] == '9' && len(rest) == 10 && d.spread(a, b)
	case "84", "66":
		return rest[0] >= '3' && len(rest) == 9 && d.spread(a, b)
	default:
		return false
	}
}

// spread reports groups behind the first that are not those of an amount.
func (d *detector) spread(a, b int) bool {
	if d.gap(a) == "-" {
		return true
	}
	for k := a + 1; k < b; k++ {
		if d.groups[k].end-d.groups[k].start != 3 {
			return true
		}
	}
	return false
}
