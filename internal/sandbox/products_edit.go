package sandbox

import (
	"maps"
	"slices"
)

// editable are the fields that edits carry over as they are sent.
var editable = []string{
	"title", "description", "package_weight", "package_dimensions", "is_cod_allowed", "is_pre_owned", "is_not_for_sale",
	"manufacturer_ids", "responsible_person_ids", "minimum_order_quantity", "shipping_insurance_requirement",
	"external_product_id", "shipping_template_id", "primary_combined_product_id",
}

// made are the fields that edits carry over in another form.
var made = []string{"category_chains", "brand", "main_images", "product_attributes", "size_chart", "video", "certifications"}

// compose makes a version of a product from what was sent and the version it is
// based on, nil for a new product. With replace what is left out is gone.
func (t *store) compose(body, base map[string]any, replace bool) (map[string]any, *refusal) {
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
		for _, name := range append(slices.Clone(editable), made...) {
			delete(fields, name)
		}
	}
	if !isEmpty(body["skus"]) {
		skus, refused := t.newSKUs(body["skus"], objects(fields["skus"]))
		if refused != nil {
			return nil, refused
		}
		fields["skus"] = skus
	}
	if refused := t.checkInput(body); refused != nil {
		return nil, refused
	}
	for _, name := range editable {
		if v, ok := body[name]; ok && v != nil {
			fields[name] = v
		}
	}
	if refused := t.carry(fields, body); refused != nil {
		return nil, refused
	}
	if _, ok := fields["listing_quality_tier"]; !ok {
		fields["listing_quality_tier"] = "FAIR"
	}
	return fields, t.checkCategory(fields, text(body["save_mode"]) != "AS_DRAFT")
}

// carry takes over what a product shows in another form than it is sent.
func (t *store) carry(fields, body map[string]any) *refusal {
	if id := text(body["category_id"]); id != "" {
		if _, refused := leafOf(id); refused != nil {
			return refused
		}
		fields["category_chains"] = categoryChain(id)
	}
	if id := text(body["brand_id"]); id != "" && id != "0" {
		fields["brand"] = map[string]any{"id": id, "name": t.allBrands().byID[id].fields["name"]}
	}
	if !isEmpty(body["main_images"]) {
		fields["main_images"] = t.box.pictures(uris(body["main_images"]))
	}
	if !isEmpty(body["product_attributes"]) {
		list, refused := t.productAttributes(objects(body["product_attributes"]))
		if refused != nil {
			return refused
		}
		fields["product_attributes"] = list
	}
	if chart := object(body["size_chart"]); len(chart) > 0 {
		fields["size_chart"] = map[string]any{}
		if id := text(object(chart["template"])["id"]); id != "" {
			fields["size_chart"] = map[string]any{"template": map[string]any{"id": id}}
		} else if uri := text(object(chart["image"])["uri"]); uri != "" {
			fields["size_chart"] = map[string]any{"image": t.box.pictures([]string{uri})[0]}
		}
	}
	if f := t.box.uploadedFiles[text(object(body["video"])["id"])]; f != nil {
		fields["video"] = map[string]any{"id": f.id, "url": t.box.fileURL(f), "format": f.format, "size": f.size, "width": 1280, "height": 720}
	}
	if papers := objects(body["certifications"]); len(papers) > 0 {
		fields["certifications"] = t.papers(papers)
	}
	return nil
}

// papers are certificates as products show them.
func (t *store) papers(in []map[string]any) []map[string]any {
	out := []map[string]any{}
	for _, paper := range in {
		files := []map[string]any{}
		for _, f := range objects(paper["files"]) {
			if have := t.box.uploadedFiles[text(f["id"])]; have != nil {
				files = append(files, map[string]any{"id": have.id, "name": have.name, "format": have.format, "urls": []string{t.box.fileURL(have)}})
			}
		}
		row := map[string]any{
			"id": paper["id"], "title": "Battery safety data sheet", "files": files, "images": t.box.pictures(uris(paper["images"])),
		}
		if v, ok := paper["expiration_date"]; ok {
			row["expiration_date"] = v
		}
		out = append(out, row)
	}
	return out
}

// uris are those of a list of pictures.
func uris(v any) []string {
	out := []string{}
	for _, img := range objects(v) {
		out = append(out, text(img["uri"]))
	}
	return out
}

// checkLocked refuses new prices of SKUs that a running promotion sells.
func (t *store) checkLocked(r *record, body map[string]any) *refusal {
	for _, in := range objects(body["skus"]) {
		sku, price := skuOf(r, text(in["id"])), object(in["price"])
		if sku == nil || price == nil {
			continue
		}
		want, ok := t.market.read(price["amount"])
		have, _ := t.market.read(object(sku["price"])["sale_price"])
		if ok && want != have && t.promotions.locks(r.id, text(in["id"]), t.box.now()) {
			return refuse(200, 12052038, "SKU %s is sold by a running promotion: its price is locked", text(in["id"]))
		}
	}
	return nil
}
