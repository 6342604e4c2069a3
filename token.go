package tiktokshop

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/tiktokshop-go/tiktokshop/internal/wire"
)

// TokenKind is the kind of account a token speaks for.
type TokenKind int

// The kinds. Zero is unknown and never refused.
const (
	TokenUnknown TokenKind = iota
	TokenSeller
	TokenCreator
	TokenPartner
)

// String is the kind in a word.
func (k TokenKind) String() string {
	switch k {
	case TokenSeller:
		return "seller"
	case TokenCreator:
		return "creator"
	case TokenPartner:
		return "partner"
	default:
		return "unknown"
	}
}

// Token is what the platform hands out for one authorized account. Its JSON
// form holds the secrets, for stores; printed or logged it does not show them.
type Token struct {
	AccessToken    string    `json:"access_token"`
	RefreshToken   string    `json:"refresh_token,omitzero"`
	AccessExpires  time.Time `json:"access_expires,omitzero"`  // mostly 7 days after it was made; zero when unknown
	RefreshExpires time.Time `json:"refresh_expires,omitzero"` // then a person must authorize again; zero when unknown
	OpenID         string    `json:"open_id,omitzero"`         // the account, for this app
	SellerName     string    `json:"seller_name,omitzero"`
	SellerRegion   string    `json:"seller_region,omitzero"` // "US", "ID"; sellers only
	Kind           TokenKind `json:"kind,omitzero"`
	Scopes         []string  `json:"scopes,omitzero"` // what was really granted; creators may grant a part
}

// String is t without its secrets.
func (t Token) String() string {
	return fmt.Sprintf("tiktokshop.Token{Kind: %s, AccessExpires: %s}", t.Kind, t.AccessExpires.UTC().Format(time.RFC3339))
}

// GoString is t without its secrets.
func (t Token) GoString() string { return t.String() }

// LogValue is t without its secrets.
func (t Token) LogValue() slog.Value {
	return slog.GroupValue(slog.String("kind", t.Kind.String()), slog.Time("access_expires", t.AccessExpires))
}

// TokenSource gives the access tokens of one account. It must be safe for many
// goroutines.
type TokenSource interface {
	// Token returns a token whose text is not stale. stale is empty in normal
	// use, and the access token the platform called expired when a new one is
	// needed.
	Token(ctx context.Context, stale string) (Token, error)
}

// StaticToken is a source with one access token of unknown kind and without
// end. Asked for another it answers [ErrReauthorize].
func StaticToken(accessToken string) TokenSource { return staticToken(accessToken) }

type staticToken string

func (t staticToken) Token(_ context.Context, stale string) (Token, error) {
	if t == "" {
		return Token{}, fmt.Errorf("%w: StaticToken was given an empty access token", ErrReauthorize)
	}
	if stale == string(t) {
		return Token{}, fmt.Errorf("%w: a StaticToken cannot be refreshed, use Client.Refresher", ErrReauthorize)
	}
	return Token{AccessToken: string(t)}, nil
}

// String keeps the token out of prints and logs.
func (t staticToken) String() string { return "tiktokshop.StaticToken" }

// GoString keeps the token out of prints.
func (t staticToken) GoString() string { return t.String() }

// Authorize says whom to send to which authorization page.
type Authorize struct {
	Kind      TokenKind // TokenSeller, TokenCreator or TokenPartner
	ServiceID string    // of the app, from Partner Center; not its key. Sellers and partners need it
	State     string    // comes back with the code: check it against forged links. Creators need one
	US        bool      // sellers and partners of the US market have a page of their own
}

// AuthorizeURL is the page where a person lets the app act for an account. It
// leads back to the app's redirect URL with a code for [Client.Exchange]; after
// a refusal the code is the text "null". Links that start in the platform's app
// store come back without state.
//
// https://partner.tiktokshop.com/docv2/page/authorization-overview-202407
func (c *Client) AuthorizeURL(a Authorize) (string, error) {
	if strings.TrimSpace(a.State) != a.State {
		return "", errors.New("authorize: State begins or ends with white space, which the platform refuses")
	}
	page, q := "", url.Values{}
	switch a.Kind {
	case TokenSeller, TokenPartner:
		if a.ServiceID == "" {
			return "", errors.New("authorize: ServiceID is empty: take it from the app's page in Partner Center")
		}
		page = map[TokenKind]map[bool]string{
			TokenSeller: {
				false: "https://services.tiktokshop.com/open/authorize",
				true:  "https://services.tiktokshops.us/open/authorize",
			},
			TokenPartner: {
				false: "https://partner.tiktokshop.com/open/authorize",
				true:  "https://partner.us.tiktokshop.com/open/authorize",
			},
		}[a.Kind][a.US]
		q.Set("service_id", a.ServiceID)
	case TokenCreator:
		if a.State == "" {
			return "", errors.New("authorize: State is empty: creators need one")
		}
		page = "https://shop.tiktok.com/alliance/creator/auth"
		q.Set("app_key", c.app.key)
	default:
		return "", errors.New("authorize: Kind is not set: want TokenSeller, TokenCreator or TokenPartner")
	}
	if a.State != "" {
		q.Set("state", a.State)
	}
	return page + "?" + q.Encode(), nil
}

var (
	exchangeOp = Operation{Name: "auth.Exchange", Method: http.MethodGet, Path: "/api/v2/token/get"}
	// Asked twice, the worst answer is that the refresh token is used up.
	refreshOp = Operation{Name: "auth.Refresh", Method: http.MethodGet, Path: "/api/v2/token/refresh", Effect: WriteIdempotent}
)

// Exchange turns the code an authorization led back with into a token. A code
// works once and for 30 minutes. Save the token before anything else.
func (c *Client) Exchange(ctx context.Context, code string) (Token, error) {
	switch strings.TrimSpace(code) {
	case "":
		return Token{}, errors.New("auth.Exchange: code is empty: take it from the redirect's query")
	case "null":
		return Token{}, errors.New("auth.Exchange: the person refused the authorization")
	}
	return c.requestToken(ctx, &exchangeOp, url.Values{"auth_code": {code}, "grant_type": {"authorized_code"}})
}

// refresh trades a refresh token for a new set.
func (c *Client) refresh(ctx context.Context, refreshToken string) (Token, error) {
	return c.requestToken(ctx, &refreshOp, url.Values{"refresh_token": {refreshToken}, "grant_type": {"refresh_token"}})
}

// wireToken is a token as the token service sends it.
type wireToken struct {
	AccessToken    string   `json:"access_token"`
	AccessExpires  int64    `json:"access_token_expire_in"` // Unix seconds, whatever the name says
	RefreshToken   string   `json:"refresh_token"`
	RefreshExpires int64    `json:"refresh_token_expire_in"`
	OpenID         string   `json:"open_id"`
	SellerName     string   `json:"seller_name"`
	SellerRegion   string   `json:"seller_base_region"`
	UserType       *int     `json:"user_type"`
	Scopes         []string `json:"granted_scopes"`
}

func (c *Client) requestToken(ctx context.Context, op *Operation, query url.Values) (Token, error) {
	var w wireToken
	k := newCall(c, op, &wire.Request{Path: op.Path, Query: query}, &w, nil)
	k.auth = true
	if err := k.run(ctx); err != nil && !Partial(err) {
		return Token{}, err
	}
	if w.AccessToken == "" {
		return Token{}, &Error{Op: op.Name, kind: kindServer, Message: "the token service answered without an access token", Attempts: k.tries}
	}
	t := Token{
		AccessToken: w.AccessToken, RefreshToken: w.RefreshToken, OpenID: w.OpenID, SellerName: w.SellerName,
		SellerRegion: w.SellerRegion, Scopes: w.Scopes,
		AccessExpires: expiry(w.AccessExpires), RefreshExpires: expiry(w.RefreshExpires),
	}
	if w.UserType != nil {
		t.Kind = map[int]TokenKind{0: TokenSeller, 1: TokenCreator, 3: TokenPartner}[*w.UserType]
	}
	return t, nil
}

// expiry reads a moment in Unix seconds; a number too small for one is taken as
// the seconds that are left, as one community guide has it.
func expiry(n int64) time.Time {
	switch {
	case n <= 0:
		return time.Time{}
	case n < 5e8:
		return time.Now().Add(time.Duration(n) * time.Second)
	default:
		return time.Unix(min(n, maxUnixMillis/1000), 0)
	}
}
