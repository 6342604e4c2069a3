package sandbox

import "fmt"

// sampleOrder is one order while it is made.
type sampleOrder struct {
	n         int
	status    string
	created   int64
	shipping  string
	packageID string
	tracking  string
	items     []map[string]any
}

const sampleProvider = "Sample Express"

func (o *sampleOrder) item(product *record, j int) map[string]any {
	sku := objects(product.fields["skus"])[j%2]
	price := text(object(sku["price"])["sale_price"])
	item := map[string]any{
		"id": itemID(o.n, j), "product_id": product.id, "product_name": product.fields["title"],
		"sku_id": sku["id"], "seller_sku": sku["seller_sku"], "sku_name": colors[j%2], "sku_type": "NORMAL",
		"currency": currency, "original_price": price, "sale_price": price, "platform_discount": "0", "seller_discount": "0",
		"display_status": o.status, "is_gift": false,
	}
	if o.status == "ON_HOLD" {
		item["display_status"] = "UNPAID" // items have no such status
	}
	if o.packageID != "" {
		item["package_id"], item["package_status"] = o.packageID, packageStatusOf(o.status)
	}
	if o.tracking != "" {
		item["tracking_number"], item["shipping_provider_name"] = o.tracking, sampleProvider
	}
	if o.status == cancelled {
		item["cancel_reason"], item["cancel_user"] = "Sample reason", "BUYER"
	}
	return item
}

func (o *sampleOrder) fields() map[string]any {
	sum := 0
	for _, item := range o.items {
		n, _ := cents(item["sale_price"])
		sum += n
	}
	const shipping, taxPercent = 399, 8
	tax := sum * taxPercent / 100
	f := map[string]any{
		"id": orderID(o.n), "status": o.status, "create_time": o.created, "update_time": o.created + 600,
		"user_id": buyerID(o.n), "buyer_email": fmt.Sprintf("buyer-%d@example.com", o.n), "buyer_message": "",
		"shipping_type": o.shipping, "delivery_type": "HOME_DELIVERY", "fulfillment_type": "FULFILLMENT_BY_SELLER",
		"delivery_option_id": "7091000000000000001", "delivery_option_name": "Standard shipping",
		"order_type": "NORMAL", "commerce_platform": "TIKTOK_SHOP", "warehouse_id": warehouseID, "line_items": o.items,
		"is_cod": false, "is_sample_order": false, "is_on_hold_order": o.status == "ON_HOLD", "is_buyer_request_cancel": false,
		"is_exchange_order": false, "is_replacement_order": false, "has_updated_recipient_address": false,
		"payment": map[string]any{
			"currency": currency, "sub_total": dollars(sum), "original_total_product_price": dollars(sum),
			"shipping_fee": dollars(shipping), "original_shipping_fee": dollars(shipping), "tax": dollars(tax),
			"platform_discount": "0", "seller_discount": "0", "total_amount": dollars(sum + shipping + tax),
		},
		"payment_method_name": "Sample card", "recipient_address": o.address(),
	}
	if o.status != "UNPAID" {
		f["paid_time"] = o.created + 60
	}
	if o.packageID != "" {
		f["packages"] = []map[string]any{{"id": o.packageID}}
	}
	if o.tracking != "" {
		f["tracking_number"], f["shipping_provider"] = o.tracking, sampleProvider
		f["rts_time"] = o.created + 600
	}
	if o.status == cancelled {
		f["cancel_reason"], f["cancel_time"], f["cancellation_initiator"] = "Sample reason", o.created+600, "BUYER"
	}
	return f
}

// address is masked as live data are.
func (o *sampleOrder) address() map[string]any {
	return map[string]any{
		"name": "B***r", "first_name": "T***", "last_name": "B***r", "phone_number": "(+1)555-***-01**", "region_code": "US",
		"postal_code": "00***", "address_line1": fmt.Sprintf("%d E***", o.n), "address_detail": fmt.Sprintf("%d E***", o.n),
		"full_address": "United States, Sample State, Sampleville, ***",
		"district_info": []map[string]any{
			{"address_level": "L0", "address_level_name": "Country", "address_name": "United States", "iso_code": "US"},
			{"address_level": "L1", "address_level_name": "State", "address_name": "Sample State"},
			{"address_level": "L2", "address_level_name": "City", "address_name": "Sampleville"},
		},
	}
}

// parcel has the fields of both searches and details.
func (o *sampleOrder) parcel() map[string]any {
	ids, skus := []string{}, []map[string]any{}
	for _, item := range o.items {
		ids = append(ids, text(item["id"]))
		skus = append(skus, map[string]any{"id": item["sku_id"], "name": item["sku_name"], "quantity": 1})
	}
	status := packageStatusOf(o.status)
	return map[string]any{
		"id": o.packageID, "package_id": o.packageID, "status": status, "package_status": status,
		"create_time": o.created + 120, "update_time": o.created + 600, "order_line_item_ids": ids,
		"orders":        []map[string]any{{"id": orderID(o.n), "skus": skus}},
		"shipping_type": o.shipping, "delivery_option_id": "7091000000000000001", "delivery_option_name": "Standard shipping",
		"shipping_provider_id": "7117000000000000001", "shipping_provider_name": sampleProvider, "tracking_number": o.tracking,
		"split_and_combine_tag": "DEFAULT", "has_multi_skus": len(skus) > 1, "note_tag": "BUYER_UNNOTED",
		"dimension":         map[string]any{"unit": "CM", "length": "10", "width": "10", "height": "10"},
		"weight":            map[string]any{"unit": "GRAM", "value": "500"},
		"recipient_address": o.address(),
		"sender_address": map[string]any{
			"name": "Test Seller", "region_code": "US", "address_line1": "1 Example Street", "postal_code": "00001",
			"phone_number": "(+1)555-010-0001", "full_address": "United States, Sample State, Sampleville, 1 Example Street",
		},
	}
}
