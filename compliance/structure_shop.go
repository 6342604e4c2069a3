package compliance

import "strings"

// shop judges the shop behind an item: what Eligible finds, where the surfaces
// of the item are those of the rules.
func (s *structural) shop() {
	l := *s.it.Facts.Shop
	f := &s.it.Facts
	if l.Market == "" {
		l.Market = s.it.Market
	}
	if l.Mode == "" {
		l.Mode = s.it.Mode
	}
	if l.Category == "" {
		l.Category = f.Category
	}
	if l.Price.Amount == "" {
		l.Price = f.Price
	}
	for _, found := range s.c.Eligible(l).Findings {
		if !strings.HasPrefix(found.Rule, "ACC-") && found.Rule != "MIN-005" || s.found(found.Rule, -1) {
			continue
		}
		for i := range s.it.Fields {
			if s.rule(found.Rule, s.it.Fields[i].Surface) != nil {
				s.rep.Findings = append(s.rep.Findings, found)
				break
			}
		}
	}
}
