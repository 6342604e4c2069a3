package compliance

import (
	"cmp"
	"slices"
	"strings"
)

func newChecker(lex *lexicon, packs []*Pack, tables *markets, o *options) *Checker {
	c := &Checker{lex: lex, market: tables, sources: map[string]Source{}, ruleAt: map[string]int{}, user: o.overrides, brands: o.brands}
	for i := range lex.rules {
		c.ruleAt[lex.rules[i].ID] = i
	}
	var versions []string
	for _, p := range packs {
		for key, s := range p.Sources {
			s.Key = key
			c.sources[key] = s
		}
		if !slices.Contains(versions, p.Version) {
			versions = append(versions, p.Version)
		}
		c.rules = append(c.rules, p.Rules...)
	}
	slices.Sort(versions)
	c.version = strings.Join(versions, "+")
	slices.SortFunc(c.rules, func(a, b Rule) int { return strings.Compare(a.ID, b.ID) })
	c.spots = c.spotsOf()
	return c
}

// Rules are the rules of all packs, by id. The slice and all in it are the
// caller's. Severities are those of the packs: [WithOverride] does not show.
func (c *Checker) Rules() []Rule { return cloneRules(c.rules) }

// report adds what was found in a field.
func (c *Checker) report(rep *Report, it *Item, field int, p *places, m *match) {
	rep.Findings = append(rep.Findings, c.finding(it.Market, field, p, m))
}

// finding is a match as callers see it.
func (c *Checker) finding(market string, field int, p *places, m *match) Finding {
	r := &c.lex.rules[m.rule]
	severity, why := c.weigh(r, market, m)
	from, to := wholeClusters(p.text[m.base:m.base+int(m.size)], int(m.start), int(m.end))
	from, to = m.base+from, m.base+to
	return Finding{
		Rule: r.ID, Area: r.Area, Severity: severity, Field: field, Span: p.span(m.base, from, to),
		Evidence: c.evidence(r.Area, p.text, from, to), Message: r.Message, Suggestion: r.Suggestion, Sources: slices.Clone(c.spots[m.rule].sources), Why: why,
	}
}

// severity is the weight of a rule in a market, and what set it.
func (c *Checker) severity(r *rule, market string) (s Severity, by string) {
	if user, ok := c.user[r.ID]; ok {
		return user, "the caller"
	}
	if stricter, ok := r.Stricter[market]; ok && stricter > r.Severity {
		return stricter, "market " + market
	}
	return r.Severity, "the rule"
}

// weigh is the severity of a match and why.
func (c *Checker) weigh(r *rule, market string, m *match) (Severity, string) {
	s, by := c.severity(r, market)
	if m.lowered && s > Low {
		s, by = Low, "the context"
	}
	why := "matches " + c.lex.patterns[m.pattern].text + "; severity set by " + by
	if m.hidden != plain {
		why += "; written with " + m.hidden.String()
	}
	return s, why
}

func (d disguise) String() string {
	var names []string
	for i, name := range [...]string{"look-alike letters", "digits or signs for letters", "letters set apart", "repeated letters", "characters that are not seen", "words written together"} {
		if d&(lookalike<<i) != 0 {
			names = append(names, name)
		}
	}
	return strings.Join(names, " and ")
}

// settle orders the findings and what was not checked, and decides.
func (c *Checker) settle(rep *Report) {
	slices.SortStableFunc(rep.Findings, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.Field, b.Field), cmp.Compare(a.Span.Start, b.Span.Start), strings.Compare(a.Rule, b.Rule))
	})
	for i := range rep.Findings {
		rep.Decision = max(rep.Decision, decide(rep.Findings[i].Severity))
	}
}

// decide is what to do about the weightiest finding.
func decide(s Severity) Decision {
	switch {
	case s >= Block:
		return Refuse
	case s == High:
		return Review
	case s == Medium:
		return Warn
	default:
		return Pass
	}
}
