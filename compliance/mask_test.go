package compliance

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestNoReportShowsPersonalDataWhateverTheRuleIsAbout(t *testing.T) {
	t.Parallel()
	c := full(t)
	for _, secret := range []string{
		"john.doe@gmail.com", "07700 900123", "+62 812 3456 7890", "4111 1111 1111 1111", "DE89370400440532013000",
		"AKIAIOSFODNN7EXAMPLE", "221B Baker Street, London NW1 6XE", "jl. sudirman no. 12 jakarta 10220",
	} {
		for _, frame := range []string{
			"Order on WhatsApp: %", "email me % or jane.roe@gmail.com", "guaranteed % cure for cancer", "review: 5 stars % gift card",
			"contact % to pay outside the app", "SHIP TO MS JANE ROE, % OK", "password: %", "call % now %",
		} {
			text := strings.ReplaceAll(frame, "%", secret)
			for _, surface := range [...]Surface{CommentMessage, Ad, ProductTitle} {
				rep := c.Check(Item{Market: "ID", Fields: []Field{{surface, text}}})
				s := c.Stream(StreamOptions{Market: "ID", Surface: surface})
				for range 3 {
					for _, f := range s.Message("ann", text+" and that is all for today", noon) {
						rep.Findings = append(rep.Findings, f.Finding)
					}
				}
				asJSON, err := json.Marshal(rep)
				if err != nil {
					t.Fatal(err)
				}
				sarif, err := rep.SARIF(nil)
				if err != nil {
					t.Fatal(err)
				}
				if strings.Contains(string(asJSON)+string(sarif), secret) {
					t.Errorf("%s, %q: shown in %s", surface, text, asJSON)
				}
			}
		}
	}
}

func TestEvidenceIsMaskedWhereItsLabelStandsOutside(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, area, src, evidence, want string }{
		{"a password", "misleading", "password: hunter2pass9 sure cure", "hunter2pass9 sure cure", "hu********s9 sure cure"},
		{"two addresses", "off_platform", "a.b@shop.example or c.d@shop.example", "a.b@shop.example or c.d@shop.example", "a***@shop.example or c***@shop.example"},
		{"letters of an address", "privacy", "Flat 12, 221 Baker Street", "Flat 12, 221 Baker Street", "Fl** *** *** ***** ****et"},
		{"a price", "price_promo", "Now only $19.99 today", "only $19.99", "only $19.99"},
		{"marks at the edge", "health", "e\u0301 ann@shop.example e\u0301", "ann@shop.example", "a***@shop.example"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			from := strings.Index(tt.src, tt.evidence)
			got := full(t).evidence(tt.area, tt.src, from, from+len(tt.evidence))
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("evidence (-want +got):\n%s", diff)
			}
		})
	}
}
