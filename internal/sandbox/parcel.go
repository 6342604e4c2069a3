package sandbox

import (
	"fmt"
	"slices"
)

// How a package came about.
const (
	plainForm    = "DEFAULT"
	splitForm    = "SPLIT"
	combinedForm = "COMBINE"
)

// Shipping providers: the platform's and the first of those that sellers take.
const (
	carrier       = "7117000000000000001"
	sellerCarrier = "7117000000000000002"
)

// newParcel makes a package for orders; their lines are pointed to it by the
// caller.
func (t *store) newParcel(now int64, orders ...*order) *parcel {
	t.sales.parcelN++
	p := &parcel{
		id: packageID(t.sales.parcelN), n: t.sales.parcelN, status: toFulfill, form: plainForm, orders: orders,
		created: now, updated: now,
	}
	t.sales.addParcel(p)
	return p
}

// shipping is the package's shipping type.
func (p *parcel) shipping() string {
	switch {
	case p.fields != nil:
		return text(p.fields["shipping_type"])
	case len(p.orders) > 0:
		return p.orders[0].shipping()
	default:
		return "TIKTOK"
	}
}

// state is the status of a package, captured ones included. It has two names
// there: searches and details differ.
func (p *parcel) state() string {
	if p.fields == nil {
		return p.status
	}
	if v := text(p.fields["package_status"]); v != "" {
		return v
	}
	return text(p.fields["status"])
}

// lines are those of all its orders.
func (p *parcel) lines() []*line {
	var lines []*line
	for _, o := range p.orders {
		lines = append(lines, p.mine(o)...)
	}
	return lines
}

// trackingNumber is a new one of the platform's carrier.
func (t *store) trackingNumber() string { return fmt.Sprintf("TEST%012d", t.box.next()) }

// arrange is the seller's promise to hand the package over.
func (t *store) arrange(p *parcel, tracking string, now int64) {
	if p.status != toFulfill {
		return
	}
	p.status, p.tracking, p.arranged = processing, tracking, now
	if p.provider == "" {
		p.provider = carrier
	}
	t.follow(p, awaitingCollection, now)
	t.then(t.box.tempo.Collect, func(now int64) { t.collect(p, now) })
}

// collect is the carrier's pickup.
func (t *store) collect(p *parcel, now int64) {
	if p.status != processing {
		return
	}
	p.status, p.collected = fulfilling, now
	for _, o := range p.orders {
		for _, l := range p.mine(o) {
			if l.status == awaitingCollection && !o.fbt {
				t.consume(l.sku, 1)
			}
		}
	}
	t.follow(p, inTransit, now)
	t.then(t.box.tempo.Transit, func(now int64) { t.deliver(p, now) })
}

// deliver ends a package's way.
func (t *store) deliver(p *parcel, now int64) {
	if p.status != fulfilling {
		return
	}
	p.status, p.delivered = completed, now
	t.follow(p, delivered, now)
}

// follow moves the lines of a package and then their orders.
func (t *store) follow(p *parcel, status string, now int64) {
	t.sales.touchParcel(p, now)
	for _, o := range p.orders {
		for _, l := range p.mine(o) {
			if l.status != cancelled {
				l.status = status
			}
		}
		t.settle(o, now)
	}
}

// emptied looks at a package after lines of it were cancelled.
func (t *store) emptied(p *parcel, who string, now int64) {
	left := slices.ContainsFunc(p.lines(), func(l *line) bool { return l.status != cancelled })
	if !left {
		p.status = cancelled
	}
	t.sales.touchParcel(p, now)
	if left && len(p.orders) > 1 {
		t.tellParcels("CANCEL_COMBINE", who, now, p)
	} else if left {
		t.tellParcels("PARTLY_CANCEL_SPLIT", who, now, p)
	}
}

// tellParcels sends the webhook of packages that were put together anew.
func (t *store) tellParcels(why, who string, now int64, parcels ...*parcel) {
	role := map[string]string{byBuyer: "ROLE_USER", bySeller: "ROLE_SELLER", bySystem: "ROLE_SYSTEM"}[who]
	list := []map[string]any{}
	for _, p := range parcels {
		list = append(list, map[string]any{"package_id": p.id, "order_id_list": p.orderIDs()})
	}
	t.notify(4, map[string]any{"sc_type": why, "role_type": role, "package_list": list, "update_time": now})
}

func (p *parcel) orderIDs() []string {
	ids := []string{}
	for _, o := range p.orders {
		ids = append(ids, o.id)
	}
	return ids
}

// findParcel is the package with this id, or the refusal.
func (t *store) findParcel(id string) (*parcel, *refusal) {
	if p := t.sales.parcels[id]; p != nil {
		return p, nil
	}
	return nil, refuse(200, 21011001, "package %s not found", id)
}

func providerName(id string) string {
	if id == carrier {
		return "Sample Express"
	}
	return "Sample Parcel " + id[max(0, len(id)-2):]
}
