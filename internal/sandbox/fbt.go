package sandbox

import (
	"fmt"
	"slices"
)

// fulfillment holds the goods of a shop in the platform's warehouses.
type fulfillment struct {
	opened   bool     // the samples are in
	regions  []string // where the seller takes part
	goods    []*fbtGoods
	byID     map[string]*fbtGoods
	bySKU    map[string]*fbtGoods
	ledger   []fbtMove // oldest first
	plans    map[string]*inboundPlan
	inbounds map[string]*inbound
	held     map[string][]fbtHold // what orders of the shop have reserved, by order id
	mcf      mcfOrders
}

// fbtRegions are the markets where the platform keeps goods for sellers.
var fbtRegions = [...]string{"US", "GB", "DE", "FR", "IT", "ES", "ID", "MY", "PH", "SG", "TH", "VN"}

// fbtHandlers answer about goods in the platform's warehouses.
func fbtHandlers() map[string]handler {
	all := map[string]handler{}
	for name, h := range map[string]handler{
		"ListWarehouses":         (*Sandbox).listFBTWarehouses,
		"CreateGoods":            (*Sandbox).createFBTGoods,
		"UpdateGoods":            (*Sandbox).updateFBTGoods,
		"UpdateGoodsSKUs":        (*Sandbox).bindFBTGoods,
		"SearchGoods":            (*Sandbox).searchFBTGoods,
		"GetHazmatAndExpiration": (*Sandbox).getFBTHazmat,
		"SearchInventory":        (*Sandbox).searchFBTInventory,
		"SearchInventoryRecords": (*Sandbox).searchFBTRecords,
		"SaveInboundPlan":        (*Sandbox).saveInboundPlan,
		"ListInboundMethods":     (*Sandbox).listInboundMethods,
		"GetInboundMethod":       (*Sandbox).getInboundMethod,
		"ConfirmInboundMethod":   (*Sandbox).confirmInboundMethod,
		"ShipInboundOrder":       (*Sandbox).shipInboundOrder,
		"GetInboundOrders":       (*Sandbox).getInboundOrders,
		"CancelInboundOrder":     (*Sandbox).cancelInboundOrder,
		"GenerateInboundLabels":  (*Sandbox).printInboundLabels,
		"UpdateInboundTracking":  (*Sandbox).trackInboundOrder,
	} {
		all["logistics.FBT."+name] = inFBT(h)
	}
	all["logistics.FBT.ListRegions"] = ofStore((*Sandbox).listFBTRegions)
	for name, h := range mcfHandlers() {
		all["logistics.MCFOrders."+name] = ofStore(h)
	}
	return all
}

// ofStore keeps handlers of shops from being called when there is no shop.
func ofStore(h handler) handler {
	return func(s *Sandbox, c *call) (any, *refusal) {
		if c.store == nil {
			return nil, refuse(401, 101000, "the account has no shop")
		}
		return h(s, c)
	}
}

// inFBT lets only sellers in who take part.
func inFBT(h handler) handler {
	return ofStore(func(s *Sandbox, c *call) (any, *refusal) {
		if len(c.store.depot().regions) == 0 {
			return nil, refuse(200, 39015007, "access denied: the seller does not take part in FBT")
		}
		return h(s, c)
	})
}

// depot is the shop's part in FBT, with samples in it.
func (t *store) depot() *fulfillment {
	f := &t.fbt
	if f.opened {
		return f
	}
	f.opened = true
	f.byID, f.bySKU, f.held = map[string]*fbtGoods{}, map[string]*fbtGoods{}, map[string][]fbtHold{}
	f.plans, f.inbounds = map[string]*inboundPlan{}, map[string]*inbound{}
	f.mcf = mcfOrders{byID: map[string]*mcfOrder{}, byExternal: map[string]*mcfOrder{}}
	if slices.Contains(fbtRegions[:], t.market.region) {
		f.regions = []string{t.market.region}
		t.sampleDepot()
	}
	return f
}

// JoinFBT lets the seller of a shop take part in FBT, or leave it. The shop is
// a cipher, an id or a name; "" is the first one.
func (s *Sandbox) JoinFBT(shop string, in bool) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.catchUp()
	t, err := s.storeNamed(shop)
	if err != nil {
		return err
	}
	f := t.depot()
	switch {
	case in == (len(f.regions) > 0):
	case in:
		f.regions = []string{t.market.region}
		t.notifySeller(22, map[string]any{
			"onboarded_regions": []map[string]any{{"region_code": t.market.region}}, "update_time": s.now().Unix(),
		})
	default:
		f.regions = nil
	}
	return nil
}

func (s *Sandbox) listFBTRegions(c *call) (any, *refusal) {
	out := []map[string]any{}
	for _, region := range c.store.depot().regions {
		out = append(out, map[string]any{"region_code": region})
	}
	return map[string]any{"onboarded_regions": out}, nil
}

// depotID is a new id that begins with these digits.
func (s *Sandbox) depotID(prefix string) string { return fmt.Sprintf("%s%011d", prefix, s.next()) }

// wanting refuses a body that lacks one of these fields.
func wanting(body map[string]any, names ...string) *refusal {
	for _, name := range names {
		if isEmpty(body[name]) {
			return invalid("%s is a required field and has not been provided", name)
		}
	}
	return nil
}
