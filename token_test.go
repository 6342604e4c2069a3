package tiktokshop

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
)

// tokenService answers refreshes: token n is traded for token n+1.
type tokenService struct {
	mu      sync.Mutex
	current int
	trades  int
	life    time.Duration
	down    int // refreshes to fail with 503
	refuse  bool
}

func (s *tokenService) RoundTrip(r *http.Request) (*http.Response, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	q := r.URL.Query()
	if r.Method != "GET" || q.Get("app_key") != testKey || q.Get("app_secret") != testSecret || q.Get("sign") != "" || r.Header.Get("X-Tts-Access-Token") != "" {
		return play(refusal(36009004, "bad token request")).RoundTrip(r)
	}
	switch {
	case s.down > 0:
		s.down--
		return play(scripted{status: 503}).RoundTrip(r)
	case s.refuse || q.Get("refresh_token") != fmt.Sprint("refresh-", s.current) && q.Get("auth_code") != "good-code":
		return play(refusal(36004001, "rt has expired "+q.Get("refresh_token"))).RoundTrip(r)
	}
	s.current++
	s.trades++
	return play(ok(s.token())).RoundTrip(r)
}

func (s *tokenService) token() string {
	return fmt.Sprintf(`{"access_token":"access-%d","access_token_expire_in":%d,"refresh_token":"refresh-%d","refresh_token_expire_in":%d,
		"open_id":"open","seller_name":"Shop","seller_base_region":"US","user_type":0,"granted_scopes":["seller.order.info"]}`,
		s.current, time.Now().Add(s.life).Unix(), s.current, time.Now().Add(365*24*time.Hour).Unix())
}

const week = 7 * 24 * time.Hour

func TestExchange(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := &tokenService{life: week}
		c := newTestClient(t, s, func(c *Config) { c.Tokens = nil })
		got, err := c.Exchange(t.Context(), "good-code")
		want := Token{
			AccessToken: "access-1", RefreshToken: "refresh-1", AccessExpires: time.Now().Add(week), RefreshExpires: time.Now().Add(365 * 24 * time.Hour),
			OpenID: "open", SellerName: "Shop", SellerRegion: "US", Kind: TokenSeller, Scopes: []string{"seller.order.info"},
		}
		if diff := cmp.Diff(want, got); diff != "" || err != nil {
			t.Errorf("token (-want +got):\n%s%v", diff, err)
		}
		for _, code := range []string{"", " ", "null"} {
			if _, err := c.Exchange(t.Context(), code); err == nil {
				t.Errorf("code %q is taken", code)
			}
		}
		_, err = c.Exchange(t.Context(), "bad-code")
		if !errors.Is(err, ErrReauthorize) || asError(t, err).Op != "auth.Exchange" {
			t.Errorf("error is %v", err)
		}
		s.down, s.trades = 9, 0
		if _, err := c.Exchange(t.Context(), "good-code"); !errors.Is(err, ErrServer) || s.down != 8 {
			t.Errorf("a code works once, so it is sent once: %d sends, %v", 9-s.down, err)
		}
	})
}

func TestRefresherRenewsAndSavesBeforeUse(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s, store := &tokenService{current: 1, life: week}, &MemoryStore{}
		c := newTestClient(t, s)
		save(t, store, Token{AccessToken: "access-1", RefreshToken: "refresh-1", AccessExpires: time.Now().Add(week)})
		r := c.Refresher(store, "seller")

		get := func(stale, want string) {
			t.Helper()
			tok, err := r.Token(t.Context(), stale)
			if err != nil || tok.AccessToken != want {
				t.Fatalf("token %s, %v; want %s", tok.AccessToken, err, want)
			}
		}
		get("", "access-1")
		get("access-1", "access-2") // the platform said: expired
		if in, _ := store.Load(t.Context(), "seller"); in.AccessToken != "access-2" {
			t.Errorf("the store holds %s", in.AccessToken)
		}
		get("access-1", "access-2") // who comes late takes the new one
		time.Sleep(week - time.Hour)
		get("", "access-2") // still good: the renewal goes on behind the call
		synctest.Wait()
		get("", "access-3")
		time.Sleep(week + time.Hour)
		get("", "access-4") // ended: the call waits
		if s.trades != 3 {
			t.Errorf("%d trades, want 3", s.trades)
		}
	})
}

func save(t *testing.T, s TokenStore, tok Token) {
	t.Helper()
	if err := s.Save(t.Context(), "seller", tok); err != nil {
		t.Fatal(err)
	}
}

func TestRefresherSharesOneRenewal(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s, store := &tokenService{current: 1, life: week}, &MemoryStore{}
		c := newTestClient(t, s)
		save(t, store, Token{AccessToken: "access-1", RefreshToken: "refresh-1"})
		errs := together(64, func() error {
			tok, err := c.Refresher(store, "seller").Token(t.Context(), "access-1")
			if err == nil && tok.AccessToken != "access-2" {
				err = errors.New("got " + tok.AccessToken)
			}
			return err
		})
		if err := errors.Join(errs...); err != nil || s.trades != 1 {
			t.Errorf("%d trades, %v", s.trades, err)
		}
	})
}

func TestRefresherOfShortLivedTokensDoesNotSpin(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s, store := &tokenService{current: 1, life: time.Hour}, &MemoryStore{}
		r := newTestClient(t, s).Refresher(store, "seller")
		save(t, store, Token{AccessToken: "access-1", RefreshToken: "refresh-1", AccessExpires: time.Now().Add(time.Hour)})
		for range 120 {
			if _, err := r.Token(t.Context(), ""); err != nil {
				t.Fatal(err)
			}
			time.Sleep(time.Minute)
			synctest.Wait()
		}
		if s.trades > 6 {
			t.Errorf("%d trades in two hours", s.trades)
		}
	})
}

func TestRefresherSurvivesFaults(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s, store := &tokenService{current: 1, life: week, down: 99}, &MemoryStore{}
		r := newTestClient(t, s).Refresher(store, "seller")
		save(t, store, Token{AccessToken: "access-1", RefreshToken: "refresh-1", AccessExpires: time.Now().Add(2 * time.Hour)})
		if tok, err := r.Token(t.Context(), ""); err != nil || tok.AccessToken != "access-1" {
			t.Errorf("a token that is still good is used while the service is down: %v", err)
		}
		if _, err := r.Token(t.Context(), "access-1"); !errors.Is(err, ErrServer) {
			t.Errorf("error is %v", err)
		}
		s.down = 0
		if tok, err := r.Token(t.Context(), "access-1"); err != nil || tok.AccessToken != "access-2" {
			t.Errorf("after the fault: %v", err)
		}
	})
}

func TestRefusedRefreshNeedsAPersonAndIsNotAskedAgain(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s, store := &tokenService{current: 1, life: week, refuse: true}, &MemoryStore{}
		c := newTestClient(t, s)
		r := c.Refresher(store, "seller")
		if _, err := r.Token(t.Context(), ""); !errors.Is(err, ErrReauthorize) {
			t.Errorf("empty store: %v", err)
		}
		save(t, store, Token{AccessToken: "access-1", RefreshToken: "refresh-1"})
		if _, err := r.Token(t.Context(), "access-1"); !errors.Is(err, ErrReauthorize) || strings.Contains(err.Error(), "refresh-1") {
			t.Errorf("error is %v", err)
		}
		s.refuse = false
		if _, err := r.Token(t.Context(), "access-1"); !errors.Is(err, ErrReauthorize) || s.trades != 0 {
			t.Errorf("a refused refresh token is sent again: %v", err)
		}
		save(t, store, Token{AccessToken: "new", RefreshToken: "refresh-9", RefreshExpires: time.Now().Add(week)})
		if tok, err := r.Token(t.Context(), "access-1"); err != nil || tok.AccessToken != "new" {
			t.Errorf("a new authorization is not seen: %v", err)
		}
		save(t, store, Token{AccessToken: "new", RefreshToken: "refresh-9", RefreshExpires: time.Now().Add(-time.Hour)})
		if _, err := r.Token(t.Context(), "new"); !errors.Is(err, ErrReauthorize) {
			t.Errorf("refresh token past its end: %v", err)
		}
	})
}

func TestAnotherProcessMayHaveWon(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s, store := &tokenService{current: 1, life: week}, &MemoryStore{}
		c := newTestClient(t, s)
		r := c.Refresher(store, "seller")
		save(t, store, Token{AccessToken: "access-1", RefreshToken: "refresh-1"})
		if _, err := r.Token(t.Context(), ""); err != nil {
			t.Fatal(err)
		}
		save(t, store, Token{AccessToken: "theirs", RefreshToken: "refresh-2"})
		if tok, err := r.Token(t.Context(), "access-1"); err != nil || tok.AccessToken != "theirs" || s.trades != 0 {
			t.Errorf("token %s, %d trades, %v", tok.AccessToken, s.trades, err)
		}
	})
}

func TestCallerWhoLeavesDoesNotLoseTheToken(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s, store := &slowService{tokenService{current: 1, life: week}}, &MemoryStore{}
		r := newTestClient(t, s).Refresher(store, "seller")
		save(t, store, Token{AccessToken: "access-1", RefreshToken: "refresh-1"})
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if _, err := r.Token(ctx, "access-1"); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("error is %v", err)
		}
		time.Sleep(time.Minute)
		if in, _ := store.Load(t.Context(), "seller"); in.AccessToken != "access-2" {
			t.Errorf("the store holds %s", in.AccessToken)
		}
	})
}

type slowService struct{ tokenService }

func (s *slowService) RoundTrip(r *http.Request) (*http.Response, error) {
	time.Sleep(5 * time.Second)
	return s.tokenService.RoundTrip(r)
}

func TestWithdrawnTokenIsLookedUpAnew(t *testing.T) {
	t.Parallel()
	p := &expiring{valid: "fresh"}
	store := &MemoryStore{}
	save(t, store, Token{AccessToken: "old"})
	c := newTestClient(t, withdrawn{p})
	c = c.As(c.Refresher(store, "seller"))
	if err := c.Invoke(t.Context(), &readOp, nil, nil, nil); !errors.Is(err, ErrReauthorize) {
		t.Fatalf("error is %v", err)
	}
	save(t, store, Token{AccessToken: "fresh"})
	if err := c.Invoke(t.Context(), &readOp, nil, nil, nil); err != nil {
		t.Errorf("the new authorization is not used: %v", err)
	}
}

type withdrawn struct{ *expiring }

func (p withdrawn) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Header.Get("X-Tts-Access-Token") != p.valid {
		return play(refusal(105001, "withdrawn").with(401)).RoundTrip(r)
	}
	return p.expiring.RoundTrip(r)
}

func TestNewAuthorizationReplacesTheTokenInUse(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		store := &failingStore{}
		r := newTestClient(t, &tokenService{current: 1, life: week}).Refresher(store, "seller")
		save(t, store, Token{AccessToken: "access-1", RefreshToken: "refresh-1"})
		if tok, err := r.Token(t.Context(), ""); err != nil || tok.AccessToken != "access-1" {
			t.Fatalf("token %s, %v", tok.AccessToken, err)
		}
		save(t, store, Token{AccessToken: "authorized-anew", RefreshToken: "refresh-1"})
		r.Reload()
		if tok, err := r.Token(t.Context(), ""); err != nil || tok.AccessToken != "authorized-anew" {
			t.Errorf("token %s, %v", tok.AccessToken, err)
		}
		store.fails = 1 // the renewed token cannot be saved, and then a person authorizes again
		if _, err := r.Token(t.Context(), "authorized-anew"); err == nil {
			t.Fatal("an unsaved token is handed out")
		}
		save(t, store, Token{AccessToken: "third", RefreshToken: "refresh-9"})
		tok, err := r.Token(t.Context(), "")
		if in, _ := store.Load(t.Context(), "seller"); err != nil || tok.AccessToken != "third" || in.AccessToken != "third" {
			t.Errorf("token %s, store %s, %v: the newer authorization is overwritten", tok.AccessToken, in.AccessToken, err)
		}
	})
}
