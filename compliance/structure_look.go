package compliance

import (
	"unicode"
	"unicode/utf8"
)

// look is what one walk over a text counts.
type look struct {
	runes   int // that are not blank
	cased   int // letters of scripts with capitals
	upper   int // capitals
	digits  int
	tags    int // hashtags
	tagged  int // runes in them
	first   int // where the first tag begins
	last    int // where the last tag ends
	emoji   int
	ends    int    // ends of sentences
	signs   int    // longest run of one sign
	signAt  int    // where it begins
	signEnd int    // where it ends
	letters [9]int // by script
}

// Scripts as look counts them.
const (
	latin = iota
	greek
	arab
	thaiScript
	hangulScript
	han
	kana
	viet // Latin letters that only Vietnamese has
	strange
)

// over walks over a text.
func (l *look) over(src string) {
	var run int
	var before rune
	for i := 0; i < len(src); {
		r, size := rune(src[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(src[i:])
		}
		switch {
		case r <= ' ' || r == 0xA0 || r == 0x3000:
			if r == '\n' {
				l.ends++
			}
			before = 0
			i += size
			continue
		case r >= 'a' && r <= 'z':
			start := i
			for i < len(src) && src[i] >= 'a' && src[i] <= 'z' {
				i++
			}
			l.cased += i - start
			l.letters[latin] += i - start
			l.runes += i - start
			before = 0
			continue
		case r >= 'A' && r <= 'Z':
			i, before = l.capitals(src, i), 0
			continue
		case r >= '0' && r <= '9':
			l.digits++
		case (r == '#' || r == 0xFF03) && tagEnd(src, i+size) > i+size:
			end := tagEnd(src, i+size)
			l.tag(src, i, end)
			i = end
			continue
		case r < utf8.RuneSelf:
			if r == '.' || r == '!' || r == '?' {
				l.ends++
			}
		default:
			l.wide(r)
		}
		l.runes++
		if r == before {
			run++
		} else {
			run, before = 1, r
		}
		if run > l.signs && isSign(r) {
			l.signs, l.signAt, l.signEnd = run, i+size-run*size, i+size
		}
		i += size
	}
}

// capitals counts a run of capitals and gives its end. Words of up to three
// capitals are mostly short for something (USB, LED) and count for nothing.
func (l *look) capitals(src string, i int) int {
	start := i
	for i < len(src) && src[i] >= 'A' && src[i] <= 'Z' {
		i++
	}
	n := i - start
	l.runes += n
	l.letters[latin] += n
	alone := func(at int) bool { return at < 0 || at >= len(src) || src[at] < utf8.RuneSelf && !isLetter(src[at]) }
	if n > 3 || !alone(start-1) || !alone(i) {
		l.cased += n
		l.upper += n
	}
	return i
}

func (l *look) tag(src string, from, to int) {
	if l.tags == 0 {
		l.first = from
	}
	l.tags++
	n := runes(src[from:to])
	l.tagged += n
	l.runes += n
	l.last = to
}

// wide counts a rune beyond ASCII.
func (l *look) wide(r rune) {
	switch {
	case r >= 0x3400 && r < 0xA000:
		l.letters[han]++
	case r >= 0xC0 && r < 0x250 || r >= 0x1E00 && r < 0x1F00:
		l.letters[latin]++
		if r >= 0x1EA0 && r <= 0x1EF9 || r == 0x1A1 || r == 0x1B0 || r == 0x1A0 || r == 0x1AF || r == 0x111 || r == 0x110 {
			l.letters[viet]++
		}
		l.casedWide(r)
	case r >= 0x370 && r < 0x400 || r >= 0x1F00 && r < 0x2000:
		l.letters[greek]++
		l.casedWide(r)
	case r >= 0x400 && r < 0x530:
		l.letters[strange]++
		l.casedWide(r)
	case r >= 0x600 && r < 0x780:
		l.letters[arab]++
	case r >= 0xE00 && r < 0xE80:
		if r != 0xE31 && (r < 0xE34 || r > 0xE3A) && (r < 0xE47 || r > 0xE4E) { // no sign above or below a letter
			l.letters[thaiScript]++
		}
	case r >= 0xAC00 && r < 0xD7A4:
		l.letters[hangulScript]++
	case r >= 0x3041 && r < 0x3100:
		l.letters[kana]++
	case r == 0x3002 || r == 0xFF01 || r == 0xFF1F:
		l.ends++
	case isEmoji(r):
		l.emoji++
	case unicode.IsLetter(r):
		l.letters[strange]++
	}
}

func (l *look) casedWide(r rune) {
	if unicode.IsUpper(r) {
		l.upper++
		l.cased++
	} else if unicode.IsLower(r) {
		l.cased++
	}
}

func isEmoji(r rune) bool {
	return r >= 0x1F300 && r < 0x1FB00 && (r < 0x1F3FB || r > 0x1F3FF) || r >= 0x2600 && r < 0x27C0 || r == 0x2B50 || r == 0x2B55
}

// isSign reports whether a rune is a sign that titles are adorned with.
func isSign(r rune) bool {
	switch {
	case r < utf8.RuneSelf:
		return r > ' ' && kindTable[r] != letter && kindTable[r] != digit && r != '.'
	default:
		return r == 0xFF01 || r == 0xFF1F || r >= 0x2190 && r < 0x2C00 || isEmoji(r)
	}
}

// tagEnd is where the name of a hashtag that begins at a place ends.
func tagEnd(src string, at int) int {
	for at < len(src) {
		c := src[at]
		if c < utf8.RuneSelf {
			if !letterOrDigit(c) && c != '_' {
				return at
			}
			at++
			continue
		}
		r, size := utf8.DecodeRuneInString(src[at:])
		if !unicode.IsLetter(r) && !unicode.Is(unicode.M, r) && !unicode.IsDigit(r) {
			return at
		}
		at += size
	}
	return at
}

func runes(s string) int { return utf8.RuneCountInString(s) }
