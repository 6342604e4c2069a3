package sandbox

import (
	"net/url"
	"path"
	"slices"
)

const (
	maxShowcase    = 2000
	maxShowcaseAdd = 20
	maxShowcaseCut = 200
)

func (s *Sandbox) listShowcase(c *call) (any, *refusal) {
	switch c.query.Get("origin") {
	case "LIVE", "SHOWCASE":
	default:
		return nil, wrongParam("origin", "want LIVE or SHOWCASE")
	}
	me, now := s.me(c), c.now.Unix()
	list := []row{}
	for i, x := range me.showcase {
		list = append(list, row{at: int64(i), id: x.product.id, fields: func() map[string]any { return x.view(me, now) }})
	}
	return c.answerRows(list, false)
}

// Kinds of collaborations in the showcase.
const (
	showcaseOpen     = "1"
	showcaseTarget   = "2"
	showcaseCampaign = "11"
)

// view is a product in the showcase.
func (x *shown) view(me *creator, now int64) map[string]any {
	t, p := x.store, x.product
	plan, rate := t.terms(me, p, now)
	low, high := t.prices(p)
	kind, review := showcaseOpen, "APPROVED"
	switch {
	case t.box.campaign(plan) != nil:
		kind = showcaseCampaign
	case t.ally().targetOf[plan] != nil:
		kind = showcaseTarget
	}
	if rate == 0 {
		review = "ZERO_COMMISSION"
	}
	if text(p.fields["status"]) != active {
		review = "UNAVAILABLE"
	}
	stock := "IN_STOCK"
	if inStock(p) == 0 {
		stock = "SOLD_OUT"
	}
	m := map[string]any{
		"id": p.id, "title": p.fields["title"], "commission": map[string]any{"rate": rate, "reward_rate": 0},
		"detail_link": t.box.baseURL + sharePath + "product/" + p.id, "sale_regions": []string{t.market.region},
		"main_images": []map[string]any{{"url": t.mainImage(p), "width": sampleSide, "heigth": sampleSide}},
		"price": map[string]any{
			"original_price": t.market.span(low, high), "seller_discount_price": t.market.span(low, high), "platform_discount_price": t.market.span(low, high),
		},
		"shop": map[string]any{"name": t.name()}, "source": "AFFILIATE",
		"status": map[string]any{"added_status": "ADDED", "inventory_status": stock, "is_hidden": false, "review_status": review},
	}
	if plan != "" {
		m["collaboration"] = map[string]any{"id": plan, "type": kind}
	}
	return m
}

// addToShowcase takes what a collaboration lets the creator promote. Products
// that are there already stay where they are.
func (s *Sandbox) addToShowcase(c *call) (any, *refusal) {
	me, now := s.me(c), c.now
	var ids []string
	campaign := ""
	switch text(c.body["add_type"]) {
	case "PRODUCT_LINK":
		u, err := url.Parse(text(c.body["product_link"]))
		if err != nil || u.Path == "" {
			return nil, invalid("product_link is a required field and must be an address")
		}
		ids = []string{path.Base(u.Path)}
		if l := s.linkOf(u.String()); l != nil {
			campaign, ids = l.campaign, []string{l.product}
		}
	default:
		ids = texts(c.body["product_ids"])
	}
	if len(ids) == 0 {
		return nil, invalid("product_ids is a required field and has not been provided")
	}
	errs := []map[string]any{}
	for _, id := range ids {
		if refused := s.addOne(me, id, campaign, now.Unix()); refused != nil {
			errs = append(errs, map[string]any{"code": refused.code, "message": refused.message, "detail": map[string]any{"product_id": id}})
			continue
		}
		c.applied = true
	}
	return c.form1(map[string]any{"errors": errs}), nil
}

// addOne puts a product into a showcase; an invitation for it is accepted by that.
func (s *Sandbox) addOne(me *creator, id, campaign string, now int64) *refusal {
	t, p := s.findAnywhere(me.region, id)
	if p == nil || text(p.fields["status"]) != active {
		return refuse(200, 16015001, "the product is not for sale in the creator's region")
	}
	if plan := t.invited(me.openID, id, now, nil); plan != nil {
		if x := plan.creator(me.openID, now); x.accepted == 0 {
			x.accepted = now
		}
	}
	if _, rate := t.terms(me, p, now); rate == 0 && campaign == "" {
		if open := t.openFor(id, now); open == nil {
			return refuse(200, 16015001, "no collaboration holds the product")
		}
		delete(t.openFor(id, now).out, me) // who was taken out can join again
	}
	if !me.show(t, p, now, campaign) {
		return refuse(200, 170001013, "the showcase is full: %d products", maxShowcase)
	}
	return nil
}

func (s *Sandbox) removeFromShowcase(c *call) (any, *refusal) {
	ids, refused := c.shownIDs(s.me(c), maxShowcaseCut)
	if refused != nil {
		return nil, refused
	}
	me := s.me(c)
	me.showcase = slices.DeleteFunc(me.showcase, func(x *shown) bool { return slices.Contains(ids, x.product.id) })
	c.applied = true
	return s.envelopeOfOld(c), nil
}

// envelopeOfOld is what two routes repeat inside data.
func (s *Sandbox) envelopeOfOld(c *call) map[string]any {
	return c.form1(map[string]any{"code": 0, "message": "Success", "request_id": decimalID("2026", s.next())})
}

// shownIDs are the products of a request, which must be in the showcase.
func (c *call) shownIDs(me *creator, most int) ([]string, *refusal) {
	ids := texts(c.body["product_ids"])
	switch {
	case len(ids) == 0:
		return nil, invalid("product_ids is a required field and has not been provided")
	case len(ids) > most:
		return nil, refuse(200, 16015001, "%d products, more than %d", len(ids), most)
	}
	for _, id := range ids {
		if me.shows(id) == nil {
			return nil, refuse(200, 16015001, "product %s is not in the showcase", id)
		}
	}
	return ids, nil
}

func (s *Sandbox) moveToTop(c *call) (any, *refusal) {
	me := s.me(c)
	ids, refused := c.shownIDs(me, maxShowcaseCut)
	if refused != nil {
		return nil, refused
	}
	var top []*shown
	for _, id := range ids {
		if x := me.shows(id); !slices.Contains(top, x) {
			top = append(top, x)
		}
	}
	rest := slices.DeleteFunc(slices.Clone(me.showcase), func(x *shown) bool { return slices.Contains(top, x) })
	me.showcase = append(top, rest...)
	c.applied = true
	return s.envelopeOfOld(c), nil
}
