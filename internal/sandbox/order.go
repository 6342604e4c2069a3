package sandbox

// Statuses of orders.
const (
	unpaid             = "UNPAID"
	onHold             = "ON_HOLD" // paid, the buyer may still cancel
	awaitingShipment   = "AWAITING_SHIPMENT"
	partiallyShipping  = "PARTIALLY_SHIPPING"
	awaitingCollection = "AWAITING_COLLECTION"
	inTransit          = "IN_TRANSIT"
	delivered          = "DELIVERED"
	completed          = "COMPLETED" // of packages too
	cancelled          = "CANCELLED" // of packages too
)

// Statuses of packages.
const (
	toFulfill  = "TO_FULFILL" // the seller has not arranged the shipment yet
	processing = "PROCESSING" // arranged, waiting for the carrier
	fulfilling = "FULFILLING" // on its way
)

// Who does something to an order.
const (
	byBuyer  = "BUYER"
	bySeller = "SELLER"
	bySystem = "SYSTEM"
)

// order is one order of a shop. Orders are many, so they are kept small: names
// and addresses are made from the buyer's number when they are asked for. Its
// status is changed by the methods of store in sales_move.go only.
type order struct {
	id     string
	n      int    // serial number
	buyer  int    // number of the buyer
	status string // awaitingShipment and the like
	seller bool   // the seller ships; else the platform's carrier does
	fbt    bool   // the platform's warehouse ships
	sample bool   // a free sample for a creator
	cod    bool   // the buyer pays the courier; paid is zero until the delivery
	moved  bool   // the address was changed after the order was placed

	// Unix seconds; zero: has not happened.
	created, paid, released, arranged, collected, delivered, completed, cancelled, updated int64

	lines        []line
	warehouse    string
	shippingFee  amount // what the buyer pays for shipping
	shippingOff  amount // what the platform took off the shipping fee
	tax          amount
	cancelReason string
	canceller    string      // BUYER, SELLER or SYSTEM
	from         *lead       // how the buyer came to the order; nil: by search
	extra        *orderExtra // what few orders have; may be nil
	ledger       *ledger     // of the books; nil before anything was settled or refunded

	mark   int            // place in the list by update time
	fields map[string]any // of a captured order, which is answered as it was; nil for all others
}

// orderExtra is what few orders have.
type orderExtra struct {
	message       string // of the buyer
	note          string // of the seller
	cancelAsked   int64  // when the buyer asked to cancel; zero: has not, or it is settled
	exchangeOf    string // id of the order whose goods are exchanged
	replacementOf string // id of the order whose goods are replaced
	references    []externalOrder
	deliverTo     string // wish of the buyer where to leave the parcel
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
	cancelReason   string
	canceller      string
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

// parcel is one package of one or, when combined, several orders. Its lines are
// those of its orders that point to it.
type parcel struct {
	id       string
	n        int    // serial number
	status   string // toFulfill and the like
	orders   []*order
	tracking string
	provider string // shipping provider id
	service  string // shipping service whose label was bought

	// Unix seconds; zero: has not happened.
	created, arranged, collected, delivered, updated int64

	form  string       // DEFAULT, SPLIT or COMBINE
	extra *parcelExtra // what is known once the shipment is arranged

	mark   int            // place in the list by update time
	fields map[string]any // of a captured package
}

// parcelExtra is what is known of a package once its shipment is arranged.
type parcelExtra struct {
	handover            string // PICKUP or DROP_OFF
	slotFrom, slotTo    int64
	changes             int // of the tracking number
	tries               []failedTry
	proof               string // address of the proof of delivery
	length, width, tall string // in centimeters
	grams               string
	invoice             string // status of the invoice
}

// failedTry is a delivery that did not work out.
type failedTry struct {
	at     int64
	reason string
}

// paying is what the buyer pays for the order as a whole.
func (o *order) paying() amount {
	sum := o.shippingFee + o.tax
	for i := range o.lines {
		sum += o.lines[i].paid()
	}
	return sum
}

// mine are the lines of an order in a package.
func (p *parcel) mine(o *order) []*line {
	var lines []*line
	for i := range o.lines {
		if o.lines[i].parcel == p {
			lines = append(lines, &o.lines[i])
		}
	}
	return lines
}

// line finds a line by its id, nil if the order has none such.
func (o *order) line(id string) *line {
	for i := range o.lines {
		if o.lines[i].id == id {
			return &o.lines[i]
		}
	}
	return nil
}

// more is the order's rare facts, made when there are none yet.
func (o *order) more() *orderExtra {
	if o.extra == nil {
		o.extra = &orderExtra{}
	}
	return o.extra
}

func (p *parcel) more() *parcelExtra {
	if p.extra == nil {
		p.extra = &parcelExtra{}
	}
	return p.extra
}
