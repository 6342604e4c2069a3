package compliance

import "unicode/utf8"

// compose puts a rune that is a part of a character on the one that the view
// ends with: letters of Hangul make a syllable, sound marks change a kana. It
// reports false when the rune stands for itself.
func (v *view) compose(r rune) bool {
	var whole rune
	switch {
	case r >= 0x1161 && r <= 0x1175:
		if l := v.last(); l >= 0x1100 && l <= 0x1112 {
			whole = 0xAC00 + ((l-0x1100)*21+r-0x1161)*28
		}
	case r >= 0x11A8 && r <= 0x11C2:
		if lv := v.last(); lv >= 0xAC00 && lv <= 0xD7A3 && (lv-0xAC00)%28 == 0 {
			whole = lv + r - 0x11A7
		}
	case r == 0x3099:
		whole = voiced(v.last())
	case r == 0x309A:
		if k := v.last(); spread(hiragana(k)) {
			whole = k + 2
		}
	}
	if whole == 0 {
		return false
	}
	v.text = utf8.AppendRune(v.text[:len(v.text)-3], whole) // all of them take three bytes
	return true
}

func (v *view) last() rune {
	r, _ := utf8.DecodeLastRune(v.text)
	return r
}

// hiragana is a katakana as hiragana.
func hiragana(r rune) rune {
	if r >= 0x30A1 && r <= 0x30F6 {
		return r - 0x60
	}
	return r
}

// spread reports whether a hiragana is one of ha to ho.
func spread(r rune) bool { return r >= 0x306F && r <= 0x307B && (r-0x306F)%3 == 0 }

// voiced is a kana with a sound mark, 0 if it takes none.
func voiced(r rune) rune {
	switch low := hiragana(r); {
	case spread(low), low >= 0x304B && low <= 0x3061 && low%2 == 1, low == 0x3064, low == 0x3066, low == 0x3068:
		return r + 1
	case low == 0x3046:
		return r + 0x4E
	default:
		return 0
	}
}
