package compliance

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

// said are authors, rules and evidence of findings.
func said(fs []StreamFinding) string {
	var out []string
	for i := range fs {
		out = append(out, fs[i].Author+" "+fs[i].Rule+" "+fs[i].Evidence)
	}
	return strings.Join(out, "; ")
}

func TestAStreamJudgesSentencesWhenTheyAreComplete(t *testing.T) {
	t.Parallel()
	s := checker(t).Stream(StreamOptions{Lang: "en", Surface: LiveScript})
	for i, step := range []struct{ author, chunk, want string }{
		{"ann", "it cu", ""},
		{"ben", "cures ", ""},
		{"ann", "res can", ""},
		{"ann", "cer. Now", "ann HLT-001 cures cancer"},
		{"ben", "cancer\n", "ben HLT-001 cures cancer"},
	} {
		if diff := cmp.Diff(step.want, said(s.Write(step.author, step.chunk, noon))); diff != "" {
			t.Errorf("step %d (-want +got):\n%s", i, diff)
		}
	}
	if diff := cmp.Diff("", said(s.Close())); diff != "" {
		t.Errorf("at the end (-want +got):\n%s", diff)
	}
}

func TestAStreamDoesNotWaitForever(t *testing.T) {
	t.Parallel()
	s := checker(t).Stream(StreamOptions{Lang: "en", Surface: LiveScript, Wait: time.Second})
	first := s.Write("ann", "it cures cancer", noon)
	early := s.Flush(noon.Add(2 * time.Second))
	again := s.Flush(noon.Add(3 * time.Second))
	rest := s.Write("ann", " and aspirin cures diabetes.\n", noon.Add(4*time.Second))
	got := []string{said(first), said(early), said(again), said(rest)}
	if diff := cmp.Diff([]string{"", "ann HLT-001 cures cancer", "", "ann HLT-001 cures diabetes"}, got); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
}

func TestAMessageSaidAgainAndAgainIsAFinding(t *testing.T) {
	t.Parallel()
	s := checker(t).Stream(StreamOptions{Lang: "en", Surface: CommentMessage, Window: time.Minute})
	var got []string
	for i, m := range []struct{ author, text string }{
		{"ann", "Buy now at my shop, best prices of the year number 1"},
		{"ann", "buy NOW at my shop!! best prices of the year, number 2"},
		{"ben", "Buy now at my shop, best prices of the year number 1"},
		{"ann", "What a lovely day for a walk in the park with the dog"},
		{"ann", "Buy now at my shop, best prices of the year number 3"},
		{"ann", "ok"}, {"ann", "ok"}, {"ann", "ok"},
	} {
		got = append(got, said(s.Message(m.author, m.text, noon.Add(time.Duration(i)*time.Second))))
	}
	got = append(got, said(s.Message("ann", "Buy now at my shop, best prices of the year number 4", noon.Add(time.Hour))))
	want := []string{"", "", "", "", "ann ENG-005 Buy now at my shop, best prices of the year number 3", "", "", "", ""}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
}

func TestAScriptPlayedTwiceIsAFinding(t *testing.T) {
	t.Parallel()
	var script strings.Builder
	for i := range 10 {
		fmt.Fprintf(&script, "This is sentence %c of what I have to say about my wares.\n", 'a'+i)
	}
	for _, size := range []int{1, 7, 1000} {
		s := checker(t).Stream(StreamOptions{Lang: "en", Surface: LiveScript})
		var got []StreamFinding
		text := script.String() + "Something else.\n" + script.String()
		for from := 0; from < len(text); from += size {
			got = append(got, s.Write("ann", text[from:min(len(text), from+size)], noon)...)
		}
		if diff := cmp.Diff("ann LIV-001 ", said(got)); diff != "" {
			t.Errorf("findings in chunks of %d (-want +got):\n%s", size, diff)
		}
	}
}

func TestAStreamForgetsWhoWasSilentLongest(t *testing.T) {
	t.Parallel()
	s := checker(t).Stream(StreamOptions{Lang: "en", Surface: LiveScript, Authors: 2})
	s.Write("ann", "cures cancer", noon)
	s.Write("ben", "hello", noon)
	if diff := cmp.Diff("ann HLT-001 cures cancer", said(s.Write("eve", "hello", noon))); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
	if len(s.authors) != 2 || s.order.Len() != 2 {
		t.Errorf("%d authors are kept", len(s.authors))
	}
}

func TestAStreamWeighsASentenceAsACheckDoes(t *testing.T) {
	t.Parallel()
	c := full(t)
	for _, text := range []string{"Our socks are made in Italy.", "Halal snacks, all of them.", "The lowest price of the year.", "Only 3 left!"} {
		s := c.Stream(StreamOptions{Market: "id", Lang: "en", Surface: LiveScript})
		var got []Finding
		for _, f := range s.Message("ann", text, noon) {
			got = append(got, f.Finding)
		}
		want := c.Check(Item{Market: "id", Lang: "en", Fields: []Field{{LiveScript, text}}}).Findings
		if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%q (-check +stream):\n%s", text, diff)
		}
	}
}

func TestAStreamReportsWhatIsNotKnown(t *testing.T) {
	t.Parallel()
	n := checker(t).Stream(StreamOptions{Market: "Mars", Surface: "poster"}).NotChecked()
	if len(n) < 2 || n[0].Rule != "*" || n[1].Rule != "*" {
		t.Errorf("not checked: %v", n)
	}
}

func FuzzStream(f *testing.F) {
	c := checker(f)
	f.Add("It cures cancer. c u r e s\u3002\u0e23\u0e31\u0e1a\u0e1b\u0e23\u0e30\u0e01\u0e31\u0e19 results\u0301 \xff\xf0 N1ke!", []byte{3, 1, 7})
	f.Add(strings.Repeat("cures cancer ", 700), []byte{200, 255})
	f.Add(strings.Repeat("\u6cbb", 3000)+"results", []byte{1})
	f.Fuzz(func(t *testing.T, text string, cuts []byte) {
		s := c.Stream(StreamOptions{Lang: "en", Surface: Ad, Window: -1})
		var got []Finding
		take := func(fs []StreamFinding) {
			for i := range fs {
				got = append(got, fs[i].Finding)
			}
		}
		for i, rest := 0, text; rest != ""; i++ {
			n := len(rest)
			if len(cuts) > 0 {
				n = min(n, 1+int(cuts[i%len(cuts)]))
			}
			take(s.Write("ann", rest[:n], noon))
			rest = rest[n:]
		}
		take(s.Close())
		want := c.Check(Item{Lang: "en", Fields: []Field{{Ad, text}}}).Findings
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("stream of %q (-whole +cut):\n%s", text, diff)
		}
	})
}
