package main

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
)

func TestTextsAreJudged(t *testing.T) {
	t.Parallel()
	const fine = `{"market":"US","lang":"en","fields":[{"surface":"product_title","text":"Stoneware mug, 350 ml"}]}`
	const bad = `{"id":"spring","market":"US","lang":"en","fields":[{"surface":"ad","text":"Order on WhatsApp: +44 7700 900123"}]}`
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
		"no input":                   {nil, "", 0, nil},
		"broken line":                {nil, fine + "\n{", 2, nil},
		"unknown field":              {nil, `{"texts":[]}`, 2, nil},
		"no fields":                  {nil, `{"market":"US"}`, 2, nil},
		"unknown format":             {[]string{"-format", "xml"}, fine, 2, nil},
		"two files":                  {[]string{"a", "b"}, fine, 2, nil},
		"no such file":               {[]string{"no-such-file.jsonl"}, "", 2, nil},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var out bytes.Buffer
			status, err := run(tt.args, strings.NewReader(tt.in), &out)
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
