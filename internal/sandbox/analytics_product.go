package sandbox

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

const maxTops = 100 // contents and creators of a product's report

func (s *Sandbox) oneProductFigures(c *call) (any, *refusal) {
	p, refused := c.span()
	if refused != nil {
		return nil, refused
	}
	id, t, money := c.ids.Get("product_id"), c.store, c.purse()
	if t.products.byID[id] == nil {
		return nil, refuse(200, codeNoData, "can't find any related data; detail: product %s is not of this shop", id)
	}
	list := c.intervals(p, func(_, ready span) map[string]any {
		m := t.productInterval(id, ready, money)
		m["cancel_and_refunds"] = t.setbacks(id, ready)
		return m
	})
	ready := c.ready(p)
	return map[string]any{"latest_available_date": c.latest(), "performance": map[string]any{
		"intervals": list, "ratings": t.ratings(id, ready, c.now), "top_contents": t.topContents(id, ready, money),
		"top_creators": s.topCreators(t, id, ready, money),
	}}, nil
}

func (t *store) productInterval(id string, p span, money purse) map[string]any {
	kinds := soldItems(t, p, func(w soldItem) (string, bool) { return w.kind, w.product == id && w.sku == "" })
	var whole takings
	sales, traffic := []map[string]any{}, []map[string]any{}
	for _, kind := range []string{leadLive, leadVideo, leadCard} {
		a := takingsOf(kinds, kind)
		whole.add(a)
		sales = append(sales, map[string]any{"content_type": kind, "sales": map[string]any{
			"gmv": money.money(a.gmv), "items_sold": a.items, "avg_customers": p.average(a.buyers),
		}})
		seen := 0
		for n := p.from; n < p.to; n++ {
			seen += int(30 * hashNoise(textSeed(id+kind), n))
		}
		pages := seen/6 + 18*a.orders
		shown, visitors := seen+200*a.orders, pages*3/4
		traffic = append(traffic, map[string]any{"content_type": kind, "traffic": map[string]any{
			"impressions": shown, "page_views": pages, "avg_unique_page_views": p.average(visitors),
			"ctr": ratio(pages, shown), "avg_conversion_rate": ratio(a.buyers, visitors),
		}})
	}
	return map[string]any{
		"sales":   map[string]any{"gmv": money.money(whole.gmv), "items_sold": whole.items, "orders": whole.orders, "breakdowns": sales},
		"traffic": map[string]any{"breakdowns": traffic},
	}
}

// setbacks counts the units of a product in orders of these days that were
// cancelled or refunded since.
func (t *store) setbacks(id string, p span) map[string]any {
	gone, back, money := 0, 0, 0
	for _, d := range t.bookDays(p) {
		for _, o := range d.orders {
			for i := range o.lines {
				l := &o.lines[i]
				switch {
				case l.product.id != id:
				case o.status == cancelled:
					gone++
				case l.refunded > 0 && o.delivered > 0 && l.refunded >= l.paid():
					back++
				case l.refunded > 0:
					money++
				}
			}
		}
	}
	return map[string]any{"canceled": gone, "returned": back, "refunded": money, "replacements": 0}
}

// topContents are the LIVEs and videos that sold most of a product.
func (t *store) topContents(id string, p span, money purse) []map[string]any {
	sums := soldItems(t, p, func(w soldItem) (source, bool) { return w.source, w.product == id && w.sku == "" && w.content != "" })
	out := []map[string]any{}
	for _, kind := range []string{leadLive, leadVideo} {
		list := []map[string]any{}
		for _, from := range byRevenue(sums) {
			if a := sums[from]; from.kind == kind {
				list = append(list, map[string]any{"content_id": from.content, "gmv": money.money(a.gmv), "items_sold": a.items})
			}
		}
		out = append(out, map[string]any{"type": kind, "contents": list[:min(len(list), maxTops)]})
	}
	return out
}

// byRevenue are the sources of sums, those that sold most first.
func byRevenue(sums map[source]*takings) []source {
	list := make([]source, 0, len(sums))
	for from := range sums {
		list = append(list, from)
	}
	slices.SortFunc(list, func(a, b source) int {
		return cmp.Or(cmp.Compare(sums[b].gmv, sums[a].gmv), strings.Compare(a.kind+a.content, b.kind+b.content))
	})
	return list
}

// creatorSales adds up what creators sold of a product, or of all if id is "".
func (t *store) creatorSales(id string, p span) (names []string, sums map[string]*takings) {
	sums = map[string]*takings{}
	for _, d := range t.bookDays(p) {
		for _, o := range d.orders {
			if o.from == nil || o.from.creator == "" {
				continue
			}
			for i := range o.lines {
				if l := &o.lines[i]; id == "" || l.product.id == id {
					takingsOf(sums, o.from.creator).add(&takings{gmv: l.paid(), items: 1})
				}
			}
		}
	}
	for name := range sums {
		names = append(names, name)
	}
	slices.SortFunc(names, func(a, b string) int {
		return cmp.Or(cmp.Compare(sums[b].gmv, sums[a].gmv), strings.Compare(a, b))
	})
	return names, sums
}

func (s *Sandbox) topCreators(t *store, id string, p span, money purse) []map[string]any {
	names, sums := t.creatorSales(id, p)
	out := []map[string]any{}
	for _, name := range names[:min(len(names), maxTops)] {
		a := sums[name]
		out = append(out, map[string]any{
			"creator_open_id": name, "creator_name": s.hostName(name), "creator_profile": "https://img.example.com/creators/" + name + ".jpg",
			"gmv": money.money(a.gmv), "items_sold": a.items,
		})
	}
	return out
}

// hostName is the name of an account on the platform.
func (s *Sandbox) hostName(openID string) string {
	if who := s.creators.byID[openID]; who != nil {
		return who.username
	}
	for _, m := range s.stage.rooms {
		if m.host == openID {
			return m.name
		}
	}
	return "creator_" + idTail(openID)
}

func idTail(id string) string { return id[max(0, len(id)-6):] }

// ratings are the stars that buyers gave a product on some days: a share of
// delivered orders is reviewed, and imported reviews count.
func (t *store) ratings(id string, p span, now time.Time) []map[string]any {
	counts, all := [5]int{}, 0
	if found := t.stars(p, now)[id]; found != nil {
		counts = *found
	}
	for _, n := range counts {
		all += n
	}
	out := []map[string]any{}
	for i, n := range counts {
		out = append(out, map[string]any{"stars": string(rune('1'+i)) + "_STAR", "count": n, "percentage": ratio(n, all)})
	}
	return out
}
