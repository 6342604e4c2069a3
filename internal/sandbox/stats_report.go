package sandbox

import (
	"strconv"
	"time"
)

// showsOf are the rooms that sell for a shop.
func (s *Sandbox) showsOf(c *call) []*room {
	var list []*room
	for _, m := range s.stage.rooms {
		if m.status != roomPlanned && m.sellsFor(c.store) && c.ofAccount(m.kindFor(c.store)) {
			m.catchUp(c.now.Unix())
			list = append(list, m)
		}
	}
	return list
}

// sellsFor reports whether the room is the shop's own or shows its products.
func (m *room) sellsFor(t *store) bool {
	if m.shop == t {
		return true
	}
	for _, p := range m.goods() {
		if p.shop == t {
			return true
		}
	}
	return false
}

// kindFor is the kind of the room's account in the eyes of a shop.
func (m *room) kindFor(t *store) string {
	if m.shop != t {
		return affiliateAccount
	}
	return m.kind
}

// day is the shop's day on which the room started.
func (m *room) day(t *store) int { return dayNumber(time.Unix(m.started, 0), t.dayZone()) }

func (s *Sandbox) livesOverview(c *call) (any, *refusal) {
	p, live, refused := c.reportSpan()
	if refused != nil {
		return nil, refused
	}
	t, money, shows := c.store, c.purse(), s.showsOf(c)
	list := c.intervals(p, func(whole, ready span) map[string]any {
		if live {
			ready = whole
		}
		var sum takings
		own := map[string]bool{}
		shown, clicks := 0, 0
		for _, m := range shows {
			own[m.id] = true
			if n := m.day(t); ready.from <= n && n < ready.to {
				a := m.sum(t)
				shown, clicks = shown+a.views, clicks+a.clicks
			}
		}
		for _, d := range t.bookDays(ready) {
			for from, a := range d.sources {
				if from.kind == leadLive && own[from.content] {
					sum.add(a)
				}
			}
		}
		return map[string]any{
			"gmv": money.money(sum.gmv), "items_sold": sum.items, "sku_orders": sum.skus, "customers": sum.buyers,
			"click_through_rate": ratio(clicks, shown), "click_to_order_rate": ratio(sum.skus, max(clicks, sum.skus)),
		}
	})
	return map[string]any{"latest_available_date": c.latest(), "performance": map[string]any{"intervals": list}}, nil
}

func (s *Sandbox) listSessions(c *call) (any, *refusal) {
	p, refused := c.span()
	if refused != nil {
		return nil, refused
	}
	t, money, ready := c.store, c.purse(), c.ready(p)
	rows := []ranked{}
	for _, m := range s.showsOf(c) {
		if n := m.day(t); n < ready.from || n >= ready.to || m.status != roomEnded {
			continue
		}
		a, products, sold := m.sum(t), 0, 0
		for _, g := range m.goods() {
			if g.shop == t {
				products++
				sold += min(m.goodsSum(g).paid, 1)
			}
		}
		key := int64(a.gmv)
		switch c.query.Get("sort_field") {
		case "products_added":
			key = int64(products)
		case "different_products_sold":
			key = int64(sold)
		case "sku_orders":
			key = int64(a.skus)
		case "items_sold":
			key = int64(a.items)
		case "customers":
			key = int64(a.buyers)
		}
		row := map[string]any{
			"id": m.id, "title": m.title, "username": m.name, "start_time": strconv.FormatInt(m.started, 10), "end_time": strconv.FormatInt(m.ended, 10),
			"sales_performance": map[string]any{
				"gmv": money.money(a.gmv), "24h_live_gmv": money.money(a.gmv), "avg_price": money.money(each(a.gmv, a.items)),
				"products_added": products, "different_products_sold": sold, "created_sku_orders": a.createdSKUs, "sku_orders": a.skus,
				"items_sold": a.items, "customers": a.buyers, "click_to_order_rate": percentSign(a.skus, max(a.clicks, a.skus)),
			},
		}
		if m.kindFor(t) != affiliateAccount {
			row["interaction_performance"] = m.interactions(a)
		}
		rows = append(rows, ranked{id: m.id, key: key, row: row})
	}
	return c.ranks("live_stream_sessions", rows, map[string]any{"latest_available_date": c.latest()})
}

// interactions are what the owner of a room gets to know of its viewers.
func (m *room) interactions(a *roomSum) map[string]any {
	return map[string]any{
		"acu": a.watched / max(int(m.ended-m.started), 1), "pcu": m.peak, "views": a.views, "viewers": a.viewers,
		"avg_viewing_duration": strconv.Itoa(a.watched / max(a.views, 1)), "likes": a.likes, "comments": a.comments, "shares": a.shares,
		"new_followers": a.followers, "product_impressions": a.impressions, "product_clicks": a.clicks,
		"click_through_rate": percentSign(a.clicks, max(a.views, a.clicks)),
	}
}
