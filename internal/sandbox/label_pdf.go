package sandbox

import (
	"bytes"
	"fmt"
	"strings"
)

// A6 in points, upright.
const (
	labelWidth  = 298
	labelHeight = 420
)

// pdf is a small document: pages with text in Helvetica and filled boxes.
type pdf struct{ pages []*pdfPage }

type pdfPage struct {
	width, height float64
	b             bytes.Buffer
}

func (d *pdf) page(width, height float64) *pdfPage {
	p := &pdfPage{width: width, height: height}
	d.pages = append(d.pages, p)
	return p
}

// text writes a line; x and y are counted from the lower left. What the font
// lacks becomes a question mark.
func (p *pdfPage) text(x, y, size float64, s string) {
	var out strings.Builder
	for _, r := range s {
		switch {
		case r == '(' || r == ')' || r == '\\':
			out.WriteByte('\\')
			out.WriteRune(r)
		case r < 32 || r > 126:
			out.WriteByte('?')
		default:
			out.WriteRune(r)
		}
	}
	fmt.Fprintf(&p.b, "BT /F1 %.4g Tf %.5g %.5g Td (%s) Tj ET\n", size, x, y, out.String())
}

func (p *pdfPage) box(x, y, width, height float64) {
	fmt.Fprintf(&p.b, "%.5g %.5g %.5g %.5g re f\n", x, y, width, height)
}

// bytes is the file: objects, the table of where they are, and the trailer.
func (d *pdf) bytes() []byte {
	var b bytes.Buffer
	var places []int
	object := func(format string, args ...any) {
		places = append(places, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n"+format+"\nendobj\n", append([]any{len(places)}, args...)...)
	}
	b.WriteString("%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
	object("<< /Type /Catalog /Pages 2 0 R >>")
	var kids strings.Builder
	for i := range d.pages {
		fmt.Fprintf(&kids, "%d 0 R ", 4+2*i)
	}
	object("<< /Type /Pages /Kids [ %s] /Count %d >>", kids.String(), len(d.pages))
	object("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
	for i, p := range d.pages {
		object("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %.5g %.5g] /Resources << /Font << /F1 3 0 R >> >> /Contents %d 0 R >>",
			p.width, p.height, 5+2*i)
		object("<< /Length %d >>\nstream\n%sendstream", p.b.Len(), p.b.String())
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(places)+1)
	for _, at := range places {
		fmt.Fprintf(&b, "%010d 00000 n \n", at)
	}
	fmt.Fprintf(&b, "trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(places)+1, start)
	return b.Bytes()
}

// textPDF is a page with one line.
func textPDF(width, height float64, line string) []byte {
	var d pdf
	d.page(width, height).text(20, height-40, 12, line)
	return d.bytes()
}

// drawLabel draws a shipping label.
func (t *store) drawLabel(pg *pdfPage, p *parcel, now int64) {
	y := pg.height - 28
	pg.text(16, y, 13, "TEST LABEL - NOT FOR SHIPPING")
	for _, line := range t.labelLines(p, now) {
		if line == "FROM" || line == "TO" {
			y -= 10
			pg.box(16, y+2, pg.width-32, 0.7)
		}
		y -= 12
		pg.text(18, y, 9, line)
	}
	pg.text(18, 122, 9, providerName(p.provider))
	pg.barcode(24, 44, pg.width-48, 64, p.tracking)
	pg.text(24, 28, 11, p.tracking)
}

// drawSlip draws what is in a package.
func (t *store) drawSlip(pg *pdfPage, p *parcel) {
	y := pg.height - 32
	pg.text(16, y, 14, "PACKING SLIP")
	y -= 16
	pg.text(16, y, 9, "Package "+p.id+"   Tracking "+p.tracking)
	for _, o := range t.parcelOrders(p) {
		y -= 20
		pg.text(16, y, 10, "Order "+o.ID)
		for _, sku := range o.SKUs {
			if y -= 13; y > 16 {
				pg.text(24, y, 9, fmt.Sprintf("%d x %s (SKU %s)", sku.Quantity, sku.Name, sku.ID))
			}
		}
	}
}
