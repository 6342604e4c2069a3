package sandbox

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/tiktokshop-go/tiktokshop/internal/gen/api"
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

// account is a person who can authorize apps: a seller with shops, a creator or
// a partner.
type account struct {
	kind     Kind
	openID   string
	name     string
	region   string
	scopes   []string // all there are for the kind, unless Options says otherwise
	inactive bool     // the platform has closed a seller's account
}

// access is who may call: the apps, the accounts, and what accounts have granted
// to apps. All of it is guarded by the sandbox's lock.
type access struct {
	apps     []*app     // the first is the one of AppKey
	people   []*account // in the order they came; the first of each kind is the sample
	consents map[party]*consent
	tokens   map[string]*grant // by access token
	renewals map[string]*grant // by refresh token
	codes    map[string]*authCode
	kept     int                 // tokens and codes that were left when old ones were dropped
	partners map[string]*account // whose category asset a cipher belongs to; the first partner's when it is not here
	scopes   map[Kind][]string   // all there are
}

func newAccess() access {
	return access{
		consents: map[party]*consent{}, tokens: map[string]*grant{}, renewals: map[string]*grant{},
		codes: map[string]*authCode{}, partners: map[string]*account{}, scopes: map[Kind][]string{},
	}
}

// seedAccess registers the sample app and accounts, which know each other.
func (s *Sandbox) seedAccess(cat *api.Catalogue) {
	s.access = newAccess()
	for _, k := range []Kind{Seller, Creator, Partner} {
		s.access.scopes[k] = scopesOf(cat, k, s.opts.Scopes)
	}
	a := &app{
		name: "Test App", key: AppKey, secret: AppSecret, service: ServiceID, partnerService: PartnerServiceID,
		redirect: s.opts.Redirect,
	}
	s.access.apps = []*app{a}
	s.enroll(&account{kind: Seller, openID: "open-id-of-the-test-seller", name: "Test Seller", region: "US"})
	s.enroll(&account{kind: Creator, openID: "open-id-of-the-test-creator"})
	s.enroll(&account{kind: Partner, openID: "open-id-of-the-test-partner"})
	for _, p := range s.access.people {
		s.agree(a, p)
	}
}

// scopesOf are the scopes of all operations that accounts of a kind can call.
func scopesOf(cat *api.Catalogue, k Kind, granted []string) []string {
	scopes := slices.Clone(granted)
	if granted == nil {
		for _, op := range cat.Operations {
			if op.Token == k.String() || op.Token == api.TokenAny {
				scopes = append(scopes, op.Scopes...)
			}
		}
	}
	slices.Sort(scopes)
	return append([]string{}, slices.Compact(scopes)...)
}

// enroll takes an account in.
func (s *Sandbox) enroll(p *account) *account {
	p.scopes = s.access.scopes[p.kind]
	s.access.people = append(s.access.people, p)
	return p
}

// addSeller registers a seller without shops; the lock is held. No app may act
// for the seller before it was authorized: see grantTo and the pages.
func (s *Sandbox) addSeller(name, region string) *account { return s.addAccount(Seller, name, region) }

// addPartner registers a partner with one category asset; the lock is held.
func (s *Sandbox) addPartner(name, region string) *account {
	p := s.addAccount(Partner, name, region)
	cipher := fmt.Sprintf("ROW_asset-cipher-for-tests-%d", len(s.access.people))
	s.assets = append(s.assets, map[string]any{
		"cipher": cipher, "target_market": region, "category": map[string]any{"id": 3, "name": "Test Category"},
	})
	s.access.partners[cipher] = p
	return p
}

// addAccount registers an account, such as a creator, without shops and assets; the
// lock is held.
func (s *Sandbox) addAccount(k Kind, name, region string) *account {
	return s.enroll(&account{
		kind: k, openID: fmt.Sprintf("open-id-of-test-%s-%d", k, len(s.access.people)), name: name, region: region,
	})
}

// addShop opens an empty shop of a seller; the lock is held. Apps that may act
// for the seller may act for the shop.
func (s *Sandbox) addShop(seller *account, name, region string) *store {
	n, kind, short := len(s.stores)+1, "LOCAL", "LC"
	if seller.region != region {
		kind, short = "CROSS_BORDER", "CB"
	}
	t := s.newStore(map[string]any{
		"cipher": fmt.Sprintf("ROW_shop-cipher-for-tests-%d", n), "id": strconv.Itoa(7490000000000000000 + n),
		"code": fmt.Sprintf("%s%sTEST%02d", region, short, n), "name": name, "region": region, "seller_type": kind,
	}, seller)
	s.stores = append(s.stores, t)
	return t
}

// first is the sample account of a kind.
func (s *Sandbox) first(k Kind) *account {
	for _, p := range s.access.people {
		if p.kind == k {
			return p
		}
	}
	return nil
}

// person is the account with an open id, nil if there is none.
func (s *Sandbox) person(openID string) *account {
	for _, p := range s.access.people {
		if p.openID == openID {
			return p
		}
	}
	return nil
}

// shopsOf are a seller's shops.
func (s *Sandbox) shopsOf(p *account) []*store {
	var shops []*store
	for _, t := range s.stores {
		if t.seller == p {
			shops = append(shops, t)
		}
	}
	return shops
}

// sellerID is the number of a seller's account, which is not the open id.
func (s *Sandbox) sellerID(p *account) string {
	return strconv.Itoa(7495000000000000001 + slices.Index(s.access.people, p))
}

// Account is a person who can authorize apps.
type Account struct {
	Kind   string `json:"kind"` // "seller", "creator" or "partner"
	OpenID string `json:"open_id"`
	Name   string `json:"name"`
	Region string `json:"region"`
}

// Accounts are all accounts, the sample ones first.
func (s *Sandbox) Accounts() []Account {
	s.mu.Lock()
	defer s.mu.Unlock()
	var list []Account
	for _, p := range s.access.people {
		list = append(list, Account{Kind: p.kind.String(), OpenID: p.openID, Name: p.name, Region: p.region})
	}
	return list
}
