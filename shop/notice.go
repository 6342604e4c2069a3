package shop

import (
	"context"
	"fmt"
	"slices"

	"github.com/tiktokshop-go/tiktokshop"
)

// Notice is what happened to an account's authorization.
type Notice int

// The notices. Zero: all is well again.
const (
	NoticeGood        Notice = iota
	NoticeEnding             // a person must authorize again within 30 days
	NoticeFailing            // the token could not be renewed or checked, for now; calls may still work
	NoticeReauthorize        // calls fail until a person authorizes again
	NoticeWithdrawn          // the account removed the app: buyers' data must be deleted
)

// String is the notice in words.
func (n Notice) String() string {
	names := [...]string{"good", "ending", "failing", "reauthorize", "withdrawn"}
	if n < 0 || int(n) >= len(names) {
		return fmt.Sprintf("Notice(%d)", int(n))
	}
	return names[n]
}

// HandleEvent takes the webhooks that tell of authorizations, 6, 7 and 20, and
// lets all others pass: call it first in the Handle of a WebhookHandler.
func (r *Accounts) HandleEvent(ctx context.Context, e *tiktokshop.Event) {
	var n Notice
	switch e.Type {
	case tiktokshop.EventSellerDeauthorization, tiktokshop.EventCreatorDeauthorization:
		n = NoticeWithdrawn
	case tiktokshop.EventUpcomingAuthorizationExpiration:
		n = NoticeEnding
	default:
		return
	}
	for _, a := range r.All() {
		owns := slices.ContainsFunc(a.Shops, func(s AuthorizedShop) bool { return s.ID == e.ShopID && s.ID != "" })
		if owns || a.OpenID != "" && (a.OpenID == e.SellerOpenID || a.OpenID == e.CreatorOpenID) {
			r.told(ctx, a.Key, n)
		}
	}
}

// told takes a notice from outside, which counts more than a check under way.
func (r *Accounts) told(ctx context.Context, key string, n Notice) {
	r.mu.Lock()
	e := r.entries[key]
	if e == nil || e.notice == n {
		r.mu.Unlock()
		return
	}
	e.notice = n
	e.gen++
	account := e.account
	r.mu.Unlock()
	r.notify(ctx, account, n, nil)
}
