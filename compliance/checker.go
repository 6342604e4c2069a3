package compliance

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"
)

// Checker checks texts. [New] makes one; the zero value does not work. It does
// not change and is safe for many goroutines.
type Checker struct {
	lex     *lexicon
	version string
	sources map[string]Source
	brands  []string // of the caller
	rules   []Rule
	spots   []spot // by rule of lex: where it holds
	user    map[string]Severity
	pool    sync.Pool // of *scratch

	market     *markets
	ruleAt     map[string]int // in lex.rules
	notChecked uncheckedCache
	shapes     sync.Pool // of *shape
}

// Option changes what New makes.
type Option func(*options) error

type options struct {
	packs     []*Pack
	alone     bool
	overrides map[string]Severity
	allow     []allowed
	brands    []string
}

type allowed struct {
	lang  string
	words []string
}

// WithPacks adds packs to the built-in ones; see [ParsePack]. What is done to a
// pack after [New] changes nothing.
func WithPacks(packs ...*Pack) Option {
	return func(o *options) error {
		if slices.Contains(packs, nil) {
			return errors.New("WithPacks: a pack is nil")
		}
		o.packs = append(o.packs, packs...)
		return nil
	}
}

// WithoutBuiltin leaves the built-in packs out.
func WithoutBuiltin() Option {
	return func(o *options) error {
		o.alone = true
		return nil
	}
}

// WithOverride gives a rule another severity, in all markets: of two for the same
// rule the later. A context that lowers a finding still does. The rule has to be
// in a pack.
func WithOverride(rule string, s Severity) Option {
	return func(o *options) error {
		if s < Info || s > Block {
			return fmt.Errorf("WithOverride %s: severity %d: want Info to Block", rule, s)
		}
		o.overrides[rule] = s
		return nil
	}
}

// WithAllow names words inside which nothing is found, such as names of
// products or streets, written as in the classes of a [Pack]. The language may
// be empty. Allowing a word drops findings and never adds one.
func WithAllow(lang string, words ...string) Option {
	return func(o *options) error {
		if langBit(lang) == 0 {
			return fmt.Errorf("WithAllow: language %q is not known", lang)
		}
		o.allow = append(o.allow, allowed{lang, slices.Clone(words)})
		return nil
	}
}

// WithBrands names the brands that the caller owns or may sell: rules on
// intellectual property do not object to them.
func WithBrands(names ...string) Option {
	return func(o *options) error {
		o.brands = append(o.brands, names...)
		return nil
	}
}

// New makes a checker of the built-in packs and what the options add. The error
// names everything that is wrong with them.
func New(opts ...Option) (*Checker, error) {
	o := options{overrides: map[string]Severity{}}
	var problems []error
	for i, opt := range opts {
		if opt == nil {
			problems = append(problems, fmt.Errorf("option %d is nil", i))
			continue
		}
		problems = append(problems, opt(&o))
	}
	b := newBuilder()
	var packs []*Pack
	if !o.alone {
		var err error
		if packs, err = b.load(compiledPacks); err != nil {
			return nil, fmt.Errorf("compliance: %w", err)
		}
	}
	own := o.copied()
	packs = append(packs, own...)
	problems = append(problems, sound(packs, o.packs))
	names := map[string]bool{}
	for _, p := range packs {
		if names[p.Name] {
			problems = append(problems, fmt.Errorf("two packs have the name %q", p.Name))
		}
		names[p.Name] = true
	}
	lex, err := b.build(append(own, o.words()...))
	problems = append(problems, err)
	if err == nil {
		for _, id := range slices.Sorted(maps.Keys(o.overrides)) {
			if b.rules[id] == 0 {
				problems = append(problems, fmt.Errorf("WithOverride: there is no rule %s", id))
			}
		}
	}
	if err := errors.Join(problems...); err != nil {
		return nil, fmt.Errorf("compliance: %w", err)
	}
	tables, err := readMarkets()
	if err != nil {
		return nil, fmt.Errorf("compliance: %w", err)
	}
	return newChecker(lex, packs, tables, &o), nil
}

// copied are the caller's packs with rules of their own, which the checker
// keeps: what the caller does to a pack afterwards changes nothing.
func (o *options) copied() []*Pack {
	packs := make([]*Pack, len(o.packs))
	for i, p := range o.packs {
		own := *p
		own.Rules = cloneRules(p.Rules)
		packs[i] = &own
	}
	return packs
}

// cloneRules are rules that share nothing with those given.
func cloneRules(rules []Rule) []Rule {
	out := slices.Clone(rules)
	for i := range out {
		r := &out[i]
		r.Surfaces, r.Markets, r.Sources, r.Hides = slices.Clone(r.Surfaces), slices.Clone(r.Markets), slices.Clone(r.Sources), slices.Clone(r.Hides)
		r.Stricter = maps.Clone(r.Stricter)
	}
	return out
}

// words are the caller's words, as packs.
func (o *options) words() []*Pack {
	packs := []*Pack{{Name: "WithBrands", Classes: map[string][]string{"@own brand": o.brands}}}
	for _, a := range o.allow {
		packs = append(packs, &Pack{Name: "WithAllow", Lang: a.lang, Allow: map[string][]string{"*": a.words}})
	}
	return packs
}
