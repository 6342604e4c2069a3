package tiktokshop

import (
	"encoding/json"
	"maps"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// sharedFile reads a file that lies beside the repository. Without it a test is
// skipped, unless the environment says that it must be there.
func sharedFile(t *testing.T, path string, v any) {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("..", "shared", path))
	if err != nil {
		if os.Getenv("TIKTOKSHOP_FIXTURES") == "required" {
			t.Fatal(err)
		}
		t.Skipf("no shared data here: %v", err)
	}
	if err := json.Unmarshal(b, v); err != nil {
		t.Fatal(err)
	}
}

func TestSignReproducesThePublishedExample(t *testing.T) {
	t.Parallel()
	q := url.Values{"app_key": {"29a39d"}, "timestamp": {"1623812664"}, "sign": {"x"}, "access_token": {"y"}}
	const want = "b596b73e0cc6de07ac26f036364178ab16b0a907af13d43f0a0cd2345f582dc8"
	if got := Sign("e59af819cc", "/authorization/202309/shops", q, nil); got != want {
		t.Errorf("sign = %s, want %s", got, want)
	}
}

func TestSignReproducesAllVectors(t *testing.T) {
	t.Parallel()
	var v struct {
		Requests []struct {
			Name        string            `json:"name"`
			Secret      string            `json:"app_secret"`
			Path        string            `json:"path"`
			Query       map[string]string `json:"query_decoded"`
			ContentType string            `json:"content_type"`
			Body        string            `json:"body"`
			Sign        string            `json:"sign"`
		} `json:"request_vectors"`
	}
	sharedFile(t, "platform/signing_vectors.json", &v)
	if len(v.Requests) < 17 {
		t.Errorf("%d vectors, want at least 17", len(v.Requests))
	}
	for _, r := range v.Requests {
		t.Run(r.Name, func(t *testing.T) {
			t.Parallel()
			q := url.Values{}
			for k, s := range r.Query {
				q.Set(k, s)
			}
			body := []byte(r.Body)
			if strings.HasPrefix(r.ContentType, "multipart/form-data") {
				body = nil
			}
			if got := Sign(r.Secret, r.Path, q, body); got != r.Sign {
				t.Errorf("sign = %s, want %s", got, r.Sign)
			}
		})
	}
}

// The signature does not depend on the order in which a query was built, nor on
// what was signed before with the same signer.
func FuzzSignIgnoresOrder(f *testing.F) {
	f.Add("secret", "/a/b", "k1", "v1", "k2", "v2", []byte("{}"))
	f.Fuzz(func(t *testing.T, secret, path, k1, v1, k2, v2 string, body []byte) {
		q := url.Values{k1: {v1}}
		q.Set(k2, v2)
		want := Sign(secret, path, q, body)
		back := url.Values{}
		for _, k := range slices.Backward(slices.Sorted(maps.Keys(q))) {
			back.Set(k, q.Get(k))
		}
		s := newSigner(secret)
		s.sign("/other", url.Values{"x": {"y"}}, []byte("other"))
		if got := s.sign(path, back, body); got != want || len(got) != 64 || strings.ToLower(got) != got {
			t.Errorf("sign = %s, then %s", want, got)
		}
	})
}
