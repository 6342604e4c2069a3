package compliance

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// lexicon holds all words and patterns of a checker's packs, ready for search.
type lexicon struct {
	words   *trie
	entries meanings // by entry of words
	inner   *trie    // words that may begin inside another
	inners  meanings
	voice   *trie // function words, which tell the language
	voices  meanings

	classes  map[string]classID
	names    []string // of classes
	patterns []pattern
	anchored [][]int32 // patterns by the class that has to be there
	asked    []bool    // by class: patterns of rules speak of it, not only exceptions
	rules    []rule
	hides    [][]int32 // by rule: rules that say less
	langs    langSet   // of the patterns
}

// rule is a rule and what takes its findings back.
type rule struct {
	Rule
	detail *Rule
	unless []pattern
	lower  []pattern
	allow  classID // words inside which it finds nothing; 0: none
}

// Classes that are not words of packs.
const (
	noClass   classID = iota
	stopClass         // function words, which tell the language
	allowAny          // words inside which nothing is found
	ownBrand          // brands that the caller may name
	firstFree

	allowClass classID = 1 << 24 // and above: words inside which one rule finds nothing
)

// maxWord is the longest word of a pack, in bytes.
const maxWord = 250

// builder puts packs together.
type builder struct {
	lex      *lexicon
	base     [3]wordList // of the built-in packs: words, inner, voice
	texts    map[string][]ref
	inner    map[string][]ref
	voice    map[string][]ref
	inline   *inline
	rules    map[string]int32
	sizes    []int // how often a word of each class is met: how many there are, and see weigh
	problems []error
}

func newBuilder() *builder {
	b := &builder{
		lex:   &lexicon{classes: map[string]classID{"": noClass, "@": stopClass, "@allow": allowAny, "@own brand": ownBrand}, names: []string{"", "@", "@allow", "@own brand"}},
		texts: map[string][]ref{}, inner: map[string][]ref{}, voice: map[string][]ref{}, rules: map[string]int32{}, sizes: make([]int, firstFree),
	}
	for _, name := range detected {
		b.class(name)
	}
	return b
}

func (b *builder) problem(p *Pack, format string, args ...any) {
	b.problems = append(b.problems, fmt.Errorf("pack %q: "+format, append([]any{p.Name}, args...)...))
}

// class is the id of a class, which is new when no pack has named it before.
func (b *builder) class(name string) classID {
	id, ok := b.lex.classes[name]
	if !ok {
		id = classID(len(b.lex.names)) //nolint:gosec // G115: a few hundred
		b.lex.classes[name], b.lex.names, b.sizes = id, append(b.lex.names, name), append(b.sizes, 0)
	}
	return id
}

// build makes the lexicon of packs. The error names every fault.
func (b *builder) build(packs []*Pack) (*lexicon, error) {
	b.add(packs)
	b.finish()
	if len(b.problems) > 0 {
		return nil, errors.Join(b.problems...)
	}
	return b.lex, nil
}

// add takes packs.
func (b *builder) add(packs []*Pack) {
	b.inline = inlineOf(packs)
	for _, p := range packs {
		b.addRules(p)
	}
	for _, p := range packs {
		for _, name := range slices.Sorted(maps.Keys(p.Classes)) {
			b.addWords(p, b.class(name), p.Classes[name])
		}
	}
	for _, p := range packs {
		b.addPatterns(p)
	}
	if len(b.lex.names) > int(allowClass) {
		b.problems = append(b.problems, fmt.Errorf("the packs have %d classes of words and lists of words in patterns, at most %d can be told apart: name what patterns share", len(b.lex.names), allowClass))
	}
}

func (b *builder) addRules(p *Pack) {
	for i := range p.Rules {
		r := &p.Rules[i]
		switch {
		case r.ID == "" || r.Message == "" || r.Severity == 0:
			b.problem(p, "rule %d: id, message and severity are needed", i)
		case b.rules[r.ID] != 0:
			b.problem(p, "rule %s is there already", r.ID)
		default:
			b.lex.rules = append(b.lex.rules, rule{Rule: *r, detail: r})
			b.rules[r.ID] = int32(len(b.lex.rules)) //nolint:gosec // G115: a few hundred
		}
	}
}

func (b *builder) addWords(p *Pack, class classID, words []string) {
	for _, w := range words {
		forms, err := expand(w)
		if err != nil {
			b.problem(p, "%w", err)
			continue
		}
		for _, form := range forms {
			b.addWord(p, class, form)
		}
	}
}

func (b *builder) addWord(p *Pack, class classID, form string) {
	inner := strings.HasPrefix(form, "*")
	open := strings.HasSuffix(form, "*")
	form = strings.TrimSpace(strings.Trim(form, "*"))
	text := foldString(form)
	if len(text) < 2 || len(text) > maxWord || strings.Contains(form, "*") {
		b.problem(p, "word %q of class %q: want two letters or more, at most %d bytes, with * only at the ends", form, b.className(class), maxWord)
		return
	}
	r := ref{class: class, langs: langBit(p.Lang), open: open}
	if class != stopClass {
		r.langs = near(r.langs)
	}
	if exact := strings.ToLower(form); exact != text {
		r.exact = exact
	}
	add := func(m map[string][]ref) {
		if !slices.Contains(m[text], r) {
			m[text] = append(m[text], r)
		}
	}
	if class == stopClass {
		add(b.voice)
		return
	}
	if slices.Contains(b.texts[text], r) && (!inner || slices.Contains(b.inner[text], r)) {
		return
	}
	add(b.texts)
	if inner {
		add(b.inner)
	}
	if class < allowClass {
		b.sizes[class]++
	}
}

func (b *builder) className(class classID) string {
	if class >= allowClass {
		return "@allow"
	}
	return b.lex.names[class]
}

func foldString(s string) string {
	var v view
	var out []byte
	for s != "" { // words such as "Yahoo! Shop" are more than a sentence
		n, _, _ := v.fold(s, false)
		out, s = append(out, v.text...), s[n:]
	}
	return strings.TrimSpace(string(out))
}

func (b *builder) addPatterns(p *Pack) {
	b.eachPattern(p, "patterns", p.Patterns, func(_ *rule, pat pattern) { b.lex.patterns = append(b.lex.patterns, pat) })
	b.eachPattern(p, "unless", p.Unless, func(r *rule, pat pattern) { r.unless = append(r.unless, pat) })
	b.eachPattern(p, "lower", p.Lower, func(r *rule, pat pattern) { r.lower = append(r.lower, pat) })
	b.addAllow(p)
}

// eachPattern calls take for each pattern and its rule; exceptions of "*" are
// those of all rules.
func (b *builder) eachPattern(p *Pack, kind string, patterns map[string][]string, take func(*rule, pattern)) {
	for _, name := range slices.Sorted(maps.Keys(patterns)) {
		first, behind := b.rules[name]-1, b.rules[name]
		if name == "*" && kind != "patterns" {
			first, behind = 0, int32(len(b.lex.rules)) //nolint:gosec // G115: a few hundred
		} else if behind == 0 {
			b.problem(p, "%s: there is no rule %s", kind, name)
			continue
		}
		for _, text := range patterns[name] {
			pat, err := parsePattern(text, b.known, func(word string) (classID, error) {
				id := b.class(b.inline.class(p.Lang, word))
				b.addWords(p, id, []string{word})
				return id, nil
			})
			if err != nil {
				b.problem(p, "%w", err)
				continue
			}
			pat.langs = near(langBit(p.Lang))
			for pat.rule = first; pat.rule < behind; pat.rule++ {
				take(&b.lex.rules[pat.rule], pat)
			}
		}
	}
}

// addAllow adds the words inside which rules find nothing.
func (b *builder) addAllow(p *Pack) {
	for _, name := range slices.Sorted(maps.Keys(p.Allow)) {
		id := b.rules[name]
		switch {
		case name == "*":
			b.addWords(p, allowAny, p.Allow[name])
		case id == 0:
			b.problem(p, "allow: there is no rule %s", name)
		default:
			r := &b.lex.rules[id-1]
			r.allow = allowClass + classID(id) //nolint:gosec // G115: a few hundred
			b.addWords(p, r.allow, p.Allow[name])
		}
	}
}

// known finds a class that some pack or detector fills.
func (b *builder) known(name string) (classID, error) {
	if id, ok := b.lex.classes[name]; ok && id >= firstFree {
		return id, nil
	}
	return 0, fmt.Errorf("no pack has words of class %q", name)
}
