package compliance

import (
	"strings"
	"unicode/utf8"
)

// spelled finds what begins with a word: contacts spelled out, ids of
// messengers, passwords.
func (d *detector) spelled() {
	digits, from, until := 0, int32(0), int32(0)
	for i := range d.words {
		h := d.sc.hits[i]
		switch h.class {
		case classDigitWord:
			if h.start < until {
				continue // inside the one before
			}
			if digits == 0 || !d.closeBy(until, h.start) {
				digits, from = 0, h.start
			}
			digits, until = digits+1, d.digitRun(h.end)
			if digits += int(until-h.end) / 3; digits == 7 || digits > 7 && !d.sc.has(classHidden) {
				d.emitSource(classHidden, from, until)
			} else if digits > 7 {
				d.widen(from, until)
			}
		case classDotWord:
			d.dotWord(h)
		case classApp:
			d.handle(h)
		case classSecretWord:
			d.password(h)
		default:
		}
	}
}

func (d *detector) emitSource(class classID, from, to int32) {
	d.sc.add(hit{start: from, end: to, class: class, langs: everyLang})
}

// widen makes the last hidden number longer.
func (d *detector) widen(from, until int32) {
	for i := len(d.sc.hits) - 1; i >= d.words; i-- {
		if h := &d.sc.hits[i]; h.class == classHidden && h.start == from {
			h.end = until
			return
		}
	}
}

// closeBy reports whether only a blank or a sign stands between two places.
func (d *detector) closeBy(from, to int32) bool {
	return to >= from && to-from <= 3 && strings.Trim(d.src[from:to], " -.,·") == ""
}

// digitRun is the end of the Chinese or Korean digits behind a place, which may
// have blanks between them. The end alone counts every digit as three bytes.
func (d *detector) digitRun(at int32) int32 {
	end := at
	for i := int(at); i < len(d.src); {
		r, size := utf8.DecodeRuneInString(d.src[i:])
		i += size
		switch {
		case strings.ContainsRune("공영일이삼사오육륙칠팔구零〇一二三四五六七八九幺", r):
			end = int32(i) //nolint:gosec // G115: texts are cut at maxText
		case r == ' ' || r == '-':
		default:
			return end
		}
	}
	return end
}

// place is where the text has what comes from a place of the source, or from
// behind it.
func (d *detector) place(source int32) int {
	lo, hi := 0, len(d.text)
	for lo < hi {
		mid := (lo + hi) / 2
		if d.back(mid) < int(source) {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}

// dotWord finds "name dot com" and "someone at name dot com".
func (d *detector) dotWord(h hit) {
	start, end := d.place(h.start), d.place(h.end)
	bracket := strings.IndexByte("([{<*", d.at(start-1)) >= 0
	left, right := start, end
	for left > 0 && strings.IndexByte("([{<* ", d.text[left-1]) >= 0 {
		left--
	}
	for right < len(d.text) && strings.IndexByte(")]}>* ", d.text[right]) >= 0 {
		right++
	}
	tail := right
	for tail < len(d.text) && isLetter(d.text[tail]) {
		tail++
	}
	name := left
	for name > 0 && (hostByte(d.text[name-1]) || d.text[name-1] == '.') {
		name--
	}
	fits, _ := suffix(d.text[right:tail], 9)
	if name == left || !fits || d.skip(name) > 0 {
		return
	}
	if person := d.personAt(name); person >= 0 {
		d.emit(classHidden, person, tail)
		d.take(classEmail, person, tail)
		return
	}
	common := lowerIs(d.text[right:tail], "com") || lowerIs(d.text[right:tail], "net") || lowerIs(d.text[right:tail], "org") ||
		lowerIs(d.text[right:tail], "shop") || lowerIs(d.text[right:tail], "store") || lowerIs(d.text[right:tail], "online") || lowerIs(d.text[right:tail], "xyz")
	if common || bracket {
		d.take(classHidden, name, tail)
	}
}

// personAt is the start of "name at" before a place, -1 if that is not there.
func (d *detector) personAt(name int) int {
	i := name
	for i > 0 && strings.IndexByte(")]}>* ", d.text[i-1]) >= 0 {
		i--
	}
	end := i
	for i > 0 && isLetter(d.text[i-1]) {
		i--
	}
	word := d.text[i:end]
	if end == name || !lowerIs(word, "at") && !lowerIs(word, "arroba") && !lowerIs(word, "chez") && !lowerIs(word, "et") {
		if end < 1 || d.text[end-1] != '@' {
			return -1
		}
		i = end - 1
	}
	for i > 0 && strings.IndexByte("([{<* ", d.text[i-1]) >= 0 {
		i--
	}
	end = i
	for i > 0 && localByte(d.text[i-1]) {
		i--
	}
	if i == end {
		return -1
	}
	return i
}

// handle finds the id behind the name of a messenger: "line id: demo.shop".
func (d *detector) handle(h hit) {
	i := d.place(h.end)
	sign := false
	for range 3 {
		for i < len(d.text) && strings.IndexByte(" :=.-(", d.text[i]) >= 0 {
			sign = sign || d.text[i] == ':' || d.text[i] == '='
			i++
		}
		n := idWord(d.text[i:])
		if n == 0 {
			break
		}
		i += n
	}
	if d.at(i) == '@' {
		sign = true
		i++
	}
	end, marks, digits := i, 0, 0
	for end < len(d.text) && (isAlnum(d.text[end]) || (d.text[end] == '_' || d.text[end] == '.' || d.text[end] == '-') && isAlnum(d.at(end+1))) {
		switch {
		case isDigit(d.text[end]):
			digits++
		case !isAlnum(d.text[end]):
			marks++
		}
		end++
	}
	n := end - i
	if n < 3 || n > 40 || digits+marks == n || !sign && (marks == 0 && digits == 0 || n < 5 || isDigit(d.text[i])) {
		return
	}
	if d.skip(i) == 0 {
		d.take(classHandle, i, end)
	}
}

// idWords say that an id follows.
var idWords = [...]string{"id", "ID", "Id", "user", "ไอดี", "아이디", "号", "號", "是", "is", "は", "の", "me", "us", "add", "no", "=", "คือ", "au", "en", "na", "di"}

// idWord is the length of a word that says so, 0 if there is none.
func idWord(s []byte) int {
	for _, w := range idWords {
		if len(s) > len(w) && string(s[:len(w)]) == w && (!isLetter(w[0]) || !isAlnum(s[len(w)])) {
			return len(w)
		}
	}
	return 0
}
