package compliance

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// rules are the rules with findings, and with "?" those not checked.
func rulesOf(e Eligibility) (out []string) {
	for _, f := range e.Findings {
		out = append(out, f.Rule+" "+f.Severity.String())
	}
	return out
}

func TestEligibleAnswersByMarketModeSellerAndCategory(t *testing.T) {
	t.Parallel()
	c := full(t)
	ok := &Accounts{Official: new(1), Channel: new(0), OfficialEntity: "A Ltd", ShopEntity: "A Ltd"}
	for _, k := range []struct {
		name    string
		listing Listing
		status  Status
		allowed bool
		want    []string
	}{
		{"toys are closed in Mexico whoever sells them", Listing{Market: "MX", Mode: SelfOperated, Category: "toys"}, StatusClosed, false, []string{"ACC-003 block"}},
		{"approved beauty in the US", Listing{Market: "US", Mode: SelfOperated, Category: "beauty", Approved: new(true), Accounts: ok, Stage: Normal}, StatusOpen, true, nil},
		{"beauty in the US without approval", Listing{Market: "US", Mode: SelfOperated, Category: "beauty", Approved: new(false)}, StatusRestricted, false, []string{"ACC-003 high"}},
		{"food in the US is by invitation where sources differ", Listing{Market: "US", Entity: "CN", Mode: SelfOperated, Category: "food", Approved: new(false), MainCategory: "food"}, StatusInviteOnly, false, []string{"ACC-003 block"}},
		{"approval not known", Listing{Market: "SG", Mode: SelfOperated, Category: "jewellery", Entity: "CN"}, StatusInviteOnly, false, nil}, //nolint:misspell // the name of the category
		{"apparel in Singapore", Listing{Market: "SG", Mode: SelfOperated, Category: "apparel", Entity: "CN", MainCategory: "apparel"}, StatusOpen, true, nil},
		{"a part of apparel", Listing{Market: "SG", Mode: SelfOperated, Category: "womenswear", Entity: "CN", MainCategory: "apparel"}, StatusOpen, true, nil},
		{"outside the main category", Listing{Market: "SG", Mode: SelfOperated, Category: "apparel", Entity: "CN", MainCategory: "home"}, StatusOpen, false, []string{"ACC-003 high"}},
		{"Indonesia from abroad", Listing{Market: "ID", Mode: SelfOperated, Category: "home", Entity: "CN", StockIn: "CN", Price: Money{"20", "USD"}}, StatusClosed, false, []string{"ACC-003 block", "ACC-004 block", "ACC-004 block", "ACC-004 block"}},
		{"Indonesia from there", Listing{Market: "ID", Mode: SelfOperated, Category: "home", Entity: "ID", StockIn: "ID"}, StatusOpen, true, nil},
		{"Indonesian cosmetics without a number", Listing{Market: "ID", Mode: SelfOperated, Category: "cosmetics", Entity: "ID", StockIn: "ID", Registration: new(""), Halal: new(""), Approved: new(true)}, StatusOpen, false, []string{"LOC-002 high", "LOC-003 medium"}},
		{"Indonesian cosmetics with a number", Listing{Market: "id", Mode: SelfOperated, Category: "cosmetics", Entity: "ID", StockIn: "ID", Registration: new("NA18260000001"), Halal: new("ID1"), Approved: new(true)}, StatusOpen, true, nil},
		{"Indonesia, entity not known", Listing{Market: "ID", Mode: SelfOperated, Category: "home"}, StatusUnknown, false, nil},
		{"British shops of persons from abroad", Listing{Market: "GB", Mode: SelfOperated, Category: "home", Entity: "CN", Company: new(false), Shops: new(6)}, StatusReview, false, []string{"ACC-003 high", "ACC-003 high"}},
		{"British shops of companies from abroad", Listing{Market: "GB", Mode: SelfOperated, Category: "home", Entity: "CN", Company: new(true), Shops: new(5), MainCategory: "home"}, StatusReview, true, nil},
		{"fully managed in Britain", Listing{Market: "GB", Mode: FullyManaged, Category: "apparel", Entity: "CN", Company: new(true), Shops: new(1), MainCategory: "apparel"}, StatusOpen, true, nil},
		{"food across the border where no source opens it", Listing{Market: "GB", Mode: SelfOperated, Category: "food", Entity: "CN", Company: new(true), Shops: new(1), MainCategory: "food"}, StatusReview, false, []string{"ACC-003 high"}},
		{"a US company of Chinese owners", Listing{Market: "US", Mode: SelfOperated, Category: "home", Entity: "US", ChineseShare: new(40), MainCategory: "home"}, StatusOpen, true, nil},
		{"a company from elsewhere in the US", Listing{Market: "US", Mode: SelfOperated, Category: "home", Entity: "VN", MainCategory: "home"}, StatusOpen, true, []string{"ACC-003 medium"}},
		{"Mexico from China", Listing{Market: "MX", Mode: SelfOperated, Category: "home", Entity: "CN", StockIn: "CN", Company: new(false), LicenceDays: new(3), MainCategory: "home"}, StatusLocalStock, false, []string{"ACC-003 block", "ACC-003 high", "ACC-003 high", "ACC-003 block"}},
		{"Mexico from China by the book", Listing{Market: "MX", Mode: SelfOperated, Category: "home", Entity: "CN", StockIn: "MX", Company: new(true), LicenceDays: new(30), MainCategory: "home"}, StatusLocalStock, true, nil},
		{"Mexico from the US with a poor score", Listing{Market: "MX", Mode: SelfOperated, Category: "tools", Entity: "US", StockIn: "MX", Company: new(true), MainAccount: new(true), ShopScore: new(3.5), MainCategory: "tools"}, StatusLocalStock, false, []string{"ACC-003 high"}},
		{"announced only", Listing{Market: "BR", Mode: SelfOperated, Category: "home"}, StatusUnknown, false, nil},
		{"no shops", Listing{Market: "KR", Mode: SelfOperated, Category: "home"}, StatusUnknown, false, nil},
		{"a market that nothing is known of", Listing{Market: "ZZ", Mode: SelfOperated, Category: "home"}, StatusUnknown, false, nil},
		{"a mode that there is not", Listing{Market: "US", Mode: "half", Category: "home"}, StatusUnknown, false, nil},
		{"a category that nothing is known of", Listing{Market: "SG", Mode: SelfOperated, Category: "moon dust", Entity: "CN"}, StatusUnknown, false, nil},
		{"nothing given", Listing{}, StatusUnknown, false, nil},
	} {
		t.Run(k.name, func(t *testing.T) {
			t.Parallel()
			e := c.Eligible(k.listing)
			if e.Status != k.status || e.Allowed != k.allowed {
				t.Errorf("status %s, allowed %v, want %s and %v: %s", e.Status, e.Allowed, k.status, k.allowed, e.Why)
			}
			if diff := cmp.Diff(k.want, rulesOf(e)); diff != "" {
				t.Errorf("findings (-want +got):\n%s", diff)
			}
			if e.Status == StatusUnknown && !slices.ContainsFunc(e.NotChecked, func(u Unchecked) bool { return u.Rule == "ACC-003" }) && k.listing.Market != "BR" {
				t.Errorf("unknown without a word on what is needed: %v", e.NotChecked)
			}
			if e.Why == "" {
				t.Error("no reason")
			}
		})
	}
}

func TestAccountsAreHeldAgainstTheStageOfTheShop(t *testing.T) {
	t.Parallel()
	c := full(t)
	for _, k := range []struct {
		name    string
		listing Listing
		want    []string
	}{
		{"two official ones", Listing{Stage: Normal, Accounts: &Accounts{Official: new(2), Channel: new(4)}}, []string{"ACC-001 block"}},
		{"four channels", Listing{Stage: Normal, Accounts: &Accounts{Official: new(1), Channel: new(4)}}, nil},
		{"five channels", Listing{Stage: Normal, Accounts: &Accounts{Official: new(1), Channel: new(5)}}, []string{"ACC-001 block"}},
		{"a channel in probation, where sources differ", Listing{Stage: Probation, Accounts: &Accounts{Official: new(1), Channel: new(1)}}, []string{"ACC-001 high"}},
		{"two channels in probation", Listing{Stage: Probation, Accounts: &Accounts{Official: new(1), Channel: new(2)}}, []string{"ACC-001 block"}},
		{"two official ones in probation", Listing{Stage: Probation, Accounts: &Accounts{Official: new(2), Channel: new(0)}}, []string{"ACC-001 block"}},
		{"a stage that follows from days and orders", Listing{Days: new(60), MatureOrders: new(300), Accounts: &Accounts{Official: new(1), Channel: new(4)}}, nil},
		{"a shop too young", Listing{Days: new(59), MatureOrders: new(300), Accounts: &Accounts{Official: new(1), Channel: new(4)}}, []string{"ACC-001 block"}},
		{"a channel for two shops", Listing{Stage: Normal, Accounts: &Accounts{ShopsPerChannel: new(2)}}, []string{"ACC-001 high"}},
		{"unlinked too soon", Listing{Stage: Normal, Accounts: &Accounts{HoursLinked: new(3), OfficialChanges: new(0)}}, []string{"ACC-001 medium"}},
		{"changed too often", Listing{Stage: Normal, Accounts: &Accounts{HoursLinked: new(48), OfficialChanges: new(3)}}, []string{"ACC-001 medium"}},
		{"channels changed too often", Listing{Stage: Normal, Accounts: &Accounts{HoursLinked: new(48), ChannelChanges: new(10)}}, []string{"ACC-001 medium"}},
		{"another company", Listing{Stage: Normal, Accounts: &Accounts{OfficialEntity: "B GmbH", ShopEntity: "A Ltd"}}, []string{"ACC-002 high"}},
		{"another name", Listing{Stage: Normal, Accounts: &Accounts{OfficialName: "B", ShopName: "A"}}, []string{"ACC-002 high"}},
		{"a long name", Listing{Stage: Normal, Accounts: &Accounts{OfficialName: strings.Repeat("A", 30)}}, []string{"ACC-002 high"}},
		{"another region", Listing{Market: "GB", Stage: Normal, Accounts: &Accounts{OfficialRegion: "DE"}}, []string{"ACC-002 high"}},
		{"promotes other shops", Listing{Stage: Normal, Accounts: &Accounts{PromotesOthers: new(true)}}, []string{"ACC-002 high"}},
		{"a holder of 17", Listing{Stage: Normal, Accounts: &Accounts{HolderAge: new(17)}}, []string{"MIN-005 block"}},
		{"too many listings", Listing{Stage: Probation, ListingsToday: new(120), ListingLimit: new(100)}, []string{"ACC-006 medium"}},
		{"listings after probation", Listing{Stage: Normal, ListingsToday: new(120)}, nil},
		{"too many listings after probation", Listing{Stage: Normal, ListingsToday: new(1001)}, []string{"ACC-006 medium"}},
		{"too many orders", Listing{Stage: Probation, OrdersToday: new(51), OrderLimit: new(50)}, []string{"ACC-006 medium"}},
	} {
		t.Run(k.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(k.want, rulesOf(c.Eligible(k.listing))); diff != "" {
				t.Errorf("findings (-want +got):\n%s", diff)
			}
		})
	}
}

// Taking a row out of the tables changes the answer for what it is about.
func TestEveryRowOfTheTablesHasAnEffect(t *testing.T) {
	t.Parallel()
	c, err := New() // of its own: the test changes the tables
	if err != nil {
		t.Fatal(err)
	}
	answer := func(l Listing) string {
		text, err := json.Marshal(c.Eligible(l))
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	rows := c.market.shops.Rows
	for i, r := range rows {
		for _, category := range r.Categories {
			l := Listing{Market: r.Market, Mode: r.Mode, Category: category, Entity: "CN"}
			if r.Seller == localSeller {
				l.Entity = r.Market
			}
			if category == "*" {
				l.Category = "books"
			}
			with := answer(l)
			c.market.shops.Rows = slices.Delete(slices.Clone(rows), i, i+1)
			if category != "*" && len(r.Categories) > 1 {
				less := r
				less.Categories = slices.DeleteFunc(slices.Clone(r.Categories), func(s string) bool { return s == category })
				c.market.shops.Rows = slices.Insert(slices.Clone(c.market.shops.Rows), i, less)
			}
			if answer(l) == with {
				t.Errorf("row %d %s %s %s: no effect", i, r.Market, category, r.Status)
			}
			c.market.shops.Rows = rows
		}
	}
}

func TestTheTablesSayWhereTheyAreFrom(t *testing.T) {
	t.Parallel()
	tables, err := readMarkets()
	if err != nil {
		t.Fatal(err)
	}
	used := map[string]bool{}
	for _, m := range tables.List {
		used[m.Source] = true
	}
	for _, r := range tables.shops.Rows {
		used[r.Source] = true
	}
	for _, r := range tables.shops.Entities {
		used[r.Source] = true
	}
	for _, r := range tables.shops.Accounts {
		used[r.Source], used[r.ElseSource] = true, true
	}
	for _, m := range tables.shops.Modes {
		used[m.Source] = true
	}
	used[tables.shops.Probation.Source] = true
	for key, s := range tables.Sources {
		if s.Publisher == "" || s.Title == "" || !used[key] {
			t.Errorf("source %s: publisher, title and a use are needed", key)
		}
	}
	if p := tables.shops.Probation; p.MinDays != probationDays || p.MinOrders != probationOrders {
		t.Errorf("probation: %+v", p)
	}
	for _, s := range tables.Seasons {
		for _, name := range s.Categories {
			if tables.shops.Categories[name] == nil {
				t.Errorf("season %s: category %s is not known", s.Name, name)
			}
		}
	}
}
