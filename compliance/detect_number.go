package compliance

import "strings"

// maxGroups is how many groups of digits are looked at together.
const maxGroups = 12

// numbers finds everything that is made of digits. What says most about a
// number is asked first: secret, card, account, identity, phone, quantity.
func (d *detector) numbers() {
	for i := 0; i < len(d.text); {
		if !isDigit(d.text[i]) {
			i++
			continue
		}
		if n := d.skip(i); n > 0 {
			i = n
			continue
		}
		i = max(d.number(i), i+1)
	}
}

// number judges the digits at a place and gives the place to go on at.
func (d *detector) number(i int) int {
	start, end := i, i
	for start > 0 && (isAlnum(d.text[start-1]) || d.text[start-1] == '_') {
		start--
	}
	for end < len(d.text) && (isAlnum(d.text[end]) || d.text[end] == '_') {
		end++
	}
	letters := start < i
	for k := i; k < end && !letters; k++ {
		letters = !isDigit(d.text[k])
	}
	if letters {
		if n := d.lettered(start, end); n > 0 {
			return n
		}
		if start < i && !d.glued(start, i) {
			return end
		}
	}
	d.gather(i)
	last := d.groups[len(d.groups)-1].end
	digits := d.count(0, len(d.groups))
	if digits >= 4 && !d.inAmount(i, last) {
		if n := d.identify(digits); n > 0 {
			return n
		}
		if digits >= 12 && d.uniform() && !d.hasUnit(last) {
			return last // some long number: no part of it is anything
		}
	}
	return d.quantity(i)
}

// uniform reports three groups or more that are set apart all alike.
func (d *detector) uniform() bool {
	for k := 1; k+1 < len(d.groups); k++ {
		if d.gap(k) != d.gap(0) {
			return false
		}
	}
	return len(d.groups) >= 3
}

// lettered judges a token of letters and digits.
func (d *detector) lettered(start, end int) int {
	if n := d.keyAt(start); n > 0 {
		return n
	}
	if n := d.iban(start); n > 0 {
		return n
	}
	if n := d.letterID(start, end); n > 0 {
		return n
	}
	return d.approval(start, end)
}

// glued reports whether letters right before digits are a word of its own:
// "Rp29.000", "tel0812…".
func (d *detector) glued(start, i int) bool {
	if currencyOf(d.text[start:i]) != "" {
		return true
	}
	for _, w := range [...]string{"wa", "tel", "telp", "hp", "tlp", "sdt", "call", "no", "ph"} {
		if lowerIs(d.text[start:i], w) {
			return true
		}
	}
	return false
}

// gather collects the groups of digits that belong to the number at a place.
func (d *detector) gather(i int) {
	d.groups = d.groups[:0]
	for len(d.groups) < maxGroups {
		end := i
		for end < len(d.text) && isDigit(d.text[end]) {
			end++
		}
		d.groups = append(d.groups, group{i, end})
		next, signs := end, 0
		for next < len(d.text) && next-end < 3 && strings.IndexByte(" .-()/", d.text[next]) >= 0 {
			if d.text[next] != ' ' && d.text[next] != '(' && d.text[next] != ')' {
				signs++
			}
			next++
		}
		if next == end || signs > 1 || !isDigit(d.at(next)) {
			return
		}
		i = next
	}
}

// gap is what stands between a group and the next.
func (d *detector) gap(k int) string {
	s := d.text[d.groups[k].end:d.groups[k+1].start]
	switch string(s) {
	case " ":
		return " "
	case "-":
		return "-"
	case ".":
		return "."
	case "/":
		return "/"
	case ") ":
		return ") "
	case ")", ").", ")-":
		return ")"
	case "(":
		return "("
	case " / ":
		return " / "
	case " - ":
		return " - "
	case "  ":
		return "  "
	default:
		return "?"
	}
}

// count is the number of digits in groups.
func (d *detector) count(a, b int) int {
	n := 0
	for _, g := range d.groups[a:b] {
		n += g.end - g.start
	}
	return n
}

// shape reports whether groups have these lengths.
func (d *detector) shape(a, b int, lens ...int) bool {
	if b-a != len(lens) {
		return false
	}
	for i, n := range lens {
		if d.groups[a+i].end-d.groups[a+i].start != n {
			return false
		}
	}
	return true
}

// digits copies the digits of groups to a buffer.
func (d *detector) digits(a, b int, buf *[32]byte) []byte {
	out := buf[:0]
	for _, g := range d.groups[a:b] {
		if len(out)+g.end-g.start > len(buf) {
			return nil
		}
		out = append(out, d.text[g.start:g.end]...)
	}
	return out
}

// inAmount reports whether a number is a part of one with commas.
func (d *detector) inAmount(start, end int) bool {
	return d.comma(start-1) && isDigit(d.at(start-2)) && !isDigit(d.at(start-5)) ||
		d.comma(end) && isDigit(d.at(end+1)) && isDigit(d.at(end+2)) && isDigit(d.at(end+3)) && !isDigit(d.at(end+4)) && end-start <= 3
}

// comma reports a comma that may set thousands apart: those of Chinese and
// Japanese part sentences.
func (d *detector) comma(i int) bool { return d.at(i) == ',' && d.src[d.back(i)] == ',' }

// identify finds numbers that name someone or something, and gives the place
// behind them, 0 if there is none.
func (d *detector) identify(digits int) int {
	start := d.groups[0].start
	if n := d.oneTime(); n > 0 {
		return n
	}
	if digits < 7 {
		return d.ninoPairs()
	}
	if n := d.dashedDNI(); n > 0 {
		return n
	}
	if n := d.setOff(); n > 0 {
		return n
	}
	named := d.around(classIDWord, start, d.groups[len(d.groups)-1].end, 24)
	if named {
		if n := d.windows(d.numberID, true); n > 0 {
			return n
		}
	}
	if n := d.approval(start, d.groups[len(d.groups)-1].end); n > 0 {
		return n
	}
	if n := d.windows(d.card, false); n > 0 {
		return n
	}
	if gap := d.nearest(classAccountWord, start, 24); gap >= 0 && digits >= 8 && !d.closer(classPhoneWord, start, gap) {
		if n := d.account(); n > 0 {
			return n
		}
	}
	if !named {
		if n := d.windows(d.numberID, false); n > 0 {
			return n
		}
	}
	if gap := d.nearest(classOrderWord, start, 14); gap >= 0 && d.at(start-1) != '+' && !d.closer(classPhoneWord, start, gap) {
		if gap >= 8 { // "the parcel of Anna: 07 ..."
			if n := d.phones(); n > 0 {
				return n
			}
		}
		return d.order(digits)
	}
	if n := d.phones(); n > 0 {
		return n
	}
	if len(d.groups) >= 4 && d.single() && digits >= 8 {
		return d.take(classHidden, start, d.groups[len(d.groups)-1].end)
	}
	if len(d.groups) == 1 && digits >= 8 && d.disguised(start) {
		return d.take(classHidden, start, d.groups[0].end)
	}
	return 0
}

// closer reports whether a word of a class stands nearer than so many bytes.
func (d *detector) closer(class classID, start, gap int) bool {
	n := d.nearest(class, start, 24)
	return n >= 0 && n < gap
}

// single reports whether digits stand one by one.
func (d *detector) single() bool {
	for i, g := range d.groups {
		if g.end-g.start != 1 || i > 0 && d.gap(i-1) != d.gap(0) {
			return false
		}
	}
	return true
}

// disguised reports digits of an unusual form: full width, in circles, keycaps.
func (d *detector) disguised(at int) bool {
	from := d.back(at)
	if from+2 >= len(d.src) {
		return false
	}
	switch d.src[from] {
	case 0xEF, 0xF0:
		return true
	case 0xE2:
		return d.src[from+1] >= 0x91
	default:
		return d.src[from+1] == 0xEF || d.src[from+1] == 0xE2 && d.src[from+2] == 0x83
	}
}
