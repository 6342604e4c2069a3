package sandbox

import (
	"encoding/json"
	"strings"
)

const maxOrderIDs = 50

func (s *Sandbox) searchOrders(c *call) (any, *refusal) {
	warehouses := texts(c.body["warehouse_ids"])
	found := c.store.orders.filter(func(r *record) bool {
		return same(c.body["order_status"], r.fields["status"]) &&
			same(c.body["shipping_type"], r.fields["shipping_type"]) &&
			same(c.body["buyer_user_id"], r.fields["user_id"]) &&
			same(c.body["is_buyer_request_cancel"], r.fields["is_buyer_request_cancel"]) &&
			oneOf(warehouses, text(r.fields["warehouse_id"])) && inTime(c.body, r)
	})
	return c.search(found, "create_time")
}

// search sorts and pages; newest first unless the caller says otherwise.
func (c *call) search(found []*record, by string) (any, *refusal) {
	if field := c.query.Get("sort_field"); strings.HasSuffix(field, "_time") && field != "order_pay_time" {
		by = field
	}
	page, next, refused := c.page(found, by, c.query.Get("sort_order") != "ASC")
	if refused != nil {
		return nil, refused
	}
	return c.answerPage(page, len(found), next), nil
}

func (s *Sandbox) getOrders(c *call) (any, *refusal) {
	ids := c.list("ids")
	if len(ids) > maxOrderIDs {
		return nil, invalid("ids has %d values, more than %d", len(ids), maxOrderIDs)
	}
	var found []*record
	for _, id := range ids {
		r := c.store.orders.byID[id]
		if r == nil {
			return nil, refuse(200, 21008111, "order %s does not belong to this shop", id)
		}
		found = append(found, r)
	}
	return c.answerPage(found, 0, ""), nil
}

func (s *Sandbox) getPriceDetail(c *call) (any, *refusal) {
	id := c.ids.Get("order_id")
	r := c.store.orders.byID[id]
	if r == nil {
		return nil, refuse(200, 21008111, "order %s does not belong to this shop", id)
	}
	payment := object(r.fields["payment"])
	items := []map[string]any{}
	for _, item := range objects(r.fields["line_items"]) {
		items = append(items, map[string]any{
			"id": item["id"], "currency": item["currency"], "sku_list_price": item["original_price"],
			"sku_sale_price": item["sale_price"], "subtotal": item["sale_price"], "total": item["sale_price"], "payment": item["sale_price"],
		})
	}
	detail := map[string]any{
		"currency": payment["currency"], "payment": payment["total_amount"], "total": payment["total_amount"],
		"subtotal": payment["sub_total"], "sku_list_price": payment["original_total_product_price"], "sku_sale_price": payment["sub_total"],
		"shipping_list_price": payment["original_shipping_fee"], "shipping_sale_price": payment["shipping_fee"],
		"tax_amount": payment["tax"], "line_items": items,
	}
	if r.captured {
		return dropMissing(detail), nil
	}
	return project(c.rt.op.Response, detail), nil
}

// dropMissing leaves out what a capture did not have.
func dropMissing(m map[string]any) map[string]any {
	for name, v := range m {
		if v == nil {
			delete(m, name)
		}
		for _, e := range objects(v) {
			dropMissing(e)
		}
	}
	return m
}

// arranged moves an order on after one of its packages was shipped.
func (t *store) arranged(orderID, packageID, tracking string, now int64) {
	r := t.orders.byID[orderID]
	if r == nil {
		return // captured packages need not come with their orders
	}
	waiting := false
	for _, item := range objects(r.fields["line_items"]) {
		if text(item["package_id"]) == packageID {
			item["display_status"], item["package_status"] = awaitingCollection, processing
			item["tracking_number"], item["rts_time"] = tracking, now
		}
		waiting = waiting || text(item["display_status"]) == awaitingShipment
	}
	r.fields["status"] = awaitingCollection
	if waiting {
		r.fields["status"] = partiallyShipping
	}
	r.fields["tracking_number"], r.fields["rts_time"], r.fields["update_time"] = tracking, now, now
	r.touch()
}

// whole is a record's JSON for answers that hold one thing.
func whole(r *record, c *call) json.RawMessage { return r.view(c.rt.op, c.rt.op.Response) }

func orderHandlers() map[string]handler {
	return map[string]handler{
		"shop.Orders.Search":                   (*Sandbox).searchOrders,
		"shop.Orders.Get":                      (*Sandbox).getOrders,
		"shop.Orders.GetPriceDetail":           (*Sandbox).getPriceDetail,
		"logistics.Packages.Search":            (*Sandbox).searchPackages,
		"logistics.Packages.Get":               (*Sandbox).getPackage,
		"logistics.Packages.Ship":              (*Sandbox).shipPackage,
		"logistics.Packages.ShipBatch":         (*Sandbox).shipPackages,
		"logistics.Packages.GetDocument":       (*Sandbox).getDocument,
		"logistics.Packages.ListHandoverSlots": (*Sandbox).listHandoverSlots,
	}
}
