package sandbox

import (
	"maps"
	"slices"
	"strconv"
)

const leadWindow = 93 * 24 * 3600 // three months, in seconds

// leadWindowOf reads the time range of an order search, in units of one second
// divided by unit.
func (c *call) leadWindowOf(from, to string, unit int64) (start, end int64, refused *refusal) {
	now := c.now.Unix()
	start, end = now+1-leadWindow, now+1
	if v, ok := c.body[to]; ok && number(v) != 0 {
		end = number(v) / unit
		start = end - leadWindow
	}
	if v, ok := c.body[from]; ok && number(v) != 0 {
		start = number(v) / unit
	}
	if end-start > leadWindow {
		return 0, 0, wrongParam(from, "one request spans at most three months")
	}
	return start, end, nil
}

// ledOrder is an order and its shop.
type ledOrder struct {
	*order
	store *store
}

// led are the orders of a shop that creators brought.
func (t *store) led(keep func(*order) bool) []ledOrder {
	t.ally()
	var out []ledOrder
	for _, o := range t.sales.list {
		if o.from != nil && keep(o) {
			out = append(out, ledOrder{o, t})
		}
	}
	return out
}

func (s *Sandbox) searchSellerLeads(c *call) (any, *refusal) {
	t := c.store
	start, end, refused := c.leadWindowOf("create_time_ge", "create_time_lt", 1)
	if refused != nil {
		return nil, refused
	}
	plan := text(c.body["program_id"])
	list := []row{}
	for _, o := range t.led(func(o *order) bool {
		return o.created >= start && o.created < end && (plan == "" || o.from.plan == plan)
	}) {
		list = append(list, row{at: o.created, id: o.id, fields: func() map[string]any {
			skus := []map[string]any{}
			for _, k := range commissions(o.order) {
				m := o.common(k)
				m["commission_rate"], m["shop_ads_commission_rate"] = strconv.Itoa(k.rate), "0"
				m["estimated_paid_commission"], m["estimated_paid_shop_ads_commission"] = t.market.wire(k.due), t.market.wire(0)
				m["estimated_cofunded_creator_bonus_amount"] = t.market.wire(0)
				if o.completed != 0 {
					m["actual_paid_commission"], m["actual_paid_shop_ads_commission"] = t.market.wire(k.actual), t.market.wire(0)
					m["actual_cofunded_creator_bonus_amount"] = t.market.wire(0)
				}
				skus = append(skus, m)
			}
			status := "PROCESSING"
			switch {
			case o.cancelled != 0:
				status = "CANCELLED"
			case o.completed != 0:
				status = "COMPLETED"
			}
			return o.head(status, skus)
		}})
	}
	return c.answerRows(list, true)
}

// head is what all views have of an order.
func (o ledOrder) head(status string, skus any) map[string]any {
	m := map[string]any{"id": o.id, "create_time": o.created, "status": status, "skus": skus}
	if o.delivered != 0 {
		m["delivery_time"] = o.delivered
	}
	return m
}

// common is what all views have of a SKU.
func (o ledOrder) common(k *commission) map[string]any {
	t := o.store
	m := map[string]any{
		"content_id": o.from.content, "content_type": o.from.contentType(), "price": t.market.wire(k.price), "quantity": k.quantity,
		"refunded_quantity": k.refunded, "returned_quantity": 0, "estimated_commission_base": t.market.wire(k.base),
		"commission_model": "Standard", "sku_id": k.sku, "creator_username": o.username(), "shop_name": t.name(),
	}
	if o.delivered != 0 {
		m["returned_quantity"] = k.refunded
	}
	if o.completed != 0 {
		m["actual_commission_base"] = t.market.wire(k.actualBase)
	}
	if k.product != nil {
		m["product_id"], m["product_name"] = k.product.id, k.product.fields["title"]
		maps.Copy(m, o.planFields(k.product))
	}
	return m
}

// planFields name the collaboration a SKU was sold under.
func (o ledOrder) planFields(product *record) map[string]any {
	a, plan := o.store.ally(), o.from.plan
	switch {
	case o.store.box.campaign(plan) != nil:
		return map[string]any{"campaign_id": plan}
	case a.targetOf[plan] != nil && a.targetOf[plan].product(product.id, o.created) != nil:
		return map[string]any{"target_collaboration_id": plan}
	case a.openByID[plan] != nil && a.openByID[plan].product == product:
		return map[string]any{"open_collaboration_id": plan}
	case a.open[product.id] != nil:
		return map[string]any{"open_collaboration_id": a.open[product.id].id}
	default:
		return nil
	}
}

func (o ledOrder) username() string {
	if p := o.store.findCreator(o.from.creator); p != nil {
		return p.username
	}
	return ""
}

// ledTo are the orders a creator brought to all shops.
func (s *Sandbox) ledTo(who *creator, keep func(*store, *order) bool) []ledOrder {
	var out []ledOrder
	for _, t := range s.stores {
		out = append(out, t.led(func(o *order) bool { return o.from.creator == who.openID && keep(t, o) })...)
	}
	return out
}

func (s *Sandbox) searchCreatorLeads(c *call) (any, *refusal) {
	start, end, refused := c.leadWindowOf("create_time_ge", "create_time_lt", 1)
	if refused != nil {
		return nil, refused
	}
	list := []row{}
	for _, o := range s.ledTo(s.me(c), func(_ *store, o *order) bool { return o.created >= start && o.created < end }) {
		list = append(list, row{at: o.created, id: o.id, fields: func() map[string]any { return o.earned(c, "UNSPECIFIED") }})
	}
	return c.answerRows(list, true)
}

// earned is an order as its creator sees it.
func (o ledOrder) earned(c *call, waiting string) map[string]any {
	t := o.store
	skus := []map[string]any{}
	left := false
	for _, k := range commissions(o.order) {
		left = left || k.actualBase > 0
		m := o.common(k)
		m["id"], m["commission_rate"], m["commission_bonus_rate"], m["shop_ads_commission_rate"] = k.sku, k.rate, 0, 0
		m["creator_commission_reward_rate"] = 0
		m["estimated_commission"] = t.market.wire(k.due)
		for _, name := range []string{"bonus_commission", "shop_ads_commission", "creator_commission_reward_fee"} {
			m["estimated_"+name] = t.market.wire(0)
			if o.completed != 0 {
				m["actual_"+name] = t.market.wire(0)
			}
		}
		if o.completed != 0 {
			m["actual_commission"] = t.market.wire(k.actual)
		}
		if o.delivered != 0 {
			m["delivery_time"] = o.delivered
		}
		skus = append(skus, m)
	}
	status := waiting
	switch {
	case !left:
		status = "REFUNDED"
	case t.settledAt(o.order, c.now.Unix()) != 0:
		status = "SETTLED"
	}
	return o.head(status, skus)
}

// searchTraces goes by one of several times, in milliseconds.
func (s *Sandbox) searchTraces(c *call) (any, *refusal) {
	start, end, refused := c.leadWindowOf("time_ge", "time_lt", 1000)
	if refused != nil {
		return nil, refused
	}
	when := func(t *store, o *order) int64 {
		switch text(c.body["time_type"]) {
		case "PAY_TIME":
			return o.paid
		case "DELIVERY_TIME":
			return o.delivered
		case "SETTLE_TIME":
			return t.settledAt(o, c.now.Unix())
		default:
			return o.created
		}
	}
	list := []row{}
	for _, o := range s.ledTo(s.me(c), func(t *store, o *order) bool { at := when(t, o); return at != 0 && at >= start && at < end }) {
		list = append(list, row{at: when(o.store, o.order), id: o.id, fields: func() map[string]any {
			m := o.earned(c, "ORDERED")
			m["id"] = number(o.id)
			for _, sku := range objects(m["skus"]) {
				sku["trace"] = map[string]any{"id": o.from.plan, "type": "AFFILIATE"}
			}
			return m
		}})
	}
	return c.answerRows(list, true)
}

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
		if k.asset == c.query.Get("category_asset_cipher") {
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
