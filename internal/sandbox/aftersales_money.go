package sandbox

import wide "math/bits"

// refundParts is money of a line that goes back to the buyer, by what it was paid for.
type refundParts struct {
	sub  amount // the goods
	tax  amount
	ship amount // the buyer's shipping fee
	post amount // what the way back costs the seller; no part of the refund
}

// total is what the buyer gets.
func (p refundParts) total() amount { return p.sub + p.tax + p.ship }

func (p refundParts) plus(q refundParts) refundParts {
	return refundParts{p.sub + q.sub, p.tax + q.tax, p.ship + q.ship, p.post + q.post}
}

func (p refundParts) minus(q refundParts) refundParts {
	return refundParts{p.sub - q.sub, p.tax - q.tax, p.ship - q.ship, p.post - q.post}
}

// ledger is what the books hold about one order.
type ledger struct {
	back    []refundParts // what went back to the buyer, by line; nil: nothing
	booked  []refundParts // the part of it that statements hold already
	settled bool          // a statement holds the order
}

// account is the order's ledger, made when there is none yet.
func (o *order) account() *ledger {
	if o.ledger == nil {
		o.ledger = &ledger{}
	}
	return o.ledger
}

// back is what went back for a line so far.
func (l *ledger) returned(at int) refundParts {
	if l == nil || l.back == nil {
		return refundParts{}
	}
	return l.back[at]
}

// portion is a line's part of an amount of the whole order. The parts of all
// lines add up to the amount.
func (o *order) portion(whole amount, at int) amount {
	var before, upTo, all uint64
	for i := range o.lines {
		w := uint64(max(o.lines[i].paid(), 0))
		all += w
		if i < at {
			before += w
		}
		if i <= at {
			upTo += w
		}
	}
	if all == 0 { // nothing costs anything: the first line has it
		before, upTo, all = min(uint64(at), 1), 1, 1
	}
	return scale(whole, upTo, all) - scale(whole, before, all)
}

// scale is whole*part/all, rounded down; part is at most all.
func scale(whole amount, part, all uint64) amount {
	if whole <= 0 || all == 0 {
		return 0
	}
	if part >= all {
		return whole
	}
	hi, lo := wide.Mul64(uint64(whole), part)
	q, _ := wide.Div64(hi, lo, all)
	return amount(q) //nolint:gosec // G115: at most whole
}

// cost is all the buyer paid for a line, zero before the payment.
func (o *order) cost(at int) refundParts {
	return refundParts{sub: max(o.lines[at].paid(), 0), tax: o.portion(o.tax, at), ship: o.portion(o.shippingFee, at)}
}

// left is what can still go back for a line; the shipping fee only does when
// the buyer is not to blame.
func (o *order) left(at int, shipping bool) refundParts {
	if !o.hasPaid() {
		return refundParts{}
	}
	rest := o.cost(at).minus(o.ledger.returned(at))
	rest.post = 0
	if !shipping {
		rest.ship = 0
	}
	return rest
}

// hasPaid reports whether there is money to give back.
func (o *order) hasPaid() bool { return o.paid > 0 && !o.sample }

// shared is an amount offered for some lines, divided by what can go back for
// each. The parts never exceed it, nor what is left.
func (o *order) shared(offer amount, lines []claimLine) []refundParts {
	var all uint64
	rests := make([]refundParts, len(lines))
	for i, l := range lines {
		rests[i] = o.left(l.at, true)
		all += uint64(rests[i].total()) //nolint:gosec // G115: never negative
	}
	parts := make([]refundParts, len(lines))
	var before uint64
	for i, rest := range rests {
		upTo := before + uint64(rest.total()) //nolint:gosec // G115: never negative
		part := scale(offer, upTo, all) - scale(offer, before, all)
		before = upTo
		part = min(part, rest.total())
		whole := uint64(rest.total())                         //nolint:gosec // G115: never negative
		parts[i].tax = scale(part, uint64(rest.tax), whole)   //nolint:gosec // G115: never negative
		parts[i].ship = scale(part, uint64(rest.ship), whole) //nolint:gosec // G115: never negative
		parts[i].sub = min(part-parts[i].tax-parts[i].ship, rest.sub)
		parts[i].tax = min(part-parts[i].sub-parts[i].ship, rest.tax)
		parts[i].ship = part - parts[i].sub - parts[i].tax
	}
	return parts
}

// payBack gives the buyer what a claim grants. It is done once for a claim, and
// never beyond what was paid.
func (t *store) payBack(k *claim) {
	if k.paidOut {
		return
	}
	k.paidOut = true
	if t.giveBack(k.order, k.lines) == 0 {
		return
	}
	t.refundNotice(k)
	t.refunded(k.order)
}

// giveBack moves the money of lines back and says how much it was.
func (t *store) giveBack(o *order, lines []claimLine) (sum amount) {
	t.books.roll(t, t.box.now()) // what is due before counts without this refund
	l := o.account()
	if l.back == nil {
		l.back = make([]refundParts, len(o.lines))
	}
	for i := range lines {
		c := &lines[i]
		rest := o.left(c.at, true)
		c.back.sub, c.back.tax, c.back.ship = min(c.back.sub, rest.sub), min(c.back.tax, rest.tax), min(c.back.ship, rest.ship)
		l.back[c.at] = l.back[c.at].plus(c.back)
		o.lines[c.at].refunded += c.back.sub
		sum += c.back.total() + c.back.post
	}
	return sum
}

// refundNotice tells that money went back to the buyer.
func (t *store) refundNotice(k *claim) {
	lines := []map[string]any{}
	for _, l := range k.lines {
		lines = append(lines, map[string]any{
			"main_order_id": k.order.id, "return_line_item_id": l.id, "sku_id": k.order.lines[l.at].sku, "sku_return_request_id": k.id,
		})
	}
	data := map[string]any{
		"aftersales_request_id": k.id, "refund_status": "REFUND_SUCCESS", "refund_total": t.market.write(k.refund().total()),
		"refund_currency": t.market.currency, "refund_timestamp": t.box.now().Unix(), "line_items": lines,
	}
	if k.kind == returnRefund && !k.keep {
		data["rma_id"] = k.rma()
	}
	t.notify(67, data)
}
