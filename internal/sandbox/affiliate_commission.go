package sandbox

import "time"

// terms are the collaboration and the commission that hold when a creator sells
// a product: those of a campaign's link come first, then a target
// collaboration, then the open one. No rate means no commission.
func (t *store) terms(who *creator, product *record, now int64) (plan string, rate int) {
	if x := who.shows(product.id); x != nil && x.link != "" {
		if k := t.box.campaign(x.link); k != nil && k.status(now) == campaignOngoing {
			if e := k.product(product.id); e != nil && e.review == approvedEntry {
				return k.id, e.creatorRate
			}
		}
	}
	if p := t.targetFor(who, product, now); p != nil {
		return p.id, p.product(product.id, now).rate
	}
	if p := t.openFor(product.id, now); p != nil && !p.out[who] {
		return p.id, p.rateAt(now)
	}
	return "", 0
}

// attribute gives a new order to the creator who brought it, at the terms of
// its time.
func (t *store) attribute(o *order) {
	who := t.findCreator(o.from.creator)
	if who == nil {
		return
	}
	for i := range o.lines {
		l := &o.lines[i]
		if l.product == nil || l.commissionRate != 0 {
			continue
		}
		plan, rate := t.terms(who, l.product, o.created)
		l.commissionRate = rate
		if o.from.plan == "" {
			o.from.plan = plan
		}
	}
}

// leadFor finds a creator who could bring an order of a product, by a number
// chosen at random, and the content. There may be none.
func (t *store) leadFor(product *record, pick int, now time.Time) *lead {
	t.ally()
	var list []*lead
	for _, p := range t.promoters(product) {
		plan, rate := t.terms(p, product, now.Unix())
		if rate == 0 {
			continue
		}
		l := &lead{creator: p.openID, kind: "SHOWCASE", plan: plan}
		if videos := t.box.videosOf(p, product.id); len(videos) > 0 {
			l.kind, l.content = "VIDEO", videos[pick%len(videos)].id
		}
		list = append(list, l)
	}
	if len(list) == 0 {
		return nil
	}
	return list[pick%len(list)]
}

// commission is what a creator earns with the lines of one SKU.
type commission struct {
	quantity, refunded int
	price              amount // of one unit
	base, due          amount // when ordered
	actualBase, actual amount // after refunds
	rate               int
	product            *record
	sku                string
}

// commissions sums up an order by SKU. Each line is rounded alone, as the
// statements do it.
func commissions(o *order) []*commission {
	var out []*commission
	bySKU := map[string]*commission{}
	for i := range o.lines {
		l := &o.lines[i]
		k := bySKU[l.sku]
		if k == nil {
			k = &commission{rate: l.commissionRate, product: l.product, sku: l.sku, price: l.paid()}
			bySKU[l.sku] = k
			out = append(out, k)
		}
		base := l.paid()
		left := max(base-l.refunded, 0)
		if o.cancelled != 0 || l.status == cancelled {
			left = 0
		}
		k.quantity++
		if left == 0 && base > 0 {
			k.refunded++
		}
		k.base, k.due = k.base+base, k.due+base.share(l.commissionRate)
		k.actualBase, k.actual = k.actualBase+left, k.actual+left.share(l.commissionRate)
	}
	return out
}

// settledAt is when an order's commission was paid, 0 when it was not.
func (t *store) settledAt(o *order, now int64) int64 {
	if o.completed == 0 {
		return 0
	}
	at := o.completed + int64(t.box.tempo.Settle/time.Second)
	if at > now {
		return 0
	}
	return at
}

// contentType is the kind of a lead as order lists write it.
func (l *lead) contentType() string {
	switch l.kind {
	case "VIDEO", "LIVE":
		return l.kind
	case "LINK", "LINKSHARE":
		return "LINKSHARE"
	default:
		return "SHOP"
	}
}
