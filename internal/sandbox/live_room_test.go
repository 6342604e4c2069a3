package sandbox

import (
	"fmt"
	"slices"
	"testing"
	"time"
)

const (
	liveRoom     = "/affiliate/202309/live_rooms"
	liveProducts = "/affiliate/202309/live_rooms/products"
)

// host calls as the first creator.
func host(t *testing.T, opts Options) *caller {
	t.Helper()
	k := start(t, opts)
	k.token = k.shop.Issue(Creator).Access
	return k
}

// locked runs f with the sandbox's lock held.
func (k *caller) locked(f func(s *Sandbox)) {
	k.shop.mu.Lock()
	defer k.shop.mu.Unlock()
	f(k.shop)
}

func idBody(ids ...string) string { return string(encode(map[string]any{"product_ids": ids})) }

func TestALiveRoomIsPlannedRunsAndEnds(t *testing.T) {
	t.Parallel()
	k := host(t, Options{Orders: -1})
	var m *room
	k.locked(func(s *Sandbox) {
		for _, r := range s.stage.rooms {
			s.endLive(r)
		}
		m = s.planLive(s.first(Creator), "Soon", s.now().Add(time.Hour), 30)
	})
	see := func(status string) {
		t.Helper()
		if data := k.ok(t, get(liveRoom)); data["id"] != m.id || data["status"] != status || data["title"] != "Soon" {
			t.Errorf("room %v, want %s to be %s", data, m.id, status)
		}
	}
	see(roomPlanned)
	one, two := productID(1), productID(2)
	k.ok(t, post(liveProducts, idBody(one, two)))
	if a := k.do(t, post(liveProducts+"/"+one+"/pin", "")); a.Code != codeNoRoom {
		t.Errorf("pinned before the start: %s", a.Body)
	}
	k.shop.Advance(61 * time.Minute)
	see(roomRunning)
	k.ok(t, post(liveProducts+"/"+one+"/pin", ""))
	k.ok(t, post(liveProducts+"/"+two+"/pin", ""))
	if data := k.ok(t, get(liveProducts)); data["pinned_product_id"] != two {
		t.Errorf("pinned %v, want the later one, %s", data["pinned_product_id"], two)
	}
	if a := k.do(t, post(liveProducts+"/"+one+"/unpin", "")); a.Code != codeNoProduct {
		t.Errorf("unpinned what is not pinned: %s", a.Body)
	}
	k.ok(t, post(liveProducts+"/"+two+"/unpin", ""))
	k.shop.Advance(30 * time.Minute)
	see(roomEnded)
	for _, r := range []request{
		post(liveProducts, idBody(productID(3))), {method: "DELETE", path: liveProducts, body: idBody(one)},
		post(liveProducts+"/top", idBody(one)), post(liveProducts+"/"+one+"/pin", ""),
	} {
		if a := k.do(t, r); a.Code != codeNoRoom {
			t.Errorf("%s %s after the end: %s", r.method, r.path, a.Body)
		}
	}
}

func TestProductsOfALiveRoomKeepTheirOrder(t *testing.T) {
	t.Parallel()
	k := host(t, Options{Orders: -1})
	k.locked(func(s *Sandbox) { s.startLive(s.first(Creator), "Now", 60) })
	want := func(ids2 ...string) {
		t.Helper()
		if have := ids(k.ok(t, get(liveProducts))["products"]); !slices.Equal(have, ids2) {
			t.Errorf("products %v, want %v", have, ids2)
		}
	}
	one, two, three, inactive := productID(1), productID(2), productID(3), productID(6)
	data := k.ok(t, post(liveProducts, idBody(one, inactive, two, "12", three)))
	failed := []string{}
	for _, e := range objects(data["errors"]) {
		failed = append(failed, text(object(e["detail"])["product_id"]))
	}
	if !slices.Equal(failed, []string{inactive, "12"}) {
		t.Errorf("failed %v", failed)
	}
	want(one, two, three)
	k.ok(t, post(liveProducts, idBody(one))) // already there
	want(one, two, three)
	k.ok(t, post(liveProducts+"/top", idBody(three, two)))
	want(three, two, one)
	k.ok(t, post(liveProducts+"/"+two+"/pin", ""))
	k.ok(t, request{method: "DELETE", path: liveProducts, body: idBody(two)})
	want(three, one)
	if data := k.ok(t, get(liveProducts)); data["pinned_product_id"] != "" {
		t.Errorf("a product that was removed is pinned: %v", data["pinned_product_id"])
	}
	for _, r := range []request{
		{method: "DELETE", path: liveProducts, body: idBody(one, two)}, post(liveProducts+"/top", idBody(two)),
		post(liveProducts+"/"+two+"/pin", ""), post(liveProducts, idBody(one, one)),
	} {
		if a := k.do(t, r); a.Code != codeNoProduct {
			t.Errorf("%s %s: %s", r.method, r.path, a.Body)
		}
	}
	want(three, one)
}

func TestALiveRoomHoldsAHundredProducts(t *testing.T) {
	t.Parallel()
	k := host(t, Options{Orders: -1})
	many := []string{}
	k.locked(func(s *Sandbox) {
		s.startLive(s.first(Creator), "Now", 60)
		for i := range 101 {
			id := fmt.Sprintf("9%018d", i)
			many = append(many, id)
			s.stores[0].products.add(id, map[string]any{"id": id, "status": active, "title": "X"}, false)
		}
	})
	k.ok(t, post(liveProducts, idBody(many[:60]...)))
	data := k.ok(t, post(liveProducts, idBody(many[60:]...)))
	if n := len(objects(data["errors"])); n != 1 {
		t.Errorf("%d products failed, want 1", n)
	}
	if n := len(objects(k.ok(t, get(liveProducts))["products"])); n != maxRoomProducts {
		t.Errorf("%d products", n)
	}
}

func TestHostsHaveOneRoomAtATime(t *testing.T) {
	t.Parallel()
	k := host(t, Options{})
	k.locked(func(s *Sandbox) {
		m := s.startLive(s.first(Creator), "Again", 10)
		for _, other := range s.stage.rooms {
			if other != m && other.status == roomRunning {
				t.Errorf("room %s runs beside %s", other.id, m.id)
			}
		}
		before := len(s.stage.rooms)
		seller := s.startLive(s.stores[0].seller, "Own", 10)
		if seller.kind != officialAccount || seller.shop != s.stores[0] || m.kind != marketingAccount || before+1 != len(s.stage.rooms) {
			t.Errorf("rooms of the kinds %s and %s", seller.kind, m.kind)
		}
	})
}

func TestViewersBuyAsOftenAsTheyAreTold(t *testing.T) {
	t.Parallel()
	k := host(t, Options{Orders: -1})
	count := func() (n int) {
		k.locked(func(s *Sandbox) { n = len(s.stores[0].sales.list) })
		return n
	}
	k.shop.Advance(time.Hour)
	if n := count(); n != 0 {
		t.Errorf("%d orders in the sample room, which is for looking", n)
	}
	k.locked(func(s *Sandbox) { s.buyInLives(time.Minute) })
	k.shop.Advance(time.Hour)
	some := count()
	if some < 40 || some > 90 {
		t.Errorf("%d orders in an hour, want about one a minute", some)
	}
	k.locked(func(s *Sandbox) { s.buyInLives(0) })
	k.shop.Advance(time.Hour)
	if n := count(); n != some {
		t.Errorf("%d orders after the last", n-some)
	}
}

func TestEqualRoomsHaveEqualViewers(t *testing.T) {
	t.Parallel()
	run := func() []liveMinute {
		s, shop := still(t)
		m := s.startLive(s.first(Creator), "Same", 60)
		m.every = 0
		m.fill(shop, shop.products.list, 5)
		m.pinned = m.shelf[1]
		m.catchUp(m.ended)
		return m.minutes
	}
	first, second := run(), run()
	if len(first) < 60 || !slices.Equal(first, second) {
		t.Errorf("%d and %d minutes differ", len(first), len(second))
	}
}

func TestCreatorsShowWhatTheyHavePlansFor(t *testing.T) {
	t.Parallel()
	k := host(t, Options{Orders: -1})
	k.locked(func(s *Sandbox) {
		m := s.startLive(s.addAccount(Creator, "Other", "US"), "Other", 60)
		if m.kind != affiliateAccount {
			t.Errorf("kind %s", m.kind)
		}
		shown, refused := 0, 0
		for _, r := range s.stores[0].products.list {
			if text(r.fields["status"]) != active {
				continue
			}
			if s.show(m, r.id) == "" {
				shown++
			} else {
				refused++
			}
		}
		if shown == 0 || refused == 0 {
			t.Errorf("%d products are shown, %d refused; some have no plan", shown, refused)
		}
	})
}

func TestAPlannedRoomHasNoFiguresYet(t *testing.T) {
	t.Parallel()
	k := host(t, Options{Orders: -1})
	id := ""
	k.locked(func(s *Sandbox) { id = s.planLive(s.first(Creator), "Soon", s.now().Add(time.Hour), 30).id })
	for _, what := range []string{"core_stats", "gmv_trend_performances", "view_trend_performances", "product_stats", "traffic_performances"} {
		k.ok(t, stats(id, what))
	}
	if data := object(k.ok(t, stats(id, "core_stats"))["stats"]); number(data["watch_pv"]) != 0 || data["click_through_rate"] != "0.0000" {
		t.Errorf("core stats %v", data)
	}
}
