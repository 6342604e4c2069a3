package sandbox

func (s *Sandbox) listSampleRules(c *call) (any, *refusal) {
	t, now := c.store, c.now.Unix()
	out := []map[string]any{}
	for _, id := range c.list("product_ids") {
		r := t.ally().rules[id]
		if r == nil {
			continue
		}
		m := map[string]any{
			"product_id": id, "sample_quota": r.quota, "available_quantity": max(r.quota-r.used, 0), "status": r.status(now),
			"is_sample_time_unlimited": r.unlimited,
			"thresholds": map[string]any{
				"avg_ec_video_views": r.views, "category_ids": r.categories, "minimum_follower_count": r.fans, "minimum_gmv": r.gmv,
				"predicted_fulfillment_rank": r.rank,
			},
		}
		if !r.unlimited {
			m["start_time"], m["end_time"] = r.start, r.end
		}
		out = append(out, m)
	}
	return c.form1(map[string]any{"sample_rules": out}), nil
}

func (s *Sandbox) updateSampleRule(c *call) (any, *refusal) {
	if refused := c.need("product_id", "sample_rule"); refused != nil {
		return nil, refused
	}
	t := c.store
	id, in := text(c.body["product_id"]), object(c.body["sample_rule"])
	if t.openFor(id, c.now.Unix()) == nil {
		return nil, wrongParam("product_id", "the product has no open collaboration")
	}
	a := t.ally()
	old := a.rules[id]
	switch text(in["activate_status"]) {
	case "DEACTIVATE", "INACTIVE", "DEACTIVATED":
		if old == nil {
			return nil, wrongParam("product_id", "the product has no sample rule")
		}
		old.active = false
		c.applied = true
		return nil, nil
	}
	r := &sampleRule{
		active: true, quota: number(in["sample_quota"]), unlimited: truth(in["is_sample_time_unlimited"]),
		start: number(in["start_time"]), end: number(in["end_time"]),
	}
	if r.quota < 1 {
		return nil, wrongParam("sample_quota", "want at least 1")
	}
	if !r.unlimited && (r.end <= c.now.Unix() || r.end <= r.start) {
		return nil, wrongParam("end_time", "it must be in the future and after start_time")
	}
	limits := object(in["thresholds"])
	r.fans, r.gmv, r.views = number(limits["minimum_follower_count"]), number(limits["minimum_gmv"]), number(limits["avg_ec_video_views"])
	r.categories, r.rank = texts(limits["category_ids"]), text(limits["predicted_fulfillment_rank"])
	if old != nil {
		r.used = old.used
	}
	a.rules[id] = r
	c.applied = true
	return nil, nil
}

// lets reports whether the rule is open to a creator.
func (r *sampleRule) lets(p *creator) bool {
	return p.followers >= r.fans && p.wholeGMV() >= r.gmv && p.videoViews >= r.views && oneOf(r.categories, p.category)
}
