package sandbox

// maxChanges is how often a tracking number can be replaced.
const maxChanges = 3

func (s *Sandbox) updatePackageShipping(c *call) (any, *refusal) {
	p, refused := c.store.findParcel(c.ids.Get("package_id"))
	if refused == nil {
		refused = c.store.reroute(p, c)
	}
	return nil, refused
}

func (s *Sandbox) updateOrderShipping(c *call) (any, *refusal) {
	o, refused := c.store.findOrder(c.ids.Get("order_id"))
	if refused != nil {
		return nil, refuse(200, 21011028, "order %s does not belong to this shop", c.ids.Get("order_id"))
	}
	switch list := o.parcels(); {
	case o.status == cancelled:
		return nil, refuse(200, 21011042, "order %s is cancelled", o.id)
	case len(list) == 0:
		return nil, refuse(200, 21011001, "order %s has no package yet", o.id)
	case len(list) > 1:
		return nil, refuse(200, 21011004, "order %s has %d packages: name the one to change", o.id, len(list))
	default:
		return nil, c.store.reroute(list[0], c)
	}
}

// parcels are the packages of an order, each once.
func (o *order) parcels() []*parcel {
	var list []*parcel
	for i := range o.lines {
		p := o.lines[i].parcel
		if p == nil {
			continue
		}
		known := false
		for _, q := range list {
			known = known || q == p
		}
		if !known {
			list = append(list, p)
		}
	}
	return list
}

// reroute replaces the carrier and number of a package the seller has shipped.
func (t *store) reroute(p *parcel, c *call) *refusal {
	tracking, provider := text(c.body["tracking_number"]), text(c.body["shipping_provider_id"])
	switch state := p.state(); {
	case state == cancelled:
		return refuse(200, 21011042, "package %s belongs to a cancelled order", p.id)
	case p.shipping() != "SELLER":
		return refuse(200, 21011004, "package %s is shipped by the platform's carrier: only sellers' packages can be changed", p.id)
	case state == toFulfill:
		return refuse(200, 21011043, "package %s is not shipped yet", p.id)
	case state == completed:
		return refuse(200, 21011030, "package %s is already delivered", p.id)
	case tracking == "" || provider == "":
		return refuse(200, 21011022, "tracking_number and shipping_provider_id are needed")
	case p.more().changes >= maxChanges:
		return refuse(200, 21011052, "the tracking number of package %s was changed %d times, which is the limit", p.id, maxChanges)
	}
	if refused := t.checkTracking(p, tracking); refused != nil {
		return refused
	}
	now := c.now.Unix()
	p.more().changes++
	p.tracking, p.provider = tracking, provider
	t.sales.tracked[tracking] = p
	if p.fields != nil {
		p.fields["tracking_number"], p.fields["shipping_provider_id"], p.fields["update_time"] = tracking, provider, now
	}
	t.sales.touchParcel(p, now)
	for _, o := range p.orders {
		t.sales.touch(o, now)
	}
	c.applied = true
	return nil
}

// updateDeliveries is for sellers who drive themselves.
func (s *Sandbox) updateDeliveries(c *call) (any, *refusal) {
	return c.eachParcel(func(id string, in map[string]any) *refusal { return c.store.reportDelivery(id, in, c.now.Unix()) })
}

func (t *store) reportDelivery(id string, in map[string]any, now int64) *refusal {
	p := t.sales.parcels[id]
	if p == nil {
		return refuse(200, 21011028, "package %s does not belong to this shop", id)
	}
	state := p.state()
	if p.shipping() != "SELLER" || p.fields != nil {
		return refuse(200, 10007014, "package %s is shipped by the platform's carrier, who reports its delivery", id)
	}
	switch text(in["delivery_type"]) {
	case "DELIVERY_SUCCESS":
		if state != fulfilling && state != processing {
			return refuse(200, 10007014, "package %s is %s: only packages on their way can be delivered", id, state)
		}
		t.collect(p, now)
		p.more().proof = text(in["file_url"])
		t.deliver(p, now)
	case "DELIVERY_FAILED":
		reason := text(in["fail_delivery_reason"])
		switch {
		case reason == "":
			return invalid("fail_delivery_reason is a required field when delivery_type is DELIVERY_FAILED")
		case state != fulfilling:
			return refuse(200, 10007014, "package %s is %s: only packages on their way can fail to be delivered", id, state)
		}
		x := p.more()
		x.tries = append(x.tries, failedTry{now, reason})
		t.sales.touchParcel(p, now)
	case "UPDATE_POD":
		if state != completed || text(in["file_url"]) == "" {
			return refuse(200, 10007014, "package %s is %s: a proof of delivery needs a delivered package and a file_url", id, state)
		}
		p.more().proof = text(in["file_url"])
		t.sales.touchParcel(p, now)
	default:
		return invalid("delivery_type is a required field and has not been provided")
	}
	return nil
}
