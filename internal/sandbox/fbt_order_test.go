package sandbox

import (
	"testing"
	"time"
)

func TestAPlacedOrderUsesUpStock(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: -1})
	goods := firstGoods(t, k)[0]
	k.shop.mu.Lock()
	shop := k.shop.stores[0]
	o, err := shop.place(basket{fbt: true, items: []pick{{product: productID(1), sku: skuID(1, 0), quantity: 3}}})
	k.shop.mu.Unlock()
	if err != nil {
		t.Fatal(err)
	}
	stock := func() (onHand, reserved int) {
		k.shop.mu.Lock()
		defer k.shop.mu.Unlock()
		for _, s := range shop.fbt.byID[goods].stock {
			onHand, reserved = onHand+s.onHand, reserved+s.reserved
		}
		return onHand, reserved
	}
	k.shop.Advance(3 * time.Minute) // paid
	if onHand, reserved := stock(); onHand != 240 || reserved != 3 {
		t.Errorf("after the payment %d on hand, %d reserved, want 240 and 3", onHand, reserved)
	}
	letPass(k, 4*24*time.Hour)
	if onHand, reserved := stock(); onHand != 237 || reserved != 0 {
		t.Errorf("after %s %d on hand, %d reserved, want 237 and 0", o.status, onHand, reserved)
	}
	order := objects(k.ok(t, get(getOrders, "ids", o.id))["orders"])[0]
	if warehouse := text(order["warehouse_id"]); warehouse == warehouseID {
		t.Errorf("warehouse %s, want one of the platform", warehouse)
	}
	checkLedger(t, k)
}
