package sandbox

import "slices"

// warehouseID is the default warehouse of the first shop.
const warehouseID = "7000000000000000001"

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
				skus = append(skus, c.store.stockOf(sku))
			}
		}
		row["skus"] = skus
		rows = append(rows, row)
	}
	return map[string]any{"inventory": rows}, nil
}

// stockOf is the stock of a SKU as searches show it.
func (t *store) stockOf(sku map[string]any) map[string]any {
	var total, committed int64
	rows := []map[string]any{}
	for _, at := range objects(sku["inventory"]) {
		id := text(at["warehouse_id"])
		if id == "" {
			id = t.warehouseID()
		}
		n, held := number(at["quantity"]), t.heldAt(sku, at)
		total, committed = total+n, committed+held
		rows = append(rows, map[string]any{"warehouse_id": id, "available_quantity": n, "committed_quantity": held})
	}
	return map[string]any{
		"id": sku["id"], "seller_sku": sku["seller_sku"], "total_available_quantity": total, "total_committed_quantity": committed,
		"total_available_inventory_distribution": map[string]any{
			"in_shop_inventory": map[string]any{"quantity": total}, "campaign_inventory": []any{}, "creator_inventory": []any{},
		},
		"warehouse_inventory": rows,
	}
}

// updateInventory sets absolute quantities; each SKU fails by itself.
func (s *Sandbox) updateInventory(c *call) (any, *refusal) {
	id := c.ids.Get("product_id")
	r := c.store.products.byID[id]
	if c.store.stock != nil && c.store.stock.byID[id] != nil {
		r = c.store.stock.byID[id]
	}
	switch {
	case r == nil:
		return nil, refuse(200, 12052032, "product %s does not exist", id)
	case productStatus(r) == frozen, productStatus(r) == deleted:
		return nil, refuse(200, 12052037, "product %s is %s: its stock cannot change", id, productStatus(r))
	}
	wanted := objects(c.body["skus"])
	if len(wanted) == 0 {
		return nil, invalid("skus is a required field and has not been provided")
	}
	var failures []map[string]any
	for _, in := range wanted {
		if f := c.store.restock(r, in); f != nil {
			failures = append(failures, f)
			continue
		}
		c.applied = true
	}
	if c.applied {
		r.fields["update_time"] = c.now.Unix()
		r.touch()
	}
	return partial(failures), nil
}

// restock sets the stock of one SKU, or says what is wrong.
func (t *store) restock(r *record, in map[string]any) map[string]any {
	id := text(in["id"])
	sku := skuOf(r, id)
	switch {
	case id == "":
		return failure(refuse(200, 12052036, "skus.id is missing"), "sku_id", id)
	case sku == nil:
		return failure(refuse(200, 12052556, "SKU %s does not exist", id), "sku_id", id)
	case isEmpty(in["inventory"]):
		return failure(refuse(200, 12019024, "inventory of SKU %s is missing", id), "sku_id", id)
	}
	rows := objects(in["inventory"])
	var extra []map[string]any
	for _, at := range rows {
		where := text(at["warehouse_id"])
		n, refused := number(at["quantity"]), (*refusal)(nil)
		switch {
		case where == "" && t.warehousesOf(sku) > 1:
			refused = refuse(200, 12019028, "SKU %s is in several warehouses: say which one", id)
		case where != "" && !t.hasWarehouse(where) && !knownWarehouse(sku, where):
			refused = refuse(200, 12052097, "warehouse %s does not exist", where)
		case n < 0 || n > maxQuantity || at["quantity"] == nil:
			refused = refuse(200, 12052055, "quantity %d is not within 0 and %d", n, maxQuantity)
		default:
			continue
		}
		extra = append(extra, map[string]any{"code": refused.code, "message": refused.message, "warehouse_id": where})
	}
	if len(extra) > 0 {
		f := failure(refuse(200, 12052990, "Check failed"), "sku_id", id)
		object(f["detail"])["extra_errors"] = extra
		return f
	}
	before := t.available(id)
	for _, at := range rows {
		setStock(sku, text(at["warehouse_id"]), t.warehouseID(), number(at["quantity"]))
	}
	t.stockMoved(r, sku, int64(t.available(id)-before), 0, "api_sync")
	return nil
}

func (t *store) warehousesOf(sku map[string]any) int {
	rows, _ := stockRows(sku)
	return len(rows)
}

func knownWarehouse(sku map[string]any, id string) bool {
	rows, _ := stockRows(sku)
	return slices.ContainsFunc(rows, func(m map[string]any) bool { return text(m["warehouse_id"]) == id })
}

// setStock sets the quantity at one warehouse; no id means the only one.
// Captured stock has other names than the SKUs of products.
func setStock(sku map[string]any, id, fallback string, quantity int64) {
	rows, name := stockRows(sku)
	at := slices.IndexFunc(rows, func(row map[string]any) bool { return id == "" || text(row["warehouse_id"]) == id })
	if at < 0 {
		if id == "" {
			id = fallback
		}
		rows, at = append(rows, map[string]any{"warehouse_id": id}), len(rows)
	}
	rows[at][name] = quantity
	if name == "quantity" {
		sku["inventory"] = rows
		return
	}
	sumCaptured(sku, rows)
}
