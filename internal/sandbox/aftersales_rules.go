package sandbox

import (
	"slices"
	"time"
)

// returnWindow is how long after the delivery goods can be sent back.
const returnWindow = 30 * 24 * time.Hour

// stage is how far a line is; lines of one order can differ.
func (o *order) stage(at int) string {
	l := &o.lines[at]
	switch {
	case l.status == cancelled || o.status == cancelled:
		return cancelled
	case o.status == unpaid || o.status == onHold || l.status == "" || l.status == unpaid:
		return o.status
	default:
		return l.status
	}
}

// mayCancel says why a line cannot be cancelled; nil if it can.
func (t *store) mayCancel(o *order, at int, role string) *refusal {
	if k := t.aftersales.claimed(o, at); k != nil {
		return refuse(200, 25001011, "line %s is part of request %s already", o.lines[at].id, k.id)
	}
	switch stage := o.stage(at); stage {
	case unpaid, onHold, awaitingShipment:
		return nil
	case awaitingCollection:
		// In these markets a buyer may still ask until the carrier has the parcel.
		if role == byBuyer && slices.Contains([]string{"ID", "MY", "PH", "SG", "TH", "VN"}, t.market.region) {
			return nil
		}
		return refuse(200, 25001045, "the shipment of order %s is arranged: the carrier cannot be stopped", o.id)
	case inTransit:
		return refuse(200, 25001045, "order %s is on its way: the carrier cannot be stopped", o.id)
	default:
		return refuse(200, 25001051, "order %s is %s: it cannot be cancelled", o.id, stage)
	}
}

// mayReturn says why a line cannot be returned or refunded; nil if it can.
func (t *store) mayReturn(o *order, at int, kind string) *refusal {
	stage := o.stage(at)
	onTheWay := stage == inTransit && kind == refundOnly
	switch {
	case stage == cancelled:
		return refuse(200, 25001051, "line %s of order %s is cancelled: there is nothing to return", o.lines[at].id, o.id)
	case stage != delivered && stage != completed && !onTheWay:
		return refuse(200, 25001003, "order %s is %s: %s is open once it is delivered", o.id, stage, kind)
	case o.delivered > 0 && t.box.now().After(time.Unix(o.delivered, 0).Add(returnWindow)):
		return refuse(200, 25001051, "order %s was delivered more than %d days ago", o.id, returnWindow/(24*time.Hour))
	}
	if k := t.aftersales.claimed(o, at); k != nil {
		return refuse(200, 25001011, "line %s is part of request %s already", o.lines[at].id, k.id)
	}
	if o.left(at, true).total() == 0 {
		if o.ledger.returned(at).total() > 0 {
			return refuse(200, 25001010, "line %s is refunded in full already", o.lines[at].id)
		}
		return refuse(200, 25005011, "nothing was paid for line %s", o.lines[at].id)
	}
	return nil
}

// may is mayCancel or mayReturn.
func (t *store) may(o *order, at int, kind, role string) *refusal {
	if kind == sellerCancel || kind == buyerCancel {
		return t.mayCancel(o, at, role)
	}
	return t.mayReturn(o, at, kind)
}

// picked are the lines a request names: by their ids, by SKU and quantity, or by
// neither, which means all that are possible.
func (t *store) picked(o *order, body map[string]any, kind, role string) (lines []int, refused *refusal) {
	ids := texts(body["order_line_item_ids"])
	for _, m := range objects(body["order_line_list"]) {
		ids = append(ids, text(m["order_line_item_id"]))
	}
	skus := objects(body["skus"])
	switch {
	case len(o.lines) == 0:
		return nil, refuse(200, 25001003, "order %s has no lines to decide on", o.id)
	case len(ids) > 0:
		lines, refused = o.linesByID(ids)
	case len(skus) > 0:
		lines, refused = t.linesBySKU(o, skus, kind, role)
	default:
		var first *refusal
		for at := range o.lines {
			why := t.may(o, at, kind, role)
			if why == nil {
				lines = append(lines, at)
			} else if first == nil || first.code == 25001051 {
				first = why
			}
		}
		if len(lines) == 0 {
			refused = first
		}
	}
	if refused != nil {
		return nil, refused
	}
	for _, at := range lines {
		if refused := t.may(o, at, kind, role); refused != nil {
			return nil, refused
		}
	}
	return lines, nil
}

func (o *order) linesByID(ids []string) (lines []int, refused *refusal) {
	for _, id := range ids {
		at := slices.IndexFunc(o.lines, func(l line) bool { return l.id == id })
		if at < 0 {
			return nil, refuse(200, 25001001, "order %s has no line %q", o.id, id)
		}
		if !slices.Contains(lines, at) {
			lines = append(lines, at)
		}
	}
	slices.Sort(lines)
	return lines, nil
}

// linesBySKU takes lines of a SKU that are possible first.
func (t *store) linesBySKU(o *order, skus []map[string]any, kind, role string) (lines []int, refused *refusal) {
	for _, m := range skus {
		want, id := int(number(m["quantity"])), text(m["sku_id"])
		if id == "" || want <= 0 {
			return nil, invalid("skus needs sku_id and a quantity above zero: both are required fields")
		}
		var free, others []int
		for at := range o.lines {
			switch {
			case o.lines[at].sku != id || slices.Contains(lines, at):
			case t.may(o, at, kind, role) == nil:
				free = append(free, at)
			default:
				others = append(others, at)
			}
		}
		all := append(free, others...) //nolint:gocritic // one list of both, the free ones first
		switch {
		case len(all) == 0:
			return nil, refuse(200, 25001001, "order %s has no SKU %s", o.id, id)
		case len(all) < want:
			return nil, refuse(200, 25005011, "order %s has %d of SKU %s, fewer than %d", o.id, len(all), id, want)
		}
		lines = append(lines, all[:want]...)
	}
	slices.Sort(lines)
	return lines, nil
}

// whole reports whether lines are all of the order that is not cancelled.
func (o *order) whole(lines []int) bool {
	for at := range o.lines {
		if o.stage(at) != cancelled && !slices.Contains(lines, at) {
			return false
		}
	}
	return true
}
