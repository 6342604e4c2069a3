package sandbox

import (
	"crypto/subtle"
	"fmt"
	"strings"
	"time"
)

// Kind is the kind of an account, with the wire's numbers.
type Kind int

// The kinds.
const (
	Seller  Kind = 0
	Creator Kind = 1
	Partner Kind = 3
)

func (k Kind) String() string {
	switch k {
	case Creator:
		return "creator"
	case Partner:
		return "partner"
	default:
		return "seller"
	}
}

// account is a person who can authorize the app.
type account struct {
	kind   Kind
	openID string
	name   string
	region string
	scopes []string
}

// grant is one authorization: an access token and the way to renew it.
type grant struct {
	account        *account
	token, renewal string
	accessExpires  time.Time
	refreshExpires time.Time
	withdrawn      bool
}

type authCode struct {
	account *account
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
		Kind: g.account.kind, Scopes: g.account.scopes,
	}
}

// issue makes a new set of tokens; the lock is held.
func (s *Sandbox) issue(a *account, now time.Time) *grant {
	n := s.next()
	g := &grant{
		account: a, token: fmt.Sprintf("ROW_access-token-for-tests-%d", n),
		renewal: fmt.Sprintf("ROW_refresh-token-for-tests-%d", n), accessExpires: now.Add(accessLife), refreshExpires: now.Add(refreshLife),
	}
	s.access[g.token], s.refresh[g.renewal] = g, g
	return g
}

// Issue gives an account of this kind a new set of tokens, as if it had just
// authorized the app.
func (s *Sandbox) Issue(k Kind) Token {
	now := s.Now()
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.issue(s.accounts[k], now).export()
}

// AuthCode is a fresh code for the token service.
func (s *Sandbox) AuthCode(k Kind) string {
	now := s.Now()
	s.mu.Lock()
	defer s.mu.Unlock()
	code := fmt.Sprintf("ROW_auth-code-for-tests-%d", s.next())
	s.codes[code] = &authCode{account: s.accounts[k], expires: now.Add(codeLife)}
	return code
}

// ExpireToken ends all access tokens; they can be refreshed.
func (s *Sandbox) ExpireToken() {
	now := s.Now()
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, g := range s.access {
		g.accessExpires = now
	}
}

// Withdraw ends all authorizations; only a new code helps.
func (s *Sandbox) Withdraw() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, g := range s.access {
		g.withdrawn = true
	}
}

func (s *Sandbox) tokenGet(c *call, rawQuery string) (any, *refusal) {
	sent, refused := tokenQuery(rawQuery, "auth_code", "authorized_code")
	if refused != nil {
		return nil, refused
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	code := s.codes[sent]
	delete(s.codes, sent) // works once
	if code == nil || !c.now.Before(code.expires) {
		return nil, refuse(200, 36004004, "auth_code is unknown, used or older than 30 minutes: start the authorization again")
	}
	c.applied = true
	s.writes[c.rt.name()]++
	return s.issue(code.account, c.now).wire(), nil
}

func (s *Sandbox) tokenRefresh(c *call, rawQuery string) (any, *refusal) {
	sent, refused := tokenQuery(rawQuery, "refresh_token", "refresh_token")
	if refused != nil {
		return nil, refused
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	g, refused := s.renew(sent, c.now)
	if refused != nil {
		return nil, refused
	}
	c.applied = true
	s.writes[c.rt.name()]++
	return g.wire(), nil
}

// Renew is what the token service does with a refresh token.
func (s *Sandbox) Renew(refreshToken string) (Token, error) {
	now := s.Now()
	s.mu.Lock()
	defer s.mu.Unlock()
	g, refused := s.renew(refreshToken, now)
	if refused != nil {
		return Token{}, fmt.Errorf("%s (code %d)", refused.message, refused.code)
	}
	return g.export(), nil
}

func (s *Sandbox) renew(refreshToken string, now time.Time) (*grant, *refusal) {
	old := s.refresh[refreshToken]
	switch {
	case old == nil || old.withdrawn:
		return nil, refuse(200, 36004005, "no authorization belongs to this refresh token")
	case !now.Before(old.refreshExpires):
		return nil, refuse(200, 36004001, "the refresh token has expired")
	}
	delete(s.refresh, refreshToken) // a new one comes with the answer
	return s.issue(old.account, now), nil
}

// tokenQuery checks the parameters both token routes share and returns the
// credential sent.
func tokenQuery(rawQuery, name, grantType string) (string, *refusal) {
	q, refused := parseQuery(rawQuery)
	if refused != nil {
		return "", refused
	}
	for _, want := range []string{"app_key", "app_secret", name, "grant_type"} {
		if strings.TrimSpace(q.Get(want)) == "" {
			return "", invalid("%s is a required field", want)
		}
	}
	if q.Get("app_key") != AppKey || subtle.ConstantTimeCompare([]byte(q.Get("app_secret")), []byte(AppSecret)) != 1 {
		return "", invalid("invalid credentials: app_key and app_secret do not fit together")
	}
	if q.Get("grant_type") != grantType {
		return "", invalid("grant_type must be %s", grantType)
	}
	return q.Get(name), nil
}

func (g *grant) wire() map[string]any {
	return map[string]any{
		"access_token": g.token, "access_token_expire_in": g.accessExpires.Unix(),
		"refresh_token": g.renewal, "refresh_token_expire_in": g.refreshExpires.Unix(),
		"open_id": g.account.openID, "seller_name": g.account.name, "seller_base_region": g.account.region,
		"user_type": int(g.account.kind), "granted_scopes": g.account.scopes,
	}
}
