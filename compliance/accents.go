package compliance

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// sameAccents reports whether a stretch of a text has the accents of a word, or
// lacks some: many people leave them out, nobody adds them. Vietnamese words
// without accents are other words, so there only long ones may lack all.
func sameAccents(src string, r *ref) bool {
	if ascii(src) && (r.exact == "" || r.langs != vietnamese) {
		return true
	}
	exact := r.exact
	bare, accented := 0, 0
	for src != "" && exact != "" {
		s, n := nextLetter(src)
		t, m := nextLetter(exact)
		src, exact = src[n:], exact[m:]
		switch {
		case s == t:
			if accentedLetter(s) {
				accented++
			}
		case foldRune(s) == foldRune(t) && s >= utf8.RuneSelf && !accentedLetter(s): // ς and σ, alef with and without hamza
		case accentedLetter(s):
			return false // another accent than the word's, or one it has not
		case accentedLetter(t):
			bare++
		}
	}
	if r.exact == "" {
		for _, c := range src {
			if accentedLetter(c) {
				return false
			}
		}
	}
	if r.langs == vietnamese && bare > 0 {
		return accented == 0 && len(r.exact) >= 14
	}
	return true
}

// nextLetter is the next letter in lower case and the bytes up to the one after.
func nextLetter(s string) (r rune, size int) {
	if c := s[0]; c < utf8.RuneSelf {
		r, size = rune(c), 1
		if isUpper(c) {
			r |= 0x20
		}
	} else {
		r, size = utf8.DecodeRuneInString(s)
		r = unicode.ToLower(r)
	}
	for size < len(s) && (s[size] >= utf8.RuneSelf || s[size] < ' ' || s[size] == 0x7F) { // what follows and is looked through
		next, n := utf8.DecodeRuneInString(s[size:])
		if foldRune(next) != 1 {
			break
		}
		size += n
	}
	return r, size
}

// accentedLetter reports whether a letter is a Latin one with a sign that
// changes it.
func accentedLetter(r rune) bool {
	return r >= 0xC0 && r <= 0x24F && r != 0xD7 && r != 0xF7 || r >= 0x1E00 && r <= 0x1EFF
}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// sameMarks is sameAccents for a word that is disguised: its letters may be
// others, so only the accents themselves are compared, in order.
func sameMarks(src string, r *ref) bool {
	viet := r.langs == vietnamese
	if src == "" && !viet {
		return true
	}
	exact := r.exact
	var last rune
	for _, s := range src {
		s = unicode.ToLower(s)
		if !accentedLetter(s) || s == last {
			continue
		}
		last = s
		for {
			t, size := utf8.DecodeRuneInString(exact)
			if size == 0 {
				return false // an accent that the word has not
			}
			exact = exact[size:]
			if t == s {
				break
			}
			if viet && accentedLetter(t) {
				return false
			}
		}
	}
	return !viet || strings.IndexFunc(exact, accentedLetter) < 0
}
