package compliance_test

import (
	"fmt"

	"github.com/tiktokshop-go/tiktokshop/compliance"
)

func ExampleChecker_Eligible() {
	c, err := compliance.New()
	if err != nil {
		fmt.Println(err)
		return
	}
	e := c.Eligible(compliance.Listing{
		Market: "ID", Mode: compliance.SelfOperated, Category: "skincare",
		Entity: "ID", StockIn: "ID", Registration: new(""),
	})
	fmt.Println(e.Status, e.Allowed, e.Confidence, e.Knowledge)
	for _, f := range e.Findings {
		fmt.Println(f.Rule, f.Severity, f.Why)
	}
	for _, n := range e.NotChecked {
		fmt.Println("not checked:", n.Rule, n.Needs)
	}
	// Output:
	// restricted false low 2022-07
	// LOC-002 high cosmetics need a BPOM notification, and there is none; severity set by the rule
	// not checked: ACC-001 Listing.Accounts
	// not checked: ACC-002 Listing.Accounts
	// not checked: ACC-003 Listing.Approved
	// not checked: ACC-006 Listing.ListingsToday
	// not checked: ACC-006 Listing.OrdersToday
	// not checked: LOC-003 Listing.Halal
	// not checked: MIN-005 Listing.Accounts
}

func ExampleFacts() {
	c, err := compliance.New()
	if err != nil {
		fmt.Println(err)
		return
	}
	rep := c.Check(compliance.Item{
		Market: "FR", Lang: "fr",
		Fields: []compliance.Field{{Surface: compliance.VideoCaption, Text: "#ad J'adore ce sac, seulement 39 €"}},
		Facts: compliance.Facts{
			Commercial: new(true), DisclosureOn: new(false),
			Price: compliance.Money{Amount: "49.90", Currency: "EUR"},
		},
	})
	fmt.Println(rep.Decision)
	for _, f := range rep.Findings {
		fmt.Printf("%s %s %q: %s\n", f.Rule, f.Severity, f.Evidence, f.Why)
	}
	// Output:
	// review
	// ADS-003 medium "#ad": the label is one of other markets, not of FR; severity set by the rule
	// PRC-006 high "39 €": the text says 39, the listing 49.90; severity set by the rule
}
