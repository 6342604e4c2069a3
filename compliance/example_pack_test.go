package compliance_test

import (
	"fmt"
	"log"

	"github.com/tiktokshop-go/tiktokshop/compliance"
)

// teaPack is a rule with its words and cases.
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

// teaChecker knows that one rule.
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

// housePack has a rule of a shop that promises no time of delivery.
const housePack = `{
 "schema": 1, "name": "house", "version": "2026.11.22", "lang": "en",
 "rules": [{"id": "OWN-001", "title": "Delivery today", "area": "house", "severity": "medium",
  "message": "promises delivery on the same day", "suggestion": "Name the days the carrier needs."}],
 "classes": {"arrive": ["arriv(e|es|ing)", "deliver(ed|s|y|)", "ship(s|ped|)"], "no": ["not", "never"]},
 "patterns": {"OWN-001": ["{arrive} ~3 \"today|same day\""]},
 "unless": {"OWN-001": ["{no} ..2 {arrive}"]},
 "cases": [
  {"rule": "OWN-001", "text": "Same-day delivery!", "found": true},
  {"rule": "OWN-001", "text": "We do not deliver today.", "found": false}]}
`

func ExampleWithPacks() {
	pack, err := compliance.ParsePack([]byte(housePack))
	if err != nil {
		log.Fatal(err) // what is wrong, and where
	}
	c, err := compliance.New(
		compliance.WithPacks(pack),                                // beside the built-in ones
		compliance.WithOverride("PRC-001", compliance.Low),        // another weight for a rule
		compliance.WithAllow("en", "Same Day Coffee", "Cure Spa"), // names that mean nothing else
		compliance.WithBrands("Acme"),                             // may be named
	)
	if err != nil {
		log.Fatal(err)
	}
	if err := c.Verify(pack); err != nil {
		log.Fatal(err) // every case that comes out otherwise
	}
	rep := c.Check(compliance.Item{Market: "US", Lang: "en", Fields: []compliance.Field{
		{Surface: compliance.ProductDescription, Text: "Same Day Coffee arrives today. Only 3 left!"},
	}})
	fmt.Println(rep.Decision)
	for _, f := range rep.Findings {
		fmt.Println(f.Rule, f.Severity, f.Evidence)
	}
	// Output:
	// warn
	// OWN-001 medium arrives today
	// PRC-001 low Only 3 left
}

func ExampleChecker_Verify() {
	pack, err := compliance.ParsePack([]byte(teaPack))
	if err != nil {
		log.Fatal(err)
	}
	pack.Cases = append(pack.Cases, compliance.Case{Rule: "TEA-001", Text: "It makes diabetes go away.", Found: true})
	fmt.Println(teaChecker().Verify(pack))
	// Output: pack "tea", case 2: TEA-001 finds nothing in "It makes diabetes go away."
}

func ExampleWithOverride() {
	it := compliance.Item{Lang: "en", Fields: []compliance.Field{{Surface: compliance.Ad, Text: "It cures cancer"}}}
	for _, s := range []compliance.Severity{compliance.Info, compliance.Medium, compliance.Block} {
		rep := teaChecker(compliance.WithOverride("TEA-001", s)).Check(it)
		fmt.Println(rep.Findings[0].Severity, rep.Decision)
	}
	// Output:
	// info pass
	// medium warn
	// block refuse
}

func ExampleWithAllow() {
	c := teaChecker(compliance.WithAllow("en", "Healing Cancer Together")) // a foundation
	for _, text := range []string{"We give to Healing Cancer Together", "Tea is healing cancer"} {
		rep := c.Check(compliance.Item{Lang: "en", Fields: []compliance.Field{{Surface: compliance.Ad, Text: text}}})
		fmt.Println(rep.Decision, len(rep.Findings))
	}
	// Output:
	// pass 0
	// review 1
}

func ExampleWithBrands() {
	it := compliance.Item{Market: "US", Lang: "en", Fields: []compliance.Field{{Surface: compliance.Ad, Text: "A dupe of Nike shoes"}}}
	for _, opts := range [][]compliance.Option{nil, {compliance.WithBrands("Nike")}} {
		c, err := compliance.New(opts...)
		if err != nil {
			log.Fatal(err)
		}
		rep := c.Check(it)
		fmt.Println(rep.Decision, len(rep.Findings))
	}
	// Output:
	// review 1
	// pass 0
}
