package sandbox

// Changes that several parts of a shop care about pass through here, with the
// lock held. Each part gets to know after the change.

// orderMoved is called after an order got another status, also when it was
// placed (from is then empty).
func (t *store) orderMoved(o *order, from string) {
	t.alliance.orderMoved(t, o, from) // first: it sets commissions, which others count
	t.aftersales.orderMoved(t, o, from)
	t.books.orderMoved(t, o, from)
	t.rooms.orderMoved(t, o, from)
	t.fbt.orderMoved(t, o, from)
}

// refunded is called after money of an order went back to the buyer; the lines'
// refunded amounts hold it already.
func (t *store) refunded(o *order) {
	t.books.refunded(t, o)
	t.alliance.refunded(t, o)
	t.rooms.refunded(t, o)
}

// notify sends a webhook about the shop, with the fields of its topic.
func (t *store) notify(topic int, data map[string]any) {
	t.box.send(notice{topic: topic, subject: "shop_id", id: t.id, store: t, data: data})
}

// notifySeller sends a webhook about a seller as a whole.
func (t *store) notifySeller(topic int, data map[string]any) {
	t.box.send(notice{topic: topic, subject: "seller_open_id", id: t.seller.openID, store: t, data: data})
}

// notifyCreator sends a webhook about a creator.
func (s *Sandbox) notifyCreator(openID string, topic int, data map[string]any) {
	s.send(notice{topic: topic, subject: "creator_open_id", id: openID, data: data})
}

// notice is a webhook before it is delivered.
type notice struct {
	topic   int
	subject string // wire name of the field that says whom it is about
	id      string
	store   *store // nil for creators
	data    map[string]any
}
