package compliance

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// entity judges who sells from where.
func (e *eligible) entity() {
	sellers := e.sellers()
	across := len(sellers) == 1 && sellers[0] == crossBorderSeller
	for i := range e.c.market.shops.Entities {
		r := &e.c.market.shops.Entities[i]
		if r.Market != e.l.Market && r.Market != "*" || e.m == nil {
			continue
		}
		switch r.Name {
		case "local_entity_required":
			e.must(r, e.l.Entity, "Listing.Entity")
		case "local_stock_required":
			e.must(r, e.l.StockIn, "Listing.StockIn")
		case "import_min_price_usd":
			e.importPrice(r)
		case "cross_border_company_only":
			if across {
				e.want(r, "Listing.Company", e.l.Company)
				e.most(r, "Listing.Shops", e.l.Shops, r.Value)
			}
		case "entities":
			if across && e.l.Entity != "US" && e.l.Entity != "CN" && e.l.Entity != "HK" {
				e.finding(r.Rule, Medium, "the company is from "+e.l.Entity+": "+r.Note, r.Source)
			} else if e.l.Entity == "US" && e.l.ChineseShare == nil {
				e.needs(r.Rule, "Listing.ChineseShare")
			}
		case "from_us_entity":
			if e.l.Entity == "US" {
				e.fromUS(r)
			}
		case "from_cn_hk":
			if e.l.Entity == "CN" || e.l.Entity == "HK" {
				e.want(r, "Listing.Company", e.l.Company)
				e.least(r, "Listing.LicenceDays", e.l.LicenceDays, r.Value)
				e.must(r, e.l.StockIn, "Listing.StockIn")
			}
		case "one_main_category":
			if across {
				e.mainCategory(r)
			}
		case "cross_border_food":
			if across {
				e.food(r)
			}
		}
	}
}

// must asks for a region to be the market.
func (e *eligible) must(r *entityRow, have, name string) {
	switch {
	case have == "":
		e.needs(r.Rule, name)
	case have != e.l.Market:
		e.finding(r.Rule, 0, name[len("Listing."):]+" is "+have+": "+r.Note, r.Source)
	}
}

// want asks for a fact to be so.
func (e *eligible) want(r *entityRow, name string, fact *bool) {
	switch {
	case fact == nil:
		e.needs(r.Rule, name)
	case !*fact:
		e.finding(r.Rule, High, name[len("Listing."):]+" is not so: "+r.Note, r.Source)
	}
}

func (e *eligible) most(r *entityRow, name string, n *int, limit int) {
	switch {
	case n == nil:
		e.needs(r.Rule, name)
	case *n > limit:
		e.finding(r.Rule, High, fmt.Sprintf("%s is %d: %s", name[len("Listing."):], *n, r.Note), r.Source)
	}
}

func (e *eligible) least(r *entityRow, name string, n *int, limit int) {
	switch {
	case n == nil:
		e.needs(r.Rule, name)
	case *n < limit:
		e.finding(r.Rule, High, fmt.Sprintf("%s is %d: %s", name[len("Listing."):], *n, r.Note), r.Source)
	}
}

// importPrice judges finished goods that are sold across the border.
func (e *eligible) importPrice(r *entityRow) {
	if e.l.StockIn == "" || e.l.StockIn == e.l.Market {
		return
	}
	price, ok := e.l.Price.value()
	switch {
	case !ok || e.l.Price.currency(e.m) != "USD":
		e.needs(r.Rule, "Listing.Price in USD")
	case price < float64(r.Value):
		e.finding(r.Rule, 0, "the price is "+e.l.Price.Amount+" USD: "+r.Note, r.Source)
	}
}

func (e *eligible) fromUS(r *entityRow) {
	e.want(r, "Listing.Company", e.l.Company)
	e.want(r, "Listing.MainAccount", e.l.MainAccount)
	switch {
	case e.l.ShopScore == nil:
		e.needs(r.Rule, "Listing.ShopScore")
	case *e.l.ShopScore < float64(r.Value):
		e.finding(r.Rule, High, fmt.Sprintf("the score of the shop is %.1f: %s", *e.l.ShopScore, r.Note), r.Source)
	}
	switch e.l.StockIn {
	case "":
		e.needs(r.Rule, "Listing.StockIn")
	case "US", e.l.Market:
	default:
		e.finding(r.Rule, High, "the goods are in "+e.l.StockIn+": "+r.Note, r.Source)
	}
}

func (e *eligible) mainCategory(r *entityRow) {
	switch {
	case e.cat == nil:
	case e.l.MainCategory == "":
		e.needs(r.Rule, "Listing.MainCategory")
	case !e.c.market.within(e.cat.name, e.l.MainCategory):
		e.finding(r.Rule, High, e.l.Category+" is no part of "+e.l.MainCategory+": "+r.Note, r.Source)
	}
}

// food holds where no source of the market speaks of food itself.

func (e *eligible) food(r *entityRow) {
	if e.cat == nil || e.cat.Kind != "food" {
		return
	}
	if a := e.ask(crossBorderSeller); slices.ContainsFunc(a.rows, func(row *eligibleRow) bool { return !slices.Contains(row.Categories, "*") }) {
		return
	}
	e.finding(r.Rule, High, r.Note+": "+e.cite(r.Source), r.Source)
}

// goods judges the papers that a kind of goods needs in the market.
func (e *eligible) goods() {
	if e.m == nil || e.cat == nil || e.cat.Kind == "" {
		return
	}
	s := structural{c: e.c, it: &Item{Market: e.l.Market}, m: e.m, cat: e.cat}
	if slices.Contains(e.m.RegistrationFor, e.cat.Kind) {
		source, note := "", "a registration number is asked of "+e.cat.Kind
		if r := e.c.market.entityRow(e.m.Code, "cosmetics_need_bpom"); r != nil && e.cat.Kind == "cosmetics" {
			source, note = r.Source, r.Note
		}
		switch n := e.l.Registration; {
		case n == nil:
			e.needs("LOC-002", "Listing.Registration")
		case *n == "":
			e.finding("LOC-002", 0, note+", and there is none", source)
		case !s.shapedFor(e.cat.Kind, *n):
			e.finding("LOC-002", Medium, "the number has not the shape that is known for "+e.cat.Kind+" in "+e.m.Code, source)
		}
	}
	if r := e.c.market.entityRow(e.m.Code, "halal_status"); r != nil && (e.cat.Kind == "food" || e.cat.Kind == "cosmetics") {
		switch {
		case e.l.Halal == nil:
			e.needs(r.Rule, "Listing.Halal")
		case *e.l.Halal == "":
			e.finding(r.Rule, Medium, r.Note+", and there is no certificate", r.Source)
		}
	}
}

// accounts judges the accounts linked to the shop.
func (e *eligible) accounts() {
	a := e.l.Accounts
	if a == nil {
		e.needs("ACC-001", "Listing.Accounts")
		e.needs("ACC-002", "Listing.Accounts")
		return
	}
	stage := e.l.stage()
	for i := range e.c.market.shops.Accounts {
		r := &e.c.market.shops.Accounts[i]
		switch r.Name {
		case "probation_official", "normal_official":
			e.linked(r, stage, a.Official, "official")
		case "probation_channel", "normal_channel":
			e.linked(r, stage, a.Channel, "channel")
		case "one_shop_per_channel":
			e.over(r, a.ShopsPerChannel, r.Max, "shops of one channel account")
		case "unlink_after":
			e.early(r, a.HoursLinked, a.OfficialChanges)
		case "unlink_channel":
			e.early(r, a.HoursLinked, a.ChannelChanges)
		case "name_match":
			e.owner(r, a)
		case "products_official":
			if is(a.PromotesOthers, true) {
				e.finding(r.Rule, 0, r.Note, r.Source)
			}
		case "min_age":
			if a.HolderAge != nil && *a.HolderAge < r.Min {
				e.finding(r.Rule, 0, fmt.Sprintf("a holder is %d: %s", *a.HolderAge, r.Note), r.Source)
			}
		}
	}
	if a.Marketing != nil && *a.Marketing > 0 {
		e.needs("ACC-001", "a source for the number of marketing accounts")
	}
}

// linked judges the number of accounts of a kind in a stage.
func (e *eligible) linked(r *accountRow, stage Stage, n *int, kind string) {
	of, _, _ := strings.Cut(r.Name, "_")
	switch {
	case stage == "":
		e.needs(r.Rule, "Listing.Stage")
	case string(stage) != of:
	case n == nil:
		e.needs(r.Rule, "Listing.Accounts."+strings.ToUpper(kind[:1])+kind[1:])
	case *n > r.Max:
		why := fmt.Sprintf("%d %s accounts: %s", *n, kind, r.Note)
		if r.ElseMax >= *n {
			e.finding(r.Rule, High, why+" ("+e.cite(r.ElseSource)+")", r.Source, r.ElseSource)
			return
		}
		e.finding(r.Rule, 0, why, r.Source)
	}
}

func (e *eligible) over(r *accountRow, n *int, limit int, what string) {
	if n != nil && *n > limit {
		e.finding(r.Rule, High, fmt.Sprintf("%d %s: %s", *n, what, r.Note), r.Source)
	}
}

// early judges whether an account can be unlinked.
func (e *eligible) early(r *accountRow, hours, changes *int) {
	if changes == nil {
		return
	}
	switch {
	case hours != nil && *hours < r.Hours:
		e.finding(r.Rule, Medium, fmt.Sprintf("linked for %d hours: %s", *hours, r.Note), r.Source)
	case *changes >= r.Max:
		e.finding(r.Rule, Medium, fmt.Sprintf("changed %d times: %s", *changes, r.Note), r.Source)
	}
}

// owner judges whether the official account is the shop's.
func (e *eligible) owner(r *accountRow, a *Accounts) {
	var wrong []string
	differ := func(what, x, y string) {
		if x != "" && y != "" && !strings.EqualFold(strings.TrimSpace(x), strings.TrimSpace(y)) {
			wrong = append(wrong, fmt.Sprintf("%s: %s and %s", what, x, y))
		}
	}
	differ("companies", a.OfficialEntity, a.ShopEntity)
	differ("names", a.OfficialName, a.ShopName)
	differ("regions", a.OfficialRegion, e.l.Market)
	if utf8.RuneCountInString(a.OfficialName) >= r.Max {
		wrong = append(wrong, "the name is too long")
	}
	switch {
	case len(wrong) > 0:
		e.finding(r.Rule, 0, "official account and shop: "+strings.Join(wrong, ", ")+": "+r.Note, r.Source)
	case a.OfficialEntity == "" || a.ShopEntity == "":
		e.needs(r.Rule, "Listing.Accounts.OfficialEntity and ShopEntity")
	}
}
