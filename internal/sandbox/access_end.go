package sandbox

import (
	"fmt"
	"slices"
	"strconv"
	"time"
)

// Topics of webhooks about authorizations.
const (
	sellerLeft  = 6
	sellerEnds  = 7
	creatorLeft = 20
)

// warnBefore is when the warnings before the end of an authorization begin; one
// comes every day.
const (
	warnBefore = 30 * 24 * time.Hour
	warnEvery  = 24 * time.Hour
)

// Withdraw ends all authorizations; only a new code helps.
func (s *Sandbox) Withdraw() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, a := range s.access.apps {
		for _, p := range s.access.people {
			s.withdraw(a, p)
		}
	}
}

// WithdrawFrom ends what one account has granted to one app, as the account
// itself does it in its settings.
func (s *Sandbox) WithdrawFrom(appKey, openID string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	a, p, err := s.parties(appKey, openID)
	if err != nil {
		return err
	}
	if !s.withdraw(a, p) {
		return fmt.Errorf("sandbox: %s has not authorized app %s", openID, appKey)
	}
	return nil
}

// withdraw ends what an account has granted to an app and tells the app. It
// reports whether there was anything; the lock is held.
func (s *Sandbox) withdraw(a *app, p *account) bool {
	c := s.access.consents[party{a, p}]
	if c == nil {
		return false
	}
	s.end(c)
	switch p.kind {
	case Seller:
		for _, t := range s.shopsOf(p) {
			if !c.closed[t] {
				s.sendTo(a, t.about(sellerLeft, map[string]any{"message": "Shop " + t.id + " is no longer authorized: the seller has removed this app."}))
			}
		}
	case Creator:
		s.sendTo(a, notice{
			topic: creatorLeft, subject: "creator_open_id", id: p.openID, data: map[string]any{"cancel_time": s.now().Unix()},
		})
	case Partner: // no topic tells of partners
	}
	return true
}

// end is the end of a consent, its tokens and its unused codes.
func (s *Sandbox) end(c *consent) {
	c.withdrawn = true
	delete(s.access.consents, c.party)
	for text, code := range s.access.codes {
		if code.party == c.party {
			delete(s.access.codes, text)
		}
	}
}

// about is a notice about the shop.
func (t *store) about(topic int, data map[string]any) notice {
	return notice{topic: topic, subject: "shop_id", id: t.id, store: t, data: data}
}

// watch plans the warnings before the end of a seller's consent, which begin
// when no refresh token lives for another 30 days.
func (s *Sandbox) watch(c *consent) {
	if c.watched || c.account.kind != Seller {
		return
	}
	c.watched = true
	s.plan(c.ends.Add(-warnBefore), func(now time.Time) { s.warn(c, now) })
}

func (s *Sandbox) warn(c *consent, now time.Time) {
	c.watched = false
	left := c.ends.Sub(now)
	switch {
	case c.withdrawn || left <= 0:
		return // a new grant watches again
	case left > warnBefore:
		s.watch(c) // it was renewed meanwhile
		return
	}
	for _, t := range s.shopsOf(c.account) {
		if !c.closed[t] {
			days := strconv.Itoa(int(left.Hours()+23) / 24)
			s.sendTo(c.app, t.about(sellerEnds, map[string]any{
				"message":         "The authorization of shop " + t.id + " ends in " + days + " days. Ask the seller to authorize again.",
				"expiration_time": strconv.FormatInt(c.ends.Unix(), 10),
			}))
		}
	}
	c.watched = true
	s.plan(now.Add(warnEvery), func(now time.Time) { s.warn(c, now) })
}

// allowed is the consent under which an app hears of a notice's subject, nil if
// there is none; the lock is held.
func (s *Sandbox) allowed(a *app, n notice) *consent {
	if n.store != nil {
		c := s.access.consents[party{a, n.store.seller}]
		if c == nil || n.subject == "shop_id" && c.closed[n.store] {
			return nil
		}
		return c
	}
	for _, p := range s.access.people {
		if p.openID == n.id {
			return s.access.consents[party{a, p}]
		}
	}
	return nil
}

// mayUse reports whether a scope was granted.
func (g *grant) mayUse(scope string) bool { return slices.Contains(g.scopes, scope) }
