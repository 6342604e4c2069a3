package sandbox

import (
	"fmt"
	"maps"
	"slices"
	"time"
)

// party is an app and an account that may have agreed.
type party struct {
	app     *app
	account *account
}

// consent is what an account has agreed on with an app. Withdrawn consents are
// not among the sandbox's any more.
type consent struct {
	party
	ends      time.Time // of the refresh token that lives longest
	watched   bool      // a warning before the end is planned
	withdrawn bool
	closed    map[*store]bool // shops the app has given up
}

// grant is one authorization: an access token and the way to renew it.
type grant struct {
	*consent
	scopes         []string
	token, renewal string
	accessExpires  time.Time
	refreshExpires time.Time
}

type authCode struct {
	party
	scopes  []string
	expires time.Time
}

// How long tokens and codes live.
const (
	accessLife  = 7 * 24 * time.Hour
	refreshLife = 365 * 24 * time.Hour
	codeLife    = 30 * time.Minute
)

// Token is a set of tokens.
type Token struct {
	Access, Refresh                string
	AccessExpires, RefreshExpires  time.Time
	OpenID, SellerName, SellerBase string
	Kind                           Kind
	Scopes                         []string
}

func (g *grant) export() Token {
	return Token{
		Access: g.token, Refresh: g.renewal, AccessExpires: g.accessExpires, RefreshExpires: g.refreshExpires,
		OpenID: g.account.openID, SellerName: g.account.name, SellerBase: g.account.region,
		Kind: g.account.kind, Scopes: slices.Clone(g.scopes),
	}
}

func (g *grant) wire() map[string]any {
	return map[string]any{
		"access_token": g.token, "access_token_expire_in": g.accessExpires.Unix(),
		"refresh_token": g.renewal, "refresh_token_expire_in": g.refreshExpires.Unix(),
		"open_id": g.account.openID, "seller_name": g.account.name, "seller_base_region": g.account.region,
		"user_type": int(g.account.kind), "granted_scopes": g.scopes,
	}
}

// agree is the consent of an account and an app, made if there is none.
func (s *Sandbox) agree(a *app, p *account) *consent {
	c := s.access.consents[party{a, p}]
	if c == nil {
		c = &consent{party: party{a, p}, closed: map[*store]bool{}}
		s.access.consents[c.party] = c
	}
	return c
}

// issue makes a new set of tokens; the lock is held.
func (s *Sandbox) issue(c *consent, scopes []string, now time.Time) *grant {
	s.forgetTokens(now)
	n := s.next()
	g := &grant{
		consent: c, scopes: scopes, token: fmt.Sprintf("ROW_access-token-for-tests-%d", n),
		renewal: fmt.Sprintf("ROW_refresh-token-for-tests-%d", n), accessExpires: now.Add(accessLife), refreshExpires: now.Add(refreshLife),
	}
	s.access.tokens[g.token], s.access.renewals[g.renewal] = g, g
	if g.refreshExpires.After(c.ends) {
		c.ends = g.refreshExpires
	}
	s.watch(c)
	return g
}

// forgetTokens drops what ran out long ago, so that a program that renews its
// tokens for years costs no more memory than one that has begun. It looks at all
// when there are twice as many as were left the last time.
func (s *Sandbox) forgetTokens(now time.Time) {
	const few = 500
	a := &s.access
	if len(a.tokens)+len(a.codes) < max(2*a.kept, few) {
		return
	}
	maps.DeleteFunc(a.tokens, func(_ string, g *grant) bool { return g.accessExpires.Add(accessLife).Before(now) })
	maps.DeleteFunc(a.renewals, func(_ string, g *grant) bool { return g.refreshExpires.Add(accessLife).Before(now) })
	maps.DeleteFunc(a.codes, func(_ string, c *authCode) bool { return c.expires.Add(codeLife).Before(now) })
	a.kept = len(a.tokens) + len(a.codes)
}

// grantTo has an account authorize an app for all it asks for; the lock is held.
func (s *Sandbox) grantTo(a *app, p *account, now time.Time) *grant {
	c := s.agree(a, p)
	clear(c.closed) // an account authorizes for all its shops
	return s.issue(c, a.offered(p), now)
}

// Issue gives the sample account of this kind a new set of tokens, as if it had
// just authorized the sample app.
func (s *Sandbox) Issue(k Kind) Token {
	now := s.Now()
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.grantTo(s.access.apps[0], s.first(k), now).export()
}

// IssueFor has an account authorize an app without a page, and is its tokens.
func (s *Sandbox) IssueFor(appKey, openID string) (Token, error) {
	now := s.Now()
	s.mu.Lock()
	defer s.mu.Unlock()
	a, p, err := s.parties(appKey, openID)
	if err != nil {
		return Token{}, err
	}
	return s.grantTo(a, p, now).export(), nil
}

func (s *Sandbox) parties(appKey, openID string) (*app, *account, error) {
	a, p := s.appOf(appKey), s.person(openID)
	switch {
	case a == nil:
		return nil, nil, fmt.Errorf("sandbox: no app has the key %q", appKey)
	case p == nil:
		return nil, nil, fmt.Errorf("sandbox: no account has the open id %q", openID)
	}
	return a, p, nil
}

// AuthCode is a fresh code of the sample account for the token service.
func (s *Sandbox) AuthCode(k Kind) string {
	now := s.Now()
	s.mu.Lock()
	defer s.mu.Unlock()
	a, p := s.access.apps[0], s.first(k)
	return s.authCode(a, p, a.offered(p), now)
}

func (s *Sandbox) authCode(a *app, p *account, scopes []string, now time.Time) string {
	code := fmt.Sprintf("ROW_auth-code-for-tests-%d", s.next())
	s.access.codes[code] = &authCode{party: party{a, p}, scopes: scopes, expires: now.Add(codeLife)}
	return code
}

// ExpireToken ends all access tokens; they can be refreshed.
func (s *Sandbox) ExpireToken() {
	now := s.Now()
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, g := range s.access.tokens {
		g.accessExpires = now
	}
}

// Renew is what the token service does with a refresh token.
func (s *Sandbox) Renew(refreshToken string) (Token, error) {
	now := s.Now()
	s.mu.Lock()
	defer s.mu.Unlock()
	g, refused := s.renew(nil, refreshToken, now)
	if refused != nil {
		return Token{}, fmt.Errorf("%s (code %d)", refused.message, refused.code)
	}
	return g.export(), nil
}

// renew changes a refresh token for new tokens. The app must be the one the
// token was given to; nil stands for any.
func (s *Sandbox) renew(a *app, refreshToken string, now time.Time) (*grant, *refusal) {
	old := s.access.renewals[refreshToken]
	switch {
	case old == nil || old.withdrawn || a != nil && old.app != a:
		return nil, refuse(200, 36004005, "no authorization belongs to this refresh token")
	case !now.Before(old.refreshExpires):
		return nil, refuse(200, 36004001, "the refresh token has expired")
	}
	delete(s.access.renewals, refreshToken) // a new one comes with the answer
	return s.issue(old.consent, old.scopes, now), nil
}
