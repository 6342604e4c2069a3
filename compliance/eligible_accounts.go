package compliance

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// accounts judges the accounts linked to the shop.
func (e *eligible) accounts() {
	a := e.l.Accounts
	if a == nil {
		e.needs("ACC-001", "Listing.Accounts")
		e.needs("ACC-002", "Listing.Accounts")
		e.needs("MIN-005", "Listing.Accounts")
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
			e.over(r, a)
		case "unlink_after":
			e.early(r, a, a.OfficialChanges, "OfficialChanges", a.ChannelChanges == nil)
		case "unlink_channel":
			e.early(r, a, a.ChannelChanges, "ChannelChanges", false)
		case "name_match":
			e.owner(r, a)
		case "products_official":
			e.promotes(r, a)
		case "min_age":
			if a.HolderAge == nil {
				e.needs(r.Rule, "Listing.Accounts.HolderAge")
			} else if *a.HolderAge < r.Min {
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
	case stage != Probation && stage != Normal:
		e.needs(r.Rule, fmt.Sprintf("Listing.Stage: %q is neither %q nor %q", stage, Probation, Normal))
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

// over judges how many shops share a channel account.
func (e *eligible) over(r *accountRow, a *Accounts) {
	switch n := a.ShopsPerChannel; {
	case n != nil && *n > r.Max:
		e.finding(r.Rule, High, fmt.Sprintf("%d shops of one channel account: %s", *n, r.Note), r.Source)
	case n == nil && !none(a.Channel):
		e.needs(r.Rule, "Listing.Accounts.ShopsPerChannel")
	}
}

// none reports whether a number is known to be zero.
func none(n *int) bool { return n != nil && *n == 0 }

// early judges whether an account can be unlinked. Alone says that the other
// kind of account is not spoken of.
func (e *eligible) early(r *accountRow, a *Accounts, changes *int, name string, alone bool) {
	switch {
	case a.HoursLinked != nil && *a.HoursLinked < r.Hours && (changes != nil || alone):
		e.finding(r.Rule, Medium, fmt.Sprintf("linked for %d hours: %s", *a.HoursLinked, r.Note), r.Source)
	case changes != nil && *changes >= r.Max:
		e.finding(r.Rule, Medium, fmt.Sprintf("changed %d times: %s", *changes, r.Note), r.Source)
	case changes == nil || a.HoursLinked == nil:
		e.needs(r.Rule, "Listing.Accounts.HoursLinked and "+name+", where an account is to be unlinked")
	}
}

// promotes judges whom the official account works for.
func (e *eligible) promotes(r *accountRow, a *Accounts) {
	switch {
	case is(a.PromotesOthers, true):
		e.finding(r.Rule, 0, r.Note, r.Source)
	case a.PromotesOthers == nil && !none(a.Official):
		e.needs(r.Rule, "Listing.Accounts.PromotesOthers")
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
	if len(wrong) > 0 {
		e.finding(r.Rule, 0, "official account and shop: "+strings.Join(wrong, ", ")+": "+r.Note, r.Source)
	}
	for _, pair := range [...]struct{ x, y, names string }{
		{a.OfficialEntity, a.ShopEntity, "OfficialEntity and ShopEntity"},
		{a.OfficialName, a.ShopName, "OfficialName and ShopName"},
		{a.OfficialRegion, e.l.Market, "OfficialRegion"},
	} {
		if (pair.x == "" || pair.y == "") && !none(a.Official) {
			e.needs(r.Rule, "Listing.Accounts."+pair.names)
		}
	}
}
