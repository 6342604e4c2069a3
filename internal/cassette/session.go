package cassette

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/tiktokshop-go/tiktokshop"
	"github.com/tiktokshop-go/tiktokshop/shop/shoptest"
)

// Session is what a user does in one family of services: with the fake shop
// while it is recorded, with the cassette afterwards.
type Session struct {
	Start time.Time // the shop's time at the beginning; it moves in Step only

	t      *testing.T
	srv    *shoptest.Server // nil when the cassette is played
	direct *http.Client     // past the recorder
	client *tiktokshop.Client
}

// Open begins a session. The story is what a scenario of the fake shop says of
// sellers, creators and tempo, in JSON without the outer braces. Its time stands
// still and its seed is fixed, so equal sessions make equal cassettes.
func Open(t *testing.T, name, story string) *Session {
	t.Helper()
	s := &Session{t: t, Start: time.Date(2026, 6, 1, 9, 0, 0, 0, time.UTC)}
	cfg := tiktokshop.Config{AppKey: "app-key-for-tests", AppSecret: "app-secret-for-tests", BaseURL: "https://open-api.example", AuthURL: "https://open-api.example"}
	network := http.DefaultTransport
	if Recording() {
		s.srv = shoptest.NewServer(shoptest.Options{Memory: true, Scenario: json.RawMessage(`{"version":1,"start":"2026-06-01T09:00:00Z","speed":0,"seed":7,` + story + `}`)})
		t.Cleanup(s.srv.Close)
		if err := s.srv.Err(); err != nil {
			t.Fatal(err)
		}
		cfg = s.srv.Config()
		s.direct, network = cfg.HTTPClient, cfg.HTTPClient.Transport
	}
	cfg.HTTPClient = &http.Client{Transport: New(t, name, network)}
	cfg.Tokens, cfg.Limits, cfg.MaxWait = nil, tiktokshop.NoLimits(), 1
	c, err := tiktokshop.New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	s.client = c
	return s
}

// As is a client with the tokens of an account of this kind.
func (s *Session) As(kind tiktokshop.TokenKind) *tiktokshop.Client {
	if s.srv == nil {
		return s.client.As(tiktokshop.StaticToken("token"))
	}
	return s.client.As(&account{srv: s.srv, kind: kind})
}

// Seller is a client of the first seller's first shop.
func (s *Session) Seller() *tiktokshop.Client {
	if s.srv == nil {
		return s.As(tiktokshop.TokenSeller).For(hidden)
	}
	return s.As(tiktokshop.TokenSeller).For(s.srv.Cipher)
}

// Partner is a client of the first partner's category asset.
func (s *Session) Partner() *tiktokshop.Client {
	if s.srv == nil {
		return s.As(tiktokshop.TokenPartner).ForAsset(hidden)
	}
	return s.As(tiktokshop.TokenPartner).ForAsset(s.srv.AssetCipher)
}

// Step does something to the fake shop, such as letting time pass. When the
// cassette is played it does nothing.
func (s *Session) Step(do func(srv *shoptest.Server)) {
	if s.srv != nil {
		do(s.srv)
	}
}

// Pass lets time pass.
func (s *Session) Pass(d time.Duration) {
	s.Step(func(srv *shoptest.Server) { srv.Advance(d) })
}

// Control makes a control call, by which buyers and others act. When the
// cassette is played it does nothing.
func (s *Session) Control(path, body string) {
	s.t.Helper()
	s.Step(func(srv *shoptest.Server) {
		r, err := http.NewRequestWithContext(s.t.Context(), http.MethodPost, srv.URL+"/sandbox/"+path, strings.NewReader(body))
		s.Must(err)
		resp, err := s.direct.Do(r)
		s.Must(err)
		defer resp.Body.Close()
		if b, err := io.ReadAll(resp.Body); err != nil || resp.StatusCode != http.StatusOK {
			s.t.Fatalf("%s %s: %s %s %v", path, body, resp.Status, b, err)
		}
	})
}

// Must fails the test when a call did.
func (s *Session) Must(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
}

// Refused fails the test unless err is a refusal with this code.
func (s *Session) Refused(err error, code int) {
	s.t.Helper()
	e, ok := errors.AsType[*tiktokshop.Error](err)
	if !ok || e.Code != code || e.RequestID == "" {
		s.t.Errorf("error is %v, want code %d", err, code)
	}
}

// account has a token that is valid by the shop's time.
type account struct {
	srv  *shoptest.Server
	kind tiktokshop.TokenKind

	mu   sync.Mutex
	now  tiktokshop.Token
	ends time.Time
}

func (a *account) Token(ctx context.Context, _ string) (tiktokshop.Token, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.srv.Now().Before(a.ends) {
		return a.now, nil
	}
	tok, err := a.srv.Tokens(a.kind).Token(ctx, "")
	a.ends, tok.AccessExpires = tok.AccessExpires, time.Time{} // the machine's time says nothing
	a.now = tok
	return tok, err
}
