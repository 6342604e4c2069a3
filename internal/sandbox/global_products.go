package sandbox

import (
	"fmt"
	"maps"
	"slices"
)

// Statuses of global products.
const (
	published   = "PUBLISHED"
	unpublished = "UNPUBLISHED"
)

// globals are the products of a seller that are published to its shops.
func (s *Sandbox) globalsOf(seller *account) *collection {
	if s.globals == nil {
		s.globals = map[*account]*collection{}
	}
	if s.globals[seller] == nil {
		s.globals[seller] = newCollection()
	}
	return s.globals[seller]
}

func globalHandlers() map[string]handler {
	return map[string]handler{
		"shop.GlobalProducts.Create":          (*Sandbox).createGlobal,
		"shop.GlobalProducts.Get":             (*Sandbox).getGlobal,
		"shop.GlobalProducts.Search":          (*Sandbox).searchGlobals,
		"shop.GlobalProducts.Update":          func(s *Sandbox, c *call) (any, *refusal) { return s.editGlobal(c, true) },
		"shop.GlobalProducts.Patch":           func(s *Sandbox, c *call) (any, *refusal) { return s.editGlobal(c, false) },
		"shop.GlobalProducts.Delete":          (*Sandbox).deleteGlobals,
		"shop.GlobalProducts.UpdateInventory": (*Sandbox).restockGlobal,
		"shop.GlobalProducts.Publish":         (*Sandbox).publishGlobal,
	}
}

// globalFields are carried over as they are sent.
var globalFields = []string{
	"title", "description", "package_weight", "package_dimensions", "manufacturer_ids", "responsible_person_ids",
	"external_global_product_id", "source_locale", "manufacturer", "video",
}

// composeGlobal makes a version of a global product; replace leaves nothing of
// the old one but what the platform keeps.
func (s *Sandbox) composeGlobal(c *call, base map[string]any, replace bool) (map[string]any, *refusal) {
	t, body := c.store, c.body
	fields := maps.Clone(base)
	if fields == nil {
		fields = map[string]any{}
	}
	if replace {
		for _, name := range needed {
			if isEmpty(body[name]) {
				return nil, invalid("%s is a required field and has not been provided", name)
			}
		}
		for _, name := range append(slices.Clone(globalFields), "brand", "product_attributes", "size_chart", "certifications") {
			delete(fields, name)
		}
	}
	if !isEmpty(body["skus"]) {
		skus, refused := s.globalSKUs(t, objects(body["skus"]), objects(fields["skus"]))
		if refused != nil {
			return nil, refused
		}
		fields["skus"] = skus
	}
	for _, check := range []func(map[string]any) *refusal{t.checkImages, t.checkBrand, t.checkFiles} {
		if refused := check(body); refused != nil {
			return nil, refused
		}
	}
	for _, name := range globalFields {
		if v, ok := body[name]; ok && v != nil {
			fields[name] = v
		}
	}
	shown := map[string]any{}
	if refused := t.carry(shown, body); refused != nil {
		return nil, refused
	}
	for _, name := range []string{"main_images", "product_attributes", "size_chart", "certifications", "brand", "category_chains"} {
		if v, ok := shown[name]; ok {
			fields[name] = v
		}
	}
	if id := leafID(fields); id != "" {
		fields["category"] = map[string]any{"id": id}
	}
	fields["update_time"] = c.now.Unix()
	return fields, nil
}

func globalID(n int) string       { return fmt.Sprintf("17292000%011d", n) }
func globalSKUID(n, i int) string { return fmt.Sprintf("17292001%07d%04d", n, i) }

// globalSKUs reads the SKUs of a global product; those with an id must be among
// old.
func (s *Sandbox) globalSKUs(t *store, in, old []map[string]any) ([]map[string]any, *refusal) {
	serial, custom := s.nextProduct(), map[string]string{}
	var skus []map[string]any
	for i, row := range in {
		at := fmt.Sprintf("skus[%d]", i)
		sku := map[string]any{"id": globalSKUID(serial, i), "seller_sku": "", "sales_attributes": []any{}, "inventory": []any{}}
		if id := text(row["id"]); id != "" {
			j := slices.IndexFunc(old, func(m map[string]any) bool { return text(m["id"]) == id })
			if j < 0 {
				return nil, refuse(200, 12052556, "%s.id %s is not a SKU of this product", at, id)
			}
			maps.Copy(sku, old[j])
		}
		for _, name := range []string{
			"seller_sku", "global_quantity", "inventory", "identifier_code", "extra_identifier_codes", "external_global_sku_id",
			"sku_unit_count", "sale_prices",
		} {
			if v, ok := row[name]; ok {
				sku[name] = v
			}
		}
		if price := object(row["price"]); price != nil {
			if a, ok := markets[0].read(price["amount"]); !ok || a == 0 {
				return nil, refuse(200, 12052012, "%s.price.amount must be an amount above zero, as text", at)
			}
			sku["price"] = map[string]any{"amount": text(price["amount"]), "currency": text(price["currency"])}
			if isEmpty(price["currency"]) {
				sku["price"] = map[string]any{"amount": text(price["amount"]), "currency": currency}
			}
		}
		if isEmpty(sku["price"]) {
			return nil, refuse(200, 12052073, "%s.price is missing", at)
		}
		if v, ok := row["sales_attributes"]; ok {
			list, refused := t.salesAttributes(objects(v), at, custom)
			if refused != nil {
				return nil, refused
			}
			sku["sales_attributes"] = list
		}
		skus = append(skus, sku)
	}
	return skus, tellApart(skus)
}

func (s *Sandbox) createGlobal(c *call) (any, *refusal) {
	fields, refused := s.composeGlobal(c, nil, true)
	if refused != nil {
		return nil, refused
	}
	id := globalID(s.nextProduct())
	fields["id"], fields["create_time"], fields["status"] = id, c.now.Unix(), unpublished
	fields["global_seller_id"], fields["products"] = c.store.id, []map[string]any{}
	s.globalsOf(c.store.seller).add(id, fields, false)
	c.applied = true
	return project(c.rt.op.Response, map[string]any{"global_product_id": id, "global_skus": fields["skus"]}), nil
}

func (s *Sandbox) findGlobal(c *call) (*record, *refusal) {
	id := c.ids.Get("global_product_id")
	r := s.globalsOf(c.store.seller).byID[id]
	if r == nil {
		return nil, refuse(200, 12019150, "global product %s does not exist", id)
	}
	return r, nil
}

func (s *Sandbox) getGlobal(c *call) (any, *refusal) {
	r, refused := s.findGlobal(c)
	if refused != nil {
		return nil, refused
	}
	return whole(r, c), nil
}

func (s *Sandbox) searchGlobals(c *call) (any, *refusal) {
	skus := texts(c.body["seller_skus"])
	found := s.globalsOf(c.store.seller).filter(func(r *record) bool {
		return same(c.body["status"], r.fields["status"]) && anySKU(r, "seller_sku", skus) && inTime(c.body, r)
	})
	return c.search(found)
}

// editable is a global product that is not deleted.
func (s *Sandbox) liveGlobal(c *call) (*record, *refusal) {
	r, refused := s.findGlobal(c)
	if refused == nil && productStatus(r) == deleted {
		return nil, refuse(200, 12019113, "global product %s is deleted", r.id)
	}
	return r, refused
}

func (s *Sandbox) deleteGlobals(c *call) (any, *refusal) {
	ids := texts(c.body["global_product_ids"])
	if len(ids) == 0 {
		return nil, invalid("global_product_ids is a required field and has not been provided")
	}
	var failures []map[string]any
	for _, id := range ids {
		r := s.globalsOf(c.store.seller).byID[id]
		if r == nil {
			failures = append(failures, failure(refuse(200, 12019150, "global product %s does not exist", id), "global_product_id", id))
			continue
		}
		r.fields["status"], r.fields["update_time"] = deleted, c.now.Unix()
		r.touch()
		c.applied = true
	}
	return partial(failures), nil
}

// restockGlobal sets quantities of SKUs: all or none.
func (s *Sandbox) restockGlobal(c *call) (any, *refusal) {
	r, refused := s.liveGlobal(c)
	if refused != nil {
		return nil, refused
	}
	wanted := objects(c.body["global_skus"])
	if len(wanted) == 0 {
		return nil, invalid("global_skus is a required field and has not been provided")
	}
	for _, in := range wanted {
		if skuOf(r, text(in["id"])) == nil {
			return nil, refuse(200, 12052556, "SKU %s is none of global product %s", text(in["id"]), r.id)
		}
	}
	for _, in := range wanted {
		sku, sum := skuOf(r, text(in["id"])), int64(0)
		for _, at := range objects(in["inventory"]) {
			sum += number(at["quantity"])
		}
		sku["inventory"], sku["global_quantity"] = in["inventory"], sum
	}
	r.fields["update_time"] = c.now.Unix()
	r.touch()
	c.applied = true
	return nil, nil
}
