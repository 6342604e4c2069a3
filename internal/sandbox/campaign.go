package sandbox

import (
	"slices"
	"time"
)

// States of campaigns and of products in them.
const (
	campaignReady    = "READY"
	campaignUpcoming = "UPCOMING"
	campaignOngoing  = "ONGOING"
	campaignClosed   = "CLOSED"
	pendingEntry     = "PENDING"
	approvedEntry    = "APPROVED"
	rejectedEntry    = "REJECTED"
	closedEntry      = "CLOSED"
)

const (
	maxCampaign     = 360 * 24 * 3600 // seconds
	maxPublished    = 50              // campaigns of a partner at a time
	enteredProducts = 4               // that sellers enter of their own accord
)

// campaign is a partner's offer to sellers: their products for its creators.
type campaign struct {
	id, asset, region     string
	name, description     string
	rate                  int
	start, end            int64
	regStart, regEnd      int64
	contact               map[string]any
	sellerTypes, shopCode []string
	published             bool
	products              []*entered
	created               int64
}

// entered is a product that a seller has entered.
type entered struct {
	store       *store
	product     *record
	total       int // commission of creator and partner together
	creatorRate int
	review      string
	reasons     []string
	at          int64
}

// partnerRate is what the partner keeps.
func (e *entered) partnerRate() int { return max(e.total-e.creatorRate, 0) }

func (k *campaign) status(now int64) string {
	switch {
	case !k.published:
		return campaignReady
	case now >= k.end:
		return campaignClosed
	case now < k.start:
		return campaignUpcoming
	default:
		return campaignOngoing
	}
}

func (k *campaign) product(id string) *entered {
	if k == nil {
		return nil
	}
	for _, e := range k.products {
		if e.product.id == id {
			return e
		}
	}
	return nil
}

// campaign is one with this id, nil if there is none.
func (s *Sandbox) campaign(id string) *campaign {
	at := slices.IndexFunc(s.creators.campaigns, func(k *campaign) bool { return k.id == id })
	if at < 0 || id == "" {
		return nil
	}
	return s.creators.campaigns[at]
}

// myCampaign is the campaign in the path, of the asset that calls.
func (s *Sandbox) myCampaign(c *call) (*campaign, *refusal) {
	k := s.campaign(c.ids.Get("campaign_id"))
	switch {
	case k == nil:
		return nil, refuse(200, 16032005, "there is no such campaign")
	case !s.ownsCampaign(c, k):
		return nil, refuse(200, 16032007, "the campaign belongs to another partner")
	}
	return k, nil
}

// ownsCampaign reports whether a campaign is of the asset or, when the call
// names none, of the partner that calls.
func (s *Sandbox) ownsCampaign(c *call, k *campaign) bool {
	if asset := c.query.Get("category_asset_cipher"); asset != "" {
		return k.asset == asset
	}
	return slices.ContainsFunc(s.assets, func(a map[string]any) bool {
		return text(a["cipher"]) == k.asset && s.assetOwner(a) == c.account
	})
}

func (s *Sandbox) createCampaign(c *call) (any, *refusal) {
	if refused := c.need("name", "campaign_start_time", "campaign_end_time", "registration_start_time", "registration_end_time", "commission_rate"); refused != nil {
		return nil, refused
	}
	k := &campaign{asset: c.query.Get("category_asset_cipher"), region: "US", created: c.now.Unix()}
	for _, a := range s.assets {
		if text(a["cipher"]) == k.asset && text(a["target_market"]) != "" {
			k.region = text(a["target_market"])
		}
	}
	k.read(c.body)
	if refused := s.checkCampaign(k, c.now.Unix()); refused != nil {
		return nil, refused
	}
	k.id = decimalID("73240000", s.next())
	s.people(k.region)
	s.creators.campaigns = append(s.creators.campaigns, k)
	c.applied = true
	return c.form1(map[string]any{"campaign_id": k.id}), nil
}

// read takes over what a request says.
func (k *campaign) read(body map[string]any) {
	for name, to := range map[string]*string{"name": &k.name, "description": &k.description} {
		if v := text(body[name]); v != "" {
			*to = v
		}
	}
	for name, to := range map[string]*int64{
		"campaign_start_time": &k.start, "campaign_end_time": &k.end, "registration_start_time": &k.regStart, "registration_end_time": &k.regEnd,
	} {
		if v := number(body[name]); v != 0 {
			*to = v
		}
	}
	if v := number(body["commission_rate"]); v != 0 {
		k.rate = int(v)
	}
	if v := object(body["contact_info"]); v != nil {
		k.contact = v
	}
	if v := texts(body["target_seller_types"]); v != nil {
		k.sellerTypes = v
	}
	if v := texts(body["target_shop_codes"]); v != nil {
		k.shopCode = v
	}
}

func (s *Sandbox) checkCampaign(k *campaign, now int64) *refusal {
	switch {
	case k.end <= k.start || k.end <= now || k.end-k.start >= maxCampaign:
		return refuse(200, 16032002, "the campaign must end after it starts, in the future and within 360 days")
	case k.regEnd <= k.regStart || k.regEnd > k.end:
		return refuse(200, 16032003, "the registration must end after it starts and not after the campaign")
	case k.rate < minCommission || k.rate > maxCommission:
		return wrongParam("commission_rate", "want %d to %d basis points", minCommission, maxCommission)
	}
	for _, code := range k.shopCode {
		if !slices.ContainsFunc(s.stores, func(t *store) bool { return text(t.wire["code"]) == code && t.market.region == k.region }) {
			return refuse(200, 16032004, "no shop of the campaign's market has the code %s", code)
		}
	}
	return nil
}

// editCampaign changes the given fields. What is running keeps its start.
func (s *Sandbox) editCampaign(c *call) (any, *refusal) {
	k, refused := s.myCampaign(c)
	if refused != nil {
		return nil, refused
	}
	now := c.now.Unix()
	status := k.status(now)
	if status == campaignClosed {
		return nil, refuse(200, 16032008, "the campaign is closed")
	}
	next := *k
	next.read(c.body)
	if status == campaignOngoing && (next.start != k.start || next.regStart != k.regStart) {
		return nil, refuse(200, 16032008, "the campaign is running: its start times are fixed")
	}
	if refused := s.checkCampaign(&next, now); refused != nil {
		return nil, refused
	}
	*k = next
	c.applied = true
	return nil, nil
}

// publishCampaign shows a campaign to sellers, some of whom enter products.
func (s *Sandbox) publishCampaign(c *call) (any, *refusal) {
	k, refused := s.myCampaign(c)
	if refused != nil {
		return nil, refused
	}
	now := c.now.Unix()
	online := 0
	for _, other := range s.creators.campaigns {
		if other.asset == k.asset && other.published && other.status(now) != campaignClosed {
			online++
		}
	}
	switch {
	case k.published || now >= k.end:
		return nil, refuse(200, 16032008, "the campaign is %s", k.status(now))
	case online >= maxPublished:
		return nil, refuse(200, 16032011, "%d campaigns are online, which is the most", maxPublished)
	}
	k.published = true
	s.plan(maxTime(c.now, time.Unix(k.regStart, 0)).Add(s.tempo.Reply), func(at time.Time) { s.enterProducts(k, at.Unix()) })
	c.applied = true
	return nil, nil
}

func maxTime(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// enterProducts has the sellers of a campaign's market take part.
func (s *Sandbox) enterProducts(k *campaign, now int64) {
	if now >= k.regEnd {
		return
	}
	for _, t := range s.stores {
		if t.market.region != k.region || !oneOf(k.shopCode, text(t.wire["code"])) || !oneOf(k.sellerTypes, text(t.wire["seller_type"])) {
			continue
		}
		n := 0
		for _, p := range t.products.list {
			if n == enteredProducts {
				break
			}
			if text(p.fields["status"]) == active && k.product(p.id) == nil {
				n++
				t.enter(k, p, k.rate+500, now)
			}
		}
	}
}

// enter puts a product up for a campaign at a commission for creator and
// partner together, the campaign's rate of which goes to the creator.
func (t *store) enter(k *campaign, p *record, total int, now int64) {
	k.products = append(k.products, &entered{
		store: t, product: p, total: min(total, maxCommission), creatorRate: min(k.rate, total), review: pendingEntry, at: now,
	})
}
