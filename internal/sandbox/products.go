package sandbox

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
)

// Statuses of products that the shop itself sets. A listed product passes its
// review at once.
const (
	draft             = "DRAFT"
	active            = "ACTIVATE"
	sellerDeactivated = "SELLER_DEACTIVATED"
	deleted           = "DELETED"

	platformDeactivated = "PLATFORM_DEACTIVATED"
)

const maxBatch = 20

func (s *Sandbox) searchProducts(c *call) (any, *refusal) {
	audits, sellerSKUs, skuIDs := texts(c.body["audit_status"]), texts(c.body["seller_skus"]), texts(c.body["sku_ids"])
	status := text(c.body["status"])
	found := c.store.products.filter(func(r *record) bool {
		return (status == "" || status == "ALL" || status == text(r.fields["status"])) &&
			oneOf(audits, text(object(r.fields["audit"])["status"])) &&
			anySKU(r, "seller_sku", sellerSKUs) && anySKU(r, "id", skuIDs) &&
			(!truth(c.body["return_draft_version"]) || truth(r.fields["has_draft"])) && inTime(c.body, r)
	})
	return c.search(found, "create_time")
}

// anySKU reports whether want is empty or one SKU's field is in it.
func anySKU(r *record, field string, want []string) bool {
	return len(want) == 0 || slices.ContainsFunc(objects(r.fields["skus"]), func(sku map[string]any) bool {
		return slices.Contains(want, text(sku[field]))
	})
}

func (t *store) findProduct(id string) (*record, *refusal) {
	if r := t.products.byID[id]; r != nil {
		return r, nil
	}
	return nil, refuse(200, 12052032, "product %s does not exist", id)
}

func (s *Sandbox) getProduct(c *call) (any, *refusal) {
	r, refused := c.store.findProduct(c.ids.Get("product_id"))
	if refused != nil {
		return nil, refused
	}
	return whole(r, c), nil
}

func (s *Sandbox) createProduct(c *call) (any, *refusal) {
	for _, name := range []string{"title", "description", "category_id", "main_images", "package_weight", "skus"} {
		if isEmpty(c.body[name]) {
			return nil, invalid("%s is a required field and has not been provided", name)
		}
	}
	skus, refused := s.newSKUs(c.body["skus"], nil)
	if refused != nil {
		return nil, refused
	}
	if refused := s.checkImages(c.body); refused != nil {
		return nil, refused
	}
	id := productID(s.nextProduct())
	fields := map[string]any{"id": id, "create_time": c.now.Unix(), "skus": skus, "has_draft": false, "is_not_for_sale": false}
	s.edit(fields, c)
	fields["status"] = active
	if text(c.body["save_mode"]) == "AS_DRAFT" {
		fields["status"] = draft
	}
	fields["audit"] = map[string]any{"status": "APPROVED"}
	c.store.products.add(id, fields, false)
	c.applied = true
	return s.edited(id, skus), nil
}

func (s *Sandbox) updateProduct(c *call) (any, *refusal) {
	for _, name := range []string{"title", "description", "category_id", "main_images", "package_weight", "skus"} {
		if isEmpty(c.body[name]) {
			return nil, invalid("%s is a required field and has not been provided", name)
		}
	}
	return s.change(c, func(r *record) {
		for _, name := range editable {
			delete(r.fields, name) // an update replaces: what is left out is gone
		}
	})
}

func (s *Sandbox) patchProduct(c *call) (any, *refusal) { return s.change(c, func(*record) {}) }

func (s *Sandbox) change(c *call, prepare func(*record)) (any, *refusal) {
	r, refused := c.store.findProduct(c.ids.Get("product_id"))
	if refused != nil {
		return nil, refused
	}
	if text(r.fields["status"]) == deleted {
		return nil, refuse(200, 12052901, "product %s is deleted: recover it first", r.id)
	}
	skus := objects(r.fields["skus"])
	if !isEmpty(c.body["skus"]) {
		if skus, refused = s.newSKUs(c.body["skus"], skus); refused != nil {
			return nil, refused
		}
	}
	if refused := s.checkImages(c.body); refused != nil {
		return nil, refused
	}
	prepare(r)
	s.edit(r.fields, c)
	r.fields["skus"] = skus
	r.touch()
	c.applied = true
	return s.edited(r.id, skus), nil
}

// edited is the answer to a creation or an edit.
func (s *Sandbox) edited(id string, skus []map[string]any) any {
	short := []map[string]any{}
	for _, sku := range skus {
		short = append(short, map[string]any{
			"id": sku["id"], "seller_sku": sku["seller_sku"], "sales_attributes": sku["sales_attributes"],
		})
	}
	return map[string]any{"product_id": id, "skus": short, "warnings": []any{}}
}

// editable are the fields that edits carry over as they are sent.
var editable = []string{
	"title", "description", "package_weight", "package_dimensions", "is_cod_allowed", "is_pre_owned", "is_not_for_sale",
	"manufacturer_ids", "responsible_person_ids", "minimum_order_quantity", "shipping_insurance_requirement",
	"external_product_id", "shipping_template_id", "listing_quality_tier",
}

// edit carries the request's fields over into those of a product.
func (s *Sandbox) edit(fields map[string]any, c *call) {
	for _, name := range editable {
		if v, ok := c.body[name]; ok {
			fields[name] = v
		}
	}
	if id := text(c.body["category_id"]); id != "" {
		fields["category_chains"] = categoryChain(id)
	}
	if id := text(c.body["brand_id"]); id != "" {
		fields["brand"] = map[string]any{"id": id, "name": "Sample brand " + id}
	}
	if !isEmpty(c.body["main_images"]) {
		var uris []string
		for _, img := range objects(c.body["main_images"]) {
			uris = append(uris, text(img["uri"]))
		}
		fields["main_images"] = s.pictures(uris)
	}
	fields["update_time"] = c.now.Unix()
}

func (s *Sandbox) checkImages(body map[string]any) *refusal {
	for i, img := range objects(body["main_images"]) {
		picture, ok := s.images[text(img["uri"])]
		if !ok {
			return refuse(200, 12052300, "main_images[%d].uri is not a picture of this shop: upload it first", i)
		}
		if min(picture.Width, picture.Height) < minMainSide {
			return refuse(200, 12052301, "main_images[%d] is %d x %d, each side needs %d or more", i, picture.Width, picture.Height, minMainSide)
		}
	}
	return nil
}

// newSKUs makes the SKUs of an edit; those with an id must be among old.
func (s *Sandbox) newSKUs(v any, old []map[string]any) ([]map[string]any, *refusal) {
	var skus []map[string]any
	for i, in := range objects(v) {
		sku := map[string]any{"sales_attributes": []any{}, "seller_sku": "", "status_info": map[string]any{"status": "NORMAL"}}
		if id := text(in["id"]); id != "" {
			at := slices.IndexFunc(old, func(m map[string]any) bool { return text(m["id"]) == id })
			if at < 0 {
				return nil, refuse(200, 12052556, "skus[%d].id %s is not a SKU of this product", i, id)
			}
			maps.Copy(sku, old[at])
		} else {
			sku["id"] = skuID(s.nextProduct(), i)
		}
		for _, name := range []string{"seller_sku", "sales_attributes", "identifier_code", "inventory", "list_price", "pre_sale", "external_sku_id"} {
			if v, ok := in[name]; ok {
				sku[name] = v
			}
		}
		if price := object(in["price"]); price != nil {
			amount, ok := cents(price["amount"])
			if !ok || amount == 0 {
				return nil, refuse(200, 12052012, "skus[%d].price.amount must be an amount above zero, as text", i)
			}
			sku["price"] = priceOf(text(price["amount"]), text(price["currency"]))
		}
		if isEmpty(sku["price"]) {
			return nil, refuse(200, 12052073, "skus[%d].price is missing", i)
		}
		skus = append(skus, sku)
	}
	return skus, nil
}

func priceOf(amount, currency string) map[string]any {
	return map[string]any{"currency": currency, "sale_price": amount, "tax_exclusive_price": amount}
}

func categoryChain(id string) []map[string]any {
	return []map[string]any{{"id": id, "parent_id": "0", "local_name": "Category " + id, "is_leaf": true}}
}

func isEmpty(v any) bool {
	switch v := v.(type) {
	case nil:
		return true
	case string:
		return v == ""
	case []any:
		return len(v) == 0
	case map[string]any:
		return len(v) == 0
	default:
		return false
	}
}

func productID(n int) string { return fmt.Sprintf("17290000%011d", n) }
func skuID(n, i int) string  { return fmt.Sprintf("17290001%07d%04d", n, i) }
func buyerID(n int) string   { return "7494" + strconv.FormatInt(1_000_000_000_000+int64(n), 10) }

func productHandlers() map[string]handler {
	return map[string]handler{
		"shop.Media.UploadImage":        (*Sandbox).uploadImage,
		"shop.Products.Create":          (*Sandbox).createProduct,
		"shop.Products.Get":             (*Sandbox).getProduct,
		"shop.Products.Search":          (*Sandbox).searchProducts,
		"shop.Products.Update":          (*Sandbox).updateProduct,
		"shop.Products.Patch":           (*Sandbox).patchProduct,
		"shop.Products.Activate":        (*Sandbox).activateProducts,
		"shop.Products.Deactivate":      (*Sandbox).deactivateProducts,
		"shop.Products.Delete":          (*Sandbox).deleteProducts,
		"shop.Products.Recover":         (*Sandbox).recoverProducts,
		"shop.Products.SearchInventory": (*Sandbox).searchInventory,
		"shop.Products.UpdateInventory": (*Sandbox).updateInventory,
		"shop.Products.UpdatePrices":    (*Sandbox).updatePrices,
	}
}
