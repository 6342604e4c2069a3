package compliance

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestAReportKeepsItsFormAsJSON(t *testing.T) {
	t.Parallel()
	c := checker(t)
	for _, tt := range []struct{ name, text, want string }{
		{"empty", "", `{"schema":1,"decision":"pass","findings":[],"pack_version":"1+2"}`},
		{"a finding", "results", `{"schema":1,"decision":"pass","findings":[{"rule":"MIS-002","area":"misleading","severity":"low","field":0,` +
			`"span":{"start":0,"end":7,"rune_start":0,"rune_end":7},"evidence":"results","message":"speaks of results","suggestion":"Do not.",` +
			`"why":"matches \"results\"; severity set by the rule"}],"pack_version":"1+2"}`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			rep := c.Check(caption(tt.text))
			rep.NotChecked = nil
			text, err := json.Marshal(rep)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, string(text)); diff != "" {
				t.Errorf("JSON (-want +got):\n%s", diff)
			}
			var back Report
			if err := json.Unmarshal(text, &back); err != nil {
				t.Fatal(err)
			}
			if again, err := json.Marshal(back); err != nil || string(again) != string(text) {
				t.Errorf("read and written again: %s, %v", again, err)
			}
		})
	}
}

func TestAReportOfAnotherFormIsRefused(t *testing.T) {
	t.Parallel()
	for _, text := range []string{`{}`, `{"schema":2}`, `{"schema":1,"decision":"maybe"}`, `[]`} {
		var r Report
		if err := json.Unmarshal([]byte(text), &r); err == nil {
			t.Errorf("%s is read", text)
		}
	}
}

func TestSARIFHasWhatToolsNeed(t *testing.T) {
	t.Parallel()
	rep := checker(t).Check(Item{Lang: "en", Market: "Mars", Fields: []Field{{VideoCaption, "\u00e9 cures cancer"}, {VideoCaption, "results, results"}}})
	rep.Findings = append(rep.Findings, Finding{Rule: "X-1", Field: -1, Severity: Medium, Message: "as a whole"})
	text, err := rep.SARIF(nil)
	if err != nil {
		t.Fatal(err)
	}
	var log struct {
		Version string
		Runs    []struct {
			ColumnKind string
			Tool       struct {
				Driver struct {
					Rules []struct{ ID, HelpURI string }
				}
			}
			Results []struct {
				RuleID    string
				RuleIndex int
				Level     string
				Locations []struct {
					PhysicalLocation struct {
						ArtifactLocation struct{ URI string }
						Region           struct{ CharOffset, CharLength, ByteOffset, ByteLength int }
					}
				}
			}
			Invocations []struct{ ToolExecutionNotifications []struct{ Level string } }
		}
	}
	if err := json.Unmarshal(text, &log); err != nil { //nolint:musttag // names differ in their case only
		t.Fatal(err)
	}
	var got []string
	run := log.Runs[0]
	for _, r := range run.Results {
		line := []string{r.RuleID, run.Tool.Driver.Rules[r.RuleIndex].ID, r.Level}
		for _, l := range r.Locations {
			line = append(line, l.PhysicalLocation.ArtifactLocation.URI, fmt.Sprint(l.PhysicalLocation.Region))
		}
		got = append(got, strings.Join(line, " "))
	}
	want := []string{
		`HLT-001 HLT-001 error field-0 {2 12 3 12}`,
		`MIS-002 MIS-002 note field-1 {0 7 0 7}`,
		`MIS-002 MIS-002 note field-1 {9 7 9 7}`,
		`X-1 X-1 warning`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("results (-want +got):\n%s", diff)
	}
	if log.Version != "2.1.0" || run.ColumnKind != "unicodeCodePoints" || len(run.Tool.Driver.Rules) != 3 || len(run.Invocations[0].ToolExecutionNotifications) == 0 {
		t.Errorf("document: %s", text)
	}
}

func TestFingerprintsStayWhenTheTextBeforeChanges(t *testing.T) {
	t.Parallel()
	c := checker(t)
	prints := func(text string) (out []string) {
		t.Helper()
		doc, err := c.Check(caption(text)).SARIF(nil)
		if err != nil {
			t.Fatal(err)
		}
		var log sarifLog
		if err := json.Unmarshal(doc, &log); err != nil {
			t.Fatal(err)
		}
		for _, r := range log.Runs[0].Results {
			out = append(out, r.Fingerprints[fingerprint])
		}
		return out
	}
	first, later := prints("results, results"), prints("A few words more: results, results")
	if diff := cmp.Diff(first, later); diff != "" || len(first) != 2 || first[0] == first[1] || len(first[0]) != 32 {
		t.Errorf("fingerprints %v (-before +after):\n%s", first, diff)
	}
}

func TestEvidenceOfPrivateThingsIsMasked(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ area, text, want string }{
		{"health", "cures cancer", "cures cancer"},
		{"privacy", "ann@example.com", "a***@example.com"},
		{"privacy", "0812-3456", "****-**56"},
		{"privacy", "1234", "****"},
	} {
		if got := checker(t).evidence(tt.area, tt.text, 0, len(tt.text)); got != tt.want {
			t.Errorf("evidence of %q: %q, want %q", tt.text, got, tt.want)
		}
	}
}
