package compliance

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// lang is the language of a field as declared, or as its letters and frequent
// words tell; empty when they do not.
func (s *structural) lang(i int) langSet {
	if s.it.Lang != "" {
		return langBit(s.it.Lang)
	}
	var l look
	src := s.it.Fields[i].Text
	l.over(src[:min(len(src), 1<<10)])
	switch script, share := l.main(); {
	case share < 40:
		return 0
	case script == hangulScript:
		return koreanLang
	case script == kana, script == han && l.letters[kana] > 1:
		return japanese
	case script == han:
		return chinese
	case script == thaiScript:
		return thaiLang
	case script == greek:
		return greekLang
	case script == arab:
		return arabicLang
	case script == latin && l.letters[viet] > 1:
		return vietnamese
	case script == latin:
		voices, _ := s.listen(src)
		best := slices.Max(voices[:])
		var set langSet
		for n, v := range voices {
			if best > 0 && v == best {
				set |= 1 << n
			}
		}
		return set
	}
	return 0
}

// main is the script that most letters of a text are of and its share in per
// cent. A letter of a script without an alphabet counts as two.
func (l *look) main() (script, share int) {
	total, most := 0, 0
	for n, count := range l.letters {
		if n == viet {
			continue
		}
		if n == han || n == kana || n == hangulScript {
			count *= 2
		}
		if total += count; count > most {
			script, most = n, count
		}
	}
	if total == 0 {
		return latin, 0
	}
	return script, 100 * most / total
}

// voices counts frequent words by language.
type voiceCount [len(langs)]int

// listen counts the frequent words of languages that are written alike.
func (s *structural) listen(src string) (count voiceCount, words int) {
	var buf [48]byte
	word := buf[:0]
	src = src[:min(len(src), 1<<11)]
	for i := 0; i <= len(src); {
		r, size := utf8.RuneError, 1
		if i < len(src) {
			if c := src[i]; c < utf8.RuneSelf {
				if isLetter(c) && len(word) < 40 {
					word = append(word, c|0x20)
					i++
					continue
				}
				r = rune(c)
			} else {
				r, size = utf8.DecodeRuneInString(src[i:])
			}
		}
		if i < len(src) && (unicode.IsLetter(r) || r == '\'' && len(word) > 0) && len(word) < 40 {
			word = utf8.AppendRune(word, unicode.ToLower(r))
			i += size
			continue
		}
		if len(word) > 0 {
			words++
			if set := s.c.market.words.voices[string(word)]; set != 0 {
				for n := range count {
					if set&(1<<n) != 0 {
						count[n]++
					}
				}
			}
			word = word[:0]
		}
		i += size
	}
	return count, words
}

// scriptsOf are the scripts of languages, as bits.
func scriptsOf(languages []string) (set int) {
	for _, lang := range languages {
		switch lang {
		case "th":
			set |= 1 << thaiScript
		case "ko":
			set |= 1 << hangulScript
		case "zh":
			set |= 1 << han
		case "ja":
			set |= 1<<kana | 1<<han
		case "el":
			set |= 1 << greek
		case "ar":
			set |= 1 << arab
		default:
			set |= 1 << latin
		}
	}
	return set
}

// chineseOnly are letters of everyday Chinese that Japanese does not write.
const chineseOnly = "们这为说对样给让买卖质装适"

// language judges whether buyers of the market can read a text of a listing.
func (s *structural) language(i int, l *look) {
	if s.m == nil {
		return
	}
	src := s.it.Fields[i].Text
	script, share := l.main()
	if share < 60 || l.letters[script] < 4 || script != han && script != hangulScript && script != kana && l.letters[script] < 8 {
		return
	}
	allowed := scriptsOf(s.m.Languages)
	switch {
	case script != latin && allowed&(1<<script) == 0:
		s.unread(i)
		return
	case script == han && s.m.Code == "JP" && l.letters[kana] == 0 && strings.ContainsAny(src, chineseOnly):
		s.unread(i)
		return
	case script != latin:
		return
	case l.letters[viet] > 2 && !slices.Contains(s.m.Languages, "vi"):
		s.unread(i)
		return
	}
	count, words := s.listen(src)
	fit := 0
	for _, lang := range s.m.Languages {
		for n := range count {
			if near(langBit(lang))&(1<<n) != 0 && langBit(lang) != everyLang {
				fit = max(fit, count[n])
				count[n] = 0
			}
		}
	}
	best := slices.Max(count[:])
	if best >= 2 && best*5 >= words && best >= 2*fit {
		s.unread(i)
	}
}

// unread says that the buyers of the market do not read a text.
func (s *structural) unread(i int) {
	s.add("LOC-001", i, 0, len(s.it.Fields[i].Text), 0, "the text is not in a language of "+s.m.Code+" ("+strings.Join(s.m.Languages, ", ")+")")
}
