package sandbox

import (
	"fmt"
	"slices"
	"time"
)

// managedDelivery is what a supplier sends at once of a stock-up order.
type managedDelivery struct {
	code     string
	order    *stockup
	status   string
	created  int64
	updated  int64
	shipped  int64
	arrived  int64
	packages []managedPackage
	lines    []*deliveryLine
	shipment *managedShipment
}

type managedPackage struct {
	code  string
	items []deliveryLine // only SKU and quantity
}

// deliveryLine is one SKU of a delivery.
type deliveryLine struct {
	sku                        *managedSKU
	n                          int
	received, good, bad, shelf int
}

// Statuses of delivery orders.
const (
	deliveryWaits    = "WAIT_DELIVERY"
	deliverySent     = "DELIVERED" // handed over
	deliverySigned   = "SIGNED"
	deliveryReceived = "RECEIVED"
	deliveryInCheck  = "IN_QUALITY_CHECK"
	deliveryChecked  = "QUALITY_CHECK_COMPLETED"
	deliveryInbound  = "INBOUND"
)

const (
	managedWarehouse = "TEST01"
	managedCarrier   = "7233383779430041346"
	checkTime        = 6 * time.Hour // for each step in the warehouse
)

func (t *store) findDelivery(code string) (*managedDelivery, *refusal) {
	for _, d := range t.supply().deliveries {
		if d.code == code {
			return d, nil
		}
	}
	return nil, unmet("a delivery order of this supplier: there is no %q", code)
}

func (s *Sandbox) createManagedDelivery(c *call) (any, *refusal) {
	in := object(c.body["delivery_order"])
	o, refused := c.store.findStockup(text(in["stockup_order_code"]))
	switch {
	case refused != nil:
		return nil, refused
	case o.status != stockupAgreed && o.status != stockupSent:
		return nil, unmet("a confirmed stock-up order: %s is %s", o.code, o.status)
	}
	packages := objects(in["packages"])
	if len(packages) == 0 || number(in["package_quantity"]) != int64(len(packages)) {
		return nil, unmet("packages, as many as package_quantity says")
	}
	d := &managedDelivery{
		code: fmt.Sprintf("%sS%02d", o.code, o.parts+1), order: o, status: deliveryWaits, created: c.now.Unix(), updated: c.now.Unix(),
	}
	for i, p := range packages {
		box := managedPackage{code: fmt.Sprintf("%s%03d", d.code, i+1)}
		for _, item := range objects(p["items"]) {
			l, n := o.line(text(item["platform_sku_code"])), int(number(item["quantity"]))
			if l == nil || n <= 0 {
				return nil, unmet("SKUs of the stock-up order and quantities above zero in packages[%d].items", i)
			}
			box.items = append(box.items, deliveryLine{sku: l.sku, n: n})
			d.add(l.sku, n)
		}
		if len(box.items) == 0 {
			return nil, unmet("packages[%d].items", i)
		}
		d.packages = append(d.packages, box)
	}
	for _, l := range d.lines {
		if have := o.line(l.sku.code); have.planned+l.n > have.wanted {
			return nil, unmet("at most %d units of SKU %s: the rest of the stock-up order", have.wanted-have.planned, l.sku.code)
		}
	}
	for _, l := range d.lines {
		o.line(l.sku.code).planned += l.n
	}
	o.parts++
	c.store.managed.deliveries = append(c.store.managed.deliveries, d)
	c.applied = true
	return map[string]any{"delivery_order_code": d.code, "stockup_order_code": o.code}, nil
}

func (o *stockup) line(code string) *stockupLine {
	for _, l := range o.lines {
		if l.sku.code == code {
			return l
		}
	}
	return nil
}

func (d *managedDelivery) add(sku *managedSKU, n int) {
	for _, l := range d.lines {
		if l.sku == sku {
			l.n += n
			return
		}
	}
	d.lines = append(d.lines, &deliveryLine{sku: sku, n: n})
}

func (s *Sandbox) confirmManagedDelivery(c *call) (any, *refusal) {
	d, refused := c.store.findDelivery(text(c.body["delivery_order_code"]))
	switch {
	case refused != nil:
		return nil, refused
	case d.status != deliveryWaits:
		return nil, unmet("a delivery order that waits: %s is %s", d.code, d.status)
	case d.shipment == nil:
		return nil, unmet("a reserved shipment for delivery order %s", d.code)
	}
	c.store.handOver(d)
	c.applied = true
	return nil, nil
}

// handOver sends a delivery on its way; the rest happens by itself.
func (t *store) handOver(d *managedDelivery) {
	s := t.box
	d.shipped = s.now().Unix()
	for _, l := range d.lines {
		o := d.order.line(l.sku.code)
		o.delivered += l.n
		l.sku.stock[supplyHouse] = max(0, l.sku.stock[supplyHouse]-l.n)
	}
	t.moveDelivery(d, deliverySent)
	d.shipment.move(s.now(), "SHIPPED")
	s.stepThrough([]timedStep{
		{deliverySigned, s.tempo.Transit}, {deliveryReceived, checkTime}, {deliveryInCheck, checkTime}, {deliveryChecked, checkTime},
		{deliveryInbound, checkTime},
	}, func(to string) bool {
		t.moveDelivery(d, to)
		return true
	})
}

// moveDelivery gives a delivery another status, with what that means for its
// quantities and its stock-up order.
func (t *store) moveDelivery(d *managedDelivery, status string) {
	now := t.box.now()
	d.status, d.updated = status, now.Unix()
	switch status {
	case deliverySigned:
		d.arrived = now.Unix()
		d.shipment.move(now, "SIGNED")
	case deliveryReceived:
		for _, l := range d.lines {
			l.received = l.n
			d.order.line(l.sku.code).received += l.n
		}
	case deliveryChecked:
		for _, l := range d.lines {
			l.bad = l.n / 100 // one of a hundred units is not good enough
			l.good = l.n - l.bad
		}
		t.sendBack(d)
	case deliveryInbound:
		for _, l := range d.lines {
			l.shelf = l.good
			d.order.line(l.sku.code).inbounded += l.good
		}
		if d.order.whole() {
			t.box.after(stockupPause, func(time.Time) { t.orderStock(d.order.skc, false) })
		}
	}
	d.order.updated = now.Unix()
	d.order.status = status
	if status == deliverySent {
		d.order.status = stockupSent
	}
	if !d.order.whole() {
		d.order.status = stockupAgreed // more is to come
	}
}

func (d *managedDelivery) show() map[string]any {
	o := d.order
	out := map[string]any{
		"code": d.code, "status": d.status, "delivery_type": "DELIVERY_NORMAL", "emergency_level": "GENERAL", "is_first_order": o.first,
		"is_sample_included": false, "latest_status_update_time": d.updated, "mode": "", "platform_spu_code": o.skc.spu.code,
		"category_id": o.skc.spu.category, "relative_code": o.code, "relative_code_type": "STOCKUP_ORDER", "require_arrived_time": o.arriveBy,
		"stockup_type": o.lines[0].sku.mode, "warehouse_code": managedWarehouse, "warehouse_name": "Test warehouse", "skc": o.skc.show(),
		"warehouse_contact": contactOf("Warehouse", 1),
	}
	var all deliveryLine
	skus := []map[string]any{}
	for _, l := range d.lines {
		row := l.sku.show()
		l.count(row)
		skus = append(skus, row)
		all.n, all.received, all.good, all.bad, all.shelf = all.n+l.n, all.received+l.received, all.good+l.good, all.bad+l.bad, all.shelf+l.shelf
	}
	all.count(out)
	boxes := []map[string]any{}
	for _, p := range d.packages {
		items := []map[string]any{}
		for _, item := range p.items {
			items = append(items, map[string]any{"sku_code": item.sku.code, "quantity": item.n})
		}
		boxes = append(boxes, map[string]any{"package_code": p.code, "skus": items})
	}
	out["skus"], out["delivery_packages"] = skus, boxes
	for name, at := range map[string]int64{"ship_time": d.shipped, "arrived_time": d.arrived} {
		if at > 0 {
			out[name] = at
		}
	}
	if d.shipment != nil {
		out["mode"], out["logistics"] = d.shipment.mode, map[string]any{
			"logistics_order": d.shipment.code, "shipping_provider_code": d.shipment.carrier, "delivery_option": d.shipment.option,
		}
		out["predicted_ship_time"], out["predicted_arrived_time"] = d.shipment.pickup, d.shipment.arrival
	}
	if all.good+all.bad > 0 {
		out["quality_check_result"] = "PASS"
		if all.bad > 0 {
			out["quality_check_result"] = "PART_FAIL"
		}
	}
	return out
}

// count writes the quantities of a delivery's line.
func (l *deliveryLine) count(to map[string]any) {
	to["delivered_quantity"], to["received_quantity"], to["qualified_quantity"] = l.n, l.received, l.good
	to["unqualified_quantity"], to["returned_quantity"], to["inbound_quantity"] = l.bad, l.bad, l.shelf
}

func (s *Sandbox) searchManagedDeliveries(c *call) (any, *refusal) {
	b := c.body
	var found []*managedDelivery
	for _, d := range c.store.supply().deliveries {
		logistics := ""
		if d.shipment != nil {
			logistics = d.shipment.code
		}
		externals, _ := d.order.skuCodes()
		if anyOf(b["delivery_order_codes"], d.code) && anyOf(b["relative_codes"], d.order.code) && anyOf(b["logistics_orders"], logistics) &&
			anyOf(b["platform_spu_codes"], d.order.skc.spu.code) && anyOf(b["external_sku_codes"], externals...) &&
			anyOf(b["external_skc_codes"], d.order.skc.external) && anyOf(b["delivery_types"], "DELIVERY_NORMAL") &&
			anyOf(b["emergency_levels"], "GENERAL") && anyOf(b["order_types"], d.order.lines[0].sku.mode) &&
			anyOf(b["warehouse_codes"], managedWarehouse) && onlyIf(b["is_sample_included"], false) &&
			between(b, "latest_status_update", d.updated) && between(b, "require_arrived_time", d.order.arriveBy) &&
			between(b, "ship_time", d.shipped) && between(b, "arrived_time", d.arrived) {
			found = append(found, d)
		}
	}
	return coded(c, found, func(d *managedDelivery) (int64, string) { return d.created, d.code }, (*managedDelivery).show)
}

// deliveriesOf finds delivery orders by their codes.
func (t *store) deliveriesOf(codes []string) ([]*managedDelivery, *refusal) {
	var out []*managedDelivery
	for _, code := range codes {
		d, refused := t.findDelivery(code)
		if refused != nil {
			return nil, refused
		}
		if !slices.Contains(out, d) {
			out = append(out, d)
		}
	}
	if len(out) == 0 {
		return nil, unmet("delivery_order_codes")
	}
	return out, nil
}
