package sandbox

import "maps"

// captureOrders puts captured orders in the place of the samples; a second
// capture adds to the first.
func (t *store) captureOrders(list []map[string]any, fresh map[string]bool) {
	if !fresh["orders"] {
		fresh["orders"] = true
		b := &t.sales
		b.list, b.byID, b.counts, b.updates = nil, map[string]*order{}, map[string]int{}, timeline[*order]{}
		for _, p := range b.parcelList {
			p.orders = nil
		}
	}
	for _, fields := range list {
		id := text(fields["id"])
		o := t.sales.byID[id]
		if o == nil {
			n := t.sales.nextOrder()
			o = &order{id: id, n: n, buyer: n, fields: map[string]any{}}
			maps.Copy(o.fields, fields)
			o.read()
			t.sales.add(o)
			continue
		}
		maps.Copy(o.fields, fields)
		t.sales.counts[o.status]--
		o.read()
		t.sales.counts[o.status]++
		t.sales.updates.put(o, o.updated)
		t.sales.resort()
	}
}

// read takes over what searches go by.
func (o *order) read() {
	f := o.fields
	o.status, o.warehouse, o.seller = text(f["status"]), text(f["warehouse_id"]), text(f["shipping_type"]) == "SELLER"
	o.created, o.updated, o.paid = number(f["create_time"]), number(f["update_time"]), number(f["paid_time"])
}

// captureParcels does the same for packages.
func (t *store) captureParcels(list []map[string]any, fresh map[string]bool) {
	if !fresh["packages"] {
		fresh["packages"] = true
		b := &t.sales
		b.parcels, b.parcelList, b.parcelMoves = map[string]*parcel{}, nil, timeline[*parcel]{}
	}
	for _, fields := range list {
		id := text(fields["id"])
		if id == "" {
			id = text(fields["package_id"])
		}
		if p := t.sales.parcels[id]; p != nil {
			maps.Copy(p.fields, fields)
			p.read()
			t.sales.parcelMoves.put(p, p.updated)
			t.sales.resort()
			continue
		}
		t.sales.parcelN++
		p := &parcel{id: id, n: t.sales.parcelN, form: plainForm, fields: map[string]any{}}
		maps.Copy(p.fields, fields)
		p.read()
		t.sales.addParcel(p)
	}
}

func (p *parcel) read() {
	f := p.fields
	p.status, p.tracking, p.provider = p.state(), text(f["tracking_number"]), text(f["shipping_provider_id"])
	p.created, p.updated = number(f["create_time"]), number(f["update_time"])
}
