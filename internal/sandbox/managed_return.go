package sandbox

import (
	"maps"
	"strconv"
)

// managedReturn is goods on their way back to the supplier.
type managedReturn struct {
	code     string
	delivery *managedDelivery
	status   string
	created  int64
	lines    []*deliveryLine // those with bad units
}

// sendBack returns what did not pass the quality check.
func (t *store) sendBack(d *managedDelivery) {
	s, now := t.box, t.box.now()
	r := &managedReturn{delivery: d, status: "OPERATER_CONFIRMING", created: now.Unix()} // spelled so
	bad := 0
	skus := []map[string]any{}
	for _, l := range d.lines {
		if l.bad == 0 {
			continue
		}
		bad += l.bad
		r.lines = append(r.lines, l)
		d.order.line(l.sku.code).returned += l.bad
		row := l.sku.show()
		row["abnormal_quantity"] = l.bad
		skus = append(skus, row)
	}
	if bad == 0 {
		return
	}
	r.code = s.serialCode("ROT", now, 6)
	t.managed.returns = append(t.managed.returns, r)
	t.managed.abnormal = append(t.managed.abnormal, map[string]any{
		"code": s.serialCode("AOT", now, 4), "type": "AT_ABNORMAL_QUALITY", "abnormal_quantity": strconv.Itoa(bad), "category_id": d.order.skc.spu.category,
		"create_time": now.Unix(), "delivery_order_code": d.code, "stockup_order_code": d.order.code, "handle_method": "Return the units",
		"inspect_order_code": s.serialCode("JC", now, 6), "platform_spu_code": d.order.skc.spu.code, "quality_check_result": "Not passed",
		"return_order_code": r.code, "remark": "", "skc": d.order.skc.show(), "skus": skus,
		"abnormality_register_image_url": "https://images.example.com/abnormal.jpg",
	})
	s.stepThrough([]timedStep{
		{"MERCHANT_CONFIRMING", s.tempo.Reply}, {"TO_TRANSIT", checkTime}, {"OUTBOUND", checkTime}, {"SHIPPED", checkTime}, {"COMPLETED", s.tempo.Transit},
	}, func(to string) bool {
		r.status = to
		return true
	})
}

// statusOf is where a return stands.
func (m *managed) statusOf(code string) string {
	for _, r := range m.returns {
		if r.code == code {
			return r.status
		}
	}
	return ""
}

func (r *managedReturn) show() map[string]any {
	moved := 0
	switch r.status {
	case "OUTBOUND", "SHIPPED", "COMPLETED":
		moved = 1
	}
	total := 0
	skus := []map[string]any{}
	for _, l := range r.lines {
		row := l.sku.show()
		row["request_quantity"], row["confirm_quantity"], row["actual_quantity"] = l.bad, l.bad, moved*l.bad
		row["cancel_reason"], row["confirm_reason"], row["external_skc_code"] = "", "", l.sku.skc.external
		maps.Copy(row, l.sku.skc.show())
		skus = append(skus, row)
		total += l.bad
	}
	logistics := map[string]any{
		"request_quantity": total, "confirm_quantity": total, "actual_quantity": moved * total, "skus": skus, "logistics_order": "",
		"platform_spu_code": r.delivery.order.skc.spu.code, "category_id": r.delivery.order.skc.spu.category, "shipping_provider_code": managedCarrier,
	}
	return map[string]any{
		"code": r.code, "status": r.status, "type": "ABNORMAL_QUALITY", "source": "PLATFORM", "method": "PLATFORM_DELIVERY", "reason_type": "RPT_QUALITY",
		"detailed_reason": "Units did not pass the quality check.", "warehouse_code": managedWarehouse, "outbound_batch_code": "", "logistics": logistics,
	}
}

func (s *Sandbox) searchManagedReturns(c *call) (any, *refusal) {
	b := c.body
	var found []*managedReturn
	for _, r := range c.store.supply().returns {
		var externals, codes []string
		for _, l := range r.lines {
			externals, codes = append(externals, l.sku.external), append(codes, l.sku.code)
		}
		if anyOf(b["return_order_codes"], r.code) && anyOf(b["return_status"], r.status) && anyOf(b["return_types"], "ABNORMAL_QUALITY") &&
			anyOf(b["return_methods"], "PLATFORM_DELIVERY") && same(b["return_source"], "PLATFORM") && anyOf(b["platform_sku_codes"], codes...) &&
			anyOf(b["external_sku_codes"], externals...) && anyOf(b["external_skc_codes"], r.delivery.order.skc.external) &&
			anyOf(b["platform_spu_codes"], r.delivery.order.skc.spu.code) && between(b, "order_create_time", r.created) {
			found = append(found, r)
		}
	}
	return coded(c, found, func(r *managedReturn) (int64, string) { return r.created, r.code }, (*managedReturn).show)
}

func (s *Sandbox) searchManagedAbnormal(c *call) (any, *refusal) {
	b := c.body
	m := c.store.supply()
	var found []map[string]any
	for _, a := range m.abnormal {
		status := m.statusOf(text(a["return_order_code"]))
		var externals, codes []string
		for _, sku := range objects(a["skus"]) {
			externals, codes = append(externals, text(sku["external_sku_code"])), append(codes, text(sku["platform_sku_code"]))
		}
		if anyOf(b["abnormal_order_codes"], text(a["code"])) && anyOf(b["abnormal_types"], text(a["type"])) && anyOf(b["relative_return_status"], status) &&
			anyOf(b["delivery_order_codes"], text(a["delivery_order_code"])) && anyOf(b["stockup_order_codes"], text(a["stockup_order_code"])) &&
			anyOf(b["platform_spu_codes"], text(a["platform_spu_code"])) && anyOf(b["external_skc_codes"], text(object(a["skc"])["external_skc_code"])) &&
			anyOf(b["external_sku_codes"], externals...) && anyOf(b["platform_sku_codes"], codes...) &&
			between(b, "order_create_time", number(a["create_time"])) && between(b, "latest_update_time", number(a["create_time"])) {
			found = append(found, with(a, "relative_return_status", status))
		}
	}
	return coded(c, found, func(a map[string]any) (int64, string) { return number(a["create_time"]), text(a["code"]) },
		func(a map[string]any) map[string]any { return a })
}
