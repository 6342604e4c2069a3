package sandbox

import (
	"strings"
	"testing"
)

func TestPeopleOfEveryMarketAreComplete(t *testing.T) {
	t.Parallel()
	if len(habitats) != len(markets) {
		t.Errorf("%d habitats for %d markets", len(habitats), len(markets))
	}
	for i := range markets {
		m := &markets[i]
		if habitatOf(m).region != m.region {
			t.Errorf("%s has no habitat", m.region)
			continue
		}
		names := map[string]bool{}
		for n := range 200 {
			p := personOf(m, n)
			a := p.address()
			names[a.Name+a.AddressLine1] = true
			if again := personOf(m, n); again.name != p.name || again.street != p.street || again.phone != p.phone {
				t.Fatalf("%s: person %d changes", m.region, n)
			}
			for _, v := range []string{a.Name, a.Phone, a.PostalCode, a.AddressLine1, a.FullAddress} {
				if v == "" || strings.ContainsAny(v, "#%") {
					t.Fatalf("%s: person %d has %q in %+v", m.region, n, v, a)
				}
			}
			if len(a.Districts) != len(p.home.levels)+1 || a.Districts[0].ISO != m.region || !strings.HasPrefix(a.Phone, "(+") {
				t.Fatalf("%s: %+v", m.region, a)
			}
		}
		if len(names) < 150 {
			t.Errorf("%s: only %d different people of 200", m.region, len(names))
		}
	}
}

func TestBuyersAreMaskedAsThePlatformDoes(t *testing.T) {
	t.Parallel()
	_, shop := still(t)
	const now = 1_800_000_000
	masked := func(o *order) bool { return strings.Contains(shop.recipient(o, now).Phone, "*") }
	tests := []struct {
		region string
		order  order
		want   bool
	}{
		{"US", order{status: unpaid}, true},
		{"US", order{status: onHold}, true},
		{"US", order{status: awaitingShipment}, false},
		{"US", order{status: delivered, seller: true}, false},
		{"US", order{status: completed, completed: now - privacy + 1}, false},
		{"US", order{status: completed, completed: now - privacy}, true},
		{"US", order{status: cancelled}, true},
		{"US", order{status: awaitingShipment, fbt: true}, true},
		{"TH", order{status: awaitingShipment}, true},
		{"TH", order{status: awaitingShipment, seller: true}, false},
	}
	for _, tt := range tests {
		shop.market = marketOf(tt.region)
		tt.order.buyer = 5
		if got := masked(&tt.order); got != tt.want {
			t.Errorf("%s, %s: masked %v, want %v", tt.region, tt.order.status, got, tt.want)
		}
	}
	shop.market = marketOf("US")
	a := shop.recipient(&order{buyer: 5, status: unpaid}, now)
	clear := shop.recipient(&order{buyer: 5, status: awaitingShipment}, now)
	for i, d := range a.Districts {
		if hidden := strings.Contains(d.Name, "*"); hidden != (d.Level == "L3") || clear.Districts[i].Name == "" {
			t.Errorf("district %+v", d)
		}
	}
	if strings.Contains(a.FullAddress, clear.AddressLine1) || strings.Contains(a.FullAddress, clear.Districts[3].Name) {
		t.Errorf("%q shows %q", a.FullAddress, clear.AddressLine1)
	}
}
