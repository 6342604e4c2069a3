package compliance

import (
	"fmt"
	"slices"
	"strings"
)

// Listing is what decides whether goods may be sold in a market, by a shop, in
// a mode. Nil, empty and zero mean not known, as in [Facts].
type Listing struct {
	Market   string // ISO 3166 region of the buyers, such as "ID"
	Mode     Mode   // how the shop is run
	Category string // one of [Checker.Categories]

	Entity       string  // ISO 3166 region of the company or person that runs the shop
	StockIn      string  // ISO 3166 region that the goods are sent from
	Registration *string // number of the notification or registration; new("") is none
	Halal        *string // number of the halal certificate; new("") is none
	Price        Money   // lowest price it can be bought for
	Approved     *bool   // the platform has approved the category for the shop

	Company       *bool    // the entity is a company, not a person or a sole trader
	LicenceDays   *int     // age of the business license in days
	Shops         *int     // shops of the entity in the market
	ChineseShare  *int     // share that Chinese owners hold of the entity, in per cent
	ShopScore     *float64 // as the platform shows it, 0 to 5
	MainAccount   *bool    // the shop is opened from the entity's main account
	MainCategory  string   // that a cross-border account was opened for
	Stage         Stage    // empty: told from Days and MatureOrders where they are known
	Days          *int     // since the shop opened
	MatureOrders  *int     // delivered orders whose time of return is over
	ListingsToday *int     // listings made or planned today
	ListingLimit  *int     // listings a day, as the platform shows it
	OrdersToday   *int
	OrderLimit    *int
	Accounts      *Accounts
}

// Stage is how far a shop has come.
type Stage string

// The stages. The zero value is not known.
const (
	Probation Stage = "probation" // new: few orders, listings and accounts
	Normal    Stage = "normal"
)

// Accounts are the accounts that are linked to a shop.
type Accounts struct {
	Official  *int // official accounts
	Channel   *int // channel accounts
	Marketing *int // marketing accounts

	OfficialEntity  string // name of the company that owns the official account
	ShopEntity      string // name of the company that owns the shop
	OfficialName    string // name of the official account
	ShopName        string
	OfficialRegion  string // ISO 3166 region of the official account
	PromotesOthers  *bool  // the official account, one of an organization, promotes products of other shops
	ShopsPerChannel *int   // most shops that one channel account serves
	HolderAge       *int   // age of the youngest holder, in years

	HoursLinked     *int // since the account to be unlinked was linked
	OfficialChanges *int // times the official account was changed
	ChannelChanges  *int // times channel accounts were changed in the last 180 days
}

// Status says whether a category can be sold.
type Status string

// The statuses, the strictest first. Where sources differ the strictest counts.
const (
	StatusClosed      Status = "closed"                // may not be sold
	StatusUnsupported Status = "unsupported"           // the market has no such category
	StatusInviteOnly  Status = "invite_only"           // the platform has to approve the shop
	StatusRestricted  Status = "restricted"            // documents come first
	StatusLocalStock  Status = "open_with_local_stock" // only from stock in the market
	StatusReview      Status = "open_after_review"     // once the papers of the shop are reviewed
	StatusOpen        Status = "open"
	StatusUnknown     Status = "unknown" // no source says
)

// order is the place of a status among the others, -1 if there is no such.
func (s Status) order() int {
	return slices.Index([]Status{StatusClosed, StatusUnsupported, StatusInviteOnly, StatusRestricted, StatusLocalStock, StatusReview, StatusOpen, StatusUnknown}, s)
}

// Confidence is how far the sources of an answer can be relied on.
type Confidence string

// The confidences.
const (
	ConfidenceLow    Confidence = "low"    // without a date or older than two years
	ConfidenceMedium Confidence = "medium" // within two years, from third parties
	ConfidenceHigh   Confidence = "high"   // within two years, from the platform or a law
)

// Eligibility is the answer to whether a listing may be offered.
type Eligibility struct {
	Status     Status      `json:"status"`
	Allowed    bool        `json:"allowed"`  // the status allows it and no finding is High or Block; read NotChecked too
	Findings   []Finding   `json:"findings"` // by rule; Field is -1
	NotChecked []Unchecked `json:"not_checked,omitempty"`
	Sources    []Source    `json:"sources,omitempty"` // of the status
	Knowledge  string      `json:"knowledge"`         // date of the newest source of the status: "2024-12-03", "2025" or "" when none has one
	Confidence Confidence  `json:"confidence"`
	Why        string      `json:"why"` // which sources say what
}

// eligible is the work on one question.
type eligible struct {
	c   *Checker
	l   Listing
	m   *market
	cat *category
	out Eligibility

	blind bool // a rule that is broken is in no pack of the checker
}

// Eligible tells whether goods may be offered in a market and by a shop, from
// tables with sources and dates. It never fails: a market, mode or category
// that is not known gives [StatusUnknown] and says in NotChecked what is needed.
func (c *Checker) Eligible(l Listing) Eligibility {
	l.Market, l.Entity, l.StockIn = strings.ToUpper(l.Market), strings.ToUpper(l.Entity), strings.ToUpper(l.StockIn)
	strange := [...]struct{ name, have string }{{"Entity", region(&l.Entity)}, {"StockIn", region(&l.StockIn)}}
	e := eligible{c: c, l: l, m: c.marketOf(l.Market), cat: c.market.shops.Categories[l.Category]}
	for _, f := range strange {
		if f.have != "" {
			e.needs("ACC-004", fmt.Sprintf("Listing.%s: %q is no ISO 3166 region such as \"ID\"", f.name, f.have))
		}
	}
	e.status()
	e.access()
	e.entity()
	e.goods()
	e.accounts()
	e.limits()
	e.out.Allowed = e.allowed()
	slices.SortStableFunc(e.out.Findings, func(a, b Finding) int { return strings.Compare(a.Rule, b.Rule) })
	slices.SortStableFunc(e.out.NotChecked, func(a, b Unchecked) int { return strings.Compare(a.Rule, b.Rule) })
	return e.out
}

// region empties what is no code of a region and gives what it was.
func region(code *string) (was string) {
	if *code == "" || isRegion(*code) {
		return ""
	}
	was, *code = *code, ""
	return was
}

func (e *eligible) allowed() bool {
	switch e.out.Status {
	case StatusClosed, StatusUnsupported, StatusUnknown:
		return false
	case StatusInviteOnly, StatusRestricted:
		if !is(e.l.Approved, true) {
			return false
		}
	case StatusLocalStock:
		if e.l.StockIn != e.l.Market {
			return false
		}
	case StatusReview, StatusOpen:
	}
	return !e.blind && !slices.ContainsFunc(e.out.Findings, func(f Finding) bool { return f.Severity >= High })
}

// finding adds a finding of a rule that the checker has.
func (e *eligible) finding(id string, most Severity, why string, sources ...string) {
	at, ok := e.c.ruleAt[id]
	if !ok {
		e.blind = true
		e.needs(id, "a pack that has the rule: "+why)
		return
	}
	s := structural{c: e.c, it: &Item{Market: e.l.Market}}
	f := s.finding(&e.c.lex.rules[at], most, why)
	f.Field = -1
	if found := e.c.market.sourcesOf(sources...); len(found) > 0 {
		f.Sources = found
	}
	e.out.Findings = append(e.out.Findings, f)
}

// needs says what has to be known for a rule.
func (e *eligible) needs(id, what string) {
	u := Unchecked{Rule: id, Needs: what}
	if !slices.Contains(e.out.NotChecked, u) {
		e.out.NotChecked = append(e.out.NotChecked, u)
	}
}

// The kinds of sellers.
const (
	localSeller       = "local"
	crossBorderSeller = "cross_border"
)

// sellers are the kinds the seller can be of.
func (e *eligible) sellers() []string {
	switch {
	case e.l.Entity == "":
		return []string{localSeller, crossBorderSeller}
	case e.l.Entity != e.l.Market:
		return []string{crossBorderSeller}
	case e.l.Market == "US" && e.l.ChineseShare != nil && *e.l.ChineseShare > e.c.market.entityValue("US", "entities"):
		return []string{crossBorderSeller}
	default:
		return []string{localSeller}
	}
}

func (t *markets) entityRow(market, name string) *entityRow {
	for i := range t.shops.Entities {
		if r := &t.shops.Entities[i]; r.Market == market && r.Name == name {
			return r
		}
	}
	return nil
}

func (t *markets) entityValue(market, name string) int {
	if r := t.entityRow(market, name); r != nil {
		return r.Value
	}
	return 100
}

// stage is the stage of the shop, told from its age and orders when it is not
// given.
func (l *Listing) stage() Stage {
	switch {
	case l.Stage != "":
		return l.Stage
	case l.Days == nil || l.MatureOrders == nil:
		return ""
	case *l.Days >= probationDays && *l.MatureOrders >= probationOrders:
		return Normal
	default:
		return Probation
	}
}

// What ends probation; a test holds them to the table.
const (
	probationDays   = 60
	probationOrders = 300
)
