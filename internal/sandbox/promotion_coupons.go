package sandbox

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// seedCoupons gives the shop coupons of every state: the API cannot make any.
func (t *store) seedCoupons(now time.Time) {
	const day = 24 * time.Hour
	t.promotions.coupons = newCollection()
	for i, c := range [...]struct {
		title, display, code string
		begin, end           time.Duration
		percent              int
	}{
		{"Welcome", "REGULAR", "", -10 * day, 80 * day, 0},
		{"Chat thanks", "CHAT", "", -5 * day, 25 * day, 10},
		{"Code of the month", "PROMO_CODE", "TEST2026", -2 * day, 28 * day, 15},
		{"Spring", "REGULAR", "", 10 * day, 20 * day, 0},
		{"Last winter", "LIVE", "", -60 * day, -30 * day, 0},
	} {
		money := func(usCents int) map[string]any {
			return map[string]any{"amount": t.market.write(t.market.level(usCents)), "currency": t.market.currency}
		}
		discount := map[string]any{"type": "AMOUNT_OFF", "reduction_amount": money(300)}
		if c.percent > 0 {
			discount = map[string]any{"type": "PERCENT_OFF", "percentage": strconv.Itoa(c.percent), "max_discount": money(2000)}
		}
		span := map[string]any{"start_time": now.Add(c.begin).Unix(), "end_time": now.Add(c.end).Unix()}
		id := fmt.Sprintf("7342%05d%010d", t.number, i+1)
		fields := map[string]any{
			"id": id, "title": c.title, "display_type": c.display, "creation_source": "SELLER_CENTER", "discount": discount,
			"claim_duration":       span,
			"redemption_duration":  map[string]any{"type": "ABSOLUTE", "start_time": span["start_time"], "end_time": span["end_time"]},
			"target_buyer_segment": "ALL", "product_scope": "FULL_SHOP", "product_ids": []string{}, "display_channels": []string{"ALL"},
			"live_tasks": []any{}, "seller_tnc": "", "threshold": map[string]any{"type": "MIN_SPEND", "min_spend": money(1500)},
			"usage_limits": map[string]any{"redemption_limit": 1000, "single_buyer_claim_limit": 1, "total_claim_limit": 1000},
			"usage_stats":  map[string]any{"claimed_count": 0, "redeemed_count": 0},
			"create_time":  now.Add(c.begin).Add(-day).UnixMilli(), "update_time": now.Add(c.begin).Add(-day).UnixMilli(),
		}
		if c.code != "" {
			fields["promo_code"] = c.code
		}
		t.promotions.coupons.add(id, fields, false)
	}
}

// allCoupons are the shop's coupons in the state that they have now.
func (t *store) allCoupons(now time.Time) *collection {
	if t.promotions.coupons == nil {
		t.promotions.coupons = newCollection()
	}
	for _, r := range t.promotions.coupons.list {
		span, status := object(r.fields["claim_duration"]), ongoing
		switch at := now.Unix(); {
		case at < number(span["start_time"]):
			status = notStarted
		case at >= number(span["end_time"]):
			status = expired
		}
		if r.fields["status"] != status {
			r.fields["status"] = status
			r.touch()
		}
	}
	return t.promotions.coupons
}

func (s *Sandbox) searchCoupons(c *call) (any, *refusal) {
	displays, statuses := texts(c.body["display_type"]), texts(c.body["status"])
	word := strings.ToLower(text(c.body["title_keyword"]))
	found := c.store.allCoupons(c.now).filter(func(r *record) bool {
		return oneOf(displays, text(r.fields["display_type"])) && oneOf(statuses, text(r.fields["status"])) &&
			strings.Contains(strings.ToLower(text(r.fields["title"])), word)
	})
	return c.search(found)
}

func (s *Sandbox) getCoupon(c *call) (any, *refusal) {
	r := c.store.allCoupons(c.now).byID[c.ids.Get("coupon_id")]
	if r == nil {
		return nil, refuse(200, 17029009, "coupon %s does not exist", c.ids.Get("coupon_id"))
	}
	return project(c.rt.op.Response, map[string]any{"coupon": r.fields}), nil
}
