package compliance

import "unicode/utf8"

// rawHit is a word found in the view, not yet looked up.
type rawHit struct {
	entry   int32
	at, end int16
	stop    bool
	inner   bool
	ripe    bool
	flags   wordFlags
}

// counts reports whether a meaning may matter: those of languages that the text
// is not in do not, unless detectors look at them or the caller allows them.
func (sc *scratch) counts(r *ref) bool {
	return r.langs&sc.langs != 0 || r.class <= classToward || r.class >= allowClass
}

// ripen turns the words found in the view into hits, where they have their
// accents; with flags only words that have one of them.
func (x *lexicon) ripen(v *view, src string, sc *scratch, flags wordFlags) {
	for i := range sc.raw {
		w := &sc.raw[i]
		if w.ripe || flags != 0 && w.flags&flags == 0 {
			continue
		}
		w.ripe = true
		from, to := v.source(src, int(w.at), int(w.end))
		tail := to
		if !w.stop {
			_, tail = v.source(src, int(w.at), openEnd(v.text, int(w.end)))
		}
		plainly := ascii(src[from:to])
		hidden := plain
		if !plainly {
			hidden = unseen(src[from:to])
		}
		refs := x.meanings(w).of(int(w.entry))
		for j := range refs {
			if r := &refs[j]; (w.stop || r.open) && sc.counts(r) && (plainly && r.exact == "" || sameAccents(src[from:to], r)) {
				sc.add(hit{start: int32(from), end: int32(tail), class: r.class, langs: r.langs, hidden: hidden}) //nolint:gosec // G115: sentences are cut at maxSegment
			}
		}
	}
}

// unseen reports whether a word of ASCII letters has characters in it that
// cannot be seen.
func unseen(word string) disguise {
	for i := 0; i+3 < len(word); i++ {
		if word[i] < utf8.RuneSelf || i == 0 || word[i-1] >= utf8.RuneSelf {
			continue
		}
		if r, size := utf8.DecodeRuneInString(word[i:]); (r >= 0x200B && r <= 0x200D || r == 0x2060 || r == 0xFEFF) && i+size < len(word) && word[i+size] < utf8.RuneSelf {
			return invisible
		}
	}
	return plain
}
