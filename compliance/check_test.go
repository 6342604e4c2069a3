package compliance

import (
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

func TestCheckFindsPatternsOfWords(t *testing.T) {
	t.Parallel()
	c := checker(t)
	for _, tt := range []struct{ name, text, want string }{
		{"nothing in nothing", "", ""},
		{"nothing in an honest text", "A cup for the table.", ""},
		{"words next to each other", "This tea cures diabetes!", "HLT-001 cures diabetes"},
		{"words in either order", "Diabetes? No: of diabetes you are cured.", "HLT-001 diabetes you are cured"},
		{"words too far apart", "It cures one two three four five cancer", ""},
		{"words of two sentences", "It cures. Cancer is bad.", ""},
		{"an exception", "It does not cure cancer", ""},
		{"an apostrophe of either kind", "It doesn\u2019t cure cancer", ""},
		{"an allowed word", "It cures cancer research", ""},
		{"a word of another rule", "search results", ""},
		{"what another rule says better", "guaranteed results", "MIS-001 guaranteed results"},
		{"a fuller place", "guaranteed results and results", "MIS-001 guaranteed results; MIS-002 results"},
		{"other width", "\uff43\uff55\uff52\uff45\uff53 \uff43\uff41\uff4e\uff43\uff45\uff52", "HLT-001 \uff43\uff55\uff52\uff45\uff53 \uff43\uff41\uff4e\uff43\uff45\uff52"},
		{"combining accents", "cu\u0301re\u0300s cancer", "HLT-001 cu\u0301re\u0300s cancer"},
		{"a word inside another", "He secures cancer wards", ""},
		{"after invalid bytes", "\xff\xfecures cancer", "HLT-001 cures cancer"},
		{"a disguised brand", "N1ke and nike", "IPR-006 N1ke"},
		{"a Thai word among others", "\u0e40\u0e23\u0e32\u0e23\u0e31\u0e1a\u0e1b\u0e23\u0e30\u0e01\u0e31\u0e19\u0e04\u0e48\u0e30", ""},
		{"a Hangul word with a particle", "\uce58\ub8cc\uac00 \ub429\ub2c8\ub2e4", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tt.want, found(c.Check(caption(tt.text)).Findings)); diff != "" {
				t.Errorf("findings (-want +got):\n%s", diff)
			}
		})
	}
}

func TestCheckKnowsWordsOfEachScript(t *testing.T) {
	t.Parallel()
	c := checker(t)
	for _, tt := range []struct{ name, text, want string }{
		{"Thai", "\u0e40\u0e23\u0e32\u0e23\u0e31\u0e1a\u0e1b\u0e23\u0e30\u0e01\u0e31\u0e19\u0e04\u0e48\u0e30", "TH-001 \u0e23\u0e31\u0e1a\u0e1b\u0e23\u0e30\u0e01\u0e31\u0e19"},
		{"Hangul with a particle", "\uce58\ub8cc\uac00 \ub429\ub2c8\ub2e4", "HLT-001 \uce58\ub8cc"},
		{"Hangul inside a word", "\uc554\uc644\uce58", "HLT-001 \uc644\uce58"},
		{"Hangul in single letters", "\u110e\u1175\u1105\u116d\u1100\u1161", "HLT-001 \u110e\u1175\u1105\u116d"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			rep := c.Check(Item{Fields: []Field{{VideoCaption, tt.text}}})
			if diff := cmp.Diff(tt.want, found(rep.Findings)); diff != "" {
				t.Errorf("findings (-want +got):\n%s", diff)
			}
		})
	}
}

func TestSpansCountBytesAndRunes(t *testing.T) {
	t.Parallel()
	c := checker(t)
	for _, tt := range []struct {
		name, text string
		want       Span
	}{
		{"at the start", "cures cancer", Span{0, 12, 0, 12}},
		{"after letters of two bytes", "\u00e9\u00e9 cures cancer", Span{5, 17, 3, 15}},
		{"after invalid bytes", "\xff\xff cures cancer", Span{3, 15, 3, 15}},
		{"after other sentences", "One. Two \U0001f600! cures cancer", Span{15, 27, 12, 24}},
		{"with a mark behind", "cures cancer\u0301!", Span{0, 14, 0, 13}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			rep := c.Check(caption(tt.text))
			if len(rep.Findings) != 1 {
				t.Fatalf("findings: %s", found(rep.Findings))
			}
			if diff := cmp.Diff(tt.want, rep.Findings[0].Span); diff != "" {
				t.Errorf("span (-want +got):\n%s", diff)
			}
		})
	}
}

func TestMarketsSurfacesAndLanguagesDecideWhichRulesHold(t *testing.T) {
	t.Parallel()
	c := checker(t)
	thai := "\u0e23\u0e31\u0e1a\u0e1b\u0e23\u0e30\u0e01\u0e31\u0e19\u0e1c\u0e25\u0e25\u0e31\u0e1e\u0e18\u0e4c"
	for _, tt := range []struct {
		name string
		item Item
		want string
	}{
		{"a rule of the market", Item{Market: "TH", Fields: []Field{{Ad, thai}}}, "TH-001 high, MIS-002 low: review"},
		{"a rule of another market", Item{Market: "US", Fields: []Field{{Ad, thai}}}, "MIS-002 low: pass"},
		{"no market, a language spoken in it", Item{Fields: []Field{{Ad, thai}}}, "TH-001 high, MIS-002 low: review"},
		{"another surface", Item{Fields: []Field{{VideoCaption, "aspirin"}}}, ": pass"},
		{"its surface", Item{Fields: []Field{{Ad, "aspirin"}}}, "HLT-002 medium: warn"},
		{"a hiding rule of another surface", Item{Fields: []Field{{Ad, "guaranteed results"}}}, "MIS-002 low: pass"},
		{"no surface", Item{Fields: []Field{{"", "aspirin"}}}, "HLT-002 medium: warn"},
		{"a stricter market", Item{Market: "ID", Fields: []Field{{Ad, "cures cancer"}}}, "HLT-001 block: refuse"},
		{"a context that lowers", Item{Market: "ID", Fields: []Field{{Ad, "he said it cures cancer"}}}, "HLT-001 low: pass"},
		{"an unknown language", Item{Lang: "xx", Fields: []Field{{Ad, "cures cancer"}}}, "HLT-001 high: review"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			rep := c.Check(tt.item)
			var got []string
			for _, f := range rep.Findings {
				got = append(got, f.Rule+" "+f.Severity.String())
			}
			if diff := cmp.Diff(tt.want, strings.Join(got, ", ")+": "+rep.Decision.String()); diff != "" {
				t.Errorf("findings (-want +got):\n%s", diff)
			}
		})
	}
}

func TestWhatIsNotKnownIsReported(t *testing.T) {
	t.Parallel()
	rep := checker(t).Check(Item{Market: "Mars", Lang: "xx", Fields: []Field{{"poster", ""}, {VideoCaption, ""}}})
	var got []string
	for _, n := range rep.NotChecked {
		if n.Rule == "*" {
			got = append(got, n.Needs[:strings.Index(n.Needs, ":")])
		}
	}
	want := []string{"Item.Market", "Item.Lang", "Field.Surface"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("not checked (-want +got):\n%s", diff)
	}
}

func TestALanguageWithoutWordsIsReported(t *testing.T) {
	t.Parallel()
	for lang, want := range map[string]bool{"it": true, "nl": true, "de": false, "pt-BR": false, "": false} {
		rep := full(t).Check(Item{Lang: lang, Fields: []Field{{Ad, "mug"}}})
		got := slices.ContainsFunc(rep.NotChecked, func(n Unchecked) bool { return strings.HasPrefix(n.Needs, "Item.Lang: no pack") })
		if got != want {
			t.Errorf("language %q: reported %t, want %t", lang, got, want)
		}
	}
}

func TestOptionsChangeTheRules(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, text, want string
		opts             []Option
	}{
		{"override", "cures cancer", "HLT-001 info", []Option{WithOverride("HLT-001", Info)}},
		{"allow", "Dr Cures Cancer Ltd", "", []Option{WithAllow("en", "Dr Cures Cancer")}},
		{"allow brings nothing up", "guaranteed results", "", []Option{WithAllow("", "guaranteed results")}},
		{"a brand that is not the caller's", "a dupe of Nike", "IPR-002 high", []Option{WithBrands("Adidas")}},
		{"the caller's brand", "a dupe of Nike", "", []Option{WithBrands("NIKE")}},
		{"the caller's brand of two words", "a dupe of louis vuitton", "", []Option{WithBrands("Louis Vuitton")}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var got []string
			for _, f := range checker(t, tt.opts...).Check(caption(tt.text)).Findings {
				got = append(got, f.Rule+" "+f.Severity.String())
			}
			if diff := cmp.Diff(tt.want, strings.Join(got, "; ")); diff != "" {
				t.Errorf("findings (-want +got):\n%s", diff)
			}
		})
	}
}

func TestAnEnormousTextTakesBoundedTime(t *testing.T) {
	t.Parallel()
	c := checker(t)
	size := 1 << 20
	for name, unit := range map[string]string{
		"findings": "cures cancer ", "words without pattern": "cures ", "split letters": "c u r e s ", "digits": "c4nc3r",
		"one letter": "a", "blanks": " ", "marks": "\u0301", "hashtags": "#curescancer", "invalid": "\xff", "repeats": "cuuuureees caaaanceeer ",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			text := strings.Repeat(unit, size/len(unit))
			start := time.Now()
			rep := c.Check(Item{Fields: []Field{{Ad, text}}})
			c.Quick(text)
			if took := time.Since(start); took > 20*time.Second {
				t.Errorf("took %s, with %d findings", took, len(rep.Findings))
			}
		})
	}
}

func TestCleanTextsAllocateLittle(t *testing.T) { //nolint:paralleltest // counts what the process allocates
	countsAllocations(t)
	c := checker(t)
	texts := []string{"A cup for the table.", "\u0e41\u0e01\u0e49\u0e27", "Coupe \u00e0 caf\u00e9 n\u00ba 5, 100 %", strings.Repeat("word ", 100)}
	for _, text := range texts {
		if n := testing.AllocsPerRun(100, func() { c.Quick(text) }); n > 0 {
			t.Errorf("Quick(%q) allocates %v times", text, n)
		}
		it := Item{Lang: "en", Market: "US", Fields: []Field{{Ad, text}}}
		if n := testing.AllocsPerRun(100, func() { c.Check(it) }); n > 2 {
			t.Errorf("Check(%q) allocates %v times", text, n)
		}
	}
}

func FuzzCheck(f *testing.F) {
	c := checker(f)
	for _, text := range []string{"cures cancer", "\xffN1ke", "c u r e s  c-a-n-c-e-r", "#curescancer", "\u0e23\u0e31\u0e1a\u0e1b\u0e23\u0e30\u0e01\u0e31\u0e19", "\u110e\u1175\u1105\u116d", "caaancer cuuures", "cur\u0435s \u0441ancer", "\u6cbb\u7597aa bb", "\u0e21\u0e32\u0e01\u0e01\u0e01\u0e01 aa", "results\U0001f468\u200d\U0001f469\u200d\U0001f467"} {
		f.Add(text, "en", "TH", "ad")
	}
	f.Fuzz(func(t *testing.T, text, lang, market, surface string) {
		rep := c.Check(Item{Lang: lang, Market: market, Fields: []Field{{Surface(surface), text}}})
		last := 0
		for i := range rep.Findings {
			s := rep.Findings[i].Span
			switch {
			case rep.Findings[i].Field != 0 || s.Start < last || s.End <= s.Start || s.End > len(text):
				t.Fatalf("span %v in %d bytes after %d", s, len(text), last)
			case s.RuneStart != utf8.RuneCountInString(text[:s.Start]) || s.RuneEnd-s.RuneStart != utf8.RuneCountInString(text[s.Start:s.End]):
				t.Fatalf("runes of %v", s)
			case rep.Findings[i].Evidence != text[s.Start:s.End]:
				t.Fatalf("evidence %q at %q", rep.Findings[i].Evidence, text[s.Start:s.End])
			case utf8.ValidString(text) && !utf8.ValidString(text[s.Start:s.End]):
				t.Fatalf("span %v cuts a rune", s)
			}
			last = s.Start
		}
		if len(rep.Findings) > 0 && !c.Quick(text) {
			t.Fatalf("Quick finds nothing, Check %s", found(rep.Findings))
		}
	})
}

func FuzzAllow(f *testing.F) {
	c := checker(f)
	for _, word := range []string{"cures", "cancer", "guaranteed", "results", "not", "cures cancer", "dupe of Nike"} {
		f.Add("he said it does not cure; guaranteed results, cures cancer, a dupe of N1ke", word)
	}
	f.Fuzz(func(t *testing.T, text, word string) {
		d, err := New(WithoutBuiltin(), WithPacks(parse(t, testPack, thaiPack, koreanPack)...), WithAllow("", word))
		if err != nil {
			t.Skip("the word is refused, as a broken pack is: ", err)
		}
		all := map[string]bool{}
		for _, x := range c.Check(caption(text)).Findings {
			all[found([]Finding{x})] = true
		}
		for _, x := range d.Check(caption(text)).Findings {
			if !all[found([]Finding{x})] {
				t.Fatalf("allowing %q adds %s", word, found([]Finding{x}))
			}
		}
	})
}

func FuzzFold(f *testing.F) {
	for _, s := range []string{"\u0130\u1e9e\ufdfa\u33ad", "\u304b\u3099\uff76\uff9e", "\u110e\u1175", "a  \u00a0b", "\u0e19\u0e49\u0e33", "\xff\u0301"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		once := foldString(s)
		if !utf8.ValidString(once) {
			t.Fatalf("%q is not UTF-8", once)
		}
		if twice := foldString(once); twice != once {
			t.Fatalf("%q folds to %q, that to %q", s, once, twice)
		}
		var v view
		n, _, _ := v.next(s, false)
		for at := range v.text {
			if from := v.back(at); utf8.RuneStart(v.text[at]) && (from < 0 || from >= n || !utf8.RuneStart(s[from]) && utf8.ValidString(s)) {
				t.Fatalf("byte %d comes from %d of %d", at, from, n)
			}
		}
	})
}
