package compliance

import (
	"math/bits"
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
	allowed []hit    // words inside which nothing is found, and names of the caller's brands
	seen    []uint64 // classes that are there, as bits
	first   []int32  // hit of each class that is there, the first of its chain
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

func (sc *scratch) clear(x *lexicon) {
	sc.raw, sc.hits, sc.allowed, sc.found = sc.raw[:0], sc.hits[:0], sc.allowed[:0], sc.found[:0]
	if len(sc.first) < len(x.names) {
		sc.seen, sc.first = make([]uint64, (len(x.names)+63)/64), make([]int32, len(x.names))
		sc.tried = make([]uint32, len(x.patterns))
	}
	clear(sc.seen)
	sc.tries, sc.full = maxTries, false
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
	sc.note(h.class)
}

// note marks a class as one that may be there.
func (sc *scratch) note(c classID) {
	if c >= firstFree && c < allowClass {
		sc.seen[c>>6] |= 1 << (c & 63)
	}
}

// possible reports whether all that some pattern wants may be there.
func (sc *scratch) possible(x *lexicon) bool {
	for i, set := range sc.seen {
		for ; set != 0; set &= set - 1 {
			for _, n := range x.anchored[i<<6+bits.TrailingZeros64(set)] {
				all := true
				for j := range x.patterns[n].steps {
					all = all && sc.hasAny(x.patterns[n].steps[j].classes)
				}
				if all {
					return true
				}
			}
		}
	}
	return false
}

func (sc *scratch) has(c classID) bool { return sc.seen[c>>6]&(1<<(c&63)) != 0 }

func (sc *scratch) hasAny(classes []classID) bool {
	return slices.ContainsFunc(classes, sc.has)
}

// chain links the hits of each class, in order.
func (sc *scratch) chain() {
	for i, set := range sc.seen { // some are marked and not there
		for ; set != 0; set &= set - 1 {
			sc.first[i<<6+bits.TrailingZeros64(set)] = -1
		}
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
