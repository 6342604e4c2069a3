package sandbox

import (
	"slices"
	"strings"
)

const maxInboundIDs = 10

// inboundOf finds an order by its number, with or without the letters.
func (t *store) inboundOf(id string) (*inbound, *refusal) {
	if id == "" {
		return nil, refuse(200, 39001002, "request parameters empty: the order's id")
	}
	if in := t.depot().inbounds[strings.TrimPrefix(id, "IBR")]; in != nil {
		return in, nil
	}
	return nil, refuse(200, 39015010, "no inbound order %s of this merchant", id)
}

func (s *Sandbox) getInboundOrders(c *call) (any, *refusal) {
	ids := c.list("order_ids")
	switch {
	case len(ids) == 0:
		return nil, refuse(200, 39001002, "request parameters empty: order_ids")
	case len(ids) > maxInboundIDs:
		return nil, refuse(200, 39015020, "order_ids has %d values, more than %d", len(ids), maxInboundIDs)
	}
	out := []map[string]any{}
	var missing *refusal
	for _, id := range ids {
		in, refused := c.store.inboundOf(id)
		if refused != nil {
			missing = refused
			continue
		}
		out = append(out, in.show(c.store, c.query.Get("include_carton_details") == "true"))
	}
	if len(out) == 0 {
		return nil, missing
	}
	return project(c.rt.op.Response, map[string]any{"inbound_orders": out}), nil
}

func (s *Sandbox) shipInboundOrder(c *call) (any, *refusal) {
	in, refused := c.store.inboundOf(text(c.body["inbound_order_id"]))
	if refused != nil {
		return nil, refused
	}
	if in.status != inboundWorking && in.status != inboundReady {
		return nil, refuse(200, 39015014, "inbound order %s is %s and cannot be shipped", in.id, in.status)
	}
	if refused := wanting(object(c.body["shipment_option"]), "shipping_method"); refused != nil {
		return nil, refused
	}
	cartons := objects(c.body["cartons"])
	if len(cartons) == 0 {
		cartons = in.cartons
	}
	if len(cartons) == 0 {
		return nil, refuse(200, 39001002, "request parameters empty: cartons, which the plan did not name either")
	}
	sent, refused := c.store.fbt.packed(cartons)
	if refused != nil {
		return nil, refused
	}
	for _, k := range sent {
		if planned := countOf(in.items, k.goods); k.n > planned {
			return nil, badPlan("the cartons hold %d units of goods %s, the order %d", k.n, k.goods.id, planned)
		}
	}
	in.cartons = numberedCartons(cartons)
	c.store.sendInbound(in, sent)
	c.applied = true
	return map[string]any{"inbound_order_id": in.id}, nil
}

func (s *Sandbox) cancelInboundOrder(c *call) (any, *refusal) {
	in, refused := c.store.inboundOf(text(c.body["order_id"]))
	switch {
	case refused != nil:
		return nil, refused
	case text(c.body["cancel_reason"]) == "":
		return nil, refuse(200, 39015013, "invalid or missing cancel_reason")
	case in.status != inboundWorking && in.status != inboundReady:
		return nil, refuse(200, 39015014, "inbound order %s is %s and cannot be cancelled", in.id, in.status)
	}
	c.store.moveInbound(in, cancelled, "Merchant")
	c.applied = true
	return nil, nil
}

func (s *Sandbox) printInboundLabels(c *call) (any, *refusal) {
	in, refused := c.store.inboundOf(text(c.body["order_id"]))
	switch {
	case refused != nil:
		return nil, refused
	case isEmpty(c.body["print_items"]):
		return nil, refuse(200, 39001002, "request parameters empty: print_items")
	case in.status == cancelled:
		return nil, refuse(200, 39015010, "inbound order %s is cancelled", in.id)
	}
	if in.labels.IsZero() {
		in.labels = c.now.Add(fbtTask)
	}
	if c.now.Before(in.labels) {
		return map[string]any{"task_status": "PROCESSING", "download_url": ""}, nil
	}
	return map[string]any{"task_status": "SUCCESS", "download_url": s.documentURL("inbound-"+in.id, "CARTON_LABEL", c.now)}, nil
}

func (s *Sandbox) trackInboundOrder(c *call) (any, *refusal) {
	in, refused := c.store.inboundOf(text(c.body["order_id"]))
	if refused != nil {
		return nil, refused
	}
	parcels := objects(c.body["parcel_tracking_info"])
	if len(parcels) == 0 {
		return nil, refuse(200, 39015015, "parcel_tracking_info is empty")
	}
	var waybills []map[string]any
	for _, p := range parcels {
		switch carton := text(p["carton_number"]); {
		case text(p["provider_name"]) == "":
			return nil, refuse(200, 39015016, "provider_name is missing")
		case text(p["tracking_number"]) == "":
			return nil, refuse(200, 39015019, "tracking_number is missing")
		case !in.holds(carton):
			return nil, refuse(200, 39015017, "inbound order %s has no carton %q", in.id, carton)
		}
		waybills = append(waybills, map[string]any{
			"provider_name": p["provider_name"], "waybill_number": p["tracking_number"], "related_number": p["carton_number"],
		})
	}
	if !slices.Contains([]string{inboundReady, inboundSent, inboundHub, inboundTransfer}, in.status) {
		return nil, refuse(200, 39015018, "inbound order %s is %s: its tracking cannot be changed", in.id, in.status)
	}
	for _, w := range waybills {
		in.waybill = slices.DeleteFunc(in.waybill, func(old map[string]any) bool { return old["related_number"] == w["related_number"] })
		in.waybill = append(in.waybill, w)
	}
	c.applied = true
	return nil, nil
}
