package compliance

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// Limits of how a text is built.
const (
	mostTags      = 10  // hashtags of a caption
	fewTags       = 5   // up to this many may be most of the text
	mostCapitals  = 60  // per cent of the letters
	someLetters   = 12  // texts with fewer are not judged by their capitals
	mostEmoji     = 3   // in a title
	mostSigns     = 3   // of one sign next to each other
	mostTokens    = 2   // of one word in a title
	titleTokens   = 40  // longer texts may say a word more often
	mostSaid      = 4   // times a sentence may be said in one text
	someSentence  = 16  // bytes; shorter sentences may be repeated
	manySentences = 128 // that are told apart in one text
	mostSent      = 9   // times a message may be sent within ten minutes
)

// tags judges the hashtags of a caption.
func (s *structural) tags(i int, l *look) {
	switch {
	case l.tags > mostTags:
		s.add("ENG-002", i, l.first, l.last, 0, fmt.Sprintf("%d hashtags: more than %d", l.tags, mostTags))
	case l.tags > fewTags && 2*l.tagged > l.runes:
		s.add("ENG-002", i, l.first, l.last, 0, fmt.Sprintf("hashtags are %d of %d characters: more than half", l.tagged, l.runes))
	case l.tags > 0:
		src := s.it.Fields[i].Text
		eachTag(src, func(from, to int) bool {
			if name := foldString(strings.TrimLeft(src[from:to], "#\uff03")); s.c.market.words.events[name] {
				s.add("ENG-002", i, from, to, 0, "a hashtag of an event or of the news, which draws viewers who look for that")
				return false
			}
			return true
		})
	}
}

// eachTag calls yield for the hashtags of a text until it says false.
func eachTag(src string, yield func(from, to int) bool) {
	for i := 0; i < len(src); {
		at, sign := strings.IndexByte(src[i:], '#'), 1
		if wide := strings.Index(src[i:], "\uff03"); wide >= 0 && (at < 0 || wide < at) {
			at, sign = wide, 3
		}
		if at < 0 {
			return
		}
		from := i + at
		i = tagEnd(src, from+sign)
		if i > from+sign && !yield(from, i) {
			return
		}
	}
}

// shouting judges capitals, repeated words and signs.
func (s *structural) shouting(i int, l *look) {
	src, title := s.it.Fields[i].Text, s.it.Fields[i].Surface == ProductTitle
	switch {
	case l.cased >= someLetters && 100*l.upper > mostCapitals*l.cased:
		s.add("ENG-003", i, 0, len(src), 0, fmt.Sprintf("capitals are %d of %d letters: more than %d %%", l.upper, l.cased, mostCapitals))
	case title && l.emoji > mostEmoji:
		s.add("ENG-003", i, 0, len(src), 0, fmt.Sprintf("%d emoji: more than %d", l.emoji, mostEmoji))
	case l.signs > mostSigns && (title || strings.ContainsRune("!?\uff01\uff1f\u2605\u2665", firstRune(src[l.signAt:]))):
		s.add("ENG-003", i, l.signAt, l.signEnd, 0, fmt.Sprintf("the same sign %d times in a row", l.signs))
	case title:
		s.stuffed(i, l)
	}
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

// stuffed looks for a word that a title says again and again.
func (s *structural) stuffed(i int, l *look) {
	src := s.it.Fields[i].Text
	if len(src) > 600 {
		return
	}
	if l.letters[han]+l.letters[kana]+l.letters[thaiScript] > 5 {
		if from, to := stammer(src); to > 0 {
			s.add("ENG-003", i, from, to, 0, "the same words several times in a row")
			return
		}
	}
	var buckets [64]uint8
	often := false
	eachWord(src, func(h uint32, _, _ int) bool {
		n := &buckets[h%64]
		*n++
		often = *n > mostTokens
		return !often
	})
	if often {
		s.said(i, src)
	}
}

// said looks for the word that a title says too often.
func (s *structural) said(i int, src string) {
	type place struct {
		hash     uint32
		from, to int
	}
	var all [titleTokens]place
	n := 0
	eachWord(src, func(h uint32, from, to int) bool {
		if n < titleTokens {
			all[n] = place{h, from, to}
		}
		n++
		return n <= titleTokens
	})
	if n > titleTokens {
		return // no title
	}
	words := all[:n]
	for a := range words {
		count, last := 1, a
		for b := a + 1; b < len(words); b++ {
			if words[b].hash == words[a].hash {
				count, last = count+1, b
			}
		}
		if count > mostTokens {
			s.add("ENG-003", i, words[a].from, words[last].to, 0, fmt.Sprintf("the same word %d times", count))
			return
		}
	}
}

// eachWord calls yield for the words of a title that should not come back.
func eachWord(src string, yield func(hash uint32, from, to int) bool) {
	for at := 0; at < len(src); {
		from, h := at, uint32(2166136261)
		for at < len(src) && letterOrDigit(src[at]) {
			h = (h ^ uint32(src[at]|0x20)) * 16777619
			at++
		}
		if at == from {
			at++
			continue
		}
		if at-from < 3 || src[from] <= '9' || at-from == 3 && connective(src[from:at]) {
			continue
		}
		if !yield(h, from, at) {
			return
		}
	}
}

// connective reports whether a short word may be said often.
func connective(w string) bool {
	switch w {
	case "the", "and", "for", "con", "del", "los", "las", "por", "que", "und", "der", "die", "das", "mit", "les", "des", "aux", "sur", "dan", "ini", "com", "dos", "per", "The", "And", "For":
		return true
	}
	return false
}

// stammer is where two to four letters stand three times in a row, or one four
// times, in a text without blanks.
func stammer(src string) (from, to int) {
	var last [4]rune // the letters before, the latest first
	var starts [16]int
	var same [4]int // for how many letters each is the one so many before
	n := 0
	for i, r := range src {
		if k := kindOf(r); k != ideo && k != thai && k != mark {
			last, same, n = [4]rune{}, [4]int{}, 0
			continue
		}
		for d := range same {
			if last[d] != r {
				same[d] = 0
				continue
			}
			if same[d]++; d == 0 && same[d] == 3 || d > 0 && same[d] == 2*(d+1) {
				return starts[(n+32-same[d]-d-1)%16], i + utf8.RuneLen(r)
			}
		}
		copy(last[1:], last[:3])
		last[0], starts[n%16] = r, i
		n++
	}
	return 0, 0
}

// repeats looks for a sentence that one text says again and again. The same
// text in several fields is no repetition.
func (s *structural) repeats(i int) {
	src := s.it.Fields[i].Text
	var seen [2 * manySentences]struct {
		hash  uint32
		count int
	}
	told := 0
	for from := 0; from < len(src); {
		end, _, _ := s.sc.other.next(src[from:], false)
		sentence := strings.TrimSpace(src[from : from+end])
		start := from
		from += end
		if len(sentence) < someSentence {
			continue
		}
		h := uint32(2166136261)
		for j := range len(sentence) {
			c := sentence[j]
			if c >= 'A' && c <= 'Z' {
				c += 'a' - 'A'
			}
			h = (h ^ uint32(c)) * 16777619
		}
		at := h % uint32(len(seen))
		for seen[at].count > 0 && seen[at].hash != h {
			at = (at + 1) % uint32(len(seen))
		}
		if seen[at].count == 0 {
			if told++; told > manySentences {
				return
			}
			seen[at].hash = h
		}
		if seen[at].count++; seen[at].count > mostSaid {
			start += strings.Index(src[start:from], sentence)
			s.add("ENG-005", i, start, start+len(sentence), 0, fmt.Sprintf("the same sentence %d times in one text", seen[at].count))
			return
		}
	}
}
