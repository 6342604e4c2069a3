package sandbox

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// documentLife is how long the address of a document works.
const documentLife = 24 * time.Hour

func (s *Sandbox) getDocument(c *call) (any, *refusal) {
	id := c.ids.Get("package_id")
	p, refused := c.store.findParcel(id)
	if refused != nil {
		return nil, refused
	}
	kind := c.query.Get("document_type")
	switch state := p.state(); {
	case state == toFulfill:
		return nil, refuse(200, 21023035, "package %s has no document yet: ship it first", id)
	case state == cancelled:
		return nil, refuse(200, 21023059, "package %s is cancelled", id)
	case p.fields != nil:
	case len(p.orders) > 0 && p.orders[0].fbt:
		return nil, refuse(200, 21008043, "package %s is shipped by the platform's warehouse, which prints its label", id)
	case p.shipping() == "SELLER" && kind != "PACKING_SLIP":
		return nil, refuse(200, 21008017, "package %s is shipped by the seller: the label is the carrier's", id)
	}
	name := kind
	if c.query.Get("document_format") == "ZPL" {
		name += "-ZPL"
	}
	if c.query.Get("document_size") == "A5" {
		name += "-A5"
	}
	return map[string]any{"doc_url": s.documentURL(id, name, c.now), "tracking_number": p.tracking}, nil
}

// documentURL is an address that works for a day.
func (s *Sandbox) documentURL(id, kind string, now time.Time) string {
	name := id + "." + kind + "." + strconv.FormatInt(now.Add(documentLife).Unix(), 10)
	return s.baseURL + documentPath + name + "." + documentMark(name) + ".pdf"
}

// documentMark keeps others from making addresses.
func documentMark(name string) string {
	mac := hmac.New(sha256.New, []byte("documents of the sandbox"))
	mac.Write([]byte(name))
	return hex.EncodeToString(mac.Sum(nil)[:8])
}

// showDocument sends the document behind an address.
func (s *Sandbox) showDocument(w http.ResponseWriter, path string) {
	if strings.HasPrefix(documentPath+path, proofPath) {
		w.Header().Set("Content-Type", "application/pdf")
		_, _ = w.Write(textPDF(labelWidth, labelHeight, "Proof of delivery"))
		return
	}
	parts := strings.Split(strings.TrimSuffix(path, ".pdf"), ".")
	if len(parts) != 4 || documentMark(strings.Join(parts[:3], ".")) != parts[3] {
		http.Error(w, "no such document", http.StatusNotFound)
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.now()
	if until, err := strconv.ParseInt(parts[2], 10, 64); err != nil || now.Unix() >= until {
		http.Error(w, "the address of this document has expired: ask for a new one", http.StatusForbidden)
		return
	}
	for _, t := range s.stores {
		if p := t.sales.parcels[parts[0]]; p != nil {
			content, kind := t.document(p, parts[1], now.Unix())
			w.Header().Set("Content-Type", kind)
			_, _ = w.Write(content)
			return
		}
	}
	w.Header().Set("Content-Type", "application/pdf")
	_, _ = w.Write(textPDF(labelWidth, labelHeight, "Document "+parts[0]))
}

// document is what is printed for a package.
func (t *store) document(p *parcel, kind string, now int64) (content []byte, contentType string) {
	width, height := float64(labelWidth), float64(labelHeight)
	if strings.HasSuffix(kind, "-A5") {
		kind, width, height = strings.TrimSuffix(kind, "-A5"), 419.5, 595.3
	}
	if strings.HasSuffix(kind, "-ZPL") {
		return []byte(t.labelZPL(p, now)), "text/plain; charset=utf-8"
	}
	var b pdf
	switch kind {
	case "PACKING_SLIP", "INVOICE_LABEL":
		t.drawSlip(b.page(width, height), p)
	case "SHIPPING_LABEL_AND_PACKING_SLIP":
		t.drawLabel(b.page(width, height), p, now)
		t.drawSlip(b.page(width, height), p)
	case "HAZMAT_LABEL":
		pg := b.page(width, height)
		pg.text(20, height-40, 18, "HAZARDOUS MATERIAL - SAMPLE")
		pg.text(20, height-60, 9, "Package "+p.id)
	default:
		t.drawLabel(b.page(width, height), p, now)
	}
	return b.bytes(), "application/pdf"
}

// labelZPL is a label for a printer that draws by itself.
func (t *store) labelZPL(p *parcel, now int64) string {
	var b strings.Builder
	b.WriteString("^XA\n")
	y := 40
	for _, line := range t.labelLines(p, now) {
		fmt.Fprintf(&b, "^FO40,%d^A0N,24,24^FD%s^FS\n", y, strings.NewReplacer("^", " ", "~", " ").Replace(line))
		y += 34
	}
	fmt.Fprintf(&b, "^FO40,%d^BY2^BCN,120,Y,N,N^FD%s^FS\n^XZ\n", y+20, p.tracking)
	return b.String()
}

// labelLines are the words of a label.
func (t *store) labelLines(p *parcel, now int64) []string {
	from := t.sender(p)
	lines := []string{"FROM", from.Name, from.AddressLine1, from.PostalCode + " " + from.Region, "TO"}
	if p.fields == nil && len(p.orders) > 0 {
		to := t.recipient(p.orders[0], now)
		lines = append(lines, hideText(to.Name), hidePhone(to.Phone), to.AddressDetail)
		for _, d := range to.Districts[1:] {
			lines = append(lines, d.Name)
		}
		lines = append(lines, to.PostalCode+" "+to.Region)
	} else if a := object(p.fields["recipient_address"]); a != nil {
		lines = append(lines, text(a["name"]), text(a["full_address"]))
	}
	return append(lines, "Package "+p.id)
}
