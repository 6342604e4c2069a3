// Quality measures package compliance on the development data: which rules find
// what they should, and how often honest and harmless texts are flagged.
//
//	go -C internal/bench run ./cmd/quality                      all figures
//	go -C internal/bench run ./cmd/quality -untold              the checker is not told the language of a text
//	go -C internal/bench run ./cmd/quality -only obfuscation    how much disguised texts hide
//	go -C internal/bench run ./cmd/quality -lang th -show       with the texts judged wrong, of the seen half
//
// Half of the cases, by a hash of their id, are never shown: their figures tell
// how the rules do on texts they were not written for.
package main

import (
	"cmp"
	"errors"
	"flag"
	"fmt"
	"hash/fnv"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/tiktokshop-go/tiktokshop/compliance"
)

type text struct {
	ID, Lang, Rule, Text string
	Found                bool `json:"expect"`
}

type program struct {
	data, lang, rule string
	untold           bool
	show             bool
	only             string
	checker          *compliance.Checker
	out              io.Writer
}

func main() {
	p := program{out: os.Stdout}
	flag.StringVar(&p.data, "data", "../../../shared/compliance/data", "folder of the data")
	flag.BoolVar(&p.untold, "untold", false, "do not tell the checker the language of a text")
	flag.StringVar(&p.lang, "lang", "", "only texts of this language")
	flag.StringVar(&p.rule, "rule", "", "only cases of this rule, or of rules that begin so")
	flag.BoolVar(&p.show, "show", false, "print the texts judged wrong, of the seen half")
	flag.StringVar(&p.only, "only", "", "only this section: commerce, benign, claims, hate or obfuscation")
	flag.Parse()
	var err error
	if p.checker, err = compliance.New(); err == nil {
		for _, s := range []struct {
			name string
			run  func() error
		}{{"commerce", p.commerce}, {"benign", p.benign}, {"claims", p.claims}, {"personal", p.personalData}, {"hate", p.hate}, {"obfuscation", p.obfuscation}} {
			if p.only == "" || p.only == s.name {
				err = errors.Join(err, s.run())
			}
		}
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "quality:", err)
		os.Exit(1)
	}
}

// seen reports whether a case may be looked at.
func seen(id string) bool {
	h := fnv.New32a()
	_, _ = h.Write([]byte(id))
	return h.Sum32()%2 == 0
}

// declared is the language that the checker is told.
func (p *program) declared(lang string) string {
	if p.untold {
		return ""
	}
	return lang
}

func (p *program) wants(lang, rule string) bool {
	return (p.lang == "" || p.lang == lang) && strings.HasPrefix(rule, p.rule)
}

// check gives the findings of a text on every surface, so that a case need not
// say where it stands.
func (p *program) check(t text) map[string]compliance.Severity {
	found := map[string]compliance.Severity{}
	for _, s := range []compliance.Surface{
		compliance.VideoCaption, compliance.LiveScript, compliance.ProductTitle, compliance.ProductDescription,
		compliance.AffiliatePost, compliance.Ad, compliance.CommentMessage,
	} {
		rep := p.checker.Check(compliance.Item{Lang: p.declared(t.Lang), Fields: []compliance.Field{{Surface: s, Text: t.Text}}})
		for _, f := range rep.Findings {
			found[f.Rule] = max(found[f.Rule], f.Severity)
		}
	}
	return found
}

type score struct{ hit, miss, wrong, fine, rules, positives int }

func (s score) f1() float64 {
	if s.hit == 0 {
		return 0
	}
	return 2 * float64(s.hit) / float64(2*s.hit+s.miss+s.wrong)
}

func share(a, b int) float64 { return float64(a) / float64(max(b, 1)) }

// commerce measures the written cases: each is about one rule.
func (p *program) commerce() error {
	cases, err := readLines[text](filepath.Join(p.data, "commerce_policy_examples.dev.jsonl"))
	if err != nil {
		return err
	}
	byRule := [2]map[string]score{{}, {}}
	byLang := [2]map[string]score{{}, {}}
	for _, t := range cases {
		if !p.wants(t.Lang, t.Rule) {
			continue
		}
		side := 1
		if seen(t.ID) {
			side = 0
		}
		found := p.check(t)
		_, hit := found[t.Rule]
		add := func(m map[string]score, key string) {
			s := m[key]
			switch {
			case t.Found && hit:
				s.hit++
			case t.Found:
				s.miss++
			case hit:
				s.wrong++
			default:
				s.fine++
			}
			if t.Found {
				s.rules, s.positives = s.rules+len(found), s.positives+1
			}
			m[key] = s
		}
		add(byRule[side], t.Rule)
		add(byLang[side], t.Lang)
		if p.show && side == 0 && hit != t.Found {
			word := "missed"
			if !t.Found {
				word = "wrong "
			}
			p.printf("%s %s %s %q found %v\n", word, t.Rule, t.Lang, t.Text, slices.Sorted(maps.Keys(found)))
		}
	}
	for side, name := range []string{"seen", "unseen"} {
		p.summary("commerce cases by rule, "+name, byRule[side], p.show && side == 0)
		p.summary("commerce cases by language, "+name, byLang[side], true)
	}
	return nil
}

func (p *program) summary(title string, m map[string]score, rows bool) {
	var all score
	macro, counted := 0.0, 0
	for _, key := range slices.Sorted(maps.Keys(m)) {
		s := m[key]
		if rows {
			p.printf("  %-8s recall %.2f (%d of %d)  near misses flagged %d of %d  F1 %.2f\n",
				key, share(s.hit, s.hit+s.miss), s.hit, s.hit+s.miss, s.wrong, s.wrong+s.fine, s.f1())
		}
		if s.hit+s.miss > 0 {
			macro, counted = macro+s.f1(), counted+1
		}
		all.hit, all.miss, all.wrong, all.fine = all.hit+s.hit, all.miss+s.miss, all.wrong+s.wrong, all.fine+s.fine
		all.rules, all.positives = all.rules+s.rules, all.positives+s.positives
	}
	p.printf("%s: macro F1 %.3f, pooled F1 %.3f, recall %.3f, near misses flagged %.3f, rules a positive %.2f\n",
		title, macro/float64(max(counted, 1)), all.f1(), share(all.hit, all.hit+all.miss), share(all.wrong, all.wrong+all.fine), share(all.rules, all.positives))
}

// benign measures honest texts.
func (p *program) benign() error {
	files, err := filepath.Glob(filepath.Join(p.data, "*.dev.csv"))
	if err != nil {
		return err
	}
	flagged, total, rules := map[string]int{}, map[string]int{}, map[string]int{}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".dev.csv")
		if !strings.HasPrefix(name, "commerce_real") && !slices.Contains([]string{"banking77_en", "wisesight_th", "nsmc_ko", "ecommerce_ui_benign_en"}, name) {
			continue
		}
		lang := name[strings.LastIndex(name, "_")+1:]
		if !p.wants(lang, "") || p.rule != "" {
			continue
		}
		rows, err := readCSV(file)
		if err != nil {
			return err
		}
		for _, row := range rows {
			t := text{ID: row["id"], Lang: lang, Text: row["text"]}
			total[name]++
			bad := false
			for rule, s := range p.check(t) {
				if s >= compliance.Medium {
					bad = true
					rules[rule]++
					if p.show && seen(t.ID) {
						p.printf("flagged %s %s %.160q\n", rule, name, t.Text)
					}
				}
			}
			if bad {
				flagged[name]++
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(total)) {
		p.printf("  %-24s flagged %d of %d: %.2f %%\n", name, flagged[name], total[name], 100*share(flagged[name], total[name]))
	}
	order := slices.SortedFunc(maps.Keys(rules), func(a, b string) int { return cmp.Or(cmp.Compare(rules[b], rules[a]), cmp.Compare(a, b)) })
	for _, rule := range order[:min(len(order), 15)] {
		p.printf("  %s %d", rule, rules[rule])
	}
	p.printf("\n")
	return nil
}

// claims measures what regulators objected to.
func (p *program) claims() error {
	rows, err := readCSV(filepath.Join(p.data, "regulator_claims.dev.csv"))
	if err != nil {
		return err
	}
	type count struct{ all, named, area, any int }
	by := map[string]count{}
	for _, row := range rows {
		if !p.wants(row["lang"], row["rule"]) || strings.HasPrefix(row["rule"], "ADS") || strings.HasPrefix(row["rule"], "PRC") {
			continue
		}
		found := p.check(text{Lang: row["lang"], Text: row["text"]})
		_, named := found[row["rule"]]
		area := false
		for rule := range found {
			area = area || rule[:3] == row["rule"][:3]
		}
		for _, key := range []string{"all", row["lang"], row["rule"]} {
			c := by[key]
			c.all++
			if named {
				c.named++
			}
			if area {
				c.area++
			}
			if len(found) > 0 {
				c.any++
			}
			by[key] = c
		}
		if p.show && !area && seen(row["id"]) {
			p.printf("claim missed %s %s %q found %v\n", row["rule"], row["lang"], row["text"], slices.Sorted(maps.Keys(found)))
		}
	}
	for _, key := range slices.Sorted(maps.Keys(by)) {
		c := by[key]
		p.printf("  claims %-8s %3d: right rule %.2f, right area %.2f, any rule %.2f\n", key, c.all, share(c.named, c.all), share(c.area, c.all), share(c.any, c.all))
	}
	return nil
}
