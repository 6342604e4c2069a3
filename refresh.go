package tiktokshop

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"reflect"
	"sync"
	"time"
)

const (
	refreshBefore  = 24 * time.Hour  // how long before its end a token is renewed
	refreshRetry   = time.Minute     // pause after a renewal ahead of time that went wrong
	refreshTimeout = 2 * time.Minute // for one renewal with all its tries
)

// Refresher is a [TokenSource] over a store. It renews the access token a day
// before its end, behind the calls that go on, and at once when the platform
// calls it expired; all callers share one renewal. A new token is saved before
// it is used. Make it with [Client.Refresher].
type Refresher struct {
	c     *Client
	store TokenStore
	key   string

	mu      sync.Mutex
	tok     Token
	expired string    // an access token the platform called expired
	unsaved bool      // tok could not be saved yet
	traded  string    // the refresh token it was got for
	dead    string    // a refresh token the platform refused
	notYet  time.Time // no renewal ahead of time before
	flight  *flight
}

// flight is a renewal under way.
type flight struct {
	done chan struct{}
	tok  Token
	err  error
}

type refresherKey struct {
	store TokenStore
	key   string
}

// Refresher renews the token that lies in store under key, the name you give to
// the account: its open id, say. The same store and key give the same
// Refresher, so that callers never race each other to the token service.
func (c *Client) Refresher(store TokenStore, key string) *Refresher {
	if store == nil || !reflect.ValueOf(store).Comparable() {
		return &Refresher{c: c, store: store, key: key}
	}
	c.app.mu.Lock()
	defer c.app.mu.Unlock()
	k := refresherKey{store, key}
	r := c.app.refreshers[k]
	if r == nil {
		r = &Refresher{c: &Client{app: c.app}, store: store, key: key}
		c.app.refreshers[k] = r
	}
	return r
}

// Token returns the account's token, another than stale. It answers
// [ErrReauthorize] when only a person can help.
func (r *Refresher) Token(ctx context.Context, stale string) (Token, error) {
	if r.store == nil {
		return Token{}, errors.New("refresher: store is nil: use MemoryStore or FileStore")
	}
	for range 2 { // a renewal already under way may end in the very token that is stale
		r.mu.Lock()
		if stale == "" {
			stale = r.expired // told by a call that had no try left
		}
		now := time.Now()
		valid := r.tok.AccessToken != "" && r.tok.AccessToken != stale && !r.unsaved && !ended(r.tok.AccessExpires, now, 0)
		soon := valid && ended(r.tok.AccessExpires, now, refreshBefore) && r.tok.RefreshToken != "" && now.After(r.notYet)
		f := r.flight
		if f == nil && (!valid || soon) {
			f = &flight{done: make(chan struct{})}
			r.flight = f
			// Detached: a caller who leaves must not lose a token that is already made.
			go r.fly(context.WithoutCancel(ctx), f, stale)
		}
		tok := r.tok
		r.mu.Unlock()
		if valid {
			return tok, nil
		}
		select {
		case <-ctx.Done():
			return Token{}, ctx.Err()
		case <-f.done:
		}
		if f.err != nil || f.tok.AccessToken != stale {
			return f.tok, f.err
		}
	}
	return Token{}, fmt.Errorf("%w: the token service gave the same access token again", ErrTokenExpired)
}

// ended reports whether t is less than margin away; a zero t never ends.
func ended(t, now time.Time, margin time.Duration) bool { return !t.IsZero() && t.Sub(now) <= margin }

// Reload drops the token kept in memory: the next call takes the one in the
// store. Call it after saving a new authorization there.
func (r *Refresher) Reload() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.tok, r.unsaved, r.expired, r.dead = Token{}, false, "", ""
}

// String is r without its token.
func (r *Refresher) String() string { return fmt.Sprintf("tiktokshop.Refresher of %q", r.key) }

// GoString is r without its token.
func (r *Refresher) GoString() string { return r.String() }

// forget drops an access token the platform called withdrawn, so that a new
// authorization saved in the store is seen.
func (r *Refresher) forget(accessToken string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.tok.AccessToken == accessToken && !r.unsaved {
		r.tok = Token{}
	}
}

// expire notes that a call had no try left for a new token.
func (r *Refresher) expire(accessToken string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.expired = accessToken
}

func (r *Refresher) fly(ctx context.Context, f *flight, stale string) {
	ctx, cancel := context.WithTimeout(ctx, refreshTimeout)
	defer cancel()
	f.tok, f.err = r.renew(ctx, stale)
	r.mu.Lock()
	if next := time.Now().Add(refreshRetry); next.After(r.notYet) {
		r.notYet = next
	}
	if f.err == nil {
		r.tok = f.tok
	}
	r.flight = nil
	r.mu.Unlock()
	close(f.done)
}

// renew takes the token from the store, where another process may have put a
// newer one, and else trades it for a new one.
func (r *Refresher) renew(ctx context.Context, stale string) (Token, error) {
	if l, ok := r.store.(locker); ok {
		unlock, err := l.lock(ctx, r.key)
		if err != nil {
			return Token{}, fmt.Errorf("token store: lock: %w", err)
		}
		defer unlock()
	}
	tok, err := r.store.Load(ctx, r.key)
	if err != nil {
		return Token{}, fmt.Errorf("token store: load: %w", err)
	}
	if kept, ok := r.pending(tok); ok {
		return r.save(ctx, kept) // its predecessor is used up: it must not be lost
	}
	now := time.Now()
	fresh := tok.AccessToken != "" && tok.AccessToken != stale
	if fresh && (!ended(tok.AccessExpires, now, refreshBefore) || tok.RefreshToken == "" && !ended(tok.AccessExpires, now, 0)) {
		return tok, nil
	}
	next, err := r.trade(ctx, tok)
	if err != nil && fresh && !ended(tok.AccessExpires, now, 0) {
		r.c.app.logger.WarnContext(ctx, "token not renewed ahead of time", slog.Any("error", err))
		return tok, nil // still good, and another try comes in a minute
	}
	if err != nil {
		return Token{}, err
	}
	return r.save(ctx, next)
}

// trade asks the token service, unless it is known to refuse.
func (r *Refresher) trade(ctx context.Context, tok Token) (Token, error) {
	switch {
	case tok.AccessToken == "" && tok.RefreshToken == "":
		return Token{}, fmt.Errorf("%w: the store holds no token for key %q: save what Client.Exchange returns", ErrReauthorize, r.key)
	case tok.RefreshToken == "":
		return Token{}, fmt.Errorf("%w: the stored token has no refresh token", ErrReauthorize)
	case ended(tok.RefreshExpires, time.Now(), 0):
		return Token{}, fmt.Errorf("%w: the refresh token ended on %s", ErrReauthorize, tok.RefreshExpires.UTC().Format(time.DateOnly))
	case r.isDead(tok.RefreshToken):
		return Token{}, fmt.Errorf("%w: the refresh token was refused before", ErrReauthorize)
	}
	next, err := r.c.refresh(ctx, tok.RefreshToken)
	if err == nil {
		r.mu.Lock()
		r.traded = tok.RefreshToken
		r.mu.Unlock()
		return next.over(tok), nil
	}
	if !errors.Is(err, ErrReauthorize) {
		return Token{}, err
	}
	// Another process without our lock may have won: it used the old token up.
	again, loadErr := r.store.Load(ctx, r.key)
	if loadErr == nil && again.AccessToken != "" && again.RefreshToken != tok.RefreshToken {
		return again, nil
	}
	r.mu.Lock()
	r.dead = tok.RefreshToken
	r.mu.Unlock()
	return Token{}, err
}

// over keeps from the old token what the new one leaves out.
func (t Token) over(old Token) Token {
	if t.RefreshToken == "" {
		t.RefreshToken, t.RefreshExpires = old.RefreshToken, old.RefreshExpires
	}
	t.Kind, t.OpenID = cmp.Or(t.Kind, old.Kind), cmp.Or(t.OpenID, old.OpenID)
	t.SellerName, t.SellerRegion = cmp.Or(t.SellerName, old.SellerName), cmp.Or(t.SellerRegion, old.SellerRegion)
	if t.Scopes == nil {
		t.Scopes = old.Scopes
	}
	return t
}

func (r *Refresher) isDead(refreshToken string) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.dead == refreshToken
}

// pending is a token that could not be saved yet, unless the store has got
// another one meanwhile, from a new authorization say.
func (r *Refresher) pending(stored Token) (Token, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.unsaved = r.unsaved && stored.RefreshToken == r.traded
	return r.tok, r.unsaved
}

func (r *Refresher) save(ctx context.Context, tok Token) (Token, error) {
	err := r.store.Save(ctx, r.key, tok)
	r.mu.Lock()
	defer r.mu.Unlock()
	r.tok, r.unsaved = tok, err != nil
	// A token that lives less than a day is renewed in the middle of its life.
	r.notYet = time.Now().Add(refreshRetry + time.Until(tok.AccessExpires)/2)
	if err != nil {
		return Token{}, fmt.Errorf("token store: save: %w; the new token is kept and saved with the next call", err)
	}
	return tok, nil
}
