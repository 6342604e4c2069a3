package sandbox

import (
	"slices"
	"testing"
	"time"
)

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
	k.locked(func(s *Sandbox) { id = s.lastRoom(s.first(Creator).openID).id })
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
