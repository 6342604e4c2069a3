package sandbox

import (
	"cmp"
	"fmt"
	"net/http"
	"slices"
	"strings"
)

func (s *Sandbox) listHandoverSlots(c *call) (any, *refusal) {
	p, refused := c.store.findParcel(c.ids.Get("package_id"))
	if refused != nil {
		return nil, refused
	}
	if p.shipping() == "SELLER" {
		return nil, refuse(200, 21011037, "package %s is shipped by the seller: no carrier of the platform comes", p.id)
	}
	return handover(c), nil
}

func (s *Sandbox) listOrderSlots(c *call) (any, *refusal) {
	o, refused := c.store.findOrder(c.ids.Get("order_id"))
	if refused != nil {
		return nil, refuse(200, 21011029, "order %s does not belong to this shop", c.ids.Get("order_id"))
	}
	if _, refused := c.store.picked(o, c.list("order_line_item_ids")); refused != nil {
		return nil, refused
	}
	return handover(c), nil
}

func handover(c *call) map[string]any {
	return map[string]any{
		"can_pickup": true, "can_drop_off": true, "can_van_collection": false,
		"drop_off_point_url": "https://example.com/drop-off-points", "pickup_slots": slots(c.now),
	}
}

// scan is one event on a parcel's way.
type scan struct {
	at   int64
	text string
}

func (s *Sandbox) getTracking(c *call) (any, *refusal) {
	o, refused := c.store.findOrder(c.ids.Get("order_id"))
	if refused != nil {
		return nil, refused
	}
	list := []map[string]any{}
	for _, e := range o.scans() {
		list = append(list, map[string]any{"description": e.text, "update_time_millis": e.at * 1000})
	}
	return map[string]any{"tracking": list}, nil
}

// scans are what happened to an order and its packages, newest first.
func (o *order) scans() []scan {
	events := []scan{{o.created, "Order placed."}}
	add := func(at int64, text string) {
		if at > 0 {
			events = append(events, scan{at, text})
		}
	}
	add(o.paid, "Payment confirmed.")
	add(o.cancelled, "Order cancelled.")
	list := o.parcels()
	for i, p := range list {
		which := ""
		if len(list) > 1 {
			which = fmt.Sprintf(" (package %d of %d)", i+1, len(list))
		}
		add(p.arranged, "Your order was packed by the seller and is awaiting carrier pickup"+which+".")
		add(p.collected, "The carrier has picked up your package"+which+".")
		if p.delivered-p.collected > oneDay/4 {
			add(p.collected+(p.delivered-p.collected)*3/4, "Your package is out for delivery"+which+".")
		}
		add(p.delivered, "Your package was delivered"+which+".")
		if p.extra != nil {
			for _, try := range p.extra.tries {
				add(try.at, "The delivery did not work out: "+strings.ToLower(strings.ReplaceAll(try.reason, "_", " "))+which+".")
			}
		}
	}
	slices.SortStableFunc(events, func(a, b scan) int { return cmp.Compare(b.at, a.at) })
	return events
}

func (s *Sandbox) validateTracking(c *call) (any, *refusal) {
	number := c.query.Get("tracking_number")
	ours := strings.HasPrefix(number, "TEST") && len(number) == 16
	return map[string]any{"is_tiktok_shipping": ours, "is_tiktok_collection": ours}, nil
}

const (
	maxProofImage = 5 << 20
	maxProofFile  = 10 << 20
	proofPath     = documentPath + "proof-"
)

func (s *Sandbox) uploadProofImage(c *call) (any, *refusal) {
	content := c.form.files["data"]
	if len(content) > maxProofImage {
		return nil, refuse(200, 12038005, "the picture has %d bytes, more than %d", len(content), maxProofImage)
	}
	size, ok := measure(content)
	if kind := http.DetectContentType(content); !ok || kind != "image/png" && kind != "image/jpeg" {
		return nil, refuse(200, 12038002, "the file is no picture: want JPG or PNG")
	}
	if min(size.Width, size.Height) < minSide || max(size.Width, size.Height) > maxSide {
		return nil, refuse(200, 12019116, "the picture is %d x %d, each side must have %d to %d pixels", size.Width, size.Height, minSide, maxSide)
	}
	uri := imageURI(s.next())
	s.images[uri] = size
	c.applied = true
	return map[string]any{"url": s.baseURL + imagePath + uri, "width": size.Width, "height": size.Height}, nil
}

func (s *Sandbox) uploadProofFile(c *call) (any, *refusal) {
	content := c.form.files["data"]
	switch {
	case len(content) > maxProofFile:
		return nil, refuse(200, 12038005, "the file has %d bytes, more than %d", len(content), maxProofFile)
	case !strings.HasPrefix(string(content[:min(len(content), 5)]), "%PDF-"):
		return nil, refuse(200, 12038002, "the file is no PDF")
	}
	c.applied = true
	return map[string]any{"name": cmp.Or(c.form.texts["name"], "proof.pdf"), "url": fmt.Sprintf("%s%s%d.pdf", s.baseURL, proofPath, s.next())}, nil
}
