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

// phones finds the phone numbers among the groups at hand.
func (d *detector) phones() int {
	for a := range d.groups {
		if a > 0 && !softGap(d.gap(a-1)) {
			continue
		}
		for b := len(d.groups); b > a; b-- {
			if b < len(d.groups) && !softGap(d.gap(b-1)) {
				continue
			}
			whole := a == 0 && b == len(d.groups)
			if !whole && !d.apart(a, b) {
				continue
			}
			if start, end := d.phone(a, b); end > 0 {
				if b-a == 1 && d.disguised(d.groups[a].start) {
					d.emit(classHidden, start, end)
				}
				return d.take(classPhone, start, end)
			}
		}
	}
	return 0
}

// apart reports whether a part of the groups may be judged alone: it is written
// without blanks, or begins with a sign for calls from abroad.
func (d *detector) apart(a, b int) bool {
	if d.at(d.groups[a].start-1) == '+' {
		return true
	}
	if d.count(a, b) < 9 {
		return false
	}
	for k := a; k+1 < b; k++ {
		if g := d.gap(k); g == " " || g == "?" {
			return d.at(d.groups[a].start-1) == '(' || a == 0 && d.groups[b].end-d.groups[b].start <= 2 && b+1 == len(d.groups) && d.national(a, b)
		}
	}
	return true
}

// phone judges groups as a phone number, and gives its limits.
func (d *detector) phone(a, b int) (start, end int) {
	start, end = d.groups[a].start, d.groups[b-1].end
	var buf [32]byte
	s := d.dialed(a, b, &buf)
	if len(s) < 7 || len(s) > 15 {
		return 0, 0
	}
	end = d.extension(end)
	if isLetter(d.at(end)) || d.at(end) == '_' || d.at(end) == '%' {
		return 0, 0
	}
	if d.at(start-1) == '+' && !isAlnum(d.at(start-2)) {
		if !international(s) || d.datelike(a, b) {
			return 0, 0
		}
		start--
		if d.at(start-1) == '(' {
			start--
		}
		return start, end
	}
	if d.amountLike(a, b) || d.datelike(a, b) {
		return 0, 0
	}
	paren := d.at(start-1) == '(' && b-a > 1 && (d.gap(a) == ")" || d.gap(a) == ") ")
	ok := len(s) > 10 && s[0] == '0' && s[1] == '0' && international(s[2:]) || d.national(a, b)
	if !ok && (d.before(classPhoneWord, d.groups[a].start, 24) || d.before(classApp, d.groups[a].start, 14)) {
		ok = len(s) <= 13 && (b-a == 1 && len(s) >= 8 || d.even(a, b)) && !sameDigits(s)
	}
	if !ok {
		return 0, 0
	}
	if paren {
		start--
	} else if d.at(start-1) == '(' && d.at(end) != ')' && b-a > 1 && strings.HasPrefix(d.gap(a), ")") {
		start--
	}
	return start, end
}

// dialed are the digits of groups without a "(0)".
func (d *detector) dialed(a, b int, buf *[32]byte) []byte {
	out := buf[:0]
	for k := a; k < b; k++ {
		g := d.groups[k]
		if k > a && g.end-g.start == 1 && d.text[g.start] == '0' && d.at(g.start-1) == '(' && d.at(g.end) == ')' {
			continue
		}
		if len(out)+g.end-g.start > len(buf) {
			return nil
		}
		out = append(out, d.text[g.start:g.end]...)
	}
	return out
}

// extension is the end of "x123" behind a number, or of the number.
func (d *detector) extension(end int) int {
	if d.at(end) != 'x' || !isDigit(d.at(end+1)) {
		return end
	}
	end++
	for isDigit(d.at(end)) && end < len(d.text) {
		end++
	}
	return end
}

// even reports groups that look like those of a phone number: two digits or
// more each, set apart by single signs.
func (d *detector) even(a, b int) bool {
	for k := a; k < b; k++ {
		if n := d.groups[k].end - d.groups[k].start; n < 2 && k > a || n > 8 || k+1 < b && d.gap(k) == "?" {
			return false
		}
	}
	return b-a > 1
}

// datelike reports groups that are a date, and perhaps more.
func (d *detector) datelike(a, b int) bool {
	if b-a < 3 || d.gap(a) != d.gap(a+1) || d.gap(a) == " " {
		return false
	}
	x, y, z := d.groups[a], d.groups[a+1], d.groups[a+2]
	n := [3]int{number(d.text[x.start:x.end]), number(d.text[y.start:y.end]), number(d.text[z.start:z.end])}
	switch {
	case z.end-z.start == 4 && y.end-y.start <= 2 && x.end-x.start <= 2:
		return n[0] >= 1 && n[0] <= 31 && n[1] >= 1 && n[1] <= 31 && n[2] >= 1900 && n[2] < 2100
	case x.end-x.start == 4 && y.end-y.start <= 2 && z.end-z.start <= 2:
		return n[0] >= 1900 && n[0] < 2100 && n[1] >= 1 && n[1] <= 12 && n[2] >= 1 && n[2] <= 31
	default:
		return false
	}
}

// amountLike reports groups that are an amount: thousands set apart, or money
// before or behind.
func (d *detector) amountLike(a, b int) bool {
	start, end := d.groups[a].start, d.groups[b-1].end
	if d.at(start-1) == '$' || d.currencyBefore(start) > 0 || d.currencyAfter(end) > 0 {
		return true
	}
	if c := d.at(end); c == ',' && isDigit(d.at(end+1)) || d.at(start-1) == '.' && isDigit(d.at(start-2)) || c == '.' && isDigit(d.at(end+1)) {
		return true
	}
	if b-a < 2 || d.gap(a) != " " && d.gap(a) != "." {
		return false
	}
	for k := a; k < b; k++ {
		if n := d.groups[k].end - d.groups[k].start; n > 3 || k > a && n != 3 || k > a && d.gap(k-1) != d.gap(a) {
			return false
		}
	}
	return string(d.text[end-3:end]) == "000" && d.text[start] != '0'
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
	if !d.even(a, b) && !d.shape(a, b, 1, 3, 3, 4) {
		return false
	}
	first := d.groups[a].end - d.groups[a].start
	slashes := 0
	for k := a; k+1 < b; k++ {
		if d.gap(k) == "/" {
			slashes++
		}
	}
	switch {
	case slashes > 1 || slashes == 1 && d.gap(a) != "/":
		return false
	case s[0] == '0':
		return n <= 13 && first >= 2 && first <= 6 && (s[1] != '0' || s[2] != '0')
	case n == 11 && d.shape(a, b, 2, 5, 4): // Brazil
		return s[2] == '9' && s[1] != '0'
	case s[0] == '1' && n == 11:
		return mobile(s) && (d.shape(a, b, 3, 4, 4) || d.shape(a, b, 3, 8)) || d.shape(a, b, 1, 3, 3, 4) && northAmerica(s[1:])
	case n == 10:
		switch {
		case d.shape(a, b, 3, 3, 4), d.shape(a, b, 3, 7), d.shape(a, b, 3, 4, 3):
			return northAmerica(s) && d.shape(a, b, 3, 3, 4) || s[0] == '3' && s[1] >= '2' || s[0] == '6' && s[1] == '9' || bytes.HasPrefix(s, []byte("400")) || bytes.HasPrefix(s, []byte("800"))
		case d.shape(a, b, 2, 4, 4): // Brazil and Mexico
			return d.at(d.groups[a].start-1) == '(' || d.gap(a) == " " && d.gap(a+1) == "-"
		}
		return false
	case n == 9 && (d.shape(a, b, 3, 3, 3) || d.shape(a, b, 3, 2, 2, 2)): // Spain
		return (s[0] == '6' || s[0] == '7' || s[0] == '9') && d.gap(a) != "." && d.gap(a) != "/"
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
