package sandbox

import (
	"strings"
	"time"
)

// picked are the lines of an order that a request names, all that wait when it
// names none. They become a package of their own when they are not one already.
func (t *store) picked(o *order, ids []string) ([]*line, *refusal) {
	var lines []*line
	for i := range o.lines {
		if l := &o.lines[i]; len(ids) == 0 && l.status == awaitingShipment {
			lines = append(lines, l)
		}
	}
	for _, id := range ids {
		l := o.line(id)
		switch {
		case l == nil:
			return nil, refuse(200, 21011029, "item %s is not one of order %s", id, o.id)
		case l.status != awaitingShipment:
			return nil, refuse(200, 21011006, "item %s is %s: it does not wait for its shipment", id, l.status)
		}
		lines = append(lines, l)
	}
	switch {
	case o.status == cancelled:
		return nil, refuse(200, 21011041, "order %s is cancelled", o.id)
	case o.fields != nil:
		return nil, refuse(200, 21011003, "order %s was captured: ship its packages", o.id)
	case o.fbt:
		return nil, refuse(200, 21008025, "order %s is shipped by the platform's warehouse: the seller cannot", o.id)
	case o.asked():
		return nil, refuse(200, 21011007, "the buyer asks to cancel order %s: answer the request first", o.id)
	case o.status == unpaid || o.status == onHold:
		return nil, refuse(200, 21042057, "order %s is %s, not awaiting shipment", o.id, o.status)
	case len(lines) == 0:
		return nil, refuse(200, 21011006, "order %s is already shipped", o.id)
	}
	for _, l := range lines {
		if len(l.parcel.orders) > 1 {
			return nil, refuse(200, 21011033, "order %s is combined with others: ship the package", o.id)
		}
		if len(ids) == 0 && l.parcel != lines[0].parcel {
			return nil, refuse(200, 21011048, "order %s is split: name the items to ship", o.id)
		}
	}
	return lines, nil
}

// packed is the package with just these lines.
func (t *store) packed(o *order, lines []*line, now int64) *parcel {
	p := lines[0].parcel
	rest := len(p.mine(o)) - len(lines)
	for _, l := range lines {
		if l.parcel != p {
			rest = 1
		}
	}
	if rest == 0 {
		return p
	}
	q := t.repack(lines, o, now)
	t.tellParcels("SPLIT", bySeller, now, q)
	return q
}

// markShipped makes a package with the seller's own tracking number.
func (s *Sandbox) markShipped(c *call) (any, *refusal) {
	t := c.store
	switch t.market.region {
	case "US", "GB", "ES", "IE", "IT", "DE", "FR", "JP":
	default:
		return nil, refuse(200, 21008106, "this route cannot be used in %s: ship packages", t.market.region)
	}
	o, refused := t.findOrder(c.ids.Get("order_id"))
	if refused != nil {
		return nil, refuse(200, 21011029, "order %s does not belong to this shop", c.ids.Get("order_id"))
	}
	tracking, provider := text(c.body["tracking_number"]), text(c.body["shipping_provider_id"])
	if tracking == "" {
		return nil, refuse(200, 21011022, "tracking_number is missing")
	}
	if strings.ContainsAny(tracking, " !\"#$%&'()*+,./:;<=>?@[\\]^_`{|}~") {
		return nil, refuse(200, 21004012, "tracking number %q has special characters", tracking)
	}
	lines, refused := t.picked(o, texts(c.body["order_line_item_ids"]))
	if refused != nil {
		return nil, refused
	}
	if !o.seller {
		return nil, refuse(200, 21011003, "order %s is shipped by the platform's carrier: the seller's number is not wanted", o.id)
	}
	if refused := t.checkTracking(nil, tracking); refused != nil {
		return nil, refused
	}
	answer := map[string]any{}
	if provider == "" {
		provider = sellerCarrier
		answer["warning"] = map[string]any{"message": "shipping_provider_id is missing: the provider was guessed from the tracking number"}
	}
	p := t.packed(o, lines, c.now.Unix())
	p.provider = provider
	t.sales.tracked[tracking] = p
	t.arrange(p, tracking, c.now.Unix())
	c.applied = true
	answer["order_id"], answer["order_line_item_ids"], answer["package_id"] = o.id, p.lineIDs(), p.id
	return answer, nil
}

// scheduleHandover ships items of an order by the platform's carrier.
func (s *Sandbox) scheduleHandover(c *call) (any, *refusal) {
	t := c.store
	if text(c.body["order_id"]) == "" {
		return nil, invalid("order_id is a required field and has not been provided")
	}
	o, refused := t.findOrder(text(c.body["order_id"]))
	if refused != nil {
		return nil, refused
	}
	lines, refused := t.picked(o, texts(c.body["order_line_item_ids"]))
	if refused != nil {
		return nil, refused
	}
	if o.seller {
		return nil, refuse(200, 21011003, "order %s is shipped by the seller: no carrier of the platform comes", o.id)
	}
	slot := object(c.body["pickup_slot"])
	if slot != nil && number(slot["end_time"]) <= max(c.now.Unix(), number(slot["start_time"])) {
		return nil, refuse(200, 21011053, "pickup_slot of order %s is over or ends before it starts", o.id)
	}
	p := t.packed(o, lines, c.now.Unix())
	if refused := t.ship(p.id, c.body, c.now); refused != nil {
		return nil, refused
	}
	c.applied = true
	w := t.wholeParcel(p, c.now.Unix())
	return map[string]any{
		"order_id": o.id, "package_id": p.id, "order_line_item_ids": p.lineIDs(), "create_time": p.created, "update_time": p.updated,
		"tracking_number": p.tracking, "shipping_provider_id": p.provider, "shipping_provider_name": p.providerName(),
		"handover_method": w.Handover, "dimension": w.Dimension, "weight": w.Weight,
	}, nil
}

// postage is a shipping service of the platform.
type postage struct {
	id, name   string
	percent    amount // of the market's price of a parcel
	from, till int    // days
}

var postages = [...]postage{
	{"7208000000000000001", "Sample Express Ground", 100, 3, 5},
	{"7208000000000000002", "Sample Express Two Days", 180, 2, 2},
	{"7208000000000000003", "Sample Express Overnight", 320, 1, 1},
}

func (t *store) postageWire(f *postage) map[string]any {
	return map[string]any{
		"id": f.id, "name": f.name, "price": t.market.write(t.market.shippingPrice() * f.percent / 100), "currency": t.market.currency,
		"earliest_delivery_days": f.from, "latest_delivery_days": f.till, "is_default": f.percent == 100,
		"shipping_provider_id": carrier, "shipping_provider_name": providerName(carrier),
	}
}

func (s *Sandbox) listShippingServices(c *call) (any, *refusal) {
	t := c.store
	o, refused := t.findOrder(c.ids.Get("order_id"))
	if refused != nil {
		return nil, refuse(200, 21011029, "order %s does not belong to this shop", c.ids.Get("order_id"))
	}
	lines, refused := t.picked(o, texts(c.body["order_line_item_ids"]))
	if refused != nil {
		return nil, refused
	}
	if o.seller {
		return nil, refuse(200, 21011037, "no shipping services for order %s: the seller ships it", o.id)
	}
	services, ids := []map[string]any{}, []string{}
	for i := range postages {
		services = append(services, t.postageWire(&postages[i]))
	}
	for _, l := range lines {
		ids = append(ids, l.id)
	}
	answer := map[string]any{
		"order_id": o.id, "order_line_id": ids, "shipping_services": services,
		"dimension": map[string]any{"unit": "CM", "length": "10", "width": "10", "height": "10"},
		"weight":    map[string]any{"unit": "GRAM", "value": "500"},
	}
	for _, name := range []string{"dimension", "weight"} {
		if v := object(c.body[name]); v != nil {
			answer[name] = v
		}
	}
	return project(c.rt.op.Response, answer), nil
}

// createPackage buys a label, which arranges the shipment.
func (s *Sandbox) createPackage(c *call) (any, *refusal) {
	t := c.store
	o, refused := t.findOrder(text(c.body["order_id"]))
	if refused != nil {
		return nil, refuse(200, 21011029, "order %q does not belong to this shop", text(c.body["order_id"]))
	}
	var ids []string
	for _, in := range objects(c.body["order_line_item"]) {
		ids = append(ids, text(in["order_line_id"]))
	}
	lines, refused := t.picked(o, ids)
	if refused != nil {
		return nil, refused
	}
	if o.seller {
		return nil, refuse(200, 21011037, "no label for order %s: the seller ships it", o.id)
	}
	chosen := &postages[0]
	if id := text(c.body["shipping_service_id"]); id != "" {
		chosen = nil
		for i := range postages {
			if postages[i].id == id {
				chosen = &postages[i]
			}
		}
	}
	if chosen == nil {
		return nil, refuse(200, 21004008, "shipping service %s is not offered: query the order's services", text(c.body["shipping_service_id"]))
	}
	p := t.packed(o, lines, c.now.Unix())
	p.service = chosen.id
	p.measure(c.body)
	t.arrange(p, t.trackingNumber(), c.now.Unix())
	c.applied = true
	w := t.wholeParcel(p, c.now.Unix())
	return project(c.rt.op.Response, map[string]any{
		"package_id": p.id, "create_time": p.created, "shipping_service_info": t.postageWire(chosen),
		"dimension": w.Dimension, "weight": w.Weight,
	}), nil
}

// slots are the times when the carrier comes.
func slots(now time.Time) []map[string]any {
	morning := now.UTC().Truncate(24 * time.Hour).Add(33 * time.Hour) // nine o'clock tomorrow
	list := []map[string]any{}
	for day := range 3 {
		start := morning.AddDate(0, 0, day)
		list = append(list, map[string]any{"start_time": start.Unix(), "end_time": start.Add(4 * time.Hour).Unix(), "avaliable": true})
	}
	return list
}
