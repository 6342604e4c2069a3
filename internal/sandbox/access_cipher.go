package sandbox

import "cmp"

// findStore is the end of checkCipher: it finds the shop a call is about.
func (s *Sandbox) findStore(c *call, cipher, asset string) *refusal {
	s.mu.Lock()
	defer s.mu.Unlock()
	if asset != "" {
		if refused := s.checkAsset(c, asset); refused != nil {
			return refused
		}
	}
	if c.account.kind != Seller {
		if len(s.stores) > 0 {
			c.store = s.stores[0]
		}
		return s.checkForeign(c, cipher)
	}
	if c.account.inactive {
		return refuse(401, 36009044, "the seller's account is inactive: stop calling for it")
	}
	if cipher != "" {
		t := s.byCipher(cipher)
		switch {
		case t == nil || t.seller != c.account:
			return refuse(401, 101000, "this shop_cipher belongs to another account")
		case c.grant.closed[t]:
			return refuse(401, 105004, "the app has ended its authorization of this shop: let the seller authorize again")
		case t.inactive:
			return refuse(401, 36009043, "the shop is inactive: stop calling for it")
		}
		c.store = t
		return nil
	}
	for _, t := range s.shopsOf(c.account) {
		if c.store == nil && !c.grant.closed[t] {
			c.store = t
		}
	}
	if c.store == nil && (c.rt.op == nil || c.rt.op.Module != "authorization" && c.rt.op.Module != "seller") {
		return refuse(401, 101000, "the seller has no shop that this app may act for")
	}
	return nil
}

// checkForeign refuses a shop's cipher that comes with the token of somebody
// who has no shops.
func (s *Sandbox) checkForeign(c *call, cipher string) *refusal {
	if cipher == "" {
		return nil
	}
	if c.store = s.byCipher(cipher); c.store == nil {
		return refuse(401, 101000, "this shop_cipher belongs to another account")
	}
	return nil
}

// checkAsset refuses the category asset of another partner.
func (s *Sandbox) checkAsset(c *call, cipher string) *refusal {
	for _, wire := range s.assets {
		// The one route that takes the token of any account names the asset with all of them.
		if text(wire["cipher"]) == cipher && (c.account.kind != Partner || s.assetOwner(wire) == c.account) {
			return nil
		}
	}
	return refuse(401, 101000, "this category_asset_cipher belongs to another account")
}

// assetOwner is the partner of a category asset; captured ones belong to the
// sample partner.
func (s *Sandbox) assetOwner(wire map[string]any) *account {
	return cmp.Or(s.access.partners[text(wire["cipher"])], s.first(Partner))
}
