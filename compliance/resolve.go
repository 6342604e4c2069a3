package compliance

import (
	"cmp"
	"slices"
	"strings"
)

// resolve orders the matches of a sentence and drops those that another one
// says better.
func (c *Checker) resolve(sc *scratch) {
	slices.SortFunc(sc.found, func(a, b match) int {
		return cmp.Or(cmp.Compare(a.rule, b.rule), cmp.Compare(rank(&a), rank(&b)), cmp.Compare(a.end-a.start, b.end-b.start), cmp.Compare(a.start, b.start), cmp.Compare(a.pattern, b.pattern))
	})
	// One place, one finding of a rule: the one of full weight, then the shortest.
	kept, from := sc.found[:0], 0
	for _, m := range sc.found {
		if n := len(kept); n > 0 && kept[n-1].rule != m.rule {
			from = n
		}
		if !slices.ContainsFunc(kept[from:], func(k match) bool { return overlap(&k, &m) }) {
			kept = append(kept, m)
		}
	}
	c.hide(kept)
	sc.found = slices.DeleteFunc(kept, func(m match) bool { return m.lost })
	slices.SortFunc(sc.found, func(a, b match) int {
		return cmp.Or(cmp.Compare(a.start, b.start), strings.Compare(c.lex.rules[a.rule].ID, c.lex.rules[b.rule].ID))
	})
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

func rank(m *match) int {
	if m.lowered {
		return 1
	}
	return 0
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
