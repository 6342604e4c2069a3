package compliance

import (
	"fmt"
	"strconv"
	"strings"
)

// known reports whether there is an amount that can be read.
func (m Money) known() bool {
	if m.Amount == "" {
		return false
	}
	_, ok := m.value()
	return ok
}

// value is the amount as a number.
func (m Money) value() (float64, bool) {
	v, err := strconv.ParseFloat(m.Amount, 64)
	return v, err == nil && v >= 0 && v < 1e15
}

// currency is the currency of an amount, the market's when it has none.
func (m Money) currency(in *market) string {
	if m.Currency == "" && in != nil {
		return in.Currency
	}
	return strings.ToUpper(m.Currency)
}

// amountTally is what the amounts of a text come to.
type amountTally struct {
	local, metric bool
	foreign       amount
	imperial      amount
	percent       amount // the greatest that is a reduction
	reduced       bool   // there is a reduction in per cent
	before        amount // the price before the last
	steep         bool
}

// amounts judges prices, reductions and units of a text.
func (s *structural) amounts(i int) {
	f := &s.it.Fields[i]
	src := f.Text[:min(len(f.Text), wordReach)]
	var t amountTally
	eachAmount(src, s.m, func(a amount) bool {
		switch {
		case a.percent && a.value >= 5 && a.value < 100:
			if s.reduction(i, a) {
				t.reduced = true
				if a.value >= t.percent.value {
					t.percent = a
				}
			}
		case a.money != "":
			s.price(i, a, &t)
		case a.imperial:
			if t.imperial.end == 0 {
				t.imperial = a
			}
		case a.dim != 0:
			t.metric = true
		}
		return true
	})
	s.reductions(i, &t)
	s.currency(i, &t)
	if s.m != nil && s.m.Units == "metric" && t.imperial.end > 0 && !t.metric && f.Surface != Ad {
		s.add("LOC-004", i, t.imperial.start, t.imperial.end, 0, "only units that are not used in "+s.m.Code)
	}
}

// reduction reports whether a percentage is one of a price.
func (s *structural) reduction(i int, a amount) bool {
	src := s.it.Fields[i].Text
	if a.start > 0 && src[a.start-1] == '-' && (a.start == 1 || src[a.start-2] == ' ' || src[a.start-2] == '(') {
		return true
	}
	return s.near(i, a.start, a.end, 26, "discount")
}

// price judges one amount of money.
func (s *structural) price(i int, a amount, t *amountTally) {
	if s.m != nil {
		if a.isIn(s.m.Currency) {
			t.local = true
		} else if t.foreign.end == 0 {
			t.foreign = a
		}
	} else if t.foreign.end == 0 {
		t.foreign = a
	}
	if t.before.end > 0 && a.start-t.before.end < 40 && t.before.money == a.money && a.value > 0 {
		if t.before.value > 0 && a.value <= t.before.value/5 && s.near(i, t.before.start, t.before.end, 24, "was") {
			t.steep = true
			t.percent = amount{start: t.before.start, end: a.end, value: 100 - 100*a.value/t.before.value}
		}
		s.reference(i, t.before)
	}
	if before := t.before; !s.it.Facts.Price.known() && before.end > 0 && before.money == a.money && before.value < a.value-0.005 &&
		s.near(i, max(before.end, a.start-24), a.start, 0, "listing_price") && !s.near(i, before.start, before.end, 14, "not_price") {
		s.add("PRC-006", i, before.start, before.end, 0, fmt.Sprintf("the text says %s, and %s for the listing", trim(before.value), trim(a.value)))
	}
	t.before = a
	s.differs(i, a)
}

// differs compares a price with the listing's: lower is wrong, higher is what
// rounding makes.
func (s *structural) differs(i int, a amount) {
	price, ok := s.it.Facts.Price.value()
	if !ok || !a.isIn(s.it.Facts.Price.currency(s.m)) || a.value > price-0.005 {
		return
	}
	if s.near(i, a.start, a.end, 14, "not_price") {
		return
	}
	s.add("PRC-006", i, a.start, a.end, 0, fmt.Sprintf("the text says %s, the listing %s", trim(a.value), s.it.Facts.Price.Amount))
}

// reference compares the price before a reduction with what is known of it.
func (s *structural) reference(i int, a amount) {
	ref, ok := s.it.Facts.ReferencePrice.value()
	if ok && a.isIn(s.it.Facts.ReferencePrice.currency(s.m)) && a.value > ref*1.01 && s.near(i, a.start, a.end, 24, "was") {
		s.add("PRC-003", i, a.start, a.end, 0, fmt.Sprintf("the text says it was %s before, the shop asked %s", trim(a.value), s.it.Facts.ReferencePrice.Amount))
	}
}

func trim(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

// steepest is the reduction in per cent from which one is doubted.
const steepest = 80

// reductions judges the reductions of a text.
func (s *structural) reductions(i int, t *amountTally) {
	p := t.percent
	if t.steep || t.reduced && p.value >= steepest {
		most, why := Severity(0), fmt.Sprintf("a reduction of %.0f %%", p.value)
		if cut, ok := s.cut(s.it.Facts.ReferencePrice); ok && cut >= p.value-1.5 {
			most, why = Info, why+", which the price before it bears out"
		}
		s.add("PRC-003", i, p.start, p.end, most, why)
	}
	if !t.reduced {
		return
	}
	if cut, ok := s.cut(s.it.Facts.LowestPrice30Days); ok && s.m != nil && s.m.EU {
		if cut < p.value-1.5 {
			s.add("PRC-007", i, p.start, p.end, 0, fmt.Sprintf("a reduction of %.0f %%, but of %.0f %% from the lowest price of 30 days", p.value, max(cut, 0)))
		}
		return
	}
	if s.known&knowsLowest != 0 || s.says("lowest_price") {
		return
	}
	switch {
	case s.m != nil && s.m.EU:
		s.add("PRC-007", i, p.start, p.end, Low, "a reduction, and no text says the lowest price of the last 30 days")
	case s.m == nil && s.it.Market == "" && s.european(i):
		s.add("PRC-007", i, p.start, p.end, Low, "a reduction in a language of the EU, and no text says the lowest price of the last 30 days")
	}
}

// cut is the reduction in per cent from a known price to the present one.
func (s *structural) cut(from Money) (float64, bool) {
	now, ok := s.it.Facts.Price.value()
	then, ok2 := from.value()
	if !ok || !ok2 || then <= 0 || from.currency(s.m) != s.it.Facts.Price.currency(s.m) {
		return 0, false
	}
	return 100 - 100*now/then, true
}

// says reports whether any text has a word of a class.
func (s *structural) says(class string) bool {
	for i := range s.it.Fields {
		if _, _, ok := s.has(i, class); ok {
			return true
		}
	}
	return false
}

func (s *structural) european(i int) bool {
	return s.lang(i)&(langBit("de")|langBit("fr")|greekLang|langBit("it")) != 0
}

// soleCurrency are the currencies of languages that are spoken in one currency
// only.
var soleCurrency = [...]struct{ lang, code string }{
	{"ja", "JPY"}, {"th", "THB"}, {"ko", "KRW"}, {"vi", "VND"}, {"id", "IDR"}, {"ms", "MYR"}, {"de", "EUR"}, {"el", "EUR"},
}

// currency judges prices in money of other markets. Where the market's own
// price stands next to them they are a service.
func (s *structural) currency(i int, t *amountTally) {
	a := t.foreign
	if a.end == 0 {
		return
	}
	if s.m != nil {
		if !t.local {
			s.add("PRC-009", i, a.start, a.end, 0, fmt.Sprintf("%s is not the currency of %s, which is %s", a.sign, s.m.Code, s.m.Currency))
		}
		return
	}
	if s.it.Market != "" {
		return
	}
	if m := s.addressed(i); m != nil {
		if !a.isIn(m.Currency) {
			s.add("PRC-009", i, a.start, a.end, Low, fmt.Sprintf("%s in a text for buyers in %s, who pay in %s; the market is not known", a.sign, m.Code, m.Currency))
		}
		return
	}
	set := s.lang(i)
	for _, l := range soleCurrency {
		if set&everyLang == langBit(l.lang) && !a.isIn(l.code) {
			s.add("PRC-009", i, a.start, a.end, Low, fmt.Sprintf("%s in a text for readers who pay in %s; the market is not known", a.sign, l.code))
		}
	}
}

// addressed is the market whose buyers a text speaks to by name ("for the UK"),
// nil when it names none or several.
func (s *structural) addressed(i int) *market {
	var only *market
	for _, m := range s.c.market.List {
		from, _, ok := s.hasAny(i, s.c.market.words.countries[m.Code])
		if !ok || !s.near(i, max(0, from-14), from, 0, "for") {
			continue
		}
		if only != nil {
			return nil
		}
		only = m
	}
	return only
}

// dates looks for dates that are read in two ways.
func (s *structural) dates(i int) {
	src := s.it.Fields[i].Text
	src = src[:min(len(src), wordReach)]
	for at := 0; at < len(src); {
		if src[at] < '0' || src[at] > '9' {
			at++
			continue
		}
		end, day, month, year := date(src, at)
		if end == 0 {
			at = max(at+1, numberEnd(src, at))
			continue
		}
		english := s.m == nil || s.m.Code == "US" || s.m.Code == "CA" || s.m.Code == "PH"
		if day >= 1 && month >= 1 && day <= 12 && month <= 12 && day != month && (year < 100 || english) {
			s.add("LOC-004", i, at, end, 0, "a date that can be read in two ways")
			return
		}
		at = end
	}
}

// date reads a date such as 03/04/26 or 03-04-2026; end is 0 when there is none.
func date(src string, at int) (end, a, b, year int) {
	if at > 0 && (src[at-1] == '/' || src[at-1] == '-' || isLetter(src[at-1])) {
		return 0, 0, 0, 0
	}
	var parts [3]int
	var sep byte
	for n := range parts {
		from := at
		for at < len(src) && src[at] >= '0' && src[at] <= '9' && at-from < 5 {
			parts[n] = parts[n]*10 + int(src[at]-'0')
			at++
		}
		size := at - from
		if n < 2 && (size != 1 && size != 2) || n == 2 && size != 2 && size != 4 {
			return 0, 0, 0, 0
		}
		if n == 2 {
			break
		}
		if at >= len(src) || src[at] != '/' && src[at] != '-' || n == 1 && src[at] != sep {
			return 0, 0, 0, 0
		}
		sep = src[at]
		at++
	}
	if at < len(src) && (src[at] == sep || letterOrDigit(src[at])) {
		return 0, 0, 0, 0
	}
	return at, parts[0], parts[1], parts[2]
}
