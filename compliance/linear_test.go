package compliance

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// slow is what no text of these tests may take; what they are held against took
// a hundred times as long before it was mended.
const slow = 20 * time.Second

func TestTextsThatAskTheSameThingOftenTakeBoundedTime(t *testing.T) {
	t.Parallel()
	c := full(t)
	for _, tt := range []struct {
		name, unit string
		size       int
	}{
		{"tokens between full stops", "a.", 1 << 16},
		{"numbers in one long token", "aGVsbG8=", 1 << 16},
		{"letters with marks", "\u304b\u3099", 1 << 16},
		{"claims of origin", "Swiss made movement, made in Switzerland. ", 1 << 16},
		{"reductions", "Half price lamps. ", 1 << 16},
		{"promises of halal", "Snack enak dan halal 100. ", 1 << 16},
		{"own money", "Ehrlich, von meinem eigenen Geld bezahlt. ", 1 << 16},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			text := strings.Repeat(tt.unit, tt.size/len(tt.unit))
			start := time.Now()
			rep := c.Check(Item{Fields: []Field{{VideoCaption, text}, {ProductTitle, text}}})
			if took := time.Since(start); took > slow {
				t.Errorf("took %s, %d findings", took, len(rep.Findings))
			}
		})
	}
}

func TestManyFieldsAreJudgedLikeFew(t *testing.T) {
	t.Parallel()
	c := full(t)
	item := func(n int) Item {
		it := Item{Market: "ID", Facts: Facts{Commercial: new(true), DisclosureOn: new(false)}}
		for range n {
			it.Fields = append(it.Fields, Field{AffiliatePost, "#ad this mug cures cancer"}, Field{AffiliatePost, "I earn commission, cures cancer"}, Field{ProductTitle, "BUY THIS NOW CHEAP $5 PRICE"})
		}
		return it
	}
	few, many := c.Check(item(1)), c.Check(item(500))
	got := map[string]int{}
	for _, f := range many.Findings {
		if f.Field < 3 {
			got[fmt.Sprint(f.Rule, f.Field)]++
		}
	}
	want := map[string]int{}
	for _, f := range few.Findings {
		want[fmt.Sprint(f.Rule, f.Field)]++
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("findings of the first three fields (-of three +of many):\n%s", diff)
	}
}

func TestAStreamInSingleBytesLooksAtAWaitingSentenceNowAndThen(t *testing.T) {
	t.Parallel()
	s := full(t).Stream(StreamOptions{Surface: LiveScript, Market: "us"})
	start := time.Now()
	for i := range 1 << 12 {
		s.Write("ann", "a", noon.Add(time.Duration(i)*50*time.Millisecond))
	}
	if took := time.Since(start); took > slow {
		t.Errorf("took %s", took)
	}
}

func TestATextTooLongForFactsIsReported(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("word ", wordReach)
	rep := full(t).Check(Item{Market: "US", Fields: []Field{{Ad, "short"}, {Ad, long}}})
	if len(rep.NotChecked) == 0 || !strings.HasPrefix(rep.NotChecked[0].Needs, "Field 1: ") {
		t.Errorf("not checked: %v", rep.NotChecked)
	}
}

func TestAStreamKnowsItsMarketInSmallLetters(t *testing.T) {
	t.Parallel()
	c := checker(t)
	for _, market := range []string{"id", "ID"} {
		got := c.Stream(StreamOptions{Market: market, Surface: Ad}).Message("ann", "cures cancer", noon)
		want := c.Check(Item{Market: market, Fields: []Field{{Ad, "cures cancer"}}}).Findings
		if len(got) != 1 || len(want) != 1 {
			t.Fatalf("%s: %v, %v", market, got, want)
		}
		if diff := cmp.Diff(want[0], got[0].Finding); diff != "" {
			t.Errorf("%s (-whole +stream):\n%s", market, diff)
		}
	}
}

func TestAStreamSaysWhatNeedsTheWholeText(t *testing.T) {
	t.Parallel()
	c := full(t)
	it := Item{Market: "ID", Fields: []Field{{LiveScript, "Only $5 USD today, 50 inches long. Buy it."}}}
	listed := map[string]bool{}
	s := c.Stream(StreamOptions{Market: "ID", Surface: LiveScript})
	for _, u := range s.NotChecked() {
		listed[u.Rule] = true
	}
	said := map[string]bool{}
	for _, f := range s.Message("ann", it.Fields[0].Text, noon) {
		said[f.Rule] = true
	}
	for _, f := range c.Check(it).Findings {
		if !said[f.Rule] && !listed[f.Rule] {
			t.Errorf("%s is found in the whole only, and the stream does not say so", f.Rule)
		}
	}
}
