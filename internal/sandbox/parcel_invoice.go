package sandbox

import (
	"bytes"
	"encoding/base64"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
)

// invoiceNeed is whether an order lacks its invoice, which Brazil asks for.
func (t *store) invoiceNeed(o *order) string {
	for _, p := range o.parcels() {
		if p.extra != nil && p.extra.invoice != "" {
			return "INVOICE_UPLOADED"
		}
	}
	return "NEED_INVOICE"
}

const maxInvoice = 1 << 20

// uploadInvoices takes the XML invoices of packages in Brazil.
func (s *Sandbox) uploadInvoices(c *call) (any, *refusal) {
	t := c.store
	wanted := objects(c.body["invoices"])
	if len(wanted) == 0 {
		return nil, invalid("invoices is a required field and has not been provided")
	}
	if t.market.region != "BR" {
		return nil, refuse(200, 21008106, "this route cannot be used in %s: invoices are for Brazil", t.market.region)
	}
	var failures []map[string]any
	for _, in := range wanted {
		id := text(in["package_id"])
		if refused := t.invoice(id, in, c.now.Unix()); refused != nil {
			f := failure(refused, "package_id", id)
			f["detail"] = map[string]any{"package_id": id, "order_ids": texts(in["order_ids"])}
			failures = append(failures, f)
			continue
		}
		c.applied = true
	}
	return partial(failures), nil
}

func (t *store) invoice(id string, in map[string]any, now int64) *refusal {
	p := t.sales.parcels[id]
	if p == nil {
		return refuse(200, 21011028, "package %s does not belong to this shop", id)
	}
	if p.state() != toFulfill {
		return refuse(200, 10007014, "package %s is %s: its invoice is not wanted any more", id, p.state())
	}
	file, err := base64.StdEncoding.DecodeString(text(in["file"]))
	switch {
	case err != nil || len(file) == 0:
		return refuse(200, 10007014, "file of package %s is not base64", id)
	case len(file) > maxInvoice:
		return refuse(200, 10007014, "file of package %s has %d bytes, more than %d", id, len(file), maxInvoice)
	case !wellFormed(file):
		return refuse(200, 10007014, "file of package %s is not XML", id)
	}
	p.more().invoice = "SUCCESS"
	t.sales.touchParcel(p, now)
	t.notify(36, map[string]any{"package_id": id, "order_ids": p.orderIDs(), "invoice_status": "SUCCESS", "invalid_reason": ""})
	return nil
}

// wellFormed reports whether a file is XML with an element in it.
func wellFormed(file []byte) bool {
	d := xml.NewDecoder(bytes.NewReader(file))
	for elements := 0; ; {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return elements > 0
		}
		if err != nil {
			return false
		}
		if _, ok := token.(xml.StartElement); ok {
			elements++
		}
	}
}

// createFirstMile puts arranged orders into one bag for the carrier.
func (s *Sandbox) createFirstMile(c *call) (any, *refusal) {
	ids := texts(c.body["order_ids"])
	if len(ids) == 0 {
		return nil, invalid("order_ids is a required field and has not been provided")
	}
	failures := []map[string]any{}
	for _, id := range ids {
		o := c.store.sales.byID[id]
		switch {
		case o == nil:
			failures = append(failures, failure(refuse(200, 21008111, "order %s does not belong to this shop", id), "order_id", id))
		case o.status != awaitingCollection:
			failures = append(failures, failure(refuse(200, 10007014, "order %s is %s: only orders that await collection go into a bundle", id, o.status), "order_id", id))
		}
	}
	if len(failures) == len(ids) {
		return map[string]any{"errors": failures}, nil
	}
	n := s.next()
	c.applied = true
	return map[string]any{
		"first_mile_bundle_id": fmt.Sprintf("BA%012d", n), "url": s.documentURL(fmt.Sprintf("bundle%012d", n), "BUNDLE", c.now), "errors": failures,
	}, nil
}

func (s *Sandbox) createLastMile(c *call) (any, *refusal) {
	if len(texts(c.body["fulfillment_unit_ids"])) == 0 {
		return nil, invalid("fulfillment_unit_ids is a required field and has not been provided")
	}
	c.applied = true
	return map[string]any{"last_mile_bundle_id": fmt.Sprintf("73943681%011d", s.next())}, nil
}

// measure takes over the size and weight that a request gives.
func (p *parcel) measure(body map[string]any) {
	if d := object(body["dimension"]); d != nil && text(d["unit"]) != "INCH" {
		x := p.more()
		x.length, x.width, x.tall = text(d["length"]), text(d["width"]), text(d["height"])
	}
	if w := object(body["weight"]); w != nil && text(w["unit"]) != "POUND" {
		p.more().grams = text(w["value"])
	}
}
