package sandbox

import "time"

// seedRooms gives a shop LIVE rooms of the past days. The first shop has one
// that runs, too, held by the first creator as the shop's marketing account.
// Orders of the time that no one brought about count as made in them.
func (s *Sandbox) seedRooms(t *store, now time.Time) {
	wares := t.products.filter(func(r *record) bool { return text(r.fields["status"]) == active })
	people := s.people(t.market.region)
	if len(wares) == 0 || len(people) == 0 {
		return
	}
	guest, first := people[0], len(s.stores) > 0 && t == s.stores[0]
	past := func(kind, host, name, title string, hours float64, minutes int) {
		at := now.Add(-time.Duration(hours * float64(time.Hour))).Unix()
		m := s.addRoom(host, name, title, at, minutes)
		m.kind, m.shop, m.status, m.started = kind, t, roomEnded, at
		m.fill(t, wares[s.stage.serial%len(wares):], 6)
		m.claim(t)
	}
	past(affiliateAccount, guest.openID, guest.username, "Unboxing with friends", 99, 90)
	past(officialAccount, t.seller.openID, text(t.wire["code"]), "Shop tour", 75, 60)
	if !first {
		return
	}
	me := s.creatorOf(s.first(Creator))
	past(marketingAccount, me.openID, me.username, "Weekend picks", 51, 150)
	past(marketingAccount, me.openID, me.username, "New arrivals", 27.5, 120)
	m := s.addRoom(me.openID, me.username, "Black Friday warm-up", now.Add(-90*time.Minute).Unix(), 8*60)
	m.kind, m.shop, m.status, m.started = marketingAccount, t, roomRunning, m.planned // nobody buys in it: see buyInLives
	m.fill(t, wares, 8)
	m.pinned = m.shelf[0]
	m.claim(t)
	s.plan(time.Unix(m.ended, 0), func(time.Time) { s.endLive(m) })
}

// fill puts some wares of a shop into the room.
func (m *room) fill(t *store, wares []*record, n int) {
	for i := range min(n, len(wares)) {
		m.shelf = append(m.shelf, &showing{product: wares[i], shop: t})
	}
}

// claim counts orders that were placed while the room ran, and have something
// of it, as made in it.
func (m *room) claim(t *store) {
	for _, o := range t.sales.list {
		if o.from != nil || o.sample || o.fields != nil || o.created < m.started || o.created >= m.ended || len(o.lines) == 0 {
			continue
		}
		for i := range o.lines {
			if p := o.lines[i].product; m.find(p.id, false) == nil {
				m.shelf = append(m.shelf, &showing{product: p, shop: t})
			}
		}
		o.from = &lead{kind: leadLive, content: m.id, creator: m.creator()}
		if o.from.creator != "" {
			t.attribute(o)
		}
		m.sold(t, o)
	}
}

// creator is the host as orders name him; a shop's own rooms have none.
func (m *room) creator() string {
	if m.kind == officialAccount {
		return ""
	}
	return m.host
}
