package sandbox

import (
	"slices"
	"time"
)

// seedAlliance gives a shop with products some history with creators: half a
// year of open collaborations, one target collaboration, requests for samples
// and a chat.
func (t *store) seedAlliance() {
	s, a, now := t.box, t.ally(), t.box.now()
	people := slices.Clone(s.people(t.market.region))
	for _, p := range s.access.people {
		if p.kind == Creator && s.creatorOf(p).region == t.market.region {
			people = append(people, s.creatorOf(p))
		}
	}
	start := now.AddDate(0, -6, 0).Unix()
	var plans []*openPlan
	for i, p := range t.products.list {
		if text(p.fields["status"]) != active || i%3 == 2 {
			continue
		}
		plan := t.join(p, 500+100*(i%16), start)
		plans = append(plans, plan)
		for j := range 3 {
			who := people[(3*i+j)%len(people)]
			if j == 2 && i%4 == 0 {
				who = people[len(people)-1]
			}
			who.show(t, p, start, "")
			if j == 0 {
				v := s.newVideo(who, t, p, "A look at "+text(p.fields["title"]), "Look at this")
				v.status, v.sent = videoOut, start+int64(i)*7200
				v.postedAt = v.sent
			}
		}
		if i < 5 {
			a.rules[p.id] = &sampleRule{active: true, quota: 20, unlimited: true}
		}
	}
	if len(plans) > 2 && len(people) > 12 {
		t.seedTarget(plans, people, now)
		t.seedRequests(plans, people, now)
	}
}

// seedTarget is an invitation that two of three creators have accepted.
func (t *store) seedTarget(plans []*openPlan, people []*creator, now time.Time) {
	since := now.AddDate(0, 0, -40).Unix()
	p := &targetPlan{
		id: t.box.allianceID(), name: "Sample collaboration", message: "Would you show these?", start: since, updated: since,
		end: now.AddDate(0, 2, 0).Unix(), sample: true, contact: map[string]any{"email": "seller@example.com"}, conflicts: map[[2]string]bool{},
	}
	for i, plan := range plans[:2] {
		p.products = append(p.products, &targetProduct{product: plan.product, rate: 2000 + 500*i, since: since})
	}
	for i, who := range people[7:10] {
		x := &targetCreator{who: who}
		if i < 2 {
			x.accepted = since
			for _, y := range p.products {
				who.show(t, y.product, since, "")
			}
		}
		p.creators = append(p.creators, x)
	}
	a := t.ally()
	a.targets, a.targetOf[p.id] = append(a.targets, p), p
}

// seedRequests are requests for samples that wait for review, and a chat.
func (t *store) seedRequests(plans []*openPlan, people []*creator, now time.Time) {
	a := t.ally()
	for i, who := range people[4:7] {
		product := plans[i%len(plans)].product
		skus := objects(product.fields["skus"])
		if len(skus) == 0 {
			continue
		}
		created := now.Add(-time.Duration(i+1) * 6 * time.Hour)
		plan, rate := t.terms(who, product, now.Unix())
		x := &sampleRequest{
			id: t.box.allianceID(), fulfillment: t.box.allianceID(), who: who, product: product, sku: text(skus[0]["id"]), status: samplePending,
			plan: plan, rate: rate, created: created.Unix(), updated: created.Unix(), approveBy: created.Add(sampleReviewTime).Unix(),
		}
		a.samples, a.sampleOf[x.id] = append(a.samples, x), x
		t.overdue(x, created)
	}
	x := t.newChat(people[4], now.Add(-2*time.Hour))
	for i, line := range []string{"Would you like to show our mugs?", "Yes, please send me a sample."} {
		at := now.Add(time.Duration(i-2) * time.Hour)
		sender := t.id
		if i == 1 {
			sender = x.who.imID
			x.unread++
		}
		x.messages = append(x.messages, &chatMessage{
			id: decimalID("74520000", t.box.next()), kind: "TEXT", content: string(encode(map[string]string{"content": line})), sender: sender,
			created: at.Unix(), index: at.UnixMicro(),
		})
	}
}

// attract lets every fourth buyer come by a creator who shows the first product.
func (t *store) attract(b *basket) {
	if len(b.items) > 0 && b.buyer%4 == 0 {
		b.from = t.leadFor(t.products.byID[b.items[0].product], b.buyer/4, t.box.now())
	}
}

// seedLead has a creator bring every fifth of the orders that a shop starts with.
func (t *store) seedLead(o *order) {
	if o.n%5 != 1 || o.sample || o.fields != nil || len(o.lines) == 0 || o.lines[0].product == nil {
		return
	}
	o.from = t.leadFor(o.lines[0].product, o.n/5, time.Unix(o.created, 0))
}
