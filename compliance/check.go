package compliance

import (
	"slices"
	"strings"
)

// Check judges an item. It never fails: texts may be anything, and markets,
// languages and surfaces that are not known are reported as not checked.
func (c *Checker) Check(it Item) Report {
	sc := c.scratch()
	defer c.pool.Put(sc)
	rep := Report{PackVersion: c.version}
	it.Market = strings.ToUpper(it.Market)
	for i := range it.Fields {
		f := &it.Fields[i]
		s := search{c: c, sc: sc, declared: langBit(it.Lang), market: it.Market, surface: c.surface(f.Surface)}
		place := places{text: f.Text}
		s.text(f.Text, func(m *match) { c.report(&rep, &it, i, &place, m) })
	}
	c.structure(&rep, &it)
	c.settle(&rep)
	return rep
}

// Quick reports whether a text has anything that [Checker.Check] would report on
// some surface, for some language of the item, apart from what only a market or
// facts tell: a label, a currency, a unit or a language that is not the market's,
// a price that needs another one beside it. It allocates nothing for texts that
// have nothing, and stops at the first thing it finds.
func (c *Checker) Quick(text string) bool {
	sc := c.scratch()
	s := search{c: c, sc: sc, declared: everyLang}
	found := false
	for from := 0; from < len(text) && !found; {
		end, seen, _ := sc.view.next(text[from:], false)
		found = s.quick(text[from:from+end], seen)
		from += end
	}
	c.pool.Put(sc)
	return found || c.misshapen(text)
}

func (c *Checker) scratch() *scratch {
	if sc, ok := c.pool.Get().(*scratch); ok {
		return sc
	}
	return &scratch{}
}

// search is the search of a text.
type search struct {
	c        *Checker
	sc       *scratch
	declared langSet
	market   string
	surface  Surface
}

// text calls yield for all that rules find in a text, in order.
func (s *search) text(src string, yield func(*match)) {
	for from := 0; from < len(src); {
		end, seen, _ := s.sc.view.next(src[from:], false)
		s.sentence(src[from:from+end], from, seen)
		for i := range s.sc.found {
			yield(&s.sc.found[i])
		}
		from += end
	}
}

// sentence finds what the rules find in a sentence that lies in the view.
func (s *search) sentence(src string, base int, seen traits) {
	sc := s.sc
	if !s.look(src, seen) {
		return
	}
	home, sure := s.spoken()
	m := s.matcher(src, home)
	m.matches()
	for i := range sc.found { // a single word of what may be another language is no more than a hint
		f := &sc.found[i]
		f.lowered = f.lowered || f.steps == 1 && f.langs&sure == 0
	}
	sc.found = slices.DeleteFunc(sc.found, func(f match) bool { return !s.holds(&f) })
	s.c.resolve(sc)
	sc.found = slices.DeleteFunc(sc.found, func(f match) bool { return s.c.permitted(sc, &f) })
	for i := range sc.found {
		sc.found[i].base, sc.found[i].size = base, int32(len(src)) //nolint:gosec // G115: at most maxSegment
	}
}

// look fills the hits. It reports false when they make no finding in whatever
// language.
func (s *search) look(src string, seen traits) bool {
	sc, lex := s.sc, s.c.lex
	heard := everyLang
	if s.told() {
		heard = near(s.declared) | english
	}
	sc.clear(lex, heard)
	seen |= lex.scan(&sc.view, sc)
	if seen&(hasRun|hasSplit|hasLeet|hasForeign|hasHash) != 0 {
		lex.unmask(src, seen, sc)
	}
	lex.detect(src, seen, sc)
	if !sc.possible(lex, src, seen) {
		return false
	}
	lex.ripen(&sc.view, src, sc, 0)
	sc.order()
	m := s.matcher(src, everyLang)
	maybe := m.any()
	sc.tries = maxTries
	return maybe
}

// quick reports whether sentence would find something on some surface, in some
// market and language.
func (s *search) quick(src string, seen traits) bool {
	sc := s.sc
	if !s.look(src, seen) {
		return false
	}
	var heard langSet
	for i := range sc.hits {
		heard |= sc.hits[i].langs
	}
	home, _ := s.spoken()
	m := s.matcher(src, home)
	for i := -1; i < len(langs); i++ { // as the text tells, then as could be declared
		if i >= 0 {
			if m = s.matcher(src, near(1<<i)); heard&m.langs == 0 {
				continue
			}
		}
		sc.found, sc.tries = sc.found[:0], maxTries
		m.matches()
		if sc.full || slices.ContainsFunc(sc.found, func(f match) bool { return !s.c.permitted(sc, &f) }) {
			return true
		}
	}
	return false
}

// matcher looks for patterns in a sentence of some languages. English words are
// borrowed by all of them.
func (s *search) matcher(src string, home langSet) matcher {
	return matcher{lexicon: s.c.lex, src: src, sc: s.sc, langs: home | english, home: home}
}
