package compliance

import (
	"cmp"
	"slices"
)

// structural judges what no single sentence shows: whether an advertisement
// says that it is one, whether a text agrees with what is known of its product,
// market and shop, and how a text is built.
type structural struct {
	c     *Checker
	rep   *Report
	it    *Item
	m     *market   // nil: not given or nothing known of it
	cat   *category // nil: likewise
	known known
	sc    *scratch // its view holds the folded text of a field
	holds int      // which field, counted from one
	quick bool     // only whether there is a finding is asked

	shopNeeds []Unchecked // of the shop behind the item

	answers map[asked]bool    // see once
	kept    map[asked][]int32 // see places
}

// structure judges an item after its sentences were.
func (c *Checker) structure(rep *Report, it *Item) {
	sc := c.scratch()
	defer c.pool.Put(sc)
	if shop := it.Facts.Shop; shop != nil {
		it.Facts.Registration, it.Facts.Halal = cmp.Or(it.Facts.Registration, shop.Registration), cmp.Or(it.Facts.Halal, shop.Halal)
	}
	s := c.structural(rep, it, sc)
	for i := range it.Fields {
		s.field(i)
	}
	s.facts()
	s.shop()
	s.purge()
	s.unchecked()
}

// structural weighs what words found in an item against what is known.
func (c *Checker) structural(rep *Report, it *Item, sc *scratch) structural {
	s := structural{c: c, rep: rep, it: it, m: c.marketOf(it.Market), known: knownOf(it), sc: sc}
	s.cat = c.market.shops.Categories[s.category()]
	if s.m != nil {
		s.known |= knowsMarket
	}
	if len(rep.Findings) > 0 {
		s.review()
	}
	return s
}

// category is the name of the item's category.
func (s *structural) category() string {
	if s.it.Facts.Category == "" && s.it.Facts.Shop != nil {
		return s.it.Facts.Shop.Category
	}
	return s.it.Facts.Category
}

// mode is how the shop is run.
func (s *structural) mode() Mode {
	if s.it.Mode == "" && s.it.Facts.Shop != nil {
		return s.it.Facts.Shop.Mode
	}
	return s.it.Mode
}

// field judges one text by how it is built.
func (s *structural) field(i int) {
	f := &s.it.Fields[i]
	if f.Text == "" {
		return
	}
	var l look
	l.over(f.Text)
	s.built(i, &l)
}

// built is field for a text that was looked over.
func (s *structural) built(i int, l *look) {
	f := &s.it.Fields[i]
	switch f.Surface {
	case VideoCaption, AffiliatePost:
		s.disclosed(i, l)
		s.tags(i, l)
	case Ad, LiveScript:
		s.disclosed(i, l)
	case ProductTitle, ProductDescription, ImageText:
		s.shouting(i, l)
	default:
	}
	if l.ends > 4 && (f.Surface == CommentMessage || f.Surface == LiveScript || f.Surface == VideoCaption) {
		s.repeats(i)
	}
	if l.digits > 0 && f.Surface != CommentMessage {
		s.amounts(i)
	} else if l.digits > 0 && s.it.Facts.Price.known() {
		s.amounts(i)
	}
	if f.Surface == ProductTitle || f.Surface == ProductDescription || f.Surface == ImageText || f.Surface == Ad {
		s.language(i, l)
		if l.digits > 0 && f.Surface != Ad {
			s.dates(i)
		}
	}
}

// rule is the rule of an id if it holds on a surface in the item's market.
func (s *structural) rule(id string, surface Surface) *rule {
	at, ok := s.c.ruleAt[id]
	if !ok {
		return nil
	}
	r := &s.c.lex.rules[at]
	if surface != "" && len(r.Surfaces) > 0 && !slices.Contains(r.Surfaces, surface) || s.it.Market != "" && len(r.Markets) > 0 && !slices.Contains(r.Markets, s.it.Market) {
		return nil
	}
	return r
}

// add makes a finding at a place of a field. Severities above most are lowered
// to it; zero lowers nothing.
func (s *structural) add(id string, field, from, to int, most Severity, why string) {
	r := s.rule(id, s.it.Fields[field].Surface)
	if r == nil || s.found(id, field) {
		return
	}
	f := s.finding(r, most, why)
	src := s.it.Fields[field].Text
	from, to = wholeClusters(src, from, to)
	start := runes(src[:from])
	f.Field, f.Span = field, Span{from, to, start, start + runes(src[from:to])}
	if !s.quick {
		f.Evidence = s.c.evidence(r.Area, src, from, to)
	}
	s.keep(f)
}

// addItem makes a finding about the item as a whole if it has a text that the
// rule is about.
func (s *structural) addItem(id string, most Severity, why string) {
	for i := range s.it.Fields {
		if r := s.rule(id, s.it.Fields[i].Surface); r != nil {
			if !s.found(id, -1) {
				f := s.finding(r, most, why)
				f.Field = -1
				s.keep(f)
			}
			return
		}
	}
}

func (s *structural) finding(r *rule, most Severity, why string) Finding {
	severity, by := r.Severity, "the rule"
	if stricter, ok := r.Stricter[s.it.Market]; ok {
		severity, by = stricter, "market "+s.it.Market
	}
	if user, ok := s.c.user[r.ID]; ok {
		severity, by = user, "the caller"
	}
	if most != 0 && severity > most {
		severity, by = most, "what is known"
	}
	return Finding{
		Rule: r.ID, Area: r.Area, Severity: severity, Message: r.Message, Suggestion: r.Suggestion,
		Sources: slices.Clone(s.c.spots[s.c.ruleAt[r.ID]].sources), Why: why + "; severity set by " + by,
	}
}

// lowerTo lowers a finding and says why.
func lowerTo(f *Finding, to Severity, why string) {
	if f.Severity > to {
		f.Severity = to
		f.Why += "; lowered: " + why
	}
}

// is reports whether a fact is known to be so.
func is(fact *bool, want bool) bool { return fact != nil && *fact == want }
