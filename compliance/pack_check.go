package compliance

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// sound finds what is wrong with the caller's packs and would otherwise keep a
// rule silent.
func sound(all, own []*Pack) error {
	rules, sources := map[string]bool{}, map[string]bool{}
	for _, p := range all {
		for i := range p.Rules {
			rules[p.Rules[i].ID] = true
		}
		for key := range p.Sources {
			sources[key] = true
		}
	}
	var problems []error
	for _, p := range own {
		problem := func(format string, args ...any) {
			problems = append(problems, fmt.Errorf("pack %q: "+format, append([]any{p.Name}, args...)...))
		}
		if strings.TrimSpace(p.Name) == "" {
			problem("name is missing")
		}
		if p.Lang != "" && langBit(p.Lang) == 0 {
			problem("language %q is not known", p.Lang)
		}
		for i := range p.Rules {
			p.Rules[i].sound(rules, sources, problem)
		}
	}
	return errors.Join(problems...)
}

// sound names what is wrong with a rule.
func (r *Rule) sound(rules, sources map[string]bool, problem func(format string, args ...any)) {
	if r.Severity != 0 && (r.Severity < Info || r.Severity > Block) {
		problem("rule %s: severity %d: want Info to Block", r.ID, r.Severity)
	}
	for _, s := range r.Surfaces {
		if !slices.Contains(surfaces[:], s) {
			problem("rule %s: surface %q is none of %s", r.ID, s, strings.Trim(fmt.Sprint(surfaces), "[]"))
		}
	}
	for _, market := range r.Markets {
		if !isRegion(market) {
			problem("rule %s: market %q: want an ISO 3166 region such as \"ID\"", r.ID, market)
		}
	}
	for _, market := range slices.Sorted(maps.Keys(r.Stricter)) {
		if s := r.Stricter[market]; !isRegion(market) || s < Info || s > Block {
			problem("rule %s: stricter %q: want a region such as \"ID\" and Info to Block", r.ID, market)
		}
	}
	for _, id := range r.Hides {
		if !rules[id] {
			problem("rule %s: hides %s, and there is no such rule", r.ID, id)
		}
	}
	for _, key := range r.Sources {
		if !sources[key] {
			problem("rule %s: there is no source %q", r.ID, key)
		}
	}
}

// isRegion reports what is written like the code of a region.
func isRegion(code string) bool { return len(code) == 2 && isUpper(code[0]) && isUpper(code[1]) }
