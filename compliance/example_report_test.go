package compliance_test

import (
	"encoding/json"
	"fmt"
	"log"

	"github.com/tiktokshop-go/tiktokshop/compliance"
)

func ExampleReport_MarshalJSON() {
	rep := teaChecker(compliance.WithOverride("TEA-001", compliance.Low)).Check(compliance.Item{
		Lang: "en", Fields: []compliance.Field{{Surface: compliance.Ad, Text: "cures cancer"}},
	})
	text, err := json.Marshal(rep)
	fmt.Println(string(text), err)
	// Output: {"schema":1,"decision":"pass","findings":[{"rule":"TEA-001","area":"health","severity":"low","field":0,"span":{"start":0,"end":12,"rune_start":0,"rune_end":12},"evidence":"cures cancer","message":"claims that tea cures","suggestion":"Say how it tastes.","why":"matches {cure} ~4 {disease}; severity set by the caller"}],"pack_version":"2026.11.22"} <nil>
}

func ExampleReport_SARIF() {
	rep := teaChecker().Check(compliance.Item{Lang: "en", Fields: []compliance.Field{{Surface: compliance.Ad, Text: "cures cancer"}}})
	text, err := rep.SARIF(func(int) string { return "listings/tea.md" })
	if err != nil {
		log.Fatal(err)
	}
	var doc struct {
		Version string
		Runs    []struct {
			Results []struct{ RuleID, Level string }
		}
	}
	err = json.Unmarshal(text, &doc) //nolint:musttag // names differ in their case only
	fmt.Println(err, doc.Version, doc.Runs[0].Results)
	// Output: <nil> 2.1.0 [{TEA-001 error}]
}

func ExampleReport_notChecked() {
	c, err := compliance.New()
	if err != nil {
		log.Fatal(err)
	}
	it := compliance.Item{Market: "US", Mode: compliance.SelfOperated, Lang: "en", Fields: []compliance.Field{
		{Surface: compliance.CommentMessage, Text: "The mugs are from our studio in Leeds"},
	}}
	for _, it.Facts = range []compliance.Facts{{}, {TimesSent: new(30)}} {
		rep := c.Check(it)
		fmt.Println(rep.Decision, len(rep.Findings))
		for _, n := range rep.NotChecked {
			fmt.Println("  not checked:", n.Rule, "needs", n.Needs)
		}
	}
	// Output:
	// pass 0
	//   not checked: ENG-005 needs Facts.TimesSent
	//   not checked: MIN-005 needs Facts.PersonUnder18
	//   not checked: PRC-006 needs Facts.Price
	// pass 1
	//   not checked: MIN-005 needs Facts.PersonUnder18
	//   not checked: PRC-006 needs Facts.Price
}

func ExampleRedact() {
	c, err := compliance.New()
	if err != nil {
		log.Fatal(err)
	}
	const text = "Anna, write to anna@example.com or +1 202 555 0143"
	rep := c.Check(compliance.Item{Lang: "en", Fields: []compliance.Field{{Surface: compliance.CommentMessage, Text: text}}})
	fmt.Println(compliance.Redact(text, rep.Findings))
	fmt.Println(compliance.RedactFunc(text, rep.Findings, func(f compliance.Finding, _ string) string { return "[" + f.Rule + "]" }))
	// Output:
	// Anna, write to **************** or ***************
	// Anna, write to [DIV-004] or [PRI-002]
}
