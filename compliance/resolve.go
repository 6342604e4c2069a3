package compliance

import (
	"cmp"
	"slices"
	"strings"
)

// resolve orders the matches of a sentence and drops those that another one
// says better.
func (c *Checker) resolve(sc *scratch) {
	for i := range sc.found {
		c.narrow(sc, &sc.found[i])
	}
	slices.SortFunc(sc.found, func(a, b match) int {
		return cmp.Or(cmp.Compare(a.rule, b.rule), cmp.Compare(c.rank(sc, &a), c.rank(sc, &b)), cmp.Compare(a.end-a.start, b.end-b.start), cmp.Compare(a.start, b.start), cmp.Compare(a.pattern, b.pattern))
	})
	// One place, one finding of a rule: the one of full weight, then of personal
	// data, then the shortest.
	kept, from := sc.found[:0], 0
	for _, m := range sc.found {
		if n := len(kept); n > 0 && kept[n-1].rule != m.rule {
			from = n
		}
		if !slices.ContainsFunc(kept[from:], func(k match) bool { return c.same(sc, &k, &m) }) {
			kept = append(kept, m)
		}
	}
	c.hide(kept)
	sc.found = slices.DeleteFunc(kept, func(m match) bool { return m.lost })
	slices.SortFunc(sc.found, func(a, b match) int {
		return cmp.Or(cmp.Compare(a.start, b.start), strings.Compare(c.lex.rules[a.rule].ID, c.lex.rules[b.rule].ID))
	})
}

// pointed are the rules whose findings point at the personal data alone, not at
// the words around that tell what it is for.
var pointed = set("PRI-001 PRI-002 PRI-003 PRI-004 PRI-005 PRI-008 DIV-003 DIV-004")

// narrow cuts a match down to the personal data in it.
func (c *Checker) narrow(sc *scratch, m *match) {
	h := c.datum(sc, m)
	if h == nil {
		return
	}
	m.start, m.end = h.start, h.end
	if h.class != classNumber {
		return
	}
	for i := range sc.hits { // numbers that signs set apart are one
		if n := &sc.hits[i]; n.class == classNumber && n.start > m.start && n.start <= m.end+1 {
			m.end = max(m.end, n.end)
		}
	}
}

// datum is the personal data that a match is about, nil if it has none or its
// rule asks for more than that.
func (c *Checker) datum(sc *scratch, m *match) *hit {
	r := &c.lex.rules[m.rule]
	if !pointed[r.ID] {
		return nil
	}
	var best *hit
	for _, i := range m.parts[:m.steps] {
		switch h := &sc.hits[i]; h.class {
		case classEmail, classPhone, classCard, classIBAN, classPersonID, classSecret:
			best = h
		case classNumber:
			if best == nil && r.Area == "privacy" {
				best = h
			}
		default:
		}
	}
	return best
}

// hide marks what a rule that says more says about the same place. What is
// hidden hides in turn; New sees to it that there are no circles.
func (c *Checker) hide(found []match) {
	for i := range found {
		less := c.lex.hides[found[i].rule]
		for j := 0; j < len(found) && len(less) > 0; j++ {
			if m := &found[j]; !m.lost && overlap(&found[i], m) && slices.Contains(less, m.rule) {
				m.lost = true
			}
		}
	}
}

func (c *Checker) rank(sc *scratch, m *match) int {
	n := 0
	if m.lowered {
		n = 2
	}
	if c.datum(sc, m) == nil {
		n++
	}
	return n
}

// extent is where the words of a match begin and end.
func extent(sc *scratch, m *match) (start, end int32) {
	start, end = m.start, m.end
	for _, i := range m.parts[:m.steps] {
		start, end = min(start, sc.hits[i].start), max(end, sc.hits[i].end)
	}
	return start, end
}

// same reports two matches of a rule that say the same: they overlap, or one is
// words around the personal data of the other.
func (c *Checker) same(sc *scratch, a, b *match) bool {
	if overlap(a, b) {
		return true
	}
	if (c.datum(sc, a) == nil) == (c.datum(sc, b) == nil) {
		return false
	}
	start, end := extent(sc, a)
	from, to := extent(sc, b)
	return start < to && from < end
}

func overlap(a, b *match) bool { return a.start < b.end && b.start < a.end }

// permitted reports whether a match lies inside an allowed word, or has a word
// inside one, or names a brand that the caller may name. It comes after resolve,
// so that allowing a word never brings up another finding.
func (c *Checker) permitted(sc *scratch, m *match) bool {
	if len(sc.allowed) == 0 {
		return false
	}
	r := &c.lex.rules[m.rule]
	for i := range sc.allowed {
		a := &sc.allowed[i]
		switch {
		case a.class == ownBrand:
			if r.Area == "ip" && m.has(sc, func(h *hit) bool { return a.start <= h.start && h.end <= a.end && c.lex.brandy(h.class) }) {
				return true
			}
		case a.class != allowAny && a.class != r.allow:
		case a.start <= m.start && m.end <= a.end:
			return true
		case m.has(sc, func(h *hit) bool {
			return a.start <= h.start && h.end <= a.end && (a.start < h.start || h.end < a.end)
		}):
			return true
		}
	}
	return false
}

// has reports whether one of the words of a match is such.
func (m *match) has(sc *scratch, such func(*hit) bool) bool {
	for _, i := range m.parts[:m.steps] {
		if such(&sc.hits[i]) {
			return true
		}
	}
	return false
}

// brandy reports whether a class holds names of brands: its name says so.
func (x *lexicon) brandy(c classID) bool { return strings.Contains(x.names[c], "brand") }
