package sandbox

import (
	"fmt"
	"slices"
	"time"
)

// fbtHouse is one of the platform's warehouses.
type fbtHouse struct {
	id, name, kind    string // kind is FC, or HUB where goods only pass through
	city, state, post string
	business          string // its id in orders
}

// fbtHouses are two warehouses and a hub before them, in every market.
func (t *store) fbtHouses() []fbtHouse {
	n := slices.IndexFunc(markets[:], func(m market) bool { return m.region == t.market.region })
	house := func(k int, kind, city, state string) fbtHouse {
		return fbtHouse{
			id: fmt.Sprintf("71212199930%02d%05d", n+10, k), business: fmt.Sprintf("71612132930%02d%05d", n+10, k),
			name: "TikTok_" + city + "(" + state + ")", kind: kind, city: city, state: state, post: fmt.Sprintf("%05d", 100*(n+1)+k),
		}
	}
	return []fbtHouse{house(1, "FC", "Westfield", "WS"), house(2, "FC", "Eastfield", "ES"), house(3, "HUB", "Midfield", "MS")}
}

func (t *store) fbtHouse(id string) (fbtHouse, bool) {
	for _, h := range t.fbtHouses() {
		if h.id == id {
			return h, true
		}
	}
	return fbtHouse{}, false
}

// fbtStock is what lies of some goods in one warehouse. The sellable units on
// hand are available or reserved; damaged ones are counted apart.
type fbtStock struct{ onHand, reserved, defective, coming int }

func (k *fbtStock) available() int { return k.onHand - k.reserved }

func (k *fbtStock) detail() map[string]any {
	return map[string]any{
		"total_quantity": k.onHand, "reserved_quantity": k.reserved, "available_quantity": k.available(),
		"unfulfillable_quantity": k.defective,
	}
}

// Kinds of movements in the ledger.
const (
	moveInbound = "INBOUND_ORDER"
	moveConsign = "CONSIGN_ORDER"
	moveReturn  = "CUSTOMER_RETURN"
)

// fbtMove is a line of the ledger: units came to a warehouse or left it.
type fbtMove struct {
	n         int
	time      int64
	goods     *fbtGoods
	house     string
	defective bool
	before    int
	change    int
	order     string
	kind      string
}

// at is the stock of the goods in a warehouse.
func (g *fbtGoods) at(house string) *fbtStock {
	k := g.stock[house]
	if k == nil {
		k = &fbtStock{}
		g.stock[house] = k
	}
	return k
}

// available is what can be ordered of the goods.
func (g *fbtGoods) available() int {
	n := 0
	for _, k := range g.stock {
		n += k.available()
	}
	return n
}

// book moves units in or out and writes it down.
func (f *fulfillment) book(now time.Time, m fbtMove) {
	if m.change == 0 {
		return
	}
	k := m.goods.at(m.house)
	count := &k.onHand
	if m.defective {
		count = &k.defective
	}
	m.n, m.time, m.before = len(f.ledger)+1, now.Unix(), *count
	*count += m.change
	f.ledger = append(f.ledger, m)
}

// fbtStockMoved tells the seller what is left of goods.
func (t *store) fbtStockMoved(g *fbtGoods) {
	rows := []map[string]any{}
	for _, h := range t.fbtHouses() {
		if k := g.stock[h.id]; k != nil {
			detail := k.detail()
			delete(detail, "unfulfillable_quantity")
			rows = append(rows, map[string]any{"fbt_warehouse_id": h.id, "on_hand_detail": detail})
		}
	}
	skus := g.skus
	if len(skus) == 0 {
		skus = []string{""}
	}
	for _, sku := range skus {
		t.notifySeller(24, map[string]any{
			"goods_id": g.id, "sku_id": sku, "fbt_warehouse_inventory": rows, "update_time": t.box.now().Unix(),
		})
	}
}

func (s *Sandbox) listFBTWarehouses(c *call) (any, *refusal) {
	out := []map[string]any{}
	for i, h := range c.store.fbtHouses() {
		out = append(out, map[string]any{
			"fbt_warehouse_id": h.id, "name": h.name, "type": "PLATFORM_WAREHOUSE", "subscribed": true, "warehouse_ids": []string{h.business},
			"addresses": []map[string]any{{
				"address_line_1": fmt.Sprintf("%d Example Road", i+1), "address_line_2": "", "address_line_3": "", "city": h.city,
				"district": h.city, "state": h.state, "postal_code": h.post, "region_code": c.store.market.region,
			}},
			"logistics_services": []map[string]any{{
				"id": "7121232300000000001", "name": "Fulfilled by TikTok Shop-Standard", "subscribed": true,
			}},
		})
	}
	return map[string]any{"warehouses": out}, nil
}

// fbtRow is the stock of goods in one warehouse, as searches list it.
type fbtRow struct {
	goods *fbtGoods
	n     int64
	house string
}

func (s *Sandbox) searchFBTInventory(c *call) (any, *refusal) {
	houses, goods, skus := texts(c.body["fbt_warehouse_ids"]), texts(c.body["goods_ids"]), texts(c.body["sku_ids"])
	f := c.store.depot()
	var rows []fbtRow
	for i, g := range f.goods {
		if !oneOf(goods, g.id) || len(skus) > 0 && !slices.ContainsFunc(g.skus, func(id string) bool { return slices.Contains(skus, id) }) {
			continue
		}
		for _, h := range c.store.fbtHouses() {
			if g.stock[h.id] != nil && oneOf(houses, h.id) {
				rows = append(rows, fbtRow{g, int64(i), h.id})
			}
		}
	}
	page, next, refused := paged(c, rows, func(r fbtRow) listPlace { return listPlace{r.n, r.house} }, c.pageSize(), c.query.Get("page_token"))
	if refused != nil {
		return nil, refused
	}
	out := []map[string]any{}
	for _, r := range page {
		k := r.goods.stock[r.house]
		detail := k.detail()
		skus := []map[string]any{}
		for _, id := range r.goods.skus {
			skus = append(skus, map[string]any{"id": id, "on_hand_detail": detail})
		}
		brief := r.goods.brief()
		brief["skus"] = skus
		out = append(out, map[string]any{
			"fbt_warehouse_id": r.house, "goods": brief, "on_hand_detail": detail, "in_transit_quantity": k.coming,
		})
	}
	return project(c.rt.op.Response, map[string]any{"inventory": out, "next_page_token": next, "total_count": len(rows)}), nil
}

func (s *Sandbox) searchFBTRecords(c *call) (any, *refusal) {
	houses, goods := texts(c.body["fbt_warehouse_ids"]), texts(c.body["goods_ids"])
	from, to := number(c.body["create_time_ge"]), number(c.body["create_time_le"])
	var found []fbtMove
	for _, m := range c.store.depot().ledger {
		if oneOf(houses, m.house) && oneOf(goods, m.goods.id) && m.time >= from && (to == 0 || m.time <= to) {
			found = append(found, m)
		}
	}
	slices.Reverse(found) // newest first
	page, next, refused := paged(c, found, func(m fbtMove) listPlace { return listPlace{-int64(m.n), ""} }, c.pageSize(), c.query.Get("page_token"))
	if refused != nil {
		return nil, refused
	}
	out := []map[string]any{}
	for _, m := range page {
		kind := "NORMAL"
		if m.defective {
			kind = "DEFECTIVE"
		}
		out = append(out, map[string]any{
			"fbt_warehouse_id": m.house, "goods": m.goods.brief(), "inventory_goods_type": kind, "create_time": m.time,
			"initial_on_hand_quantity": m.before, "changed_quantity": m.change, "final_on_hand_quantity": m.before + m.change,
			"order": map[string]any{"id": m.order, "type": m.kind},
		})
	}
	return map[string]any{"inventory_records": out, "next_page_token": next, "total_count": len(found)}, nil
}
