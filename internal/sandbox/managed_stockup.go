package sandbox

import (
	"slices"
	"time"
)

// stockup is an order of the platform for one color of a product.
type stockup struct {
	code     string
	skc      *managedSKC
	status   string
	first    bool
	created  int64
	updated  int64
	shipBy   int64
	arriveBy int64
	lines    []*stockupLine
	parts    int // delivery orders made of it
}

// stockupLine is one SKU of a stock-up order.
type stockupLine struct {
	sku                                              *managedSKU
	wanted, delivered, received, inbounded, returned int
	planned                                          int // in delivery orders that are not cancelled
}

// Statuses of stock-up orders.
const (
	stockupAsked   = "WAIT_CONFIRM"
	stockupAgreed  = "WAIT_SEND"
	stockupSent    = "SENDED"  // spelled so
	stockupRefused = "INVAILD" // spelled so
)

const (
	firstStockup = 100 // units of each SKU
	stockupPause = 7 * 24 * time.Hour
)

// open reports whether something of the order is still to come.
func (o *stockup) open() bool {
	return o.status == stockupAsked || o.status == stockupAgreed || o.status == stockupSent && !o.whole()
}

// whole reports whether everything has been handed over.
func (o *stockup) whole() bool {
	return !slices.ContainsFunc(o.lines, func(l *stockupLine) bool { return l.delivered < l.wanted })
}

// orderStock has the platform order what the supplier says it has.
func (t *store) orderStock(skc *managedSKC, first bool) {
	s, now := t.box, t.box.now()
	o := &stockup{
		skc: skc, status: stockupAsked, first: first, created: now.Unix(), updated: now.Unix(), shipBy: now.AddDate(0, 0, 3).Unix(),
		arriveBy: now.AddDate(0, 0, 7).Unix(),
	}
	for _, sku := range skc.skus {
		if n := min(sku.stock[supplyHouse], firstStockup); n > 0 && sku.status == skuOnline {
			o.lines = append(o.lines, &stockupLine{sku: sku, wanted: n})
		}
	}
	if len(o.lines) == 0 {
		return
	}
	o.code = s.serialCode("POCYT", now, 7)
	t.managed.stockups = append(t.managed.stockups, o)
}

func (t *store) findStockup(code string) (*stockup, *refusal) {
	for _, o := range t.supply().stockups {
		if o.code == code {
			return o, nil
		}
	}
	return nil, unmet("a stock-up order of this supplier: there is no %q", code)
}

func (s *Sandbox) confirmStockup(c *call) (any, *refusal) {
	agreed, sent := c.body["is_order_confirmed"].(bool)
	if !sent {
		return nil, unmet("is_order_confirmed")
	}
	o, refused := c.store.findStockup(text(c.body["stockup_order_code"]))
	switch {
	case refused != nil:
		return nil, refused
	case o.status != stockupAsked:
		return nil, unmet("an order that waits for its answer: %s is %s", o.code, o.status)
	}
	if !agreed {
		if text(c.body["reject_reason"]) == "" {
			return nil, unmet("reject_reason")
		}
		o.status, o.updated, c.applied = stockupRefused, c.now.Unix(), true
		return nil, nil
	}
	wanted := map[*stockupLine]int{}
	for _, in := range objects(c.body["skus"]) {
		i := slices.IndexFunc(o.lines, func(l *stockupLine) bool { return l.sku.code == text(in["code"]) })
		if i < 0 {
			return nil, unmet("SKUs of the order: %s is none", text(in["code"]))
		}
		n := int(number(in["confirm_stockup_quantity"]))
		if n < 0 || n > o.lines[i].wanted {
			return nil, unmet("confirm_stockup_quantity of 0 to %d for SKU %s", o.lines[i].wanted, o.lines[i].sku.code)
		}
		wanted[o.lines[i]] = n
	}
	for l, n := range wanted {
		l.wanted = n
	}
	o.status, o.updated, c.applied = stockupAgreed, c.now.Unix(), true
	return nil, nil
}

func (s *Sandbox) searchStockups(c *call) (any, *refusal) {
	b := c.body
	var found []*stockup
	for _, o := range c.store.supply().stockups {
		externals, codes := o.skuCodes()
		if anyOf(b["stockup_order_codes"], o.code) && anyOf(b["order_status"], o.status) && anyOf(b["order_types"], o.lines[0].sku.mode) &&
			anyOf(b["order_sources"], "PLATFORM") && anyOf(b["emergency_levels"], "GENERAL") && anyOf(b["platform_sku_codes"], codes...) &&
			anyOf(b["external_sku_codes"], externals...) && anyOf(b["external_skc_codes"], o.skc.external) &&
			anyOf(b["platform_spu_codes"], o.skc.spu.code) && onlyIf(b["is_first_order"], o.first) && onlyIf(b["can_deliver"], o.deliverable()) &&
			onlyIf(b["is_delivery_completed"], o.whole()) && onlyIf(b["is_normal"], o.lines[0].sku.mode == "NORMAL") &&
			between(b, "order_create_time", o.created) && between(b, "latest_status_update", o.updated) &&
			between(b, "require_ship_time", o.shipBy) && between(b, "require_arrived_time", o.arriveBy) {
			found = append(found, o)
		}
	}
	return coded(c, found, func(o *stockup) (int64, string) { return o.created, o.code }, (*stockup).show)
}

func (o *stockup) skuCodes() (externals, codes []string) {
	for _, l := range o.lines {
		externals, codes = append(externals, l.sku.external), append(codes, l.sku.code)
	}
	return externals, codes
}

// deliverable reports whether a delivery order can be made.
func (o *stockup) deliverable() bool {
	return (o.status == stockupAgreed || o.status == stockupSent) &&
		slices.ContainsFunc(o.lines, func(l *stockupLine) bool { return l.planned < l.wanted })
}

func (k *managedSKC) show() map[string]any {
	return map[string]any{
		"platform_skc_code": k.code, "external_skc_code": k.external, "image_url": "https://images.example.com/skc.jpg",
		"first_key_attribute_name_en": "Color", "first_key_attribute_name_zh": "\u989c\u8272",
		"first_key_attribute_value_en": k.color, "first_key_attribute_value_zh": k.color,
	}
}

func (k *managedSKU) show() map[string]any {
	return map[string]any{
		"platform_sku_code": k.code, "external_sku_code": k.external, "barcode": "B" + k.code,
		"second_key_attribute_name_en": "Size", "second_key_attribute_name_zh": "\u5c3a\u7801",
		"second_key_attribute_value_en": k.size, "second_key_attribute_value_zh": k.size,
	}
}

func (o *stockup) show() map[string]any {
	var all stockupLine
	skus := []map[string]any{}
	for _, l := range o.lines {
		row := l.sku.show()
		row["stockup_quantity"], row["delivered_quantity"], row["received_quantity"] = l.wanted, l.delivered, l.received
		row["inbound_quantity"], row["returned_quantity"] = l.inbounded, l.returned
		skus = append(skus, row)
		all.wanted, all.delivered, all.received = all.wanted+l.wanted, all.delivered+l.delivered, all.received+l.received
		all.inbounded, all.returned = all.inbounded+l.inbounded, all.returned+l.returned
	}
	return map[string]any{
		"code": o.code, "status": o.status, "type": o.lines[0].sku.mode, "source": "PLATFORM", "emergency_level": "GENERAL",
		"manufacture_mode": "OBM_TYPE", "is_first_order": o.first, "is_normal": o.lines[0].sku.mode == "NORMAL", "can_deliver": o.deliverable(),
		"is_delivery_completed": o.whole(), "create_time": o.created, "latest_status_update_time": o.updated, "require_ship_time": o.shipBy,
		"require_arrived_time": o.arriveBy, "platform_spu_code": o.skc.spu.code, "category_id": o.skc.spu.category, "skc": o.skc.show(), "skus": skus,
		"stockup_quantity": all.wanted, "delivered_quantity": all.delivered, "received_quantity": all.received,
		"inbound_quantity": all.inbounded, "returned_quantity": all.returned,
	}
}
