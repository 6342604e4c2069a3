package sandbox

import "slices"

// The sample shop has one warehouse.
const warehouseID = "7000000000000000001"

// batch applies act to the products of a request and collects the failures.
func (s *Sandbox) batch(c *call, act func(*record) *refusal) (any, *refusal) {
	ids := texts(c.body["product_ids"])
	switch {
	case len(ids) == 0:
		return nil, invalid("product_ids is a required field")
	case len(ids) > maxBatch:
		return nil, invalid("product_ids has %d elements, more than %d", len(ids), maxBatch)
	}
	var failures []map[string]any
	for _, id := range ids {
		r, refused := c.store.findProduct(id)
		if refused == nil {
			refused = act(r)
		}
		if refused != nil {
			failures = append(failures, failure(refused, "product_id", id))
			continue
		}
		c.applied = true
	}
	return partial(failures), nil
}

// move changes a product's status when it has one of the given ones.
func move(c *call, to string, from ...string) func(*record) *refusal {
	return func(r *record) *refusal {
		if have := text(r.fields["status"]); !slices.Contains(from, have) {
			return refuse(200, 12052901, "product %s is %s, which does not allow this", r.id, have)
		}
		r.fields["status"], r.fields["update_time"] = to, c.now.Unix()
		r.touch()
		return nil
	}
}

func (s *Sandbox) activateProducts(c *call) (any, *refusal) {
	return s.batch(c, move(c, active, draft, active, sellerDeactivated))
}

func (s *Sandbox) deactivateProducts(c *call) (any, *refusal) {
	return s.batch(c, move(c, sellerDeactivated, active, sellerDeactivated))
}

func (s *Sandbox) deleteProducts(c *call) (any, *refusal) {
	return s.batch(c, move(c, deleted, draft, active, sellerDeactivated, "PENDING", "FAILED", "PLATFORM_DEACTIVATED", deleted))
}

func (s *Sandbox) recoverProducts(c *call) (any, *refusal) {
	return s.batch(c, move(c, sellerDeactivated, deleted))
}

// searchInventory goes by SKUs when both lists are given.
func (s *Sandbox) searchInventory(c *call) (any, *refusal) {
	productIDs, skuIDs := texts(c.body["product_ids"]), texts(c.body["sku_ids"])
	if len(productIDs)+len(skuIDs) == 0 {
		return nil, invalid("product_ids or sku_ids is required")
	}
	from, name := c.store.products, "id"
	if c.store.stock != nil {
		from, name = c.store.stock, "product_id"
	}
	found := from.filter(func(r *record) bool {
		if len(skuIDs) > 0 {
			return anySKU(r, "id", skuIDs)
		}
		return slices.Contains(productIDs, text(r.fields[name]))
	})
	rows := []map[string]any{}
	for _, r := range found {
		row := map[string]any{"product_id": r.fields[name]}
		skus := []map[string]any{}
		for _, sku := range objects(r.fields["skus"]) {
			switch {
			case len(skuIDs) > 0 && !slices.Contains(skuIDs, text(sku["id"])):
			case c.store.stock != nil:
				skus = append(skus, sku)
			default:
				skus = append(skus, stockOf(sku))
			}
		}
		row["skus"] = skus
		rows = append(rows, row)
	}
	return map[string]any{"inventory": rows}, nil
}

func stockOf(sku map[string]any) map[string]any {
	var total int64
	rows := []map[string]any{}
	for _, at := range objects(sku["inventory"]) {
		n := number(at["quantity"])
		total += n
		id := text(at["warehouse_id"])
		if id == "" {
			id = warehouseID
		}
		rows = append(rows, map[string]any{"warehouse_id": id, "available_quantity": n, "committed_quantity": 0})
	}
	return map[string]any{
		"id": sku["id"], "seller_sku": sku["seller_sku"], "total_available_quantity": total, "total_committed_quantity": 0,
		"total_available_inventory_distribution": map[string]any{"in_shop_inventory": map[string]any{"quantity": total}},
		"warehouse_inventory":                    rows,
	}
}

// updateInventory sets absolute quantities; unknown SKUs fail by themselves.
func (s *Sandbox) updateInventory(c *call) (any, *refusal) {
	r := c.store.products.byID[c.ids.Get("product_id")]
	if c.store.stock != nil && c.store.stock.byID[c.ids.Get("product_id")] != nil {
		r = c.store.stock.byID[c.ids.Get("product_id")]
	}
	return s.eachSKU(c, r, func(sku, in map[string]any) *refusal {
		for _, at := range objects(in["inventory"]) {
			if id := text(at["warehouse_id"]); id != "" && id != warehouseID && !knownWarehouse(sku, id) {
				return refuse(200, 12052097, "warehouse %s does not exist", id)
			}
		}
		if isEmpty(in["inventory"]) {
			return refuse(200, 12019024, "inventory of SKU %s is missing", text(sku["id"]))
		}
		for _, at := range objects(in["inventory"]) {
			setStock(sku, text(at["warehouse_id"]), number(at["quantity"]))
		}
		return nil
	})
}

func knownWarehouse(sku map[string]any, id string) bool {
	rows := append(objects(sku["inventory"]), objects(sku["warehouse_inventory"])...)
	return slices.ContainsFunc(rows, func(m map[string]any) bool { return text(m["warehouse_id"]) == id })
}

// setStock sets the quantity at one warehouse; no id means the default one.
// Captured stock has other names than the SKUs of products.
func setStock(sku map[string]any, id string, quantity int64) {
	list, name := "inventory", "quantity"
	if _, captured := sku["warehouse_inventory"]; captured {
		list, name = "warehouse_inventory", "available_quantity"
	}
	rows := objects(sku[list])
	at := slices.IndexFunc(rows, func(row map[string]any) bool { return id == "" || text(row["warehouse_id"]) == id })
	if at < 0 {
		if id == "" {
			id = warehouseID
		}
		rows, at = append(rows, map[string]any{"warehouse_id": id}), len(rows)
	}
	rows[at][name] = quantity
	sku[list] = rows
	if list == "inventory" {
		return
	}
	var total int64
	for _, row := range rows {
		total += number(row[name])
	}
	sku["total_available_quantity"] = total
	sku["total_available_inventory_distribution"] = map[string]any{"in_shop_inventory": map[string]any{"quantity": total}}
}

func (s *Sandbox) updatePrices(c *call) (any, *refusal) {
	for i, in := range objects(c.body["skus"]) {
		price := object(in["price"])
		if amount, ok := cents(price["amount"]); !ok || amount == 0 {
			return nil, refuse(200, 12052012, "skus[%d].price.amount must be an amount above zero, as text", i)
		}
	}
	return s.eachSKU(c, c.store.products.byID[c.ids.Get("product_id")], func(sku, in map[string]any) *refusal {
		price := object(in["price"])
		sku["price"] = priceOf(text(price["amount"]), text(price["currency"]))
		return nil
	})
}

// eachSKU applies act to the SKUs of a product that the request names.
func (s *Sandbox) eachSKU(c *call, r *record, act func(sku, in map[string]any) *refusal) (any, *refusal) {
	if r == nil {
		return nil, refuse(200, 12052032, "product %s does not exist", c.ids.Get("product_id"))
	}
	wanted := objects(c.body["skus"])
	if len(wanted) == 0 {
		return nil, invalid("skus is a required field and has not been provided")
	}
	skus := objects(r.fields["skus"])
	var failures []map[string]any
	for _, in := range wanted {
		id := text(in["id"])
		at := slices.IndexFunc(skus, func(m map[string]any) bool { return text(m["id"]) == id })
		refused := refuse(200, 12052556, "SKU %s does not exist", id)
		if at >= 0 {
			refused = act(skus[at], in)
		}
		if refused != nil {
			failures = append(failures, failure(refused, "sku_id", id))
			continue
		}
		c.applied = true
	}
	if c.applied {
		r.fields["skus"], r.fields["update_time"] = skus, c.now.Unix()
		r.touch()
	}
	return partial(failures), nil
}
