package sandbox

import (
	"net/http"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/tiktokshop-go/tiktokshop/internal/gen/api"
)

func stats(id, what string) request { return get("/analytics/202502/live_rooms/" + id + "/" + what) }

func (k *caller) operation(t testing.TB, r request) *api.Operation {
	t.Helper()
	rt, refused := k.shop.routes.match(r.method, r.path)
	if refused != nil {
		t.Fatal(refused.message)
	}
	return rt.op
}

// whole is ok for an answer that must have all fields of its schema.
func (k *caller) whole(t testing.TB, r request) map[string]any {
	t.Helper()
	data := k.ok(t, r)
	for _, problem := range misfits(k.operation(t, r).Response, data, "") {
		t.Errorf("%s: %s", r.path, problem)
	}
	return data
}

// deep finds a value in an answer.
func deep(v any, path ...string) any {
	for _, name := range path {
		v = object(v)[name]
	}
	return v
}

func cent(t testing.TB, v any) int {
	t.Helper()
	n, ok := cents(object(v)["amount"])
	if !ok {
		t.Fatalf("amount %v", v)
	}
	return n
}

func TestFiguresOfARunningRoomOnlyGrow(t *testing.T) {
	t.Parallel()
	k := host(t, Options{})
	id := text(k.ok(t, get(liveRoom))["id"])
	counters := []string{
		"watch_pv", "accumulated_comment_count", "accumulated_sharing_count", "accumulated_new_follower_count", "product_reach_count",
		"product_view_count", "created_order_count", "paid_order_count", "buyer_count", "sales", "peak_concurrent_user_count",
	}
	before := map[string]any{}
	for i := range 30 {
		now := object(k.whole(t, stats(id, "core_stats"))["stats"])
		for _, name := range counters {
			if number(now[name]) < number(before[name]) {
				t.Errorf("step %d: %s fell from %v to %v", i, name, before[name], now[name])
			}
		}
		if i > 0 && number(now["watch_pv"]) <= number(before["watch_pv"]) {
			t.Errorf("nobody came in ten minutes: %v", now["watch_pv"])
		}
		online, peak := number(now["current_visitor_count"]), number(now["peak_concurrent_user_count"])
		if online <= 0 || online > peak || peak > number(now["watch_pv"]) {
			t.Errorf("%d viewers, at most %d, %v came", online, peak, now["watch_pv"])
		}
		if want := ratio(int(number(now["product_view_count"])), int(number(now["product_reach_count"]))); now["click_through_rate"] != want {
			t.Errorf("click_through_rate %v, want %s", now["click_through_rate"], want)
		}
		before = now
		k.shop.Advance(10 * time.Minute)
	}
	k.shop.Advance(6 * time.Hour)
	after := object(k.ok(t, stats(id, "core_stats"))["stats"])
	if number(after["current_visitor_count"]) != 0 {
		t.Errorf("%v viewers after the end", after["current_visitor_count"])
	}
	k.shop.Advance(time.Hour)
	if diff := cmp.Diff(after, object(k.ok(t, stats(id, "core_stats"))["stats"])); diff != "" {
		t.Errorf("figures of an ended room change (-before +after):\n%s", diff)
	}
}

func TestRevenueOfARoomIsThatOfItsOrders(t *testing.T) {
	t.Parallel()
	k := host(t, Options{Orders: -1})
	var m *room
	sum, orders := amount(0), 0
	k.locked(func(s *Sandbox) {
		m = s.startLive(s.first(Creator), "Sale", 120)
		for i := range 3 {
			if why := s.show(m, productID(i+1)); why != "" {
				t.Fatal(why)
			}
		}
	})
	k.shop.Advance(3 * time.Hour)
	k.locked(func(s *Sandbox) {
		for _, o := range s.stores[0].sales.list {
			if o.from == nil || o.from.content != m.id || o.from.kind != leadLive {
				t.Errorf("order %s is not of the room: %+v", o.id, o.from)
			}
			if o.paid > 0 {
				orders++
				sum += o.lines[0].paid()
			}
		}
	})
	if orders < 5 || orders > 30 {
		t.Errorf("%d orders in two hours", orders)
	}
	data := object(k.ok(t, stats(m.id, "core_stats"))["stats"])
	if int(number(data["paid_order_count"])) != orders || cent(t, data["local_gmv"]) != int(sum) {
		t.Errorf("core stats tell %v orders and %v, want %d and %d", data["paid_order_count"], data["local_gmv"], orders, sum)
	}
	trend := objects(k.whole(t, stats(m.id, "gmv_trend_performances"))["gmv_trend_performances"])
	have, count := 0, 0
	for _, p := range objects(trend[0]["data_points"]) {
		have += cent(t, p["gmv"])
		count += int(number(p["order_count"]))
	}
	if have != int(sum) || count != orders {
		t.Errorf("the trend has %d and %d orders, want %d and %d", have, count, sum, orders)
	}
	have = 0
	for _, p := range objects(k.whole(t, stats(m.id, "product_stats"))["product_stats"]) {
		have += cent(t, p["local_gmv"])
		if number(p["total_click_count"]) > number(p["exposure_count"]) || number(p["created_order_count"]) > number(p["total_click_count"]) {
			t.Errorf("product %v: more clicks than impressions, or orders than clicks", p)
		}
	}
	if have != int(sum) {
		t.Errorf("the products have %d, want %d", have, sum)
	}
}

func TestTrendsAndSourcesAddUp(t *testing.T) {
	t.Parallel()
	k := host(t, Options{})
	id := text(k.ok(t, get(liveRoom))["id"])
	views := number(object(k.ok(t, stats(id, "core_stats"))["stats"])["watch_pv"])
	points := func(list any, kind string) (sum int64) {
		for _, trend := range objects(list) {
			if trend["stats_type"] == kind {
				for _, p := range objects(trend["data_points"]) {
					sum += number(p["value"])
				}
			}
		}
		return sum
	}
	if n := points(k.whole(t, stats(id, "interactive_trend_performances"))["interactive_trend_performances"], "WATCH_PV"); n != views {
		t.Errorf("trend of views %d, want %d", n, views)
	}
	if n := points(k.whole(t, stats(id, "view_trend_performances"))["view_trend_performances"], "TREND_ENTER_VIEWER"); n != views {
		t.Errorf("trend of viewers %d, want %d", n, views)
	}
	sum := int64(0)
	for _, src := range objects(k.whole(t, stats(id, "traffic_performances"))["traffic_performances"]) {
		sum += number(deep(src, "source", "watch_pv"))
		for _, part := range objects(src["sub_sources"]) {
			sum -= number(part["watch_pv"])
		}
		if sum != 0 {
			t.Errorf("the parts of %v do not add up", src)
		}
		sum = 0
	}
	for name, list := range k.whole(t, stats(id, "user_portraits")) {
		sum := int64(0)
		for _, g := range objects(list) {
			sum += number(g["value"])
		}
		if sum != 10000 {
			t.Errorf("%s add up to %d", name, sum)
		}
	}
}

func TestRoomsAreForTheirHost(t *testing.T) {
	t.Parallel()
	k := host(t, Options{})
	other := ""
	k.locked(func(s *Sandbox) { other = s.stage.rooms[0].id })
	for _, what := range []string{
		"core_stats", "gmv_trend_performances", "interactive_trend_performances", "product_stats", "traffic_performances", "user_portraits",
		"view_trend_performances",
	} {
		if a := k.do(t, stats("77", what)); a.Code != codeNoRoom || a.Status != http.StatusOK {
			t.Errorf("%s of an unknown room: %s", what, a.Body)
		}
		if a := k.do(t, stats(other, what)); a.Code != codeNotYourRoom {
			t.Errorf("%s of a room of another: %s", what, a.Body)
		}
	}
}
