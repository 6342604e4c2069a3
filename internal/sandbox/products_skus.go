package sandbox

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// skuInputs are the fields that edits carry over as they are sent.
var skuInputs = []string{
	"seller_sku", "identifier_code", "extra_identifier_codes", "pre_sale", "external_sku_id", "external_urls", "external_list_prices",
	"sku_unit_count", "fees", "combined_skus",
}

// newSKUs makes the SKUs of an edit; those with an id must be among old.
func (t *store) newSKUs(v any, old []map[string]any) ([]map[string]any, *refusal) {
	in := objects(v)
	if most := t.market.maxSKUs(); len(in) > most {
		return nil, refuse(200, 12052558, "skus has %d elements, more than %d", len(in), most)
	}
	serial, custom := t.box.nextProduct(), map[string]string{}
	var skus []map[string]any
	for i, in := range in {
		at := fmt.Sprintf("skus[%d]", i)
		sku := map[string]any{"sales_attributes": []any{}, "seller_sku": "", "status_info": map[string]any{"status": "NORMAL"}}
		if id := text(in["id"]); id != "" {
			j := slices.IndexFunc(old, func(m map[string]any) bool { return text(m["id"]) == id })
			if j < 0 {
				return nil, refuse(200, 12052556, "%s.id %s is not a SKU of this product", at, id)
			}
			maps.Copy(sku, old[j])
		} else {
			sku["id"] = skuID(serial, i)
		}
		for _, name := range skuInputs {
			if v, ok := in[name]; ok {
				sku[name] = v
			}
		}
		if refused := t.fillSKU(sku, in, at, custom); refused != nil {
			return nil, refused
		}
		skus = append(skus, sku)
	}
	return skus, tellApart(skus)
}

// fillSKU sets what a SKU does not take over as it is.
func (t *store) fillSKU(sku, in map[string]any, at string, custom map[string]string) *refusal {
	if strings.ContainsAny(text(in["seller_sku"]), " \t\n") {
		return refuse(200, 12019059, "%s.seller_sku holds a space", at)
	}
	if refused := t.setPrice(sku, in, at); refused != nil {
		return refused
	}
	if isEmpty(sku["price"]) {
		return refuse(200, 12052073, "%s.price is missing", at)
	}
	if v, ok := in["inventory"]; ok {
		rows, refused := t.stockFrom(objects(v), at)
		if refused != nil {
			return refused
		}
		sku["inventory"] = rows
	}
	if v, ok := in["sales_attributes"]; ok {
		list, refused := t.salesAttributes(objects(v), at, custom)
		if refused != nil {
			return refused
		}
		sku["sales_attributes"] = list
	}
	return nil
}

// maxSKUs is how many SKUs a product may have.
func (m *market) maxSKUs() int {
	if m.longTitles() {
		return 100
	}
	return 300
}

// setPrice takes the prices of a SKU over. No price keeps the one it has.
func (t *store) setPrice(sku, in map[string]any, at string) *refusal {
	m := t.market
	if price := object(in["price"]); price != nil {
		v := price["amount"]
		if !isEmpty(price["sale_price"]) {
			v = price["sale_price"] // the one that counts when both are there
		}
		a, refused := m.price(v, at+".price.amount")
		if refused != nil {
			return refused
		}
		if have := text(price["currency"]); have != "" && have != m.currency {
			return refuse(200, 12052084, "%s.price.currency is %s, this shop sells in %s", at, have, m.currency)
		}
		_ = a
		sku["price"] = priceOf(text(v), m.currency)
	}
	list := object(in["list_price"])
	if isEmpty(list) {
		return nil
	}
	if m.region != "US" {
		return refuse(200, 12052376, "%s.list_price: this market has no list prices", at)
	}
	want, refused := m.price(list["amount"], at+".list_price.amount")
	if refused != nil {
		refused.code = 12052375
		return refused
	}
	if have, _ := m.read(object(sku["price"])["sale_price"]); want >= have {
		sku["list_price"] = map[string]any{"amount": text(list["amount"]), "currency": m.currency}
	}
	return nil
}

// price reads a price and compares it with what the market allows.
func (m *market) price(v any, at string) (amount, *refusal) {
	a, ok := m.read(v)
	_, fraction, _ := strings.Cut(text(v), ".")
	switch {
	case !ok || a == 0 || len(fraction) > m.decimals && strings.Trim(fraction[m.decimals:], "0") != "":
		return 0, refuse(200, 12052012, "%s must be an amount of %s above zero, as text", at, m.currency)
	case a > m.level(760000):
		return 0, refuse(200, 12052570, "%s is above %s %s", at, m.write(m.level(760000)), m.currency)
	}
	return a, nil
}

func priceOf(amount, currency string) map[string]any {
	return map[string]any{"currency": currency, "sale_price": amount, "tax_exclusive_price": amount}
}

// stockFrom reads the stock of a SKU by warehouse.
func (t *store) stockFrom(in []map[string]any, at string) ([]map[string]any, *refusal) {
	rows, seen := []map[string]any{}, map[string]bool{}
	for _, row := range in {
		id := text(row["warehouse_id"])
		if id == "" {
			id = t.warehouseID()
		}
		n := number(row["quantity"])
		switch {
		case !t.hasWarehouse(id):
			return nil, refuse(200, 12052097, "%s.inventory: warehouse %s does not exist", at, id)
		case seen[id]:
			return nil, refuse(200, 12052555, "%s.inventory names warehouse %s twice", at, id)
		case n < 0 || n > maxQuantity:
			return nil, refuse(200, 12052055, "%s.inventory: quantity %d is not within 0 and %d", at, n, maxQuantity)
		}
		seen[id] = true
		out := map[string]any{"warehouse_id": id, "quantity": n}
		for _, name := range []string{"handling_time", "backorder_quantity"} {
			if v, ok := row[name]; ok {
				out[name] = v
			}
		}
		rows = append(rows, out)
	}
	return rows, nil
}

const maxQuantity = 99999

// salesAttributes reads what tells a SKU from others. Names that the platform
// does not know get ids; custom keeps them within the product.
func (t *store) salesAttributes(in []map[string]any, at string, custom map[string]string) ([]map[string]any, *refusal) {
	list := []map[string]any{}
	own := func(name string) string {
		if custom[name] == "" {
			custom[name] = fmt.Sprintf("7291%015d", t.box.next())
		}
		return custom[name]
	}
	for i, v := range in {
		id, name := text(v["id"]), text(v["name"])
		valueID, value := text(v["value_id"]), text(v["value_name"])
		a := findAttribute(id)
		switch {
		case id == "" && name == "":
			return nil, refuse(200, 12052241, "%s.sales_attributes[%d] has neither id nor name", at, i)
		case valueID == "" && value == "":
			return nil, refuse(200, 12052248, "%s.sales_attributes[%d] has neither value_id nor value_name", at, i)
		case a != nil && !a.sale:
			return nil, refuse(200, 12052527, "%s.sales_attributes[%d].id %s does not tell SKUs apart", at, i, id)
		}
		if a != nil {
			name = a.name
			if known := a.valueName(valueID); known != "" {
				value = known
			}
		}
		if id == "" {
			id = own(name)
		}
		if valueID == "" {
			valueID = own(name + "\x00" + value)
		}
		out := map[string]any{"id": id, "name": name, "value_id": valueID, "value_name": value}
		if uri := text(object(v["sku_img"])["uri"]); uri != "" {
			if _, ok := t.box.images[uri]; !ok {
				return nil, refuse(200, 12052520, "%s.sales_attributes[%d].sku_img.uri is not a picture of this shop: upload it first", at, i)
			}
			out["sku_img"] = t.box.pictures([]string{uri})[0]
		}
		list = append(list, out)
	}
	return list, nil
}

// tellApart wants the SKUs of a product to differ, each by the same attributes.
func tellApart(skus []map[string]any) *refusal {
	sets, ids, codes := map[string]int{}, "", map[string]int{}
	for i, sku := range skus {
		names, values := []string{}, []string{}
		for _, a := range objects(sku["sales_attributes"]) {
			names, values = append(names, text(a["id"])), append(values, text(a["id"])+"="+text(a["value_id"]))
		}
		slices.Sort(names)
		slices.Sort(values)
		key := strings.Join(values, " ")
		if i == 0 {
			ids = strings.Join(names, " ")
		}
		if code := text(sku["seller_sku"]); code != "" {
			if j, ok := codes[code]; ok {
				return refuse(200, 12019059, "skus[%d] has the seller_sku of skus[%d]: %s", i, j, code)
			}
			codes[code] = i
		}
		j, twice := sets[key]
		switch {
		case twice && key == "":
			return refuse(200, 12052559, "skus[%d] and skus[%d] have no sales attributes that tell them apart", j, i)
		case twice:
			return refuse(200, 12052560, "skus[%d] has the sales attributes of skus[%d]", i, j)
		case strings.Join(names, " ") != ids:
			return refuse(200, 12052550, "skus[%d] has other sales attributes than skus[0]", i)
		}
		sets[key] = i
	}
	return nil
}
