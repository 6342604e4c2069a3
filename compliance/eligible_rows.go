package compliance

import (
	"fmt"
	"slices"
	"strings"
)

// status finds the strictest status that the sources have for the category.
func (e *eligible) status() {
	e.out.Status = StatusUnknown
	switch {
	case e.l.Market == "":
		e.needs("ACC-003", "Listing.Market")
		e.out.Why = "the market is not given"
		return
	case e.m == nil:
		e.needs("ACC-003", fmt.Sprintf("Listing.Market: nothing is known of %q", e.l.Market))
		e.out.Why = "nothing is known of the market"
		return
	case e.l.Mode != "" && e.l.Mode != SelfOperated && e.l.Mode != FullyManaged:
		e.needs("ACC-003", fmt.Sprintf("Listing.Mode: %q is neither %q nor %q", e.l.Mode, SelfOperated, FullyManaged))
		e.out.Why = "the mode is not known"
		return
	case e.l.Category == "":
		e.needs("ACC-003", "Listing.Category")
	case e.cat == nil:
		e.needs("ACC-003", fmt.Sprintf("Listing.Category: nothing is known of %q", e.l.Category))
	}
	var answers []answer
	for _, seller := range e.sellers() {
		if a := e.ask(seller); len(a.rows) > 0 {
			answers = append(answers, a)
		}
	}
	e.decide(answers)
	e.describe(answers)
}

// answer is what the rows say for one kind of seller.
type answer struct {
	seller string
	status Status
	rows   []*eligibleRow
}

// ask collects the rows for a kind of seller: those of the category and of what
// it is a part of, else those of its parts, and those of all categories.
func (e *eligible) ask(seller string) answer {
	a := answer{seller: seller, status: StatusUnknown}
	take := func(r *eligibleRow) {
		a.rows = append(a.rows, r)
		if r.Status.order() < a.status.order() {
			a.status = r.Status
		}
	}
	all := func(r *eligibleRow) bool { return slices.Contains(r.Categories, "*") }
	for _, parts := range [...]bool{false, true} {
		for i := range e.c.market.shops.Rows {
			r := &e.c.market.shops.Rows[i]
			if r.Market == e.l.Market && e.inMode(r) && e.bySeller(r, seller) && !all(r) && e.covers(r, parts) {
				take(r)
			}
		}
		if len(a.rows) > 0 {
			break
		}
	}
	for i := range e.c.market.shops.Rows {
		r := &e.c.market.shops.Rows[i]
		strict := r.Status == StatusClosed || r.Status == StatusLocalStock || r.Status == StatusReview
		if r.Market == e.l.Market && e.inMode(r) && (r.Seller == "" || r.Seller == seller) && all(r) && (len(a.rows) == 0 || strict) {
			take(r)
		}
	}
	return a
}

func (e *eligible) inMode(r *eligibleRow) bool {
	return r.Mode == "" || e.l.Mode == "" || r.Mode == e.l.Mode
}

// bySeller reports whether a row binds a kind of seller. What is closed or
// restricted for local sellers is so for others too.
func (e *eligible) bySeller(r *eligibleRow, seller string) bool {
	return r.Seller == "" || r.Seller == seller || seller == crossBorderSeller && (r.Status == StatusClosed || r.Status == StatusRestricted)
}

// covers reports whether a row is about the category, or about a part of it.
func (e *eligible) covers(r *eligibleRow, parts bool) bool {
	if e.cat == nil {
		return false
	}
	return slices.ContainsFunc(r.Categories, func(name string) bool {
		if parts {
			return e.c.market.within(name, e.cat.name)
		}
		return e.c.market.within(e.cat.name, name)
	})
}

// decide is the status of the answers: theirs when they agree, the strictest
// when none allows it, and unknown when the kind of seller decides.
func (e *eligible) decide(answers []answer) {
	if len(answers) == 0 {
		if e.m.Shop != "open" {
			e.out.Why = "no source says that shops are open in " + e.m.Code
		} else {
			e.out.Why = "no source speaks of this category, mode and seller in " + e.m.Code
		}
		e.needs("ACC-003", "a source for the market, mode and category")
		return
	}
	first := answers[0].status
	barred := func(s Status) bool { return s == StatusClosed || s == StatusUnsupported }
	for _, a := range answers[1:] {
		if barred(a.status) != barred(first) {
			e.needs("ACC-003", "Listing.Entity")
			return
		}
		if a.status.order() < first.order() {
			first = a.status
		}
	}
	e.out.Status = first
	if is(e.l.Approved, true) && (first == StatusInviteOnly || first == StatusRestricted) {
		e.out.Why = "the platform has approved the category, which was " + string(first)
		e.out.Status = StatusOpen
	}
}

// describe says which sources stand behind the status and how old they are.
func (e *eligible) describe(answers []answer) {
	var keys, parts []string
	for _, a := range answers {
		for _, r := range a.rows {
			part := string(r.Status) + " for " + strings.Join(r.Categories, ", ")
			if r.Seller != "" {
				part += " (" + strings.ReplaceAll(r.Seller, "_", "-") + " sellers)"
			}
			if r.Mode != "" {
				part += " (" + strings.ReplaceAll(string(r.Mode), "_", " ") + ")"
			}
			if r.Note != "" {
				part += ", " + r.Note
			}
			part += ": " + e.cite(r.Source)
			if !slices.Contains(parts, part) {
				parts = append(parts, part)
			}
			if !slices.Contains(keys, r.Source) {
				keys = append(keys, r.Source)
			}
		}
	}
	keys = append(keys, e.m.Source)
	if e.m.Note != "" {
		parts = append(parts, "market: "+e.m.Note+": "+e.cite(e.m.Source))
	}
	e.rate(keys)
	if e.out.Why != "" {
		parts = append([]string{e.out.Why}, parts...)
	}
	e.out.Why = strings.Join(parts, "; ")
	if e.out.Confidence == ConfidenceLow {
		e.out.Why += "; the sources are without a date or older than two years: ask the platform"
	}
}

// cite names a source with its date.
func (e *eligible) cite(key string) string {
	s := e.c.market.Sources[key]
	if s.Date == "" {
		return s.Publisher + ", undated"
	}
	return s.Publisher + ", " + s.Date
}

// rate gives the sources of the status, the newest date and the confidence.
func (e *eligible) rate(keys []string) {
	e.out.Sources = e.c.market.sourcesOf(keys...)
	e.out.Confidence = ConfidenceLow
	of := e.out.Sources
	if len(of) > 1 {
		of = of[:len(of)-1] // the last is the market's
	}
	for _, s := range of {
		e.out.Knowledge = max(e.out.Knowledge, s.Date)
	}
	if e.c.market.fresh(e.out.Knowledge) {
		e.out.Confidence = ConfidenceMedium
		if slices.ContainsFunc(of, func(s Source) bool {
			return strings.HasPrefix(s.Publisher, "TikTok") && e.c.market.fresh(s.Date)
		}) {
			e.out.Confidence = ConfidenceHigh
		}
	}
}

// fresh reports whether a date lies within the two years before that of the
// tables.
func (t *markets) fresh(date string) bool {
	y, m, ok := yearMonth(date)
	year, month, ok2 := yearMonth(strings.ReplaceAll(t.Version, ".", "-"))
	return ok && ok2 && (year-y)*12+month-m <= 24
}

// yearMonth reads "2025", "2025-02" and "2025-02-28"; a year alone counts from
// its middle.
func yearMonth(date string) (year, month int, ok bool) {
	month = 6
	n, err := fmt.Sscanf(date, "%4d-%2d", &year, &month)
	if n == 0 || err != nil && n < 1 {
		return 0, 0, false
	}
	return year, month, year > 1990
}

// access turns the status into findings.
func (e *eligible) access() {
	keys := make([]string, 0, len(e.out.Sources))
	for _, s := range e.out.Sources {
		keys = append(keys, s.Key)
	}
	switch e.out.Status {
	case StatusClosed, StatusUnsupported:
		e.finding("ACC-003", 0, "the category is "+string(e.out.Status)+" in "+e.l.Market+": "+e.out.Why, keys...)
	case StatusInviteOnly, StatusRestricted:
		switch {
		case e.l.Approved == nil:
			e.needs("ACC-003", "Listing.Approved")
		case e.out.Status == StatusInviteOnly:
			e.finding("ACC-003", 0, "the category is by invitation in "+e.l.Market+": "+e.out.Why, keys...)
		default:
			e.finding("ACC-003", High, "the category needs documents in "+e.l.Market+": "+e.out.Why, keys...)
		}
	case StatusLocalStock:
		switch {
		case e.l.StockIn == "":
			e.needs("ACC-003", "Listing.StockIn")
		case e.l.StockIn != e.l.Market:
			e.finding("ACC-003", 0, "the goods have to be in "+e.l.Market+": "+e.out.Why, keys...)
		}
	case StatusReview, StatusOpen, StatusUnknown:
	}
}
