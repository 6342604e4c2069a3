package compliance

import (
	"slices"
)

// scratch is what one check needs while it runs; it is kept and used again.
type scratch struct {
	view    view
	other   view // of disguised words
	whole   view // of the beginning of a field
	det     detector
	raw     []rawHit
	hits    []hit
	allowed []hit     // words inside which nothing is found, and names of the caller's brands
	flags   wordFlags // of the words found
	langs   langSet   // languages whose words may count
	seen    []uint64  // classes that may be there, as bits
	classes []classID // the same, one by one
	tongues []langSet // languages of each
	first   []int32   // hit of each class that is there, the first of its chain
	voices  [len(langs)]uint16
	spoken  bool // function words were counted
	found   []match
	tried   []uint32  // by pattern: the round it was tried in
	round   uint32    // number of a search for patterns
	tries   int       // left in this sentence
	full    bool      // the sentence has more than was looked at
	marks   []changed // disguises of this sentence
}

// What a sentence may take. One that holds more, such as a word list said a
// thousand times, is judged by what was found until then; see Quick.
const (
	maxHits  = 4096
	maxTries = 1 << 14 // pairs of words that are compared
)

// clear makes room for a sentence in some languages.
func (sc *scratch) clear(x *lexicon, l langSet) {
	sc.raw, sc.hits, sc.allowed, sc.found = sc.raw[:0], sc.hits[:0], sc.allowed[:0], sc.found[:0]
	if len(sc.first) < len(x.names) {
		sc.seen, sc.first = make([]uint64, (len(x.names)+63)/64), make([]int32, len(x.names))
		sc.tongues = make([]langSet, len(x.names))
		sc.tried = make([]uint32, len(x.patterns))
	}
	for _, c := range sc.classes {
		sc.seen[c>>6] = 0
	}
	sc.classes = sc.classes[:0]
	sc.tries, sc.full, sc.flags, sc.langs = maxTries, false, 0, l
	if sc.spoken {
		clear(sc.voices[:])
		sc.spoken = false
	}
}

// add keeps a hit. Hits of allow words stand apart, so that they change nothing
// but what is dropped.
func (sc *scratch) add(h hit) {
	if h.class < firstFree || h.class >= allowClass {
		sc.allowed = append(sc.allowed, h)
		return
	}
	if len(sc.hits) >= maxHits {
		sc.full = true
		return
	}
	sc.hits = append(sc.hits, h)
	sc.note(h.class, h.langs)
}

// note marks a class as one that may be there, by a word of some languages.
func (sc *scratch) note(c classID, l langSet) {
	if c < firstFree || c >= allowClass {
		return
	}
	if bit := uint64(1) << (c & 63); sc.seen[c>>6]&bit == 0 {
		sc.seen[c>>6] |= bit
		sc.classes, sc.tongues[c] = append(sc.classes, c), 0
	}
	sc.tongues[c] |= l
}

// possible reports whether all that some pattern wants may be there.
func (sc *scratch) possible(x *lexicon, src string, seen traits) bool {
	if sc.flags&waitedFor != 0 {
		x.mean(src, seen, sc, waitedFor, waitedFor)
	}
	if !slices.ContainsFunc(sc.classes, func(c classID) bool { return len(x.anchored[c]) > 0 }) {
		return false
	}
	x.mean(src, seen, sc, waitedFor, 0)
	for _, c := range sc.classes {
		for _, n := range x.anchored[c] {
			if sc.hasAll(&x.patterns[n]) {
				return true
			}
		}
	}
	return false
}

func (sc *scratch) has(c classID) bool { return sc.seen[c>>6]&(1<<(c&63)) != 0 }

// hasAll reports whether each step of a pattern may be there, in a language that
// they share.
func (sc *scratch) hasAll(p *pattern) bool {
	l := p.langs
	for i := range p.steps {
		var said langSet
		for _, c := range p.steps[i].classes {
			if sc.has(c) {
				said |= sc.tongues[c]
			}
		}
		if l &= said; l == 0 {
			return false
		}
	}
	return true
}

func (sc *scratch) hasAny(classes []classID) bool {
	return slices.ContainsFunc(classes, sc.has)
}

// chain links the hits of each class, in order.
func (sc *scratch) chain() {
	for _, c := range sc.classes { // some are marked and not there
		sc.first[c] = -1
	}
	for i := len(sc.hits) - 1; i >= 0; i-- {
		h := &sc.hits[i]
		h.next = sc.first[h.class]
		sc.first[h.class] = int32(i) //nolint:gosec // G115: at most maxHits
	}
}

// heard counts a function word of a language.
func (sc *scratch) heard(l langSet) {
	for i := range sc.voices {
		if l&(1<<i) != 0 {
			sc.voices[i]++
		}
	}
}
