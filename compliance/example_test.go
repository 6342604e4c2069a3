package compliance_test

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/tiktokshop-go/tiktokshop/compliance"
)

const teaPack = `{
 "schema": 1, "name": "tea", "version": "2026.11.22", "lang": "en",
 "rules": [{"id": "TEA-001", "title": "Cure", "area": "health", "severity": "high",
  "message": "claims that tea cures", "suggestion": "Say how it tastes."}],
 "classes": {"cure": ["cur(e|es|ed)", "heal*"], "disease": ["diabet*", "cancer"], "negation": ["not", "doesn't"]},
 "patterns": {"TEA-001": ["{cure} ~4 {disease}"]},
 "unless": {"TEA-001": ["{negation} ..2 {cure}"]},
 "cases": [
  {"rule": "TEA-001", "text": "This tea cures diabetes.", "found": true},
  {"rule": "TEA-001", "text": "Tea does not cure diabetes.", "found": false}]}`

func teaChecker(opts ...compliance.Option) *compliance.Checker {
	pack, err := compliance.ParsePack([]byte(teaPack))
	if err != nil {
		panic(err)
	}
	c, err := compliance.New(append(opts, compliance.WithoutBuiltin(), compliance.WithPacks(pack))...)
	if err != nil {
		panic(err)
	}
	if err := c.Verify(pack); err != nil {
		panic(err)
	}
	return c
}

func ExampleChecker_Check() {
	rep := teaChecker().Check(compliance.Item{Lang: "en", Fields: []compliance.Field{
		{Surface: compliance.ProductTitle, Text: "Green tea, 100 g"},
		{Surface: compliance.VideoCaption, Text: "Our tea c u r 3 s diabetes!"},
	}})
	fmt.Println(rep.Decision)
	for _, f := range rep.Findings {
		fmt.Printf("%s %s in field %d at %d: %q\n%s\n", f.Rule, f.Severity, f.Field, f.Span.Start, f.Evidence, f.Why)
	}
	// Output:
	// review
	// TEA-001 high in field 1 at 8: "c u r 3 s diabetes"
	// matches {cure} ~4 {disease}; severity set by the rule; written with letters set apart
}

func ExampleChecker_Quick() {
	c := teaChecker()
	fmt.Println(c.Quick("A cup of tea"), c.Quick("It heals cancer"))
	// Output: false true
}

func ExampleChecker_Stream() {
	s := teaChecker().Stream(compliance.StreamOptions{Lang: "en", Surface: compliance.LiveScript})
	now := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	for _, chunk := range []string{"This tea cu", "res canc", "er! And now", " the price.\n"} {
		for _, f := range s.Write("host", chunk, now) {
			fmt.Println(f.Author, f.Rule, f.Evidence, f.Span.Start)
		}
	}
	// Output: host TEA-001 cures cancer 9
}

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
		panic(err)
	}
	var log struct {
		Version string
		Runs    []struct {
			Results []struct{ RuleID, Level string }
		}
	}
	err = json.Unmarshal(text, &log) //nolint:musttag // names differ in their case only
	fmt.Println(err, log.Version, log.Runs[0].Results)
	// Output: <nil> 2.1.0 [{TEA-001 error}]
}
