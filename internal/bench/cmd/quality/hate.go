package main

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"github.com/tiktokshop-go/tiktokshop/compliance"
)

// hateSets are the files of hateful and harmless texts, by the language of each.
var hateSets = [...][2]string{
	{"hatecheck_en", "en"}, {"mhc_ar", "ar"}, {"mhc_de", "de"}, {"mhc_es", "es"}, {"mhc_fr", "fr"}, {"mhc_pt", "pt"}, {"mhc_zh", "zh"},
	{"mhc_hi", "hi"}, {"mhc_it", "it"}, {"mhc_nl", "nl"}, {"mhc_pl", "pl"}, {"cold_zh", "zh"}, {"ja_toxic", "ja"},
}

// verdicts counts what became of hateful and of harmless texts.
type verdicts struct{ hit, miss, wrong, fine int }

func (v *verdicts) add(hateful, flagged bool) {
	switch {
	case hateful && flagged:
		v.hit++
	case hateful:
		v.miss++
	case flagged:
		v.wrong++
	default:
		v.fine++
	}
}

func (v *verdicts) String() string {
	s := score{hit: v.hit, miss: v.miss, wrong: v.wrong}
	return fmt.Sprintf("precision %.2f, recall %.2f, F1 %.3f, false positives %.3f",
		share(v.hit, v.hit+v.wrong), share(v.hit, v.hit+v.miss), s.f1(), share(v.wrong, v.wrong+v.fine))
}

// hate measures texts on protected groups: hateful ones are to be flagged by the
// rules on hate, threats and abuse with medium or more, harmless ones not, such
// as those that quote, counter or reclaim.
func (p *program) hate() error {
	for _, set := range hateSets {
		name, lang := set[0], set[1]
		if !p.wants(lang, "") || p.rule != "" {
			continue
		}
		file := filepath.Join(p.data, name+".dev.csv")
		if _, err := os.Stat(file); err != nil {
			continue
		}
		rows, err := readCSV(file)
		if err != nil {
			return err
		}
		p.hateSet(name, lang, rows)
	}
	return nil
}

func (p *program) hateSet(name, lang string, rows []map[string]string) {
	var strong, some verdicts
	halves := [2]verdicts{}
	kinds := map[string]*verdicts{}
	for _, row := range rows {
		hateful := hatefulRow(row)
		heavy, light, rules := p.abuse(lang, row["text"])
		strong.add(hateful, heavy)
		some.add(hateful, heavy || light)
		side := 1
		if seen(row["id"]) {
			side = 0
		}
		halves[side].add(hateful, heavy)
		kind := row["functionality"]
		if kinds[kind] == nil {
			kinds[kind] = &verdicts{}
		}
		kinds[kind].add(hateful, heavy)
		if p.show && side == 0 && heavy != hateful {
			p.printf("hate %v %s %s %.160q found %v\n", hateful, lang, kind, row["text"], rules)
		}
	}
	p.printf("  %-12s %d texts, medium or above: %v\n", name, len(rows), &strong)
	p.printf("  %-12s seen half: %v\n", "", &halves[0])
	p.printf("  %-12s unseen half: %v\n", "", &halves[1])
	p.printf("  %-12s of any weight: %v\n", "", &some)
	if p.lang == "" || len(kinds) < 2 {
		return
	}
	for _, kind := range slices.Sorted(maps.Keys(kinds)) {
		k := kinds[kind]
		p.printf("    %-22s flagged %.2f of %d\n", kind, share(k.hit+k.wrong, k.hit+k.wrong+k.miss+k.fine), k.hit+k.wrong+k.miss+k.fine)
	}
}

// hatefulRow reads the label, which each set writes in its own way.
func hatefulRow(row map[string]string) bool {
	return row["label"] == "hateful" || row["label"] == "1" || row["label_majority"] == "1"
}

// abuse checks a text as a comment and reports whether a rule on hate, violence
// or abuse found something, of medium weight or above, or below.
func (p *program) abuse(lang, body string) (heavy, light bool, rules []string) {
	rep := p.checker.Check(compliance.Item{Lang: p.declared(lang), Fields: []compliance.Field{{Surface: compliance.CommentMessage, Text: body}}})
	for _, f := range rep.Findings {
		if !slices.Contains([]string{"HAT", "VIO", "CGL"}, f.Rule[:3]) {
			continue
		}
		rules = append(rules, f.Rule)
		if f.Severity >= compliance.Medium {
			heavy = true
		} else {
			light = true
		}
	}
	return heavy, light, rules
}
