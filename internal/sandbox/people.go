package sandbox

import (
	"fmt"
	"strconv"
	"strings"
)

// person is somebody who does not exist, made from a number: equal numbers make
// equal people.
type person struct {
	name, first, last string
	local             string // name in the local script, where that differs
	phone             string
	street            string
	second            string // the line below the street; may be empty
	postal            string
	levels            []string // names of the place, from L1 on
	home              *habitat
}

// draw makes numbers of a number.
type draw uint64

func (d *draw) below(n int) int {
	*d += 0x9e3779b97f4a7c15 // splitmix64
	z := uint64(*d)
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return int((z ^ z>>31) % uint64(n)) //nolint:gosec // G115: below n
}

// fill puts digits in the place of #.
func (d *draw) fill(pattern string) string {
	b := []byte(pattern)
	for i := range b {
		if b[i] == '#' {
			b[i] = byte('0' + d.below(10)) //nolint:gosec // G115: a digit
		}
	}
	return string(b)
}

// personOf is the person with a number in a market.
func personOf(m *market, n int) person {
	h := habitatOf(m)
	d := draw(n) //nolint:gosec // G115: any bits will do
	p := person{home: h, first: h.first[d.below(len(h.first))], last: h.last[d.below(len(h.last))]}
	p.name = p.first + " " + p.last
	if h.lastFirst {
		p.name = p.last + " " + p.first
	}
	p.phone = d.fill(h.phone)
	p.street = fmt.Sprintf(h.street, h.streets[d.below(len(h.streets))], 1+d.below(998))
	if d.below(3) == 0 {
		p.second = "Unit " + strconv.Itoa(1+d.below(60))
	}
	place := h.places[d.below(len(h.places))]
	p.levels, p.postal = place[:len(place)-1], d.fill(place[len(place)-1])
	return p
}

// address is where a person lives, in clear.
func (p *person) address() *addressWire {
	a := &addressWire{
		Name: p.name, FirstName: p.first, LastName: p.last, Phone: p.phone, Region: p.home.region, PostalCode: p.postal,
		AddressLine1: p.street, AddressLine2: p.second, AddressDetail: strings.TrimSuffix(p.street+", "+p.second, ", "),
	}
	switch p.home.region {
	case "GB":
		a.PostTown = p.levels[len(p.levels)-1]
	case "JP":
		a.FirstNameLocal, a.LastNameLocal = p.first, p.last
	}
	a.Districts = []districtWire{{Level: "L0", LevelName: "Country", Name: p.home.country, ISO: p.home.region}}
	for i, name := range p.levels {
		a.Districts = append(a.Districts, districtWire{Level: "L" + strconv.Itoa(i+1), LevelName: p.home.levels[i], Name: name})
	}
	a.FullAddress = p.home.country + ", " + strings.Join(p.levels, ", ") + ", " + a.AddressDetail
	return a
}

// buyer is the person who gets an order: another one lives where the address was
// changed to.
func (t *store) buyer(o *order) person {
	p := personOf(t.market, o.buyer)
	if o.moved {
		q := personOf(t.market, o.buyer+shopStep/2)
		p.street, p.second, p.postal, p.levels = q.street, q.second, q.postal, q.levels
	}
	return p
}

// recipient is the address of an order as far as the seller may see it now.
func (t *store) recipient(o *order, now int64) *addressWire {
	p := t.buyer(o)
	a := p.address()
	if x := o.extra; x != nil && x.deliverTo != "" {
		a.Preferences = &wishWire{x.deliverTo}
	}
	if t.hidden(o, now) {
		a.hide(o.fbt && reached(o.status, awaitingShipment))
	}
	return a
}

// privacy is how long after its end an order shows the buyer in clear.
const privacy = 30 * oneDay

// hidden reports whether the buyer of an order is masked. Orders that the
// platform's warehouse ships are masked all the time, in Southeast Asia those of
// the platform's carriers too.
func (t *store) hidden(o *order, now int64) bool {
	switch o.status {
	case unpaid, onHold, cancelled:
		return true
	case completed:
		if now >= o.completed+privacy {
			return true
		}
	}
	if o.fbt {
		return true
	}
	switch t.market.region {
	case "ID", "MY", "PH", "SG", "TH", "VN":
		return !o.seller
	}
	return false
}

// reached reports whether an order is as far as a status or further.
func reached(status, want string) bool {
	far := func(s string) int {
		for i, other := range stages {
			if s == other {
				return i
			}
		}
		if s == partiallyShipping {
			return 0
		}
		return -1
	}
	return far(status) >= far(want)
}

// hide masks what tells who and where the buyer is; town leaves the place.
func (a *addressWire) hide(town bool) {
	a.Name, a.FirstName, a.LastName = hideText(a.Name), hideText(a.FirstName), hideText(a.LastName)
	a.FirstNameLocal, a.LastNameLocal = hideText(a.FirstNameLocal), hideText(a.LastNameLocal)
	a.Phone, a.PostalCode, a.PostTown = hidePhone(a.Phone), hideTail(a.PostalCode), hideText(a.PostTown)
	a.AddressLine1, a.AddressLine2, a.AddressDetail = hideTail(a.AddressLine1), hideTail(a.AddressLine2), hideTail(a.AddressDetail)
	shown := []string{}
	for i := range a.Districts {
		if d := &a.Districts[i]; d.Level >= "L3" && !town {
			d.Name = hideText(d.Name)
		}
		shown = append(shown, a.Districts[i].Name)
	}
	a.FullAddress = strings.Join(shown, ", ") + ", " + a.AddressLine1
	if a.Preferences != nil {
		a.Preferences = &wishWire{"***"}
	}
}

// hideText keeps the ends of a text.
func hideText(s string) string {
	if s == "" {
		return ""
	}
	return s[:1] + "***" + s[len(s)-1:]
}

// hideTail keeps the beginning.
func hideTail(s string) string {
	if s == "" {
		return ""
	}
	return s[:min(2, len(s))] + "***"
}

// hidePhone keeps the country and the ends: (+1)213-***-**34.
func hidePhone(s string) string {
	b := []byte(s)
	digits := 0
	for i := strings.IndexByte(s, ')') + 1; i < len(b)-2; i++ {
		if b[i] < '0' || b[i] > '9' {
			continue
		}
		if digits++; digits > 3 {
			b[i] = '*'
		}
	}
	return string(b)
}

func buyerEmail(n int) string { return "buyer-" + strconv.Itoa(n) + "@example.com" }

// cpfOf is a tax number of Brazil's form whose check digits are wrong.
func cpfOf(n int) string { return fmt.Sprintf("000.%03d.%03d-00", n/1000%1000, n%1000) }

// sender is the address of the warehouse that ships a package.
func (t *store) sender(p *parcel) *shortAddress {
	w := t.warehouseOf(p)
	h := personOf(t.market, w.person)
	a := h.address().short()
	a.Name = w.name
	return a
}
