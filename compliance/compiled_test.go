package compliance

import (
	"encoding/json"
	"flag"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

var write = flag.Bool("write", false, "write the compiled packs anew")

func TestPacksAreCompiled(t *testing.T) {
	t.Parallel()
	packs, err := BuiltinPacks()
	if err != nil {
		t.Fatal(err)
	}
	b := newBuilder()
	b.add(packs)
	if b.finish(); len(b.problems) > 0 {
		t.Fatal(b.problems)
	}
	b.weigh(packs)
	var out tableWriter
	out.builder(b, packs)
	if *write {
		if err := os.WriteFile("packs_gen.txt", out.buf, 0o600); err != nil {
			t.Fatal(err)
		}
	} else if string(out.buf) != compiledPacks {
		t.Error("the compiled packs are not those of packs: run go generate ./compliance")
	}
}

func TestDamagedCompiledPacksAreRefused(t *testing.T) {
	t.Parallel()
	for _, size := range []int{0, 1, 100, len(compiledPacks) / 2, len(compiledPacks) - 1} {
		if _, err := newBuilder().load(compiledPacks[:size]); err == nil || !strings.Contains(err.Error(), "damaged") {
			t.Errorf("%d bytes of %d: error %v", size, len(compiledPacks), err)
		}
	}
	if _, err := newBuilder().load(compiledPacks + "x"); err == nil {
		t.Error("a byte too many is taken")
	}
}

// weigh adds to the sizes of classes how often their words are met in the cases
// of packs, so that patterns wait for what is rare.
func (b *builder) weigh(packs []*Pack) {
	var sc scratch
	for _, p := range packs {
		for _, k := range p.Cases {
			eachSentence(&Checker{lex: b.lex}, k.Text, &sc, func(int, int) {
				for i := range sc.hits {
					b.sizes[sc.hits[i].class] += 50
				}
			})
		}
	}
}

// tableWriter writes what tableReader reads.
type tableWriter struct{ buf []byte }

func (w *tableWriter) uint(n int) {
	for ; n >= 32; n >>= 5 {
		w.buf = append(w.buf, byte('0'+32+n&31))
	}
	w.buf = append(w.buf, byte('0'+n)) //nolint:gosec // G115: below 32
}

func (w *tableWriter) text(text string) { w.uint(len(text)); w.buf = append(w.buf, text...) }
func (w *tableWriter) line()            { w.buf = append(w.buf, '\n') }

func (w *tableWriter) builder(b *builder, packs []*Pack) {
	var about []*Pack
	for _, p := range packs {
		about = append(about, &Pack{Schema: p.Schema, Name: p.Name, Version: p.Version, Lang: p.Lang, Sources: p.Sources, Rules: p.Rules})
	}
	text, err := json.Marshal(about)
	if err != nil {
		panic(err)
	}
	w.text(string(text))
	w.line()
	w.uint(len(b.lex.names))
	for i, name := range b.lex.names {
		w.uint(b.sizes[i])
		if strings.HasPrefix(name, "\"") { // of words in a pattern
			name = ""
		}
		if w.text(name); name != "" {
			w.line()
		}
	}
	for _, words := range []map[string][]ref{b.texts, b.inner, b.voice} {
		w.words(words)
	}
	w.patterns(b.lex.patterns)
	for i := range b.lex.rules {
		r := &b.lex.rules[i]
		w.patterns(r.unless)
		w.patterns(r.lower)
		w.uint(int(r.allow))
	}
}

func (w *tableWriter) words(words map[string][]ref) {
	texts := slices.Sorted(maps.Keys(words))
	letters, meanings := 0, 0
	for text, refs := range words {
		letters, meanings = letters+len(text), meanings+len(refs)
	}
	w.uint(len(texts))
	w.uint(letters)
	w.uint(meanings)
	before := ""
	for _, text := range texts {
		same := 0
		for same < len(text) && same < len(before) && text[same] == before[same] {
			same++
		}
		for same < len(text) && !utf8.RuneStart(text[same]) {
			same--
		}
		w.uint(same)
		w.text(text[same:])
		before = text
		for i, r := range words[text] {
			w.ref(r, i < len(words[text])-1)
		}
		w.line()
	}
}

func (w *tableWriter) ref(r ref, more bool) {
	mark := 0
	for i := range langs {
		if r.langs == 1<<i || r.langs == near(1<<i) && r.class != stopClass {
			mark = (i + 1) * refLang
			break
		}
	}
	for _, m := range []struct {
		on  bool
		bit int
	}{{more, refMore}, {r.open, refOpen}, {r.exact != "", refExact}} {
		if m.on {
			mark |= m.bit
		}
	}
	w.uint(mark)
	w.uint(int(r.class))
	if r.exact != "" {
		w.text(r.exact)
	}
}

func (w *tableWriter) patterns(list []pattern) {
	steps, classes := 0, 0
	for i := range list {
		steps += len(list[i].steps)
		for _, s := range list[i].steps {
			classes += len(s.classes)
		}
	}
	w.uint(len(list))
	w.uint(steps)
	w.uint(classes)
	for i := range list {
		p := &list[i]
		w.uint(int(p.rule))
		w.uint(int(p.langs))
		w.text(p.text)
		w.uint(len(p.steps))
		for _, s := range p.steps {
			mark := s.gap << 2
			if s.either {
				mark |= 1
			}
			if s.hidden {
				mark |= 2
			}
			w.uint(mark)
			w.uint(len(s.classes))
			for _, c := range s.classes {
				w.uint(int(c))
			}
		}
		w.line()
	}
}

func TestCompiledPacksSayWhatThePacksSay(t *testing.T) {
	t.Parallel()
	packs, err := BuiltinPacks()
	if err != nil {
		t.Fatal(err)
	}
	own := parse(t, `{"schema":1,"name":"own","version":"2026.11.22","lang":"en","rules":[{"id":"OWN-1","area":"own","message":"m","severity":"low"}],
		"classes":{"cure":["zap away"],"own":["free","gratis","guaranteed"]},"patterns":{"OWN-1":["{own} ..3 {cure|disease}"]}}`)
	options := []Option{WithAllow("", "cure all"), WithBrands("Nike")}
	compiled, err := New(append(options, WithPacks(own...))...)
	if err != nil {
		t.Fatal(err)
	}
	read, err := New(append(options, WithoutBuiltin(), WithPacks(append(packs, own...)...))...)
	if err != nil {
		t.Fatal(err)
	}
	texts := []Case{{Text: "Guaranteed to zap away diabetes.", Lang: "en"}}
	for _, p := range packs {
		texts = append(texts, p.Cases...)
	}
	found := 0
	for _, k := range texts {
		it := Item{Market: k.Market, Lang: k.Lang, Fields: []Field{{VideoCaption, k.Text}}}
		got := compiled.Check(it)
		if diff := cmp.Diff(read.Check(it), got); diff != "" {
			t.Errorf("%q (-read +compiled):\n%s", k.Text, diff)
		}
		found += len(got.Findings)
	}
	if found == 0 {
		t.Error("nothing was found")
	}
}
