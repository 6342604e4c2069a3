package sandbox

import (
	"maps"
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
