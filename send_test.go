package tiktokshop

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestDoSendsAnyCall(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		call Call
		opts []CallOption
		path string
		q    url.Values
		body string
		sent int // tries when the platform is down
	}{
		"GET reads":   {call: Call{Method: "GET", Path: "/order/202309/orders", Query: url.Values{"ids": {"1", "2"}}}, path: "/order/202309/orders", q: url.Values{"ids": {"1,2"}}, sent: 4},
		"POST writes": {call: Call{Method: "POST", Path: "/a/202309/b", Body: map[string]any{"html": "<b>&"}}, path: "/a/202309/b", body: `{"html":"<b>&"}`, sent: 1},
		"POST that reads": {
			call: Call{Method: "POST", Path: "/a/202309/b", Body: json.RawMessage(`{ "a": 1 }`), Effect: Read}, path: "/a/202309/b", body: `{ "a": 1 }`, sent: 4,
		},
		"GET with a body": {call: Call{Method: "GET", Path: "/a/202309/b", Body: []byte(`{"a":1}`)}, path: "/a/202309/b", body: `{"a":1}`, sent: 4},
		"options": {
			call: Call{Method: "POST", Path: "/a/202309/b", Body: map[string]int{"a": 1}}, path: "/a/202601/b", body: `{"a":2,"b":[1]}`, sent: 1,
			opts: []CallOption{Version("202601"), With("a", 2), With("b", []int{1}), Header("X-Extra", "1")},
		},
		"With without a body goes to the query": {
			call: Call{Method: "GET", Path: "/a/202309/b"}, opts: []CallOption{With("n", 5), Attempts(2)}, path: "/a/202309/b", q: url.Values{"n": {"5"}}, sent: 2,
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := play(ok(`{"x":1}`))
			var out map[string]int
			if err := newTestClient(t, p).For("shop").ForAsset("asset").Do(t.Context(), tt.call, &out, tt.opts...); err != nil {
				t.Fatal(err)
			}
			r := p.requests()[0]
			q := r.req.URL.Query()
			for _, k := range []string{"app_key", "timestamp", "sign", "shop_cipher", "category_asset_cipher"} {
				if q.Get(k) == "" {
					t.Errorf("query lacks %s", k)
				}
				q.Del(k)
			}
			if tt.q == nil {
				tt.q = url.Values{}
			}
			if diff := cmp.Diff(tt.q, q); diff != "" {
				t.Errorf("query (-want +got):\n%s", diff)
			}
			if !r.signed || r.req.URL.Path != tt.path || r.body != tt.body || r.req.Header.Get("Content-Type") != "application/json" {
				t.Errorf("signed %v, path %s, body %s, headers %v", r.signed, r.req.URL.Path, r.body, r.req.Header)
			}
			if diff := cmp.Diff(map[string]int{"x": 1}, out); diff != "" {
				t.Errorf("out (-want +got):\n%s", diff)
			}
			down := play(scripted{status: 503})
			if err := newTestClient(t, down, fast).Do(t.Context(), tt.call, nil, tt.opts...); err == nil || len(down.requests()) != tt.sent {
				t.Errorf("%d tries, want %d: %v", len(down.requests()), tt.sent, err)
			}
		})
	}
}

func fast(c *Config) { c.MaxWait = 1 }

type uploadRequest struct {
	Data    File   `form:"data"`
	UseCase string `form:"use_case,omitzero"`
	Locale  string `query:"locale,omitzero"`
}

func TestUploadIsStreamedAndReopened(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "mug.png")
	if err := os.WriteFile(path, []byte("picture"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, f := range []File{FileBytes("mug.png", []byte("picture")), FilePath(path), {Name: "mug.png", Open: FilePath(path).Open}} {
		p := play(refusal(36009002, "slow").with(429), ok(`{"uri":"u"}`))
		var out struct {
			URI string `json:"uri"`
		}
		req := &uploadRequest{Data: f, UseCase: "MAIN_IMAGE", Locale: "en-US"}
		if err := newTestClient(t, p, fast).Invoke(t.Context(), &fileOp, nil, req, &out); err != nil {
			t.Fatal(err)
		}
		for i, r := range p.requests() {
			_, params, err := mime.ParseMediaType(r.req.Header.Get("Content-Type"))
			if err != nil {
				t.Fatal(err)
			}
			form, err := multipart.NewReader(strings.NewReader(r.body), params["boundary"]).ReadForm(1 << 20)
			if err != nil {
				t.Fatal(err)
			}
			file, err := form.File["data"][0].Open()
			if err != nil {
				t.Fatal(err)
			}
			content, err := io.ReadAll(file)
			if err != nil || !r.signed || string(content) != "picture" || form.File["data"][0].Filename != "mug.png" || form.Value["use_case"][0] != "MAIN_IMAGE" {
				t.Errorf("try %d: signed %v, file %s %q, form %v: %v", i+1, r.signed, form.File["data"][0].Filename, content, form.Value, err)
			}
			if f.Size > 0 && r.req.ContentLength != int64(len(r.body)) {
				t.Errorf("try %d: Content-Length %d, body %d", i+1, r.req.ContentLength, len(r.body))
			}
		}
		if len(p.requests()) != 2 || out.URI != "u" {
			t.Errorf("%d tries, uri %q", len(p.requests()), out.URI)
		}
	}
}

func TestBadFilesAreNamed(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		file File
		want string
	}{
		"no file":      {File{}, "use FileBytes or FilePath"},
		"no opener":    {File{Name: "a.png"}, "Data: File.Open is nil"},
		"no name":      {File{Open: FileBytes("", nil).Open}, "Data: File.Name is empty"},
		"missing file": {FilePath("does-not-exist.png"), `file "does-not-exist.png"`},
		"opens nothing": {
			File{Name: "a.png", Open: func() (io.ReadCloser, error) { return nil, nil }}, "Open returned nothing",
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := play(ok(`{}`))
			err := newTestClient(t, p).Invoke(t.Context(), &fileOp, nil, &uploadRequest{Data: tt.file}, nil)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error is %v, want %q in it", err, tt.want)
			}
			if len(p.requests()) != 0 {
				t.Error("a request was sent")
			}
		})
	}
}

type createRequest struct {
	Title          string `json:"title,omitzero"`
	IdempotencyKey string `json:"idempotency_key,omitzero"`
}

func TestIdempotencyKeyIsFilledAndKeptOverTries(t *testing.T) {
	t.Parallel()
	key := func(body string) string {
		var b createRequest
		if err := json.Unmarshal([]byte(body), &b); err != nil {
			t.Error(err)
		}
		return b.IdempotencyKey
	}
	p := play(scripted{status: 503}, ok(`{}`))
	req := &createRequest{Title: "mug"}
	if err := newTestClient(t, p, fast).Invoke(t.Context(), &keyedOp, nil, req, nil); err != nil {
		t.Fatal(err)
	}
	got := p.requests()
	if k := key(got[0].body); len(k) != 36 || k != key(got[1].body) || req.IdempotencyKey != "" {
		t.Errorf("keys %q and %q, request has %q", k, key(got[1].body), req.IdempotencyKey)
	}
	p = play(ok(`{}`))
	if err := newTestClient(t, p).Invoke(t.Context(), &keyedOp, nil, &createRequest{IdempotencyKey: "mine"}, nil); err != nil || key(p.requests()[0].body) != "mine" {
		t.Errorf("own key is not kept: %s, %v", p.requests()[0].body, err)
	}
}

// A GET that writes must not be sent again by net/http, behind our back, when a
// kept connection breaks.
func TestWriteByGetCannotBeReplayedByTheTransport(t *testing.T) {
	t.Parallel()
	op := Operation{Name: "test.Tokens.Create", Method: http.MethodGet, Path: "/a/202309/b"}
	p := play(ok(`{}`))
	if err := newTestClient(t, p).Invoke(t.Context(), &op, nil, nil, nil); err != nil {
		t.Fatal(err)
	}
	if r := p.requests()[0].req; r.Body == nil || r.Body == http.NoBody || r.GetBody != nil {
		t.Error("net/http takes the request for one it may send again")
	}
}

func TestDryRunSignsAndSendsNothing(t *testing.T) {
	t.Parallel()
	p := play(ok(`{}`))
	c := newTestClient(t, p).For("cip")
	tests := map[string]struct {
		op  *Operation
		ids []string
		in  any
	}{
		"JSON": {&readOp, nil, &thingsRequest{PageSize: 5, Status: "NEW"}},
		"form": {&fileOp, nil, &uploadRequest{Data: FileBytes("a.png", []byte("x"))}},
		"ids":  {&writeOp, []string{"42"}, nil},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var dry *http.Request
			if err := c.Invoke(t.Context(), tt.op, tt.ids, tt.in, nil, DryRun(&dry)); err != nil || dry == nil {
				t.Fatal(err)
			}
			platform := play(ok(`{}`))
			resp, err := platform.RoundTrip(dry)
			if err != nil || !platform.requests()[0].signed {
				t.Fatalf("the request is not ready to be sent: %v", err)
			}
			_ = resp.Body.Close()
		})
	}
	t.Cleanup(func() {
		if n := len(p.requests()); n != 0 {
			t.Errorf("%d requests were sent", n)
		}
	})
}

func TestOnAttemptSeesEveryTry(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var got []Attempt
		p := play(scripted{status: 503}, refusal(36009002, "slow").with(429, "Retry-After", "3"), ok(`{}`))
		c := newTestClient(t, p, func(cfg *Config) {
			cfg.OnAttempt = func(_ context.Context, a Attempt) { got = append(got, a) }
			cfg.Limits = NewLimits(1)
		})
		if err := c.Invoke(t.Context(), &readOp, nil, nil, nil); err != nil {
			t.Fatal(err)
		}
		var kinds []error
		for i, a := range got {
			if a.Op != readOp.Name || a.Try != i+1 || a.Again != (i < 2) || (a.Err == nil) != (i == 2) {
				t.Errorf("attempt %d: %+v", i+1, a)
			}
			for _, k := range []error{ErrServer, ErrRateLimited} {
				if errors.Is(a.Err, k) {
					kinds = append(kinds, k)
				}
			}
		}
		if len(got) != 3 || len(kinds) != 2 || got[0].Status != 503 || got[1].Code != 36009002 || got[1].Wait < 3*time.Second || got[2].Held <= 0 && got[1].Held <= 0 {
			t.Errorf("attempts %+v", got)
		}
	})
}
