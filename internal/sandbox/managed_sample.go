package sandbox

// sampleSupply is one product that is on sale; the platform has ordered it.
func (t *store) sampleSupply() {
	size := func(name string) map[string]any {
		return map[string]any{
			"external_sku_code": "SAMPLE-MUG-" + name, "second_key_attribute_value_name": name, "inventory": 500,
			"price": map[string]any{"amount": "19.90", "currency": "CNY"}, "reference_sale_price": map[string]any{"amount": "49.00", "currency": "CNY"},
		}
	}
	spu := t.propose(map[string]any{
		"category_id": "7303372078719600007", "product_name_en": "Sample mug", "product_name_zh": "Sample mug",
		"skcs": []map[string]any{{
			"external_skc_code": "SAMPLE-MUG", "first_key_attribute_value_name": "Red", "skus": []map[string]any{size("S"), size("L")},
		}},
	})
	spu.each(func(sku *managedSKU) { sku.status = skuOnline })
	t.orderStock(spu.skcs[0], true)
}
