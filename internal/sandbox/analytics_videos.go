package sandbox

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

func (c *call) ofAccount(kind string) bool {
	want := c.query.Get("account_type")
	return want == "" || want == "ALL" || want == kind
}

// reportSpan is the range of an overview, which may be the running day.
func (c *call) reportSpan() (p span, live bool, refused *refusal) {
	if c.query.Get("today") == "true" {
		n := c.store.today(c.now)
		return span{from: n, to: n + 1}, true, nil
	}
	p, refused = c.span()
	return p, false, refused
}

func (s *Sandbox) videosOverview(c *call) (any, *refusal) {
	p, live, refused := c.reportSpan()
	if refused != nil {
		return nil, refused
	}
	money := c.purse()
	list := c.intervals(p, func(whole, ready span) map[string]any {
		if live {
			ready = whole
		}
		var sum takings
		var seen clipTraffic
		for _, v := range c.store.clips(ready) {
			if c.ofAccount(v.account(c.store)) {
				n := v.traffic(c.store, ready)
				seen.views, seen.impressions, seen.clicks = seen.views+n.views, seen.impressions+n.impressions, seen.clicks+n.clicks
				sum.add(&v.sum)
			}
		}
		return map[string]any{
			"gmv": money.money(sum.gmv), "click_through_rate": ratio(seen.clicks, seen.views), "sku_orders": sum.skus,
			"avg_customers": ready.average(sum.buyers), "product_clicks": seen.clicks, "product_impressions": seen.impressions,
		}
	})
	return map[string]any{"latest_available_date": c.latest(), "performance": map[string]any{"intervals": list}}, nil
}

func (s *Sandbox) videoFigures(c *call) (any, *refusal) {
	p, refused := c.span()
	if refused != nil {
		return nil, refused
	}
	t, money, ready := c.store, c.purse(), c.ready(p)
	rows := []ranked{}
	for _, v := range t.clips(ready) {
		if !c.ofAccount(v.account(t)) {
			continue
		}
		seen := v.traffic(t, ready)
		gpm := each(v.sum.gmv*1000, seen.views)
		rows = append(rows, ranked{id: v.id, key: v.sortKey(c.query.Get("sort_field"), seen, ready), row: map[string]any{
			"id": v.id, "title": v.caption(), "username": s.hostName(v.creator), "hash_tags": []string{"#sample"},
			"video_post_time": time.Unix(v.posted(), 0).In(t.dayZone()).Format(time.DateTime), "duration": v.duration(),
			"gmv": money.money(v.sum.gmv), "gpm": money.money(gpm), "avg_customers": ready.average(v.sum.buyers),
			"sku_orders": v.sum.skus, "items_sold": v.sum.items, "views": seen.views, "click_through_rate": ratio(seen.clicks, seen.views),
			"products": v.products(t),
		}})
	}
	return c.ranks("videos", rows, map[string]any{"latest_available_date": c.latest()})
}

func (v *soldVideo) duration() int { return 12 + int(60*hashNoise(textSeed(v.id), 2)) }

func (v *clip) sortKey(field string, seen clipTraffic, p span) int64 {
	switch field {
	case "gpm":
		return int64(each(v.sum.gmv*1000, seen.views))
	case "avg_customers":
		return int64(p.average(v.sum.buyers))
	case "sku_orders":
		return int64(v.sum.skus)
	case "items_sold":
		return int64(v.sum.items)
	case "views":
		return int64(seen.views)
	case "click_through_rate":
		return int64(seen.clicks) * 1e6 / int64(max(seen.views, 1))
	default:
		return int64(v.sum.gmv)
	}
}

// products are what the video shows.
func (v *clip) products(t *store) []map[string]any {
	out := []map[string]any{}
	for id := range v.goods {
		out = append(out, map[string]any{"id": id, "name": t.productName(id)})
	}
	slices.SortFunc(out, func(a, b map[string]any) int { return strings.Compare(text(a["id"]), text(b["id"])) })
	return out
}

func (t *store) productName(id string) string {
	if r := t.products.byID[id]; r != nil {
		return text(r.fields["title"])
	}
	return ""
}

func (t *store) findClip(id string, p span) (*clip, *refusal) {
	v := t.clips(p)[id]
	if v == nil {
		return nil, refuse(200, codeNoData, "can't find any related data; detail: no video %s sells for this shop", id)
	}
	return v, nil
}

func (s *Sandbox) oneVideoFigures(c *call) (any, *refusal) {
	p, refused := c.span()
	if refused != nil {
		return nil, refused
	}
	t, id, money := c.store, c.ids.Get("video_id"), c.purse()
	if _, refused := t.findClip(id, p); refused != nil {
		return nil, refused
	}
	list := c.intervals(p, func(_, ready span) map[string]any {
		v := t.clips(ready)[id]
		seen := v.traffic(t, ready)
		parts := []map[string]any{}
		left := seen
		for i, g := range v.products(t) {
			share := clipTraffic{impressions: seen.impressions / len(v.goods), clicks: seen.clicks / len(v.goods), views: seen.views}
			if i == len(v.goods)-1 {
				share.impressions, share.clicks = left.impressions, left.clicks
			}
			left.impressions, left.clicks = left.impressions-share.impressions, left.clicks-share.clicks
			m := clipSales(v.goods[text(g["id"])], share, money)
			m["product_id"] = g["id"]
			parts = append(parts, m)
		}
		return map[string]any{
			"sales": map[string]any{"overall": clipSales(&v.sum, seen, money), "breakdowns": parts},
			"traffic": map[string]any{
				"views": seen.views, "likes": seen.likes, "comments": seen.comments, "shares": seen.shares, "new_followers": seen.followers,
			},
		}
	})
	return map[string]any{"latest_available_date": c.latest(), "performance": map[string]any{
		"intervals": list, "viewer_profile": viewerProfile(t, textSeed(id)),
	}}, nil
}

func clipSales(a *takings, seen clipTraffic, money purse) map[string]any {
	return map[string]any{
		"gmv": money.money(a.gmv), "gpm": money.money(each(a.gmv*1000, seen.impressions)), "customers": a.buyers, "items_sold": a.items,
		"ctr": ratio(seen.clicks, seen.impressions), "product_impressions": seen.impressions, "product_clicks": seen.clicks,
	}
}

func (s *Sandbox) videoProductFigures(c *call) (any, *refusal) {
	p, refused := c.span()
	if refused != nil {
		return nil, refused
	}
	t, money, ready := c.store, c.purse(), c.ready(p)
	v, refused := t.findClip(c.ids.Get("video_id"), ready)
	if refused != nil {
		return nil, refused
	}
	rows := []ranked{}
	for id, a := range v.goods {
		key := int64(a.gmv)
		switch c.query.Get("sort_field") {
		case "units_sold":
			key = int64(a.items)
		case "daily_avg_buyers":
			key = int64(a.buyers)
		}
		rows = append(rows, ranked{id: id, key: key, row: map[string]any{
			"id": id, "name": t.productName(id), "gmv": money.money(a.gmv), "units_sold": a.items,
			"daily_avg_buyers": fmt.Sprintf("%.2f", float64(a.buyers)/float64(ready.length())),
		}})
	}
	return c.ranks("products", rows, map[string]any{"latest_available_date": c.latest()})
}
