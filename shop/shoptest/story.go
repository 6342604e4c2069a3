package shoptest

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/tiktokshop-go/tiktokshop/internal/sandbox"
)

// scenarioOf reads a scenario or the name of a ready one; nil is none.
func scenarioOf(raw json.RawMessage) (*sandbox.Scenario, error) {
	if len(raw) == 0 {
		return nil, nil
	}
	var name string
	if json.Unmarshal(raw, &name) == nil {
		ready, err := sandbox.ReadyScenario(name)
		if err != nil {
			return nil, fmt.Errorf("shoptest: %w", err)
		}
		raw = ready
	}
	sc, err := sandbox.ParseScenario(raw)
	if err != nil {
		return nil, fmt.Errorf("shoptest: scenario: %w", err)
	}
	return sc, nil
}

// Scenarios are the names of the ready scenarios.
func Scenarios() []string { return sandbox.Scenarios() }

// Now is the time by the server's clock.
func (s *Server) Now() time.Time { return s.shop.Now() }

// Advance lets time pass at the server: what is due until then happens in its
// order, each step at its own time. Orders are paid, parcels travel, tokens end.
func (s *Server) Advance(d time.Duration) { s.shop.Advance(d) }

// Speed sets how many seconds pass at the server while one passes outside; 0
// stops its clock, which [Server.Advance] moves all the same.
func (s *Server) Speed(x float64) { s.shop.Speed(x) }

// Order is what a buyer orders. The zero value is one unit of anything.
type Order struct {
	Shop    string // cipher; "" is [Server.Cipher]
	Items   []Item
	Creator string // open id of the creator who led the buyer to the shop
	Message string // to the seller
	Unpaid  bool   // the buyer does not pay
}

// Item is so many units of a SKU.
type Item struct {
	ProductID string
	SKUID     string // "" is the product's first
	Quantity  int    // 0 means one
}

// PlaceOrder lets a buyer order, and returns the id of the order. It is paid,
// and ready to be shipped, when time has passed; see [Server.Advance].
func (s *Server) PlaceOrder(o Order) (string, error) {
	p := sandbox.Purchase{Shop: o.Shop, Creator: o.Creator, Message: o.Message, Unpaid: o.Unpaid}
	for _, it := range o.Items {
		p.Items = append(p.Items, sandbox.PurchaseItem{Product: it.ProductID, SKU: it.SKUID, Quantity: it.Quantity})
	}
	placed, err := s.shop.PlaceOrder(p)
	return placed.ID, err
}

// Flush waits until the events that are due have been delivered to
// [Options.Webhook]. The handler must not call it.
func (s *Server) Flush(ctx context.Context) error { return s.shop.Flush(ctx) }

// Courier says how events are delivered. The zero value delivers each once and
// in order.
type Courier struct {
	Parallel int     // so many at a time; 0 means one
	Twice    bool    // each is delivered a second time
	Hold     int     // so many are kept back, then delivered in reverse order
	Shuffle  bool    // what was kept back comes in random order
	Lose     float64 // the share that never arrives: 1 means all
}

// SetCourier sets how events are delivered from now on.
func (s *Server) SetCourier(c Courier) { s.shop.SetCourier(sandbox.Courier(c)) }

// Delivery is one attempt to deliver an event.
type Delivery = sandbox.Delivery

// Deliveries are the attempts so far, at most the last 10,000.
func (s *Server) Deliveries() []Delivery { return s.shop.Deliveries() }
