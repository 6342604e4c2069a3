package compliance

import (
	"fmt"
	"slices"
)

// entity judges who sells from where.
func (e *eligible) entity() {
	sellers := e.sellers()
	across := len(sellers) == 1 && sellers[0] == crossBorderSeller
	unknown := e.l.Entity == ""
	for i := range e.c.market.shops.Entities {
		r := &e.c.market.shops.Entities[i]
		if r.Market != e.l.Market && r.Market != "*" || e.m == nil {
			continue
		}
		if unknown && e.asksEntity(r) {
			e.needs(r.Rule, "Listing.Entity")
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
				e.needs(r.Rule, "a VAT number, where one is due")
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

// asksEntity reports whether a row is about sellers from somewhere else.
func (e *eligible) asksEntity(r *entityRow) bool {
	switch r.Name {
	case "cross_border_company_only", "entities", "from_us_entity", "from_cn_hk", "one_main_category":
		return true
	case "cross_border_food":
		return e.cat != nil && e.cat.Kind == "food"
	default:
		return false
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
	case e.c.market.shops.Categories[e.l.MainCategory] == nil:
		e.needs(r.Rule, fmt.Sprintf("Listing.MainCategory: nothing is known of %q", e.l.MainCategory))
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
