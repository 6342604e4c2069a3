package shoptest

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/tiktokshop-go/tiktokshop"
	"github.com/tiktokshop-go/tiktokshop/internal/sandbox"
)

// Tokens gives the tokens of an account of this kind, and renews them. Use it
// for the calls of creators and partners:
//
//	creator := c.As(srv.Tokens(tiktokshop.TokenCreator))
func (s *Server) Tokens(kind tiktokshop.TokenKind) tiktokshop.TokenSource {
	return &source{server: s, kind: kind}
}

type source struct {
	server *Server
	kind   tiktokshop.TokenKind

	mu  sync.Mutex
	now tiktokshop.Token
}

// Token returns the current token, or a new one when it is stale or over.
func (s *source) Token(_ context.Context, stale string) (tiktokshop.Token, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	engine := s.server.shop
	switch {
	case s.now.AccessToken == "":
		s.now = token(engine.Issue(kindOf(s.kind)))
	case s.now.AccessToken == stale || !time.Now().Before(s.now.AccessExpires):
		t, err := engine.Renew(s.now.RefreshToken)
		if err != nil {
			return tiktokshop.Token{}, fmt.Errorf("shoptest: %w: %w", tiktokshop.ErrReauthorize, err)
		}
		s.now = token(t)
	}
	return s.now, nil
}

func kindOf(k tiktokshop.TokenKind) sandbox.Kind {
	switch k {
	case tiktokshop.TokenCreator:
		return sandbox.Creator
	case tiktokshop.TokenPartner:
		return sandbox.Partner
	default:
		return sandbox.Seller
	}
}

func token(t sandbox.Token) tiktokshop.Token {
	kind := tiktokshop.TokenUnknown
	switch t.Kind {
	case sandbox.Seller:
		kind = tiktokshop.TokenSeller
	case sandbox.Creator:
		kind = tiktokshop.TokenCreator
	case sandbox.Partner:
		kind = tiktokshop.TokenPartner
	}
	return tiktokshop.Token{
		AccessToken: t.Access, RefreshToken: t.Refresh, AccessExpires: t.AccessExpires, RefreshExpires: t.RefreshExpires,
		OpenID: t.OpenID, SellerName: t.SellerName, SellerRegion: t.SellerBase, Kind: kind, Scopes: t.Scopes,
	}
}
