package compliance_test

import (
	"fmt"
	"log"
	"slices"
	"time"

	"github.com/tiktokshop-go/tiktokshop/compliance"
)

func Example() {
	c, err := compliance.New() // once: it is safe for many goroutines
	if err != nil {
		log.Fatal(err)
	}
	rep := c.Check(compliance.Item{Market: "US", Lang: "en", Fields: []compliance.Field{
		{Surface: compliance.ProductTitle, Text: "Green tea, 100 g"},
		{Surface: compliance.VideoCaption, Text: "This tea c u r 3 s diabetes. Only 3 left!"},
	}})
	fmt.Println(rep.Decision)
	for _, f := range rep.Findings {
		fmt.Printf("%s %s field %d: %q. %s\n", f.Rule, f.Severity, f.Field, f.Evidence, f.Suggestion)
	}
	// Output:
	// refuse
	// HLT-001 block field 1: "c u r 3 s diabetes". Remove the disease and the verb; describe use and ingredients only.
	// PRC-001 medium field 1: "Only 3 left". State real stock only, from the inventory field.
}

func ExampleChecker_Rules() {
	c, err := compliance.New()
	if err != nil {
		log.Fatal(err)
	}
	rules := c.Rules()
	areas := map[string]int{}
	var names []string
	for _, r := range rules {
		if areas[r.Area]++; areas[r.Area] == 1 {
			names = append(names, r.Area)
		}
	}
	slices.Sort(names)
	for _, name := range names {
		fmt.Println(name, areas[name])
	}
	fmt.Println(len(rules), "rules,", len(c.Markets()), "markets")
	// Output:
	// account 6
	// community 5
	// cultural 4
	// disclosure 6
	// engagement 6
	// hate_violence 7
	// health 15
	// ip 6
	// live 7
	// localisation 4
	// minors 5
	// misleading 16
	// off_platform 10
	// price_promo 10
	// privacy 10
	// regulated_goods 13
	// 130 rules, 24 markets
}

func ExampleNew() {
	_, err := compliance.New(compliance.WithOverride("TEA-404", compliance.Low), compliance.WithAllow("xx", "tea"))
	fmt.Println(err)
	// Output:
	// compliance: WithAllow: language "xx" is not known
	// WithOverride: there is no rule TEA-404
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
	c := teaChecker()
	s := c.Stream(compliance.StreamOptions{Market: "US", Lang: "en", Surface: compliance.LiveScript})
	now := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	for i, chunk := range []string{"This tea cu", "res canc", "er! And now", " the price.\n"} {
		for _, f := range s.Write("host", chunk, now.Add(time.Duration(i)*time.Second)) {
			fmt.Println(f.At.Format(time.TimeOnly), f.Author, f.Rule, f.Evidence, f.Span.Start)
		}
	}
	// Output: 12:00:02 host TEA-001 cures cancer 9
}

func ExampleStream_Flush() {
	s := teaChecker().Stream(compliance.StreamOptions{Lang: "en", Surface: compliance.LiveScript, Wait: 5 * time.Second})
	now := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	s.Write("host", "this tea cures cancer and", now) // transcripts often lack full stops
	fmt.Println(len(s.Flush(now.Add(time.Second))))
	for _, f := range s.Flush(now.Add(6 * time.Second)) {
		fmt.Println(f.Author, f.Rule, f.Evidence)
	}
	// Output:
	// 0
	// host TEA-001 cures cancer
}
