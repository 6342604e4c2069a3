package sandbox

import "slices"

// goods is what a shop knows about its products beyond their records.
type goods struct {
	of   map[string]*record // the product of each SKU
	seen int                // products that are in it
	held map[place]int64    // units that orders hold

	brands  *collection               // nil until they are asked for
	reviews map[string]*review        // versions under review, by product
	people  map[string]*collection    // manufacturers and responsible persons
	drafts  map[string]map[string]any // versions not submitted yet, of products that were on sale
}

// place is a SKU in a warehouse.
type place struct{ sku, warehouse string }

// findSKU is the product with this SKU and the SKU itself; nil if there is none.
func (t *store) findSKU(id string) (*record, map[string]any) {
	if r := t.goods.of[id]; r != nil {
		if sku := skuOf(r, id); sku != nil {
			return r, sku
		}
	}
	if t.goods.seen == len(t.products.list) && t.goods.of[id] == nil {
		return nil, nil
	}
	t.goods.of, t.goods.seen = map[string]*record{}, len(t.products.list)
	for _, r := range t.products.list {
		t.indexSKUs(r)
	}
	if r := t.goods.of[id]; r != nil {
		return r, skuOf(r, id)
	}
	return nil, nil
}

// indexSKUs notes whose SKUs these are.
func (t *store) indexSKUs(r *record) {
	if t.goods.of == nil {
		return // made when it is asked for
	}
	for _, sku := range objects(r.fields["skus"]) {
		t.goods.of[text(sku["id"])] = r
	}
}

// skuOf is a SKU of a product, nil if it has no such SKU.
func skuOf(r *record, id string) map[string]any {
	for _, sku := range objects(r.fields["skus"]) {
		if text(sku["id"]) == id {
			return sku
		}
	}
	return nil
}

// shelf is where the stock of a SKU is counted: in the captured inventory or in
// the product itself.
func (t *store) shelf(sku string) (*record, map[string]any) {
	if t.stock != nil {
		for _, r := range t.stock.list {
			if m := skuOf(r, sku); m != nil {
				return r, m
			}
		}
	}
	return t.findSKU(sku)
}

// available is how many units of a SKU can be ordered.
func (t *store) available(sku string) int {
	_, m := t.shelf(sku)
	rows, name := stockRows(m)
	n := int64(0)
	for _, row := range rows {
		n += number(row[name])
	}
	return int(n)
}

// stockRows are a SKU's quantities by warehouse and the name they have there.
func stockRows(sku map[string]any) (rows []map[string]any, name string) {
	if v, captured := sku["warehouse_inventory"]; captured {
		return objects(v), "available_quantity"
	}
	return objects(sku["inventory"]), "quantity"
}

// reserve sets units of a SKU aside for an order. It reports false, and does
// nothing, when no warehouse has so many.
func (t *store) reserve(sku string, n int) bool {
	r, m := t.shelf(sku)
	rows, name := stockRows(m)
	at := slices.IndexFunc(rows, func(row map[string]any) bool { return number(row[name]) >= int64(n) })
	if n <= 0 || at < 0 {
		return false
	}
	t.shift(r, m, text(rows[at]["warehouse_id"]), -int64(n), int64(n), "order_created")
	return true
}

// release gives units back that were set aside: the order was cancelled before
// it was shipped.
func (t *store) release(sku string, n int) { t.unhold(sku, n, true, "order_canceled") }

// consume takes away units that were set aside: the order was shipped.
func (t *store) consume(sku string, n int) { t.unhold(sku, n, false, "order_shipped") }

func (t *store) unhold(sku string, n int, back bool, why string) {
	r, m := t.shelf(sku)
	if m == nil {
		return // its product has other SKUs by now
	}
	rows, _ := stockRows(m)
	left := int64(n)
	for _, row := range rows {
		id := text(row["warehouse_id"])
		take := min(left, t.heldAt(m, row))
		if take <= 0 {
			continue
		}
		left -= take
		if back {
			t.shift(r, m, id, take, -take, why)
		} else {
			t.shift(r, m, id, 0, -take, why)
		}
	}
}

// heldAt is how many units of a SKU orders hold in a warehouse.
func (t *store) heldAt(sku, row map[string]any) int64 {
	if _, captured := sku["warehouse_inventory"]; captured {
		return number(row["committed_quantity"])
	}
	return t.goods.held[place{text(sku["id"]), text(row["warehouse_id"])}]
}

// shift changes the stock of a SKU in a warehouse.
func (t *store) shift(r *record, sku map[string]any, warehouse string, available, committed int64, why string) {
	rows, name := stockRows(sku)
	for _, row := range rows {
		if text(row["warehouse_id"]) != warehouse {
			continue
		}
		row[name] = number(row[name]) + available
		held := t.heldAt(sku, row) + committed
		if name == "available_quantity" {
			row["committed_quantity"] = held
			break
		}
		if t.goods.held == nil {
			t.goods.held = map[place]int64{}
		}
		t.goods.held[place{text(sku["id"]), warehouse}] = held
		break
	}
	if name == "available_quantity" {
		sumCaptured(sku, rows)
	}
	r.touch()
	t.stockMoved(r, sku, available, committed, why)
}

// sumCaptured sets the totals of captured stock.
func sumCaptured(sku map[string]any, rows []map[string]any) {
	var total, committed int64
	for _, row := range rows {
		total, committed = total+number(row["available_quantity"]), committed+number(row["committed_quantity"])
	}
	sku["warehouse_inventory"] = rows
	sku["total_available_quantity"], sku["total_committed_quantity"] = total, committed
	sku["total_available_inventory_distribution"] = map[string]any{"in_shop_inventory": map[string]any{"quantity": total}}
}
