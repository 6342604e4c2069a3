package compliance

import (
	"unicode"
	"unicode/utf8"
)

// kind is what a rune of a folded text is for the limits of words.
type kind uint8

const (
	other   kind = iota // blanks, punctuation, symbols
	letter              // of scripts with blanks between words
	digit               //
	ideo                // Han and kana: a word may begin and end anywhere
	thai                // Thai, Lao, Khmer and Burmese: likewise, apart from marks
	mark                // belongs to the letter before
	hangul              // particles follow words without a blank
	arabic              // short words are written together with the next
	breaker             // ends a sentence
)

// kindOf is the kind of a rune of a folded text.
func kindOf(r rune) kind {
	switch {
	case r >= 0 && r < rune(len(kindTable)):
		return kindTable[r]
	case r >= 0x4E00 && r < 0xA000, r >= 0x3040 && r < 0x3100:
		return ideo
	case r >= 0xAC00 && r < 0xD7A4:
		return hangul
	default:
		return kindSlow(r)
	}
}

// kindTable are the kinds of the first characters, Thai and Georgian included.
var kindTable = func() (t [0x1200]kind) {
	for i := range t {
		t[i] = kindSlow(rune(i))
	}
	return t
}()

func kindSlow(r rune) kind {
	switch {
	case r < utf8.RuneSelf:
		return kindASCII(r)
	case r >= 0x1100 && r < 0x1200, r >= 0x3130 && r < 0x3190, r >= 0xAC00 && r < 0xD7A4:
		return hangul
	case r >= 0x3040 && r < 0x3100, r >= 0x3400 && r < 0xA000, r >= 0xF900 && r < 0xFB00, r >= 0x20000 && r < 0x32000, r == 0x3005:
		return ideo
	case r >= 0x2000 && r < 0x2C00, r >= 0x1F000 && r < 0x1FC00: // punctuation, symbols, emoji
		return other
	}
	south := r >= 0x0E00 && r < 0x0F00 || r >= 0x1000 && r < 0x10A0 || r >= 0x1780 && r < 0x1800
	switch {
	case south && (r == 0x0E32 || r == 0x0E30 || r == 0x0E45 || r == 0x0EB0 || r == 0x0EB2), unicode.In(r, unicode.Mn, unicode.Mc):
		return mark
	case south && unicode.IsLetter(r):
		return thai
	case r >= 0x0600 && r < 0x0780 && unicode.IsLetter(r):
		return arabic
	case unicode.IsLetter(r):
		return letter
	case unicode.IsDigit(r):
		return digit
	default:
		return other
	}
}

func kindASCII(r rune) kind {
	switch {
	case r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z':
		return letter
	case r >= '0' && r <= '9':
		return digit
	case r == '\n' || r == '!' || r == '?':
		return breaker
	default:
		return other
	}
}
