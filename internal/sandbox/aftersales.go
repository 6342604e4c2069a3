package sandbox

import (
	"fmt"
	"slices"
	"time"
)

// aftersales holds cancellations, returns and refunds of a shop.
type aftersales struct {
	opened  bool     // orders cancelled before anybody asked have their cancellations
	cancels []*claim // oldest first, as the returns are
	returns []*claim
	byID    map[string]*claim
	byOrder map[*order][]*claim
	serial  int
}

// claim is a cancellation, a return, a refund or a replacement of an order.
type claim struct {
	id     string
	order  *order
	kind   string // sellerCancel and the like
	status string
	role   string // byBuyer, bySeller or bySystem
	reason string // name in the list of reasons
	lines  []claimLine

	created, updated int64
	deadline         int64 // until when the seller may answer; zero: there is nothing to answer
	timer            int   // number of the step that is planned; older ones do not count
	arrived          int64 // when the goods were back; zero: they are not

	tracking string // of the parcel on its way back
	provider string
	label    string // form of the shipping document: SHIPPING_LABEL or QR_CODE
	pickup   bool   // the carrier comes for the parcel
	arranged bool   // the buyer sends it with a carrier of his own

	offer        amount // partial refund the seller has offered; zero: none
	offerRefused bool
	keep         bool   // the buyer keeps the goods
	arbitration  string // IN_PROGRESS and the like; "": the platform is not asked
	paidOut      bool
	story        []happening
}

// claimLine is one line of the order and what the buyer gets for it.
type claimLine struct {
	id   string
	at   int // place among the order's lines
	back refundParts
}

// happening is one entry of a claim's history.
type happening struct {
	at           int64
	event        string
	role         string
	text         string
	reason, note string
}

// Kinds of claims.
const (
	sellerCancel = "CANCEL"       // by the seller or the platform
	buyerCancel  = "BUYER_CANCEL" // asked for by the buyer
	refundOnly   = "REFUND"
	returnRefund = "RETURN_AND_REFUND"
	replacement  = "REPLACEMENT"
)

// Statuses of cancellations.
const (
	cancelPending   = "CANCELLATION_REQUEST_PENDING"
	cancelSuccess   = "CANCELLATION_REQUEST_SUCCESS"   // granted, the refund is on its way
	cancelWithdrawn = "CANCELLATION_REQUEST_CANCELLED" // rejected or withdrawn
	cancelComplete  = "CANCELLATION_REQUEST_COMPLETE"
)

// Statuses of returns, refunds and replacements.
const (
	returnPending   = "RETURN_OR_REFUND_REQUEST_PENDING"
	returnRejected  = "REFUND_OR_RETURN_REQUEST_REJECT"
	awaitingBuyer   = "AWAITING_BUYER_RESPONSE"
	awaitingReturn  = "AWAITING_BUYER_SHIP"
	buyerShipped    = "BUYER_SHIPPED_ITEM"
	parcelRejected  = "REJECT_RECEIVE_PACKAGE"
	returnSuccess   = "RETURN_OR_REFUND_REQUEST_SUCCESS" // granted, the refund is on its way
	returnWithdrawn = "RETURN_OR_REFUND_REQUEST_CANCEL"
	returnComplete  = "RETURN_OR_REFUND_REQUEST_COMPLETE"

	replacePending   = "REPLACEMENT_REQUEST_PENDING"
	replaceRejected  = "REPLACEMENT_REQUEST_REJECT"
	replaceRefunded  = "REPLACEMENT_REQUEST_REFUND_SUCCESS"
	replaceWithdrawn = "REPLACEMENT_REQUEST_CANCEL"
	replaceComplete  = "REPLACEMENT_REQUEST_COMPLETE"
)

// isCancel reports whether the claim is a cancellation.
func (k *claim) isCancel() bool { return k.kind == sellerCancel || k.kind == buyerCancel }

// open reports whether the claim may still change money or goods.
func (k *claim) open() bool {
	switch k.status {
	case cancelPending, cancelSuccess, returnPending, awaitingBuyer, awaitingReturn, buyerShipped, returnSuccess, replacePending:
		return true
	}
	return k.arbitration == inArbitration
}

// holds reports whether the claim is about a line of its order.
func (k *claim) holds(at int) bool {
	return slices.ContainsFunc(k.lines, func(l claimLine) bool { return l.at == at })
}

// refund is the sum of what the buyer gets.
func (k *claim) refund() (sum refundParts) {
	for _, l := range k.lines {
		sum = sum.plus(l.back)
	}
	return sum
}

// claimed is the open claim about a line, nil if there is none.
func (a *aftersales) claimed(o *order, at int) *claim {
	for _, k := range a.byOrder[o] {
		if k.open() && k.holds(at) {
			return k
		}
	}
	return nil
}

// newClaim takes a claim about lines of an order in; lines get what amounts
// says.
func (t *store) newClaim(o *order, kind, role, reason string, lines []int, amounts func(at int) refundParts) *claim {
	a := &t.aftersales
	if a.byID == nil {
		a.byID, a.byOrder = map[string]*claim{}, map[*order][]*claim{}
	}
	a.serial++
	n := (slices.Index(t.box.stores, t)+1)*shopClaims + a.serial
	now := t.box.now().Unix()
	k := &claim{id: fmt.Sprintf("4035%014d", n), order: o, kind: kind, role: role, reason: reason, created: now, updated: now}
	for i, at := range lines {
		k.lines = append(k.lines, claimLine{id: fmt.Sprintf("4036%012d%03d", n, i), at: at, back: amounts(at)})
	}
	if k.isCancel() {
		a.cancels = append(a.cancels, k)
	} else {
		a.returns = append(a.returns, k)
	}
	a.byID[k.id] = k
	a.byOrder[o] = append(a.byOrder[o], k)
	return k
}

// shopClaims is how many claims a shop can have: ids differ between shops.
const shopClaims = 100_000_000

// later plans the claim's next step, in place of what was planned before.
func (t *store) later(k *claim, d time.Duration, step func()) {
	k.timer++
	n := k.timer
	t.box.after(d, func(time.Time) {
		if k.timer == n {
			step()
		}
	})
}

// await gives the seller time to answer; then the answer is yes.
func (t *store) await(k *claim, granted func()) {
	d := t.box.tempo.Decide
	k.deadline = t.box.now().Add(d).Unix()
	t.later(k, d, granted)
}

// settleDown ends what is planned: somebody has decided.
func (k *claim) settleDown() {
	k.timer++
	k.deadline = 0
}

// tell adds to the claim's history.
func (t *store) tell(k *claim, role, event, text, note string) {
	k.story = append(k.story, happening{at: t.box.now().Unix(), event: event, role: role, text: text, reason: reasonText(k.reason), note: note})
}

// claimMoved gives a claim another status and tells who listens.
func (t *store) claimMoved(k *claim, status string) {
	k.status, k.updated = status, t.box.now().Unix()
	if k.isCancel() {
		t.notify(11, map[string]any{
			"order_id": k.order.id, "cancellations_role": k.role, "cancel_status": status, "cancel_id": k.id, "create_time": k.created,
		})
		return
	}
	t.notify(12, map[string]any{
		"order_id": k.order.id, "return_role": k.role, "return_type": k.kind, "return_status": status, "return_id": k.id,
		"create_time": k.created, "update_time": k.updated,
	})
}

// asked tells of a new request, in the old form too.
func (t *store) asked(k *claim) {
	kind := map[string]int{sellerCancel: 1, buyerCancel: 5, refundOnly: 2, returnRefund: 3, replacement: 4}[k.kind]
	event := map[string]string{returnRefund: "ORDER_RETURN", refundOnly: "ORDER_REFUND", buyerCancel: "ORDER_REQUEST_CANCEL", sellerCancel: "ORDER_CANCEL"}[k.kind]
	if event == "" {
		event = "UNSUPPORTED"
	}
	user := map[string]int{byBuyer: 1, bySeller: 2, bySystem: 4}[k.role]
	t.notify(2, map[string]any{
		"order_id": k.order.id, "reverse_order_id": k.id, "reverse_order_status": 1, "reverse_type": kind,
		"reverse_event_type": event, "reverse_user": user, "update_time": k.created,
	})
}

// review tells how far the first of two reviews of a return is.
func (t *store) review(k *claim, status string) {
	t.notify(64, map[string]any{
		"aftersales_request_id": k.id, "return_role": k.role, "aftersales_request_status": status,
		"aftersales_request_create_time": k.created, "aftersales_request_update_time": k.updated,
	})
}

// parcelReview tells how far the second review is, that of the goods.
func (t *store) parcelReview(k *claim, status string) {
	now := t.box.now().Unix()
	t.notify(65, map[string]any{
		"rma_id": k.rma(), "aftersales_request_id": k.id, "return_role": k.role, "rma_status": status,
		"rma_request_create_time": k.created, "rma_request_update_time": now,
	})
}

// rma is the number under which goods come back.
func (k *claim) rma() string { return "4037" + k.id[4:] }

// claimOf finds a claim.
func (t *store) claimOf(id string) (*claim, *refusal) {
	t.openAftersales()
	if k := t.aftersales.byID[id]; k != nil {
		return k, nil
	}
	return nil, refuse(200, 25007006, "this shop has no cancellation or return %s", id)
}
