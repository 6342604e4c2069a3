package sandbox

import (
	"fmt"
	"slices"
	"strconv"
	"time"
)

// inboundPlan is what a seller wants to send in.
type inboundPlan struct {
	id      string
	items   []fbtCount
	cartons []map[string]any
	options []*placement
	orders  []string // inbound orders made of it; none before it is confirmed
}

// fbtCount is a number of units.
type fbtCount struct {
	goods *fbtGoods
	n     int
}

// placement is one way to spread a plan over warehouses.
type placement struct {
	id        string
	method    string
	from, to  int64 // when it is to arrive
	ready     time.Time
	expires   time.Time
	shipments []inboundShare
	fee       amount
}

// inboundShare is what goes to one warehouse.
type inboundShare struct {
	house   fbtHouse
	items   []fbtCount
	cartons []map[string]any
}

const (
	directly = "D2FC"
	oneHub   = "ONE_HUB"

	fbtTask       = 2 * time.Second // for what the platform works out while the caller asks again
	placementGood = 48 * time.Hour
)

// badPlan is the only code documented for plans.
func badPlan(format string, args ...any) *refusal { return refuse(200, 39001002, format, args...) }

func (s *Sandbox) saveInboundPlan(c *call) (any, *refusal) {
	f := c.store.depot()
	p := &inboundPlan{}
	if id := text(c.body["plan_id"]); id != "" {
		if p = f.plans[id]; p == nil {
			return nil, badPlan("plan %s does not exist", id)
		}
		if len(p.orders) > 0 {
			return nil, badPlan("plan %s is confirmed and cannot be changed", id)
		}
	}
	items, refused := f.counts(objects(c.body["goods_items"]))
	if refused != nil {
		return nil, refused
	}
	if len(items) == 0 {
		return nil, badPlan("request parameters empty: goods_items")
	}
	cartons := objects(c.body["cartons"])
	if len(cartons) > 0 {
		packed, refused := f.packed(cartons)
		if refused != nil {
			return nil, refused
		}
		for _, want := range items {
			if have := countOf(packed, want.goods); have != want.n {
				return nil, badPlan("the cartons hold %d units of goods %s, the plan %d", have, want.goods.id, want.n)
			}
		}
	}
	if p.id == "" {
		p.id = s.depotID("57661000")
		f.plans[p.id] = p
	}
	p.items, p.cartons, p.options = items, cartons, nil
	c.applied = true
	return map[string]any{"inbound_plan": map[string]any{"plan_id": p.id}}, nil
}

func (t *store) openPlan(c *call) (*inboundPlan, *refusal) {
	id := text(c.body["plan_id"])
	p := t.depot().plans[id]
	switch {
	case id == "":
		return nil, badPlan("request parameters empty: plan_id")
	case p == nil:
		return nil, badPlan("plan %s does not exist", id)
	case len(p.orders) > 0:
		return nil, badPlan("plan %s is confirmed already: its inbound orders are %v", id, p.orders)
	}
	return p, nil
}

func (s *Sandbox) listInboundMethods(c *call) (any, *refusal) {
	p, refused := c.store.openPlan(c)
	if refused != nil {
		return nil, refused
	}
	const day = 24 * time.Hour
	windows := []map[string]any{}
	for week := range 3 {
		start := c.now.Truncate(day).Add(time.Duration(3+7*week) * day)
		windows = append(windows, map[string]any{
			"start_timestamp": unixText(start), "end_timestamp": unixText(start.Add(7 * day)),
		})
	}
	list := []map[string]any{}
	for _, method := range []string{directly, oneHub} {
		houses, fee := []map[string]any{}, amount(0)
		for _, h := range c.store.fbtHouses() {
			if (h.kind == "HUB") == (method == oneHub) {
				houses = append(houses, map[string]any{"warehouse_id": h.id, "warehouse_name": h.name})
			}
		}
		if method == oneHub {
			fee = hubFee * fbtUnits(p.items)
		}
		list = append(list, map[string]any{
			"inbound_method": method, "available_time_window_list": windows, "warehouse_list": houses, "placement_fee_estimate": c.store.fbtMoney(fee),
		})
	}
	return map[string]any{"available_inbound_method_list": list}, nil
}

func unixText(at time.Time) string { return strconv.FormatInt(at.Unix(), 10) }

// inboundWindow reads when goods are to arrive.
func (c *call) inboundWindow() (from, to int64, refused *refusal) {
	in := object(c.body["estimate_arrival_time"])
	from, to = number(in["start_timestamp"]), number(in["end_timestamp"])
	if from <= 0 || to <= from || to <= c.now.Unix() {
		return 0, 0, badPlan("estimate_arrival_time must be a time window that is not over")
	}
	return from, to, nil
}

func (s *Sandbox) getInboundMethod(c *call) (any, *refusal) {
	p, refused := c.store.openPlan(c)
	if refused != nil {
		return nil, refused
	}
	from, to, refused := c.inboundWindow()
	if refused != nil {
		return nil, refused
	}
	method := text(c.body["inbound_method"])
	if method != directly && method != oneHub {
		return nil, badPlan("request parameters empty: inbound_method")
	}
	mine := p.optionsFor(method, from, to, c.now)
	if len(mine) == 0 {
		mine = c.store.placements(p, method, from, to)
		p.options = append(p.options, mine...)
	}
	if c.now.Before(mine[0].ready) {
		return map[string]any{"placement_task_status": "PROCESSING", "info": []any{}, "expiration_timestamp": unixText(mine[0].expires)}, nil
	}
	info := []map[string]any{}
	for _, o := range mine {
		info = append(info, c.store.showPlacement(o))
	}
	return map[string]any{"placement_task_status": "SUCCESS", "info": info, "expiration_timestamp": unixText(mine[0].expires)}, nil
}

func (p *inboundPlan) optionsFor(method string, from, to int64, now time.Time) []*placement {
	var out []*placement
	for _, o := range p.options {
		if o.method == method && o.from == from && o.to == to && now.Before(o.expires) {
			out = append(out, o)
		}
	}
	return out
}

func (s *Sandbox) confirmInboundMethod(c *call) (any, *refusal) {
	p, refused := c.store.openPlan(c)
	if refused != nil {
		return nil, refused
	}
	from, to, refused := c.inboundWindow()
	if refused != nil {
		return nil, refused
	}
	id := text(c.body["placement_option_id"])
	i := slices.IndexFunc(p.options, func(o *placement) bool { return o.id == id })
	if i < 0 {
		return nil, badPlan("plan %s has no placement option %q: get the inbound method first", p.id, id)
	}
	switch o := p.options[i]; {
	case c.now.Before(o.ready):
		return nil, badPlan("placement option %s is not worked out yet", id)
	case !c.now.Before(o.expires):
		return nil, badPlan("placement option %s has expired: get the inbound method again", id)
	case o.method != text(c.body["inbound_method"]) || o.from != from || o.to != to:
		return nil, badPlan("placement option %s is for another inbound_method or estimate_arrival_time", id)
	}
	for _, sent := range p.options[i].shipments {
		p.orders = append(p.orders, c.store.newInbound(p, p.options[i], sent).id)
	}
	c.applied = true
	return map[string]any{"inbound_order_ids": p.orders}, nil
}

// fbtNumber is an id with the letters that the platform's people see.
func fbtNumber(kind, id string) string { return fmt.Sprintf("%s%s", kind, id) }
