package sandbox

import (
	"cmp"
	"slices"
	"time"
)

func tokenCalls() []controlCall {
	const path = controlPath + "tokens"
	return []controlCall{
		{Method: "GET", Path: path, Does: "lists apps and accounts", do: (*Sandbox).controlAccounts},
		{
			Method: "POST", Path: path, Does: "gives out tokens or a code of an account, ends all access tokens, or withdraws authorizations; " +
				"an account is an open id, or seller, creator or partner for the first of its kind; app is an app key, the sample app's when left out",
			Bodies: bodies(`{"issue":"seller"}`, `{"issue":"creator","app":"`+AppKey+`"}`, `{"code":"seller"}`, `{"expire":true}`,
				`{"withdraw":"seller"}`, `{"withdraw":"all"}`),
			do: (*Sandbox).controlTokens,
		},
	}
}

// TokenState is a set of tokens as control calls show it.
type TokenState struct {
	Access         string    `json:"access_token"`
	Refresh        string    `json:"refresh_token"`
	AccessExpires  time.Time `json:"access_token_expires"`
	RefreshExpires time.Time `json:"refresh_token_expires"`
	OpenID         string    `json:"open_id"`
	Kind           string    `json:"kind"`
	Scopes         []string  `json:"scopes"`
	Ciphers        []string  `json:"shop_ciphers"`
}

func (s *Sandbox) controlAccounts(*controlRequest) (any, error) {
	return map[string]any{"apps": s.Apps(), "accounts": s.Accounts()}, nil
}

func (s *Sandbox) controlTokens(r *controlRequest) (any, error) {
	var b struct {
		Issue    string `json:"issue"`
		Code     string `json:"code"`
		Withdraw string `json:"withdraw"`
		App      string `json:"app"`
		Expire   bool   `json:"expire"`
	}
	p := r.decode(&b)
	p.oneOfThese(map[string]bool{"issue": b.Issue != "", "code": b.Code != "", "withdraw": b.Withdraw != "", "expire": b.Expire})
	app, who := cmp.Or(b.App, AppKey), cmp.Or(b.Issue, b.Code, b.Withdraw)
	if len(p) == 0 && who != "" && (who != "all" || b.Withdraw == "") {
		who = s.checkParty(&p, app, who)
	}
	if err := p.err(); err != nil {
		return nil, err
	}
	switch {
	case b.Issue != "":
		t, err := s.IssueFor(app, who)
		return s.tokenState(t), err
	case b.Code != "":
		return s.controlCode(app, who)
	case b.Expire:
		s.ExpireToken()
	case who == "all":
		s.Withdraw()
	default:
		if err := s.WithdrawFrom(app, who); err != nil {
			return nil, controlErrorf(409, "%v", err)
		}
	}
	return map[string]any{"done": true}, nil
}

// checkParty is the open id of an account, which must be known like the app.
func (s *Sandbox) checkParty(p *Problems, app, who string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, k := range []Kind{Seller, Creator, Partner} {
		if who == k.String() {
			who = s.first(k).openID
		}
	}
	if s.appOf(app) == nil {
		p.add("app", "no app has the key %q; GET %stokens lists them", shorten(app, 60), controlPath)
	}
	if s.person(who) == nil {
		p.add("account", "%q is none: want seller, creator, partner or an open id; GET %stokens lists them", shorten(who, 60), controlPath)
	}
	return who
}

func (s *Sandbox) controlCode(app, who string) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	a, p, err := s.parties(app, who)
	if err != nil {
		return nil, err
	}
	now := s.now()
	s.agree(a, p)
	return map[string]any{"auth_code": s.authCode(a, p, a.offered(p), now), "expires": now.Add(codeLife).UTC()}, nil
}

// tokenState adds what the tokens open.
func (s *Sandbox) tokenState(t Token) TokenState {
	st := TokenState{
		Access: t.Access, Refresh: t.Refresh, AccessExpires: t.AccessExpires.UTC(), RefreshExpires: t.RefreshExpires.UTC(),
		OpenID: t.OpenID, Kind: t.Kind.String(), Scopes: slices.Clone(t.Scopes), Ciphers: []string{},
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, shop := range s.stores {
		if shop.seller.openID == t.OpenID {
			st.Ciphers = append(st.Ciphers, shop.cipher)
		}
	}
	return st
}
