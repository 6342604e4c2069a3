package sandbox

import "slices"

// skuRows are the SKU orders of the partner views, newest first.
func (s *Sandbox) skuRows(c *call, keep func(*order) bool, view func(ledOrder, *commission) map[string]any) (any, *refusal) {
	start, end, refused := c.leadWindowOf("create_time_ge", "create_time_lt", 1)
	if refused != nil {
		return nil, refused
	}
	list := []row{}
	for _, t := range s.stores {
		for _, o := range t.led(func(o *order) bool { return o.created >= start && o.created < end && keep(o) }) {
			for _, k := range commissions(o.order) {
				if product := text(c.body["product_id"]); product != "" && (k.product == nil || k.product.id != product) {
					continue
				}
				list = append(list, row{at: o.created, id: o.id + "." + k.sku, fields: func() map[string]any { return view(o, k) }})
			}
		}
	}
	return c.answerRows(list, true)
}

// campaignIDs are the campaigns of the asset that calls.
func (s *Sandbox) campaignIDs(c *call) []string {
	var out []string
	for _, k := range s.creators.campaigns {
		if s.ownsCampaign(c, k) {
			out = append(out, k.id)
		}
	}
	return out
}

func (s *Sandbox) searchPartnerLeads(c *call) (any, *refusal) {
	mine := s.campaignIDs(c)
	if id := text(c.body["campaign_id"]); id != "" {
		mine = slices.DeleteFunc(mine, func(x string) bool { return x != id })
	}
	return s.skuRows(c, func(o *order) bool { return slices.Contains(mine, o.from.plan) }, func(o ledOrder, k *commission) map[string]any {
		partner := 0
		if e := s.campaign(o.from.plan).product(k.product.id); e != nil {
			partner = e.partnerRate()
		}
		m := o.settled(k, c.now.Unix())
		wire := o.store.market.wire
		m["creator_standard_commission_rate"], m["partner_standard_commission_rate"] = k.rate, partner
		m["estimated_creator_standard_commission"], m["estimated_partner_standard_commission"] = wire(k.due), wire(k.base.share(partner))
		if o.completed != 0 {
			m["actual_creator_standard_commission"], m["actual_partner_standard_commission"] = wire(k.actual), wire(k.actualBase.share(partner))
		}
		return m
	})
}

// settled is what both partner views have of a SKU order.
func (o ledOrder) settled(k *commission, now int64) map[string]any {
	m := o.common(k)
	m["id"], m["create_time"], m["settle_status"], m["last_update_time"] = o.id, o.created, "UNSETTLED", o.updated
	m["fully_return"] = "false"
	if k.actualBase == 0 {
		m["fully_return"] = "true"
	}
	if o.delivered != 0 {
		m["delivery_time"] = o.delivered
	}
	if at := o.store.settledAt(o.order, now); at != 0 {
		m["settle_status"], m["settlement_time"] = "SETTLED", at
	}
	return m
}

// agencyShare is what a creator agency gets of its creators' commissions, in
// basis points.
const agencyShare = 2000

func (s *Sandbox) searchAgencyLeads(c *call) (any, *refusal) {
	id := text(c.body["order_id"])
	return s.skuRows(c, func(o *order) bool {
		p := s.creators.byID[o.from.creator]
		return p != nil && p.account && (id == "" || o.id == id)
	}, func(o ledOrder, k *commission) map[string]any {
		m := o.settled(k, c.now.Unix())
		wire := o.store.market.wire
		m["standard_commission_rate"], m["revenue_sharing_portion_rate"] = k.rate, agencyShare
		m["estimated_standard_commission"], m["estimated_total_agency_earnings"] = wire(k.due), wire(k.due.share(agencyShare))
		m["estimated_creator_total_earnings_after_tax"] = wire(k.due - k.due.share(agencyShare))
		if o.completed != 0 {
			m["actual_standard_commission"], m["actual_total_agency_commission"] = wire(k.actual), wire(k.actual.share(agencyShare))
			m["actual_creator_total_earnings_after_tax"] = wire(k.actual - k.actual.share(agencyShare))
		}
		return m
	})
}
