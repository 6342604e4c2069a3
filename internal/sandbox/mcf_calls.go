package sandbox

import "slices"

const maxMCFUnits = 50

func mcfHandlers() map[string]handler {
	return map[string]handler{
		"GetStatus":     (*Sandbox).getMCFStatus,
		"ListInventory": (*Sandbox).listMCFInventory,
		"Create":        (*Sandbox).createMCFOrder,
		"Get":           (*Sandbox).getMCFOrder,
		"Cancel":        (*Sandbox).cancelMCFOrder,
	}
}

// takesMCF reports whether the seller takes part in multi-channel fulfillment: who
// is in FBT does, where the platform offers it.
func (t *store) takesMCF() bool { return len(t.depot().regions) > 0 && t.market.region == "US" }

func (s *Sandbox) getMCFStatus(c *call) (any, *refusal) {
	in := 0
	if c.store.takesMCF() {
		in = 1
	}
	return map[string]any{"mcf_status": map[string]any{"is_mcf": in}}, nil
}

func (s *Sandbox) listMCFInventory(c *call) (any, *refusal) {
	f := c.store.depot()
	out := []map[string]any{}
	for _, in := range objects(c.body["goods"]) {
		if g := f.byID[text(in["goods_id"])]; g != nil {
			out = append(out, map[string]any{"goods_id": g.id, "available_qty": g.available()})
		}
	}
	return map[string]any{"goods_inventory_list": out}, nil
}

func (s *Sandbox) createMCFOrder(c *call) (any, *refusal) {
	t := c.store
	if !t.takesMCF() {
		return nil, refuse(200, 177001006, "the merchant takes no part in multi-channel fulfillment")
	}
	external := text(c.body["external_order_id"])
	if external == "" {
		return nil, refuse(200, 177001001, "missing parameter external_order_id")
	}
	wanted, refused := t.mcfGoods(objects(c.body["goods"]))
	if refused == nil {
		refused = t.mcfAddress(object(c.body["consignee"]))
	}
	if refused != nil {
		return nil, refused
	}
	if old := t.fbt.mcf.byExternal[external]; old != nil && old.active() {
		return nil, refuse(200, 177001007, "external_order_id %s belongs to the active MCF order %s", external, old.id)
	}
	for _, k := range wanted {
		if have := k.goods.available(); have < k.n {
			return nil, refuse(200, 177001004, "insufficient inventory: goods %s have %d units available, the order wants %d", k.goods.id, have, k.n)
		}
	}
	o := &mcfOrder{id: s.depotID("71360000"), external: external, created: c.now.Unix()}
	t.fbt.mcf.byID[o.id], t.fbt.mcf.byExternal[external] = o, o
	t.allot(o, wanted)
	for _, k := range o.parts {
		t.runConsign(o, k)
	}
	c.applied = true
	return map[string]any{"mcf_order": map[string]any{"mcf_order_id": o.id, "external_order_id": external, "create_time": o.created}}, nil
}

func (t *store) mcfGoods(in []map[string]any) ([]fbtCount, *refusal) {
	if len(in) == 0 {
		return nil, refuse(200, 177001001, "missing parameter goods")
	}
	var out []fbtCount
	sum := 0
	for _, row := range in {
		g, n := t.depot().byID[text(row["id"])], int(number(row["quantity"]))
		switch {
		case n <= 0 || n > maxMCFUnits:
			return nil, refuse(200, 177001001, "quantity must be 1 to %d", maxMCFUnits)
		case g == nil:
			return nil, refuse(200, 177001002, "goods %s do not exist in FBT", text(row["id"]))
		}
		out, sum = addCount(out, g, n), sum+n
	}
	if sum > maxMCFUnits {
		return nil, refuse(200, 177001001, "the order has %d units, more than %d", sum, maxMCFUnits)
	}
	return out, nil
}

func (t *store) mcfAddress(to map[string]any) *refusal {
	at := object(to["address"])
	if text(to["name"]) == "" || at == nil {
		return refuse(200, 177001001, "missing parameter consignee.name or consignee.address")
	}
	for _, name := range []string{"address_line_1", "city", "country_code", "postal_code", "state_or_region"} {
		if text(at[name]) == "" {
			return refuse(200, 177001003, "the address failed verification: %s is missing", name)
		}
	}
	if country := text(at["country_code"]); country != t.market.region {
		return refuse(200, 177001011, "the address is unreachable: the warehouses of %s do not ship to %s", t.market.region, country)
	}
	return nil
}

func (t *store) mcfOrder(id string) (*mcfOrder, *refusal) {
	if o := t.depot().mcf.byID[id]; o != nil {
		return o, nil
	}
	return nil, refuse(200, 177001010, "there is no MCF order %q: check mcf_order_id", id)
}

func (s *Sandbox) getMCFOrder(c *call) (any, *refusal) {
	o, refused := c.store.mcfOrder(c.query.Get("mcf_order_id"))
	if refused != nil {
		return nil, refused
	}
	parts := []map[string]any{}
	for _, k := range o.parts {
		parts = append(parts, k.show())
	}
	return map[string]any{"mcf_order": map[string]any{
		"mcf_order_id": o.id, "external_order_id": o.external, "create_time": o.created, "consign_orders": parts,
	}}, nil
}

// cancelMCFOrder closes the parts that are still in the warehouse; the answer
// tells where each one stands.
func (s *Sandbox) cancelMCFOrder(c *call) (any, *refusal) {
	o, refused := c.store.mcfOrder(text(c.body["mcf_order_id"]))
	if refused != nil {
		return nil, refused
	}
	wanted := mcfIDs(objects(c.body["consign_orders"]))
	for _, id := range wanted {
		if !slices.ContainsFunc(o.parts, func(k *consign) bool { return k.id == id }) {
			return nil, refuse(200, 177001010, "MCF order %s has no consign order %s", o.id, id)
		}
	}
	parts, closed := []map[string]any{}, 0
	for _, k := range o.parts {
		if !oneOf(wanted, k.id) {
			continue
		}
		switch k.status {
		case consignPending, consignPacking:
			c.store.moveConsign(o, k, consignClosed)
			c.applied = true
			closed++
		case consignClosed:
			closed++
		}
		parts = append(parts, map[string]any{"id": k.id, "status": k.status})
	}
	if closed == 0 {
		return nil, refuse(200, 177001012, "MCF order %s has left the warehouse and cannot be cancelled", o.id)
	}
	return map[string]any{"mcf_order": map[string]any{
		"mcf_order_id": o.id, "external_order_id": o.external, "consign_orders": parts,
	}}, nil
}

func mcfIDs(list []map[string]any) []string {
	var out []string
	for _, m := range list {
		out = append(out, text(m["id"]))
	}
	return out
}
