package compliance

import (
	_ "embed"
	"encoding/json"
	"errors"
	"slices"
	"strings"
)

//go:generate go test -run ^TestPacksAreCompiled$ . -write

// compiledPacks are the built-in packs as [builder.load] reads them: words in
// order, each with what it means, and patterns. Reading it takes a tenth of the
// time that the packs take. It is text, a word or pattern a line, so that a
// change of a pack changes few lines.
//
//go:embed packs_gen.txt
var compiledPacks string

var errDamaged = errors.New("the compiled packs are damaged: run go generate")

// Marks of a ref in the compiled packs; its language is in the bits above.
const (
	refMore  = 1 << iota // another follows
	refOpen              // the ending is free
	refExact             // it has accents
	refLang
)

// load takes the compiled packs for a start and gives what they say of
// themselves: rules and sources.
func (b *builder) load(compiled string) (packs []*Pack, err error) {
	in := tableReader{rest: compiled}
	if err := json.Unmarshal([]byte(in.text()), &packs); err != nil {
		return nil, errDamaged
	}
	in.line()
	for _, p := range packs {
		b.addRules(p)
	}
	b.lex.names = make([]string, in.uint(1))
	b.sizes = make([]int, len(b.lex.names))
	for i := range b.lex.names {
		b.sizes[i] = in.uint(0)
		if b.lex.names[i] = in.text(); b.lex.names[i] != "" {
			b.lex.classes[b.lex.names[i]] = classID(i)
			in.line()
		}
	}
	for i := range b.base {
		b.base[i] = in.words()
	}
	b.lex.patterns = in.patterns()
	for i := range b.lex.rules {
		r := &b.lex.rules[i]
		r.unless, r.lower = in.patterns(), in.patterns()
		r.allow = classID(in.uint(0)) //nolint:gosec // G115: written from a classID
	}
	if in.broken || in.rest != "" {
		return nil, errDamaged
	}
	return packs, nil
}

// tableReader reads the compiled packs. All it gives lies in them or is made
// with one allocation.
type tableReader struct {
	rest   string
	broken bool
}

// uint reads a number: five bits a character, the lowest first, from '0' on; all
// but the last are 32 more. One that counts things of some bytes is broken when
// it counts more than there can be.
func (r *tableReader) uint(size int) int {
	var n uint64
	for i := 0; i < len(r.rest) && i < 7; i++ {
		c := r.rest[i] - '0'
		if n |= uint64(c&31) << (5 * i); c >= 64 {
			break
		}
		if c < 32 {
			r.rest = r.rest[i+1:]
			if int(n)*size > len(r.rest) { //nolint:gosec // G115: 35 bits
				break
			}
			return int(n) //nolint:gosec // G115: as above
		}
	}
	r.rest, r.broken = "", true
	return 0
}

// line reads the end of a line.
func (r *tableReader) line() {
	if r.rest == "" || r.rest[0] != '\n' {
		r.rest, r.broken = "", true
		return
	}
	r.rest = r.rest[1:]
}

func (r *tableReader) text() string {
	n := r.uint(1)
	text := r.rest[:n]
	r.rest = r.rest[n:]
	return text
}

// words reads a list of words. Each tells how much of the one before it begins
// with.
func (r *tableReader) words() wordList {
	count, letters, meanings := r.uint(1), r.uint(0), r.uint(1)
	list := wordList{make([]string, count), refList{make([]ref, 0, meanings), make([]uint32, 1, count+1)}}
	var text strings.Builder
	text.Grow(min(letters, maxWord*count))
	before := ""
	for i := range list.texts {
		from := text.Len()
		text.WriteString(before[:min(r.uint(0), len(before))])
		text.WriteString(r.text())
		before = text.String()[from:] // the builder has room for all, so that its letters stay where they are
		list.texts[i] = before
		for more := true; more && !r.broken; {
			mark := r.uint(0)
			more = mark&refMore != 0
			m := ref{class: classID(r.uint(0)), open: mark&refOpen != 0, langs: everyLang} //nolint:gosec // G115: written from a classID
			if lang := mark / refLang; lang > 0 && lang <= len(langs) {
				m.langs = 1 << (lang - 1)
				if m.class != stopClass {
					m.langs = near(m.langs)
				}
			}
			if mark&refExact != 0 {
				m.exact = r.text()
			}
			list.refs = append(list.refs, m)
		}
		list.end()
		r.line()
	}
	return list
}

// patterns reads patterns.
func (r *tableReader) patterns() []pattern {
	count, nsteps, nclasses := r.uint(1), r.uint(1), r.uint(1)
	if count == 0 {
		return nil
	}
	list, steps, classes := make([]pattern, count), make([]step, 0, nsteps), make([]classID, 0, nclasses)
	for i := range list {
		p := &list[i]
		p.rule, p.langs, p.text = int32(r.uint(0)), langSet(r.uint(0)), r.text() //nolint:gosec // G115: written from these types
		first := len(steps)
		for range r.uint(1) {
			mark := r.uint(0)
			s := step{gap: mark >> 2, either: mark&1 != 0, hidden: mark&2 != 0}
			begin := len(classes)
			for range r.uint(1) {
				classes = append(classes, classID(r.uint(0))) //nolint:gosec // G115: written from a classID
			}
			s.classes = slices.Clip(classes[begin:])
			steps = append(steps, s)
		}
		p.steps = slices.Clip(steps[first:])
		r.line()
	}
	return list
}
