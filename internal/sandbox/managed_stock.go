package sandbox

import "slices"

// Virtual warehouses of suppliers.
const (
	supplyHouse      = "V_FC-TEST-01"
	supplyHouseOther = "V_FC-TEST-02"
	maxVirtualStock  = 99999
	maxVirtualSKUs   = 10
)

// occupied is how much of a SKU open stock-up orders claim.
func (t *store) occupied(sku *managedSKU) int {
	n := 0
	for _, o := range t.managed.stockups {
		if o.open() {
			for _, l := range o.lines {
				if l.sku == sku {
					n += l.wanted - l.delivered
				}
			}
		}
	}
	return n
}

func (s *Sandbox) getManagedInventory(c *call) (any, *refusal) {
	rows := []map[string]any{}
	for _, code := range texts(c.body["skus"]) {
		sku := c.store.supply().skus[code]
		if sku == nil {
			continue
		}
		for _, house := range []string{supplyHouse, supplyHouseOther} {
			n, ok := sku.stock[house]
			if !ok {
				continue
			}
			taken := 0
			if house == supplyHouse {
				taken = c.store.occupied(sku)
			}
			rows = append(rows, map[string]any{"sku_code": code, "warehouse_code": house, "quantity": n, "occupied_quantity": taken})
		}
	}
	return map[string]any{"inventory": rows}, nil
}

func (s *Sandbox) updateManagedInventory(c *call) (any, *refusal) {
	wanted := objects(c.body["skus"])
	if len(wanted) == 0 || len(wanted) > maxVirtualSKUs {
		return nil, unmet("skus, 1 to %d of them", maxVirtualSKUs)
	}
	var failures []map[string]any
	for _, in := range wanted {
		code, house, n := text(in["code"]), text(in["warehouse_code"]), number(in["quantity"])
		sku, fault := c.store.supply().skus[code], ""
		switch {
		case sku == nil:
			fault = "sku does not exist"
		case !slices.Contains([]string{supplyHouse, supplyHouseOther}, house):
			fault = "warehouse does not exist"
		case n < 0 || n > maxVirtualStock:
			fault = "quantity should be 0-99999"
		}
		if fault != "" {
			failures = append(failures, map[string]any{"code": "980010", "message": fault, "sku_code": code, "warehouse_code": house})
			continue
		}
		sku.stock[house] = int(n)
		c.applied = true
	}
	return partial(failures), nil
}
