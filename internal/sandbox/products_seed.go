package sandbox

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

const (
	productCount = 24
	currency     = "USD"
)

// colors name the variants of sample products in seller SKUs, everywhere alike.
var colors = english.colors

// sampleStatus makes most products active; the others cannot all be activated.
func sampleStatus(n int) string {
	switch n % 12 {
	case 5:
		return sellerDeactivated
	case 9:
		return draft
	case 11:
		return platformDeactivated
	default:
		return active
	}
}

// seedProducts puts n simple things into the shop, two variants each, with the
// words and prices of its market. Those of the first shop have the same ids in
// every run.
func (t *store) seedProducts(n int) {
	now, w := t.box.now(), wordsOf(t.market.locale)
	for i := range n {
		serial := t.box.nextProduct()
		fields := t.sampleProduct(i, serial, w)
		created := now.Add(-time.Duration(i%720+1) * 24 * time.Hour).Unix()
		fields["create_time"], fields["update_time"] = created, created
		for _, img := range objects(fields["main_images"]) {
			t.box.images[text(img["uri"])] = picture{sampleSide, sampleSide}
		}
		t.products.add(text(fields["id"]), fields, false)
	}
}

// sampleProduct is the i-th sample product of a shop.
func (t *store) sampleProduct(i, serial int, w words) map[string]any {
	id, uri := productID(serial), imageURI(serial)
	name := fmt.Sprintf("%s %s %02d", w.sample, w.things[i%len(w.things)], i+1)
	for word := 0; t.market.longTitles() && utf8.RuneCountInString(name) < 25; word++ {
		name += " " + w.colors[word%len(w.colors)]
	}
	skus := []map[string]any{}
	for j, color := range w.colors {
		price := t.market.write(t.market.level(500 + 100*(i%50) + 50*j))
		skus = append(skus, map[string]any{
			"id": skuID(serial, j), "seller_sku": fmt.Sprintf("SAMPLE-%02d-%s", i+1, strings.ToUpper(colors[j])),
			"price":            priceOf(price, t.market.currency),
			"inventory":        []map[string]any{{"warehouse_id": t.warehouseID(), "quantity": 10 + i%100}},
			"sales_attributes": []map[string]any{{"id": "100000", "name": "Color", "value_id": strconv.Itoa(1000 + j), "value_name": color}},
			"status_info":      map[string]any{"status": "NORMAL"},
		})
	}
	status, audit := sampleStatus(i), auditOf("NONE")
	if status == active {
		audit = auditOf("APPROVED")
	}
	return map[string]any{
		"id": id, "title": name, "description": "<p>" + name + " for tests.</p>", "status": status, "product_status": status,
		"has_draft": status == draft, "is_not_for_sale": false, "is_cod_allowed": false,
		"category_chains": categoryChain("600001"), "brand": map[string]any{"id": "7082000000000000001", "name": "Sample brand"},
		"audit":              audit,
		"main_images":        []map[string]any{{"uri": uri, "width": sampleSide, "height": sampleSide, "urls": []string{}, "thumb_urls": []string{}}},
		"package_weight":     map[string]any{"unit": "KILOGRAM", "value": "0.50"},
		"package_dimensions": map[string]any{"unit": "CENTIMETER", "length": "10", "width": "10", "height": "10"},
		"sales_regions":      []string{t.market.region}, "listing_quality_tier": "GOOD", "skus": skus,
	}
}

// nextProduct numbers products, across all shops: seeded ones have the same
// numbers in every run.
func (s *Sandbox) nextProduct() int {
	s.products++
	return s.products
}
