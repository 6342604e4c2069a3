package sandbox

import (
	"strconv"
	"strings"
	"testing"
	"time"
)

// still is a shop without orders whose clock stands.
func still(t testing.TB) (*Sandbox, *store) {
	t.Helper()
	s, err := New(Options{Orders: -1})
	if err != nil {
		t.Fatal(err)
	}
	s.clock = clock{base: time.Now(), shown: time.Unix(1_800_000_000, 0)}
	return s, s.stores[0]
}

func TestSampleOrdersAreTheSameEveryTime(t *testing.T) {
	t.Parallel()
	dump := func() (string, *store) {
		s, shop := still(t)
		shop.sampleOrders(40)
		var b strings.Builder
		now := s.now().Unix()
		for _, o := range shop.sales.list {
			b.Write(encode(shop.orderWire(o, now)))
		}
		for _, p := range shop.sales.parcelList {
			b.Write(encode(shop.wholeParcel(p, now)))
		}
		return b.String(), shop
	}
	first, _ := dump()
	second, shop := dump()
	if first != second {
		t.Error("two shops differ")
	}
	for _, o := range shop.sales.list {
		sum := 0
		w := shop.orderWire(o, 0)
		for _, item := range w.LineItems {
			n, _ := cents(item.SalePrice)
			sum += n
		}
		if w.Payment.SubTotal != dollars(sum) {
			t.Errorf("order %s: sub_total %v, want %s", o.id, w.Payment.SubTotal, dollars(sum))
		}
		if _, err := strconv.ParseUint(o.id, 10, 63); err != nil {
			t.Errorf("order id %q is no number", o.id)
		}
	}
}
