package compliance

import (
	"slices"
	"unicode"
	"unicode/utf8"
)

// guesser walks the words of a lexicon along a view in which tricks are undone
// as far as that is certain. Where it is not, it tries what is possible: a
// digit is one letter or another, a repeated letter is meant once or twice,
// there may be a blank between words written together.
type guesser struct {
	x     *lexicon
	v     *view
	src   string
	sc    *scratch
	marks []changed
	near  int // index of the mark at or behind the start
	start int
	left  int // steps that may still be taken

	bareFrom, bareTo int // a stretch of src without accented letters
}

const (
	maxGuesses = 1 << 15 // steps in a sentence
	maxGlued   = 512     // hits in a sentence
	minGuess   = 4       // bytes that a guessed word has at least
	lookBack   = 48      // bytes before a changed stretch where a word may begin
)

// guess finds the words of a view that have a changed stretch in them.
func (x *lexicon) guess(v *view, src string, sc *scratch) {
	g := guesser{x: x, v: v, src: src, sc: sc, marks: sc.marks, left: maxGuesses}
	before := len(sc.hits)
	for i := range g.marks {
		m := &g.marks[i]
		g.near = i
		glued := m.how&(spaced|compounded) != 0
		from := max(0, int(m.start)-lookBack)
		if i > 0 {
			from = max(from, int(g.marks[i-1].end))
		}
		for at := from; at < int(m.end) && g.left > 0 && len(sc.hits)-before < maxGlued; at++ {
			if g.begins(at, glued && at >= int(m.start)) {
				g.start = at
				g.down(place{}, at, false)
			}
		}
		if glued {
			sc.hits = g.plausible(m, before)
		}
	}
	if g.left <= 0 {
		sc.full = true
	}
}

// begins reports whether a word may begin at a place.
func (g *guesser) begins(at int, anywhere bool) bool {
	c := g.v.text[at]
	if !utf8.RuneStart(c) || c == ' ' {
		return false
	}
	if anywhere || at == 0 {
		return true
	}
	r, _ := utf8.DecodeRune(g.v.text[at:])
	k := kindOf(r)
	if k == ideo || k == thai || k == hangul {
		return true
	}
	last, _ := utf8.DecodeLastRune(g.v.text[:at])
	return kindOf(last) != k && kindOf(last) != mark
}

// place is a place in a trie: a node and how much of its tail was passed; with
// node 0 and rest the first byte of a word.
type place struct {
	node uint32
	rest uint16
}

// step is the place one byte further.
func (t *trie) step(p place, c byte) (place, bool) {
	if p.node == 0 {
		if p.rest == 0 {
			return place{rest: 1 + uint16(c)}, true
		}
		p.node = t.roots[(p.rest-1)<<8|uint16(c)]
		return place{node: p.node}, p.node != 0
	}
	n := &t.nodes[p.node]
	if int(p.rest) < int(n.size) {
		return place{p.node, p.rest + 1}, t.tails[n.tail+uint32(p.rest)] == c
	}
	next := t.child(n, c)
	return place{node: next}, next != 0
}

// down follows the trie from a place along the view. Skipping says that the
// letters before are repeated ones passed over.
func (g *guesser) down(p place, at int, skipping bool) {
	if g.left--; g.left <= 0 {
		return
	}
	t := g.x.words
	if p.node != 0 {
		if n := &t.nodes[p.node]; int(p.rest) == int(n.size) && n.leaf >= 0 && at-g.start >= minGuess {
			g.take(g.x.entries.of(int(n.leaf)), at)
		}
	}
	if at >= len(g.v.text) {
		return
	}
	how := g.how(at)
	if how == plain && !g.reaches(at) {
		return
	}
	c := g.v.text[at]
	if how&(spaced|compounded) != 0 && p.node != 0 && c != ' ' {
		if q, ok := t.step(p, ' '); ok {
			g.letter(q, at, how)
		}
	}
	if how&(repeated|spaced) != 0 && at > g.start && g.again(at) {
		_, size := utf8.DecodeRune(g.v.text[at:])
		g.down(p, at+size, true)
		if skipping {
			return
		}
	}
	g.letter(p, at, how)
}

// letter goes on with the letter at a place, or what it may stand for.
func (g *guesser) letter(p place, at int, how disguise) {
	t := g.x.words
	c := g.v.text[at]
	if how&(leet|spaced) != 0 {
		for _, l := range []byte(unleet(c)) {
			if q, ok := t.step(p, l); ok {
				g.down(q, at+1, false)
			}
		}
	}
	r, size := rune(c), 1
	if c >= utf8.RuneSelf {
		r, size = utf8.DecodeRune(g.v.text[at:])
	}
	if how&lookalike != 0 {
		if l := lookalikes[r]; l != 0 {
			g.follow(p, l, at+size)
		} else if l := greekLike[r]; l != 0 {
			g.follow(p, l, at+size)
		}
	}
	g.follow(p, r, at+size)
}

// follow goes on behind a rune that leads to the place next.
func (g *guesser) follow(p place, r rune, next int) {
	var b [utf8.UTFMax]byte
	for _, c := range b[:utf8.EncodeRune(b[:], r)] {
		var ok bool
		if p, ok = g.x.words.step(p, c); !ok {
			return
		}
	}
	g.down(p, next, false)
}

// again reports whether the letter at a place repeats the one before.
func (g *guesser) again(at int) bool {
	r, _ := utf8.DecodeRune(g.v.text[at:])
	last, _ := utf8.DecodeLastRune(g.v.text[:at])
	return r == last && kindOf(r) != digit
}

// how is how the view was changed at a place.
func (g *guesser) how(at int) disguise {
	for i := g.near; i < len(g.marks) && int(g.marks[i].start) <= at; i++ {
		if at < int(g.marks[i].end) {
			return g.marks[i].how
		}
	}
	return plain
}

// reaches reports whether a word that goes on at a place has a changed stretch
// in it or still before it.
func (g *guesser) reaches(at int) bool { return at < int(g.marks[g.near].end)+lookBack }

// unleet are the letters that a digit or sign may stand for.
func unleet(c byte) string {
	switch c {
	case '0':
		return "o"
	case '1', '!', '|':
		return "il"
	case '3':
		return "e"
	case '4', '@':
		return "a"
	case '5', '$':
		return "s"
	case '6':
		return "gb"
	case '9':
		return "g"
	case '7', '+':
		return "t"
	case '8':
		return "b"
	case '2':
		return "z"
	default:
		return ""
	}
}

// take keeps a word that ends at a place and has something changed in it.
func (g *guesser) take(refs []ref, end int) {
	how, letters := plain, int32(0)
	for i := g.near; i < len(g.marks) && int(g.marks[i].start) < end; i++ {
		if int(g.marks[i].end) > g.start {
			how, letters = how|g.marks[i].how, g.marks[i].letters
		}
	}
	if how == plain {
		return
	}
	from, to := g.v.source(g.src, g.start, end)
	stop := wordEnd(g.v.text, end) || g.how(end-1)&g.how(min(end, len(g.v.text)-1))&(spaced|compounded) != 0
	if letters == 2 && to-from < int(g.marks[g.near].to-g.marks[g.near].from) {
		return
	}
	for i := range refs {
		r := &refs[i]
		if !stop && !r.open || !g.sameMarks(from, to, r) {
			continue
		}
		g.sc.add(hit{start: int32(from), end: int32(to), class: r.class, hidden: how, langs: r.langs}) //nolint:gosec // G115: sentences are cut at maxSegment
	}
}

// sameMarks is [sameMarks] for a stretch of the source. Disguised words overlap
// and may be long: what has no accents is looked through once.
func (g *guesser) sameMarks(from, to int, r *ref) bool {
	if from < g.bareFrom || from > g.bareTo {
		g.bareFrom, g.bareTo = from, from
	}
	for g.bareTo < to {
		l, size := utf8.DecodeRuneInString(g.src[g.bareTo:])
		if accentedLetter(unicode.ToLower(l)) {
			return sameMarks(g.src[from:to], r)
		}
		g.bareTo += size
	}
	return sameMarks("", r)
}

// plausible drops hits inside words written together that may well be chance,
// such as "rapist" in "therapist": a word has to begin where the stretch or
// another word does, or end there, or be long.
func (g *guesser) plausible(m *changed, before int) []hit {
	found := slices.Clone(g.sc.hits[before:])
	return append(g.sc.hits[:before], slices.DeleteFunc(found, func(h hit) bool {
		return h.hidden&compounded != 0 && h.start >= m.from && h.end <= m.to &&
			h.start > m.from && h.end < m.to && h.end-h.start < 8 &&
			!slices.ContainsFunc(found, func(o hit) bool { return o.end == h.start && o.start >= m.from })
	})...)
}
