package sandbox

import "slices"

const maxRoomProducts = 100

// Codes of LIVE rooms.
const (
	codeNoRoom      = 66009302 // no room has this id, or none can take the change
	codeNotYourRoom = 66009315
	codeNoProduct   = 16015001 // the product is not one of these
)

func (s *Sandbox) getLiveRoom(c *call) (any, *refusal) {
	m := s.lastRoom(c.account.openID)
	if m == nil {
		return nil, nil // a creator without a room is no error
	}
	at := m.started
	if m.status == roomPlanned {
		at = m.planned
	}
	return map[string]any{"id": m.id, "title": m.title, "status": m.status, "start_time": at}, nil
}

// openShelf is the room whose products the creator can change: the one that
// runs or is about to.
func (s *Sandbox) openShelf(c *call) (*room, *refusal) {
	m := s.lastRoom(c.account.openID)
	switch {
	case m == nil:
		return nil, refuse(200, codeNoRoom, "the creator has no LIVE")
	case m.status == roomEnded:
		return nil, refuse(200, codeNoRoom, "LIVE %s has ended: its products cannot be changed", m.id)
	}
	m.catchUp(c.now.Unix())
	return m, nil
}

// productIDs reads the ids of a body, which must not be empty nor have doubles.
func (c *call) productIDs() ([]string, *refusal) {
	ids := texts(c.body["product_ids"])
	if len(ids) == 0 {
		return nil, invalid("product_ids is a required field and has not been provided")
	}
	if len(ids) > maxRoomProducts {
		return nil, invalid("product_ids has %d values, more than %d", len(ids), maxRoomProducts)
	}
	seen := map[string]bool{}
	for _, id := range ids {
		if id == "" || seen[id] {
			return nil, refuse(200, codeNoProduct, "product_ids has an empty value or one that stands there twice")
		}
		seen[id] = true
	}
	return ids, nil
}

func (s *Sandbox) addLiveProducts(c *call) (any, *refusal) {
	ids, refused := c.productIDs()
	if refused != nil {
		return nil, refused
	}
	m, refused := s.openShelf(c)
	if refused != nil {
		return nil, refused
	}
	failed := []map[string]any{}
	for _, id := range ids {
		if why := s.show(m, id); why != "" {
			failed = append(failed, map[string]any{"code": codeNoProduct, "message": why, "detail": map[string]any{"product_id": id}})
			continue
		}
		c.applied = true
	}
	return map[string]any{"errors": failed}, nil
}

// show puts a product at the end of a room's list, or says why not. One that is
// there stays where it is.
func (s *Sandbox) show(m *room, id string) string {
	if m.find(id, false) != nil {
		return ""
	}
	t, r := s.findProduct(id)
	switch {
	case r == nil:
		return "no shop has this product"
	case text(r.fields["status"]) != active:
		return "the product is not active"
	case m.shop != t && !s.promotes(m.host, t, r):
		return "no commission plan of the creator holds the product"
	case len(m.shelf) >= maxRoomProducts:
		return "the LIVE holds as many products as it can: 100"
	}
	p := m.find(id, true)
	if p == nil {
		p = &showing{product: r, shop: t}
	}
	m.gone = slices.DeleteFunc(m.gone, func(g *showing) bool { return g == p })
	m.shelf = append(m.shelf, p)
	return ""
}

// promotes reports whether a creator may show a product of a shop.
func (s *Sandbox) promotes(openID string, t *store, r *record) bool {
	who := t.findCreator(openID)
	return who != nil && s.checkPromotion(who, t, r, s.now()) == nil
}

// findProduct looks for a product in all shops.
func (s *Sandbox) findProduct(id string) (*store, *record) {
	for _, t := range s.stores {
		if r := t.products.byID[id]; r != nil {
			return t, r
		}
	}
	return nil, nil
}

func (s *Sandbox) removeLiveProducts(c *call) (any, *refusal) {
	m, places, refused := s.shelfPlaces(c)
	if refused != nil {
		return nil, refused
	}
	for _, p := range places {
		m.shelf = slices.DeleteFunc(m.shelf, func(q *showing) bool { return q == p })
		m.gone = append(m.gone, p)
		if m.pinned == p {
			m.pinned = nil
		}
	}
	c.applied = true
	return nil, nil
}

// shelfPlaces finds the products of a body in the creator's room; all must be
// there.
func (s *Sandbox) shelfPlaces(c *call) (*room, []*showing, *refusal) {
	ids, refused := c.productIDs()
	if refused != nil {
		return nil, nil, refused
	}
	m, refused := s.openShelf(c)
	if refused != nil {
		return nil, nil, refused
	}
	places := make([]*showing, 0, len(ids))
	for _, id := range ids {
		p := m.find(id, false)
		if p == nil {
			return nil, nil, refuse(200, codeNoProduct, "product %s is not in LIVE %s", id, m.id)
		}
		places = append(places, p)
	}
	return m, places, nil
}

func (s *Sandbox) raiseLiveProducts(c *call) (any, *refusal) {
	m, places, refused := s.shelfPlaces(c)
	if refused != nil {
		return nil, refused
	}
	rest := slices.DeleteFunc(slices.Clone(m.shelf), func(p *showing) bool { return slices.Contains(places, p) })
	m.shelf = append(places, rest...)
	c.applied = true
	return nil, nil
}

// running is the room of a creator that is on the air, and its product of the
// path.
func (s *Sandbox) running(c *call) (*room, *showing, *refusal) {
	m, refused := s.openShelf(c)
	if refused != nil {
		return nil, nil, refused
	}
	if m.status != roomRunning {
		return nil, nil, refuse(200, codeNoRoom, "LIVE %s has not started: nothing can be pinned", m.id)
	}
	p := m.find(c.ids.Get("product_id"), false)
	if p == nil {
		return nil, nil, refuse(200, codeNoProduct, "product %s is not in LIVE %s", c.ids.Get("product_id"), m.id)
	}
	return m, p, nil
}

func (s *Sandbox) pinLiveProduct(c *call) (any, *refusal) {
	m, p, refused := s.running(c)
	if refused != nil {
		return nil, refused
	}
	m.pinned = p // it takes the place of another
	c.applied = true
	return nil, nil
}

func (s *Sandbox) unpinLiveProduct(c *call) (any, *refusal) {
	m, p, refused := s.running(c)
	if refused != nil {
		return nil, refused
	}
	if m.pinned != p {
		return nil, refuse(200, codeNoProduct, "product %s is not pinned in LIVE %s", p.product.id, m.id)
	}
	m.pinned = nil
	c.applied = true
	return nil, nil
}
