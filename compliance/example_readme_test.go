package compliance_test

import (
	"fmt"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tiktokshop-go/tiktokshop/compliance"
)

// readme is the part of README.md about the package.
func readme(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, section, ok := strings.Cut(string(text), "\n## Compliance\n")
	if !ok {
		t.Fatal("README.md has no section Compliance")
	}
	section, _, _ = strings.Cut(section, "\n## ")
	return section
}

// unindented is code without the blanks in front of its lines.
func unindented(code string) string {
	var out strings.Builder
	for line := range strings.Lines(code) {
		out.WriteString(strings.TrimLeft(line, "\t "))
	}
	return out.String()
}

func TestReadmeShowsTheExamples(t *testing.T) {
	t.Parallel()
	var examples strings.Builder
	for _, name := range []string{"example_test.go", "example_pack_test.go"} {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		examples.Write(text)
	}
	have := unindented(strings.ReplaceAll(examples.String(), "// ", ""))
	blocks := regexp.MustCompile("(?s)```(?:go|json)?\n(.*?)```").FindAllStringSubmatch(readme(t), -1)
	for _, b := range blocks {
		code := strings.ReplaceAll(b[1], "// ", "")
		if strings.Contains(code, "go run ") {
			continue
		}
		if !strings.Contains(have, unindented(code)) {
			t.Errorf("no example has\n%s", b[1])
		}
	}
}

func TestReadmeCountsTheRules(t *testing.T) {
	t.Parallel()
	c, err := compliance.New()
	if err != nil {
		t.Fatal(err)
	}
	section := readme(t)
	want := map[string]string{}
	count := map[string]int{}
	for _, r := range c.Rules() {
		count[r.Area]++
		want[r.Area] = strconv.Itoa(count[r.Area])
	}
	got := map[string]string{}
	for _, m := range regexp.MustCompile("\\| `([a-z_]+)` \\| ([0-9]+) ").FindAllStringSubmatch(section, -1) {
		got[m[1]] = m[2]
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("rules by area (-want +got):\n%s", diff)
	}
	section = strings.Join(strings.Fields(section), " ")
	for _, words := range []string{
		fmt.Sprintf("has %d rules", len(c.Rules())),
		fmt.Sprintf("%d markets have tables", len(c.Markets())),
		strings.Join(c.Markets(), " ") + ".",
	} {
		if !strings.Contains(section, words) {
			t.Errorf("README.md does not say %q", words)
		}
	}
}
