package compliance

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func needsOf(list []Unchecked, rule string) (out []string) {
	for _, u := range list {
		if u.Rule == rule {
			out = append(out, strings.TrimPrefix(u.Needs, "Listing."))
		}
	}
	return out
}

func TestARuleWhoseFactsAreMissingSaysWhatItNeeds(t *testing.T) {
	t.Parallel()
	c := full(t)
	for _, k := range []struct {
		name, rule string
		listing    Listing
		want       []string
	}{
		{"the region of the seller", "ACC-003", Listing{Market: "SG", Category: "apparel"}, []string{"Entity"}},
		{"a British shop of a company from abroad", "ACC-003", Listing{Market: "GB", Category: "home", Entity: "CN"}, []string{"Company", "Shops", "a VAT number, where one is due", "MainCategory"}},
		{"Mexico from China", "ACC-003", Listing{Market: "MX", Category: "home", Entity: "CN", MainCategory: "home"}, []string{"StockIn", "Company", "LicenceDays"}},
		{"Mexico from the US", "ACC-003", Listing{Market: "MX", Category: "home", Entity: "US", MainCategory: "home", StockIn: "MX"}, []string{"Company", "MainAccount", "ShopScore"}},
		{"owners of a US company", "ACC-003", Listing{Market: "US", Category: "home", Entity: "US", Approved: new(true)}, []string{"ChineseShare"}},
		{"a main category that nothing is known of", "ACC-003", Listing{Market: "SG", Category: "apparel", Entity: "CN", MainCategory: "moon dust"}, []string{`MainCategory: nothing is known of "moon dust"`}},
		{"an Indonesian shop", "ACC-004", Listing{Market: "ID", Category: "home"}, []string{"Entity", "StockIn"}},
		{"Indonesian goods from abroad", "ACC-004", Listing{Market: "ID", Category: "home", Entity: "ID", StockIn: "CN"}, []string{"Price in USD"}},
		{"a region that is none", "ACC-004", Listing{Market: "GB", Category: "home", Entity: "China", StockIn: "gb"}, []string{`Entity: "CHINA" is no ISO 3166 region such as "ID"`}},
		{"no accounts", "MIN-005", Listing{Market: "GB"}, []string{"Accounts"}},
		{"accounts of which nothing is known", "ACC-001", Listing{Stage: Normal, Accounts: &Accounts{}}, []string{
			"Accounts.Official", "Accounts.Channel", "Accounts.ShopsPerChannel", "Accounts.HoursLinked and OfficialChanges, where an account is to be unlinked",
			"Accounts.HoursLinked and ChannelChanges, where an account is to be unlinked",
		}},
		{"a stage that there is not", "ACC-001", Listing{Stage: "trial", Accounts: &Accounts{Official: new(0), Channel: new(0), HoursLinked: new(30), OfficialChanges: new(0), ChannelChanges: new(0)}}, []string{`Stage: "trial" is neither "probation" nor "normal"`}},
		{"an official account of which nothing is known", "ACC-002", Listing{Market: "GB", Accounts: &Accounts{Official: new(1)}}, []string{
			"Accounts.OfficialEntity and ShopEntity", "Accounts.OfficialName and ShopName", "Accounts.OfficialRegion", "Accounts.PromotesOthers",
		}},
		{"no official account", "ACC-002", Listing{Market: "GB", Accounts: &Accounts{Official: new(0)}}, nil},
		{"how old holders are", "MIN-005", Listing{Market: "GB", Accounts: &Accounts{}}, []string{"Accounts.HolderAge"}},
		{"orders in probation", "ACC-006", Listing{Stage: Probation, ListingsToday: new(1), ListingLimit: new(2)}, []string{"OrdersToday"}},
		{"listings after probation elsewhere", "ACC-006", Listing{Market: "GB", Stage: Normal, ListingsToday: new(2000)}, []string{"ListingLimit"}},
		{"a stage that was told from days and orders", "ACC-006", Listing{Days: new(60), MatureOrders: new(300), ListingsToday: new(1)}, []string{"Stage: the days and orders are enough, but marks for service and compliance count too"}},
	} {
		t.Run(k.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(k.want, needsOf(c.Eligible(k.listing).NotChecked, k.rule)); diff != "" {
				t.Errorf("needs of %s (-want +got):\n%s", k.rule, diff)
			}
		})
	}
}

func TestAnAccountThatWasLinkedTooShortlyIsFoundWithoutItsKind(t *testing.T) {
	t.Parallel()
	e := full(t).Eligible(Listing{Stage: Normal, Accounts: &Accounts{HoursLinked: new(3)}})
	if diff := cmp.Diff([]string{"ACC-001 medium"}, rulesOf(e)); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
}

func TestACheckerWithoutTheRulesAllowsNothingThatBreaksThem(t *testing.T) {
	t.Parallel()
	e := checker(t).Eligible(Listing{Market: "GB", Mode: FullyManaged, Category: "apparel", Entity: "CN", Company: new(false), Shops: new(1), MainCategory: "apparel"})
	if e.Allowed || !slices.ContainsFunc(e.NotChecked, func(u Unchecked) bool { return strings.HasPrefix(u.Needs, "a pack that has the rule") }) {
		t.Errorf("allowed %v, not checked %v", e.Allowed, e.NotChecked)
	}
}

func TestACheckKnowsWhatIsClosedToAllShops(t *testing.T) {
	t.Parallel()
	c := full(t)
	for _, tt := range []struct {
		name  string
		facts Facts
		want  bool
		needs []string
	}{
		{"a category that is closed to everybody", Facts{Category: "toys"}, true, nil},
		{"the same of the shop", Facts{Shop: &Listing{Category: "toys"}}, true, nil},
		{"a category that is open", Facts{Category: "books"}, false, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			rep := c.Check(in("MX", ProductTitle, "A red one", tt.facts))
			got := slices.ContainsFunc(rep.Findings, func(f Finding) bool { return f.Rule == "ACC-003" })
			if got != tt.want {
				t.Errorf("found %v, want %v: %v", got, tt.want, rep)
			}
		})
	}
	rep := c.Check(in("ID", ProductTitle, "A red one", Facts{Category: "cosmetics"}))
	if len(needsOf(rep.NotChecked, "ACC-003")) == 0 {
		t.Errorf("nothing said on approval: %v", rep.NotChecked)
	}
	rep = c.Check(in("ID", ProductTitle, "A red one", Facts{Category: "home", Shop: &Listing{Entity: "ID", StockIn: "CN"}}))
	if diff := cmp.Diff([]string{"Facts.Shop.Price in USD"}, needsOf(rep.NotChecked, "ACC-004")); diff != "" {
		t.Errorf("needs (-want +got):\n%s", diff)
	}
}
