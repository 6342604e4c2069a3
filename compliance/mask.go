package compliance

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// personal are the classes of what no report shows as it is.
var personal = [...]classID{
	classEmail, classPhone, classCard, classIBAN, classPersonID, classAddress, classSecret, classHandle, classHidden, classBuyer,
}

// evidence is a stretch of a text as a report may show it: personal data and
// secrets are masked, whatever the rule is about.
func (c *Checker) evidence(area, src string, from, to int) string {
	text := src[from:to]
	switch {
	case area == "privacy":
		return mask(text)
	case area != "off_platform" && !telling(text):
		return text
	}
	out := c.masked(src, from, to)
	if area == "off_platform" && count(out, unicode.IsDigit) >= 6 {
		return maskDigits(out, true)
	}
	return out
}

// maskReach is how many bytes before and behind a stretch are read for words
// that tell what is in it, such as "password:".
const maskReach = 96

// telling reports whether a text may have personal data: an address of e-mail,
// or digits that are more than those of a price.
func telling(text string) bool {
	digits := 0
	for _, r := range text {
		switch {
		case r == '@', r == '\uff20':
			return true
		case unicode.IsDigit(r):
			digits++
		}
	}
	return digits >= 4 || digits > 0 && len(text) >= 16
}

func count(text string, such func(rune) bool) (n int) {
	for _, r := range text {
		if such(r) {
			n++
		}
	}
	return n
}

// masked masks what detectors find in a stretch of a text.
func (c *Checker) masked(src string, from, to int) string {
	sc := c.scratch()
	defer c.pool.Put(sc)
	begin, end := max(0, from-maskReach), min(len(src), to+maskReach)
	var out strings.Builder
	done := from
	for begin < end {
		n, seen, _ := sc.view.next(src[begin:end], false)
		sc.clear(c.lex, everyLang)
		seen |= c.lex.scan(&sc.view, sc)
		c.lex.detect(src[begin:begin+n], seen, sc)
		for _, s := range secrets(sc) {
			start, stop := max(begin+s[0], done), min(begin+s[1], to)
			if start >= stop {
				continue
			}
			start, stop = wholeClusters(src[:to], start, stop)
			out.WriteString(src[done:max(start, done)])
			out.WriteString(mask(src[max(start, done):stop]))
			done = stop
		}
		begin += n
	}
	if done == from {
		return src[from:to]
	}
	out.WriteString(src[done:to])
	return out.String()
}

// secrets are the places of personal data in a sentence, in order and apart.
func secrets(sc *scratch) (out [][2]int) {
	for i := range sc.hits {
		if h := &sc.hits[i]; slices.Contains(personal[:], h.class) {
			out = append(out, [2]int{int(h.start), int(h.end)})
		}
	}
	slices.SortFunc(out, func(a, b [2]int) int { return a[0] - b[0] })
	apart := out[:0]
	for _, s := range out {
		if n := len(apart); n > 0 && s[0] < apart[n-1][1] {
			apart[n-1][1] = max(apart[n-1][1], s[1])
		} else {
			apart = append(apart, s)
		}
	}
	return apart
}

// mask hides what is personal from end to end.
func mask(text string) string {
	at := strings.IndexByte(text, '@')
	switch {
	case at > 0 && strings.Count(text, "@") == 1 && strings.IndexByte(text[at:], '.') > 0 && strings.IndexByte(text, ' ') < 0:
		return maskMail(text, at)
	case count(text, unicode.IsDigit) >= 6:
		return maskDigits(text, false)
	default:
		return maskMiddle(text)
	}
}

// maskMail keeps the first letter of an address and its host.
func maskMail(text string, at int) string {
	_, size := utf8.DecodeRuneInString(text)
	return text[:min(size, at)] + "***" + text[at:]
}

// maskDigits keeps the last two digits, and letters only where they are words.
func maskDigits(text string, words bool) string {
	var out strings.Builder
	left := count(text, unicode.IsDigit)
	for _, r := range text {
		switch {
		case unicode.IsDigit(r):
			if left--; left >= 2 {
				r = '*'
			}
		case unicode.IsLetter(r) && !words:
			r = '*'
		}
		out.WriteRune(r)
	}
	return out.String()
}

// maskMiddle keeps the first two and the last two characters, and signs between.
func maskMiddle(text string) string {
	rs := []rune(text)
	keep := min(2, (len(rs)-1)/4)
	for i := keep; i < len(rs)-keep; i++ {
		if rs[i] != ' ' && rs[i] != '-' && rs[i] != '@' && rs[i] != '.' {
			rs[i] = '*'
		}
	}
	return string(rs)
}
