package sandbox

import (
	"slices"
	"strings"
)

// fbtGoods is one kind of goods that the platform keeps. Several SKUs of the
// shop may sell it, each SKU sells one kind.
type fbtGoods struct {
	id        string
	name      string
	image     string
	reference string
	skus      []string
	declared  map[string]any // as the seller wrote it
	stock     map[string]*fbtStock
}

func (g *fbtGoods) brief() map[string]any {
	return map[string]any{"id": g.id, "name": g.name, "reference_code": g.reference}
}

// describe takes over what the seller declares.
func (g *fbtGoods) describe(in map[string]any) {
	g.name, g.image, g.reference, g.declared = text(in["goods_name"]), text(in["goods_image_url"]), text(in["reference_code"]), in
}

// declarationFault says what is wrong with declared goods, "" if nothing is.
func declarationFault(in map[string]any) string {
	for _, name := range []string{"goods_name", "goods_image_url", "return_handling_method", "dimension_and_weight_base_info"} {
		if isEmpty(in[name]) {
			return name + " is missing"
		}
	}
	size := object(in["dimension_and_weight_base_info"])
	for _, name := range []string{"weight_value", "length_value", "width_value", "height_value"} {
		if v := text(size[name]); v == "" || strings.Trim(v, "0123456789.") != "" || strings.Trim(v, "0.") == "" {
			return name + " must be a number above zero"
		}
	}
	switch {
	case isEmpty(size["weight_unit"]) || isEmpty(size["dimension_unit"]):
		return "weight_unit or dimension_unit is missing"
	case truth(in["is_hazmat"]) && isEmpty(in["hazmat_info"]):
		return "hazmat_info is missing for hazardous goods"
	case truth(in["is_expiration_management"]) && isEmpty(in["shelf_life_attribute_info"]):
		return "shelf_life_attribute_info is missing for goods that expire"
	}
	return ""
}

// skuOf finds a SKU of the shop and its product, nil if there is none.
func (t *store) skuOf(id string) (product *record, sku map[string]any) {
	for _, r := range t.products.list {
		for _, sku := range objects(r.fields["skus"]) {
			if text(sku["id"]) == id {
				return r, sku
			}
		}
	}
	return nil, nil
}

func (s *Sandbox) createFBTGoods(c *call) (any, *refusal) {
	if refused := wanting(c.body, "create_goods_dto_list"); refused != nil {
		return nil, refused
	}
	f := c.store.depot()
	results := []map[string]any{}
	for _, in := range objects(c.body["create_goods_dto_list"]) {
		sku := text(in["tts_sku_id"])
		result := map[string]any{"tts_sku_id": sku, "is_success": false, "tts_goods_id": "", "fail_reason": ""}
		results = append(results, result)
		product, _ := c.store.skuOf(sku)
		fault := declarationFault(in)
		switch {
		case product == nil:
			fault = "SKU does not exist"
		case f.bySKU[sku] != nil:
			fault = "SKU is already matched with goods " + f.bySKU[sku].id
		case isEmpty(in["create_goods_type"]):
			fault = "create_goods_type is missing"
		}
		if fault != "" {
			result["fail_reason"] = fault
			continue
		}
		g := &fbtGoods{id: s.depotID("17350000"), stock: map[string]*fbtStock{}}
		g.describe(in)
		f.goods, f.byID[g.id] = append(f.goods, g), g
		if strings.Contains(text(in["create_goods_type"]), "BIND") {
			c.store.matchSKU(g, product, sku)
		}
		result["is_success"], result["tts_goods_id"] = true, g.id
		c.applied = true
	}
	return map[string]any{"create_result_info": map[string]any{"create_result_list": results}}, nil
}

func (s *Sandbox) updateFBTGoods(c *call) (any, *refusal) {
	in := object(c.body["update_goods_dto"])
	if refused := wanting(in, "tts_goods_id"); refused != nil {
		return nil, refused
	}
	id := text(in["tts_goods_id"])
	g := c.store.depot().byID[id]
	fault := declarationFault(in)
	if g == nil {
		fault = "goods do not exist"
	}
	if fault == "" {
		g.describe(in)
		c.applied = true
	}
	return map[string]any{"update_result_info": map[string]any{"tts_goods_id": id, "is_success": fault == "", "fail_reason": fault}}, nil
}

// matchSKU ties a SKU to goods.
func (t *store) matchSKU(g *fbtGoods, product *record, sku string) {
	g.skus = append(g.skus, sku)
	t.fbt.bySKU[sku] = g
	t.matched("MATCH", g, product.id, sku)
}

func (t *store) matched(kind string, g *fbtGoods, product, sku string) {
	t.notifySeller(23, map[string]any{
		"match_type": kind, "product_type": "LOCAL", "goods_id": g.id, "product_id": product, "sku_id": sku, "update_time": t.box.now().Unix(),
	})
}

func (s *Sandbox) bindFBTGoods(c *call) (any, *refusal) {
	if refused := wanting(c.body, "operate_goods_sku_relation_list", "operation_type"); refused != nil {
		return nil, refused
	}
	bind := text(c.body["operation_type"]) == "BIND"
	if !bind && text(c.body["operation_type"]) != "UNBIND" {
		return nil, invalid("invalid param operation_type: want BIND or UNBIND")
	}
	results := []map[string]any{}
	for _, in := range objects(c.body["operate_goods_sku_relation_list"]) {
		for _, sku := range texts(in["tts_sku_ids"]) {
			fault := c.store.rebind(text(in["tts_goods_id"]), sku, bind)
			c.applied = c.applied || fault == ""
			results = append(results, map[string]any{
				"tts_goods_id": in["tts_goods_id"], "tts_sku_id": sku, "is_success": fault == "", "fail_reason": fault,
			})
		}
	}
	return map[string]any{"operate_goods_sku_relation_info": map[string]any{"operate_result_list": results}}, nil
}

// rebind ties a SKU to goods or takes it off; it says why that is not possible.
func (t *store) rebind(goods, sku string, bind bool) (fault string) {
	f := t.depot()
	g := f.byID[goods]
	product, _ := t.skuOf(sku)
	switch old := f.bySKU[sku]; {
	case g == nil:
		return "goods do not exist"
	case product == nil:
		return "SKU does not exist"
	case bind && old == g:
		return "SKU is already matched with these goods"
	case bind && old != nil:
		return "SKU is matched with goods " + old.id + ": unbind it first"
	case bind:
		t.matchSKU(g, product, sku)
		return ""
	case old != g:
		return "SKU is not matched with these goods"
	}
	delete(f.bySKU, sku)
	g.skus = slices.DeleteFunc(g.skus, func(id string) bool { return id == sku })
	t.matched("UNMATCH", g, product.id, sku)
	return ""
}

func (s *Sandbox) searchFBTGoods(c *call) (any, *refusal) {
	ids, products := texts(c.body["goods_ids"]), texts(c.body["product_ids"])
	references, skus := texts(c.body["reference_codes"]), texts(c.body["sku_ids"])
	type row struct {
		n int64
		g *fbtGoods
	}
	var found []row
	for i, g := range c.store.depot().goods {
		ofProduct := len(products) == 0 || slices.ContainsFunc(g.skus, func(id string) bool {
			p, _ := c.store.skuOf(id)
			return p != nil && slices.Contains(products, p.id)
		})
		ofSKU := len(skus) == 0 || slices.ContainsFunc(g.skus, func(id string) bool { return slices.Contains(skus, id) })
		if oneOf(ids, g.id) && oneOf(references, g.reference) && ofProduct && ofSKU {
			found = append(found, row{int64(i), g})
		}
	}
	page, next, refused := paged(c, found, func(r row) listPlace { return listPlace{r.n, ""} }, c.pageSize(), c.query.Get("page_token"))
	if refused != nil {
		return nil, refused
	}
	out := []map[string]any{}
	for _, r := range page {
		out = append(out, c.store.showGoods(r.g))
	}
	return project(c.rt.op.Response, map[string]any{"goods": out, "next_page_token": next, "total_count": len(found)}), nil
}

// showGoods is goods as searches list them.
func (t *store) showGoods(g *fbtGoods) map[string]any {
	skus := []map[string]any{}
	for _, id := range g.skus {
		product, sku := t.skuOf(id)
		if product == nil {
			continue
		}
		skus = append(skus, map[string]any{
			"id": id, "name": sku["seller_sku"], "matched": true, "regions": []string{t.market.region}, "image_url": g.image,
			"product": map[string]any{"id": product.id, "name": product.fields["title"], "image_url": g.image},
		})
	}
	barcodes := []map[string]any{}
	for _, b := range objects(g.declared["barcode_infos"]) {
		barcodes = append(barcodes, map[string]any{"type": b["barcode_type"], "code": b["barcode_value"]})
	}
	size, shelf := object(g.declared["dimension_and_weight_base_info"]), object(g.declared["shelf_life_attribute_info"])
	measures := map[string]any{
		"dimension": map[string]any{
			"height": size["height_value"], "length": size["length_value"], "width": size["width_value"], "unit": size["dimension_unit"],
		},
		"weight": map[string]any{"value": size["weight_value"], "unit": size["weight_unit"]},
	}
	lot := map[string]any{"is_lot_control": truth(g.declared["is_lot_code"]), "is_expiration_management": truth(g.declared["is_expiration_management"])}
	if shelf != nil {
		for to, from := range map[string]string{
			"shelf_life_days": "shelf_life", "inbound_cutoff_days": "inbound_cutoff_days", "expiration_alert_days": "expiration_alert_days",
			"sales_cutoff_days": "sales_cutoff_days", "handling_method": "handling_method_expired_goods", "return_cycle": "return_cycle",
		} {
			if v, ok := shelf[from]; ok {
				lot[to] = v
			}
		}
	}
	shown := map[string]any{
		"id": g.id, "name": g.name, "reference_code": g.reference, "image_url": g.image, "skus": skus, "barcodes": barcodes,
		"merchant_declaration_info": measures, "lot_expiration_info": lot,
	}
	if len(g.stock) > 0 {
		shown["warehouse_confirmation_info"] = measures // measured when the first units came in
	}
	return shown
}

func (s *Sandbox) getFBTHazmat(c *call) (any, *refusal) {
	if refused := wanting(c.body, "tts_sku_ids"); refused != nil {
		return nil, refused
	}
	out := []map[string]any{}
	for _, sku := range texts(c.body["tts_sku_ids"]) {
		g := c.store.depot().bySKU[sku]
		if g == nil {
			continue
		}
		row := map[string]any{
			"tts_sku_id": sku, "is_hazmat": truth(g.declared["is_hazmat"]), "is_lot_code": truth(g.declared["is_lot_code"]),
			"is_expiration_management": truth(g.declared["is_expiration_management"]),
		}
		if shelf := object(g.declared["shelf_life_attribute_info"]); shelf != nil {
			row["exp_base_info"] = shelf
		}
		out = append(out, row)
	}
	return project(c.rt.op.Response, map[string]any{"hazmat_and_expiration_info": map[string]any{"hazmat_and_expiration_dto_list": out}}), nil
}
