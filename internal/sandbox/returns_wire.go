package sandbox

// returnWire is a return in the form of searches.
func (t *store) returnWire(k *claim) map[string]any {
	m := t.market
	lines := []map[string]any{}
	for _, l := range k.lines {
		w := t.claimLineWire(k, l)
		w["return_line_item_id"], w["return_sub_line_items"] = l.id, []map[string]any{}
		lines = append(lines, w)
	}
	w := map[string]any{
		"return_id": k.id, "order_id": k.order.id, "return_type": k.kind, "return_status": k.status, "role": k.role,
		"return_reason": k.reason, "return_reason_text": reasonText(k.reason), "create_time": k.created, "update_time": k.updated,
		"refund_amount": t.splitWire(k.refund()), "return_line_items": lines, "discount_amount": []map[string]any{t.discountWire(k)},
		"can_buyer_keep_item": k.kind == returnRefund, "buyer_rejected_partial_refund": k.offerRefused,
		"is_combined_return": false, "is_quick_refund": false, "seller_next_action_response": t.nextActions(k),
		"shipment_type": "PLATFORM", "handover_method": "DROP_OFF",
	}
	if k.pickup {
		w["handover_method"] = "PICKUP"
	}
	if k.arbitration != "" {
		w["arbitration_status"] = k.arbitration
	}
	if k.offer > 0 {
		w["seller_proposed_return_type"] = "PARTIAL_REFUND"
		w["partial_refund"] = map[string]any{"currency": m.currency, "amount": m.write(k.offer)}
	}
	if k.kind == returnRefund {
		t.wayBack(k, w)
	}
	return w
}

// wayBack adds how the goods come back.
func (t *store) wayBack(k *claim, w map[string]any) {
	m := t.market
	w["return_method"] = "PLATFORM_SHIPPED"
	if k.arranged {
		w["shipment_type"], w["return_method"] = "BUYER_ARRANGE", "BUYER_SHIPPED"
	}
	var bySellerPaid, byBuyerPaid amount
	if post := k.refund().post; post > 0 {
		bySellerPaid = post
	} else if !k.keep {
		byBuyerPaid = m.shippingPrice()
	}
	w["shipping_fee_amount"] = []map[string]any{{
		"currency": m.currency, "seller_paid_return_shipping_fee": m.write(bySellerPaid),
		"platform_paid_return_shipping_fee": m.write(0), "buyer_paid_return_shipping_fee": m.write(byBuyerPaid),
	}}
	w["return_warehouse_address"] = map[string]any{"full_address": "1 Example Street, Sampleville, " + m.region}
	if k.tracking != "" {
		w["return_tracking_number"], w["return_provider_id"], w["return_provider_name"] = k.tracking, k.provider, providerName(k.provider)
	}
	switch k.status {
	case awaitingReturn, buyerShipped, parcelRejected, returnSuccess, returnComplete:
		w["return_shipping_document_type"] = k.label
	}
}

// discountWire is what had been taken off the goods of a return.
func (t *store) discountWire(k *claim) map[string]any {
	var bySellerOff, byPlatformOff amount
	for _, l := range k.lines {
		bySellerOff += k.order.lines[l.at].sellerOff
		byPlatformOff += k.order.lines[l.at].platformOff
	}
	m := t.market
	return map[string]any{
		"currency": m.currency, "product_seller_discount": m.write(bySellerOff), "product_platform_discount": m.write(byPlatformOff),
		"shipping_fee_seller_discount": m.write(0), "shipping_fee_platform_discount": m.write(0),
	}
}

// nextActions is what the seller has to answer, and until when.
func (t *store) nextActions(k *claim) []map[string]any {
	action := ""
	switch {
	case k.deadline == 0 || k.role != byBuyer && k.status != buyerShipped:
	case k.status == buyerShipped && k.arrived > 0:
		action = "SELLER_RESPOND_RECEIVE_PACKAGE"
	case k.status == replacePending:
		action = "SELLER_RESPOND_REPLACEMENT"
	case k.status == returnPending && k.kind == refundOnly:
		action = "SELLER_RESPOND_REFUND"
	case k.status == returnPending:
		action = "SELLER_RESPOND_RETURN"
	}
	if action == "" {
		return []map[string]any{}
	}
	return []map[string]any{{"action": action, "deadline": k.deadline}}
}
