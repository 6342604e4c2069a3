package sandbox

// order is one order of a shop. Orders are many, so they are kept small: names
// and addresses are made from the serial number when they are asked for.
type order struct {
	id     string
	n      int    // serial number, of the buyer too
	buyer  int    // number of the buyer
	status string // awaitingShipment and the like
	seller bool   // the seller ships; else the platform's carrier does
	fbt    bool   // the platform's warehouse ships
	sample bool   // a free sample for a creator

	// Unix seconds; zero: has not happened.
	created, paid, released, arranged, collected, delivered, completed, cancelled, updated int64

	lines        []line
	shippingFee  amount // what the buyer pays for shipping
	tax          amount
	cancelReason string
	canceller    string // BUYER, SELLER or SYSTEM
	from         *lead  // how the buyer came to the order; nil: by search

	fields map[string]any // of a captured order, which is answered as it was; nil for all others
}

// line is one unit of a SKU in an order.
type line struct {
	id             string
	product        *record // of the shop's products
	sku            string  // id among the product's SKUs
	list           amount  // price before discounts
	sellerOff      amount  // discount the seller pays
	platformOff    amount  // discount the platform pays
	status         string  // as display_status of the line
	parcel         *parcel // nil before there is one
	refunded       amount
	commissionRate int // basis points of what the buyer paid for it, for the creator
}

// paid is what the buyer pays for the line, without tax and shipping.
func (l *line) paid() amount { return l.list - l.sellerOff - l.platformOff }

// lead is how a creator brought an order about.
type lead struct {
	creator string // open id
	content string // id of a video or a LIVE room
	kind    string // VIDEO, LIVE or SHOWCASE
	plan    string // id of the collaboration
}

// parcel is one package of one or, when combined, several orders.
type parcel struct {
	id       string
	status   string // toFulfill and the like
	orders   []*order
	tracking string
	provider string // shipping provider id
	created  int64
	updated  int64

	fields map[string]any // of a captured package
}

// sales are the orders and packages of a shop.
type sales struct {
	list    []*order // oldest first
	byID    map[string]*order
	parcels map[string]*parcel
}
