package sandbox

import (
	"testing"
	"time"
)

// BenchmarkBooksOfManyOrders opens the books of a shop with many orders.
func BenchmarkBooksOfManyOrders(b *testing.B) {
	for b.Loop() {
		b.StopTimer()
		s, err := New(Options{Orders: -1})
		if err != nil {
			b.Fatal(err)
		}
		s.mu.Lock()
		t := s.stores[0]
		t.market = marketOf("US")
		t.seedOrders(100_000)
		b.StartTimer()
		t.books.roll(t, s.now().Add(24*time.Hour))
		b.StopTimer()
		b.ReportMetric(float64(len(t.books.statements)), "statements")
		s.mu.Unlock()
		s.Close()
		b.StartTimer()
	}
}
