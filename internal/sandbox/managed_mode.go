package sandbox

import (
	"strings"

	"github.com/tiktokshop-go/tiktokshop/internal/gen/api"
)

// checkMode refuses what does not go with the mode of the shop. A shop of which
// the scenario says nothing takes part in both. The routes of the fully managed
// mode take no cipher: they are about the seller's shop in that mode.
func (s *Sandbox) checkMode(c *call) *refusal {
	op := c.rt.op
	if op == nil || c.store == nil {
		return nil
	}
	if strings.HasPrefix(op.Service, "Managed") {
		s.mu.Lock()
		defer s.mu.Unlock()
		if c.store = s.managedShop(c); c.store == nil {
			return refuse(401, 101000, "the seller has no shop in the fully managed mode, which this route is for")
		}
		return nil
	}
	if c.store.mode == fullyManaged && op.Effect != api.EffectRead && (op.Service == "Products" || op.Service == "Promotions") {
		return refuse(401, 101000, "the platform sells and sets prices for a shop in the fully managed mode: use the routes below /gs_full_service_commodity")
	}
	return nil
}

// managedShop is the seller's shop in the fully managed mode, else the first
// that takes all routes; nil if there is none.
func (s *Sandbox) managedShop(c *call) (found *store) {
	for _, t := range s.shopsOf(c.account) {
		switch {
		case c.grant.closed[t] || t.mode == selfOperated:
		case t.mode == fullyManaged:
			return t
		case found == nil:
			found = t
		}
	}
	return found
}
