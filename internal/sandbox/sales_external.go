package sandbox

// externalOrder ties an order to one in another system.
type externalOrder struct {
	platform string
	id       string
	lines    []externalLine
}

type externalLine struct{ id, origin string }

func (x *externalOrder) wire() map[string]any {
	lines := []map[string]any{}
	for _, l := range x.lines {
		lines = append(lines, map[string]any{"id": l.id, "origin_id": l.origin})
	}
	return map[string]any{"id": x.id, "platform": x.platform, "line_items": lines}
}

// addReferences ties orders to those of other systems, as far as it can.
func (s *Sandbox) addReferences(c *call) (any, *refusal) {
	wanted := objects(c.body["orders"])
	if len(wanted) == 0 {
		return nil, invalid("orders is a required field and has not been provided")
	}
	failures := []map[string]any{}
	for _, in := range wanted {
		why := c.store.refer(text(in["id"]), object(in["external_order"]))
		if why == "" {
			c.applied = true
			continue
		}
		x := object(in["external_order"])
		failures = append(failures, map[string]any{"code": "36020001", "message": why, "detail": map[string]any{
			"order_id": text(in["id"]), "external_order": map[string]any{"id": text(x["id"]), "platform": text(x["platform"])},
		}})
	}
	if len(failures) == 0 {
		return nil, nil
	}
	return map[string]any{"errors": failures}, nil
}

// refer adds a reference; one of the same platform is replaced. It says what is
// wrong, "" when nothing is.
func (t *store) refer(orderID string, in map[string]any) string {
	o := t.sales.byID[orderID]
	x := externalOrder{platform: text(in["platform"]), id: text(in["id"])}
	switch {
	case o == nil:
		return "Invalid order_id"
	case x.platform == "" || x.id == "":
		return "external_order needs an id and a platform"
	}
	for _, l := range objects(in["line_items"]) {
		e := externalLine{text(l["id"]), text(l["origin_id"])}
		if o.fields == nil && o.line(e.origin) == nil {
			return "Invalid origin_id " + e.origin + ": the order has no such line item"
		}
		x.lines = append(x.lines, e)
	}
	extra := o.more()
	for i := range extra.references {
		if extra.references[i].platform == x.platform {
			delete(t.sales.external, externalKey{x.platform, extra.references[i].id})
			extra.references[i] = x
			t.sales.external[externalKey{x.platform, x.id}] = o
			return ""
		}
	}
	extra.references = append(extra.references, x)
	t.sales.external[externalKey{x.platform, x.id}] = o
	return ""
}

// externalKey finds an order by its id in another system.
type externalKey struct{ platform, id string }

func (s *Sandbox) listReferences(c *call) (any, *refusal) {
	o, refused := c.store.findOrder(c.ids.Get("order_id"))
	if refused != nil {
		return nil, refused
	}
	list := []map[string]any{}
	if o.extra != nil {
		for i := range o.extra.references {
			if x := &o.extra.references[i]; x.platform == c.query.Get("platform") {
				list = append(list, x.wire())
			}
		}
	}
	return map[string]any{"external_orders": list}, nil
}

func (s *Sandbox) findByReference(c *call) (any, *refusal) {
	key := externalKey{c.query.Get("platform"), c.query.Get("external_order_id")}
	list := []map[string]any{}
	if o := c.store.sales.external[key]; o != nil {
		for i := range o.extra.references {
			if x := &o.extra.references[i]; x.platform == key.platform && x.id == key.id {
				list = append(list, map[string]any{"id": o.id, "external_order": x.wire()})
			}
		}
	}
	return map[string]any{"orders": list}, nil
}
