package compliance

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

func newChecker(lex *lexicon, packs []*Pack, o *options) *Checker {
	c := &Checker{lex: lex, sources: map[string]Source{}, user: o.overrides}
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

// Rules are the rules of all packs, by id.
func (c *Checker) Rules() []Rule { return slices.Clone(c.rules) }

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
		Evidence: evidence(r.Area, p.text[from:to]), Message: r.Message, Suggestion: r.Suggestion, Sources: c.spots[m.rule].sources, Why: why,
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

// evidence is a text as a report may show it: personal data and secrets are
// masked, in findings about leaving the platform too.
func evidence(area, text string) string {
	if area != "privacy" && area != "off_platform" {
		return text
	}
	digits, at := 0, strings.IndexByte(text, '@')
	for _, r := range text {
		if unicode.IsDigit(r) {
			digits++
		}
	}
	switch {
	case at > 0 && strings.IndexByte(text[at:], '.') > 0:
		return maskMail(text, at)
	case digits >= 6:
		return maskDigits(text, digits)
	case area == "privacy":
		return maskMiddle(text)
	default:
		return text
	}
}

// maskMail keeps what stands around an address, its first letter and its host.
func maskMail(text string, at int) string {
	start := at
	for start > 0 && localByte(text[start-1]) {
		start--
	}
	if start == at {
		return maskMiddle(text)
	}
	return text[:start+1] + "***" + text[at:]
}

// maskDigits keeps the last two digits, and the letters only of what is mostly
// words: those of an account or a key are masked too.
func maskDigits(text string, digits int) string {
	var out strings.Builder
	words := strings.Count(text, " ") > 0 && digits < utf8.RuneCountInString(text)/2
	left := digits
	for _, r := range text {
		switch {
		case unicode.IsDigit(r):
			if left--; left >= 2 {
				r = '*'
			}
		case unicode.IsLetter(r) && !words:
			r = '*'
		}
		out.WriteRune(r)
	}
	return out.String()
}

// maskMiddle keeps the first two and the last two characters, and signs between.
func maskMiddle(text string) string {
	rs := []rune(text)
	keep := min(2, (len(rs)-1)/4)
	for i := keep; i < len(rs)-keep; i++ {
		if rs[i] != ' ' && rs[i] != '-' && rs[i] != '@' && rs[i] != '.' {
			rs[i] = '*'
		}
	}
	return string(rs)
}

// settle orders the findings and what was not checked, and decides.
func (c *Checker) settle(rep *Report, _ *Item) {
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
