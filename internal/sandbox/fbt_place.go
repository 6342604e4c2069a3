package sandbox

import "slices"

// counts reads goods and quantities; goods that stand there twice are added up.
func (f *fulfillment) counts(in []map[string]any) ([]fbtCount, *refusal) {
	var out []fbtCount
	for _, row := range in {
		g, n := f.byID[text(row["goods_id"])], number(row["quantity"])
		switch {
		case g == nil:
			return nil, badPlan("goods %s do not exist", text(row["goods_id"]))
		case n <= 0 || n > 1e6:
			return nil, badPlan("quantity of goods %s must be 1 to 1000000", g.id)
		}
		out = addCount(out, g, int(n))
	}
	return out, nil
}

func addCount(to []fbtCount, g *fbtGoods, n int) []fbtCount {
	if i := slices.IndexFunc(to, func(k fbtCount) bool { return k.goods == g }); i >= 0 {
		to[i].n += n
		return to
	}
	return append(to, fbtCount{g, n})
}

func countOf(in []fbtCount, g *fbtGoods) int {
	n := 0
	for _, k := range in {
		if k.goods == g {
			n += k.n
		}
	}
	return n
}

const maxCartons = 10_000

// packed adds up what lies in cartons.
func (f *fulfillment) packed(cartons []map[string]any) ([]fbtCount, *refusal) {
	var out []fbtCount
	var all int64
	for _, box := range cartons {
		boxes := number(box["quantity"])
		if boxes <= 0 || boxes > maxCartons || all+boxes > maxCartons {
			return nil, badPlan("quantity of cartons must be 1 to %d in all", maxCartons)
		}
		all += boxes
		if refused := wanting(box, "carton_type", "items", "box_measurements"); refused != nil {
			return nil, refused
		}
		items, refused := f.counts(objects(box["items"]))
		if refused != nil {
			return nil, refused
		}
		if text(box["carton_type"]) == "SINGLE_SKU" && len(items) != 1 {
			return nil, badPlan("a SINGLE_SKU carton holds one kind of goods, not %d", len(items))
		}
		for _, k := range items {
			out = addCount(out, k.goods, k.n*int(boxes))
		}
	}
	return out, nil
}

func fbtUnits(items []fbtCount) amount {
	n := 0
	for _, k := range items {
		n += k.n
	}
	return amount(n)
}

// Fees a unit, in the smallest unit of the currency.
const (
	hubFee    = 12 // the platform spreads the goods
	singleFee = 30 // all to one warehouse
)

func (t *store) fbtMoney(a amount) map[string]any {
	return map[string]any{"amount": t.market.write(a), "currency": t.market.currency}
}

// placements works out the options: through the hub, or directly to both warehouses
// for nothing and to one of them for a fee.
func (t *store) placements(p *inboundPlan, method string, from, to int64) []*placement {
	houses := t.fbtHouses()
	option := func(fee amount, shipments ...inboundShare) *placement {
		ready := t.box.now().Add(fbtTask)
		return &placement{
			id: t.box.depotID("57662000"), method: method, from: from, to: to, ready: ready, expires: ready.Add(placementGood),
			shipments: shipments, fee: fee,
		}
	}
	if method == oneHub {
		return []*placement{option(hubFee*fbtUnits(p.items), inboundShare{houses[2], p.items, p.cartons})}
	}
	single := option(singleFee*fbtUnits(p.items), inboundShare{houses[0], p.items, p.cartons})
	first, second := t.halves(p)
	if len(second.items) == 0 {
		return []*placement{single}
	}
	return []*placement{option(0, first, second), single}
}

// halves spreads a plan over both warehouses, by cartons when they are known.
func (t *store) halves(p *inboundPlan) (first, second inboundShare) {
	houses := t.fbtHouses()
	first.house, second.house = houses[0], houses[1]
	if len(p.cartons) == 0 {
		for _, k := range p.items {
			first.items = addCount(first.items, k.goods, k.n-k.n/2)
			if k.n > 1 {
				second.items = addCount(second.items, k.goods, k.n/2)
			}
		}
		return first, second
	}
	for _, box := range p.cartons {
		n := int(number(box["quantity"]))
		numbers := texts(box["carton_nums"])
		cut := min(n-n/2, len(numbers))
		first.cartons = append(first.cartons, cartonsLike(box, n-n/2, numbers[:cut]))
		if n > 1 {
			second.cartons = append(second.cartons, cartonsLike(box, n/2, numbers[cut:]))
		}
	}
	// The cartons were checked when the plan was saved.
	first.items, _ = t.fbt.packed(first.cartons)
	second.items, _ = t.fbt.packed(second.cartons)
	return first, second
}

// cartonsLike is so many cartons of a kind.
func cartonsLike(like map[string]any, n int, numbers []string) map[string]any {
	box := map[string]any{"quantity": n, "carton_nums": numbers}
	for _, name := range []string{"carton_type", "items", "box_measurements"} {
		box[name] = like[name]
	}
	return box
}

func showCounts(items []fbtCount) []map[string]any {
	out := []map[string]any{}
	for _, k := range items {
		out = append(out, map[string]any{"goods_id": k.goods.id, "quantity": k.n})
	}
	return out
}

func (t *store) showPlacement(o *placement) map[string]any {
	shipments := []map[string]any{}
	for _, p := range o.shipments {
		shipments = append(shipments, map[string]any{
			"warehouse_id": p.house.id, "goods_items": showCounts(p.items), "cartons": append([]map[string]any{}, p.cartons...),
			"shipment_options": []map[string]any{{"shipping_method": "SMALL_PARCEL"}, {"shipping_method": "FREIGHT"}},
		})
	}
	return map[string]any{"placement_option_id": o.id, "placement_fee_estimate": t.fbtMoney(o.fee), "allocation_shipments": shipments}
}
