package compliance

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// review weighs what the words of a text found against what is known: facts
// take findings back or lower them, and where a fact decides and is not known a
// finding is a hint only.
func (s *structural) review() {
	s.rep.Findings = slices.DeleteFunc(s.rep.Findings, func(f Finding) bool {
		return f.Field >= 0 && !s.stands(&f)
	})
	for i := range s.rep.Findings {
		if f := &s.rep.Findings[i]; f.Field >= 0 {
			s.weighed(f)
		}
	}
}

// asked is a question about a field, or about all of them (-1).
type asked struct {
	what  string
	field int
}

// once answers a question about the texts and remembers the answer: thousands
// of findings in a text may ask the same.
func (s *structural) once(what string, field int, answer func() bool) bool {
	key := asked{what, field}
	yes, ok := s.answers[key]
	if !ok {
		if s.answers == nil {
			s.answers = map[asked]bool{}
		}
		yes = answer()
		s.answers[key] = yes
	}
	return yes
}

func (s *structural) onceHas(field int, class string) bool {
	return s.once(class, field, func() bool {
		_, _, ok := s.has(field, class)
		return ok
	})
}

// stands reports whether a finding holds against the facts.
func (s *structural) stands(f *Finding) bool {
	facts := &s.it.Facts
	switch f.Rule {
	case "PRC-007":
		return !facts.LowestPrice30Days.known() && !s.once("says lowest_price", -1, func() bool { return s.says("lowest_price") })
	case "MIS-008":
		return facts.Origin == "" && s.once("names countries", f.Field, func() bool { return s.countries(f.Field) > 1 }) || facts.Origin != "" && !s.names(f, facts.Origin)
	case "MIS-015":
		return !is(facts.Edited, false)
	case "LOC-003":
		return (facts.Halal == nil || *facts.Halal == "") &&
			!s.once("certified", f.Field, func() bool { return certified(s.it.Fields[f.Field].Text) }) &&
			!s.once("says no_halal", -1, func() bool { return s.says("no_halal") })
	case "HLT-007":
		return !s.once("stated", -1, s.stated) && (s.cat == nil || s.cat.Kind == "supplement")
	case "ADS-004":
		return !is(facts.SampleReceived, false)
	case "MIN-003":
		return s.cat == nil || s.cat.AgeGate
	case "IPR-004":
		return !is(facts.SoundLicensed, true)
	case "IPR-005":
		return !is(facts.BrandAuthorised, true) && !s.own(f.Evidence)
	case "ACC-005":
		return s.mode() != SelfOperated
	}
	return true
}

// weighed lowers a finding that facts bear out or that only hints.
func (s *structural) weighed(f *Finding) {
	facts := &s.it.Facts
	switch f.Rule {
	case "PRC-001":
		s.scarce(f)
	case "PRC-002":
		s.urgent(f)
	case "PRC-003":
		s.reduced(f)
	case "PRC-007":
		lowerTo(f, Low, "the lowest price of the last 30 days is not known")
	case "MIS-008":
		if facts.Origin != "" {
			f.Why += "; the product is from " + facts.Origin
		} else {
			f.Why += "; the text names another place too"
		}
	case "MIS-015":
		if facts.Edited == nil {
			lowerTo(f, Low, "whether the pictures are edited is not known")
		}
	case "LOC-003":
		if facts.Halal == nil {
			lowerTo(f, Low, "whether there is a certificate is not known")
		}
	case "MIS-004":
		if facts.Registration != nil && *facts.Registration != "" && s.shaped(*facts.Registration) {
			lowerTo(f, Medium, "the listing has a registration number")
		}
	case "ADS-004":
		if facts.SampleReceived == nil {
			if !s.onceHas(f.Field, "received") {
				lowerTo(f, Low, "whether the product was a gift is not known")
			}
		}
	case "MIN-001", "MIN-005":
		if is(facts.PersonUnder18, false) {
			lowerTo(f, Low, "no person below 18 presents")
		}
	case "ACC-005":
		if s.mode() == "" {
			if !s.onceHas(f.Field, "fully_managed") {
				lowerTo(f, Low, "how the shop is run is not known")
			}
		}
	default:
		s.goods(f)
	}
}

// goods lowers findings about goods when the category is another one.
func (s *structural) goods(f *Finding) {
	if s.cat == nil || !strings.HasPrefix(f.Rule, "REG-") {
		return
	}
	for name := s.cat.name; name != ""; name = s.c.market.shops.Categories[name].Parent {
		if slices.Contains(s.c.market.shops.Categories[name].Rules, f.Rule) {
			f.Why += "; the category " + s.cat.name + " agrees"
			return
		}
	}
	lowerTo(f, Medium, "the category "+s.cat.name+" is another one")
}

// fewPieces is how many pieces "almost gone" may be said of.
const fewPieces = 10

// scarce compares a claim of scarcity with the stock.
func (s *structural) scarce(f *Finding) {
	stock := s.it.Facts.StockLeft
	if stock == nil {
		return
	}
	said, ok := firstNumber(s.it.Fields[f.Field].Text, f.Span.Start, f.Span.End)
	switch {
	case ok && said == *stock:
		lowerTo(f, Info, fmt.Sprintf("%d pieces are left", *stock))
	case !ok && *stock <= fewPieces:
		lowerTo(f, Info, fmt.Sprintf("only %d pieces are left", *stock))
	default:
		f.Why += fmt.Sprintf("; %d pieces are left", *stock)
	}
}

// firstNumber is the number in a stretch of a text or up to a few bytes behind.
func firstNumber(src string, from, to int) (int, bool) {
	for i := from; i < min(len(src), to+6); i++ {
		if src[i] < '0' || src[i] > '9' {
			continue
		}
		n := 0
		for ; i < len(src) && src[i] >= '0' && src[i] <= '9' && n < 1e8; i++ {
			n = n*10 + int(src[i]-'0')
		}
		return n, true
	}
	return 0, false
}

// soon is how far off the end of an offer may be that a text calls near.
const soon = 48 * time.Hour

// urgent compares a claim of urgency with the dates of the promotion.
func (s *structural) urgent(f *Finding) {
	facts := &s.it.Facts
	start, end, at := facts.PromotionStart, facts.PromotionEnd, facts.At
	switch {
	case end.IsZero():
	case at.IsZero() && !start.IsZero():
		lowerTo(f, Low, "the promotion has a beginning and an end; when the text is shown is not known")
	case at.IsZero():
	case at.After(end):
		f.Why += "; the promotion ended before the text is shown"
	case at.Before(start):
		f.Why += "; the promotion begins after the text is shown"
	case end.Sub(at) <= soon:
		lowerTo(f, Info, "the promotion ends within two days")
	default:
		f.Why += "; the promotion goes on for more than two days"
	}
}

// reduced compares a reduction with the price before it.
func (s *structural) reduced(f *Finding) {
	cut, ok := s.cut(s.it.Facts.ReferencePrice)
	if !ok {
		return
	}
	most := 0.0
	eachAmount(f.Evidence, s.m, func(a amount) bool {
		if a.percent {
			most = max(most, a.value)
		}
		return true
	})
	if most > 0 && cut >= most-1.5 {
		lowerTo(f, Info, "the price before it bears the reduction out")
	}
}

// certified reports whether a text has a number as long as those of
// certificates.
func certified(src string) bool {
	run := 0
	for i := range len(src) {
		if src[i] < '0' || src[i] > '9' {
			run = 0
			continue
		}
		if run++; run >= 10 {
			return true
		}
	}
	return false
}

// own reports whether a text names one of the caller's brands.
func (s *structural) own(text string) bool {
	folded := []byte(foldString(text))
	return slices.ContainsFunc(s.c.brands, func(name string) bool {
		word := foldString(name)
		return word != "" && findWord(folded, folded, []byte(word)) >= 0
	})
}

// names reports whether the sentence around a finding names a country.
func (s *structural) names(f *Finding, region string) bool {
	words := s.c.market.words.countries[strings.ToUpper(region)]
	_, _, ok := findAny([]byte(foldString(f.Evidence)), words)
	if ok || len(words) == 0 {
		return ok
	}
	src := s.it.Fields[f.Field].Text
	tail := src[f.Span.End:min(len(src), f.Span.End+24)]
	if i := strings.IndexAny(tail, ".!?\n("); i >= 0 {
		tail = tail[:i]
	}
	_, _, ok = findAny([]byte(foldString(strings.ToValidUTF8(tail, ""))), words)
	return ok
}

// countries counts the countries that a field names.
func (s *structural) countries(field int) int {
	n := 0
	for _, words := range s.c.market.words.countries {
		if _, _, ok := findAny(s.folded(field), words); ok {
			n++
		}
	}
	return n
}
