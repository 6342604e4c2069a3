package tiktokshop

import (
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

func TestPartialFailureStandsBesideTheValue(t *testing.T) {
	t.Parallel()
	type failure struct {
		Code    int    `json:"code"`
		Message string `json:"message"`
		Detail  struct {
			ProductID string `json:"product_id"`
		} `json:"detail"`
	}
	type response struct {
		ResponseInfo `json:"-"`

		Done   []string  `json:"done"`
		Errors []failure `json:"errors"`
	}
	p := play(ok(`{"done":["1"],"errors":[{"code":12052032,"message":"not live","detail":{"product_id":"2"}},{"code":5}]}`))
	var out response
	err := newTestClient(t, p).Invoke(t.Context(), &keyedOp, nil, &createRequest{}, &out)
	var pf *PartialFailure
	if !errors.As(err, &pf) || !Partial(err) || len(out.Done) != 1 || len(out.Errors) != 2 {
		t.Fatalf("error %v, value %+v", err, out)
	}
	want := []PartialError{
		{Code: "12052032", Message: "not live", Detail: json.RawMessage(`{"product_id":"2"}`)},
		{Code: "5", Detail: json.RawMessage(`{"product_id":""}`)},
	}
	if diff := cmp.Diff(want, pf.Errors); diff != "" {
		t.Errorf("errors (-want +got):\n%s", diff)
	}
	if got, want := err.Error(), "test.Things.Create: done in part: not live (code 12052032) and 1 more"; got != want {
		t.Errorf("text = %s, want %s", got, want)
	}
}

func TestAnswersThatBreakTheirSchemaAreReadAsFarAsTheyGo(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		data string
		want []thing
		path string // of the DecodeError
	}{
		"as declared":          {data: `{"things":[{"id":"1","quantity":2,"price":"3.50"}]}`, want: []thing{{ID: "1", Quantity: 2, Price: "3.50"}}},
		"id above 2^53":        {data: `{"things":[{"id":9007199254740993}]}`, want: []thing{{ID: "9007199254740993"}}},
		"numbers as text":      {data: `{"things":[{"id":"1","quantity":"2","created":"0"}]}`, want: []thing{{ID: "1", Quantity: 2}}},
		"whole float":          {data: `{"things":[{"quantity":2.0}]}`, want: []thing{{Quantity: 2}}},
		"nulls":                {data: `{"things":[{"id":null,"quantity":null,"price":null,"created":null,"is_gift":null,"tags":null},null]}`, want: []thing{{}, {}}},
		"null list":            {data: `{"things":null}`},
		"text for a list":      {data: `{"things":[{"tags":"a"}]}`, want: []thing{{Tags: []string{"a"}}}},
		"object for a list":    {data: `{"things":{"id":"1"}}`, want: []thing{{ID: "1"}}},
		"empty text for list":  {data: `{"things":""}`},
		"list for an object":   {data: `{"things":[[]]}`, want: []thing{{}}},
		"bool as text":         {data: `{"things":[{"id":true,"is_gift":"true","price":false}]}`, want: []thing{{ID: "true", IsGift: true, Price: "false"}}},
		"flag as number":       {data: `{"things":[{"is_gift":1}]}`, want: []thing{{IsGift: true}}},
		"unknown keys":         {data: `{"things":[{"id":"1","news":{"a":[1]}}],"more":[]}`, want: []thing{{ID: "1"}}},
		"data is null":         {data: `null`},
		"data is a list":       {data: `[]`},
		"misfit":               {data: `{"things":[{"id":"1","quantity":"many"},{"id":"2","quantity":3}]}`, want: []thing{{ID: "1"}, {ID: "2", Quantity: 3}}, path: "things[0].quantity"},
		"misfit scalar":        {data: `{"things":[{"id":"1","created":"yesterday"}]}`, want: []thing{{ID: "1"}}, path: "things[0].created"},
		"object for text":      {data: `{"things":[{"id":{"a":1}}]}`, want: []thing{{}}, path: "things[0].id"},
		"fraction for a count": {data: `{"things":[{"quantity":1.5}]}`, want: []thing{{}}, path: "things[0].quantity"},
		"huge exponent":        {data: `{"things":[{"quantity":1e999999999}]}`, want: []thing{{}}, path: "things[0].quantity"},
		"data is text":         {data: `"hello"`, path: "data"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var out thingsResponse
			err := newTestClient(t, play(ok(tt.data))).Invoke(t.Context(), &readOp, nil, nil, &out)
			var d *DecodeError
			switch {
			case tt.path == "" && err != nil:
				t.Errorf("error is %v", err)
			case tt.path != "" && (!errors.As(err, &d) || d.Path != tt.path):
				t.Errorf("error is %v, want a DecodeError at %s", err, tt.path)
			}
			if diff := cmp.Diff(tt.want, out.Things); diff != "" {
				t.Errorf("things (-want +got):\n%s", diff)
			}
		})
	}
}

func TestCodeIsFoundBehindDataOfAnotherShape(t *testing.T) {
	t.Parallel()
	for _, body := range []string{
		`{"code":12019009,"data":"text","message":"no"}`, `{"code":"12019009","data":[1],"message":{"a":1}}`, `{"code":12019009}`,
	} {
		var out thingsResponse
		err := newTestClient(t, play(scripted{status: 200, body: body})).Invoke(t.Context(), &readOp, nil, nil, &out)
		if !errors.Is(err, ErrInvalid) || asError(t, err).Code != 12019009 {
			t.Errorf("%s: error is %v", body, err)
		}
	}
}

func TestNothingOfAFormerAnswerIsLeft(t *testing.T) {
	t.Parallel()
	first := scripted{status: 503, body: `{"code":36009003,"message":"x","data":{"things":[{"id":"old"}],"next_page_token":"old"}}`}
	var out thingsResponse
	if err := newTestClient(t, play(first, ok(`{"things":[]}`)), fast).Invoke(t.Context(), &readOp, nil, nil, &out); err != nil || out.Next != "" || len(out.Things) != 0 {
		t.Errorf("value %+v, error %v", out, err)
	}
}

func TestRawAndInfoAreKeptOnDemand(t *testing.T) {
	t.Parallel()
	var raw json.RawMessage
	var info ResponseInfo
	var out thingsResponse
	err := newTestClient(t, play(ok(`{"things":[{"id":1}],"news":1}`))).Invoke(t.Context(), &readOp, nil, nil, &out, KeepRaw(&raw), Info(&info))
	if err != nil || string(raw) != `{"things":[{"id":1}],"news":1}` || info.RequestID != "req-ok" || out.Things[0].ID != "1" {
		t.Errorf("raw %s, info %+v, out %+v, error %v", raw, info, out, err)
	}
	err = newTestClient(t, play(refusal(12019009, "no"))).Invoke(t.Context(), &readOp, nil, nil, nil, Info(&info))
	if err == nil || info.RequestID != "req-no" {
		t.Errorf("info of a refusal: %+v, %v", info, err)
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
