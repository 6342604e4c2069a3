package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tiktokshop-go/tiktokshop/compliance"
)

func newChecker() (*compliance.Checker, error) { return compliance.New() }

func TestTextsAreJudged(t *testing.T) {
	t.Parallel()
	checker := sync.OnceValues(newChecker)
	const fine = `{"market":"US","lang":"en","fields":[{"surface":"product_title","text":"Stoneware mug, 350 ml"}]}`
	const bad = `{"id":"spring","market":"US","lang":"en","fields":[{"surface":"ad","text":"Order on WhatsApp: +44 7700 900123"}]}`
	const warned = `{"market":"US","lang":"en","fields":[{"surface":"ad","text":"Only 3 left!"}]}`
	tests := map[string]struct {
		args   []string
		in     string
		status int
		want   []string
	}{
		"what is fine passes":        {nil, fine + "\n\n", 0, []string{`"decision":"pass"`}},
		"what is refused fails":      {nil, fine + "\n" + bad, 1, []string{`"id":"spring"`, `"decision":"refuse"`, `"rule":"DIV-00`}},
		"a table for people":         {[]string{"-format", "table"}, bad, 1, []string{"spring", "refuse", "DIV-00"}},
		"a document for other tools": {[]string{"-format", "sarif"}, bad, 1, []string{`"version":"2.1.0"`, "spring/field-0"}},
		"facts are taken":            {[]string{"-format", "table"}, `{"market":"US","fields":[{"surface":"affiliate_post","text":"My new mug"}],"facts":{"Commercial":true,"DisclosureOn":false}}`, 1, []string{"ADS-001"}},
		"a name of its own":          {[]string{"-format", "table"}, fine, 0, []string{"line 1: pass", "items: 1 pass"}},
		"what is not known is told":  {[]string{"-format", "table"}, `{"market":"XX","fields":[{"surface":"poster","text":"Mug"}]}`, 0, []string{"not understood: Item.Market", "not understood: Field.Surface"}},
		"a warning when strict":      {[]string{"-strict"}, warned, 1, []string{`"decision":"warn"`}},
		"a warning":                  {nil, warned, 0, []string{`"decision":"warn"`}},
		"a mark of byte order":       {nil, "\ufeff" + fine + "\r\n", 0, []string{`"decision":"pass"`}},
		"help":                       {[]string{"-h"}, "", 0, []string{"Exit status", "video_caption", "-strict"}},
		"no input":                   {nil, "\n", 2, nil},
		"an unknown flag":            {[]string{"-x"}, fine, 2, nil},
		"two items in a line":        {nil, fine + fine, 2, nil},
		"an array":                   {nil, "[" + fine + "]", 2, nil},
		"broken line":                {nil, "{\n" + bad, 2, []string{`"decision":"refuse"`}},
		"many broken lines":          {nil, strings.Repeat("{\n", 30) + bad, 2, nil},
		"a name that steers":         {[]string{"-format", "table"}, `{"id":"a\u001b[31m","fields":[{"surface":"ad","text":"Mug"}]}`, 0, []string{`"a\x1b[31m": pass`}},
		"unknown field":              {nil, `{"texts":[]}`, 2, nil},
		"no fields":                  {nil, `{"market":"US"}`, 2, nil},
		"unknown format":             {[]string{"-format", "xml"}, fine, 2, nil},
		"no such file":               {[]string{"no-such-file.jsonl"}, "", 2, nil},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var out bytes.Buffer
			status, err := run(tt.args, strings.NewReader(tt.in), &out, checker)
			if status != tt.status || (err != nil) != (tt.status == 2) {
				t.Fatalf("status %d, %v; want %d\n%s", status, err, tt.status, out.String())
			}
			squeezed := out.String()
			if len(tt.args) == 0 || tt.args[len(tt.args)-1] == "sarif" {
				var b bytes.Buffer
				for line := range strings.Lines(squeezed) {
					if json.Compact(&b, []byte(line)) != nil {
						b.WriteString(strings.TrimSpace(line))
					}
				}
				squeezed = strings.ReplaceAll(b.String(), `": `, `":`)
			}
			for _, want := range tt.want {
				if !strings.Contains(squeezed, want) {
					t.Errorf("no %q in\n%s", want, out.String())
				}
			}
		})
	}
}

func TestSeveralItemsMakeOneSARIFDocument(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	in := `{"id":"a","market":"US","lang":"en","fields":[{"surface":"ad","text":"Mug"},{"surface":"ad","text":"Only 3 left!"}]}
{"id":"b","market":"US","lang":"en","fields":[{"surface":"product_title","text":"Mug"}],"facts":{"PersonUnder18":true}}
{"id":"c","market":"US","lang":"en","fields":[{"surface":"ad","text":"It cures cancer"}],"facts":{"PersonUnder18":true}}`
	if status, err := run([]string{"-format", "sarif"}, strings.NewReader(in), &out, newChecker); status != 1 || err != nil {
		t.Fatal(status, err)
	}
	var doc struct {
		Runs []struct {
			Results []struct {
				RuleID    string `json:"ruleId"`
				Locations []struct {
					PhysicalLocation struct {
						ArtifactLocation struct {
							URI string `json:"uri"`
						} `json:"artifactLocation"`
					} `json:"physicalLocation"`
				} `json:"locations"`
			} `json:"results"`
		} `json:"runs"`
	}
	if err := json.Unmarshal(out.Bytes(), &doc); err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, r := range doc.Runs[0].Results {
		for _, l := range r.Locations {
			got = append(got, r.RuleID+" "+l.PhysicalLocation.ArtifactLocation.URI)
		}
	}
	if diff := cmp.Diff([]string{"PRC-001 a/field-1", "MIN-001 c", "HLT-001 c/field-0"}, got); diff != "" {
		t.Errorf("places (-want +got):\n%s", diff)
	}
}

func TestFilesAreReadOneAfterTheOther(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	var names []string
	for _, name := range []string{"a.jsonl", "b.jsonl"} {
		names = append(names, filepath.Join(dir, name))
		if err := os.WriteFile(names[len(names)-1], []byte("\n"+`{"fields":[{"surface":"ad","text":"Mug"}]}`), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	var out bytes.Buffer
	if status, err := run(append([]string{"-format", "table"}, names...), nil, &out, newChecker); status != 0 || err != nil {
		t.Fatal(status, err)
	}
	for _, want := range []string{"a.jsonl line 2: pass", "b.jsonl line 2: pass", "items: 2 pass"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q in\n%s", want, out.String())
		}
	}
}
