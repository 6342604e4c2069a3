package sandbox

import "slices"

// buyerOrder is a buyer and one of their orders.
type buyerOrder struct{ user, order string }

// chatUser is the id of the buyer of an order.
func chatUser(o *order) string {
	if o.fields != nil {
		return text(o.fields["user_id"])
	}
	return buyerID(o.buyer)
}

// newestBuyers are the buyers of the newest orders, each once.
func (t *store) newestBuyers(n int) []buyerOrder {
	var out []buyerOrder
	for _, o := range slices.Backward(t.sales.list) {
		user := chatUser(o)
		if user == "" || slices.ContainsFunc(out, func(b buyerOrder) bool { return b.user == user }) {
			continue
		}
		if out = append(out, buyerOrder{user, o.id}); len(out) == n {
			break
		}
	}
	return out
}

// orderBy is the newest order of a buyer, nil if there is none.
func (t *store) orderBy(user string) *order {
	n := buyerNumber(user)
	for _, o := range slices.Backward(t.sales.list) {
		if o.fields == nil && o.buyer == n || o.fields != nil && chatUser(o) == user {
			return o
		}
	}
	return nil
}

// lastOrderOf is when a buyer has ordered last, 0 if never.
func (t *store) lastOrderOf(user string) int64 {
	if o := t.orderBy(user); o != nil {
		return o.created
	}
	return 0
}

// ownerOf is the buyer of an order, "" if there is none.
func (t *store) ownerOf(order string) string {
	if o := t.sales.byID[order]; o != nil {
		return chatUser(o)
	}
	return ""
}

// userOf is the buyer with an e-mail address, "" if no buyer has it.
func (t *store) userOf(email string) string {
	for _, o := range slices.Backward(t.sales.list) {
		if o.fields == nil && buyerEmail(o.buyer) == email || o.fields != nil && text(o.fields["buyer_email"]) == email {
			return chatUser(o)
		}
	}
	return ""
}
