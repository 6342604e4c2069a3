package compliance

import (
	"encoding/json"
	"maps"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// state is what a checker answers, as text.
func state(t *testing.T, c *Checker) string {
	t.Helper()
	text, err := json.Marshal([]any{
		c.Check(Item{Market: "ID", Fields: []Field{{Ad, "cures cancer, aspirin, a dupe of Nike, results"}, {VideoCaption, "guaranteed results"}}}), c.Rules(),
	})
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func spoil(rules []Rule) {
	for i := range rules {
		r := &rules[i]
		r.ID, r.Message, r.Severity = "X", "changed", Info
		for _, list := range [][]string{r.Markets, r.Sources, r.Hides} {
			for k := range list {
				list[k] = "X"
			}
		}
		for k := range r.Surfaces {
			r.Surfaces[k] = LiveScript
		}
		clear(r.Stricter)
	}
}

func TestWhatACallerChangesAfterNewChangesNothing(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name  string
		spoil func(p *Pack, c *Checker, words []string, packs []*Pack)
	}{
		{"rules of a pack", func(p *Pack, _ *Checker, _ []string, _ []*Pack) { spoil(p.Rules) }},
		{"maps of a pack", func(p *Pack, _ *Checker, _ []string, _ []*Pack) {
			for words := range maps.Values(p.Classes) {
				clear(words)
			}
			clear(p.Classes)
			clear(p.Patterns)
			clear(p.Sources)
			clear(p.Unless)
			clear(p.Lower)
			clear(p.Allow)
		}},
		{"lists of options", func(_ *Pack, _ *Checker, words []string, packs []*Pack) { clear(words); clear(packs) }},
		{"rules that were given out", func(_ *Pack, c *Checker, _ []string, _ []*Pack) { spoil(c.Rules()) }},
		{"findings that were given out", func(_ *Pack, c *Checker, _ []string, _ []*Pack) {
			for _, f := range c.Check(caption("cures cancer")).Findings {
				clear(f.Sources)
			}
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			packs, words := parse(t, testPack), []string{"Dr Cures Cancer"}
			p := packs[0]
			c, err := New(WithoutBuiltin(), WithPacks(packs...), WithAllow("en", words...), WithBrands(words...))
			if err != nil {
				t.Fatal(err)
			}
			want := state(t, c)
			tt.spoil(p, c, words, packs)
			if diff := cmp.Diff(want, state(t, c)); diff != "" {
				t.Errorf("answers (-before +after):\n%s", diff)
			}
		})
	}
}

func TestACheckerServesManyGoroutines(t *testing.T) {
	t.Parallel()
	c := full(t)
	items := []Item{
		{Market: "ID", Lang: "id", Fields: []Field{{Ad, "Obat ini menyembuhkan kanker, hubungi 0812 3456 7890"}}},
		{Market: "US", Fields: []Field{{VideoCaption, "c u r e s cancer #curesdiabetes"}, {ProductTitle, "BUY NOW \u2605\u2605\u2605\u2605\u2605"}}, Facts: Facts{Commercial: new(true), DisclosureOn: new(false)}},
		{Market: "Mars", Fields: []Field{{"wall", "\xff\xfe"}}},
	}
	stream := c.Stream(StreamOptions{Market: "US", Surface: LiveScript})
	var want []Report
	for _, it := range items {
		want = append(want, c.Check(it))
	}
	var wg sync.WaitGroup
	for n := range 8 {
		wg.Go(func() {
			for i, it := range items {
				if diff := cmp.Diff(want[i], c.Check(it)); diff != "" {
					t.Errorf("report (-alone +together):\n%s", diff)
				}
				c.Quick(it.Fields[0].Text)
				c.Eligible(Listing{Market: it.Market, Category: "food", Entity: "CN"})
				stream.Message(strings.Repeat("a", n+1), it.Fields[0].Text, noon)
			}
			stream.Flush(noon)
			stream.NotChecked()
			c.Rules()
		})
	}
	wg.Wait()
}
