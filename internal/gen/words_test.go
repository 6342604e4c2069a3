package main

import "testing"

func TestGoNamesOfWireNames(t *testing.T) {
	t.Parallel()
	n := &names{Words: map[string]string{"produt": "product"}, used: map[string]bool{}}
	tests := map[string]struct{ exported, unexported string }{
		"order_id":       {"OrderID", "orderID"},
		"sku_id":         {"SKUID", "skuID"},
		"url_list":       {"URLList", "urlList"},
		"image_uris":     {"ImageURIs", "imageURIs"},
		"create_time_ge": {"CreateTimeGE", "createTimeGE"},
		"24h_live_gmv":   {"LiveGMV24h", "liveGMV24h"},
		"default_RP":     {"DefaultRP", "defaultRP"},
		"produt_clicks":  {"ProductClicks", "productClicks"},
		"is_cod":         {"IsCOD", "isCOD"},
		"pageSize":       {"PageSize", "pageSize"},
		"address_line_1": {"AddressLine1", "addressLine1"},
	}
	for wire, want := range tests {
		if got := n.exported(wire); got != want.exported {
			t.Errorf("exported(%q) = %q, want %q", wire, got, want.exported)
		}
		if got := n.unexported(wire); got != want.unexported {
			t.Errorf("unexported(%q) = %q, want %q", wire, got, want.unexported)
		}
	}
}

func TestSingularOfGoNames(t *testing.T) {
	t.Parallel()
	for plural, want := range map[string]string{
		"Orders": "Order", "SKUs": "SKU", "Categories": "Category", "Diagnoses": "Diagnosis", "Statuses": "Status",
		"Taxes": "Tax", "Batches": "Batch", "SalesGoods": "SalesGoods", "Inventory": "Inventory", "LineItems": "LineItem",
		"ImageURIs": "ImageURI", "Address": "Address", "Addresses": "Address", "ManagedInventory": "ManagedInventory",
	} {
		if got := singularName(plural); got != want {
			t.Errorf("singularName(%q) = %q, want %q", plural, got, want)
		}
	}
}

func TestNamesDoNotSayAWordTwice(t *testing.T) {
	t.Parallel()
	tests := []struct{ owner, field, want string }{
		{"Order", "LineItem", "OrderLineItem"},
		{"Order", "Order", "Order"},
		{"Order", "OrderStatus", "OrderStatus"},
		{"OrderLineItem", "ItemTax", "OrderLineItemTax"},
		{"", "Payment", "Payment"},
		{"ProductSKU", "SKUImage", "ProductSKUImage"},
	}
	for _, tt := range tests {
		if got := attach(tt.owner, tt.field); got != tt.want {
			t.Errorf("attach(%q, %q) = %q, want %q", tt.owner, tt.field, got, tt.want)
		}
	}
}

func TestFileNamesOfServices(t *testing.T) {
	t.Parallel()
	for service, want := range map[string]string{"Orders": "orders", "SizeCharts": "size_charts", "FBT": "fbt", "SKUs": "skus"} {
		if got := snake(service); got != want {
			t.Errorf("snake(%q) = %q, want %q", service, got, want)
		}
	}
}
