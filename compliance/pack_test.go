package compliance

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestBuiltinPacksKeepTheirWord(t *testing.T) {
	t.Parallel()
	c := full(t)
	packs, err := BuiltinPacks()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range packs {
		t.Run(p.Name, func(t *testing.T) {
			t.Parallel()
			if err := c.Verify(p); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestABrokenPackIsRefusedWithItsFault(t *testing.T) {
	t.Parallel()
	const rule = `"rules":[{"id":"A","message":"m","severity":"low"}]`
	for _, tt := range []struct{ name, pack, want string }{
		{"no JSON", `{`, "unexpected EOF"},
		{"an unknown field", `{"schema":1,"word":[]}`, `unknown field "word"`},
		{"two values", `{"schema":1,"name":"a","version":"1"} {}`, "more than one JSON value"},
		{"another schema", `{"schema":9,"name":"a"}`, `schema 9, want 1`},
		{"no name", `{"schema":1,"version":"1"}`, "name is missing"},
		{"no version", `{"schema":1,"name":"a"}`, "version is missing"},
		{"an unknown language", `{"schema":1,"name":"a","version":"1","lang":"xx"}`, `language "xx" is not known`},
		{"an unknown severity", `{"schema":1,"name":"a","version":"1","rules":[{"severity":"dire"}]}`, `severity "dire"`},
		{"a rule without text", `{"schema":1,"name":"a","version":"1","rules":[{"id":"A"}]}`, "id, message and severity are needed"},
		{"a rule twice", `{"schema":1,"name":"a","version":"1","rules":[{"id":"A","message":"m","severity":"low"},{"id":"A","message":"m","severity":"low"}]}`, "rule A is there already"},
		{"rules that hide each other", `{"schema":1,"name":"a","version":"1","rules":[{"id":"A","message":"m","severity":"low","hides":["B"]},{"id":"B","message":"m","severity":"low","hides":["A"]}]}`, "hides rules that hide it"},
		{"an unknown rule", `{"schema":1,"name":"a","version":"1","patterns":{"A":["\"word\""]}}`, "there is no rule A"},
		{"an unknown class", `{"schema":1,"name":"a","version":"1",` + rule + `,"patterns":{"A":["{x}"]}}`, `no pack has words of class "x"`},
		{"a word too short", `{"schema":1,"name":"a","version":"1","classes":{"x":["a"]}}`, "want two letters or more"},
		{"a word too long", `{"schema":1,"name":"a","version":"1","classes":{"x":["` + strings.Repeat("a", 300) + `"]}}`, "at most 250 bytes"},
		{"a star inside a word", `{"schema":1,"name":"a","version":"1","classes":{"x":["a*b"]}}`, "with * only at the ends"},
		{"a bracket not closed", `{"schema":1,"name":"a","version":"1","classes":{"x":["a(b"]}}`, "( is not closed"},
		{"a bar alone", `{"schema":1,"name":"a","version":"1","classes":{"x":["a|b"]}}`, "choices are written"},
		{"a pattern not closed", `{"schema":1,"name":"a","version":"1",` + rule + `,"patterns":{"A":["{x"]}}`, "is not closed"},
		{"a gap in front", `{"schema":1,"name":"a","version":"1",` + rule + `,"patterns":{"A":["..3 \"word\""]}}`, "want a gap"},
		{"a gap too wide", `{"schema":1,"name":"a","version":"1",` + rule + `,"patterns":{"A":["\"one\" ..99 \"two\""]}}`, "at most 30"},
		{"a gap at the end", `{"schema":1,"name":"a","version":"1",` + rule + `,"patterns":{"A":["\"word\" ..3"]}}`, "want a step at the end"},
		{"a sign at the end", `{"schema":1,"name":"a","version":"1",` + rule + `,"patterns":{"A":["\"word\" !"]}}`, "want a step at the end"},
		{"choices without end", `{"schema":1,"name":"a","version":"1","classes":{"x":["` + strings.Repeat("(ab|cd)", 24) + `"]}}`, "more than 4096 words"},
		{"an unknown surface", `{"schema":1,"name":"a","version":"1","rules":[{"id":"A","message":"m","severity":"low","surfaces":["wall"]}]}`, `surface "wall" is none of video_caption`},
		{"a market in small letters", `{"schema":1,"name":"a","version":"1","rules":[{"id":"A","message":"m","severity":"low","markets":["id"]}]}`, `market "id": want an ISO 3166 region`},
		{"a stricter market that is none", `{"schema":1,"name":"a","version":"1","rules":[{"id":"A","message":"m","severity":"low","stricter":{"Mars":"high"}}]}`, `stricter "Mars"`},
		{"a rule that hides none", `{"schema":1,"name":"a","version":"1","rules":[{"id":"A","message":"m","severity":"low","hides":["B"]}]}`, "hides B, and there is no such rule"},
		{"an unknown source", `{"schema":1,"name":"a","version":"1","rules":[{"id":"A","message":"m","severity":"low","sources":["law"]}]}`, `there is no source "law"`},
		{"too many steps", `{"schema":1,"name":"a","version":"1",` + rule + `,"patterns":{"A":["` + strings.Repeat(`\"ab\"`, 9) + `"]}}`, "at most 8 steps"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			p, err := ParsePack([]byte(tt.pack))
			if err == nil {
				_, err = New(WithoutBuiltin(), WithPacks(p))
			}
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %v, want one with %q", err, tt.want)
			}
		})
	}
}

func TestNewNamesEveryWrongOption(t *testing.T) {
	t.Parallel()
	_, err := New(WithoutBuiltin(), nil, WithPacks(nil), WithOverride("NO-1", Low), WithOverride("X", 9), WithAllow("xx", "a"), WithBrands("a"))
	if err == nil {
		t.Fatal("no error")
	}
	for _, want := range []string{"option 1 is nil", "a pack is nil", "severity 9", `language "xx"`, `word "a"`} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("error %q lacks %q", err, want)
		}
	}
	if _, err := New(WithoutBuiltin(), WithOverride("NO-1", Low)); err == nil || !strings.Contains(err.Error(), "there is no rule NO-1") {
		t.Errorf("error %v", err)
	}
}

func TestAPackMadeByHandIsRefusedWithItsFault(t *testing.T) {
	t.Parallel()
	_, err := New(WithoutBuiltin(), WithPacks(&Pack{Lang: "xx", Rules: []Rule{{ID: "A", Message: "m", Severity: 9}}}))
	if err == nil {
		t.Fatal("no error")
	}
	for _, want := range []string{"name is missing", `language "xx" is not known`, "severity 9"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("error %q lacks %q", err, want)
		}
	}
	if err := checker(t).Verify(nil); err == nil {
		t.Error("a nil pack is verified")
	}
}

func TestChoicesOfAWordAreExpanded(t *testing.T) {
	t.Parallel()
	got, err := expand("los(e|ing|) (the|) kg")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"lose the kg", "lose  kg", "losing the kg", "losing  kg", "los the kg", "los  kg"}, got); diff != "" {
		t.Errorf("words (-want +got):\n%s", diff)
	}
}

func TestVerifyListsCasesThatComeOutOtherwise(t *testing.T) {
	t.Parallel()
	c, packs := checker(t), parse(t, testPack)
	if err := c.Verify(packs[0]); err != nil {
		t.Errorf("good cases: %v", err)
	}
	packs[0].Cases = []Case{
		{Rule: "HLT-001", Text: "nothing", Found: true}, {Rule: "*", Text: "cures cancer"}, {Rule: "NO-1", Text: "x"}, {Rule: "HLT-001", Text: "cures cancer"},
	}
	err := c.Verify(packs[0])
	if err == nil {
		t.Fatal("no error")
	}
	for _, want := range []string{"case 0: HLT-001 finds nothing", "case 1: HLT-001 finds", "case 2: there is no rule NO-1", "case 3: HLT-001 finds"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("error %q lacks %q", err, want)
		}
	}
}

func FuzzParsePack(f *testing.F) {
	f.Add([]byte(testPack))
	f.Add([]byte(thaiPack))
	f.Add([]byte(`{"schema":1,"name":"a","version":"1","rules":[{"id":"A","message":"m","severity":"low"}],"patterns":{"A":["!\"a(b|c)\" ~3 \"d*\""]}}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		p, err := ParsePack(text)
		if err != nil {
			return
		}
		if _, err := json.Marshal(p); err != nil {
			t.Fatal(err)
		}
		if c, err := New(WithoutBuiltin(), WithPacks(p)); err == nil {
			c.Check(Item{Fields: []Field{{Ad, "a b c d cures cancer"}}})
		}
	})
}
