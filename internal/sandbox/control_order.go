package sandbox

import (
	"cmp"
	"fmt"
	"net/http"
)

func orderCalls() []controlCall {
	const path = controlPath + "orders"
	return []controlCall{
		{
			Method: "POST", Path: path, do: (*Sandbox).controlOrders,
			Does: "lets a buyer act: place an order (of anything when no items are given), pay for one that was left unpaid, ask to cancel one " +
				"(granted at once until the seller can ship it) or to return what was delivered; " +
				"shop is a cipher, an id or a name, the first one when left out; via is VIDEO, LIVE or SHOWCASE; " +
				"kind is RETURN_AND_REFUND, REFUND or REPLACEMENT; reason is the name of one, a fitting one when left out",
			Bodies: bodies(`{"place":{}}`,
				`{"place":{"shop":"Test Shop","items":[{"product":"1729000000000000001","sku":"1729000100000010000","quantity":2}],"message":"no bag, please"}}`,
				`{"place":{"creator":"open-id-of-the-test-creator","via":"VIDEO","content":"7400000000000000001","unpaid":true}}`,
				`{"pay":"576400000000000001"}`, `{"cancel":"576400000000000001"}`,
				`{"return":"576400000000000001","kind":"RETURN_AND_REFUND"}`),
		},
	}
}

// Purchase is what a buyer orders.
type Purchase struct {
	Shop    string         `json:"shop"`    // cipher, id or name; "" is the first shop
	Items   []PurchaseItem `json:"items"`   // none: one unit of anything that can be bought
	Creator string         `json:"creator"` // open id of the creator who led the buyer to the shop
	Via     string         `json:"via"`     // VIDEO, LIVE or SHOWCASE, by which the creator did so
	Content string         `json:"content"` // id of the video or LIVE room
	Plan    string         `json:"plan"`    // id of the collaboration
	Message string         `json:"message"` // to the seller
	Unpaid  bool           `json:"unpaid"`  // the buyer pays later, or never
	COD     bool           `json:"cod"`     // the buyer pays the courier
	FBT     bool           `json:"fbt"`     // the platform's warehouses ship, which must have the goods
}

// PurchaseItem is so many units of a SKU.
type PurchaseItem struct {
	Product  string `json:"product"`
	SKU      string `json:"sku"`      // "" is the product's first
	Quantity int    `json:"quantity"` // 0 means one
}

// Placed is an order as control calls show it.
type Placed struct {
	ID     string `json:"id"`
	Shop   string `json:"shop"` // id
	Status string `json:"status"`
}

func (t *store) placed(o *order) Placed { return Placed{ID: o.id, Shop: t.id, Status: o.status} }

// PlaceOrder lets a buyer order. The error says what cannot be bought.
func (s *Sandbox) PlaceOrder(p Purchase) (Placed, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.catchUp()
	t, err := s.storeNamed(p.Shop)
	if err != nil {
		return Placed{}, err
	}
	b, err := t.basketOf(&p)
	if err != nil {
		return Placed{}, err
	}
	o, err := t.place(b)
	if err != nil {
		return Placed{}, fmt.Errorf("sandbox: %w", err)
	}
	return t.placed(o), nil
}

// storeNamed finds a shop by cipher, id or name; "" is the first one.
func (s *Sandbox) storeNamed(name string) (*store, error) {
	for _, t := range s.stores {
		if name == "" || name == t.cipher || name == t.id || name == text(t.wire["name"]) {
			return t, nil
		}
	}
	return nil, fmt.Errorf("sandbox: there is no shop %q: want a cipher, an id or a name", shorten(name, 60))
}

func (t *store) basketOf(p *Purchase) (basket, error) {
	b := basket{unpaid: p.Unpaid, cod: p.COD, fbt: p.FBT, message: p.Message}
	for _, it := range p.Items {
		sku := it.SKU
		if r := t.products.byID[it.Product]; r != nil && sku == "" {
			if list := objects(r.fields["skus"]); len(list) > 0 {
				sku = text(list[0]["id"])
			}
		}
		b.items = append(b.items, pick{product: it.Product, sku: sku, quantity: cmp.Or(it.Quantity, 1)})
	}
	if len(b.items) == 0 {
		it, ok := t.anything()
		if !ok {
			return b, fmt.Errorf("sandbox: shop %s has nothing that can be bought", t.id)
		}
		b.items = []pick{it}
	}
	if p.Creator != "" {
		who := t.box.person(p.Creator)
		if who == nil || who.kind != Creator {
			return b, fmt.Errorf("sandbox: no creator has the open id %q", shorten(p.Creator, 60))
		}
		b.from = &lead{creator: p.Creator, content: p.Content, kind: cmp.Or(p.Via, "SHOWCASE"), plan: p.Plan}
	}
	return b, nil
}

// anything is one unit of a SKU that can be bought, by chance.
func (t *store) anything() (pick, bool) {
	var list []pick
	for _, r := range t.products.list {
		if text(r.fields["status"]) != active {
			continue
		}
		for _, sku := range objects(r.fields["skus"]) {
			if id := text(sku["id"]); t.available(id) > 0 {
				list = append(list, pick{product: r.id, sku: id, quantity: 1})
			}
		}
	}
	if len(list) == 0 {
		return pick{}, false
	}
	return list[t.box.rand.IntN(len(list))], true
}

// orderNamed finds an order in any shop; the lock is held.
func (s *Sandbox) orderNamed(id string) (*store, *order, error) {
	for _, t := range s.stores {
		if o := t.sales.byID[id]; o != nil {
			return t, o, nil
		}
	}
	return nil, nil, controlErrorf(http.StatusNotFound, "no shop has an order %q", shorten(id, 60))
}

// buyerAct is the body of the call.
type buyerAct struct {
	Place  *Purchase `json:"place"`
	Pay    string    `json:"pay"`
	Cancel string    `json:"cancel"`
	Return string    `json:"return"`
	Kind   string    `json:"kind"`
	Reason string    `json:"reason"`
}

// check adds what is wrong with the body.
func (b *buyerAct) check(p *Problems) {
	p.oneOfThese(map[string]bool{"place": b.Place != nil, "pay": b.Pay != "", "cancel": b.Cancel != "", "return": b.Return != ""})
	if b.Place != nil {
		p.oneOf("place.via", b.Place.Via, "VIDEO", "LIVE", "SHOWCASE")
		p.text("place.message", b.Place.Message)
		for i, it := range b.Place.Items {
			within(p, fmt.Sprintf("place.items[%d].quantity", i), it.Quantity, 0, maxUnits)
		}
	}
	if b.Reason != "" && b.Cancel == "" && b.Return == "" {
		p.add("reason", "it goes with cancel or return")
	}
	if b.Kind != "" && b.Return == "" {
		p.add("kind", "it goes with return")
	}
	p.oneOf("kind", b.Kind, returnRefund, refundOnly, replacement)
}

func (s *Sandbox) controlOrders(r *controlRequest) (any, error) {
	var b buyerAct
	p := r.decode(&b)
	b.check(&p)
	if err := p.err(); err != nil {
		return nil, err
	}
	if b.Place != nil {
		placed, err := s.PlaceOrder(*b.Place)
		if err != nil {
			return nil, controlErrorf(http.StatusConflict, "%v", err)
		}
		return placed, nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.catchUp()
	t, o, err := s.orderNamed(cmp.Or(b.Pay, b.Cancel, b.Return))
	if err != nil {
		return nil, err
	}
	if o.fields != nil {
		return nil, controlErrorf(http.StatusConflict, "order %s was captured: it stays as it is", o.id)
	}
	if b.Pay != "" {
		if !t.pay(o, s.now().Unix()) {
			return nil, controlErrorf(http.StatusConflict, "order %s is %s, which does not allow this", o.id, o.status)
		}
		return t.placed(o), nil
	}
	k, refused := t.ask(o, &b)
	if refused != nil {
		return nil, controlErrorf(http.StatusConflict, "order %s is %s: %s (code %d)", o.id, o.status, refused.message, refused.code)
	}
	return map[string]any{"order": t.placed(o), "request": map[string]any{"id": k.id, "kind": k.kind, "status": k.status, "reason": k.reason}}, nil
}

// ask is a buyer's request to cancel or to return.
func (t *store) ask(o *order, b *buyerAct) (*claim, *refusal) {
	kind := cmp.Or(b.Kind, returnRefund)
	if b.Cancel != "" {
		kind = buyerCancel
	}
	reason := b.Reason
	if fitting := t.reasonsFor(kind, byBuyer, o.stage(0)); reason == "" && len(fitting) > 0 {
		reason = fitting[0]
	}
	if b.Cancel != "" {
		return t.buyerCancels(o, nil, reason)
	}
	return t.buyerReturns(o, nil, kind, reason)
}
