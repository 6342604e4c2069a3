package sandbox

// mcfOrders are orders of other sales channels that the platform's warehouses
// ship (multi-channel fulfillment).
type mcfOrders struct {
	byID       map[string]*mcfOrder
	byExternal map[string]*mcfOrder // the newest of each external id
}

type mcfOrder struct {
	id       string
	external string
	created  int64
	parts    []*consign
}

// consign is what one warehouse ships of an order.
type consign struct {
	id       string
	house    string
	goods    []fbtCount
	status   string
	tracking string
	closed   bool // by the platform
	issue    string
}

// Statuses of consign orders.
const (
	consignPending   = "PENDING"
	consignPacking   = "HANDLE_BY_WAREHOUSE"
	consignShipped   = "SHIPPED"
	consignHandover  = "HANDOVER"
	consignClosed    = "CLOSED"
	consignCompleted = "COMPLETED"
)

const (
	mcfProviderID = "7117000000000000002"
	mcfProvider   = "Sample Parcel"
)

// active reports whether something of the order is still to come or came.
func (o *mcfOrder) active() bool {
	for _, k := range o.parts {
		if k.status != consignClosed {
			return true
		}
	}
	return false
}

// allot spreads goods over the warehouses, the fullest first, and reserves
// them. The stock was checked.
func (t *store) allot(o *mcfOrder, wanted []fbtCount) {
	for _, want := range wanted {
		for left := want.n; left > 0; {
			house := want.goods.fullest()
			if house == "" {
				break
			}
			stock := want.goods.stock[house]
			n := min(left, stock.available())
			stock.reserved += n
			left -= n
			k := o.part(house)
			if k == nil {
				k = &consign{id: fbtNumber("OBF", t.box.depotID("71370000")), house: house, status: consignPending}
				o.parts = append(o.parts, k)
			}
			k.goods = addCount(k.goods, want.goods, n)
		}
		t.fbtStockMoved(want.goods)
	}
}

func (o *mcfOrder) part(house string) *consign {
	for _, k := range o.parts {
		if k.house == house {
			return k
		}
	}
	return nil
}

// runConsign lets the warehouse work on its part.
func (t *store) runConsign(o *mcfOrder, k *consign) {
	s := t.box
	s.stepThrough([]timedStep{
		{consignPacking, s.tempo.Hold}, {consignShipped, s.tempo.Collect}, {consignHandover, s.tempo.Collect}, {consignCompleted, s.tempo.Transit},
	}, func(to string) bool {
		if k.status == consignClosed {
			return false
		}
		t.moveConsign(o, k, to)
		return true
	})
}

// moveConsign gives a part another status, with what that means for the stock.
func (t *store) moveConsign(o *mcfOrder, k *consign, status string) {
	k.status = status
	switch status {
	case consignShipped:
		k.tracking = t.box.depotID("TN")
		for _, g := range k.goods {
			g.goods.stock[k.house].reserved -= g.n
			t.fbt.book(t.box.now(), fbtMove{goods: g.goods, house: k.house, change: -g.n, order: k.id, kind: moveConsign})
			t.fbtStockMoved(g.goods)
		}
	case consignClosed:
		for _, g := range k.goods {
			g.goods.stock[k.house].reserved -= g.n
			t.fbtStockMoved(g.goods)
		}
	case consignPacking:
		return // not told
	}
	shown := k.show()
	shown["is_platform_closed"] = "false" // text, in the webhook
	if k.closed {
		shown["is_platform_closed"] = "true"
	}
	delete(shown, "carrier")
	t.notifySeller(58, map[string]any{"mcf_order": map[string]any{
		"external_order_id": o.external, "mcf_order_id": o.id, "create_time": o.created, "consign_orders": []map[string]any{shown},
	}})
}

func (k *consign) show() map[string]any {
	goods := []map[string]any{}
	for _, g := range k.goods {
		goods = append(goods, map[string]any{"id": g.goods.id, "quantity": g.n})
	}
	out := map[string]any{
		"id": k.id, "goods": goods, "status": k.status, "is_platform_closed": k.closed, "issue": k.issue, "tracking_number": k.tracking, "carrier": "",
	}
	if k.tracking != "" {
		out["carrier"], out["shipping_provider"] = mcfProvider, map[string]any{"id": mcfProviderID, "name": mcfProvider}
	}
	return out
}
