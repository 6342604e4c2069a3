package sandbox

import (
	"fmt"
	"slices"
)

// A shop has a default warehouse, a second one and one for returns.
func (t *store) warehouses() []map[string]any {
	out := []map[string]any{}
	for i, w := range [...]struct{ name, kind string }{
		{"Main warehouse", "SALES_WAREHOUSE"}, {"Second warehouse", "SALES_WAREHOUSE"}, {"Returns", "RETURN_WAREHOUSE"},
	} {
		out = append(out, map[string]any{
			"id": t.warehouseNumber(i + 1), "name": w.name, "type": w.kind, "sub_type": "DOMESTIC_WAREHOUSE", "effect_status": "ENABLED",
			"is_default": i != 1, "entity_id": t.warehouseNumber(i + 1),
			"address": map[string]any{
				"region": t.market.region, "region_code": t.market.region, "state": "Sample State", "city": "Sampleville", "distict": "",
				"town": "", "address_line1": fmt.Sprintf("%d Example Street", i+1), "address_line2": "", "address_line3": "", "address_line4": "",
				"postal_code": "00001", "contact_person": "Test Seller", "phone_number": "(+1)555-010-0001",
				"full_address": fmt.Sprintf("%d Example Street, Sampleville, %s", i+1, t.market.region),
			},
		})
	}
	return out
}

func (t *store) warehouseNumber(i int) string { return fmt.Sprintf("7000000000000%05d%d", t.number, i) }

// warehouseID is the shop's default warehouse.
func (t *store) warehouseID() string { return t.warehouseNumber(1) }

// hasWarehouse reports whether the shop sends goods from there.
func (t *store) hasWarehouse(id string) bool {
	return id == t.warehouseNumber(1) || id == t.warehouseNumber(2) || slices.ContainsFunc(t.products.list, func(r *record) bool {
		return r.captured && slices.ContainsFunc(objects(r.fields["skus"]), func(sku map[string]any) bool { return knownWarehouse(sku, id) })
	})
}

func (s *Sandbox) listWarehouses(c *call) (any, *refusal) {
	return project(c.rt.op.Response, map[string]any{"warehouses": c.store.warehouses()}), nil
}

func warehouseHandlers() map[string]handler {
	return map[string]handler{"logistics.Warehouses.List": (*Sandbox).listWarehouses}
}
