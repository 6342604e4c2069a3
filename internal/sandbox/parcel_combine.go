package sandbox

import (
	"slices"
	"strings"
)

// companions tells which packages can be combined: those of a buyer at one
// address that wait in one warehouse for one kind of carrier.
type companions struct {
	buyer     int
	moved     bool
	seller    bool
	warehouse string
}

// single is the package of an order that can be combined, nil if there is none.
func (p *parcel) single() (*order, bool) {
	if p.status != toFulfill || p.fields != nil || len(p.orders) != 1 || p.form != plainForm {
		return nil, false
	}
	o := p.orders[0]
	return o, o.status == awaitingShipment && !o.fbt && !o.asked()
}

func (o *order) companions() companions { return companions{o.buyer, o.moved, o.seller, o.warehouse} }

// combinable are the groups of packages that can become one, by their first.
func (t *store) combinable() [][]*parcel {
	at := map[companions]int{}
	var groups [][]*parcel
	for _, p := range t.sales.parcelList {
		o, ok := p.single()
		if !ok {
			continue
		}
		k := o.companions()
		i, known := at[k]
		if !known {
			i, at[k] = len(groups), len(groups)
			groups = append(groups, nil)
		}
		groups[i] = append(groups[i], p)
	}
	return slices.DeleteFunc(groups, func(g []*parcel) bool { return len(g) < 2 })
}

func (s *Sandbox) searchCombinable(c *call) (any, *refusal) {
	groups := c.store.combinable()
	return found(c, rows[[]*parcel]{
		n: len(groups), live: len(groups),
		at: func(i int) (int64, int) { return groups[i][0].created, groups[i][0].n },
		it: func(i int) []*parcel { return groups[i] },
	}, search[[]*parcel]{show: func(g []*parcel) []byte {
		ids := []string{}
		for _, p := range g {
			ids = append(ids, p.orders[0].id)
		}
		return encode(map[string]any{"id": g[0].id, "order_ids": ids})
	}})
}

func (s *Sandbox) combinePackages(c *call) (any, *refusal) {
	wanted := objects(c.body["combinable_packages"])
	switch {
	case len(wanted) == 0:
		return nil, invalid("combinable_packages is a required field and has not been provided")
	case len(wanted) > maxParcels:
		return nil, invalid("combinable_packages has %d elements, more than %d", len(wanted), maxParcels)
	}
	made, failures := []map[string]any{}, []map[string]any{}
	for _, in := range wanted {
		p, refused := c.store.combine(text(in["id"]), texts(in["order_ids"]), c.now.Unix())
		if refused != nil {
			failures = append(failures, failure(refused, "package_id", text(in["id"])))
			continue
		}
		c.applied = true
		made = append(made, map[string]any{"id": p.id, "order_ids": p.orderIDs()})
	}
	return map[string]any{"packages": made, "errors": failures}, nil
}

func (t *store) combine(id string, orderIDs []string, now int64) (*parcel, *refusal) {
	if p := t.sales.parcels[id]; p == nil {
		return nil, refuse(200, 21011028, "package %s does not belong to this shop", id)
	}
	var olds []*parcel
	for _, orderID := range orderIDs {
		o := t.sales.byID[orderID]
		if o == nil || len(o.lines) == 0 || o.lines[0].parcel == nil {
			return nil, refuse(200, 21011031, "order %s does not belong to combinable package %s", orderID, id)
		}
		p := o.lines[0].parcel
		if _, ok := p.single(); !ok {
			return nil, refuse(200, 10007014, "the package of order %s cannot be combined: it is shipped, split, combined or frozen", orderID)
		}
		if slices.Contains(olds, p) || len(olds) > 0 && o.companions() != olds[0].orders[0].companions() {
			return nil, refuse(200, 21011031, "order %s does not belong to combinable package %s: another buyer, address or carrier", orderID, id)
		}
		olds = append(olds, p)
	}
	if len(olds) < 2 || !slices.ContainsFunc(t.combinable(), func(g []*parcel) bool { return g[0].id == id && slices.Contains(g, olds[0]) }) {
		return nil, refuse(200, 21011031, "combinable package %s needs two or more of its orders, not %s", id, strings.Join(orderIDs, ", "))
	}
	return t.mergeParcels(olds, now), nil
}

// mergeParcels makes one package of several.
func (t *store) mergeParcels(olds []*parcel, now int64) *parcel {
	var orders []*order
	for _, old := range olds {
		orders = append(orders, old.orders...)
	}
	p := t.newParcel(now, orders...)
	p.form = combinedForm
	for _, old := range olds {
		for _, l := range old.lines() {
			l.parcel = p
		}
		t.sales.removeParcel(old)
	}
	for _, o := range orders {
		t.sales.touch(o, now)
	}
	t.tellParcels("COMBINE", bySeller, now, p)
	t.shipLater(p)
	return p
}

func (s *Sandbox) uncombinePackage(c *call) (any, *refusal) {
	t := c.store
	p, refused := t.findParcel(c.ids.Get("package_id"))
	if refused != nil {
		return nil, refused
	}
	if p.form != combinedForm || p.status != toFulfill {
		return nil, refuse(200, 21011005, "package %s is not combined, or shipped already", p.id)
	}
	ids := texts(c.body["order_ids"])
	if len(ids) == 0 {
		return nil, invalid("order_ids is a required field and has not been provided")
	}
	for _, id := range ids {
		if !slices.Contains(p.orderIDs(), id) {
			return nil, refuse(200, 21011029, "order %s is not in package %s", id, p.id)
		}
	}
	made := t.takeApart(p, ids, c.now.Unix())
	c.applied = true
	list := []map[string]any{}
	for _, q := range made {
		list = append(list, map[string]any{"id": q.id, "order_ids": q.orderIDs()})
	}
	return map[string]any{"packages": list}, nil
}

// takeApart gives orders of a combined package packages of their own; one order
// keeps the old one.
func (t *store) takeApart(p *parcel, ids []string, now int64) []*parcel {
	var made []*parcel
	for _, o := range slices.Clone(p.orders) {
		if !slices.Contains(ids, o.id) || len(p.orders) == 1 {
			continue
		}
		lines := p.mine(o)
		q := t.newParcel(now, o)
		for _, l := range lines {
			l.parcel = q
		}
		p.orders = slices.DeleteFunc(p.orders, func(x *order) bool { return x == o })
		t.sales.touch(o, now)
		t.shipLater(q)
		made = append(made, q)
	}
	if len(p.orders) == 1 {
		p.form = plainForm
	}
	for _, o := range p.orders {
		t.sales.touch(o, now)
	}
	t.sales.touchParcel(p, now)
	made = append(made, p)
	t.tellParcels("CANCEL_COMBINE", bySeller, now, made...)
	return made
}
