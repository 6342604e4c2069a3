package compliance

import (
	"unicode"
	"unicode/utf8"
)

// wholeClusters widens a stretch so that it cuts no visible character.
func wholeClusters(s string, from, to int) (int, int) {
	for from > 0 {
		r, _ := utf8.DecodeRuneInString(s[from:])
		last, size := utf8.DecodeLastRuneInString(s[:from])
		if !joins(last, r) || regional(r) && regional(last) && !halfFlag(s[:from]) {
			break
		}
		from -= size
	}
	for to < len(s) {
		r, size := utf8.DecodeRuneInString(s[to:])
		last, _ := utf8.DecodeLastRuneInString(s[:to])
		if !joins(last, r) || regional(r) && regional(last) && !halfFlag(s[:to]) {
			break
		}
		to += size
	}
	return from, to
}

// regional reports a letter of which two are shown as a flag.
func regional(r rune) bool { return r >= 0x1F1E6 && r <= 0x1F1FF }

// halfFlag reports whether a text ends with the first half of a flag.
func halfFlag(s string) bool {
	n := 0
	for r, size := utf8.DecodeLastRuneInString(s); regional(r); r, size = utf8.DecodeLastRuneInString(s) {
		s, n = s[:len(s)-size], n+1
	}
	return n%2 == 1
}

// joins reports whether a rune is shown as part of the one before; two halves
// of flags do so by turns. See Unicode's annex 29.
func joins(before, r rune) bool {
	switch {
	case before == utf8.RuneError || r == utf8.RuneError:
		return false
	case r == 0x200C, r == 0x200D, r >= 0xFE00 && r <= 0xFE0F, r >= 0x1F3FB && r <= 0x1F3FF, r >= 0xE0020 && r <= 0xE007F, r >= 0xE0100 && r <= 0xE01EF,
		r == 0x0E33, r == 0x0EB3, r == 0xFF9E, r == 0xFF9F: // sara am and voiced marks of half width are letters by their class
		return before != '\r' && before != '\n'
	case unicode.In(r, unicode.Mn, unicode.Me, unicode.Mc):
		return before != '\r' && before != '\n'
	case unicode.Is(unicode.Prepended_Concatenation_Mark, before):
		return !unicode.IsControl(r)
	case before == 0x200D:
		return r >= 0x2190 || r == 0xA9 || r == 0xAE
	case before == '\r':
		return r == '\n'
	case before >= 0x1100 && before <= 0x115F && (r >= 0x1100 && r <= 0x11A7 || r >= 0xAC00 && r <= 0xD7A3):
		return true
	case r >= 0x1160 && r <= 0x11FF:
		return before >= 0x1160 && before <= 0x11FF || before >= 0xAC00 && before <= 0xD7A3
	default:
		return regional(r) && regional(before)
	}
}
