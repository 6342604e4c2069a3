package sandbox

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func scenario(t testing.TB, raw string) *Scenario {
	t.Helper()
	sc, err := ParseScenario([]byte(raw))
	if err != nil {
		t.Fatal(err)
	}
	return sc
}

func TestReadyScenariosCanBePlayed(t *testing.T) {
	t.Parallel()
	names := Scenarios()
	if len(names) < 5 {
		t.Errorf("%d scenarios: %q", len(names), names)
	}
	for _, name := range names {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			raw, err := ReadyScenario(name)
			if err != nil {
				t.Fatal(err)
			}
			sc := scenario(t, string(raw))
			k := start(t, Options{Scenario: sc})
			for range 20 { // faults of the scenario are used up
				if a, err := k.try(t, get("/authorization/202309/shops")); err == nil && a.Code == 0 && a.Status == 200 {
					break
				}
			}
			shops := objects(k.ok(t, get("/authorization/202309/shops"))["shops"])
			if want := len(sc.Sellers[0].Shops); len(shops) != want {
				t.Errorf("the seller has %d shops, want %d", len(shops), want)
			}
			k.shop.Advance(6 * time.Hour)
			shown, err := json.Marshal(sc)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(sc, scenario(t, string(shown))); diff != "" {
				t.Errorf("the scenario as it is shown is another one:\n%s", diff)
			}
		})
	}
	if _, err := ReadyScenario("../scenario"); err == nil || !strings.Contains(err.Error(), "busy_day") {
		t.Errorf("an unknown scenario: %v", err)
	}
}

func TestProblemsOfScenariosAreAllNamed(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		raw  string
		want []string // beginnings, in order
	}{
		"not JSON":           {`{"version":1,}`, []string{"this is not JSON: "}},
		"two values":         {`{"version":1} {}`, []string{"this is not JSON: something follows"}},
		"cut off":            {`{"version":1,"sellers":[`, []string{"this is not JSON: it ends too soon"}},
		"a list":             {`[]`, []string{"the whole: want an object, not a list", "version: want 1, not 0"}},
		"no version":         {`{}`, []string{"version: want 1, not 0"}},
		"another version":    {`{"version":2}`, []string{"version: want 1, not 2"}},
		"twice":              {`{"version":1,"seed":1,"seed":2}`, []string{"seed: it stands there twice"}},
		"null":               {`{"version":1,"speed":null}`, []string{"speed: null says nothing: leave it out, or give a number"}},
		"unknown fields":     {`{"version":1,"sellers":[{"shops":[{"market":"US","prodcts":3}]}]}`, []string{"sellers[0].shops[0].prodcts: there is no such field; there are auto_ship, market,"}},
		"wrong types":        {`{"version":"1","seed":-1,"start":5,"sellers":{}}`, []string{"seed: want a whole number, not negative, not -1", "sellers: want a list, not an object", `start: want a time as text, such as "2026-03-01T09:00:00Z", not 5`, `version: want a whole number, not the text "1"`}},
		"spans":              {`{"version":1,"tempo":{"transit":"2 days","hold":3600,"pay":"-1h","sleep":"1h"}}`, []string{`tempo.hold: want a time span as text`, `tempo.transit: want a time span as text, such as "90s", "4h" or "2d12h": "2 days" is none`, "tempo.pay: want a span that is not negative", "tempo.sleep: there is no such step; there are audit,"}},
		"markets":            {`{"version":1,"sellers":[{"shops":[{"market":"UK"},{}]}],"creators":[{"market":"us"}]}`, []string{`sellers[0].shops[0].market: "UK" is no market; want one of BR, DE,`, "sellers[0].shops[1].market: it is missing", `creators[0].market: "us" is no market`}},
		"enums":              {`{"version":1,"sellers":[{"shops":[{"market":"US","seller_type":"FOREIGN","mode":"MANAGED"}]}]}`, []string{`sellers[0].shops[0].seller_type: want LOCAL or CROSS_BORDER, not "FOREIGN"`, `sellers[0].shops[0].mode: want SELF_OPERATED or FULLY_MANAGED, not "MANAGED"`}},
		"ranges":             {`{"version":1,"speed":-1,"start":"1970-01-01T00:00:00Z","sellers":[{"shops":[{"market":"US","orders":-1,"products":99999999,"orders_per_day":1e5}]}]}`, []string{"sellers[0].shops[0].orders_per_day: want a whole number, not 1e5", "start: want a time from 2020", "speed: want 0 to 1e+06, not -1", "sellers[0].shops[0].products: want 0 to 20000", "sellers[0].shops[0].orders: want 0 to 1000000, not -1"}},
		"nothing to order":   {`{"version":1,"sellers":[{"shops":[{"market":"US","orders":1,"products":0}]}]}`, []string{"sellers[0].shops[0].orders: there is nothing to order"}},
		"no shops":           {`{"version":1,"sellers":[{}]}`, []string{"sellers[0].shops: want a list with at least one shop"}},
		"too many orders":    {`{"version":1,"sellers":[{"shops":[{"market":"US","orders":900000},{"market":"GB","orders":900000}]}]}`, []string{"sellers: they have 1800000 orders together"}},
		"faults":             {`{"version":1,"faults":[{},{"cut":true,"status":503},{"status":99},{"route":"orders","delay":"1h"}]}`, []string{"faults[0]: nothing goes wrong", "faults[1]: status, code and body and cut do not go together", "faults[2].status: want 200 to 599, not 99", "faults[3].route: want a method and a path", "faults[3].delay: want 0s to 10m0s"}},
		"limits":             {`{"version":1,"limits":{"per_second":-1,"answer":"soft","routes":[{"route":"x"}]}}`, []string{"limits.per_second: want 0 to 1e+06, not -1", "limits.answer: want http_429 or http_200", "limits.routes[0].route: want a method"}},
		"apps":               {`{"version":1,"apps":[{"app_key":"a b"},{"app_key":"x"},{"app_key":"x","topics":[999],"webhook_url":"http://example.com"}]}`, []string{"apps[0].app_key: want text without spaces", "apps[2].app_key: apps[1] has this one", "apps[2].webhook_url: the address must begin with https://", "apps[2].topics[0]: there is no topic 999"}},
		"the sample app":     {`{"version":1,"apps":[{"app_key":"` + AppKey + `"}]}`, []string{"apps[0].app_key: the sample app has this one"}},
		"webhooks":           {`{"version":1,"webhooks":{"url":"ftp://x","topics":[1]}}`, []string{"webhooks.url: the address must begin with https://"}},
		"deeper than needed": {`{"version":1,"sellers":` + strings.Repeat("[", 100), []string{"this is not JSON: more than 50 levels"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := ParseScenario([]byte(tt.raw))
			got, ok := errors.AsType[Problems](err)
			if !ok || len(got) != len(tt.want) {
				t.Fatalf("problems:\n%v\nwant %d", err, len(tt.want))
			}
			for i, want := range tt.want {
				if !strings.HasPrefix(got[i], want) {
					t.Errorf("problem %d is\n%s\nwant\n%s", i, got[i], want)
				}
			}
		})
	}
}

func TestRoutesOfAScenarioMustExist(t *testing.T) {
	t.Parallel()
	sc := scenario(t, `{"version":1,"faults":[{"route":"GET /nothing/202309/here","status":500}],"limits":{"routes":[{"route":"GET /none"}]}}`)
	_, err := New(Options{Scenario: sc})
	if got, ok := errors.AsType[Problems](err); !ok || len(got) != 2 || !strings.HasPrefix(got[0], `faults[0].route: there is no route "GET /nothing`) {
		t.Errorf("error is %v", err)
	}
}

func TestEveryMarketHasItsOwnGoodsAndMoney(t *testing.T) {
	t.Parallel()
	raw, err := ReadyScenario("markets")
	if err != nil {
		t.Fatal(err)
	}
	s, err := New(Options{Scenario: scenario(t, string(raw))})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if len(s.stores) != len(markets) {
		t.Fatalf("%d shops, want %d", len(s.stores), len(markets))
	}
	srv := InMemory(s)
	defer srv.Close()
	seen := map[string]string{}
	for i, shop := range s.stores {
		tok, err := s.IssueFor(AppKey, shop.seller.openID)
		if err != nil {
			t.Fatal(err)
		}
		k := &caller{shop: s, url: srv.URL, client: srv.Client, token: tok.Access}
		r := post(searchOrders, "{}", "page_size", "100")
		r.cipher = shop.cipher
		orders := objects(k.ok(t, r)["orders"])
		if len(orders) != 40 {
			t.Errorf("%s: %d orders, want 40", shop.market.region, len(orders))
		}
		for _, o := range orders {
			pay := object(o["payment"])
			total, ok := shop.market.read(pay["total_amount"])
			if pay["currency"] != shop.market.currency || !ok || shop.market.write(total) != pay["total_amount"] {
				t.Fatalf("%s: order is paid for with %v", shop.market.region, pay)
			}
			if other, twice := seen[text(o["id"])]; twice {
				t.Errorf("order %s is in %s and %s", o["id"], other, shop.market.region)
			}
			seen[text(o["id"])] = shop.market.region
		}
		if i > 0 { // another seller's shop
			r.cipher = s.stores[0].cipher
			if a := k.do(t, r); a.Code != 101000 {
				t.Errorf("%s: shop of another seller: %s", shop.market.region, a.Body)
			}
		}
	}
}

func TestEqualSeedsMakeEqualRuns(t *testing.T) {
	t.Parallel()
	run := func(seed uint64) string {
		sc := scenario(t, `{"version":1,"start":"2026-03-01T09:00:00Z","sellers":[{"shops":[{"market":"MY","products":20,"orders":50,"orders_per_day":60}]}]}`)
		s, err := New(Options{Scenario: sc, Seed: seed})
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		s.Advance(36 * time.Hour)
		s.mu.Lock()
		defer s.mu.Unlock()
		var b strings.Builder
		for _, o := range s.stores[0].sales.list {
			b.WriteString(o.id + " " + o.status + " " + time.Unix(o.created, 0).UTC().String() + "\n")
		}
		return b.String()
	}
	first := run(1)
	if diff := cmp.Diff(first, run(1)); diff != "" {
		t.Errorf("two runs with one seed differ:\n%s", diff)
	}
	if first == run(2) {
		t.Error("runs with two seeds are equal")
	}
	if n := strings.Count(first, "\n"); n < 80 {
		t.Errorf("%d orders: the buyers have not come", n)
	}
}

func FuzzScenario(f *testing.F) {
	for _, name := range Scenarios() {
		raw, err := ReadyScenario(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(raw)
	}
	f.Add([]byte(`{"version":1,"tempo":{"hold":"-1d2h"},"faults":[{"cut":true}],"apps":[{"topics":[1]}],"seed":18446744073709551615}`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		sc, err := ParseScenario(raw)
		if (sc == nil) == (err == nil) {
			t.Fatalf("scenario %v, error %v", sc, err)
		}
		if err != nil {
			if p, ok := errors.AsType[Problems](err); !ok || len(p) == 0 {
				t.Errorf("error without problems: %v", err)
			}
			return
		}
		shown, err := json.Marshal(sc)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := ParseScenario(shown); err != nil {
			t.Errorf("%s\nbecomes\n%s\nwhich is refused: %v", raw, shown, err)
		}
	})
}
