package sandbox

import (
	"fmt"
	"slices"
	"strconv"
)

// Statuses of products.
const (
	draft               = "DRAFT"
	pending             = "PENDING" // under review, not for sale yet
	failed              = "FAILED"  // refused by the review
	active              = "ACTIVATE"
	sellerDeactivated   = "SELLER_DEACTIVATED"
	platformDeactivated = "PLATFORM_DEACTIVATED"
	frozen              = "FREEZE"
	deleted             = "DELETED"
)

const maxBatch = 20

func (s *Sandbox) searchProducts(c *call) (any, *refusal) {
	audits, sellerSKUs, skuIDs := texts(c.body["audit_status"]), texts(c.body["seller_skus"]), texts(c.body["sku_ids"])
	if len(sellerSKUs) > 10 {
		return nil, refuse(200, 12019027, "seller_skus has %d elements, more than 10", len(sellerSKUs))
	}
	tiers, status := texts(c.body["listing_quality_tiers"]), text(c.body["status"])
	found := c.store.products.filter(func(r *record) bool {
		return (status == "" || status == "ALL" || status == productStatus(r)) &&
			oneOf(audits, text(object(r.fields["audit"])["status"])) && oneOf(tiers, text(r.fields["listing_quality_tier"])) &&
			anySKU(r, "seller_sku", sellerSKUs) && anySKU(r, "id", skuIDs) &&
			(!truth(c.body["return_draft_version"]) || truth(r.fields["has_draft"])) && inTime(c.body, r)
	})
	return c.search(found)
}

func productStatus(r *record) string { return text(r.fields["status"]) }

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

// getProduct shows the version on sale, or the one under review or the draft
// when there is one and it is asked for.
func (s *Sandbox) getProduct(c *call) (any, *refusal) {
	r, refused := c.store.findProduct(c.ids.Get("product_id"))
	if refused != nil {
		return nil, refused
	}
	review, unsent := c.query.Get("return_under_review_version") == "true", c.query.Get("return_draft_version") == "true"
	if review && unsent {
		return nil, refuse(200, 12052910, "return_under_review_version and return_draft_version exclude each other")
	}
	version := c.store.goods.drafts[r.id]
	if v := c.store.goods.reviews[r.id]; review && v != nil {
		version = v.fields
	}
	if version != nil && (review || unsent) {
		return project(c.rt.op.Response, version), nil
	}
	s.linkImages(r)
	return whole(r, c), nil
}

// linkImages gives the pictures of sample products their addresses, which are
// not known before the server runs.
func (s *Sandbox) linkImages(r *record) {
	for _, img := range objects(r.fields["main_images"]) {
		if urls, ok := img["urls"].([]string); ok && len(urls) == 0 && s.baseURL != "" && !r.captured {
			url := []string{s.baseURL + imagePath + text(img["uri"])}
			img["urls"], img["thumb_urls"] = url, url
			r.touch()
		}
	}
}

func (s *Sandbox) createProduct(c *call) (any, *refusal) {
	fields, refused := c.store.compose(c.body, nil, true)
	if refused != nil {
		return nil, refused
	}
	id := productID(s.nextProduct())
	fields["id"], fields["create_time"], fields["update_time"] = id, c.now.Unix(), c.now.Unix()
	fields["has_draft"], fields["sales_regions"] = false, []string{c.store.market.region}
	if _, ok := fields["is_not_for_sale"]; !ok {
		fields["is_not_for_sale"] = false
	}
	c.store.launch(id, fields, text(c.body["save_mode"]) != "AS_DRAFT", c.now)
	c.applied = true
	return s.edited(c, id, objects(fields["skus"])), nil
}

func (s *Sandbox) updateProduct(c *call) (any, *refusal) { return s.change(c, true) }

func (s *Sandbox) patchProduct(c *call) (any, *refusal) { return s.change(c, false) }

// change edits a product. What the buyers see changes after the review, apart
// from prices and stock.
func (s *Sandbox) change(c *call, replace bool) (any, *refusal) {
	t := c.store
	r, refused := t.findProduct(c.ids.Get("product_id"))
	if refused != nil {
		return nil, refused
	}
	listing := text(c.body["save_mode"]) != "AS_DRAFT"
	switch status := productStatus(r); {
	case status == deleted, status == frozen, status == pending && !listing:
		return nil, refuse(200, 12052901, "product %s is %s, which does not allow this", r.id, status)
	}
	if refused := t.checkLocked(r, c.body); refused != nil {
		return nil, refused
	}
	base := r.fields
	if v := t.goods.reviews[r.id]; v != nil && v.fields != nil {
		base = v.fields
	}
	if v := t.goods.drafts[r.id]; v != nil {
		base = v
	}
	fields, refused := t.compose(c.body, base, replace)
	if refused != nil {
		return nil, refused
	}
	fields["update_time"] = c.now.Unix()
	skus := objects(fields["skus"])
	if listing {
		t.submit(r, fields, c.now)
	} else {
		t.keepDraft(r, fields, c.now)
	}
	c.applied = true
	return s.edited(c, r.id, skus), nil
}

// edited is the answer to a creation or an edit.
func (s *Sandbox) edited(c *call, id string, skus []map[string]any) any {
	short := []map[string]any{}
	for _, sku := range skus {
		short = append(short, map[string]any{
			"id": sku["id"], "seller_sku": sku["seller_sku"], "sales_attributes": sku["sales_attributes"], "external_sku_id": sku["external_sku_id"],
		})
		if isEmpty(sku["external_sku_id"]) {
			delete(short[len(short)-1], "external_sku_id")
		}
	}
	audit := text(object(c.store.products.byID[id].fields["audit"])["status"])
	if audit != "NONE" && audit != "APPROVED" {
		audit = "AUDITING" // the answer knows no others
	}
	return project(c.rt.op.Response, map[string]any{
		"product_id": id, "skus": short, "warnings": []any{}, "audit": map[string]any{"status": audit},
	})
}

func isEmpty(v any) bool {
	switch v := v.(type) {
	case nil:
		return true
	case string:
		return v == ""
	case []any:
		return len(v) == 0
	case []map[string]any:
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
		"shop.Media.UploadImage":            (*Sandbox).uploadImage,
		"shop.Media.UploadFile":             (*Sandbox).uploadFile,
		"shop.Media.OptimizeImages":         (*Sandbox).optimizeImages,
		"shop.Products.Create":              (*Sandbox).createProduct,
		"shop.Products.Get":                 (*Sandbox).getProduct,
		"shop.Products.Search":              (*Sandbox).searchProducts,
		"shop.Products.Update":              (*Sandbox).updateProduct,
		"shop.Products.Patch":               (*Sandbox).patchProduct,
		"shop.Products.Activate":            (*Sandbox).activateProducts,
		"shop.Products.Deactivate":          (*Sandbox).deactivateProducts,
		"shop.Products.Delete":              (*Sandbox).deleteProducts,
		"shop.Products.Recover":             (*Sandbox).recoverProducts,
		"shop.Products.SearchInventory":     (*Sandbox).searchInventory,
		"shop.Products.UpdateInventory":     (*Sandbox).updateInventory,
		"shop.Products.UpdatePrices":        (*Sandbox).updatePrices,
		"shop.Products.EnableStrikethrough": (*Sandbox).enableStrikethrough,
	}
}
