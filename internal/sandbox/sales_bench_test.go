package sandbox

import (
	"net/url"
	"runtime"
	"testing"
	"time"
)

// crowded is a shop with so many seeded orders.
func crowded(b *testing.B, orders int) (*Sandbox, *store) {
	b.Helper()
	s, shop := still(b)
	shop.seedOrders(orders)
	return s, shop
}

// search is a call of a search, past the gateway's checks.
func searchCall(s *Sandbox, name string, body map[string]any, query ...string) *call {
	q := url.Values{}
	for k, v := range pairs(query) {
		q.Set(k, v)
	}
	for _, rt := range s.routes.list {
		if rt.op != nil && rt.op.Name == name {
			return &call{rt: rt, query: q, body: body, now: s.now(), store: s.stores[0]}
		}
	}
	return nil
}

func BenchmarkSeeding10000Orders(b *testing.B) {
	for b.Loop() {
		b.StopTimer()
		_, shop := still(b)
		b.StartTimer()
		shop.seedOrders(10_000)
	}
}

func BenchmarkSearchAmong100000Orders(b *testing.B) {
	s, _ := crowded(b, 100_000)
	since := s.now().Add(-7 * 24 * time.Hour).Unix()
	tests := map[string]struct {
		body  map[string]any
		query []string
	}{
		"newest":       {map[string]any{}, []string{"page_size", "20"}},
		"newest100":    {map[string]any{}, []string{"page_size", "100"}},
		"status":       {map[string]any{"order_status": "ON_HOLD"}, []string{"page_size", "20"}},
		"since":        {map[string]any{"create_time_ge": since, "order_status": "DELIVERED"}, []string{"page_size", "20"}},
		"updated":      {map[string]any{"update_time_ge": since}, []string{"page_size", "20", "sort_field", "update_time", "sort_order", "ASC"}},
		"buyer":        {map[string]any{"buyer_user_id": "1"}, []string{"page_size", "20"}},
		"updatedFirst": {map[string]any{}, []string{"page_size", "20", "sort_field", "update_time"}},
	}
	for name, tt := range tests {
		b.Run(name, func(b *testing.B) {
			c := searchCall(s, "shop.Orders.Search", tt.body, tt.query...)
			b.ReportAllocs()
			for b.Loop() {
				if _, refused := s.searchOrders(c); refused != nil {
					b.Fatal(refused.message)
				}
			}
		})
	}
}

func BenchmarkDayOf1000Orders(b *testing.B) {
	for b.Loop() {
		b.StopTimer()
		s, shop := still(b)
		shop.bot(1000)
		shop.autopilot(2 * time.Hour)
		b.StartTimer()
		s.Advance(24 * time.Hour)
		b.ReportMetric(float64(len(shop.sales.list)), "orders")
	}
}

func BenchmarkMemoryOf100000Orders(b *testing.B) {
	for b.Loop() {
		_, shop := crowded(b, 100_000)
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		b.ReportMetric(float64(m.HeapAlloc)/(1<<20), "MB-live")
		b.ReportMetric(float64(m.Sys)/(1<<20), "MB-sys")
		runtime.KeepAlive(shop)
	}
}
