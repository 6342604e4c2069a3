package compliance

import (
	"strings"
	"unicode/utf8"
)

// phone judges groups as a phone number, and gives its limits.
func (d *detector) phone(a, b int) (start, end int) {
	start, end = d.groups[a].start, d.groups[b-1].end
	var buf [32]byte
	s := d.dialed(a, b, &buf)
	if len(s) < 7 || len(s) > 15 {
		return 0, 0
	}
	end = d.extension(end)
	if d.at(start-1) == '(' && d.at(start-2) == '+' && d.at(d.groups[a].end) == ')' { // +(1) 212 ...
		if start -= 2; isAlnum(d.at(start-1)) || !international(s) {
			return 0, 0
		}
		return start, end
	}
	if isLetter(d.at(end)) || d.at(end) == '_' || d.at(end) == '%' {
		return 0, 0
	}
	if d.at(start-1) == '+' && !isDigit(d.at(start-2)) && (!isLetter(d.at(start-2)) || d.gluedTo(start-1)) {
		if !international(s) || d.datelike(a, b) {
			return 0, 0
		}
		start--
		if d.at(start-1) == '(' && d.closed(a, b) {
			start--
		}
		return start, end
	}
	if d.amountLike(a, b) || d.datelike(a, b) {
		return 0, 0
	}
	paren := d.at(start-1) == '(' && b-a > 1 && (d.gap(a) == ")" || d.gap(a) == ") ")
	ok := len(s) > 10 && s[0] == '0' && s[1] == '0' && d.groups[a].end-d.groups[a].start >= 2 && international(s[2:]) || d.national(a, b) || d.coded(a, b, s)
	if !ok && d.labeled(d.groups[a].start, end) {
		ok = len(s) <= 13 && (b-a == 1 && len(s) >= 8 || d.even(a, b) || d.tollFree(a, b, s) || d.shape(a, b, 1, 4, 4)) && !sameDigits(s)
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

// extension is the end of "x123" or "ext. 45" behind a number, or of the number.
func (d *detector) extension(end int) int {
	i := end
	if d.at(i) == ' ' {
		i++
	}
	switch {
	case d.at(i) == 'x' && isDigit(d.at(i+1)):
		i++
	case i > end && i+4 < len(d.text) && lowerIs(d.text[i:i+3], "ext") && (d.text[i+3] == '.' || d.text[i+3] == ' ' || isDigit(d.text[i+3])):
		i += 3
		if d.at(i) == '.' {
			i++
		}
		if d.at(i) == ' ' {
			i++
		}
	}
	n := i
	for isDigit(d.at(n)) {
		n++
	}
	if n == i || n-i > 6 {
		return end
	}
	if i == end+1 && d.at(end) == ' ' {
		return end
	}
	return n
}

// labeled reports a word or a sign at a number that says it is one of a phone.
func (d *detector) labeled(start, end int) bool {
	if d.at(start-1) == '-' && isLetter(d.at(start-2)) {
		return false // the number of a model
	}
	return d.before(classPhoneWord, start, 24) || d.before(classApp, start, 14) || d.phoneKind(end) || d.phoneSign(start) && !d.hasUnit(end)
}

// phoneSign reports the picture of a phone before a number.
func (d *detector) phoneSign(start int) bool {
	i := d.back(start)
	for i > 0 {
		r, size := utf8.DecodeLastRuneInString(d.src[:i])
		switch r {
		case ' ', ':', '(', 0xFE0F:
			i -= size
		case '☎', '☏', '✆', '📞':
			return true
		default:
			return false
		}
	}
	return false
}

// phoneKind reports a word behind a number that tells what phone it is.
func (d *detector) phoneKind(end int) bool {
	if d.at(end) != ' ' {
		return false
	}
	n := end + 1
	for isLetter(d.at(n)) && n-end < 8 {
		n++
	}
	switch string(d.text[end+1 : n]) {
	case "office", "mobile", "fax", "cell", "Office", "Mobile", "Fax", "Cell":
		return true
	default:
		return false
	}
}

// closed reports a bracket that is closed between groups.
func (d *detector) closed(a, b int) bool {
	for k := a; k+1 < b; k++ {
		if d.at(d.groups[k].end) == ')' {
			return d.at(d.groups[k].start-1) != '(' || d.at(d.groups[k].start-2) == '+'
		}
	}
	return false
}

// gluedTo reports letters right before a place that are a word of its own.
func (d *detector) gluedTo(at int) bool {
	start := at
	for start > 0 && isLetter(d.text[start-1]) {
		start--
	}
	return d.glued(start, at)
}

// even reports groups that look like those of a phone number: two digits or
// more each, set apart by single signs.
func (d *detector) even(a, b int) bool {
	for k := a; k < b; k++ {
		if n := d.groups[k].end - d.groups[k].start; n < 2 && k > a || n > 8 || k+1 < b && (d.gap(k) == "?" || d.gap(k) == "  ") {
			return false
		}
	}
	return b-a > 1
}

// fraction reports digits that are the rest of an amount: three at most.
func (d *detector) fraction(i int) bool {
	n := 0
	for isDigit(d.at(i+n)) && n < 4 {
		n++
	}
	return n > 0 && n < 4
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
	if d.comma(end) && d.fraction(end+1) || d.at(start-1) == '.' && isDigit(d.at(start-2)) || d.at(end) == '.' && isDigit(d.at(end+1)) {
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
