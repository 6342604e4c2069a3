package compliance

import "unicode/utf8"

// wordEnd reports whether a word may end at a place of a folded text.
func wordEnd(text []byte, end int) bool {
	if end >= len(text) {
		return true
	}
	var k kind
	if c := text[end]; c < utf8.RuneSelf {
		k = kindTable[c]
	} else {
		next, _ := utf8.DecodeRune(text[end:])
		k = kindOf(next)
	}
	if k == other || k == breaker {
		return true
	}
	last, _ := utf8.DecodeLastRune(text[:end])
	switch kindOf(last) {
	case letter:
		return k != letter && k != mark
	case digit:
		return k != digit
	case arabic:
		return k != arabic && k != mark
	case thai, mark:
		return k != mark
	default:
		return true
	}
}

// openEnd is where the word that a place lies in ends.
func openEnd(text []byte, end int) int {
	for end < len(text) {
		r, size := utf8.DecodeRune(text[end:])
		if k := kindOf(r); k != letter && k != arabic && k != mark {
			break
		}
		end += size
	}
	return end
}

// within reports whether at most so many words stand between two places. Two
// ideographs count as a word, four Thai letters too.
func within(between string, words int) bool {
	if len(between) > (words+1)*reach {
		return false
	}
	quarters, inWord := 0, false
	for i := 0; i < len(between) && quarters <= words*4; {
		r, size := utf8.DecodeRuneInString(between[i:])
		i += size
		switch kindOf(r) {
		case ideo:
			quarters, inWord = quarters+2, false
		case thai:
			quarters, inWord = quarters+1, false
		case letter, digit, hangul, arabic:
			if !inWord {
				quarters += 4
			}
			inWord = true
		case mark:
		default:
			inWord = inWord && foldRune(r) == 1
		}
	}
	return quarters <= words*4
}
