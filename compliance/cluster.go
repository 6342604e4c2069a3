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
		if !joins(last, r) {
			break
		}
		from -= size
	}
	for to < len(s) {
		r, size := utf8.DecodeRuneInString(s[to:])
		last, _ := utf8.DecodeLastRuneInString(s[:to])
		if !joins(last, r) {
			break
		}
		to += size
	}
	return from, to
}

// joins reports whether a rune is shown as part of the one before.
func joins(before, r rune) bool {
	switch {
	case before == utf8.RuneError || r == utf8.RuneError:
		return false
	case r == 0x200D, r >= 0xFE00 && r <= 0xFE0F, r >= 0x1F3FB && r <= 0x1F3FF, r >= 0xE0020 && r <= 0xE007F, r >= 0xE0100 && r <= 0xE01EF:
		return true
	case before == 0x200D:
		return r >= 0x2190
	case before == '\r':
		return r == '\n'
	case unicode.In(r, unicode.Mn, unicode.Me, unicode.Mc):
		return true
	case r >= 0x1160 && r <= 0x11FF:
		return before >= 0x1100 && before <= 0x11FF || before >= 0xAC00 && before <= 0xD7A3
	case r >= 0x1F1E6 && r <= 0x1F1FF:
		return before >= 0x1F1E6 && before <= 0x1F1FF
	default:
		return false
	}
}
