package tiktokshop

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/iotest"
	"time"
)

const (
	testKey    = "app-key-for-tests"
	testSecret = "app-secret-for-tests"
	testToken  = "access-token-for-tests"
)

var (
	readOp  = Operation{Name: "test.Things.Search", Method: "POST", Path: "/test/202309/things/search", Effect: Read, Shop: true, Token: TokenSeller, Scope: "seller.thing.info"}
	writeOp = Operation{Name: "test.Things.Ship", Method: "POST", Path: "/test/202309/things/{thing_id}/ship", Shop: true}
	keyedOp = Operation{Name: "test.Things.Create", Method: "POST", Path: "/test/202309/things", Effect: WriteIdempotent, Key: "idempotency_key", Partial: "errors"}
	fileOp  = Operation{Name: "test.Media.Upload", Method: "POST", Path: "/test/202309/images/upload", Effect: Upload}
)

type thingsRequest struct {
	PageSize  int    `query:"page_size,omitzero"`
	PageToken string `query:"page_token,omitzero"`
	Status    string `json:"status,omitzero"`
	Since     Time   `json:"since,omitzero"`
}

type thingsResponse struct {
	ResponseInfo `json:"-"`

	Things []thing `json:"things"`
	Next   string  `json:"next_page_token"`
}

type thing struct {
	ID       string   `json:"id"`
	Quantity int      `json:"quantity"`
	Price    Decimal  `json:"price"`
	Created  Time     `json:"created"`
	IsGift   bool     `json:"is_gift"`
	Tags     []string `json:"tags"`
}

// answer is one scripted answer of the fake platform.
type scripted struct {
	status int
	body   string
	header map[string]string
	err    error         // instead of an answer
	cut    bool          // the body breaks off
	delay  time.Duration // before the answer
}

func ok(data string) scripted {
	return scripted{status: 200, body: `{"code":0,"message":"Success","request_id":"req-ok","data":` + data + `}`}
}

func refusal(code int, message string) scripted {
	text, _ := json.Marshal(message) //nolint:errchkjson // a string
	return scripted{status: 200, body: `{"code":` + strconv.Itoa(code) + `,"message":` + string(text) + `,"request_id":"req-no","data":null}`}
}

func (s scripted) with(status int, header ...string) scripted {
	s.status, s.header = status, maps.Clone(s.header)
	if s.header == nil {
		s.header = map[string]string{}
	}
	for i := 0; i+1 < len(header); i += 2 {
		s.header[header[i]] = header[i+1]
	}
	return s
}

// seen is one request the fake platform got.
type seen struct {
	at     time.Time
	req    *http.Request
	body   string
	signed bool
}

// platform is a transport that plays a script; its last answer repeats.
type platform struct {
	mu     sync.Mutex
	script []scripted
	got    []seen
}

func play(script ...scripted) *platform { return &platform{script: script} }

func (p *platform) RoundTrip(r *http.Request) (*http.Response, error) {
	var body []byte
	if r.Body != nil {
		var err error
		if body, err = io.ReadAll(r.Body); err != nil {
			return nil, err
		}
		_ = r.Body.Close()
	}
	signedBody := body
	if strings.HasPrefix(r.Header.Get("Content-Type"), "multipart/") {
		signedBody = nil
	}
	p.mu.Lock()
	s := p.script[min(len(p.got), len(p.script)-1)]
	p.got = append(p.got, seen{time.Now(), r, string(body), r.URL.Query().Get("sign") == Sign(testSecret, r.URL.Path, r.URL.Query(), signedBody)})
	p.mu.Unlock()
	if s.delay > 0 {
		select {
		case <-r.Context().Done():
			return nil, r.Context().Err()
		case <-time.After(s.delay):
		}
	}
	if s.err != nil {
		return nil, s.err
	}
	h := http.Header{}
	for k, v := range s.header {
		h.Set(k, v)
	}
	content := io.Reader(strings.NewReader(s.body))
	if s.cut {
		content = io.MultiReader(strings.NewReader(s.body[:len(s.body)/2]), iotest.ErrReader(io.ErrUnexpectedEOF))
	}
	return &http.Response{StatusCode: s.status, Header: h, Body: io.NopCloser(content), ContentLength: -1, Request: r}, nil
}

func (p *platform) requests() []seen {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]seen(nil), p.got...)
}

// newTestClient is a client whose requests p answers.
func newTestClient(t *testing.T, p http.RoundTripper, change ...func(*Config)) *Client {
	t.Helper()
	cfg := Config{
		AppKey: testKey, AppSecret: testSecret, Tokens: StaticToken(testToken),
		HTTPClient: &http.Client{Transport: p, Timeout: tryTimeout}, Limits: NoLimits(),
	}
	for _, f := range change {
		f(&cfg)
	}
	c, err := New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// countingTokens makes a new token whenever the old one is stale.
type countingTokens struct {
	mu   sync.Mutex
	made int
	err  error // for every refresh
}

func (s *countingTokens) Token(_ context.Context, stale string) (Token, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.made == 0 || stale == "token-"+strconv.Itoa(s.made) {
		if s.made > 0 && s.err != nil {
			return Token{}, s.err
		}
		s.made++
	}
	return Token{AccessToken: "token-" + strconv.Itoa(s.made), Kind: TokenSeller}, nil
}

// together runs f in n goroutines and returns their errors.
func together(n int, f func() error) []error {
	errs := make([]error, n)
	var wg sync.WaitGroup
	for i := range errs {
		wg.Go(func() { errs[i] = f() })
	}
	wg.Wait()
	return errs
}

func asError(t *testing.T, err error) *Error {
	t.Helper()
	var e *Error
	if !errors.As(err, &e) {
		t.Fatalf("error is %v (%T), want an *Error", err, err)
	}
	return e
}
