package sandbox

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

const searchQuota = 10_000 // a day, searches and looks at one creator together

func (s *Sandbox) searchCreators(c *call) (any, *refusal) {
	t := c.store
	size := c.query.Get("page_size")
	if size != "12" && size != "20" {
		return nil, wrongParam("page_size", "want 12 or 20")
	}
	if !t.ally().calls.take(c.now, searchQuota) {
		return nil, refuse(200, 45101004, "the quota of %d requests a day is used up", searchQuota)
	}
	sent := text(c.body["search_key"])
	delete(c.body, "search_key")
	key := fmt.Sprintf("search-key-%08x", c.filters())
	if c.query.Get("page_token") != "" && sent != key {
		return nil, wrongParam("search_key", "send the one of the first page, with the same filters")
	}
	people := slices.Clone(s.people(t.market.region))
	list := []row{}
	for _, p := range people {
		if p.meets(c.body) {
			list = append(list, row{at: p.followers, id: p.openID, fields: func() map[string]any { return s.creatorCard(p) }})
		}
	}
	out, refused := c.rows(list, true)
	if refused != nil {
		return nil, refused
	}
	out["search_key"] = key
	return c.form1(out), nil
}

// meets reports whether a creator passes the filters of a search.
func (p *creator) meets(body map[string]any) bool {
	if word := strings.ToLower(text(body["keyword"])); word != "" &&
		!strings.Contains(p.username, word) && !strings.Contains(strings.ToLower(p.nickname), word) {
		return false
	}
	if wanted := objects(body["category"]); len(wanted) > 0 && !slices.ContainsFunc(wanted, func(m map[string]any) bool {
		return text(m["parent_category_id"]) == p.category || slices.Contains(texts(m["child_category_id_list"]), p.category)
	}) {
		return false
	}
	fans := object(body["follower_demographics"])
	count := object(fans["count_range"])
	if v, ok := count["count_ge"]; ok && p.followers < number(v) {
		return false
	}
	if v, ok := count["count_le"]; ok && p.followers > number(v) {
		return false
	}
	if ages := texts(fans["age_ranges"]); len(ages) > 0 && !slices.ContainsFunc(ages, func(a string) bool { return slices.Contains(p.ages, a) }) {
		return false
	}
	if g := object(fans["gender_distribution"]); text(g["gender"]) != "" && (text(g["gender"]) != p.gender() || int64(p.share) < number(g["percentage_ge"])) {
		return false
	}
	show := object(body["content_performance"])
	if number(show["avg_video_views"]) > p.videoViews || number(show["avg_shoppable_video_views"]) > p.videoViews ||
		number(show["avg_live_avg_viewers_ge"]) > p.liveViews || number(show["avg_shoppable_live_avg_viewers_ge"]) > p.liveViews {
		return false
	}
	more := object(body["advanced_filters"])
	return inRanges("GMV_RANGE_", texts(body["gmv_ranges"]), p.wholeGMV()) && inRanges("UNITS_SOLD_RANGE_", texts(body["units_sold_ranges"]), p.units) &&
		oneOf(texts(more["creator_level"]), fmt.Sprintf("Lv. %d", p.level)) && oneOf(texts(more["language"]), p.language) &&
		oneOf(texts(more["category_pro"]), p.category)
}

// inRanges tells whether a value is in one of GMV_RANGE_0_100, GMV_RANGE_OVER_1000 and the like.
func inRanges(prefix string, ranges []string, v int64) bool {
	return len(ranges) == 0 || slices.ContainsFunc(ranges, func(r string) bool {
		r = strings.TrimPrefix(r, prefix)
		if over, ok := strings.CutPrefix(r, "OVER_"); ok {
			n, _ := strconv.ParseInt(over, 10, 64)
			return v > n
		}
		low, high, _ := strings.Cut(r, "_")
		from, _ := strconv.ParseInt(low, 10, 64)
		to, _ := strconv.ParseInt(high, 10, 64)
		return v >= from && v < to
	})
}

// wholeGMV is the GMV in whole units of the currency.
func (p *creator) wholeGMV() int64 {
	n := int64(p.gmv)
	for range p.market.decimals {
		n /= 10
	}
	return n
}

func (p *creator) gender() string {
	if p.female {
		return "FEMALE"
	}
	return "MALE"
}

// around is the power of ten below a value and the one above it.
func around(v int64) (low, high int64) {
	low = 1
	for low*10 <= v {
		low *= 10
	}
	return cmp.Or(min(low, v), 0), low * 10
}

func (p *creator) ranges() (gmv, units map[string]any) {
	low, high := around(int64(p.gmv))
	ulow, uhigh := around(p.units)
	return p.market.span(amount(low), amount(high)),
		map[string]any{"minimum_amount": ulow, "maximum_amount": uhigh, "formatted_range": fmt.Sprintf("%d-%d", ulow, uhigh)}
}

// creatorCard is a creator in a list of search results.
func (s *Sandbox) creatorCard(p *creator) map[string]any {
	gmv, units := p.ranges()
	return map[string]any{
		"avatar": s.avatar(p), "avg_ec_live_uv": p.liveViews, "avg_ec_video_view_count": p.videoViews,
		"category_ids": []string{p.category}, "creator_open_id": p.openID, "follower_count": p.followers,
		"gmv": p.market.wire(p.gmv), "video_gmv": p.market.wire(p.videoGMV), "live_gmv": p.market.wire(p.liveGMV),
		"gmv_range": gmv, "units_sold_range": units, "nickname": p.nickname, "username": p.username, "selection_region": p.region,
		"top_follower_demographics": map[string]any{
			"age_ranges": p.ages, "major_gender": map[string]any{"gender": p.gender(), "percentage": p.share},
		},
	}
}

func (s *Sandbox) getCreator(c *call) (any, *refusal) {
	t := c.store
	if !t.ally().calls.take(c.now, searchQuota) {
		return nil, refuse(200, 45101004, "the quota of %d requests a day is used up", searchQuota)
	}
	id := c.ids.Get("creator_user_id")
	p := t.findCreator(id)
	if p == nil {
		if s.creators.byID[id] != nil {
			return nil, refuse(200, 16901006, "the creator's selection region is not that of the shop")
		}
		return nil, refuse(200, 16901005, "no creator with commerce permission has this id")
	}
	card := s.creatorCard(p)
	perBuyer := p.gmv / amount(max(p.units, 1))
	perMille := p.gmv / amount(max(p.videoViews/1000, 1))
	videos := int64(0)
	for _, v := range s.creators.posted {
		if v.by == p && v.status == videoOut {
			videos++
		}
	}
	low, high := around(int64(perBuyer))
	mlow, mhigh := around(int64(perMille))
	maps.Copy(card, map[string]any{
		"avg_commission_rate": 1000 + 100*(p.n%10), "avg_commission_rate_range": map[string]any{"minimum_amount": 1000, "maximum_amount": 2000},
		"avg_ec_live_comment_count": p.liveViews / 10, "avg_ec_live_like_count": p.liveViews / 2, "avg_ec_live_share_count": p.liveViews / 40,
		"avg_ec_live_view_count": p.liveViews, "avg_ec_video_comment_count": p.videoViews / 100, "avg_ec_video_like_count": p.videoViews / 12,
		"avg_ec_video_play_count": p.videoViews, "avg_ec_video_share_count": p.videoViews / 200,
		"avg_gmv_per_buyer": p.market.wire(perBuyer), "avg_gmv_per_buyer_range": p.market.span(amount(low), amount(high)),
		"bio_description": "A made-up creator for tests.", "brand_collaboration_count": p.n % 40,
		"category_gmv_distribution": []map[string]any{{"category_id": p.category, "value": "1"}},
		"content_gmv_distribution":  p.gmvByContent(),
		"ec_live_count":             p.n % 9, "ec_live_engagement_rate": "600", "ec_video_count": videos, "ec_video_engagement_rate": "450",
		"follower_gender": []map[string]any{{"key": p.gender(), "value": fmt.Sprintf("%.4f", float64(p.share)/10000)}},
		"follower_age":    []map[string]any{{"key": p.ages[0], "value": "0.6"}, {"key": p.ages[1], "value": "0.4"}},
		"gpm":             p.market.wire(perMille), "gpm_range": p.market.span(amount(mlow), amount(mhigh)),
		"video_gpm": p.market.wire(perMille), "video_gpm_range": p.market.span(amount(mlow), amount(mhigh)),
		"live_gpm": p.market.wire(perMille), "live_gpm_range": p.market.span(amount(mlow), amount(mhigh)),
		"post_rate": strconv.Itoa(60 + p.n%40), "promoted_product_num": len(p.showcase), "units_sold": p.units, "rating": "4.5",
		"product_original_price_range": p.market.span(perBuyer/2, perBuyer*2),
	})
	return c.form1(map[string]any{"creator": card}), nil
}

func (p *creator) gmvByContent() []map[string]any {
	video := float64(p.videoGMV) / float64(max(p.gmv, 1))
	return []map[string]any{
		{"content_type": "VIDEO", "value": fmt.Sprintf("%.4f", video)}, {"content_type": "LIVE", "value": fmt.Sprintf("%.4f", 1-video)},
	}
}

func (s *Sandbox) listCreatorFilters(c *call) (any, *refusal) {
	levels := []string{}
	for n := range 6 {
		levels = append(levels, fmt.Sprintf("Lv. %d", n))
	}
	return c.form1(map[string]any{"advanced_filters": map[string]any{
		"creator_level": levels, "language": []string{c.store.market.locale[:2]}, "category_pro": creatorTopic[:],
	}}), nil
}

func (s *Sandbox) getProfile(c *call) (any, *refusal) {
	p := s.me(c)
	return c.form1(map[string]any{
		"avatar": s.avatar(p), "creator_user_open_id": p.openID, "username": p.username,
		"permissions":     []string{"LIVE_STREAM_PERMISSION", "SELF_SALE_PERMISSION", "ADD_AFFILIATE_PERMISSION"},
		"register_region": p.region, "selection_region": p.region, "seller_type": "LOCAL", "user_type": "TIKTOK_SHOP_CREATOR",
	}), nil
}
