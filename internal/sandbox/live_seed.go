package sandbox

import "time"

// seedRooms gives a shop LIVE rooms: one that runs, held by the first creator
// as the shop's marketing account, and some of the past days. Orders of the
// time that no one brought about count as made in them.
func (s *Sandbox) seedRooms(t *store, now time.Time) {
	wares := t.products.filter(func(r *record) bool { return text(r.fields["status"]) == active })
	if len(wares) == 0 {
		return
	}
	creator, people := s.creatorOf(s.first(Creator)), s.people(t.market.region)
	if len(people) == 0 {
		return
	}
	guest := people[0]
	hour := func(n float64) int64 { return now.Add(-time.Duration(n * float64(time.Hour))).Unix() }
	for _, past := range []struct {
		kind, host, name, title string
		begin                   int64
		minutes                 int
	}{
		{affiliateAccount, guest.openID, guest.username, "Unboxing with friends", hour(99), 90},
		{officialAccount, t.seller.openID, text(t.wire["code"]), "Shop tour", hour(75), 60},
		{marketingAccount, creator.openID, creator.username, "Weekend picks", hour(51), 150},
		{marketingAccount, creator.openID, creator.username, "New arrivals", hour(27.5), 120},
	} {
		m := s.addRoom(past.host, past.name, past.title, past.begin, past.minutes)
		m.kind, m.shop, m.status, m.started = past.kind, t, roomEnded, past.begin
		m.fill(t, wares[s.stage.serial%len(wares):], 6)
		m.claim(t)
	}
	m := s.addRoom(creator.openID, creator.username, "Black Friday warm-up", hour(1.5), 8*60)
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
