package sandbox

import (
	"fmt"
	"time"
)

// lowStock is from how many units on a SKU is about to run out.
const lowStock = 5

func stockStatus(n int64) string {
	switch {
	case n <= 0:
		return "OUT_OF_STOCK"
	case n <= lowStock:
		return "LOW_STOCK"
	default:
		return "SUFFICIENT_STOCK"
	}
}

// stockMoved tells of a change of stock that has happened.
func (t *store) stockMoved(r *record, sku map[string]any, available, committed int64, why string) {
	if available == 0 && committed == 0 {
		return
	}
	now := t.box.now()
	rows, name := stockRows(sku)
	var free, held int64
	for _, row := range rows {
		free, held = free+number(row[name]), held+t.heldAt(sku, row)
	}
	product := r.id
	at := now.UTC().Format(time.RFC3339)
	t.notifySeller(68, map[string]any{
		"event_id": fmt.Sprintf("68%016d", t.box.next()), "occurred_at": at, "seller_id": t.seller.openID,
		"product_id": product, "sku_id": sku["id"],
		"quantity_snapshot_after_change": map[string]any{
			"total_quantity": free + held, "total_available_quantity": free, "total_committed_quantity": held,
			"in_shop_quantity": free, "campaign_locked_quantity": 0, "creator_locked_quantity": 0,
		},
		"change_detail": []map[string]any{{
			"idempotency_key": fmt.Sprintf("%s-%d", sku["id"], t.box.next()), "trigger_source": why, "occurred_at": at,
			"total_quantity_delta": available + committed, "available_quantity_delta": available, "committed_quantity_delta": committed,
			"in_shop_quantity_delta": available, "campaign_locked_quantity_delta": 0, "creator_locked_quantity_delta": 0,
		}},
	})
	if is := stockStatus(free); is != stockStatus(free-available) {
		t.notify(27, map[string]any{
			"product_id": product, "sku_id": sku["id"], "current_inventory_status": is, "update_time": now.Unix(),
			"trigger_reason": map[string]any{"alert_type": "REALTIME", "low_stock_threshold": lowStock},
			"inventory_distribution": map[string]any{
				"total_quantity": free + held, "available_quantity": free, "creator_reserved_quantity": 0,
				"campaign_reserved_quantity": 0, "committed_quantity": held,
			},
		})
	}
}
