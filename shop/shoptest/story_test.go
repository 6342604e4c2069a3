package shoptest_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/tiktokshop-go/tiktokshop/shop"
	"github.com/tiktokshop-go/tiktokshop/shop/shoptest"
)

func TestReadyScenariosServe(t *testing.T) {
	t.Parallel()
	for _, name := range shoptest.Scenarios() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, c := start(t, shoptest.Options{Memory: true, Scenario: json.RawMessage(`"` + name + `"`)})
			shops, err := shop.New(c).Authorizations.ListShops(t.Context())
			if err != nil || len(shops.Shops) == 0 {
				t.Errorf("shops %v, %v", shops, err)
			}
		})
	}
}

func TestABadScenarioIsToldByEveryCall(t *testing.T) {
	t.Parallel()
	for raw, want := range map[string]string{
		`{"version":1,"sellers":[{"shops":[{"market":"XX"}]}]}`: `sellers[0].shops[0].market: "XX" is no market`,
		`"nothing"`: "there is no ready scenario",
		`{"version":1,"faults":[{"route":"GET /x","cut":true}]}`: "faults[0].route: there is no route",
	} {
		srv := shoptest.NewServer(shoptest.Options{Memory: true, Scenario: json.RawMessage(raw)})
		if err := srv.Err(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", raw, err, want)
		}
		srv.Close()
	}
}

func TestClientsSurviveTheNewFaults(t *testing.T) {
	t.Parallel()
	srv, c := start(t, shoptest.Options{Orders: 3, Memory: true})
	orders := shop.New(c.For(srv.Cipher)).Orders
	search := func() error {
		_, err := orders.Search(t.Context(), &shop.SearchOrdersRequest{PageSize: 10})
		return err
	}
	srv.Fault(shoptest.Fault{ExpiredToken: true})
	if err := search(); err != nil {
		t.Errorf("with an expired token: %v", err)
	}
	srv.Fault(shoptest.Fault{Limit: true, RetryAfter: time.Millisecond})
	if err := search(); err != nil {
		t.Errorf("beyond a limit: %v", err)
	}
	srv.Fault(shoptest.Fault{WrongType: "data.orders.create_time"})
	if err := search(); err == nil {
		t.Error("a time that is text is taken")
	}
	srv.Fault(shoptest.Fault{WrongType: "orders"})
	if err := srv.Err(); err == nil || !strings.Contains(err.Error(), "want the path of a field") {
		t.Errorf("a fault without a path: %v", err)
	}
}

func TestTokensEndWithTheServersTime(t *testing.T) {
	t.Parallel()
	srv, c := start(t, shoptest.Options{Orders: -1, Memory: true})
	began := srv.Now()
	for range 3 {
		if _, err := shop.New(c).Authorizations.ListShops(t.Context()); err != nil {
			t.Fatal(err)
		}
		srv.Advance(8 * 24 * time.Hour)
	}
	if passed := srv.Now().Sub(began); passed < 24*24*time.Hour {
		t.Errorf("%v passed", passed)
	}
}
