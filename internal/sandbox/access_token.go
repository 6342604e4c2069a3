package sandbox

import (
	"crypto/subtle"
	"net/url"
	"strings"
)

// tokenGet is the token service's answer to a code.
func (s *Sandbox) tokenGet(c *call, rawQuery string) (any, *refusal) {
	return s.serveToken(c, rawQuery, "auth_code", "authorized_code", func(a *app, sent string) (*grant, *refusal) {
		code := s.access.codes[sent]
		if code == nil || code.app != a || !c.now.Before(code.expires) {
			return nil, refuse(200, 36004004, "auth_code is unknown, used or older than 30 minutes: start the authorization again")
		}
		delete(s.access.codes, sent) // works once
		agreed := s.agree(code.app, code.account)
		clear(agreed.closed)
		return s.issue(agreed, code.scopes, c.now), nil
	})
}

// tokenRefresh is the token service's answer to a refresh token.
func (s *Sandbox) tokenRefresh(c *call, rawQuery string) (any, *refusal) {
	return s.serveToken(c, rawQuery, "refresh_token", "refresh_token", func(a *app, sent string) (*grant, *refusal) {
		return s.renew(a, sent, c.now)
	})
}

// serveToken checks what both routes of the token service share. The credential
// is the parameter called name.
func (s *Sandbox) serveToken(c *call, rawQuery, name, grantType string, change func(*app, string) (*grant, *refusal)) (any, *refusal) {
	q, refused := parseQuery(rawQuery)
	if refused != nil {
		return nil, refused
	}
	for _, want := range []string{"app_key", "app_secret", name, "grant_type"} {
		if strings.TrimSpace(q.Get(want)) == "" {
			return nil, invalid("%s is a required field", want)
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	a := s.authenticate(q)
	if a == nil {
		return nil, invalid("invalid credentials: app_key and app_secret do not fit together")
	}
	if q.Get("grant_type") != grantType {
		return nil, invalid("grant_type must be %s", grantType)
	}
	g, refused := change(a, q.Get(name))
	if refused != nil {
		return nil, refused
	}
	c.applied = true
	s.writes[c.rt.name()]++
	return g.wire(), nil
}

// authenticate is the app that key and secret belong to, nil if there is none.
func (s *Sandbox) authenticate(q url.Values) *app {
	a := s.appOf(q.Get("app_key"))
	if a == nil || subtle.ConstantTimeCompare([]byte(q.Get("app_secret")), []byte(a.secret)) != 1 {
		return nil
	}
	return a
}
