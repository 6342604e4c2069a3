package sandbox

import (
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"slices"
	"strconv"
)

// creatorState is what belongs to creators and partners and not to one shop.
type creatorState struct {
	made      int
	byID      map[string]*creator
	markets   map[string][]*creator // by region, made when first asked for
	videos    map[string]*video
	posted    []*video // oldest first
	files     map[string]*videoFile
	prechecks map[string]*precheck
	uploads   map[string]*chunkedUpload
	links     map[string]*shareLink // by key
	campaigns []*campaign
}

// creator is somebody who shows products to followers. All of them are made up.
type creator struct {
	n        int
	openID   string
	imID     string // in chats
	username string
	nickname string
	region   string
	market   *market
	account  bool // can authorize the app; does nothing by itself

	followers, videoViews, liveViews, units int64
	gmv, videoGMV, liveGMV                  amount
	category, language                      string
	level                                   int
	female                                  bool
	share                                   int // of the major gender, basis points
	ages                                    []string

	showcase []*shown // top first
	checks   dailyCalls
	posts    dailyCalls
}

// shown is a product in a creator's showcase.
type shown struct {
	store   *store
	product *record
	added   int64
	link    string // id of the campaign whose link brought it, "" without
}

const creatorsEach = 60 // in a market

var (
	creatorFirst = [...]string{"sunny", "cozy", "tiny", "bright", "quiet", "merry", "plain", "happy", "clever", "gentle", "swift", "mellow"}
	creatorThing = [...]string{"mug", "lamp", "basket", "towel", "candle", "bowl", "shelf", "teapot", "blanket", "drawer"}
	creatorWork  = [...]string{"finds", "corner", "reviews", "diary", "haul"}
	creatorTopic = [...]string{"600001", "601739", "601450", "824328", "700437"}
	ageGroups    = [...]string{"AGE_RANGE_18_24", "AGE_RANGE_25_34", "AGE_RANGE_35_44", "AGE_RANGE_45_54", "AGE_RANGE_55_AND_ABOVE"}
)

// people are the creators of a market, the accounts' first.
func (s *Sandbox) people(region string) []*creator {
	k := &s.creators
	if k.markets == nil {
		k.byID, k.markets = map[string]*creator{}, map[string][]*creator{}
		k.videos, k.files, k.prechecks = map[string]*video{}, map[string]*videoFile{}, map[string]*precheck{}
		k.uploads, k.links = map[string]*chunkedUpload{}, map[string]*shareLink{}
	}
	if list, ok := k.markets[region]; ok {
		return list
	}
	k.markets[region] = nil
	for n := range creatorsEach {
		s.makeCreator(fmt.Sprintf("creator-%s-%04d-open-id-for-tests", region, n+1), region)
	}
	return k.markets[region]
}

// makeCreator makes a creator whose figures follow from the id alone.
func (s *Sandbox) makeCreator(openID, region string) *creator {
	h := fnv.New64a()
	_, _ = h.Write([]byte(openID))
	r := rand.New(rand.NewPCG(h.Sum64(), 7)) //nolint:gosec // G404: equal ids make equal people
	k := &s.creators
	k.made++
	n := k.made
	m := marketOf(region)
	unit := amount(1)
	for range m.decimals {
		unit *= 10
	}
	if m.decimals == 0 {
		unit = 1000
	}
	p := &creator{
		n: n, openID: openID, imID: fmt.Sprintf("74990000%011d", n), region: region, market: m,
		username: fmt.Sprintf("%s.%s.%s.%d", creatorFirst[r.IntN(len(creatorFirst))], creatorThing[r.IntN(len(creatorThing))], creatorWork[r.IntN(len(creatorWork))], n),
		category: creatorTopic[r.IntN(len(creatorTopic))], language: m.locale[:2], level: r.IntN(6),
		female: r.IntN(2) == 0, share: 5100 + r.IntN(4000),
	}
	p.nickname = "Made-up creator " + strconv.Itoa(n)
	p.followers = 500 << r.IntN(11)
	p.followers += r.Int64N(p.followers)
	p.videoViews, p.liveViews = p.followers/10+r.Int64N(1+p.followers/5), p.followers/200
	p.units = p.followers/100 + r.Int64N(1+p.followers/50)
	p.gmv = amount(p.units) * unit * amount(8+r.IntN(20))
	p.videoGMV = p.gmv * amount(40+r.IntN(40)) / 100
	p.liveGMV = p.gmv - p.videoGMV
	at := r.IntN(len(ageGroups) - 1)
	p.ages = []string{ageGroups[at], ageGroups[at+1]}
	k.byID[openID] = p
	s.images[fmt.Sprintf("avatar-%d", n)] = picture{720, 720}
	k.markets[region] = append(k.markets[region], p)
	return p
}

// creatorOf is the creator behind an account.
func (s *Sandbox) creatorOf(a *account) *creator {
	region := a.region
	if region == "" {
		region = "US"
		if len(s.stores) > 0 {
			region = s.stores[0].market.region
		}
	}
	s.people(region)
	p := s.creators.byID[a.openID]
	if p != nil && p.region != region { // the account has moved
		s.creators.markets[p.region] = slices.DeleteFunc(s.creators.markets[p.region], func(x *creator) bool { return x == p })
		delete(s.creators.byID, a.openID)
		p = nil
	}
	if p == nil {
		p = s.makeCreator(a.openID, region)
		p.account = true
		if a.name != "" {
			p.nickname = a.name
		}
	}
	return p
}

// me is the creator who calls.
func (s *Sandbox) me(c *call) *creator { return s.creatorOf(c.account) }

// findCreator is a creator of a shop's market.
func (t *store) findCreator(openID string) *creator {
	t.box.people(t.market.region)
	for _, a := range t.box.creatorAccounts() {
		if a.openID == openID {
			t.box.creatorOf(a)
		}
	}
	p := t.box.creators.byID[openID]
	if p == nil || p.region != t.market.region {
		return nil
	}
	return p
}

// creatorAccounts are the creators who can authorize the app.
func (s *Sandbox) creatorAccounts() []*account {
	return slices.DeleteFunc(slices.Clone(s.access.people), func(a *account) bool { return a.kind != Creator })
}

// shows finds a product in the showcase.
func (p *creator) shows(product string) *shown {
	at := slices.IndexFunc(p.showcase, func(x *shown) bool { return x.product.id == product })
	if at < 0 {
		return nil
	}
	return p.showcase[at]
}

// show puts a product at the top of the showcase. It reports whether there was room.
func (p *creator) show(t *store, product *record, now int64, link string) bool {
	if x := p.shows(product.id); x != nil {
		if link != "" {
			x.link = link
		}
		return true
	}
	if len(p.showcase) >= maxShowcase {
		return false
	}
	p.showcase = slices.Insert(p.showcase, 0, &shown{store: t, product: product, added: now, link: link})
	return true
}

func (s *Sandbox) avatar(p *creator) map[string]any {
	return map[string]any{"url": s.baseURL + imagePath + "avatar-" + strconv.Itoa(p.n), "width": 720, "height": 720}
}

// findAnywhere is a product of any shop and the shop.
func (s *Sandbox) findAnywhere(region, product string) (*store, *record) {
	for _, t := range s.stores {
		if r := t.products.byID[product]; r != nil && (region == "" || t.market.region == region) {
			return t, r
		}
	}
	return nil, nil
}
