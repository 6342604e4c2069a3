package compliance

import (
	"cmp"
	"slices"
	"strings"
)

// shop judges the shop behind an item: what Eligible finds, where the surfaces
// of the item are those of the rules. Where nothing is known of the shop, what
// is closed to all shops counts.
func (s *structural) shop() {
	f := &s.it.Facts
	if f.Shop == nil && (s.m == nil || s.cat == nil || !s.c.market.strict(s.m.Code, s.cat.name)) {
		return
	}
	l := Listing{}
	if f.Shop != nil {
		l = *f.Shop
	}
	l.Market, l.Mode, l.Category = cmp.Or(l.Market, s.it.Market), cmp.Or(l.Mode, s.it.Mode), cmp.Or(l.Category, f.Category)
	if l.Price.Amount == "" {
		l.Price = f.Price
	}
	ours := func(id string) bool {
		return id == "ACC-003" || f.Shop != nil && (strings.HasPrefix(id, "ACC-") || id == "MIN-005")
	}
	e := s.c.Eligible(l)
	for _, found := range e.Findings {
		if ours(found.Rule) && !s.found(found.Rule, -1) && s.onAny(found.Rule) {
			s.keep(found)
		}
	}
	for _, n := range e.NotChecked {
		if ours(n.Rule) && s.onAny(n.Rule) {
			n.Needs = strings.ReplaceAll(n.Needs, "Listing.", "Facts.Shop.")
			s.shopNeeds = append(s.shopNeeds, n)
		}
	}
}

// onAny reports whether a rule holds on a surface of the item.
func (s *structural) onAny(id string) bool {
	return slices.ContainsFunc(s.it.Fields, func(f Field) bool { return s.rule(id, f.Surface) != nil })
}

// strict reports whether some shop may be barred from a category in a market.
func (t *markets) strict(market, category string) bool {
	for i := range t.shops.Rows {
		r := &t.shops.Rows[i]
		if r.Market != market || r.Status == StatusOpen || r.Status == StatusReview || r.Status == StatusUnknown {
			continue
		}
		for _, name := range r.Categories {
			if name == "*" || t.within(category, name) || t.within(name, category) {
				return true
			}
		}
	}
	return false
}

// withShop adds what has to be known of the shop to a list, which is shared and
// stays as it is.
func (s *structural) withShop(list []Unchecked) []Unchecked {
	if len(s.shopNeeds) == 0 {
		return list
	}
	out := append(slices.Clone(list), s.shopNeeds...)
	slices.SortStableFunc(out, func(a, b Unchecked) int { return strings.Compare(a.Rule, b.Rule) })
	return slices.Compact(out)
}
