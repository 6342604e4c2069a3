package compliance

import (
	"errors"
	"fmt"
	"slices"
)

// Verify runs the cases of a pack that the checker was made with. The error
// lists every case that comes out otherwise.
func (c *Checker) Verify(p *Pack) error {
	if p == nil {
		return errors.New("compliance: the pack is nil")
	}
	var problems []error
	for i := range p.Cases {
		if err := c.verify(p, &p.Cases[i]); err != nil {
			problems = append(problems, fmt.Errorf("pack %q, case %d: %w", p.Name, i, err))
		}
	}
	return errors.Join(problems...)
}

func (c *Checker) verify(p *Pack, k *Case) error {
	surface := k.Surface
	if k.Rule != "*" {
		at := slices.IndexFunc(c.rules, func(r Rule) bool { return r.ID == k.Rule })
		if at < 0 {
			return fmt.Errorf("there is no rule %s", k.Rule)
		}
		if r := c.rules[at]; surface == "" && len(r.Surfaces) > 0 {
			surface = r.Surfaces[0]
		}
	}
	if surface == "" {
		surface = ProductDescription
	}
	lang := k.Lang
	if lang == "" {
		lang = p.Lang
	}
	rep := c.Check(Item{Market: k.Market, Lang: lang, Fields: []Field{{Surface: surface, Text: k.Text}}})
	at := slices.IndexFunc(rep.Findings, func(f Finding) bool {
		return f.Rule == k.Rule || k.Rule == "*" && f.Severity >= Medium
	})
	switch {
	case k.Found && at < 0:
		return fmt.Errorf("%s finds nothing in %q", k.Rule, k.Text)
	case !k.Found && at >= 0:
		f := rep.Findings[at]
		return fmt.Errorf("%s finds %q in %q: %s", f.Rule, f.Evidence, k.Text, f.Why)
	default:
		return nil
	}
}
