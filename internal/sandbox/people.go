package sandbox

import (
	"fmt"
	"strconv"
)

// person is somebody who does not exist, made from a number.
type person struct {
	name, first, last string
	phone             string
}

func personOf(m *market, n int) person {
	return person{name: "Buyer " + strconv.Itoa(n), first: "Buyer", last: strconv.Itoa(n), phone: fmt.Sprintf("(+1)555-01%02d", n%100)}
}

func (t *store) recipient(o *order, now int64) *addressWire {
	p := personOf(t.market, o.buyer)
	return &addressWire{Name: p.name, Phone: p.phone, Region: t.market.region}
}

func (t *store) sender(*parcel) *shortAddress { return &shortAddress{Name: "Test Seller"} }

func buyerEmail(n int) string { return fmt.Sprintf("buyer-%d@example.com", n) }
func cpfOf(n int) string      { return fmt.Sprintf("000.%03d.%03d-00", n/1000%1000, n%1000) }
