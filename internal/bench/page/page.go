// Package page makes pages of orders to measure with: every field of the order
// schema, values that differ order by order, the same ones in every run. All of
// it is invented here; the shape is read from the SDK's own types.
package page

import (
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"reflect"
	"strconv"
	"strings"

	"github.com/tiktokshop-go/tiktokshop"
	"github.com/tiktokshop-go/tiktokshop/internal/bench/schema"
	"github.com/tiktokshop-go/tiktokshop/shop"
)

// Sizes of one order as JSON, in bytes.
const (
	Small = 2_000 // a common order of one line: about a third of the fields
	Full  = 7_200 // every field of the schema
)

// Orders makes n orders of about size bytes each, all different. Fewer bytes
// than all fields need leave fields out, more lengthen lists and texts.
func Orders(n, size int) ([]string, error) {
	w := fit(size)
	orders := make([]string, n)
	var seed uint64
	for i := range orders {
		seed++
		w.rand = rand.New(rand.NewPCG(0, seed))
		var b strings.Builder
		if err := w.value(&b, reflect.TypeFor[shop.Order](), ""); err != nil {
			return nil, err
		}
		orders[i] = b.String()
	}
	return orders, nil
}

// Answer is what the platform sends around one page of orders.
func Answer(orders []string, nextPageToken string) []byte {
	var b strings.Builder
	fmt.Fprintf(&b, `{"code":0,"message":"Success","request_id":"20260815093012%020d","data":{"next_page_token":%q,"orders":[`, len(orders), nextPageToken)
	b.WriteString(strings.Join(orders, ","))
	fmt.Fprintf(&b, `],"total_count":%d}}`, len(orders))
	return []byte(b.String())
}

// writer makes one order. Which fields it keeps depends on their path alone, so
// that all orders of a page have the same ones.
type writer struct {
	rand  *rand.Rand
	keep  float64 // share of the fields written
	items int     // in a list
	words int     // in free text
}

// fit is the writer whose orders come closest to size.
func fit(size int) *writer {
	best, missed := &writer{keep: 1, items: 1, words: 2}, -1
	try := func(w writer) {
		w.rand = rand.New(rand.NewPCG(0, 0))
		var b strings.Builder
		if w.value(&b, reflect.TypeFor[shop.Order](), "") != nil {
			return // reported by the caller, who meets the same type
		}
		if m := abs(b.Len() - size); missed < 0 || m < missed {
			best, missed = &w, m
		}
	}
	for percent := 10; percent < 100; percent++ {
		try(writer{keep: float64(percent) / 100, items: 1, words: 2})
	}
	for items := 1; items <= 4; items++ {
		for words := 2; words <= 4; words++ {
			try(writer{keep: 1, items: items, words: words})
		}
	}
	return best
}

func abs(n int) int { return max(n, -n) }

// value writes one value of type t. path is the wire name of its field and of
// those around it.
func (w *writer) value(b *strings.Builder, t reflect.Type, path string) error {
	if text, ok := w.scalar(t); ok {
		b.WriteString(text)
		return nil
	}
	switch t.Kind() {
	case reflect.Pointer:
		return w.value(b, t.Elem(), path)
	case reflect.Struct:
		return w.object(b, t, path)
	case reflect.Slice:
		return w.list(b, t.Elem(), path)
	case reflect.String:
		b.WriteString(strconv.Quote(w.text(path)))
	case reflect.Bool:
		b.WriteString(strconv.FormatBool(w.rand.IntN(2) == 0))
	case reflect.Int, reflect.Int32, reflect.Int64:
		b.WriteString(strconv.Itoa(1 + w.rand.IntN(99)))
	default:
		return fmt.Errorf("page: field %s is a %s, for which no value is known", path, t)
	}
	return nil
}

func (w *writer) list(b *strings.Builder, t reflect.Type, path string) error {
	b.WriteByte('[')
	for i := range w.items {
		if i > 0 {
			b.WriteByte(',')
		}
		if err := w.value(b, t, path); err != nil {
			return err
		}
	}
	b.WriteByte(']')
	return nil
}

func (w *writer) object(b *strings.Builder, t reflect.Type, path string) error {
	b.WriteByte('{')
	first := true
	for _, f := range schema.Fields(t) {
		field := path + "." + f.Wire
		if !w.keeps(field) {
			continue
		}
		if !first {
			b.WriteByte(',')
		}
		first = false
		b.WriteString(strconv.Quote(f.Wire))
		b.WriteByte(':')
		if err := w.value(b, f.Type, field); err != nil {
			return err
		}
	}
	b.WriteByte('}')
	return nil
}

// keeps spreads the fields evenly over 0 to 1 by a hash of their path.
func (w *writer) keeps(path string) bool {
	if path == ".id" || path == ".status" || path == ".line_items" {
		return true
	}
	h := fnv.New64a()
	h.Write([]byte(path))
	return float64(h.Sum64()%1000) < w.keep*1000
}

// scalar is a value of the SDK's own types, in the form the platform sends.
func (w *writer) scalar(t reflect.Type) (string, bool) {
	const start = 1_700_000_000
	seconds := start + w.rand.IntN(80_000_000)
	switch t {
	case reflect.TypeFor[tiktokshop.Time]():
		return strconv.Itoa(seconds), true
	case reflect.TypeFor[tiktokshop.TimeText]():
		return strconv.Quote(strconv.Itoa(seconds)), true
	case reflect.TypeFor[tiktokshop.TimeMillis]():
		return strconv.Itoa(seconds * 1000), true
	case reflect.TypeFor[tiktokshop.Date]():
		return fmt.Sprintf(`"2026-%02d-%02d"`, 1+w.rand.IntN(12), 1+w.rand.IntN(28)), true
	case reflect.TypeFor[tiktokshop.Decimal]():
		return fmt.Sprintf(`"%d.%02d"`, w.rand.IntN(200), w.rand.IntN(100)), true
	case reflect.TypeFor[tiktokshop.NumericID]():
		return w.digits(18), true
	case reflect.TypeFor[tiktokshop.Currency]():
		return `"USD"`, true
	case reflect.TypeFor[tiktokshop.Region]():
		return `"US"`, true
	case reflect.TypeFor[tiktokshop.Locale]():
		return `"en-US"`, true
	}
	return "", false
}

// text suits the name of its field.
func (w *writer) text(path string) string {
	name := path[strings.LastIndexByte(path, '.')+1:]
	switch {
	case name == "id" || strings.HasSuffix(name, "_id") || strings.HasSuffix(name, "_ids"):
		return w.digits(18)
	case strings.HasSuffix(name, "url") || strings.HasSuffix(name, "avatar") || strings.HasSuffix(name, "image"):
		return "https://cdn.example.com/media/" + w.digits(24) + ".jpeg"
	case strings.HasSuffix(name, "status") || strings.HasSuffix(name, "type"):
		return "AWAITING_" + strings.ToUpper(w.word())
	}
	words := make([]string, w.words)
	for i := range words {
		words[i] = w.word()
	}
	return strings.Join(words, " ")
}

func (w *writer) word() string {
	const syllables = "bacedifogulahemijonupaqerisotuvaweyizo"
	var b strings.Builder
	for range 2 + w.rand.IntN(3) {
		at := 2 * w.rand.IntN(len(syllables)/2)
		b.WriteString(syllables[at : at+2])
	}
	return b.String()
}

func (w *writer) digits(n int) string {
	const all = "0123456789"
	b := []byte{all[1+w.rand.IntN(9)]}
	for len(b) < n {
		b = append(b, all[w.rand.IntN(10)])
	}
	return string(b)
}
