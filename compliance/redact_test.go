package compliance

import (
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

func at(start, end int) Finding { return Finding{Rule: "PRI-002", Span: Span{Start: start, End: end}} }

func TestRedactHidesSpansAndKeepsTheRest(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		text     string
		findings []Finding
		want     string
	}{
		"nothing to hide":           {"call me", nil, "call me"},
		"one":                       {"call 0812 now", []Finding{at(5, 9)}, "call **** now"},
		"in any order":              {"ab cd ef", []Finding{at(6, 8), at(0, 2)}, "** cd **"},
		"overlapping":               {"abcdef", []Finding{at(1, 4), at(2, 5), at(1, 2)}, "a****f"},
		"touching":                  {"abcdef", []Finding{at(0, 2), at(2, 4)}, "****ef"},
		"beyond the text":           {"abc", []Finding{at(-4, 1), at(2, 99)}, "*b*"},
		"upside down":               {"abc", []Finding{at(2, 1), at(7, 9)}, "abc"},
		"inside a rune":             {"aéb", []Finding{at(2, 3)}, "a*b"},
		"one asterisk a rune":       {"电话１３８", []Finding{at(6, 15)}, "电话***"},
		"item as a whole":           {"abc", []Finding{{Rule: "ADS-001", Field: -1}}, "abc"},
		"invalid bytes are counted": {"a\xff\xfeb", []Finding{at(1, 3)}, "a**b"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := Redact(tc.text, tc.findings)
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("Redact (-want +got):\n%s", diff)
			}
			if utf8.RuneCountInString(got) != utf8.RuneCountInString(tc.text) {
				t.Errorf("%d runes, want %d", utf8.RuneCountInString(got), utf8.RuneCountInString(tc.text))
			}
		})
	}
}

func TestRedactFuncIsCalledOnceForWhatOverlaps(t *testing.T) {
	t.Parallel()
	got := RedactFunc("call 0812 now", []Finding{at(7, 9), at(5, 9), at(5, 7)}, func(f Finding, hidden string) string {
		return "[" + f.Rule + " " + hidden + "]"
	})
	if diff := cmp.Diff("call [PRI-002 0812] now", got); diff != "" {
		t.Errorf("RedactFunc (-want +got):\n%s", diff)
	}
}

func TestEvidenceMasksPersonalData(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ area, text, want string }{
		{"privacy", "ana.demo@example.es", "a***@example.es"},
		{"privacy", "+44 7700 900123", "+** **** ****23"},
		{"privacy", "4111 1111 1111 1111", "**** **** **** **11"},
		{"privacy", "DE89 3704 0044 0532 0130 00", "**** **** **** **** **** 00"},
		{"privacy", "S1234567D", "******67*"},
		{"privacy", "AKIAIOSFODNNEXAMPLEX", "AK****************EX"},
		{"privacy", "hunter2", "h*****2"},
		{"off_platform", "Call us on 0812 3456 789", "Call us on **** **** *89"},
		{"off_platform", "write to ana@example.com", "write to a***@example.com"},
		{"off_platform", "www.shop.example", "www.shop.example"},
		{"health", "cures 100 000 000 people", "cures 100 000 000 people"},
	} {
		if diff := cmp.Diff(tc.want, checker(t).evidence(tc.area, tc.text, 0, len(tc.text))); diff != "" {
			t.Errorf("evidence of %q (-want +got):\n%s", tc.text, diff)
		}
	}
}
