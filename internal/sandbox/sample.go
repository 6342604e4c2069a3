package sandbox

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

func sampleAssets() []map[string]any {
	return []map[string]any{{
		"cipher": "ROW_asset-cipher-for-tests", "target_market": "US", "category": map[string]any{"id": 3, "name": "Test Category"},
	}}
}

const (
	productCount = 24
	currency     = "USD"
)

var things = [...]string{"Mug", "Bowl", "Plate", "Vase", "Lamp", "Towel", "Basket", "Candle"}

var colors = [...]string{"Red", "Blue"}

// sampleStatus makes most products active; the others cannot all be activated.
func sampleStatus(n int) string {
	switch n % 12 {
	case 5:
		return sellerDeactivated
	case 9:
		return draft
	case 11:
		return "PLATFORM_DEACTIVATED"
	default:
		return active
	}
}

// sampleProducts are two variants of simple things.
func sampleProducts(now time.Time) *collection {
	k := newCollection()
	for n := range productCount {
		id := productID(n + 1)
		name := fmt.Sprintf("Sample %s %02d", things[n%len(things)], n+1)
		skus := []map[string]any{}
		for i, color := range colors {
			amount := dollars(500 + 100*n + 50*i)
			skus = append(skus, map[string]any{
				"id": skuID(n+1, i), "seller_sku": fmt.Sprintf("SAMPLE-%02d-%s", n+1, strings.ToUpper(color)),
				"price":            priceOf(amount, currency),
				"inventory":        []map[string]any{{"warehouse_id": warehouseID, "quantity": 10 + n}},
				"sales_attributes": []map[string]any{{"id": "100000", "name": "Color", "value_id": strconv.Itoa(1000 + i), "value_name": color}},
				"status_info":      map[string]any{"status": "NORMAL"},
			})
		}
		created := now.Add(-time.Duration(n+1) * 24 * time.Hour).Unix()
		uri := imageURI(n + 1)
		k.add(id, map[string]any{
			"id": id, "title": name, "description": "<p>" + name + " for tests.</p>", "status": sampleStatus(n),
			"create_time": created, "update_time": created, "has_draft": false, "is_not_for_sale": false, "is_cod_allowed": false,
			"category_chains": categoryChain("600001"), "brand": map[string]any{"id": "7082000000000000001", "name": "Sample brand"},
			"audit":              map[string]any{"status": "APPROVED"},
			"main_images":        []map[string]any{{"uri": uri, "width": sampleSide, "height": sampleSide, "urls": []string{}, "thumb_urls": []string{}}},
			"package_weight":     map[string]any{"unit": "KILOGRAM", "value": "0.50"},
			"package_dimensions": map[string]any{"unit": "CENTIMETER", "length": "10", "width": "10", "height": "10"},
			"sales_regions":      []string{"US"}, "listing_quality_tier": "GOOD", "skus": skus,
		}, false)
	}
	return k
}
