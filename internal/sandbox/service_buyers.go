package sandbox

import "slices"

// buyerOrder is a buyer and one of their orders.
type buyerOrder struct{ user, order string }

// newestBuyers are the buyers of the newest orders, each once.
func (t *store) newestBuyers(n int) []buyerOrder {
	var out []buyerOrder
	for _, r := range t.orders.list { // newest first
		user := text(r.fields["user_id"])
		if user == "" || slices.ContainsFunc(out, func(b buyerOrder) bool { return b.user == user }) {
			continue
		}
		if out = append(out, buyerOrder{user, r.id}); len(out) == n {
			break
		}
	}
	return out
}

// lastOrderOf is when a buyer has ordered last, 0 if never.
func (t *store) lastOrderOf(user string) int64 {
	var last int64
	for _, r := range t.orders.list {
		if text(r.fields["user_id"]) == user {
			last = max(last, number(r.fields["create_time"]))
		}
	}
	return last
}

// ownerOf is the buyer of an order, "" if there is none.
func (t *store) ownerOf(order string) string {
	if r := t.orders.byID[order]; r != nil {
		return text(r.fields["user_id"])
	}
	return ""
}

// userOf is the buyer with an e-mail address, "" if no buyer has it.
func (t *store) userOf(email string) string {
	for _, r := range t.orders.list {
		if text(r.fields["buyer_email"]) == email {
			return text(r.fields["user_id"])
		}
	}
	return ""
}
