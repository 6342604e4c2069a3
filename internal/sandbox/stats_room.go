package sandbox

import (
	"slices"
	"strconv"
	"time"
)

// roomSum is what a room came to.
type roomSum struct {
	shown, views, viewers, watched, likes, comments, shares, followers, impressions, clicks int

	created, paid, skus, createdSKUs, items, buyers int
	gmv                                             amount
}

// roomOf is the creator's room of the path, brought up to date.
func (s *Sandbox) roomOf(c *call) (*room, *refusal) {
	m := s.stage.byID[c.ids.Get("live_room_id")]
	switch {
	case m == nil:
		return nil, refuse(200, codeNoRoom, "Invalid param. There is no LIVE %s", c.ids.Get("live_room_id"))
	case m.host != c.account.openID:
		return nil, refuse(200, codeNotYourRoom, "No permission for the action. LIVE %s belongs to another account", m.id)
	}
	m.catchUp(c.now.Unix())
	return m, nil
}

// lasted is how many seconds the room has run.
func (m *room) lasted(now time.Time) int64 {
	if m.status == roomPlanned {
		return 0
	}
	return max(min(now.Unix(), m.ended)-m.started, 0)
}

// sum adds up the room's minutes and the orders of a shop, or of all shops if t
// is nil.
func (m *room) sum(t *store) *roomSum { return m.sumOf(t, m.minutes, nil) }

// sumOf adds up some minutes and the orders that are wanted; nil wants all.
func (m *room) sumOf(t *store, minutes []liveMinute, want func(*order) bool) *roomSum {
	a := &roomSum{}
	for i := range minutes {
		n := &minutes[i]
		a.shown, a.views, a.viewers, a.watched = a.shown+n.shown, a.views+n.views, a.viewers+n.viewers, a.watched+n.watched
		a.likes, a.comments, a.shares, a.followers = a.likes+n.likes, a.comments+n.comments, a.shares+n.shares, a.followers+n.followers
		a.impressions, a.clicks = a.impressions+n.impressions, a.clicks+n.clicks
	}
	seen := map[int]bool{}
	for _, p := range m.bought {
		if t == nil || p.shop == t {
			if want == nil || want(p.order) {
				a.order(p.order, "", seen)
			}
		}
	}
	return a
}

// order counts an order, or its lines of a product.
func (a *roomSum) order(o *order, product string, seen map[int]bool) {
	items, skus, sum := 0, 0, amount(0)
	for i := range o.lines {
		l := &o.lines[i]
		if product != "" && l.product.id != product {
			continue
		}
		items++
		sum += l.paid()
		if newOf(o.lines[:i], func(k *line) bool { return k.sku == l.sku }) {
			skus++
		}
	}
	if items == 0 {
		return
	}
	a.created++
	a.createdSKUs += skus
	if o.paid == 0 {
		return
	}
	a.paid++
	a.skus += skus
	a.items += items
	a.gmv += sum
	if once(seen, o.buyer) {
		a.buyers++
	}
}

// roomMarket is the market whose currency a room's figures are in.
func (s *Sandbox) roomMarket(m *room) *market {
	switch {
	case m.shop != nil:
		return m.shop.market
	case len(m.bought) > 0:
		return m.bought[0].shop.market
	case len(s.stores) > 0:
		return s.stores[0].market
	default:
		return &markets[0]
	}
}

func (s *Sandbox) roomCore(c *call) (any, *refusal) {
	m, refused := s.roomOf(c)
	if refused != nil {
		return nil, refused
	}
	a, money, online := m.sum(nil), purse{market: s.roomMarket(m)}, 0
	if m.status == roomRunning {
		online = m.online
	}
	return map[string]any{"stats": map[string]any{
		"watch_pv": a.views, "current_visitor_count": online, "peak_concurrent_user_count": m.peak,
		"avg_watching_duration": a.watched / max(a.views, 1), "accumulated_comment_count": a.comments,
		"accumulated_sharing_count": a.shares, "accumulated_new_follower_count": a.followers,
		"product_reach_count": a.impressions, "product_view_count": a.clicks, "click_through_rate": ratio(a.clicks, a.impressions),
		"click_order_rate": ratio(a.created, a.clicks), "created_order_count": a.created, "paid_order_count": a.paid,
		"buyer_count": a.buyers, "sales": a.items, "local_gmv": money.money(a.gmv), "local_unit_price": money.money(each(a.gmv, a.items)),
	}}, nil
}

// trend is one curve of a room, with a point a minute.
func (m *room) trend(kind string, value func(*liveMinute) int) map[string]any {
	points := make([]map[string]any, len(m.minutes))
	for i := range m.minutes {
		points[i] = map[string]any{"timestamp": m.begun() + 60*int64(i), "value": strconv.Itoa(value(&m.minutes[i]))}
	}
	return map[string]any{"stats_type": kind, "data_points": points}
}

func (s *Sandbox) roomViews(c *call) (any, *refusal) {
	m, refused := s.roomOf(c)
	if refused != nil {
		return nil, refused
	}
	return map[string]any{"view_trend_performances": []map[string]any{
		m.trend("TREND_ONLINE_VIEWER", func(n *liveMinute) int { return n.online }),
		m.trend("TREND_ENTER_VIEWER", func(n *liveMinute) int { return n.views }),
	}}, nil
}

func (s *Sandbox) roomInteractions(c *call) (any, *refusal) {
	m, refused := s.roomOf(c)
	if refused != nil {
		return nil, refused
	}
	return map[string]any{"interactive_trend_performances": []map[string]any{
		m.trend("WATCH_PV", func(n *liveMinute) int { return n.views }),
		m.trend("LIKE_COUNT", func(n *liveMinute) int { return n.likes }),
		m.trend("COMMENT_COUNT", func(n *liveMinute) int { return n.comments }),
		m.trend("SHARE_COUNT", func(n *liveMinute) int { return n.shares }),
		m.trend("NEW_FOLLOWER_COUNT", func(n *liveMinute) int { return n.followers }),
	}}, nil
}

func (s *Sandbox) roomSales(c *call) (any, *refusal) {
	m, refused := s.roomOf(c)
	if refused != nil {
		return nil, refused
	}
	money := purse{market: s.roomMarket(m)}
	sums := make([]roomSum, len(m.minutes))
	for _, p := range m.bought {
		if len(sums) > 0 {
			sums[m.minuteOf(p.order)].order(p.order, "", map[int]bool{})
		}
	}
	points := make([]map[string]any, len(sums))
	for i := range sums {
		points[i] = map[string]any{"timestamp": m.begun() + 60*int64(i), "gmv": money.money(sums[i].gmv), "order_count": sums[i].paid}
	}
	return map[string]any{"gmv_trend_performances": []map[string]any{{"stats_type": "TREND_GMV", "data_points": points}}}, nil
}

// goods are all products that were in the room, those on the list first.
func (m *room) goods() []*showing { return slices.Concat(m.shelf, m.gone) }

// goodsSum is what was bought of a product in the room.
func (m *room) goodsSum(p *showing) *roomSum {
	a, seen := &roomSum{impressions: p.impressions, clicks: p.clicks}, map[int]bool{}
	for _, b := range m.bought {
		a.order(b.order, p.product.id, seen)
	}
	return a
}

func (s *Sandbox) roomProducts(c *call) (any, *refusal) {
	m, refused := s.roomOf(c)
	if refused != nil {
		return nil, refused
	}
	list := []map[string]any{}
	for i, p := range m.goods() {
		a, t := m.goodsSum(p), p.shop
		money, picture := purse{market: t.market}, ""
		if images := objects(p.product.fields["main_images"]); len(images) > 0 {
			picture = s.baseURL + imagePath + text(images[0]["uri"])
		}
		list = append(list, map[string]any{
			"product_id": p.product.id, "product_name": p.product.fields["title"], "main_image_url": picture, "is_live": i < len(m.shelf),
			"sellable_region": t.market.region, "exposure_count": a.impressions, "total_click_count": a.clicks,
			"click_through_rate": ratio(a.clicks, a.impressions), "click_order_rate": ratio(a.created, a.clicks),
			"created_order_count": a.created, "created_order_user_count": max(a.buyers, min(a.created, 1)), "paid_order_count": a.paid,
			"paid_user_count": a.buyers, "local_gmv": money.money(a.gmv), "local_unit_price": money.money(each(a.gmv, a.items)),
			"inventory_consumption_count": a.items, "inventory_left_count": t.stockLeft(p.product),
		})
	}
	return map[string]any{"product_stats": list}, nil
}
