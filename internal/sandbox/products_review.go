package sandbox

import (
	"maps"
	"slices"
	"strings"
	"time"
)

// review is a version of a product that the platform looks at.
type review struct {
	fields map[string]any // the version, when another one is on sale; nil: the product itself
}

// refusedWord makes the reviewers refuse a product whose title or description
// has it, in any case of letters.
const refusedWord = "reject"

// launch takes a new product in.
func (t *store) launch(id string, fields map[string]any, listing bool, now time.Time) {
	fields["status"], fields["product_status"], fields["audit"] = draft, "INITIAL", auditOf("NONE")
	t.products.add(id, fields, false)
	r := t.products.byID[id]
	t.indexSKUs(r)
	t.notify(16, map[string]any{"product_id": id, "product_types": []string{}, "update_time": now.Unix()})
	if listing {
		t.submit(r, fields, now)
		return
	}
	fields["product_status"], fields["has_draft"] = draft, true
}

func auditOf(status string) map[string]any { return map[string]any{"status": status} }

// keepDraft saves a version for later. The draft of a product that was never on
// sale is the product itself.
func (t *store) keepDraft(r *record, fields map[string]any, now time.Time) {
	if s := productStatus(r); s == draft || s == failed {
		fields["status"], fields["product_status"], fields["audit"], fields["has_draft"] = draft, draft, auditOf("NONE"), true
		delete(fields, "audit_failed_reasons")
		r.fields = fields
		t.indexSKUs(r)
	} else {
		keepStock(r.fields, fields)
		fields["has_draft"] = true
		r.fields["has_draft"], r.fields["update_time"] = true, now.Unix()
		if t.goods.drafts == nil {
			t.goods.drafts = map[string]map[string]any{}
		}
		t.goods.drafts[r.id] = fields
	}
	r.touch()
}

// submit sends a version of a product to review. While another version is on
// sale, that one keeps its place; its prices and stock change at once.
func (t *store) submit(r *record, fields map[string]any, now time.Time) {
	v := &review{}
	delete(t.goods.drafts, r.id)
	delete(fields, "audit_failed_reasons")
	delete(r.fields, "audit_failed_reasons")
	fields["has_draft"], r.fields["has_draft"] = false, false
	fields["audit"] = auditOf("AUDITING")
	if productStatus(r) == active {
		v.fields = fields
		fields["status"], fields["product_status"] = active, active
		takePrices(r.fields, fields)
		r.fields["audit"], r.fields["update_time"] = fields["audit"], now.Unix()
	} else {
		fields["status"] = pending
		r.fields = fields
		t.indexSKUs(r)
	}
	r.touch()
	if t.goods.reviews == nil {
		t.goods.reviews = map[string]*review{}
	}
	t.goods.reviews[r.id] = v
	t.auditMoved(r, now)
	if t.box.tempo.Audit <= 0 {
		t.judge(r, v, now)
		return
	}
	t.box.after(t.box.tempo.Audit, func(now time.Time) {
		if t.goods.reviews[r.id] == v && text(object(r.fields["audit"])["status"]) == "AUDITING" {
			t.judge(r, v, now)
		}
	})
}

// judge decides by what a reviewer would see.
func (t *store) judge(r *record, v *review, now time.Time) {
	seen := r.fields
	if v.fields != nil {
		seen = v.fields
	}
	if word := strings.ToLower(text(seen["title"]) + " " + text(seen["description"])); strings.Contains(word, refusedWord) {
		t.fail(r, now, "The product information violates the listing rules")
		return
	}
	chain := objects(seen["category_chains"])
	if len(chain) > 0 {
		g := findCategory(text(chain[len(chain)-1]["id"]))
		if g != nil && g.has(inviteOnly) && t.market.region == "US" {
			r.fields["audit"] = map[string]any{"status": "PRE_APPROVED", "pre_approved_reasons": []string{"RESTRICTED_CATEGORY_PENDING"}}
			r.touch()
			t.auditMoved(r, now)
			return
		}
	}
	t.pass(r, now)
}

// pass puts the version under review on sale.
func (t *store) pass(r *record, now time.Time) {
	v := t.goods.reviews[r.id]
	if v == nil {
		return
	}
	delete(t.goods.reviews, r.id)
	first := text(r.fields["product_status"]) == "INITIAL" || text(r.fields["product_status"]) == draft
	var changed []string
	before := r.fields
	if v.fields != nil {
		keepStock(before, v.fields)
		changed = changedFields(before, v.fields)
		v.fields["has_draft"] = before["has_draft"]
		r.fields = v.fields
		t.indexSKUs(r)
	}
	r.fields["status"], r.fields["product_status"], r.fields["audit"] = active, active, auditOf("APPROVED")
	r.fields["update_time"] = now.Unix()
	r.touch()
	t.auditMoved(r, now)
	if first {
		t.productMoved(r, "PRODUCT_FIRST_PASS_REVIEW", "", now)
	} else if v.fields == nil {
		t.productMoved(r, "PRODUCT_STATUS_CHANGED", "", now)
	}
	if len(changed) > 0 {
		t.notify(15, map[string]any{"product_id": r.id, "change_source": "OPEN_API", "changed_fields": changed, "update_time": now.Unix()})
	}
	if old, fresh := leafID(before), leafID(r.fields); v.fields != nil && old != fresh {
		t.notify(18, map[string]any{"product_id": r.id, "previous_category_id": old, "current_category_id": fresh, "update_time": now.Unix()})
	}
}

// fail refuses the version under review. A version on sale stays there.
func (t *store) fail(r *record, now time.Time, reasons ...string) {
	delete(t.goods.reviews, r.id)
	r.fields["audit"] = auditOf("FAILED")
	r.fields["audit_failed_reasons"] = []map[string]any{{
		"listing_platform": "TIKTOK_SHOP", "position": "Product", "reasons": reasons,
		"suggestions": []string{"Change the product as the reasons say, then submit it again"},
	}}
	if productStatus(r) != active {
		r.fields["status"] = failed
	}
	r.fields["update_time"] = now.Unix()
	r.touch()
	t.auditMoved(r, now)
	t.productMoved(r, "PRODUCT_AUDIT_FAILURE", strings.Join(reasons, "; "), now)
}

func (t *store) auditMoved(r *record, now time.Time) {
	audit := maps.Clone(object(r.fields["audit"]))
	if _, ok := audit["pre_approved_reasons"]; !ok {
		audit["pre_approved_reasons"] = []string{}
	}
	t.notify(37, map[string]any{"product_id": r.id, "audit": audit, "integrated_platform_statuses": []any{}, "update_time": now.Unix()})
}

func (t *store) productMoved(r *record, what, why string, now time.Time) {
	t.notify(5, map[string]any{"product_id": r.id, "status": what, "suspended_reason": why, "update_time": now.Unix()})
}

func leafID(fields map[string]any) string {
	chain := objects(fields["category_chains"])
	if len(chain) == 0 {
		return ""
	}
	return text(chain[len(chain)-1]["id"])
}

// takePrices gives the version on sale the prices and the stock of a newer one.
func takePrices(live, fresh map[string]any) {
	eachShared(fresh, live, "price", "list_price", "inventory")
}

// keepStock gives a newer version what happened to the one on sale meanwhile.
func keepStock(live, fresh map[string]any) {
	eachShared(live, fresh, "price", "list_price", "inventory", "status_info")
}

// eachShared copies fields of the SKUs that both versions have.
func eachShared(from, to map[string]any, names ...string) {
	for _, sku := range objects(to["skus"]) {
		for _, other := range objects(from["skus"]) {
			if text(sku["id"]) != text(other["id"]) {
				continue
			}
			for _, name := range names {
				if v, ok := other[name]; ok {
					sku[name] = v
				}
			}
		}
	}
}

// changedFields says what differs, in the words of the webhook.
func changedFields(before, after map[string]any) []string {
	var changed []string
	differs := func(name string) bool { return string(encode(before[name])) != string(encode(after[name])) }
	for _, name := range []string{"title", "description", "main_images", "product_attributes"} {
		if differs(name) {
			changed = append(changed, name)
		}
	}
	if differs("size_chart") {
		if isEmpty(object(after["size_chart"])["template"]) {
			changed = append(changed, "size_chart_image")
		} else {
			changed = append(changed, "size_chart_template")
		}
	}
	if slices.ContainsFunc(append([]string{"category_chains", "brand", "skus", "video", "certifications"}, editable[2:]...), differs) {
		changed = append(changed, "others")
	}
	return changed
}
