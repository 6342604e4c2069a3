package shop

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"
	"time"

	"github.com/tiktokshop-go/tiktokshop"
)

const (
	endingSoon    = 30 * 24 * time.Hour // when the platform itself begins to warn
	checksAtOnce  = 8
	codeWithdrawn = 105001
)

// Account is one account that let the app in.
type Account struct {
	Key            string // the name of its token in the store
	Kind           tiktokshop.TokenKind
	OpenID         string
	Name           string // of the seller
	Region         tiktokshop.Region
	Shops          []AuthorizedShop // of sellers, with their ciphers
	RefreshExpires time.Time        // then a person must authorize again; zero when unknown
}

// Accounts is the registry of a fleet: which accounts let the app in, which
// shops they have, and which of them need a person. It is safe for many
// goroutines.
type Accounts struct {
	c      *tiktokshop.Client
	store  tiktokshop.TokenStore
	notify func(ctx context.Context, a Account, n Notice, err error)

	mu      sync.RWMutex
	entries map[string]*entry
}

type entry struct {
	account Account
	notice  Notice
	gen     int // grows with all that makes a check under way worthless
}

// NewAccounts makes an empty registry over the tokens in store. notify, unless
// nil, is called whenever the state of an account changes, with the reason; it
// may be called from many goroutines.
func NewAccounts(c *tiktokshop.Client, store tiktokshop.TokenStore, notify func(ctx context.Context, a Account, n Notice, err error)) *Accounts {
	if notify == nil {
		notify = func(context.Context, Account, Notice, error) {}
	}
	return &Accounts{c: c, store: store, notify: notify, entries: map[string]*entry{}}
}

// Add saves the token of a new account, or a new token of a known one, under key
// and lists the account's shops.
func (r *Accounts) Add(ctx context.Context, key string, token tiktokshop.Token) (Account, error) {
	if err := r.store.Save(ctx, key, token); err != nil {
		return Account{}, fmt.Errorf("accounts: save %q: %w", key, err)
	}
	r.c.Refresher(r.store, key).Reload() // the token of a former authorization counts no more
	return r.load(ctx, key)
}

// Load reads accounts from the store, those Add has saved in a former run. It
// loads all it can; the error names the others.
func (r *Accounts) Load(ctx context.Context, keys ...string) error {
	return r.each(keys, func(key string) error {
		_, err := r.load(ctx, key)
		return err
	})
}

// load checks an account, registering it whatever comes out.
func (r *Accounts) load(ctx context.Context, key string) (Account, error) {
	token, err := r.store.Load(ctx, key)
	if err != nil {
		return Account{}, fmt.Errorf("accounts: load %q: %w", key, err)
	}
	r.mu.Lock()
	e := r.entries[key]
	if e == nil {
		e = &entry{}
		r.entries[key] = e
	}
	e.account = accountOf(key, token, e.account.Shops)
	e.gen++
	r.mu.Unlock()
	return r.check(ctx, key)
}

func accountOf(key string, t tiktokshop.Token, shops []AuthorizedShop) Account {
	return Account{
		Key: key, Kind: t.Kind, OpenID: t.OpenID, Name: t.SellerName, Region: tiktokshop.Region(t.SellerRegion),
		Shops: shops, RefreshExpires: t.RefreshExpires,
	}
}

// check renews an account's token when that is due, and asks for its shops,
// which also tells whether the platform still takes the token.
func (r *Accounts) check(ctx context.Context, key string) (Account, error) {
	account, gen, ok := r.known(key)
	if !ok {
		return Account{}, fmt.Errorf("accounts: %q was removed", key)
	}

	refresher := r.c.Refresher(r.store, key)
	token, err := refresher.Token(ctx, "")
	if err == nil {
		account = accountOf(key, token, account.Shops)
		if account.Kind == tiktokshop.TokenSeller || account.Kind == tiktokshop.TokenUnknown {
			var out *ListAuthorizedShopsResponse
			if out, err = New(r.c.As(refresher)).Authorizations.ListShops(ctx); err == nil {
				account.Shops = out.Shops
			}
		}
	}
	if ctx.Err() != nil {
		return Account{}, ctx.Err() // says nothing about the account
	}
	n := NoticeGood
	var refusal *tiktokshop.Error
	switch {
	case errors.As(err, &refusal) && refusal.Code == codeWithdrawn:
		n = NoticeWithdrawn
	case errors.Is(err, tiktokshop.ErrReauthorize):
		n = NoticeReauthorize
	case err != nil:
		n = NoticeFailing
	case !account.RefreshExpires.IsZero() && time.Until(account.RefreshExpires) < endingSoon:
		n = NoticeEnding
	}
	r.set(ctx, account, gen, n, err)
	if err != nil {
		err = fmt.Errorf("accounts: %q: %w", key, err)
	}
	return account, err
}

func (r *Accounts) known(key string) (a Account, gen int, ok bool) {
	r.mu.RLock()
	defer r.mu.RUnlock()
	if e := r.entries[key]; e != nil {
		return e.account, e.gen, true
	}
	return Account{}, 0, false
}

// set keeps what a check found out and tells of a change, unless something
// newer is known by now.
func (r *Accounts) set(ctx context.Context, account Account, gen int, n Notice, err error) {
	r.mu.Lock()
	e := r.entries[account.Key]
	changed := e != nil && e.gen == gen && e.notice != n
	if e != nil && e.gen == gen {
		e.account, e.notice = account, n
	}
	r.mu.Unlock()
	if changed {
		r.notify(ctx, account, n, err)
	}
}

// Check looks after all accounts once: it renews the tokens that are due, reads
// the shops anew and notifies of changes. A token that nobody renews ends after
// 7 days, so call it at least daily, or let [Accounts.Watch] do so.
func (r *Accounts) Check(ctx context.Context) error {
	r.mu.RLock()
	keys := slices.Sorted(maps.Keys(r.entries))
	r.mu.RUnlock()
	return r.each(keys, func(key string) error {
		_, err := r.check(ctx, key)
		return err
	})
}

// Watch calls Check now and then, every so often, until ctx ends. What goes
// wrong is told to notify.
func (r *Accounts) Watch(ctx context.Context, every time.Duration) error {
	t := time.NewTicker(max(every, time.Second))
	defer t.Stop()
	for {
		_ = r.Check(ctx) // notify has what went wrong
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-t.C:
		}
	}
}

// each calls f for every key, a few at once, and joins the errors.
func (r *Accounts) each(keys []string, f func(key string) error) error {
	errs := make([]error, len(keys))
	slots := make(chan struct{}, checksAtOnce)
	var wg sync.WaitGroup
	for i, key := range keys {
		slots <- struct{}{}
		wg.Go(func() {
			errs[i] = f(key)
			<-slots
		})
	}
	wg.Wait()
	return errors.Join(errs...)
}

// All returns the accounts by key.
func (r *Accounts) All() []Account {
	r.mu.RLock()
	defer r.mu.RUnlock()
	all := make([]Account, 0, len(r.entries))
	for _, e := range r.entries {
		all = append(all, e.account)
	}
	slices.SortFunc(all, func(a, b Account) int { return cmp.Compare(a.Key, b.Key) })
	return all
}

// Client is a client for an account, bound to no shop.
func (r *Accounts) Client(key string) *tiktokshop.Client {
	return r.c.As(r.c.Refresher(r.store, key))
}

// Shop is a client for a shop by its id, as webhooks name it, and the account it
// belongs to.
func (r *Accounts) Shop(shopID string) (*tiktokshop.Client, Account, error) {
	for _, a := range r.All() {
		for _, s := range a.Shops {
			if s.ID == shopID {
				return r.Client(a.Key).For(s.Cipher), a, nil
			}
		}
	}
	return nil, Account{}, fmt.Errorf("accounts: no account has the shop %.40q: Add it, or Check for new shops", shopID)
}

// Remove forgets an account. Its token stays in the store.
func (r *Accounts) Remove(key string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.entries, key)
}
