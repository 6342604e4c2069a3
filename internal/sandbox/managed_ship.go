package sandbox

import (
	"fmt"
	"time"
)

// managedShipment is a logistics order: it carries deliveries to the warehouse.
type managedShipment struct {
	code       string
	status     string
	mode       string // PLATFORM_DELIVERY or SELF_DELIVERY
	carrier    string
	option     string
	deliveries []*managedDelivery
	boxes      int
	tracking   string
	weight     any
	pickup     int64 // as agreed
	arrival    int64 // as agreed
	created    int64
	updated    int64
	picked     int64
	signed     int64
	records    []map[string]any
}

const shipmentReady = "RTS"

// move gives a shipment another status, unless it has that already, with other
// deliveries.
func (k *managedShipment) move(now time.Time, status string) {
	if k.status == status {
		return
	}
	k.status, k.updated = status, now.Unix()
	title := map[string]string{"SHIPPED": "Picked up", "SIGNED": "Delivered", "CANCELED": "Cancelled"}[status]
	k.records = append(k.records, map[string]any{"title": title, "message": title + ".", "update_time": now.Unix()})
	switch status {
	case "SHIPPED":
		k.picked = now.Unix()
	case "SIGNED":
		k.signed = now.Unix()
	}
}

func (s *Sandbox) reserveManagedShipment(c *call) (any, *refusal) {
	deliveries, refused := c.store.deliveriesOf(texts(c.body["delivery_order_codes"]))
	if refused != nil {
		return nil, refused
	}
	for _, d := range deliveries {
		if d.status != deliveryWaits || d.shipment != nil {
			return nil, unmet("delivery orders that wait and have no shipment: %s is %s", d.code, d.status)
		}
	}
	mode, sender := text(c.body["delivery_mode"]), text(c.body["sender_contact_id"])
	logistics, reserve := object(c.body["logistics"]), object(c.body["reserve"])
	carrier := text(logistics["shipping_provider_code"])
	switch {
	case mode == "":
		return nil, unmet("delivery_mode")
	case sender != "" && !isSupplyAddress(sender):
		return nil, unmet("an address of the supplier as sender_contact_id")
	case mode == "PLATFORM_DELIVERY" && carrier == "":
		return nil, unmet("logistics.shipping_provider_code, when the platform's carrier delivers")
	}
	k := &managedShipment{
		code: "LOG20" + s.serialCode("", c.now, 6), status: shipmentReady, mode: mode, carrier: carrier, option: text(logistics["delivery_option"]),
		deliveries: deliveries, boxes: max(1, int(number(c.body["shipping_box_quantity"]))), weight: c.body["total_weight"],
		tracking: s.depotID("TEST"), created: c.now.Unix(), updated: c.now.Unix(),
		pickup: number(reserve["predicted_ship_time"]), arrival: number(reserve["predicted_arrived_time"]),
	}
	if k.option == "" {
		k.option = "STANDARD_EXPRESS"
	}
	for _, d := range deliveries {
		d.shipment, d.updated = k, c.now.Unix()
	}
	c.store.managed.shipments = append(c.store.managed.shipments, k)
	c.applied = true
	return map[string]any{"logistics_order": k.code}, nil
}

func (t *store) findShipment(code string) (*managedShipment, *refusal) {
	for _, k := range t.supply().shipments {
		if k.code == code {
			return k, nil
		}
	}
	return nil, unmet("a logistics order of this supplier: there is no %q", code)
}

// cancelManagedShipment frees the deliveries for another shipment.
func (s *Sandbox) cancelManagedShipment(c *call) (any, *refusal) {
	k, refused := c.store.findShipment(text(c.body["logistics_order"]))
	switch {
	case refused != nil:
		return nil, refused
	case k.status != shipmentReady:
		return nil, unmet("a shipment that has not left: %s is %s", k.code, k.status)
	}
	k.move(c.now, "CANCELED")
	for _, d := range k.deliveries {
		d.shipment, d.updated = nil, c.now.Unix()
	}
	c.applied = true
	return nil, nil
}

func (s *Sandbox) getManagedShipments(c *call) (any, *refusal) {
	rows := []map[string]any{}
	for _, code := range c.list("logistics_orders") {
		if k, refused := c.store.findShipment(code); refused == nil {
			rows = append(rows, k.show())
		}
	}
	return project(c.rt.op.Response, map[string]any{"logistics_orders": rows}), nil
}

func (k *managedShipment) show() map[string]any {
	times := map[string]int64{"pickup_time": k.picked, "delivery_time": k.signed, "sign_time": k.signed, "completion_time": k.signed}
	part := map[string]any{
		"code": k.code + "01", "status": k.status, "tracking_number": k.tracking, "create_time": k.created, "latest_update_time": k.updated,
		"tracking_records": append([]map[string]any{}, k.records...), "failed_reason": "",
	}
	if k.weight != nil {
		part["package_weight"] = k.weight
	}
	out := map[string]any{
		"code": k.code, "status": k.status, "type": "DELIVERY", "create_time": k.created, "latest_update_time": k.updated,
		"logistics":                  map[string]any{"shipping_provider_code": k.carrier, "shipping_provider_name": "Sample Express", "delivery_option": k.option},
		"logistics_package_quantity": k.boxes, "logistics_sub_order_quantity": 1, "logistics_sub_orders": []map[string]any{part},
		"logistics_picker_name": "Pat Example", "logistics_picker_phone": "555-010-0001", "receiver_contact": contactOf("Warehouse", 1),
		"sender_contact": contactOf("Supplier", 2), "predicted_ship_time": k.pickup, "predicted_arrive_time": k.arrival,
	}
	for name, at := range times {
		if at > 0 {
			out[name], part[name] = at, at
		}
	}
	return out
}

// contactOf is somebody at a place.
func contactOf(name string, n int) map[string]any {
	return map[string]any{
		"contact_name": name + " Example", "phone_number": fmt.Sprintf("555-010-%04d", n), "email": "contact@example.com", "postal_code": "00001",
		"full_address": fmt.Sprintf("%d Example Road, Sampleville", n),
		"address_detail": map[string]any{
			"country_name": "Sampleland", "province_name": "Sample Province", "city_name": "Sampleville", "district_name": "Sample District",
			"town_name": "Sample Town", "detail": fmt.Sprintf("%d Example Road", n),
		},
	}
}

const supplyAddresses = 2

func supplyAddress(n int) string { return fmt.Sprintf("5765611508606562%03d", n) }

func isSupplyAddress(id string) bool {
	for n := range supplyAddresses {
		if supplyAddress(n+1) == id {
			return true
		}
	}
	return false
}

func (s *Sandbox) listManagedAddresses(c *call) (any, *refusal) {
	list := []int{}
	for n := range supplyAddresses {
		list = append(list, n+1)
	}
	page, next, refused := paged(c, list, func(n int) listPlace { return listPlace{int64(n), ""} }, c.pageSize(), c.query.Get("page_token"))
	if refused != nil {
		return nil, refused
	}
	rows := []map[string]any{}
	for _, n := range page {
		who := contactOf("Supplier", n)
		detail := object(who["address_detail"])
		detail["building"] = detail["detail"]
		who["id"], who["detail"] = supplyAddress(n), detail
		rows = append(rows, who)
	}
	return project(c.rt.op.Response, map[string]any{"addresses": rows, "next_page_token": next, "total_count": len(list)}), nil
}

func (s *Sandbox) printManagedDeliveries(c *call) (any, *refusal) {
	list, refused := c.store.deliveriesOf(c.list("delivery_order_codes"))
	if refused != nil {
		return nil, refused
	}
	return s.supplyDocument("delivery", list[0].code), nil
}

func (s *Sandbox) printManagedWaybills(c *call) (any, *refusal) {
	codes := c.list("logistics_codes")
	if len(codes) == 0 {
		return nil, unmet("logistics_codes")
	}
	for _, code := range codes {
		if _, refused := c.store.findShipment(code); refused != nil {
			return nil, refused
		}
	}
	return s.supplyDocument("waybill", codes[0]), nil
}

func (s *Sandbox) printManagedQuality(c *call) (any, *refusal) {
	code := c.query.Get("order_code")
	if c.query.Get("order_type") == "DELIVERY_ORDER" {
		d, refused := c.store.findDelivery(code)
		if refused != nil {
			return nil, refused
		}
		if d.status != deliveryChecked && d.status != deliveryInbound {
			return nil, unmet("a delivery order whose quality was checked: %s is %s", code, d.status)
		}
	}
	return s.supplyDocument("quality", code), nil
}

func (s *Sandbox) printManagedSKUs(c *call) (any, *refusal) {
	o, refused := c.store.findStockup(text(c.body["stockup_order_code"]))
	if refused != nil {
		return nil, refused
	}
	for _, item := range objects(c.body["platform_sku_items"]) {
		if o.line(text(item["code"])) == nil {
			return nil, unmet("SKUs of the stock-up order: %s is none", text(item["code"]))
		}
	}
	return s.supplyDocument("barcodes", o.code), nil
}
