package sandbox

import (
	"net/http"
	"slices"
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
		m = s.startLive(s.accounts[Creator], "Sale", 120)
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

// days is a range around now in the first shop's time zone.
func (k *caller) days(from, to int) []string {
	var today int
	k.locked(func(s *Sandbox) { today = s.stores[0].today(s.now()) })
	return []string{"start_date_ge", dayText(today + from), "end_date_lt", dayText(today + to)}
}

func TestReportsOfSessionsAddUp(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: 60})
	list := k.ok(t, get("/analytics/202509/shop_lives/performance", append(k.days(-10, 1), "page_size", "100")...))
	sessions := objects(list["live_stream_sessions"])
	if len(sessions) < 3 || int(number(list["total_count"])) != len(sessions) || list["latest_available_date"] != k.days(-1, 0)[1] {
		t.Fatalf("sessions %v", list)
	}
	sold := 0
	for _, m := range sessions {
		id, gmv := text(m["id"]), cent(t, deep(m, "sales_performance", "gmv"))
		sold += gmv
		path := "/analytics/202510/shop_lives/" + id + "/performance_per_minutes"
		if m["interaction_performance"] == nil {
			if a := k.do(t, get(path)); a.Code != codeNotYourRoom {
				t.Errorf("minutes of an affiliate's session: %s", a.Body)
			}
			continue
		}
		sums, token, minutes := map[string]int{}, "", 0
		for {
			r := get(path)
			if token != "" {
				r = get(path, "page_token", token)
			}
			data := k.whole(t, r)
			for _, n := range objects(deep(data, "performance", "intervals")) {
				minutes++
				sums["gmv"] += cent(t, deep(n, "sales", "gmv"))
				for _, f := range []string{"views", "viewers", "impressions", "product_clicks"} {
					sums[f] += int(number(deep(n, "traffic", f)))
				}
			}
			whole := object(deep(data, "performance", "overall"))
			if token = text(data["next_page_token"]); token == "" {
				if int(number(data["total_count"])) != minutes || sums["gmv"] != cent(t, whole["gmv"]) || sums["gmv"] != gmv ||
					sums["viewers"] != int(number(whole["unique_viewers"])) || sums["impressions"] != int(number(whole["impressions"])) ||
					sums["views"] != int(number(deep(m, "interaction_performance", "views"))) {
					t.Errorf("session %s: minutes %v, whole %v", id, sums, whole)
				}
				break
			}
		}
		goods := 0
		for _, p := range objects(k.whole(t, get("/analytics/202512/shop/"+id+"/products_performance"))["products"]) {
			goods += cent(t, deep(p, "sales", "direct_gmv"))
		}
		if goods != gmv {
			t.Errorf("session %s: products have %d, want %d", id, goods, gmv)
		}
	}
	if sold == 0 {
		t.Error("no session sold anything")
	}
}

func TestReportsOfASessionComeAfterItsEnd(t *testing.T) {
	t.Parallel()
	k := start(t, Options{})
	id := ""
	k.locked(func(s *Sandbox) { id = s.lastRoom(s.accounts[Creator].openID).id })
	listed := func() bool {
		data := k.ok(t, get("/analytics/202509/shop_lives/performance", append(k.days(-10, 1), "page_size", "100")...))
		return slices.Contains(ids(data["live_stream_sessions"]), id)
	}
	for _, path := range []string{"/analytics/202510/shop_lives/" + id + "/performance_per_minutes", "/analytics/202512/shop/" + id + "/products_performance"} {
		if a := k.do(t, get(path)); a.Code != codeBadRange {
			t.Errorf("%s while it runs: %s", path, a.Body)
		}
	}
	if listed() {
		t.Error("a running session is listed")
	}
	k.shop.Advance(32 * time.Hour)
	if !listed() {
		t.Error("an ended session is not listed a day later")
	}
	k.token = k.shop.Issue(Seller).Access
	data := k.ok(t, get("/analytics/202510/shop_lives/"+id+"/performance_per_minutes"))
	if n := number(data["total_count"]); n < 480 || n > 481 {
		t.Errorf("%d minutes, want 480 or 481", n)
	}
	if a := k.do(t, get("/analytics/202510/shop_lives/77/performance_per_minutes")); a.Code != codeNoData {
		t.Errorf("minutes of an unknown session: %s", a.Body)
	}
}

func TestTheOverviewOfLivesFollowsItsSessions(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: 60})
	overview := func(query ...string) []map[string]any {
		data := k.whole(t, get("/analytics/202509/shop_lives/overview_performance", query...))
		return objects(deep(data, "performance", "intervals"))
	}
	whole := cent(t, overview(k.days(-20, 0)...)[0]["gmv"])
	days := overview(append(k.days(-20, 0), "granularity", "1D")...)
	kinds, sum := 0, 0
	for _, d := range days {
		sum += cent(t, d["gmv"])
	}
	for _, kind := range []string{officialAccount, marketingAccount, affiliateAccount} {
		kinds += cent(t, overview(append(k.days(-20, 0), "account_type", kind)...)[0]["gmv"])
	}
	if len(days) != 20 || whole == 0 || sum != whole || kinds != whole {
		t.Errorf("%d days: whole %d, by day %d, by account %d", len(days), whole, sum, kinds)
	}
	today := overview(append(k.days(-20, 0), "today", "true")...)
	if len(today) != 1 || today[0]["start_date"] != k.days(0, 1)[1] {
		t.Errorf("today %v", today)
	}
}
