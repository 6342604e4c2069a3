package cassette

import (
	"net/http"
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
