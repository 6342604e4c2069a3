package sandbox

// liveMinute is what happened in a room in a minute of the clock.
type liveMinute struct {
	shown     int // times the room was offered to people
	views     int // people who came in, again or for the first time
	viewers   int // for the first time
	online    int // at its end
	watched   int // seconds of all viewers
	likes     int
	comments  int
	shares    int
	followers int

	impressions, clicks int // of products
}

// catchUp goes on with the room up to a time. What is told of a minute is there
// from its beginning and does not get less, so that counters only rise.
func (m *room) catchUp(now int64) {
	if m.status == roomPlanned {
		return
	}
	for end := min(now, m.ended-1); m.begun()+60*int64(len(m.minutes)) <= end; {
		m.pass(len(m.minutes))
	}
	for ; m.booked < len(m.bought); m.booked++ {
		m.book(m.bought[m.booked])
	}
}

// pass simulates the minute i.
func (m *room) pass(i int) {
	target := m.crowd(i)
	left := m.chance(float64(m.online)*0.18, i, 1)
	came := max(target-(m.online-left), m.chance(1, i, 2))
	before := m.online
	m.online += came - left
	m.peak = max(m.peak, m.online)
	n := liveMinute{
		shown: came*5 + m.chance(float64(came)*2, i, 3), views: came, viewers: came - m.chance(float64(came)*0.2, i, 4), online: m.online,
		watched: 30 * (before + m.online),
		likes:   m.chance(float64(m.online)*0.55, i, 5), comments: m.chance(float64(m.online)*0.06, i, 6),
		shares: m.chance(float64(m.online)*0.012, i, 7), followers: m.chance(float64(came)*0.04, i, 8),
	}
	for j, p := range m.shelf {
		seen, take := 1/float64(3+j), 0.07
		if p == m.pinned {
			seen, take = 0.9, 0.16 // a card over the picture
		}
		impressions := m.chance(float64(m.online)*seen, i, 9, j)
		clicks := min(m.chance(float64(impressions)*take, i, 10, j), impressions)
		p.impressions += impressions
		p.clicks += clicks
		p.carts += min(m.chance(float64(clicks)*0.2, i, 11, j), clicks)
		n.impressions += impressions
		n.clicks += clicks
	}
	m.minutes = append(m.minutes, n)
}

// crowd is how many viewers the room draws in minute i: they come in the first
// tenth of the planned time, stay, and lose interest in the last fifth.
func (m *room) crowd(i int) int {
	length := max(float64(m.ended-m.started)/60, 1)
	at := (float64(i) + 1) / length
	shape := min(1, at/0.1, max(0.15, (1-at)/0.2+0.15))
	base := 60 + 240*hashNoise(m.seed, 0)
	return int(base * shape * (0.85 + 0.3*hashNoise(m.seed, i, 12)))
}

// chance rounds x up or down, by noise, so that small rates count in the long
// run, and varies it by a fifth.
func (m *room) chance(x float64, parts ...int) int {
	return int(x*(0.9+0.2*hashNoise(m.seed, parts...)) + hashNoise(m.seed+1, parts...))
}

// sold keeps an order made in the room.
func (m *room) sold(t *store, o *order) {
	if m.status == roomPlanned {
		return
	}
	for i := range o.lines {
		if p := o.lines[i].product; m.find(p.id, true) == nil {
			m.gone = append(m.gone, &showing{product: p, shop: t}) // sold without being shown
		}
	}
	m.bought = append(m.bought, liveSale{order: o, shop: t})
}

// minuteOf is the number of the minute an order belongs to.
func (m *room) minuteOf(o *order) int {
	return min(max(int((o.created-m.begun())/60), 0), max(len(m.minutes)-1, 0))
}

// book makes the figures of viewers agree with an order: its buyer was there,
// saw the products and clicked.
func (m *room) book(p liveSale) {
	if len(m.minutes) == 0 {
		m.minutes = append(m.minutes, liveMinute{})
	}
	n := &m.minutes[m.minuteOf(p.order)]
	n.shown++
	n.views++
	n.viewers++
	n.watched += 60
	for i := range p.order.lines {
		n.impressions++
		n.clicks++
		if item := m.find(p.order.lines[i].product.id, true); item != nil {
			item.impressions++
			item.clicks++
			item.carts++
		}
	}
}

// find is a product of the room, also one taken off if gone is set; else nil.
func (m *room) find(id string, gone bool) *showing {
	for _, p := range m.shelf {
		if p.product.id == id {
			return p
		}
	}
	if gone {
		for _, p := range m.gone {
			if p.product.id == id {
				return p
			}
		}
	}
	return nil
}
