package sandbox

import (
	"fmt"
	"strconv"
	"strings"
)

const maxBest = 100 // rows of a ranking

// slot reads the days a ranking is about: the day itself, or the week or month
// that ends with it.
func (c *call) slot() (span, *refusal) {
	n := c.store.today(c.now) - 1
	if v := c.query.Get("date"); v != "" {
		day, ok := readDay(v)
		if !ok || day > n+1 {
			return span{}, badRange("date is a day, such as 2026-01-31, and not in the future")
		}
		n = day
	}
	length := 1
	switch slot := strings.ToUpper(c.query.Get("time_slot")); {
	case strings.HasPrefix(slot, "W"), strings.HasPrefix(slot, "7"), strings.HasPrefix(slot, "LAST_7"):
		length = 7
	case strings.HasPrefix(slot, "M"), strings.HasPrefix(slot, "28"), strings.HasPrefix(slot, "30"), strings.HasPrefix(slot, "LAST_30"):
		length = 30
	}
	return span{from: n - length + 1, to: n + 1}, nil
}

// bestOf adds up a key over all shops of the caller's market.
func (s *Sandbox) bestOf(c *call, p span, sums func(*store, span) map[string]*takings) ([]string, map[source]*takings) {
	all := map[source]*takings{}
	for _, t := range s.stores {
		if t.market != c.store.market {
			continue
		}
		for id, a := range sums(t, p) {
			takingsOf(all, source{content: id}).add(a)
		}
	}
	ids := []string{}
	for _, from := range byRevenue(all) {
		if all[from].gmv > 0 && len(ids) < maxBest {
			ids = append(ids, from.content)
		}
	}
	return ids, all
}

// revenueRange tells revenue roughly, as rankings do: $1K ~ $2K.
func (c *call) revenueRange(a amount) string {
	sign := "$"
	if c.query.Get("currency") != "USD" && c.store.market.currency != "USD" {
		sign = c.store.market.currency + " "
	}
	units := int64(a)
	for range c.store.market.decimals {
		units /= 10
	}
	low := int64(1)
	for low*2 <= units {
		low *= 2
	}
	if units == 0 {
		low = 0
	}
	return fmt.Sprintf("%s%s ~ %s%s", sign, rounded(low), sign, rounded(max(low*2, 1)))
}

func rounded(n int64) string {
	switch {
	case n >= 1_000_000:
		return fmt.Sprintf("%dM", n/1_000_000)
	case n >= 1000:
		return fmt.Sprintf("%dK", n/1000)
	default:
		return strconv.FormatInt(n, 10)
	}
}

func (s *Sandbox) bestProducts(c *call) (any, *refusal) {
	p, refused := c.slot()
	if refused != nil {
		return nil, refused
	}
	category := c.query.Get("category_id")
	ids, sums := s.bestOf(c, p, func(t *store, p span) map[string]*takings {
		return soldItems(t, p, func(w soldItem) (string, bool) {
			return w.product, w.sku == "" && (category == "" || inCategory(t.products.byID[w.product], category))
		})
	})
	list, stars := []map[string]any{}, map[*store]map[string]*[5]int{}
	for i, id := range ids {
		t, r := s.findProduct(id)
		if r == nil {
			continue
		}
		if stars[t] == nil {
			stars[t] = t.stars(span{from: -1 << 30, to: 1 << 30}, c.now)
		}
		list = append(list, map[string]any{
			"rank": i + 1, "gmv_range": c.revenueRange(sums[source{content: id}].gmv), "id": id, "name": r.fields["title"], "rating": rating(stars[t][id]),
			"shop_name": t.wire["name"], "shop_id": t.id,
		})
	}
	return map[string]any{"products": list}, nil
}

func inCategory(r *record, id string) bool {
	if r == nil {
		return false
	}
	for _, m := range objects(r.fields["category_chains"]) {
		if text(m["id"]) == id {
			return true
		}
	}
	return false
}

// rating is the average of a product's stars.
func rating(counts *[5]int) string {
	if counts == nil {
		return "0"
	}
	sum, n := 0, 0
	for i, count := range counts {
		sum, n = sum+(i+1)*count, n+count
	}
	return fmt.Sprintf("%.1f", float64(sum)/float64(n))
}

func contentSums(kind string) func(*store, span) map[string]*takings {
	return func(t *store, p span) map[string]*takings {
		sums := map[string]*takings{}
		for _, d := range t.bookDays(p) {
			for from, a := range d.sources {
				if from.kind == kind && from.content != "" {
					takingsOf(sums, from.content).add(a)
				}
			}
		}
		return sums
	}
}

func (s *Sandbox) bestLives(c *call) (any, *refusal) {
	p, refused := c.slot()
	if refused != nil {
		return nil, refused
	}
	ids, sums := s.bestOf(c, p, contentSums(leadLive))
	list := []map[string]any{}
	for _, id := range ids {
		if m := s.stage.byID[id]; m != nil {
			list = append(list, map[string]any{
				"rank": len(list) + 1, "gmv_range": c.revenueRange(sums[source{content: id}].gmv), "id": id, "title": m.title, "start_time": m.started,
				"duration": m.lasted(c.now), "creator_name": m.name, "creator_nick_name": m.name, "open_id": m.host,
			})
		}
	}
	return map[string]any{"lives": list}, nil
}

func (s *Sandbox) bestVideos(c *call) (any, *refusal) {
	p, refused := c.slot()
	if refused != nil {
		return nil, refused
	}
	ids, sums := s.bestOf(c, p, contentSums(leadVideo))
	list := []map[string]any{}
	for i, id := range ids {
		for _, t := range s.stores {
			v := t.clips(p)[id]
			if v == nil || t.market != c.store.market {
				continue
			}
			seen := v.traffic(t, p)
			goods := []map[string]any{}
			for _, g := range v.products(t) {
				goods = append(goods, map[string]any{"product_id": g["id"], "product_name": g["name"]})
			}
			list = append(list, map[string]any{
				"rank": i + 1, "id": id, "nick_name": s.hostName(v.creator), "gmv_range": c.revenueRange(sums[source{content: id}].gmv), "views": seen.views,
				"likes": seen.likes, "comments": seen.comments, "shares": seen.shares, "product_infos": goods,
				"publish_time": v.posted(), "duration": v.duration(),
			})
			break
		}
	}
	return map[string]any{"videos": list}, nil
}

func (s *Sandbox) bestCreators(c *call) (any, *refusal) {
	p, refused := c.slot()
	if refused != nil {
		return nil, refused
	}
	ids, sums := s.bestOf(c, p, (*store).allCreatorSales)
	list := []map[string]any{}
	for i, id := range ids {
		fans := 1000 + int(90_000*hashNoise(textSeed(id), 3))
		list = append(list, map[string]any{
			"rank": i + 1, "gmv_range": c.revenueRange(sums[source{content: id}].gmv), "open_id": id, "user_name": s.hostName(id), "nick_name": s.hostName(id),
			"followers_count": fans, "likes_count": 12 * fans,
		})
	}
	return map[string]any{"creators": list}, nil
}

func (t *store) allCreatorSales(p span) map[string]*takings {
	_, sums := t.creatorSales("", p)
	return sums
}
