package budget_test

import (
	"bytes"
	"io/fs"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

const (
	root     = "../.."
	maxLines = 300
)

// TestFilesFollowTheHouseRules reads every file of the repository, those of the
// modules inside it too.
func TestFilesFollowTheHouseRules(t *testing.T) {
	t.Parallel()
	// Spelled in two parts, so that this file does not match itself.
	rules := []struct {
		needs     []string // one of them stands in every match: a quick look first
		forbidden *regexp.Regexp
		why       string
	}{
		{[]string{"/wo" + "rk/", "/ro" + "ot/", "/ho" + "me/", "/Us" + "ers/"}, regexp.MustCompile(`(^|[^\w./~-])/(wo` + `rk|ro` + `ot|ho` + `me|Us` + `ers)/\w`), "a path of one machine"},
		{[]string{"TO" + "DO", "FIX" + "ME", "X" + "XX"}, regexp.MustCompile(`\b(TO` + `DO|FIX` + `ME|X` + `XX)\b[:(]`), "a note to oneself: do it or leave it out"},
	}
	files := 0
	for path, text := range sources(t) {
		files++
		if strings.HasSuffix(path, ".go") && !generated(text) {
			if n := bytes.Count(text, []byte("\n")); n > maxLines {
				t.Errorf("%s has %d lines: at most %d; split it by topic", path, n, maxLines)
			}
		}
		if strings.HasSuffix(path, "_test.go") && bytes.Contains(text, []byte("time.Sl"+"eep(")) && !bytes.Contains(text, []byte(`"testing/synctest"`)) {
			t.Errorf("%s sleeps: wait in a bubble of testing/synctest, where it takes no time", path)
		}
		for _, r := range rules {
			if !slices.ContainsFunc(r.needs, func(part string) bool { return bytes.Contains(text, []byte(part)) }) {
				continue
			}
			if at := r.forbidden.FindIndex(text); at != nil {
				t.Errorf("%s:%d: %s: %q", path, 1+bytes.Count(text[:at[0]], []byte("\n")), r.why, text[at[0]:at[1]])
			}
		}
	}
	if files == 0 {
		t.Error("no files found")
	}
}

var mark = regexp.MustCompile(`(?m)^// Code generated .* DO NOT EDIT\.$`)

func generated(text []byte) bool { return mark.Match(text) }

// sources are the text files of the repository by their path in it. Test data
// and sums are left out: people do not write them.
func sources(t *testing.T) map[string][]byte {
	t.Helper()
	dir, err := os.OpenRoot(root)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := dir.Close(); err != nil {
			t.Error(err)
		}
	})
	files := map[string][]byte{}
	err = fs.WalkDir(dir.FS(), ".", func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (d.Name() == ".git" || d.Name() == "testdata"):
			return fs.SkipDir
		case !d.Type().IsRegular() || d.Name() == "go.sum":
			return nil
		}
		text, err := dir.ReadFile(path)
		if err == nil && bytes.IndexByte(text, 0) >= 0 {
			t.Errorf("%s is no text: a program or a picture has no place here", path)
			return nil
		}
		files[path] = text
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}
