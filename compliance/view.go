package compliance

import (
	"slices"
	"sort"
	"unicode/utf8"
)

//go:generate go -C ../internal/tables run . -out ../../compliance/fold_gen.go

// view is a text in the form that is searched, with the way back to its source.
// Behind its end lie a few readable bytes, all zero: see pad.
type view struct {
	text   []byte
	pieces []piece
	blank  bool // the last one was a blank
}

// piece says where in the source a stretch of a view begins. Within a piece
// both run byte by byte.
type piece struct{ at, from int32 }

func (v *view) reset() {
	v.text, v.pieces, v.blank = v.text[:0], v.pieces[:0], false
	v.link(0)
}

// close makes the bytes behind the end readable.
func (v *view) close() {
	var zero [pad]byte
	v.text = append(v.text, zero[:]...)[:len(v.text)]
}

// link notes that what is appended next comes from this place of the source.
func (v *view) link(from int) {
	at := int32(len(v.text)) //nolint:gosec // G115: sentences are cut at maxSegment
	if n := len(v.pieces); n > 0 {
		last := v.pieces[n-1]
		if last.from+at-last.at == int32(from) { //nolint:gosec // G115
			return
		}
		if last.at == at {
			v.pieces = v.pieces[:n-1]
		}
	}
	v.pieces = append(v.pieces, piece{at, int32(from)}) //nolint:gosec // G115
}

// source is the place in src that the stretch of the view came from, on rune
// limits.
func (v *view) source(src string, start, end int) (from, to int) {
	for end--; end > start && v.text[end]&0xC0 == 0x80; {
		end--
	}
	from, to = v.back(start), v.back(end)
	if src[to] < utf8.RuneSelf {
		return from, to + 1
	}
	_, size := utf8.DecodeRuneInString(src[to:])
	return from, to + size
}

func (v *view) back(at int) int {
	if len(v.pieces) == 1 {
		return int(v.pieces[0].from) + at
	}
	i := sort.Search(len(v.pieces), func(i int) bool { return int(v.pieces[i].at) > at }) - 1
	return int(v.pieces[i].from) + at - int(v.pieces[i].at)
}

// foldRune is the index of what a rune is searched as: 0 for the rune itself, 1
// for nothing, else one of foldTexts.
func foldRune(r rune) uint16 {
	if r>>6 < rune(len(foldTop)) {
		return foldPages[foldTop[r>>6]][r&63]
	}
	if r >= 0xE0000 && r <= 0xE0FFF { // tags and variation selectors
		return 1
	}
	return 0
}

// fold fills the view with the sentence that src begins with: lower case, usual
// width, accents off, runs of blanks as one, what cannot be seen left out. It
// gives the end of the sentence and what it has. Where src ends before it does,
// ended is false. When more may follow src, that also holds while the end
// depends on it.
func (v *view) fold(src string, more bool) (end int, seen traits, ended bool) {
	v.reset()
	k := looker{v: v}
	for i := 0; i < len(src); {
		if i = v.simple(src, i, &k); i == len(src) {
			break
		}
		c := src[i]
		if c >= utf8.RuneSelf {
			if more && len(src)-i < utf8.UTFMax && !utf8.FullRuneInString(src[i:]) {
				return 0, 0, false
			}
			size, stop := v.wide(src, i, &k)
			if i += size; stop {
				v.close()
				return i, k.traits(), true
			}
			continue
		}
		k.seen |= traitTable[c]
		k.strange = false
		v.put(foldASCII[c], i)
		if stop, unsure := stops(src, i, more); stop || unsure {
			v.close()
			return i + 1, k.traits(), stop
		}
		i++
	}
	v.close()
	return len(src), k.traits(), false
}

// simple appends the characters from i on that end no sentence and fold to one
// byte each, or to themselves. It gives the place behind.
func (v *view) simple(src string, i int, k *looker) int {
	start := i
	if i < len(src) && k.strange && src[i] < utf8.RuneSelf {
		if isLower(foldASCII[src[i]]) {
			k.seen |= hasForeign
		}
		k.strange = false
	}
	n := len(v.text)
	out := slices.Grow(v.text, len(src)-i)[:n+len(src)-i]
	before := byte(0)
	if v.blank {
		before = ' '
	}
	var seen traits
	for ; i < len(src); i++ {
		c := src[i]
		f := simpleTable[c]
		if f == 0 || f == ' ' && before == ' ' {
			break
		}
		out[n], before = f, f
		n++
		seen |= traitTable[c]
	}
	if i > start {
		v.blank = before == ' '
	}
	for i+2 < len(src) && src[i] >= utf8.RuneSelf {
		size := simpleRune(src[i], src[i+1], src[i+2])
		if size == 0 {
			break
		}
		out[n], out[n+1], out[n+2] = src[i], src[i+1], src[i+2]
		n, i = n+size, i+size
		v.blank, k.strange, seen = false, false, seen|hasWide
	}
	k.seen |= seen
	v.text = out[:n]
	return i
}

// simpleRune is the length of the rune that three bytes begin with if it is a
// letter of a frequent script, folds to itself and ends nothing; else zero.
func simpleRune(a, b, c byte) int {
	if b&0xC0 != 0x80 {
		return 0
	}
	if a < 0xE0 { // Arabic and Hebrew
		if a < 0xC2 { // no rune begins so
			return 0
		}
		if r := rune(a)&0x1F<<6 | rune(b)&0x3F; r >= 0x590 && r != 0x61F && foldPages[foldTop[r>>6]][r&63] == 0 {
			return 2
		}
		return 0
	}
	if c&0xC0 != 0x80 {
		return 0
	}
	switch {
	case a >= 0xE5 && a <= 0xE9, a == 0xEB, a == 0xEC: // Han, syllables of Hangul
		return 3
	case a == 0xE0 && (b == 0xB8 && c != 0xB3 || b == 0xB9 && (c < 0x90 || c > 0x99)): // Thai, apart from sara am and digits
		return 3
	case a == 0xE3 && (b == 0x81 || b == 0x82 && (c < 0x99 || c == 0x9D || c == 0x9E) || b == 0x83 && c != 0xBB && c != 0xBF), a == 0xE4 && b >= 0xB8: // kana, Han
		return 3
	case a == 0xEA && b >= 0xB0, a == 0xED && b < 0x9E:
		return 3
	default:
		return 0
	}
}

// simpleTable is foldASCII for characters that need no further look, else zero.
var simpleTable = func() (t [256]byte) {
	copy(t[:], foldASCII[:])
	for _, c := range "\n\r.!?" {
		t[c] = 0
	}
	return t
}()

// put appends a folded ASCII character; blanks follow no blanks.
func (v *view) put(f byte, at int) {
	if f == ' ' && v.blank {
		v.link(at + 1)
		return
	}
	v.text, v.blank = append(v.text, f), f == ' '
}

// wide appends the rune at i, folded. It gives its length and whether a
// sentence ends behind it.
func (v *view) wide(src string, i int, k *looker) (size int, stop bool) {
	r, size := utf8.DecodeRuneInString(src[i:])
	n := foldRune(r)
	k.beyond(r, n)
	switch {
	case n != 0:
		v.unit(foldTexts[n], i, size, k)
	case r == utf8.RuneError && size == 1: // an invalid byte parts words
		v.put(' ', i)
		v.link(i + 1)
	case v.compose(r):
		v.link(i + size)
	default:
		v.text, v.blank = append(v.text, src[i:i+size]...), false
	}
	return size, fullStop(r)
}

// unit appends the folded text of a rune of the source.
func (v *view) unit(text string, i, size int, k *looker) {
	if v.blank && text != "" && text[0] == ' ' {
		text = text[1:]
	}
	if text != "" {
		c := text[0]
		if c < utf8.RuneSelf {
			k.seen |= traitTable[c]
			if k.strange && isLower(c) {
				k.seen |= hasForeign
			}
			k.strange = false
		} else if r, n := utf8.DecodeRuneInString(text); n == len(text) && v.compose(r) {
			v.link(i + size)
			return
		}
		v.blank = text[len(text)-1] == ' '
	}
	if len(text) == size && utf8.RuneCountInString(text) == 1 {
		v.text = append(v.text, text...)
		return
	}
	v.appendUnit(text, i)
	v.link(i + size)
}

// appendUnit appends the text of one rune of the source: every rune of it comes
// from the same place.
func (v *view) appendUnit(text string, from int) {
	for _, r := range text {
		v.link(from)
		v.text = utf8.AppendRune(v.text, r)
	}
}

// foldASCII folds the first 128 characters.
var foldASCII = func() (t [utf8.RuneSelf]byte) {
	for i := range t {
		t[i] = byte(i)
		if n := foldRune(rune(i)); n > 1 && len(foldTexts[n]) == 1 {
			t[i] = foldTexts[n][0]
		}
	}
	return t
}()
