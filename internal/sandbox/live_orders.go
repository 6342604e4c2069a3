package sandbox

import "time"

// buyInLives sets how much time passes between two purchases in a LIVE room, on
// average, from now on; 0 or less means that nobody buys.
func (s *Sandbox) buyInLives(every time.Duration) {
	s.stage.pause = every
	if every <= 0 {
		s.stage.pause = -1
	}
	for _, m := range s.stage.rooms {
		m.round++
		m.every = s.stage.pause
		s.planPurchase(m)
	}
}

// planPurchase has a viewer of a running room buy something in a while, again
// and again until the room ends.
func (s *Sandbox) planPurchase(m *room) {
	if m.every <= 0 || m.status != roomRunning {
		return
	}
	pause := time.Duration(float64(m.every) * (0.5 + hashNoise(m.seed, len(m.bought), 13)))
	at := s.now().Add(pause)
	if at.Unix() >= m.ended {
		return
	}
	round := m.round
	s.plan(at, func(time.Time) {
		if m.status == roomRunning && m.round == round {
			s.purchase(m)
			s.planPurchase(m)
		}
	})
}

// purchase is what a viewer buys: the pinned product more often than others.
func (s *Sandbox) purchase(m *room) {
	if len(m.shelf) == 0 {
		return
	}
	p := m.shelf[s.rand.IntN(len(m.shelf))]
	if m.pinned != nil && s.rand.IntN(2) == 0 {
		p = m.pinned
	}
	skus := objects(p.product.fields["skus"])
	if len(skus) == 0 {
		return
	}
	sku := text(skus[s.rand.IntN(len(skus))]["id"])
	// What is sold out or was taken down stays unsold.
	_, _ = p.shop.place(basket{
		items: []pick{{product: p.product.id, sku: sku, quantity: 1}},
		from:  &lead{kind: leadLive, content: m.id, creator: m.creator()},
	})
}
