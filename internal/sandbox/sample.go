package sandbox

func sampleAssets() []map[string]any {
	return []map[string]any{{
		"cipher": "ROW_asset-cipher-for-tests", "target_market": "US", "category": map[string]any{"id": 3, "name": "Test Category"},
	}}
}
