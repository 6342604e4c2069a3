package cassette

import (
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"gopkg.in/dnaeon/go-vcr.v3/cassette"
)

func TestScrubLeavesNoSecret(t *testing.T) {
	t.Parallel()
	i := &cassette.Interaction{
		Request: cassette.Request{
			URL:     "http://127.0.0.1:9/api/v2/token/get?app_key=classified1&app_secret=classified2&auth_code=classified3&sign=classified4&grant_type=authorized_code",
			Headers: http.Header{"X-Tts-Access-Token": {"classified5"}, "Cookie": {"classified6"}},
			Body:    `{"refresh_token":"classified7","n":9007199254740993}`,
		},
		Response: cassette.Response{
			Headers: http.Header{"Set-Cookie": {"classified8"}},
			Body:    `{"data":{"access_token":"classified9","orders":[{"recipient_address":{"name":"classified10","phone_number":"classified11"},"id":"5"}]}}`,
		},
	}
	if err := scrub(i); err != nil {
		t.Fatal(err)
	}
	all := i.Request.URL + i.Request.Body + i.Response.Body + strings.Join(i.Request.Headers["X-Tts-Access-Token"], "") +
		strings.Join(i.Request.Headers["Cookie"], "") + strings.Join(i.Response.Headers["Set-Cookie"], "")
	if strings.Contains(all, "classified") {
		t.Errorf("a secret is left: %s", all)
	}
	if !strings.Contains(all, "9007199254740993") || !strings.Contains(all, `"id":"5"`) {
		t.Errorf("what is no secret is gone: %s", all)
	}
}

func TestMatchComparesWhatMatters(t *testing.T) {
	t.Parallel()
	recorded := cassette.Request{
		Method: "POST", URL: "https://open-api.example/order/202309/orders/search?page_size=50&sign=hidden&timestamp=hidden",
		Body: `{"a":1,"b":"x"}`, Headers: http.Header{"Content-Type": {"application/json"}},
	}
	tests := map[string]struct {
		method, url, body string
		want              bool
	}{
		"same but for order and signature": {"POST", "http://127.0.0.1:1/order/202309/orders/search?sign=a&timestamp=1&page_size=50", `{"b":"x", "a":1}`, true},
		"other method":                     {"GET", "http://127.0.0.1:1/order/202309/orders/search?page_size=50", `{"a":1,"b":"x"}`, false},
		"other path":                       {"POST", "http://127.0.0.1:1/order/202309/orders?page_size=50", `{"a":1,"b":"x"}`, false},
		"other query":                      {"POST", "http://127.0.0.1:1/order/202309/orders/search?page_size=20", `{"a":1,"b":"x"}`, false},
		"other body":                       {"POST", "http://127.0.0.1:1/order/202309/orders/search?page_size=50", `{"a":2,"b":"x"}`, false},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r, err := http.NewRequestWithContext(t.Context(), tt.method, tt.url, strings.NewReader(tt.body))
			if err != nil {
				t.Fatal(err)
			}
			r.Header.Set("Content-Type", "application/json")
			if got := match(r, recorded); got != tt.want {
				t.Errorf("match = %v, want %v", got, tt.want)
			}
		})
	}
}

// Belt and braces: nothing that looks like a token, a mail address or a phone
// number lies in any test data of the module.
func TestNoSecrets(t *testing.T) {
	t.Parallel()
	suspects := []*regexp.Regexp{
		regexp.MustCompile(`\b(TTP|ROW|GCP)_[A-Za-z0-9_-]{16,}`),
		regexp.MustCompile(`[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+\.(com|net|org|io|cn)\b`),
		regexp.MustCompile(`\(\+\d{1,3}\)\s?\d{6,}|\+\d{10,14}\b`),
		regexp.MustCompile(`"(access_token|refresh_token|app_secret)": ?"[^"]{8,}"`),
		regexp.MustCompile(`(sign|app_secret|access_token)=[0-9a-zA-Z_-]{16,}`),
	}
	module := os.DirFS(filepath.Join("..", ".."))
	err := fs.WalkDir(module, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && d.Name() == ".git" {
			return fs.SkipDir
		}
		if d.IsDir() || !strings.Contains(path, "testdata/") {
			return nil
		}
		b, err := fs.ReadFile(module, path)
		if err != nil {
			return err
		}
		for _, s := range suspects {
			if m := s.Find(b); m != nil {
				t.Errorf("%s holds %q", path, m)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
