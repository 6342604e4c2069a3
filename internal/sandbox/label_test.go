package sandbox

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"
)

// download follows a link in an answer to its content.
func (k *caller) download(t testing.TB, link string) (status int, content []byte) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, link, nil)
	if err != nil {
		t.Fatal(err)
	}
	resp, err := k.client.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	content, err = io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, content
}

// checkPDF reads the table of objects as a viewer does.
func checkPDF(t testing.TB, file []byte) {
	t.Helper()
	start := bytes.LastIndex(file, []byte("startxref\n"))
	if !bytes.HasPrefix(file, []byte("%PDF-1.")) || start < 0 || !bytes.HasSuffix(file, []byte("%%EOF\n")) {
		t.Fatalf("no PDF: %.60q", file)
	}
	at, err := strconv.Atoi(strings.SplitN(string(file[start+len("startxref\n"):]), "\n", 2)[0])
	if err != nil || !bytes.HasPrefix(file[at:], []byte("xref\n0 ")) {
		t.Fatalf("startxref leads to %.20q", file[at:])
	}
	rows := strings.Split(string(file[at:]), "\n")
	n, _ := strconv.Atoi(strings.TrimPrefix(rows[1], "0 "))
	if n < 6 {
		t.Fatalf("only %d objects", n)
	}
	for i := 1; i < n; i++ {
		place, _ := strconv.Atoi(rows[2+i][:10])
		if want := fmt.Sprintf("%d 0 obj\n", i); !bytes.HasPrefix(file[place:], []byte(want)) {
			t.Errorf("object %d is not at %d: %.20q", i, place, file[place:])
		}
	}
	for _, m := range regexp.MustCompile(`/Length (\d+) >>\nstream\n`).FindAllSubmatchIndex(file, -1) {
		length, _ := strconv.Atoi(string(file[m[2]:m[3]]))
		if !bytes.HasPrefix(file[m[1]+length:], []byte("endstream")) {
			t.Errorf("a stream is not %d bytes long", length)
		}
	}
}

func TestLabelsAreDocumentsThatExpire(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: -1})
	o, pkg := k.waits(t, basket{}, 2, 1)
	k.ok(t, post(shopsPath+pkg+"/ship", "{}"))
	document := func(kind string, query ...string) map[string]any {
		return k.ok(t, get(shopsPath+pkg+"/shipping_documents", append([]string{"document_type", kind}, query...)...))
	}
	tracking := text(document("SHIPPING_LABEL")["tracking_number"])
	for kind, want := range map[string]struct {
		pages int
		words []string
	}{
		"SHIPPING_LABEL":                  {1, []string{"Main warehouse", "***", tracking, "Package " + pkg}},
		"PACKING_SLIP":                    {1, []string{"PACKING SLIP", o.id, "2 x Red"}},
		"SHIPPING_LABEL_AND_PACKING_SLIP": {2, []string{"PACKING SLIP", tracking}},
	} {
		status, file := k.download(t, text(document(kind)["doc_url"]))
		if status != 200 {
			t.Fatalf("%s: %d", kind, status)
		}
		checkPDF(t, file)
		if got := bytes.Count(file, []byte("/Type /Page ")); got != want.pages {
			t.Errorf("%s has %d pages, want %d", kind, got, want.pages)
		}
		for _, word := range want.words {
			if !bytes.Contains(file, []byte(word)) {
				t.Errorf("%s does not say %q", kind, word)
			}
		}
		if name := k.shop.stores[0].buyer(o).name; bytes.Contains(file, []byte(name)) {
			t.Errorf("%s shows the buyer's name", kind)
		}
	}
	if _, zpl := k.download(t, text(document("SHIPPING_LABEL", "document_format", "ZPL")["doc_url"])); !bytes.HasPrefix(zpl, []byte("^XA")) || !bytes.Contains(zpl, []byte(tracking)) {
		t.Errorf("ZPL label: %.40q", zpl)
	}
	link := text(document("SHIPPING_LABEL")["doc_url"])
	if status, _ := k.download(t, strings.Replace(link, pkg, "1", 1)); status != 404 {
		t.Errorf("a made-up address answers %d", status)
	}
	k.pass(23 * time.Hour)
	if status, _ := k.download(t, link); status != 200 {
		t.Errorf("after 23 hours: %d", status)
	}
	k.pass(2 * time.Hour)
	if status, _ := k.download(t, link); status != 403 {
		t.Errorf("after 25 hours: %d, want 403", status)
	}
}

func TestSellersPrintTheirOwnLabels(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: -1})
	_, pkg := k.waits(t, basket{seller: true}, 1)
	k.ok(t, post(shopsPath+pkg+"/ship", `{"self_shipment":{"tracking_number":"AB1","shipping_provider_id":"`+sellerCarrier+`"}}`))
	if a := k.do(t, get(shopsPath+pkg+"/shipping_documents", "document_type", "SHIPPING_LABEL")); a.Code != 21008017 {
		t.Errorf("label: %s", a.Body)
	}
	k.ok(t, get(shopsPath+pkg+"/shipping_documents", "document_type", "PACKING_SLIP"))
}

func TestBarcodesCheckThemselves(t *testing.T) {
	t.Parallel()
	// The text and check symbol of a published example: Wikipedia, 87.
	values := barcodeValues("Wikipedia")
	if got := values[len(values)-2]; got != 88 {
		t.Errorf("check symbol %d, want 88", got)
	}
	for i, widths := range code128 {
		sum := 0
		for _, w := range []byte(widths) {
			sum += int(w - '0')
		}
		if want := 11; sum != want && i != stop || i == stop && sum != 13 {
			t.Errorf("symbol %d is %d wide", i, sum)
		}
	}
	seen := map[string]int{}
	for i, widths := range code128 {
		if j, ok := seen[widths]; ok {
			t.Errorf("symbols %d and %d are the same", j, i)
		}
		seen[widths] = i
	}
}
