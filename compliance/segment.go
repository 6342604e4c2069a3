package compliance

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Texts are searched sentence by sentence: what a rule looks for lies in one. A
// sentence that does not end is cut where it gets too long.
const maxSegment = 4096 // bytes

// traits are what a first look at a sentence saw, one bit each, so that costly
// searches run only where they can find something.
type traits uint16

const (
	hasDigit traits = 1 << iota
	hasAt
	hasHash
	hasDot
	hasColon
	hasSign    // a sign that may stand for a letter
	hasWide    // something beyond ASCII
	hasRun     // equal letters in a row, more than words have
	hasSplit   // single letters set apart
	hasLeet    // a digit or sign among letters
	hasForeign // letters of Greek or Cyrillic among Latin ones
	aLetter    // of bytes: an ASCII letter
	aDigit     // of bytes: an ASCII digit
	aWide      // of bytes: a part of something longer
)

// next reads the sentence that src begins with into the view. It gives its end
// and what it has. More says that text may follow src: then done is false while
// the end depends on it.
func (v *view) next(src string, more bool) (end int, seen traits, done bool) {
	limit := min(len(src), maxSegment)
	end, seen, done = v.fold(src[:limit], more && limit == len(src))
	switch {
	case done:
		return end, seen, true
	case more && len(src) <= maxSegment:
		return 0, 0, false
	case limit == len(src):
		return limit, seen, true
	}
	cut := cutBefore(src, limit)
	_, seen, _ = v.fold(src[:cut], false)
	return cut, seen, true
}

// cutBefore is a place to cut a sentence that is too long: behind its last
// blank, else between characters.
func cutBefore(src string, limit int) int {
	for i := limit; i > limit/2; i-- {
		if isBlank(src[i-1]) {
			return i
		}
	}
	cut := limit
	for cut > limit-utf8.UTFMax && !utf8.RuneStart(src[cut]) {
		cut--
	}
	for i := cut; i > limit-64; {
		r, _ := utf8.DecodeRuneInString(src[i:])
		last, size := utf8.DecodeLastRuneInString(src[:i])
		if !joins(last, r) {
			return i
		}
		i -= size
	}
	return cut
}

// stops reports whether a sentence ends behind the character at i, and whether
// that depends on what follows src.
func stops(src string, i int, more bool) (stop, unsure bool) {
	switch src[i] {
	case '\n':
		return true, false
	case '.', '!', '?':
		if i+1 == len(src) {
			return false, more
		}
		return isBlank(src[i+1]) && (src[i] != '.' || !abbreviation(src, i)), false
	default:
		return false, false
	}
}

// fullStop reports whether a rune beyond ASCII ends a sentence.
func fullStop(r rune) bool {
	switch r {
	case '\u3002', '\uff01', '\uff1f', '\uff61', '\u061f', '\u0964', '\u2028', '\u2029', '\u0085':
		return true
	default:
		return false
	}
}

// looker takes the first look at a sentence.
type looker struct {
	v       *view
	seen    traits
	foreign int  // letters that look like Latin ones
	strange bool // such a letter stands before
}

// beyond looks at a rune beyond ASCII before it is appended.
func (k *looker) beyond(r rune, folded uint16) {
	k.seen |= hasWide
	switch {
	case r >= 0x370 && r < 0x590 || r >= 0x1D00 && r < 0x1D80 || r >= 0x250 && r < 0x2B0 || r >= 0xA4D0 && r < 0xA500 || r >= 0xA700 && r < 0xA800 || r >= 0x13A0 && r < 0x1400:
		k.foreign++
		if r >= 0x590 || r < 0x2B0 { // no script of a language
			k.seen |= hasForeign
		}
		if n := len(k.v.text); n > 0 && isLower(k.v.text[n-1]) {
			k.seen |= hasForeign
		}
		k.strange = true
	case folded == 0:
		k.strange = false
	case r == '\u20ac' || r == '\u00a3':
		k.seen |= hasSign
	}
}

// traits are what the sentence has, now that it has ended.
func (k *looker) traits() traits {
	k.seen &= aLetter - 1
	if k.foreign == 0 || k.seen&hasForeign != 0 {
		return k.seen
	}
	latin := 0
	for _, c := range k.v.text {
		if isLower(c) {
			latin++
		}
	}
	if latin > 2*k.foreign {
		k.seen |= hasForeign
	}
	return k.seen
}

func isBlank(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' }

// abbreviation reports whether the full stop at dot ends a short word, such as
// "Dr." or "ca.", and not a sentence.
func abbreviation(src string, dot int) bool {
	if slices.ContainsFunc(longAbbreviations[:], func(word string) bool {
		from := dot - len(word)
		return from >= 0 && strings.EqualFold(src[from:dot], word) && (from == 0 || src[from-1] < utf8.RuneSelf && !letterOrDigit(src[from-1]))
	}) {
		return true
	}
	if dot > 0 && src[dot-1] >= utf8.RuneSelf {
		return thaiAbbreviation(src, dot)
	}
	start := dot
	for start > 0 && letterOrDigit(src[start-1]) && dot-start < 4 {
		start--
	}
	return dot-start < 4 && dot > start && (src[start] < '0' || src[start] > '9') && (start == 0 || src[start-1] < utf8.RuneSelf)
}

// longAbbreviations stand before numbers and do not end a sentence.
var longAbbreviations = [...]string{"idnr", "telf", "\u03c4\u03b7\u03bb", "\u03ba\u03b9\u03bd", "\u03b1\u03c1"}

// thaiAbbreviation reports whether one to three Thai consonants stand alone
// before the full stop, as in the names of
// offices and parts of an address.
func thaiAbbreviation(src string, dot int) bool {
	start := dot
	for start > 0 && dot-start <= 9 {
		r, size := utf8.DecodeLastRuneInString(src[:start])
		if r < 0x0E01 || r > 0x0E2E {
			return start < dot && r < utf8.RuneSelf
		}
		start -= size
	}
	return start == 0 && start < dot && dot <= 9
}

func letterOrDigit(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c >= utf8.RuneSelf
}

// traitTable says what a byte is or shows; zero is nothing.
var traitTable = func() (t [256]traits) {
	for c := range t {
		switch {
		case c >= '0' && c <= '9':
			t[c] = aDigit | hasDigit
		case c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z':
			t[c] = aLetter
		case c >= utf8.RuneSelf:
			t[c] = aWide
		}
	}
	t['@'], t['#'], t['.'], t[':'] = hasAt|hasSign, hasHash, hasDot, hasColon
	for _, c := range "$!|+" {
		t[c] = hasSign
	}
	return t
}()
