package sandbox

import (
	"slices"
	"strings"
)

func (s *Sandbox) getCampaign(c *call) (any, *refusal) {
	k, refused := s.myCampaign(c)
	if refused != nil {
		return nil, refused
	}
	return c.form1(k.view(s, c.now.Unix())), nil
}

func (k *campaign) view(s *Sandbox, now int64) map[string]any {
	shops := []map[string]any{}
	for _, t := range s.stores {
		if code := text(t.wire["code"]); slices.Contains(k.shopCode, code) {
			shops = append(shops, map[string]any{"code": code, "name": t.name()})
		}
	}
	m := map[string]any{
		"id": k.id, "name": k.name, "description": k.description, "status": k.status(now), "region": k.region, "commission_rate": k.rate,
		"campaign_start_time": k.start, "campaign_end_time": k.end, "registration_start_time": k.regStart, "registration_end_time": k.regEnd,
		"target_seller_types": k.sellerTypes, "target_shops": shops,
	}
	if k.contact != nil {
		m["contact_info"] = k.contact
	}
	return m
}

func (s *Sandbox) listCampaigns(c *call) (any, *refusal) {
	now := c.now.Unix()
	status := strings.TrimSuffix(c.query.Get("status"), "UNSPECIFIED")
	list := []row{}
	for _, k := range s.creators.campaigns {
		mine := k.asset == c.query.Get("category_asset_cipher")
		if kind := c.query.Get("type"); kind != "" && kind != "MY_CAMPAIGNS" {
			mine = !mine && k.published
		}
		if mine && (status == "" || status == k.status(now)) {
			list = append(list, row{at: k.created, id: k.id, fields: func() map[string]any { return k.view(s, now) }})
		}
	}
	return c.answerRows(list, true)
}
