package main

import (
	"maps"
	"path/filepath"
	"slices"

	"github.com/tiktokshop-go/tiktokshop/compliance"
)

// personal is a text with personal data, or with what only looks like it.
type personal struct {
	ID, Lang, Text string
	Spans          []struct {
		Type      string
		StartRune int `json:"start_rune"`
		EndRune   int `json:"end_rune"`
	}
	NearMiss *string `json:"near_miss"`
}

// kinds are the rules that tell a kind of personal data.
var kinds = map[string][]string{
	"PHONE": {"PRI-002", "DIV-003"}, "EMAIL": {"PRI-001", "DIV-004"}, "IBAN": {"PRI-004"}, "CARD": {"PRI-003"}, "NATIONAL_ID": {"PRI-005"},
	"PHONE_NUMBER": {"PRI-002", "DIV-003"}, "EMAIL_ADDRESS": {"PRI-001", "DIV-004"}, "CREDIT_CARD": {"PRI-003"}, "IBAN_CODE": {"PRI-004"},
	"US_SSN": {"PRI-005"}, "IP_ADDRESS": {"DIV-001"}, "DOMAIN_NAME": {"DIV-001"}, "STREET_ADDRESS": {"PRI-006"},
}

// personalData measures the spans of personal data: exact ones of a set that is
// all about them, and how many of another set are touched.
func (p *program) personalData() error {
	if err := p.spans(filepath.Join(p.data, "pii_multilingual.dev.jsonl"), true); err != nil {
		return err
	}
	return p.spans(filepath.Join(p.data, "presidio_pii.dev.jsonl"), false)
}

type spanScore struct{ exact, touched, wrong, all int }

func (p *program) spans(file string, exact bool) error {
	texts, err := readLines[personal](file)
	if err != nil {
		return err
	}
	for side, name := range []string{"seen", "unseen"} {
		scores, near, flagged := map[string]spanScore{}, 0, 0
		for i := range texts {
			t := &texts[i]
			if seen(t.ID) != (side == 0) || p.lang != "" && p.lang != t.Lang || p.rule != "" {
				continue
			}
			found := p.personalFindings(t)
			if t.NearMiss != nil {
				near++
				if len(found) > 0 {
					flagged++
					p.showPersonal(side, "near miss flagged", t, found)
				}
			}
			if !p.match(t, found, scores) {
				p.showPersonal(side, "spans differ", t, found)
			}
		}
		if !exact {
			delete(scores, "other")
		}
		var all spanScore
		for _, kind := range slices.Sorted(maps.Keys(scores)) {
			s := scores[kind]
			p.printf("  %-16s exact %d, touched %d of %d, wrong %d\n", kind, s.exact, s.touched, s.all, s.wrong)
			all.exact, all.touched, all.wrong, all.all = all.exact+s.exact, all.touched+s.touched, all.wrong+s.wrong, all.all+s.all
		}
		p.printf("personal data, %s, %s: exact span F1 %.3f, recall %.3f, touched %.3f, near misses flagged %d of %d\n", filepath.Base(file), name,
			2*float64(all.exact)/float64(max(1, all.exact+all.wrong+all.all)), share(all.exact, all.all), share(all.touched, all.all), flagged, near)
	}
	return nil
}

// personalFindings are the findings about personal data in a text.
func (p *program) personalFindings(t *personal) []compliance.Finding {
	rep := p.checker.Check(compliance.Item{Lang: p.declared(t.Lang), Fields: []compliance.Field{{Surface: compliance.CommentMessage, Text: t.Text}}})
	return slices.DeleteFunc(rep.Findings, func(f compliance.Finding) bool {
		return !slices.ContainsFunc(slices.Collect(maps.Values(kinds)), func(rules []string) bool { return slices.Contains(rules, f.Rule) })
	})
}

// match counts the spans found; it reports whether all are exact and no more.
func (p *program) match(t *personal, found []compliance.Finding, scores map[string]spanScore) bool {
	fine := true
	used := make([]bool, len(found))
	for _, want := range t.Spans {
		rules, ok := kinds[want.Type]
		if !ok || want.Type == "STREET_ADDRESS" {
			continue
		}
		s := scores[want.Type]
		s.all++
		hit := false
		for i, f := range found {
			if !slices.Contains(rules, f.Rule) || f.Span.RuneStart >= want.EndRune || want.StartRune >= f.Span.RuneEnd {
				continue
			}
			used[i] = true
			s.touched++
			if f.Span.RuneStart == want.StartRune && f.Span.RuneEnd == want.EndRune {
				s.exact++
				hit = true
			}
			break
		}
		fine = fine && hit
		scores[want.Type] = s
	}
	for i := range found {
		if !used[i] {
			s := scores["other"]
			s.wrong++
			scores["other"] = s
			fine = false
		}
	}
	return fine
}

func (p *program) showPersonal(side int, what string, t *personal, found []compliance.Finding) {
	if !p.show || side != 0 {
		return
	}
	p.printf("%s: %s %q", what, t.Lang, t.Text)
	for _, f := range found {
		p.printf(" %s %d:%d", f.Rule, f.Span.RuneStart, f.Span.RuneEnd)
	}
	for _, s := range t.Spans {
		p.printf(" want %s %d:%d", s.Type, s.StartRune, s.EndRune)
	}
	p.printf("\n")
}
