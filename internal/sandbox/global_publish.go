package sandbox

import (
	"maps"
	"slices"
	"time"
)

// shopIn is the seller's shop in a region, nil if there is none.
func (s *Sandbox) shopIn(seller *account, region string) *store {
	for _, t := range s.stores {
		if t.seller == seller && t.market.region == region {
			return t
		}
	}
	return nil
}

// publishGlobal makes local products of a global one, market by market: each
// succeeds or fails by itself.
func (s *Sandbox) publishGlobal(c *call) (any, *refusal) {
	r, refused := s.liveGlobal(c)
	if refused != nil {
		return nil, refused
	}
	targets := objects(c.body["publish_target"])
	if len(targets) == 0 {
		return nil, invalid("publish_target is a required field and has not been provided")
	}
	for _, target := range targets {
		region := text(target["region"])
		if slices.ContainsFunc(objects(r.fields["products"]), func(m map[string]any) bool { return m["region"] == region }) {
			return nil, refuse(200, 12019212, "global product %s is published in %s already", r.id, region)
		}
		for _, sku := range objects(target["skus"]) {
			if skuOf(r, text(sku["related_global_sku_id"])) == nil {
				return nil, refuse(200, 12052556, "SKU %s is none of global product %s", text(sku["related_global_sku_id"]), r.id)
			}
		}
	}
	made, results := []map[string]any{}, []map[string]any{}
	for _, target := range targets {
		region := text(target["region"])
		t := s.shopIn(c.store.seller, region)
		refused := refuse(200, 12052903, "The publish region is inactive.")
		if t != nil {
			var local map[string]any
			if local, refused = t.publish(r, target, c.now); refused == nil {
				made = append(made, local)
				c.applied = true
			}
		}
		results = append(results, publishResult(region, refused))
	}
	return project(c.rt.op.Response, map[string]any{"products": made, "publish_result": results}), nil
}

func publishResult(region string, refused *refusal) map[string]any {
	row := map[string]any{"region": region, "status": "SUCCESS", "fail_reasons": []map[string]any{}}
	if refused != nil {
		row["status"], row["fail_reasons"] = "FAILED", []map[string]any{{"message": refused.message}}
	}
	return row
}

// publish makes the local product of a global one.
func (t *store) publish(r *record, target map[string]any, now time.Time) (map[string]any, *refusal) {
	fields := t.localFields(r)
	for _, name := range []string{"manufacturer_ids", "responsible_person_ids"} {
		if v, ok := target[name]; ok {
			fields[name] = v
		}
	}
	id := productID(t.box.nextProduct())
	wanted := map[string]map[string]any{}
	for _, sku := range objects(target["skus"]) {
		wanted[text(sku["related_global_sku_id"])] = sku
	}
	skus, mappings, refused := t.localSKUs(r, nil, nil, wanted)
	if refused != nil {
		return nil, refused
	}
	fields["skus"] = skus
	if refused := t.checkCategory(fields, true); refused != nil {
		return nil, refused
	}
	fields["id"], fields["create_time"], fields["update_time"] = id, now.Unix(), now.Unix()
	fields["has_draft"], fields["is_not_for_sale"], fields["sales_regions"] = false, false, []string{t.market.region}
	fields["listing_quality_tier"] = "FAIR"
	fields["global_product_association"] = map[string]any{"global_product_id": r.id, "sku_mappings": mappings}
	t.launch(id, fields, true, now)
	r.fields["products"] = append(objects(r.fields["products"]), map[string]any{"id": id, "region": t.market.region, "sku_mappings": mappings})
	r.fields["status"] = published
	r.touch()
	short := []map[string]any{}
	for i, sku := range skus {
		short = append(short, map[string]any{
			"id": sku["id"], "related_global_sku_id": mappings[i]["global_sku_id"], "seller_sku": sku["seller_sku"],
			"sale_attributes": sku["sales_attributes"],
		})
	}
	return map[string]any{"id": id, "region": t.market.region, "shop_id": t.id, "skus": short}, nil
}

// localFields is what a local product takes over from the global one.
func (t *store) localFields(r *record) map[string]any {
	fields := map[string]any{}
	for _, name := range append(slices.Clone(editable), made...) {
		if v, ok := r.fields[name]; ok {
			fields[name] = v
		}
	}
	if id := text(object(fields["brand"])["id"]); id != "" && t.allBrands().byID[id] == nil {
		delete(fields, "brand") // the other shop's own
	}
	return fields
}

// localSKUs are the SKUs of a local product: those it has keep their ids and
// their stock. Overrides are by global SKU; with any, SKUs without one are left
// out.
func (t *store) localSKUs(r *record, old, oldMappings []map[string]any, overrides map[string]map[string]any) (
	skus, mappings []map[string]any, refused *refusal,
) {
	serial := t.box.nextProduct()
	for i, g := range objects(r.fields["skus"]) {
		gid := text(g["id"])
		over, ok := overrides[gid]
		if len(overrides) > 0 && !ok {
			continue
		}
		sku := map[string]any{"id": skuID(serial, i), "status_info": map[string]any{"status": "NORMAL"}}
		for _, m := range oldMappings {
			j := slices.IndexFunc(old, func(o map[string]any) bool { return o["id"] == m["local_sku_id"] })
			if m["global_sku_id"] == gid && j >= 0 {
				sku = maps.Clone(old[j])
			}
		}
		sku["seller_sku"], sku["sales_attributes"] = g["seller_sku"], g["sales_attributes"]
		if refused := t.localPrice(sku, g, over); refused != nil {
			return nil, nil, refused
		}
		if isEmpty(sku["inventory"]) {
			sku["inventory"] = []map[string]any{{"warehouse_id": t.warehouseID(), "quantity": number(g["global_quantity"])}}
		}
		if stock := object(over["inventory"]); stock != nil {
			rows, refused := t.stockFrom([]map[string]any{stock}, "publish_target.skus")
			if refused != nil {
				return nil, nil, refused
			}
			sku["inventory"] = rows
		}
		skus = append(skus, sku)
		mappings = append(mappings, map[string]any{"global_sku_id": gid, "local_sku_id": sku["id"], "sales_attribute_mappings": sameAttributes(g)})
	}
	return skus, mappings, nil
}

func sameAttributes(sku map[string]any) []map[string]any {
	out := []map[string]any{}
	for _, a := range objects(sku["sales_attributes"]) {
		out = append(out, map[string]any{
			"global_attribute_id": a["id"], "global_value_id": a["value_id"], "local_attribute_id": a["id"], "local_value_id": a["value_id"],
		})
	}
	return out
}

// localPrice is the seller's price for the market, or the global one by the
// market's level.
func (t *store) localPrice(sku, global, over map[string]any) *refusal {
	for _, p := range objects(global["sale_prices"]) {
		if text(p["region"]) == t.market.region && over == nil {
			over = map[string]any{"price": map[string]any{"sale_price": p["amount"]}}
		}
	}
	price := object(over["price"])
	v := price["sale_price"]
	if isEmpty(v) {
		v = price["amount"]
	}
	if !isEmpty(v) && oneOf([]string{"", t.market.currency}, text(price["currency"])) {
		a, refused := t.market.price(v, "price")
		sku["price"] = priceOf(t.market.write(a), t.market.currency)
		return refused
	}
	from := object(global["price"])
	if !isEmpty(v) {
		if text(price["currency"]) != currency {
			return refuse(200, 12052084, "price.currency %s is neither %s nor %s", text(price["currency"]), t.market.currency, currency)
		}
		from = map[string]any{"amount": v, "currency": currency}
	}
	cents, _ := markets[0].read(from["amount"])
	if text(from["currency"]) == "EUR" {
		cents = cents * 100 / 92
	}
	a := cents
	if t.market.currency != currency {
		a = t.market.level(int(cents))
	}
	sku["price"] = priceOf(t.market.write(a), t.market.currency)
	return nil
}

// editGlobal changes a global product and, through a review there, its local
// products in all markets.
func (s *Sandbox) editGlobal(c *call, replace bool) (any, *refusal) {
	r, refused := s.liveGlobal(c)
	if refused != nil {
		return nil, refused
	}
	fields, refused := s.composeGlobal(c, r.fields, replace)
	if refused != nil {
		return nil, refused
	}
	r.fields = fields
	results := []map[string]any{}
	for _, local := range objects(fields["products"]) {
		t := s.shopIn(c.store.seller, text(local["region"]))
		if t == nil {
			results = append(results, publishResult(text(local["region"]), refuse(200, 12052903, "The publish region is inactive.")))
			continue
		}
		results = append(results, publishResult(t.market.region, t.sync(r, local, c.now)))
	}
	r.touch()
	c.applied = true
	return project(c.rt.op.Response, map[string]any{"global_skus": fields["skus"], "publish_results": results}), nil
}

// sync gives a local product what the global one has become.
func (t *store) sync(r *record, local map[string]any, now time.Time) *refusal {
	p := t.products.byID[text(local["id"])]
	if p == nil {
		return refuse(200, 12052032, "product %s does not exist", text(local["id"]))
	}
	if is := productStatus(p); is == deleted || is == frozen {
		return statusRefused(p)
	}
	fields := maps.Clone(p.fields)
	maps.Copy(fields, t.localFields(r))
	skus, mappings, refused := t.localSKUs(r, objects(fields["skus"]), objects(local["sku_mappings"]), nil)
	if refused != nil {
		return refused
	}
	fields["skus"], fields["update_time"] = skus, now.Unix()
	fields["global_product_association"] = map[string]any{"global_product_id": r.id, "sku_mappings": mappings}
	if refused := t.checkCategory(fields, true); refused != nil {
		return refused
	}
	local["sku_mappings"] = mappings
	t.submit(p, fields, now)
	return nil
}
