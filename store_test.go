package tiktokshop

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestAuthorizeURL(t *testing.T) {
	t.Parallel()
	c := newTestClient(t, play(ok(`{}`)))
	tests := map[string]struct {
		in        Authorize
		want, err string
	}{
		"seller":            {in: Authorize{Kind: TokenSeller, ServiceID: "7", State: "a b&c"}, want: "https://services.tiktokshop.com/open/authorize?service_id=7&state=a+b%26c"},
		"seller in the US":  {in: Authorize{Kind: TokenSeller, ServiceID: "7", US: true}, want: "https://services.tiktokshops.us/open/authorize?service_id=7"},
		"partner":           {in: Authorize{Kind: TokenPartner, ServiceID: "7", State: "s"}, want: "https://partner.tiktokshop.com/open/authorize?service_id=7&state=s"},
		"partner in the US": {in: Authorize{Kind: TokenPartner, ServiceID: "7", US: true}, want: "https://partner.us.tiktokshop.com/open/authorize?service_id=7"},
		"creator":           {in: Authorize{Kind: TokenCreator, State: "s"}, want: "https://shop.tiktok.com/alliance/creator/auth?app_key=" + testKey + "&state=s"},
		"creator, no state": {in: Authorize{Kind: TokenCreator}, err: "State is empty"},
		"no service":        {in: Authorize{Kind: TokenSeller}, err: "ServiceID is empty"},
		"no kind":           {in: Authorize{ServiceID: "7"}, err: "Kind is not set"},
		"padded state":      {in: Authorize{Kind: TokenSeller, ServiceID: "7", State: " s"}, err: "white space"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := c.AuthorizeURL(tt.in)
			if got != tt.want || (err == nil) != (tt.err == "") || err != nil && !strings.Contains(err.Error(), tt.err) {
				t.Errorf("got %q, %v", got, err)
			}
		})
	}
}

// failingStore cannot save, for a while.
type failingStore struct {
	MemoryStore
	fails int
}

func (s *failingStore) Save(ctx context.Context, key string, tok Token) error {
	if s.fails > 0 {
		s.fails--
		return errors.New("disk full")
	}
	return s.MemoryStore.Save(ctx, key, tok)
}

func TestTokenThatCannotBeSavedIsNotLost(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s, store := &tokenService{current: 1, life: week}, &failingStore{}
		r := newTestClient(t, s).Refresher(store, "seller")
		save(t, store, Token{AccessToken: "access-1", RefreshToken: "refresh-1"})
		store.fails = 2
		for range 2 {
			if _, err := r.Token(t.Context(), "access-1"); err == nil || !strings.Contains(err.Error(), "disk full") {
				t.Fatalf("error is %v", err)
			}
		}
		tok, err := r.Token(t.Context(), "access-1")
		if in, _ := store.Load(t.Context(), "seller"); err != nil || tok.AccessToken != "access-2" || in.AccessToken != "access-2" || s.trades != 1 {
			t.Errorf("token %s, store %s, %d trades, %v", tok.AccessToken, in.AccessToken, s.trades, err)
		}
	})
}

func TestFileStoreKeepsTokens(t *testing.T) {
	t.Parallel()
	s := FileStore(t.TempDir())
	want := Token{AccessToken: "a", RefreshToken: "r", AccessExpires: time.Unix(1800000000, 0).UTC(), Kind: TokenCreator, Scopes: []string{"x"}}
	for _, key := range []string{"seller", "../../etc/passwd", "..", "A", "a", "sh/op?1", "é"} {
		want.OpenID = key
		if err := s.Save(t.Context(), key, want); err != nil {
			t.Fatalf("%q: %v", key, err)
		}
	}
	for _, key := range []string{"../../etc/passwd", "A", "a"} {
		got, err := s.Load(t.Context(), key)
		want.OpenID = key
		if diff := cmp.Diff(want, got); diff != "" || err != nil {
			t.Errorf("%q (-want +got):\n%s%v", key, diff, err)
		}
	}
	if got, err := s.Load(t.Context(), "nobody"); err != nil || got.AccessToken != "" {
		t.Errorf("missing key: %v, %v", got, err)
	}
	for _, key := range []string{"", strings.Repeat("x", 65)} {
		if err := s.Save(t.Context(), key, want); err == nil {
			t.Errorf("key %q is taken", key)
		}
	}
}

func TestFileStoreLocksBetweenRefreshers(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := &tokenService{current: 1, life: week}
	if err := FileStore(dir).Save(t.Context(), "seller", Token{AccessToken: "access-1", RefreshToken: "refresh-1"}); err != nil {
		t.Fatal(err)
	}
	// Each client has its own Refresher, as each process would.
	clients := make(chan *Client, 8)
	for range cap(clients) {
		clients <- newTestClient(t, s)
	}
	errs := together(cap(clients), func() error {
		tok, err := (<-clients).Refresher(FileStore(dir), "seller").Token(t.Context(), "access-1")
		if err == nil && tok.AccessToken != "access-2" {
			err = errors.New("got " + tok.AccessToken)
		}
		return err
	})
	if err := errors.Join(errs...); err != nil || s.trades != 1 {
		t.Errorf("%d trades, %v", s.trades, err)
	}
}

func TestSecretsAreNotPrinted(t *testing.T) {
	t.Parallel()
	tok := Token{AccessToken: "hidden", RefreshToken: "hidden"}
	cfg := Config{AppKey: "k", AppSecret: "hidden", Tokens: StaticToken("hidden")}
	c := newTestClient(t, play(ok(`{}`)), func(c *Config) { c.AppSecret, c.Tokens = "hidden", StaticToken("hidden") })
	store := &MemoryStore{}
	save(t, store, tok)
	for _, v := range []any{tok, &tok, cfg, &cfg, StaticToken("hidden"), tok.LogValue(), cfg.LogValue(), c, store, c.Refresher(store, "seller")} {
		for _, f := range []string{"%v", "%+v", "%#v", "%s"} {
			if s := fmt.Sprintf(f, v); strings.Contains(s, "hidden") {
				t.Errorf("%T printed with %s: %s", v, f, s)
			}
		}
	}
	b, err := json.Marshal(tok)
	var back Token
	if err != nil || json.Unmarshal(b, &back) != nil || back.AccessToken != "hidden" {
		t.Errorf("a store must keep the secrets: %s, %v", b, err)
	}
}
