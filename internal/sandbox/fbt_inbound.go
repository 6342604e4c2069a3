package sandbox

import (
	"slices"
	"strings"
	"time"
)

// inbound is an order of goods on their way into a warehouse.
type inbound struct {
	id      string
	plan    string
	house   fbtHouse // where the seller sends it
	stay    fbtHouse // where the goods stay
	status  string
	items   []fbtCount // planned
	sent    []fbtCount // packed, when it is shipped
	got     []fbtReceipt
	cartons []map[string]any
	waybill []map[string]any
	logs    []map[string]any
	labels  time.Time // when the labels are ready; zero before somebody wants them

	created, shipped, expected, arrived int64
}

// fbtReceipt is what has arrived of one kind of goods.
type fbtReceipt struct {
	goods             *fbtGoods
	normal, defective int
}

// Statuses of inbound orders.
const (
	inboundWorking   = "WORKING" // the seller has not said yet how it is packed
	inboundReady     = "READY_TO_SHIP"
	inboundSent      = "TO_BE_RECEIVED"
	inboundHub       = "ARRIVED_HUB"
	inboundTransfer  = "INTERNAL_TRANSFER"
	inboundDelivered = "DELIVERED"
	inboundReceiving = "RECEIVING"
	inboundPart      = "PARTIALLY_RECEIVED"
	inboundReceived  = "RECEIVED"
)

func (t *store) newInbound(p *inboundPlan, o *placement, sent inboundShare) *inbound {
	in := &inbound{
		id: t.box.depotID("57660000"), plan: p.id, house: sent.house, stay: sent.house, items: sent.items, cartons: numberedCartons(sent.cartons),
		created: t.box.now().Unix(), expected: o.to,
	}
	if sent.house.kind == "HUB" {
		in.stay = t.fbtHouses()[0]
	}
	t.fbt.inbounds[in.id] = in
	first := inboundWorking
	if len(in.cartons) > 0 {
		first = inboundReady
	}
	t.moveInbound(in, first, "Merchant")
	return in
}

// moveInbound gives an inbound order another status.
func (t *store) moveInbound(in *inbound, status, operator string) {
	now := t.box.now().Unix()
	in.logs = append(in.logs, map[string]any{
		"operate_time": now, "new_status": status, "previous_status": in.status, "operator": operator,
	})
	in.status = status
	told := status
	switch status {
	case inboundHub:
		told = "ARRIVE_HUB" // the webhook spells it so
	case inboundWorking, inboundReady, inboundTransfer, inboundDelivered:
		return // not told
	}
	t.notifySeller(21, map[string]any{"inbound_order_id": fbtNumber("IBR", in.id), "order_status": told, "update_time": now})
}

// sendInbound ships an order; the rest happens by itself.
func (t *store) sendInbound(in *inbound, sent []fbtCount) {
	in.sent, in.shipped = sent, t.box.now().Unix()
	for _, k := range sent {
		k.goods.at(in.stay.id).coming += k.n
	}
	t.moveInbound(in, inboundSent, "Merchant")
	t.box.after(t.box.tempo.Transit, func(time.Time) { t.arriveInbound(in) })
}

// Times in the warehouses.
const (
	hubTime     = 12 * time.Hour
	unloadTime  = 4 * time.Hour
	receiveTime = 8 * time.Hour // for each half of the goods
)

func (t *store) arriveInbound(in *inbound) {
	s := t.box
	if in.house.kind != "HUB" {
		t.deliverInbound(in)
		return
	}
	in.arrived = s.now().Unix()
	t.moveInbound(in, inboundHub, "Hub")
	s.after(hubTime, func(time.Time) {
		t.moveInbound(in, inboundTransfer, "Hub")
		s.after(s.tempo.Transit, func(time.Time) { t.deliverInbound(in) })
	})
}

func (t *store) deliverInbound(in *inbound) {
	s := t.box
	if in.arrived == 0 {
		in.arrived = s.now().Unix()
	}
	t.moveInbound(in, inboundDelivered, "Carrier")
	s.after(unloadTime, func(time.Time) {
		t.moveInbound(in, inboundReceiving, "Warehouse")
		s.after(receiveTime, func(now time.Time) {
			t.receiveInbound(in, now, true)
			t.moveInbound(in, inboundPart, "Warehouse")
			s.after(receiveTime, func(now time.Time) {
				t.receiveInbound(in, now, false)
				t.moveInbound(in, inboundReceived, "Warehouse")
			})
		})
	})
}

// receiveInbound takes in half of the units, or what is left. Every hundredth unit
// arrives damaged.
func (t *store) receiveInbound(in *inbound, now time.Time, half bool) {
	for _, k := range in.sent {
		i := slices.IndexFunc(in.got, func(r fbtReceipt) bool { return r.goods == k.goods })
		if i < 0 {
			in.got, i = append(in.got, fbtReceipt{goods: k.goods}), len(in.got)
		}
		r := &in.got[i]
		n := k.n - r.normal - r.defective
		damaged := k.n/100 - r.defective
		if half {
			n, damaged = n/2, damaged/2
		}
		r.normal += n - damaged
		r.defective += damaged
		k.goods.at(in.stay.id).coming -= n
		m := fbtMove{goods: k.goods, house: in.stay.id, order: fbtNumber("IBR", in.id), kind: moveInbound, change: n - damaged}
		t.fbt.book(now, m)
		m.defective, m.change = true, damaged
		t.fbt.book(now, m)
		if n > 0 {
			t.fbtStockMoved(k.goods)
		}
	}
}

// numberedCartons gives every carton a number.
func numberedCartons(cartons []map[string]any) []map[string]any {
	var out []map[string]any
	n := 0
	for _, box := range cartons {
		numbers := slices.Clone(texts(box["carton_nums"]))
		count := int(number(box["quantity"]))
		for i := range count {
			n++
			if i >= len(numbers) {
				numbers = append(numbers, cartonNumber(n))
			}
		}
		out = append(out, cartonsLike(box, count, numbers[:count]))
	}
	return out
}

func cartonNumber(n int) string {
	digits := unixText(time.Unix(int64(n), 0))
	return "C" + strings.Repeat("0", max(0, 4-len(digits))) + digits
}

// show is the order as searches list it.
func (in *inbound) show(t *store, withCartons bool) map[string]any {
	received := []map[string]any{}
	for _, k := range in.items {
		row := map[string]any{
			"goods_id": k.goods.id, "lot_code": "", "planned_count": k.n, "normal_received_count": 0, "defective_received_count": 0, "total_received_count": 0,
		}
		for _, r := range in.got {
			if r.goods == k.goods {
				row["normal_received_count"], row["defective_received_count"] = r.normal, r.defective
				row["total_received_count"] = r.normal + r.defective
			}
		}
		received = append(received, row)
	}
	out := map[string]any{
		"order_id": in.id, "order_id_string": fbtNumber("IBR", in.id), "order_plan_id": in.plan, "create_time": in.created,
		"expected_arrival_time": in.expected, "merchant": map[string]any{"id": t.id, "name": t.wire["name"]},
		"warehouse": map[string]any{
			"fbt_warehouse_id": in.house.id, "name": in.house.name, "type": in.house.kind, "business_warehouse_ids": []string{in.house.business},
		},
		"status_logs": in.logs, "logistic_info_list": append([]map[string]any{}, in.waybill...), "inbound_goods_lot_receive_item_details": received,
	}
	for name, at := range map[string]int64{"ship_time": in.shipped, "actual_arrival_time": in.arrived} {
		if at > 0 {
			out[name] = at
		}
	}
	if withCartons {
		out["carton_details"] = in.cartonDetails()
	}
	return out
}

func (in *inbound) cartonDetails() []map[string]any {
	out := []map[string]any{}
	for _, box := range in.cartons {
		for _, no := range texts(box["carton_nums"]) {
			out = append(out, map[string]any{
				"carton_no": no, "carton_type": box["carton_type"], "box_measurements": box["box_measurements"], "items": box["items"],
			})
		}
	}
	return out
}

// holds reports whether the order has a carton of this number.
func (in *inbound) holds(carton string) bool {
	return slices.ContainsFunc(in.cartons, func(box map[string]any) bool { return slices.Contains(texts(box["carton_nums"]), carton) })
}
