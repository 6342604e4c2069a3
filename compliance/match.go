package compliance

import (
	"cmp"
	"slices"
)

// match is a pattern found in a sentence.
type match struct {
	base       int   // where the sentence begins
	size       int32 // of the sentence
	start, end int32 // in the sentence
	pattern    int32
	rule       int32
	langs      langSet // languages it can be in
	hidden     disguise
	lowered    bool
	lost       bool
	steps      uint8
	parts      [maxSteps]int16 // its hits
}

// reach is how many bytes a word has at most, for the reach of a gap.
const reach = 40

// order sorts the hits of a sentence, drops repeats and links them.
func (sc *scratch) order() {
	slices.SortFunc(sc.hits, func(a, b hit) int {
		switch {
		case a.start != b.start:
			return int(a.start - b.start)
		case a.end != b.end:
			return int(b.end - a.end)
		case a.class != b.class:
			return cmp.Compare(a.class, b.class)
		case a.langs != b.langs:
			return cmp.Compare(a.langs, b.langs)
		default:
			return cmp.Compare(a.hidden, b.hidden)
		}
	})
	sc.hits = slices.CompactFunc(sc.hits, func(a, b hit) bool {
		return a.start == b.start && a.end == b.end && a.class == b.class && a.langs == b.langs
	})
	sc.chain()
}

// matcher looks for patterns in the hits of a sentence.
type matcher struct {
	*lexicon
	src   string
	sc    *scratch
	langs langSet // languages whose words count
	home  langSet // of these, the text's own: a borrowed word takes nothing back from them
	about *match  // what an exception has to overlap with; nil: nothing
}

// any reports whether a pattern is there, exceptions aside, or might be: where
// this says no, matches finds nothing for any languages.
func (m *matcher) any() bool {
	found := false
	m.eachPattern(func(n int32) bool {
		m.each(&m.patterns[n], func(match) bool { found = true; return false })
		return !found
	})
	return found || m.sc.full
}

// matches finds all patterns and drops those that exceptions take back.
func (m *matcher) matches() {
	sc := m.sc
	m.eachPattern(func(n int32) bool {
		p := &m.patterns[n]
		m.each(p, func(f match) bool {
			f.pattern, f.rule = n, p.rule
			if !m.takenBack(&m.rules[p.rule], &f) {
				sc.found = append(sc.found, f)
			}
			return true
		})
		return true
	})
}

// eachPattern calls yield once for every pattern whose rarest class is there,
// until it says false.
func (m *matcher) eachPattern(yield func(n int32) bool) {
	sc := m.sc
	if sc.round++; sc.round == 0 {
		clear(sc.tried)
		sc.round = 1
	}
	for i := range sc.hits {
		for _, n := range m.anchored[sc.hits[i].class] {
			if sc.tried[n] == sc.round {
				continue
			}
			sc.tried[n] = sc.round
			if !yield(n) {
				return
			}
		}
	}
}

// each calls yield for every place where a pattern begins, until it says false.
func (m *matcher) each(p *pattern, yield func(match) bool) {
	if p.langs&m.langs == 0 {
		return
	}
	for i := range p.steps {
		if !m.sc.hasAny(p.steps[i].classes) {
			return
		}
	}
	s := &p.steps[0]
	for _, c := range s.classes {
		if !m.sc.has(c) {
			continue
		}
		for i := m.sc.first[c]; i >= 0; {
			h := &m.sc.hits[i]
			langs := h.langs & p.langs & m.langs
			if langs != 0 && s.accepts(h) {
				f := match{start: h.start, end: h.end, hidden: h.hidden, langs: langs, steps: 1}
				f.parts[0] = int16(i) //nolint:gosec // G115: at most maxHits
				if m.rest(p.steps[1:], int(i), &f) && !yield(f) {
					return
				}
			}
			i = h.next
		}
	}
}

// accepts reports whether a hit is disguised if the step asks for it.
func (s *step) accepts(h *hit) bool { return !s.hidden || h.hidden&masked != 0 }

// rest finds the further steps of a pattern around what is matched so far.
func (m *matcher) rest(steps []step, from int, f *match) bool {
	if len(steps) == 0 {
		return m.about == nil || f.start < m.about.end && m.about.start < f.end && f.langs&(m.home|m.about.langs) != 0
	}
	s, hits := &steps[0], m.sc.hits
	far := int32((s.gap + 1) * reach) //nolint:gosec // G115: at most maxGap
	for i := from + 1; i < len(hits) && hits[i].start <= f.end+far; i++ {
		if m.try(steps, i, f) {
			return true
		}
	}
	if !s.either {
		return false
	}
	for i := from - 1; i >= 0 && hits[i].start >= f.start-2*far; i-- {
		if m.try(steps, i, f) {
			return true
		}
	}
	return false
}

// try takes a hit for the next step and goes on from there.
func (m *matcher) try(steps []step, i int, f *match) bool {
	h, s := &m.sc.hits[i], &steps[0]
	if h.langs&f.langs == 0 || !slices.Contains(s.classes, h.class) || !s.accepts(h) {
		return false
	}
	var between string
	switch {
	case h.start >= f.end:
		between = m.src[f.end:h.start]
	case s.either && h.end <= f.start:
		between = m.src[h.end:f.start]
	default:
		return false
	}
	if m.sc.tries--; m.sc.tries < 0 {
		m.sc.full = true
		return false
	}
	if !within(between, s.gap) {
		return false
	}
	wider := *f
	wider.start, wider.end, wider.hidden, wider.langs = min(f.start, h.start), max(f.end, h.end), f.hidden|h.hidden, f.langs&h.langs
	wider.parts[f.steps] = int16(i) //nolint:gosec // G115: at most maxHits
	wider.steps++
	if !m.rest(steps[1:], i, &wider) {
		return false
	}
	*f = wider
	return true
}

// takenBack reports whether a rule's exceptions hold for a match, and lowers
// its weight where they say so.
func (m *matcher) takenBack(r *rule, f *match) bool {
	m.about = f
	defer func() { m.about = nil }()
	over := func(patterns []pattern) (found bool) {
		for i := range patterns {
			m.each(&patterns[i], func(match) bool {
				found = true
				return false
			})
			if found {
				return true
			}
		}
		return false
	}
	if over(r.unless) {
		return true
	}
	f.lowered = over(r.lower)
	return false
}
