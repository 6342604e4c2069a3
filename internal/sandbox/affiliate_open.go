package sandbox

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// Commissions in basis points.
const (
	minCommission = 100
	maxCommission = 8000
)

// openPlan is the offer of a product to all creators.
type openPlan struct {
	id      string
	product *record
	created int64
	rate    int   // until nextAt
	since   int64 // of the rate
	next    int
	nextAt  int64 // 0: no change is waiting
	endAt   int64 // 0: goes on
	out     map[*creator]bool
}

// rateAt is the commission at a time.
func (p *openPlan) rateAt(now int64) int {
	if p.nextAt != 0 && now >= p.nextAt {
		return p.next
	}
	return p.rate
}

// runs reports whether the plan has not ended.
func (p *openPlan) runs(now int64) bool { return p.endAt == 0 || now < p.endAt }

func (p *openPlan) status() string {
	if p.endAt != 0 {
		return "TERMINATING"
	}
	return "NORMAL"
}

// openFor is the open collaboration of a product, nil without one.
func (t *store) openFor(product string, now int64) *openPlan {
	p := t.ally().open[product]
	if p == nil || !t.has(p, now) {
		return nil
	}
	return p
}

// has reports whether a plan goes on, of a product that is still the shop's.
func (t *store) has(p *openPlan, now int64) bool {
	return p.runs(now) && t.products.byID[p.product.id] == p.product
}

// join puts a product into open collaboration.
func (t *store) join(product *record, rate int, now int64) *openPlan {
	p := &openPlan{
		id: t.box.allianceID(), product: product, created: now, rate: rate, since: now, out: map[*creator]bool{},
	}
	a := t.ally()
	a.open[product.id], a.openByID[p.id] = p, p
	return p
}

// allianceID is an id for what is not made by a shop's catalogue.
func (s *Sandbox) allianceID() string { return decimalID("73650000", s.next()) }

func decimalID(head string, n int) string { return fmt.Sprintf("%s%011d", head, n) }

// autoJoin lets all products join that have not, when the seller wants so.
func (t *store) autoJoin(now time.Time) {
	a := t.ally()
	if !a.auto {
		return
	}
	for _, p := range t.products.list {
		if text(p.fields["status"]) == active && t.openFor(p.id, now.Unix()) == nil {
			t.join(p, a.autoRate, now.Unix())
		}
	}
}

func (s *Sandbox) createOpen(c *call) (any, *refusal) {
	if refused := c.need("product_id", "commission_rate"); refused != nil {
		return nil, refused
	}
	t, rate, now := c.store, int(number(c.body["commission_rate"])), c.now.Unix()
	if rate < minCommission || rate > maxCommission {
		return nil, refuse(200, 16003033, "the commission rate must be %d to %d basis points (1 %% to 80 %%)", minCommission, maxCommission)
	}
	product := t.products.byID[text(c.body["product_id"])]
	if product == nil || text(product.fields["status"]) != active {
		return nil, refuse(200, 16003035, "the product is not one of this shop's that are for sale")
	}
	t.autoJoin(c.now)
	p, effective := t.openFor(product.id, now), now
	switch {
	case p == nil:
		p = t.join(product, rate, now)
	case p.endAt == 0:
		return nil, refuse(200, 16003012, "the product has an open collaboration already: %s", p.id)
	case rate >= p.rateAt(now): // it was ending: it goes on, and more takes effect at once
		p.rate, p.since, p.nextAt, p.endAt = rate, now, 0, 0
	default: // creators keep the old rate until the announced end
		effective = p.endAt
		p.rate, p.next, p.nextAt, p.endAt = p.rateAt(now), rate, p.endAt, 0
	}
	c.applied = true
	return c.form1(map[string]any{"open_collaboration": map[string]any{"id": p.id, "product_id": product.id, "effective_time": effective}}), nil
}

func (s *Sandbox) removeOpen(c *call) (any, *refusal) {
	t := c.store
	p := t.openFor(c.ids.Get("product_id"), c.now.Unix())
	if p == nil || p.endAt != 0 {
		return nil, wrongParam("product_id", "the product has no open collaboration with status NORMAL")
	}
	p.endAt = t.nextMidnight(c.now)
	c.applied = true
	return c.form1(map[string]any{"terminated_effective_time": p.endAt}), nil
}

func (s *Sandbox) removeOpenCreator(c *call) (any, *refusal) {
	if refused := c.need("creator_user_open_id", "product_id"); refused != nil {
		return nil, refused
	}
	t := c.store
	p := t.ally().openByID[c.ids.Get("open_collaboration_id")]
	if p == nil || !p.runs(c.now.Unix()) || p.product.id != text(c.body["product_id"]) {
		return nil, wrongParam("open_collaboration_id", "no open collaboration of this product has this id")
	}
	who := t.findCreator(text(c.body["creator_user_open_id"]))
	if who == nil || who.shows(p.product.id) == nil {
		return nil, wrongParam("creator_user_open_id", "the creator does not promote the product")
	}
	p.out[who] = true
	who.showcase = slices.DeleteFunc(who.showcase, func(x *shown) bool { return x.product == p.product && t.targetFor(who, p.product, c.now.Unix()) == nil })
	c.applied = true
	return nil, nil
}

func (s *Sandbox) getOpenSettings(c *call) (any, *refusal) {
	a := c.store.ally()
	auto := map[string]any{"enable": a.auto}
	if a.auto {
		auto["commission_rate"] = a.autoRate
	}
	return c.form1(map[string]any{"open_collaboration_settings": map[string]any{"auto_add_product": auto}}), nil
}

func (s *Sandbox) updateOpenSettings(c *call) (any, *refusal) {
	in := object(c.body["auto_add_product"])
	if in == nil {
		return nil, invalid("auto_add_product is a required field and has not been provided")
	}
	a, rate := c.store.ally(), int(number(in["commission_rate"]))
	if truth(in["enable"]) {
		if rate < minCommission || rate > maxCommission {
			return nil, refuse(200, 16003033, "the commission rate must be %d to %d basis points (1 %% to 80 %%)", minCommission, maxCommission)
		}
		a.autoRate = rate
	}
	a.auto = truth(in["enable"])
	c.store.autoJoin(c.now)
	c.applied = true
	return nil, nil
}

func (s *Sandbox) searchOpen(c *call) (any, *refusal) {
	t, now := c.store, c.now.Unix()
	t.autoJoin(c.now)
	list := []row{}
	for _, p := range t.ally().open {
		if !t.has(p, now) || !t.keyword(c.body, p.product, "PRODUCT_ID", "PRODUCT_NAME") {
			continue
		}
		if top := text(c.body["top_level_category_id"]); top != "" && topCategory(p.product) != top {
			continue
		}
		list = append(list, row{at: p.created, id: p.id, fields: func() map[string]any { return t.openView(p, now) }})
	}
	return c.answerRows(list, c.query.Get("sort_order") != "ASC")
}

// keyword applies keyword and keyword_type to a product.
func (t *store) keyword(body map[string]any, p *record, byID, byName string) bool {
	word := text(body["keyword"])
	if word == "" {
		return true
	}
	switch text(body["keyword_type"]) {
	case byID:
		return p.id == word
	case byName, "":
		return strings.Contains(strings.ToLower(text(p.fields["title"])), strings.ToLower(word))
	default:
		return false
	}
}

func topCategory(p *record) string {
	for _, k := range objects(p.fields["category_chains"]) {
		return text(k["id"])
	}
	return ""
}

// openView is an open collaboration as the seller sees it.
func (t *store) openView(p *openPlan, now int64) map[string]any {
	low, high := t.prices(p.product)
	rate := map[string]any{"rate": p.rateAt(now), "start_time": p.since}
	if p.nextAt != 0 && now >= p.nextAt {
		rate["start_time"] = p.nextAt
	}
	switch {
	case p.nextAt > now:
		rate["end_time"] = p.nextAt
	case p.endAt != 0:
		rate["end_time"] = p.endAt
	}
	promoters := t.promoters(p.product)
	return map[string]any{
		"id": p.id, "status": p.status(), "current_commission": rate,
		"showcase_creator_count": len(promoters), "content_creator_count": len(t.box.authors(p.product.id)),
		"product": map[string]any{
			"id": p.product.id, "title": p.product.fields["title"], "inventory": inStock(p.product), "main_image_url": t.mainImage(p.product),
			"original_price": t.market.span(low, high), "status": planStatus(p.product),
		},
	}
}

// planStatus is a product's state as collaborations tell it.
func planStatus(p *record) string {
	switch text(p.fields["status"]) {
	case active:
		if inStock(p) == 0 {
			return "OUT_OF_STOCK"
		}
		return "LIVE"
	case sellerDeactivated:
		return "SELLER_DEACTIVATE"
	case "PLATFORM_DEACTIVATED":
		return "PLATFORM_DEACTIVATE"
	case deleted:
		return "DELETE"
	default:
		return "OTHER"
	}
}

// promoters are the creators with a product in their showcase.
func (t *store) promoters(product *record) []*creator {
	var out []*creator
	for _, p := range t.box.people(t.market.region) {
		if p.shows(product.id) != nil {
			out = append(out, p)
		}
	}
	return out
}

func (s *Sandbox) listOpenContents(c *call) (any, *refusal) {
	t := c.store
	p := t.openFor(c.query.Get("product_id"), c.now.Unix())
	if p == nil {
		return nil, wrongParam("product_id", "the product has no open collaboration")
	}
	list := []row{}
	for _, who := range t.promoters(p.product) {
		list = append(list, row{at: who.followers, id: who.openID, fields: func() map[string]any {
			m := map[string]any{
				"creator_profile": map[string]any{
					"avatar": s.avatar(who), "creator_open_id": who.openID, "follower_count": who.followers,
					"nickname": who.nickname, "username": who.username,
				},
				"live_count": 0, "video_count": len(s.videosOf(who, p.product.id)), "promotion_status": p.status(),
			}
			if p.endAt != 0 {
				m["promotion_end_time"] = p.endAt
			}
			return m
		}})
	}
	out, refused := c.rows(list, true)
	if refused != nil {
		return nil, refused
	}
	out["product"] = map[string]any{"id": p.product.id, "image_url": t.mainImage(p.product)}
	return c.form1(out), nil
}
