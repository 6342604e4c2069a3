package sandbox

import (
	"slices"
	"time"
)

// targetPlan is an invitation of chosen creators to promote chosen products.
type targetPlan struct {
	id, name, message string
	start, end        int64
	updated           int64
	removed           int64 // 0: not taken back
	sample, exempt    bool  // a free sample comes with it, without review
	contact           map[string]any
	products          []*targetProduct
	creators          []*targetCreator
	conflicts         map[[2]string]bool // pairs of creator and product that another plan has
}

type targetProduct struct {
	product   *record
	rate, ads int
	since     int64
	leaves    int64 // 0: stays
}

type targetCreator struct {
	who      *creator
	accepted int64 // 0: not yet
	leaves   int64
}

// runs reports whether the plan is in force.
func (p *targetPlan) runs(now int64) bool { return (p.removed == 0 || now < p.removed) && now < p.end }

func (p *targetPlan) status(now int64) string {
	switch {
	case p.removed != 0:
		return "CANCELING"
	case now >= p.end:
		return "COMPLETED"
	case p.end-now < 3*24*3600:
		return "EXPIRING"
	default:
		return "ONGOING"
	}
}

func (p *targetPlan) product(id string, now int64) *targetProduct {
	for _, x := range p.products {
		if x.product.id == id && (x.leaves == 0 || now < x.leaves) {
			return x
		}
	}
	return nil
}

func (p *targetPlan) creator(id string, now int64) *targetCreator {
	for _, x := range p.creators {
		if x.who.openID == id && (x.leaves == 0 || now < x.leaves) {
			return x
		}
	}
	return nil
}

// targetFor is the target collaboration that a creator has accepted for a product.
func (t *store) targetFor(who *creator, product *record, now int64) *targetPlan {
	for _, p := range t.ally().targets {
		if x := p.creator(who.openID, now); p.runs(now) && x != nil && x.accepted != 0 && p.product(product.id, now) != nil &&
			!p.conflicts[[2]string{who.openID, product.id}] {
			return p
		}
	}
	return nil
}

// invited is the running plan that names a pair, accepted or not; other leaves one out.
func (t *store) invited(who, product string, now int64, other *targetPlan) *targetPlan {
	for _, p := range t.ally().targets {
		if p != other && p.runs(now) && p.creator(who, now) != nil && p.product(product, now) != nil && !p.conflicts[[2]string{who, product}] {
			return p
		}
	}
	return nil
}

// terms are what a request says about a target collaboration.
type terms struct {
	products []*targetProduct
	creators []*targetCreator
	end      int64
}

// readTerms checks products, creators and the end in a request.
func (t *store) readTerms(c *call, rateName, adsName string) (*terms, *refusal) {
	now := c.now.Unix()
	out := &terms{end: number(c.body["end_time"])}
	if out.end <= now {
		return nil, wrongParam("end_time", "it must be in the future")
	}
	for _, in := range objects(c.body["products"]) {
		p := t.products.byID[text(in["id"])]
		if p == nil {
			return nil, refuse(200, 16024008, "product %s does not belong to the shop", text(in["id"]))
		}
		if text(p.fields["status"]) != active {
			return nil, refuse(200, 50001702, "product %s is not available", p.id)
		}
		rate := int(number(in[rateName]))
		if rate < minCommission || rate > maxCommission {
			return nil, wrongParam(rateName, "want %d to %d basis points", minCommission, maxCommission)
		}
		if !slices.ContainsFunc(out.products, func(x *targetProduct) bool { return x.product == p }) {
			out.products = append(out.products, &targetProduct{product: p, rate: rate, ads: int(number(in[adsName])), since: now})
		}
	}
	for _, id := range texts(c.body["creator_user_open_ids"]) {
		who := t.findCreator(id)
		if who == nil {
			return nil, refuse(200, 50001702, "creator %s is not available to the shop", id)
		}
		if !slices.ContainsFunc(out.creators, func(x *targetCreator) bool { return x.who == who }) {
			out.creators = append(out.creators, &targetCreator{who: who})
		}
	}
	return out, nil
}

// clash finds the pairs that another plan has.
func (t *store) clash(p *targetPlan, now int64) (list []map[string]any) {
	list = []map[string]any{}
	p.conflicts = map[[2]string]bool{}
	for _, x := range p.creators {
		for _, y := range p.products {
			if y.leaves == 0 && x.leaves == 0 && t.invited(x.who.openID, y.product.id, now, p) != nil {
				p.conflicts[[2]string{x.who.openID, y.product.id}] = true
				list = append(list, map[string]any{"creator_user_open_id": x.who.openID, "product_id": y.product.id})
			}
		}
	}
	return list
}

func (s *Sandbox) createTarget(c *call) (any, *refusal) {
	if refused := c.need("name", "end_time", "products", "creator_user_open_ids"); refused != nil {
		return nil, refused
	}
	t, now := c.store, c.now.Unix()
	in, refused := t.readTerms(c, "target_commission_rate", "shop_ads_commission_rate")
	if refused != nil {
		return nil, refused
	}
	p := &targetPlan{
		name: text(c.body["name"]), message: text(c.body["message"]), start: now, updated: now, end: in.end,
		products: in.products, creators: in.creators,
	}
	p.read(c.body)
	conflicts := t.clash(p, now)
	if len(conflicts) == len(p.creators)*len(p.products) {
		return nil, refuse(200, 16024022, "every pair of creator and product is in another invitation")
	}
	t.invite(p)
	c.applied = true
	return c.form1(map[string]any{"target_collaboration": map[string]any{"id": p.id}, "target_collaboration_conflicts": conflicts}), nil
}

// read takes over the terms that are not lists.
func (p *targetPlan) read(body map[string]any) {
	if free := object(body["free_sample_rule"]); free != nil {
		p.sample, p.exempt = truth(free["has_free_sample"]), truth(free["is_sample_approval_exempt"])
	}
	if contact := object(body["seller_contact_info"]); contact != nil {
		p.contact = contact
	}
}

// invite makes a plan known to its creators, who answer in time.
func (t *store) invite(p *targetPlan) {
	p.id = t.box.allianceID()
	a := t.ally()
	a.targets, a.targetOf[p.id] = append(a.targets, p), p
	t.hearFrom(p)
}

// hearFrom has the creators think about an invitation; one in four does not want it.
func (t *store) hearFrom(p *targetPlan) {
	for i, x := range p.creators {
		if x.accepted != 0 || x.leaves != 0 || !x.who.account && x.who.n%4 == 3 {
			continue
		}
		t.box.after(t.box.tempo.Reply+time.Duration(i)*time.Second, func(now time.Time) { t.accept(p, x.who, now.Unix()) })
	}
}

// accept has a creator agree: the products go into the showcase. It reports
// whether there was something to agree to.
func (t *store) accept(p *targetPlan, who *creator, now int64) bool {
	x := p.creator(who.openID, now)
	if x == nil || !p.runs(now) {
		return false
	}
	if x.accepted != 0 {
		return true
	}
	x.accepted = now
	for _, y := range p.products {
		if !p.conflicts[[2]string{who.openID, y.product.id}] && (y.leaves == 0 || now < y.leaves) {
			who.show(t, y.product, now, "")
			t.box.publishSoon(t, who, y.product)
		}
	}
	return true
}

func (s *Sandbox) findTarget(c *call) (*targetPlan, *refusal) {
	if p := c.store.ally().targetOf[c.ids.Get("target_collaboration_id")]; p != nil {
		return p, nil
	}
	return nil, refuse(200, 50001700, "the shop has no target collaboration with this id")
}

// updateTarget replaces lists as a whole. What creators already promote leaves
// at the next midnight.
func (s *Sandbox) updateTarget(c *call) (any, *refusal) {
	p, refused := s.findTarget(c)
	if refused != nil {
		return nil, refused
	}
	t, now := c.store, c.now.Unix()
	if !p.runs(now) || p.removed != 0 {
		return nil, refuse(200, 50001701, "the target collaboration has ended")
	}
	if refused := c.need("name", "end_time", "products", "creator_user_open_ids"); refused != nil {
		return nil, refused
	}
	in, refused := t.readTerms(c, "commission_rate", "target_ad_commission_rate")
	if refused != nil {
		return nil, refused
	}
	p.name, p.end, p.updated = text(c.body["name"]), in.end, now
	p.read(c.body)
	t.replaceProducts(p, in.products, c.now)
	for _, x := range p.creators {
		if !slices.ContainsFunc(in.creators, func(y *targetCreator) bool { return y.who == x.who }) && x.leaves == 0 {
			x.leaves = now
			if x.accepted != 0 {
				x.leaves = t.nextMidnight(c.now)
			}
		}
	}
	for _, y := range in.creators {
		if x := p.creator(y.who.openID, now); x != nil {
			x.leaves = 0
			continue
		}
		p.creators = append(p.creators, y)
	}
	conflicts := t.clash(p, now)
	t.hearFrom(p)
	c.applied = true
	return c.form1(map[string]any{"target_collaboration_conflicts": conflicts, "update_failed": map[string]any{}}), nil
}

func (t *store) replaceProducts(p *targetPlan, products []*targetProduct, now time.Time) {
	for _, x := range p.products {
		at := slices.IndexFunc(products, func(y *targetProduct) bool { return y.product == x.product })
		switch {
		case at >= 0:
			if x.rate != products[at].rate {
				x.since = now.Unix()
			}
			x.rate, x.ads, x.leaves = products[at].rate, products[at].ads, 0
			products[at] = nil
			products = slices.DeleteFunc(products, func(y *targetProduct) bool { return y == nil })
		case x.leaves == 0:
			x.leaves = now.Unix()
			if slices.ContainsFunc(p.creators, func(y *targetCreator) bool { return y.accepted != 0 && y.who.shows(x.product.id) != nil }) {
				x.leaves = t.nextMidnight(now)
			}
		}
	}
	p.products = append(p.products, products...)
}

func (s *Sandbox) deleteTarget(c *call) (any, *refusal) {
	p, refused := s.findTarget(c)
	if refused != nil {
		return nil, refused
	}
	if p.removed == 0 && p.runs(c.now.Unix()) {
		p.removed, p.updated = c.store.nextMidnight(c.now), c.now.Unix()
		if !slices.ContainsFunc(p.creators, func(x *targetCreator) bool { return x.accepted != 0 }) {
			p.removed = c.now.Unix() // nobody promotes anything of it
		}
		c.applied = true
	}
	return nil, nil
}
