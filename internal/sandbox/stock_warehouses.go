package sandbox

import (
	"fmt"
	"slices"
)

// warehouseID is the default warehouse of the first shop.
const warehouseID = "7000000000000000001"

// warehouseID is the shop's first warehouse.
func (t *store) warehouseID() string { return fmt.Sprintf("7000000000000%05d1", t.number) }

// hasWarehouse reports whether the shop sends goods from there.
func (t *store) hasWarehouse(id string) bool {
	if w := t.site(id); w != nil {
		return w.kind == salesSite
	}
	return slices.ContainsFunc(t.products.list, func(r *record) bool {
		return r.captured && slices.ContainsFunc(objects(r.fields["skus"]), func(sku map[string]any) bool { return knownWarehouse(sku, id) })
	})
}
