package compliance

import (
	"encoding/binary"
	"unicode/utf8"
)

// hit is a word or a detected thing in a sentence, by its place there.
type hit struct {
	start, end int32
	class      classID
	hidden     disguise // how it was written, when not plainly
	langs      langSet
	next       int32 // the next hit of its class; -1: none
}

// disguise is what was done to hide a word.
type disguise uint8

// The disguises, apart from those that folding undoes.
const (
	plain      disguise = 0
	lookalike  disguise = 1 << (iota - 1) // letters of another script
	leet                                  // digits and signs for letters
	spaced                                // letters set apart
	repeated                              // letters said again and again
	invisible                             // characters between letters that are not seen
	compounded                            // words written together, as in hashtags
)

// masked are the disguises that nobody uses without a reason.
const masked = lookalike | leet | spaced | repeated | invisible

// minInner is the shortest word that is searched for words at its end.
const minInner = 9

// scanner walks down a trie wherever a word may begin.
type scanner struct {
	*lexicon
	words   *trie
	v       *view
	sc      *scratch
	inside  bool // long words are searched inside as well
	inners  bool // such a search is under way
	listens bool // for function words
	tricks  traits
	token   int // letters since the last blank or sign
	singles int // letters that stood alone, one after the other

	doubles  int  // letters in the token that repeat the one before
	wideKind kind // of the last letter beyond ASCII in the token
}

// scan finds all words of the lexicon in a view and tells which tricks the
// words of the view seem to hide.
func (x *lexicon) scan(v *view, sc *scratch) traits {
	s := scanner{lexicon: x, words: x.words, v: v, sc: sc, inside: true}
	s.run()
	return s.tricks
}

// listen counts the function words in a view.
func (x *lexicon) listen(v *view, sc *scratch) {
	if !sc.spoken {
		s := scanner{lexicon: x, words: x.voice, v: v, sc: sc, listens: true}
		s.run()
		sc.spoken = true
	}
}

func (s *scanner) run() {
	text := s.v.text
	before := other
	for i := 0; i < len(text); {
		c := text[i]
		if c >= utf8.RuneSelf {
			i, before = s.wide(i, before)
			continue
		}
		switch k := kindTable[c]; k {
		case letter:
			i = s.letters(i, before)
			before = k
		case digit:
			start := i
			if s.words.heads.other(text, i) {
				s.walk(s.words, start)
			}
			for i < len(text) && kindTable[text[i]&0x7F] == digit && text[i] < utf8.RuneSelf {
				i++
			}
			s.digits(start, i, before)
			before = k
		default:
			if c != ' ' {
				s.sign(c, i, before)
			}
			s.endToken()
			before = k
			i++
		}
	}
	s.endToken()
}

// letters takes the ASCII letters that begin at i and gives the place behind.
func (s *scanner) letters(i int, before kind) int {
	text, start := s.v.text, i
	last := text[i]
	for i++; i < len(text); i++ {
		c := text[i]
		if c < 'a' || c > 'z' {
			break
		}
		if c == last {
			s.doubles++
			if i-start >= 2 && c == text[i-2] || c == 'a' || c == 'i' || c == 'u' {
				s.tricks |= hasRun
			}
		}
		last = c
	}
	s.token += i - start
	if before != letter && before != mark && s.words.heads.word(text, start, i-start) {
		s.walk(s.words, start)
	}
	if i-start >= minInner && s.inside {
		for at := start + 2; at < i-2; at++ {
			if s.inner.heads.word(text, at, i-at) {
				s.walkInner(at)
			}
		}
	}
	return i
}

// wide takes the rune beyond ASCII at i.
func (s *scanner) wide(i int, before kind) (int, kind) {
	text := s.v.text
	x := binary.LittleEndian.Uint64(text[i : i+8])
	r, size := decode(x)
	k := kindOf(r)
	switch {
	case k == ideo || k == thai, (k == hangul || k == letter || k == arabic) && before != k && before != mark:
		if s.words.heads.other(text, i) {
			s.walk(s.words, i)
		}
		if k == arabic {
			s.walkAttached(i)
		}
	case (k == hangul || k == letter) && s.inside:
		if s.inner.heads.other(text, i) {
			s.walkInner(i)
		}
	}
	switch {
	case k == other:
		s.endToken()
		if r >= 0x2190 && s.words.heads.other(text, i) { // an emoji may be the first of a word
			s.walk(s.words, i)
		}
	case k != mark:
		s.token++
		s.wideKind = k
		s.again(x, size)
	default:
		s.again(x, size)
	}
	if k == mark && before != other {
		k = before
	}
	return i + size, k
}

// decode is the rune that eight bytes of valid UTF-8 begin with, beyond ASCII.
func decode(x uint64) (r rune, size int) {
	b := func(n int) rune { return rune(x >> n & 0x3F) }
	switch c := rune(x & 0xFF); {
	case c < 0xE0:
		return c&0x1F<<6 | b(8), 2
	case c < 0xF0:
		return c&0xF<<12 | b(8)<<6 | b(16), 3
	default:
		return c&7<<18 | b(8)<<12 | b(16)<<6 | b(24), 4
	}
}

// again looks for a rune that is there more than once, as far as eight bytes
// show it.
func (s *scanner) again(x uint64, size int) {
	switch {
	case size == 2 && x&0xFFFF == x>>16&0xFFFF:
		s.doubles++
		if x&0xFFFF == x>>32&0xFFFF {
			s.tricks |= hasRun
		}
	case size == 3 && x&0xFFFFFF == x>>24&0xFFFFFF:
		s.doubles++
		if x&0xFFFF == x>>48 {
			s.tricks |= hasRun
		}
	}
}

// digits judges digits for what they may stand for.
func (s *scanner) digits(start, end int, before kind) {
	s.token += end - start
	text := s.v.text
	after := end < len(text) && kindTable[text[end]&0x7F] == letter && text[end] < utf8.RuneSelf
	switch {
	case before == letter && (after || end-start <= 2 && s.token-(end-start) >= 2):
		s.tricks |= hasLeet
	case after && end+2 < len(text) && end-start <= 2 && isLower(text[end+1]) && isLower(text[end+2]):
		s.tricks |= hasLeet
	}
}

// sign judges a sign for the letter it may stand for.
func (s *scanner) sign(c byte, i int, before kind) {
	if (c == '#' || c == '@' || c == '+' || c == '$') && s.words.heads.other(s.v.text, i) {
		s.walk(s.words, i)
	}
	if traitTable[c]&hasSign == 0 {
		return
	}
	text := s.v.text
	after := i+1 < len(text) && isLower(text[i+1])
	if after && before == letter || c != '+' && after && i+2 < len(text) && isLower(text[i+2]) || c == '$' && before == letter {
		s.tricks |= hasLeet
	}
}

func isLower(c byte) bool { return c >= 'a' && c <= 'z' }

// endToken counts letters that stand alone.
func (s *scanner) endToken() {
	if s.token == 1 {
		if s.singles++; s.singles >= 3 || s.singles == 2 && (s.wideKind == ideo || s.wideKind == hangul) {
			s.tricks |= hasSplit
		}
	} else if s.token > 1 {
		s.singles = 0
	}
	if s.doubles >= 2 && s.doubles*3 >= s.token {
		s.tricks |= hasRun
	}
	s.token, s.doubles, s.wideKind = 0, 0, other
}
