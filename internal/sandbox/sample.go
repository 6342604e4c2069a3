package sandbox

import (
	"fmt"
	"time"
)

func sampleAssets() []map[string]any {
	return []map[string]any{{
		"cipher": "ROW_asset-cipher-for-tests", "target_market": "US", "category": map[string]any{"id": 3, "name": "Test Category"},
	}}
}

// sampleCycle is the order in which statuses come back; its head makes a short
// list useful.
var sampleCycle = [...]string{
	awaitingShipment, "COMPLETED", "IN_TRANSIT", "DELIVERED", awaitingShipment, awaitingCollection, "COMPLETED", "UNPAID", "COMPLETED", cancelled,
	awaitingShipment, "IN_TRANSIT", "COMPLETED", "ON_HOLD", "COMPLETED", awaitingShipment, "DELIVERED", "COMPLETED", awaitingCollection, "COMPLETED",
}

// packageStatusOf is how far the parcel of an order is; "" means it has none yet.
func packageStatusOf(orderStatus string) string {
	switch orderStatus {
	case "UNPAID", "ON_HOLD":
		return ""
	case awaitingShipment:
		return toFulfill
	case awaitingCollection:
		return processing
	case "IN_TRANSIT":
		return fulfilling
	case cancelled:
		return cancelled
	default:
		return completed
	}
}

const sampleStep = 2 * time.Hour // between two orders

// sampleOrders are n orders, the newest an hour old, and their packages.
func sampleOrders(now time.Time, n int, products *collection) (orders, packages *collection) {
	orders, packages = newCollection(), newCollection()
	for i := range n {
		o := sampleOrder{
			n: i + 1, status: sampleCycle[i%len(sampleCycle)], created: now.Add(-time.Hour - time.Duration(i)*sampleStep).Unix(),
			shipping: "TIKTOK",
		}
		if i%5 == 4 {
			o.shipping = "SELLER"
		}
		if packageStatusOf(o.status) != "" {
			o.packageID = packageID(o.n)
		}
		if status := packageStatusOf(o.status); status == processing || status == fulfilling || status == completed {
			o.tracking = fmt.Sprintf("TEST9%011d", o.n)
		}
		for j := range 1 + i%3 {
			o.items = append(o.items, o.item(products.list[(i+j)%len(products.list)], j))
		}
		orders.add(orderID(o.n), o.fields(), false)
		if o.packageID != "" {
			packages.add(o.packageID, o.parcel(), false)
		}
	}
	return orders, packages
}
