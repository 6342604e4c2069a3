package compliance

import (
	"slices"
	"unicode/utf8"
)

// told reports whether the caller said which language a text is in.
func (s *search) told() bool { return s.declared != 0 && s.declared != everyLang }

// spoken are the languages that a sentence can be in, and those of them that
// something in it speaks for. Words count only in these: many are words of
// another language too.
func (s *search) spoken() (home, sure langSet) {
	if s.told() {
		return near(s.declared), everyLang
	}
	sc := s.sc
	s.c.lex.listen(&sc.view, sc)
	written, mostly := sc.view.scripts()
	best := slices.Max(sc.voices[:])
	heard := written
	for i, n := range sc.voices {
		if n > 0 && n*2 >= best {
			heard |= near(1 << i)
		}
	}
	if best >= 2 || mostly && written != greekLang { // Greek letters stand for Latin ones too often
		return heard, everyLang
	}
	return everyLang&^lettered | written, heard | english
}

var (
	english    = langBit("en") // its words are borrowed by all others
	malay      = langBit("id") | langBit("ms")
	vietnamese = langBit("vi")
	japanese   = langBit("ja")
	chinese    = langBit("zh")
	hanzi      = chinese | japanese
	thaiLang   = langBit("th")
	koreanLang = langBit("ko")
	greekLang  = langBit("el")
	arabicLang = langBit("ar")
	hindiLang  = langBit("hi")
	lettered   = thaiLang | koreanLang | greekLang | arabicLang | hindiLang | hanzi // have letters of their own
)

// near adds the language whose words are mostly the same.
func near(l langSet) langSet {
	if l&malay != 0 {
		return l | malay
	}
	return l
}

// scripts are the languages that the letters of a text tell, and whether most
// letters do.
func (v *view) scripts() (set langSet, mostly bool) {
	latin, wide, kana, han := 0, 0, 0, 0
	for i := 0; i < len(v.text); {
		r, size := utf8.DecodeRune(v.text[i:])
		i += size
		switch l := scriptOf(r); {
		case l == japanese:
			kana++
		case l == hanzi:
			han++
		case l != 0:
			set |= l
			wide++
		case kindOf(r) == letter:
			latin++
		}
	}
	switch {
	case kana > 0 && kana*8 >= han: // fewer are a sign of style in Chinese texts
		set |= japanese
	case han > 0:
		set |= hanzi
	}
	return set, 2*(wide+kana+han) > latin
}

// scriptOf are the languages that write a letter and are told by it; 0: none.
func scriptOf(r rune) langSet {
	switch {
	case r < 0x370:
		return 0
	case r < 0x400, r >= 0x1F00 && r < 0x2000:
		return greekLang
	case r >= 0x600 && r < 0x780:
		return arabicLang
	case r >= 0x900 && r < 0x980:
		return hindiLang
	case r >= 0xE00 && r < 0xE80:
		return thaiLang
	case r >= 0x3040 && r < 0x3100:
		return japanese
	}
	switch kindOf(r) {
	case hangul:
		return koreanLang
	case ideo:
		return hanzi
	default:
		return 0
	}
}
