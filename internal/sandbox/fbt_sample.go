package sandbox

import (
	"fmt"
	"time"
)

const (
	sampleGoods = 8
	sampleUnits = 120 // of each, in each warehouse
)

// sampleDepot brings the first SKUs of the shop into both warehouses.
func (t *store) sampleDepot() {
	f, now := &t.fbt, t.box.now()
	for _, r := range t.products.list {
		for _, sku := range objects(r.fields["skus"]) {
			if len(f.goods) == sampleGoods {
				break
			}
			g := &fbtGoods{id: t.box.depotID("17350000"), skus: []string{text(sku["id"])}, stock: map[string]*fbtStock{}}
			g.describe(map[string]any{
				"goods_name": fmt.Sprint(r.fields["title"]), "goods_image_url": "https://images.example.com/goods.jpg", "reference_code": text(sku["seller_sku"]),
				"barcode_infos":          []map[string]any{{"barcode_type": "UPC", "barcode_value": fmt.Sprintf("0555%08d", len(f.goods)+1)}},
				"return_handling_method": "COLLECT_RETURN_UNITS", "is_hazmat": false, "is_lot_code": false, "is_expiration_management": false,
				"dimension_and_weight_base_info": map[string]any{
					"weight_value": "500", "weight_unit": "GRAM", "length_value": "10", "width_value": "10", "height_value": "10", "dimension_unit": "CENTIMETER",
				},
			})
			f.goods, f.byID[g.id], f.bySKU[g.skus[0]] = append(f.goods, g), g, g
		}
	}
	if len(f.goods) == 0 {
		return
	}
	for _, h := range t.fbtHouses()[:2] {
		t.sampleInbound(h, now.AddDate(0, 0, -30))
	}
}

// sampleInbound is an inbound order that was received long ago.
func (t *store) sampleInbound(h fbtHouse, at time.Time) {
	f := &t.fbt
	in := &inbound{
		id: t.box.depotID("57660000"), plan: t.box.depotID("57661000"), house: h, stay: h, status: inboundReceived,
		created: at.AddDate(0, 0, -7).Unix(), shipped: at.AddDate(0, 0, -5).Unix(), expected: at.Unix(), arrived: at.Add(-unloadTime).Unix(),
	}
	box := map[string]any{
		"carton_type": "SINGLE_SKU", "quantity": len(f.goods), "items": []map[string]any{},
		"box_measurements": map[string]any{
			"weight": "20", "weight_unit": "KILOGRAM", "length": "60", "width": "40", "height": "40", "length_unit": "CENTIMETER",
		},
	}
	before := inboundSent
	for _, status := range []string{inboundReceiving, inboundReceived} {
		in.logs = append(in.logs, map[string]any{
			"operate_time": at.Unix(), "new_status": status, "previous_status": before, "operator": "Warehouse",
		})
		before = status
	}
	for _, g := range f.goods {
		in.items = append(in.items, fbtCount{g, sampleUnits})
		in.got = append(in.got, fbtReceipt{g, sampleUnits, 0})
		f.book(at, fbtMove{goods: g, house: h.id, change: sampleUnits, order: fbtNumber("IBR", in.id), kind: moveInbound})
		in.cartons = append(in.cartons, cartonsLike(box, 1, []string{cartonNumber(len(in.cartons) + 1)}))
		in.cartons[len(in.cartons)-1]["items"] = []map[string]any{{"goods_id": g.id, "quantity": sampleUnits}}
	}
	in.sent = in.items
	f.inbounds[in.id] = in
}
