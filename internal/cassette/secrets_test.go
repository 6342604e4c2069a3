package cassette

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// suspect is a text that must not lie in test data. What its last group matches
// may, when fine says so.
type suspect struct {
	text *regexp.Regexp
	fine *regexp.Regexp // nil: nothing is
}

// suspects are secrets, people's data, and traces of one machine.
func suspects() []suspect {
	invented := regexp.MustCompile(`^hidden$`)
	return []suspect{
		{regexp.MustCompile(`\b((?:TTP|ROW|GCP)_[A-Za-z0-9_-]{16,})`), nil},
		{regexp.MustCompile(`[A-Za-z0-9._%+-]+@([A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,})\b`), regexp.MustCompile(`^example\.com$`)},
		{regexp.MustCompile(`((?:\(\+\d{1,3}\)\s?|\+\d{1,3}[ -]?)[\d*][\d* -]{5,})`), regexp.MustCompile(`^\(?\+1\)?[ -]?\d{3}[ -]?555[ -]?01\d\d$`)},
		{regexp.MustCompile(`"phone(?:_number)?\\?": ?\\?"([^"\\]*)`), regexp.MustCompile(`^hidden$|^$`)},
		{regexp.MustCompile(`"(?:access_token|refresh_token|app_secret|auth_code|shop_cipher|cipher)\\?": ?\\?"([^"\\]{8,})`), invented},
		{regexp.MustCompile(`\b(?:sign|app_key|app_secret|access_token|refresh_token|auth_code|\w*cipher)=([^&\s"']+)`), invented},
		{regexp.MustCompile(`(?i)\b(?:X-Tts-Access-Token|Authorization|Cookie|Set-Cookie):\s*(?:-\s*)?(\S+)`), invented},
		{regexp.MustCompile(`((?:app-key|app-secret)-for-\w+)`), nil},
		{regexp.MustCompile(`((?:127\.0\.0\.1|localhost|\[::1\]):\d+)`), nil},
		// Spelled in two parts, as other tests look for it in this file too.
		{regexp.MustCompile(`(?:^|[^\w./~-])(/(?:wo` + `rk|ro` + `ot|ho` + `me|Us` + `ers|tmp)/\w+|[A-Z]:\\\\?Users)`), nil},
	}
}

// find is the first thing in a text that should not be there.
func find(text []byte) string {
	for _, s := range suspects() {
		for _, m := range s.text.FindAllSubmatch(text, -1) {
			if s.fine == nil || !s.fine.Match(m[1]) {
				return string(m[0])
			}
		}
	}
	return ""
}

// Belt and braces: nothing that looks like a token, a mail address, a phone
// number or a place on one machine lies in any test data of the module.
func TestNoSecrets(t *testing.T) {
	t.Parallel()
	module := os.DirFS(filepath.Join("..", ".."))
	cassettes := 0
	err := fs.WalkDir(module, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && d.Name() == ".git" {
			return fs.SkipDir
		}
		if d.IsDir() || !strings.Contains("/"+path, "/testdata/") {
			return nil
		}
		b, err := fs.ReadFile(module, path)
		if err != nil {
			return err
		}
		if m := find(b); m != "" {
			t.Errorf("%s holds %q", path, m)
		}
		if strings.Contains(path, "/cassettes/") {
			cassettes++
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if cassettes == 0 {
		t.Error("no cassettes found")
	}
}

func TestSuspectsAreFound(t *testing.T) {
	t.Parallel()
	for text, bad := range map[string]bool{
		`ROW_abcdefghijklmnopqrstuv`: true, `"a": "pat@mail.example.net"`: true, `pat@example.com`: false,
		`(+44)7700123456`: true, `(+1)213***4567`: true, `+8613800138000`: true, `"+1 202 555 0143"`: false, `{"phone_number":"2135551234"}`: true,
		`"{\"access_token\":\"abcdefghijk\"}"`: true, `"access_token":"hidden"`: false, `?sign=0123&app_key=hidden`: true, `?sign=hidden&shop_cipher=hidden`: false,
		"X-Tts-Access-Token:\n                - abc": true, "X-Tts-Access-Token:\n                - hidden": false,
		`http://127.0.0.1:41234/x`: true, `https://open-api.example/x`: false, `"/ho` + `me/pat/x"`: true, `"next_page_token":"+/+/NmUzMjIzMjQuMTc5"`: false,
	} {
		if got := find([]byte(text)); (got != "") != bad {
			t.Errorf("%s: found %q", text, got)
		}
	}
}
