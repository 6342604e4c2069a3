package sandbox

import "slices"

// splitAttributes say which orders can be split.
func (s *Sandbox) splitAttributes(c *call) (any, *refusal) {
	list := []map[string]any{}
	for _, id := range c.list("order_ids") {
		o, refused := c.store.findOrder(id)
		if refused != nil {
			return nil, refused
		}
		a := map[string]any{"order_id": id, "can_split": true, "must_split": false}
		if why := o.whole(); why != "" {
			a["can_split"], a["reason"] = false, why
		}
		list = append(list, a)
	}
	return project(c.rt.op.Response, map[string]any{"split_attributes": list}), nil
}

// whole says why an order cannot be split, "" when it can.
func (o *order) whole() string {
	live := 0
	for i := range o.lines {
		l := &o.lines[i]
		if l.status == cancelled {
			continue
		}
		live++
		if p := l.parcel; p != nil && len(p.orders) > 1 {
			return "Order is combined with another"
		}
	}
	switch {
	case o.fields != nil:
		return "Order was captured and keeps its packages"
	case o.status == cancelled:
		return "Order has been canceled"
	case o.fbt:
		return "Order is fulfilled by the platform"
	case o.status != awaitingShipment && o.status != partiallyShipping:
		return "Order is not awaiting shipment"
	case live < 2:
		return "Order has one item only"
	default:
		return ""
	}
}

// splitsUnits reports whether units of one SKU may go into several packages in a
// market.
func (m *market) splitsUnits() bool {
	switch m.region {
	case "BR", "ID", "MY", "PH", "SG", "TH", "VN":
		return false
	}
	return true
}

func (s *Sandbox) splitOrder(c *call) (any, *refusal) {
	t := c.store
	o, refused := t.findOrder(c.ids.Get("order_id"))
	if refused != nil {
		return nil, refused
	}
	if why := o.whole(); why != "" {
		return nil, refuse(200, 21011035, "order %s cannot be split: %s", o.id, why)
	}
	groups := objects(c.body["splittable_groups"])
	if len(groups) == 0 {
		return nil, invalid("splittable_groups is a required field and has not been provided")
	}
	var parts [][]*line
	taken := map[*line]bool{}
	for i, g := range groups {
		var part []*line
		for _, id := range texts(g["order_line_item_ids"]) {
			l := o.line(id)
			if l == nil || l.status != awaitingShipment || taken[l] {
				return nil, refuse(200, 21011005, "splittable_groups[%d]: item %s is not one of order %s that waits, or is named twice", i, id, o.id)
			}
			taken[l], part = true, append(part, l)
		}
		if len(part) == 0 || text(g["id"]) == "" {
			return nil, refuse(200, 21011005, "splittable_groups[%d] needs an id and order_line_item_ids", i)
		}
		parts = append(parts, part)
	}
	if refused := t.checkSplit(o, parts, taken); refused != nil {
		return nil, refused
	}
	return map[string]any{"packages": t.splitInto(o, parts, groups, c)}, nil
}

// checkSplit wants something to change, and units of a SKU together where the
// market does.
func (t *store) checkSplit(o *order, parts [][]*line, taken map[*line]bool) *refusal {
	waiting := 0
	for i := range o.lines {
		if o.lines[i].status == awaitingShipment {
			waiting++
		}
	}
	if len(parts) == 1 && len(taken) == waiting {
		return refuse(200, 21011005, "one group with all items of order %s splits nothing", o.id)
	}
	if t.market.splitsUnits() {
		return nil
	}
	where := map[string]int{}
	for i := range o.lines {
		l := &o.lines[i]
		if l.status != awaitingShipment {
			continue
		}
		group := slices.IndexFunc(parts, func(part []*line) bool { return slices.Contains(part, l) }) + 1
		if other, ok := where[l.sku]; ok && other != group {
			return refuse(200, 21011035, "all units of SKU %s go into one package in %s", l.sku, t.market.region)
		}
		where[l.sku] = group
	}
	return nil
}

func (t *store) splitInto(o *order, parts [][]*line, groups []map[string]any, c *call) []map[string]any {
	list := []map[string]any{}
	var made []*parcel
	for i, part := range parts {
		p := t.repack(part, o, c.now.Unix())
		made = append(made, p)
		list = append(list, map[string]any{"id": p.id, "splittable_group_id": text(groups[i]["id"])})
	}
	t.sales.touch(o, c.now.Unix())
	t.tellParcels("SPLIT", bySeller, c.now.Unix(), made...)
	c.applied = true
	return list
}

// repack puts lines of an order into a package of their own. The packages they
// leave are parts, too, and vanish when they are empty.
func (t *store) repack(lines []*line, o *order, now int64) *parcel {
	p := t.newParcel(now, o)
	p.form = splitForm
	for _, l := range lines {
		old := l.parcel
		l.parcel = p
		if old == nil {
			continue
		}
		if len(old.mine(o)) > 0 {
			old.form = splitForm
			t.sales.touchParcel(old, now)
		} else {
			t.sales.removeParcel(old)
		}
	}
	t.shipLater(p)
	return p
}
