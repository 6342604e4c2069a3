package sandbox

import (
	"slices"
	"strings"
	"time"
)

func (s *Sandbox) shipPackage(c *call) (any, *refusal) {
	refused := c.store.ship(c.ids.Get("package_id"), c.body, c.now)
	c.applied = refused == nil
	return nil, refused
}

// maxParcels is how many packages a batch takes.
const maxParcels = 50

func (s *Sandbox) shipPackages(c *call) (any, *refusal) {
	return c.eachParcel(func(id string, in map[string]any) *refusal { return c.store.ship(id, in, c.now) })
}

// eachParcel applies act to the packages of a request and collects the failures.
func (c *call) eachParcel(act func(id string, in map[string]any) *refusal) (any, *refusal) {
	wanted := objects(c.body["packages"])
	switch {
	case len(wanted) == 0:
		return nil, invalid("packages is a required field and has not been provided")
	case len(wanted) > maxParcels:
		return nil, invalid("packages has %d elements, more than %d", len(wanted), maxParcels)
	}
	var failures []map[string]any
	for _, in := range wanted {
		id := text(in["id"])
		if refused := act(id, in); refused != nil {
			failures = append(failures, failure(refused, "package_id", id))
			continue
		}
		c.applied = true
	}
	return partial(failures), nil
}

// failure is one element of the list errors in a successful answer.
func failure(r *refusal, name, id string) map[string]any {
	return map[string]any{"code": r.code, "message": r.message, "detail": map[string]any{name: id}}
}

// partial is the answer of a batch: without failures it has no members, as seen
// live.
func partial(failures []map[string]any) any {
	if len(failures) == 0 {
		return nil
	}
	return map[string]any{"errors": failures}
}

// ship arranges the shipment of a package.
func (t *store) ship(id string, how map[string]any, now time.Time) *refusal {
	p, refused := t.findParcel(id)
	if refused != nil {
		return refused
	}
	self := object(how["self_shipment"])
	tracking, provider := text(self["tracking_number"]), text(self["shipping_provider_id"])
	if refused := t.checkShip(p, tracking, provider); refused != nil {
		return refused
	}
	slot := object(how["pickup_slot"])
	from, to := number(slot["start_time"]), number(slot["end_time"])
	if slot != nil && to <= max(now.Unix(), from) {
		return refuse(200, 21011053, "pickup_slot of package %s is over or ends before it starts", id)
	}
	if p.shipping() != "SELLER" {
		tracking, provider = t.trackingNumber(), carrier
	}
	if p.fields != nil {
		t.shipCaptured(p, how, tracking, provider, now.Unix())
		return nil
	}
	if method := text(how["handover_method"]); method != "" || slot != nil {
		x := p.more()
		x.handover, x.slotFrom, x.slotTo = method, from, to
	}
	p.provider = provider
	t.sales.tracked[tracking] = p
	t.arrange(p, tracking, now.Unix())
	return nil
}

// checkShip says why a package cannot be shipped.
func (t *store) checkShip(p *parcel, tracking, provider string) *refusal {
	switch p.state() {
	case toFulfill:
	case cancelled:
		return refuse(200, 21011041, "package %s belongs to a cancelled order", p.id)
	case completed:
		return refuse(200, 21011027, "package %s is already delivered", p.id)
	default:
		return refuse(200, 21011040, "package %s is already shipped", p.id)
	}
	if slices.ContainsFunc(p.orders, func(o *order) bool { return o.fbt }) {
		return refuse(200, 21008025, "package %s is shipped by the platform's warehouse: the seller cannot", p.id)
	}
	if slices.ContainsFunc(p.orders, (*order).asked) {
		return refuse(200, 21011007, "the buyer asks to cancel an order of package %s: answer the request first", p.id)
	}
	if t.market.region == "BR" && p.fields == nil && (p.extra == nil || p.extra.invoice == "") {
		return refuse(200, 21004006, "package %s needs its invoice first", p.id)
	}
	if p.shipping() != "SELLER" {
		if tracking != "" {
			return refuse(200, 21011003, "package %s is shipped by the platform's carrier: self_shipment is not for it", p.id)
		}
		return nil
	}
	if tracking == "" || provider == "" {
		return refuse(200, 21011022, "package %s is shipped by the seller: self_shipment needs tracking_number and shipping_provider_id", p.id)
	}
	return t.checkTracking(p, tracking)
}

// checkTracking says what is wrong with a seller's tracking number.
func (t *store) checkTracking(p *parcel, tracking string) *refusal {
	const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-"
	if len(tracking) > 50 || strings.Trim(tracking, letters) != "" {
		return refuse(200, 21011022, "tracking number %q must have up to 50 letters, digits and hyphens", tracking)
	}
	if other := t.sales.tracked[tracking]; other != nil && other != p && other.tracking == tracking {
		return refuse(200, 21011025, "tracking number %s is that of package %s already", tracking, other.id)
	}
	return nil
}

// shipCaptured is arrange for a captured package, which keeps its fields.
func (t *store) shipCaptured(p *parcel, how map[string]any, tracking, provider string, now int64) {
	f := p.fields
	if text(f["shipping_type"]) == "SELLER" {
		f["shipping_provider_id"] = provider
	}
	if slot := object(how["pickup_slot"]); slot != nil {
		f["pickup_slot"] = slot
	}
	if method := text(how["handover_method"]); method != "" {
		f["handover_method"] = method
	}
	for _, name := range []string{"package_status", "status"} {
		if _, ok := f[name]; ok {
			f[name] = processing
		}
	}
	f["tracking_number"], f["update_time"] = tracking, now
	p.tracking, p.status = tracking, processing
	t.sales.touchParcel(p, now)
	for _, in := range objects(f["orders"]) {
		if o := t.sales.byID[text(in["id"])]; o != nil && o.fields != nil {
			t.arrangedCaptured(o, p.id, tracking, now)
		}
	}
}

// arrangedCaptured moves a captured order on after one of its packages was
// shipped.
func (t *store) arrangedCaptured(o *order, packageID, tracking string, now int64) {
	waiting := false
	for _, item := range objects(o.fields["line_items"]) {
		if text(item["package_id"]) == packageID {
			item["display_status"], item["package_status"] = awaitingCollection, processing
			item["tracking_number"], item["rts_time"] = tracking, now
		}
		waiting = waiting || text(item["display_status"]) == awaitingShipment
	}
	to := awaitingCollection
	if waiting {
		to = partiallyShipping
	}
	from := o.status
	t.sales.status(o, to)
	o.fields["status"], o.fields["tracking_number"], o.fields["rts_time"], o.fields["update_time"] = to, tracking, now, now
	t.sales.touch(o, now)
	if from != to {
		t.tellOrder(o)
	}
}
