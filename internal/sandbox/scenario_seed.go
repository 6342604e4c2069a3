package sandbox

import (
	"cmp"
	"fmt"
	"strconv"
	"time"

	"github.com/tiktokshop-go/tiktokshop/internal/gen/api"
)

// seed fills a new world: people, apps, and shops with what they hold. The
// first of each kind of people is the one who has authorized the sample app
// without a scenario too.
func (s *Sandbox) seed(cat *api.Catalogue) error {
	s.seedAccess(cat)
	s.assets = sampleAssets()
	sellers := s.scenario.Sellers
	if len(sellers) == 0 {
		sellers = []ScenarioSeller{{Shops: []ScenarioShop{{}}}}
	}
	for i := range sellers {
		region := sellers[i].Shops[0].Market
		seller := s.settle(Seller, i, sellers[i].Name, cmp.Or(region, "US"))
		for j := range sellers[i].Shops {
			s.openShop(seller, &sellers[i].Shops[j])
		}
	}
	for i, c := range s.scenario.Creators {
		s.settle(Creator, i, c.Name, c.Market)
	}
	for i, c := range s.scenario.Partners {
		s.settle(Partner, i, c.Name, c.Market)
	}
	return s.seedApps()
}

// settle is the i-th account of a kind, which is the sample one for 0.
func (s *Sandbox) settle(k Kind, i int, name, region string) *account {
	if i > 0 {
		name = cmp.Or(name, fmt.Sprintf("Test %s %d", k, i+1))
		if k == Partner {
			return s.addPartner(name, cmp.Or(region, "US"))
		}
		return s.addAccount(k, name, region)
	}
	p := s.first(k)
	p.name, p.region = cmp.Or(name, p.name), cmp.Or(region, p.region)
	return p
}

// seedApps registers the scenario's apps, which everybody has authorized.
func (s *Sandbox) seedApps() error {
	if url := s.scenario.Webhooks.URL; url != "" {
		if err := s.setWebhook(s.access.apps[0], url, s.scenario.Webhooks.Topics); err != nil {
			return err
		}
	}
	for _, a := range s.scenario.Apps {
		if _, err := s.addApp(a); err != nil {
			return err
		}
	}
	for _, a := range s.access.apps {
		for _, p := range s.access.people {
			s.agree(a, p)
		}
	}
	return nil
}

// openShop opens a shop and fills it with samples.
func (s *Sandbox) openShop(seller *account, sc *ScenarioShop) {
	t := s.newStore(s.shopWire(len(s.stores)+1, sc), seller)
	t.mode = sc.Mode
	s.stores = append(s.stores, t)
	products := productCount
	if sc.Products != nil {
		products = *sc.Products
	}
	t.seedProducts(products)
	t.seedAlliance()
	if sc.Orders != nil {
		t.seedOrders(*sc.Orders)
	} else {
		t.sampleOrders(max(cmp.Or(s.opts.Orders, defaultOrders), 0))
	}
	s.seedRooms(t, s.now())
	t.bot(sc.OrdersPerDay)
	t.autopilot(time.Duration(sc.AutoShip))
}

// shopWire is the n-th shop as the list of authorized shops shows it.
func (s *Sandbox) shopWire(n int, sc *ScenarioShop) map[string]any {
	wire := sampleWire()
	kind, short := "LOCAL", "LC"
	if sc.SellerType == "CROSS_BORDER" {
		kind, short = sc.SellerType, "CB"
	}
	region := cmp.Or(sc.Market, "US")
	wire["seller_type"], wire["region"] = kind, region
	wire["code"] = fmt.Sprintf("%s%sTEST%02d", region, short, n)
	wire["name"] = cmp.Or(sc.Name, "Test Shop")
	if n > 1 {
		wire["id"] = strconv.Itoa(7490000000000000000 + n)
		wire["cipher"] = fmt.Sprintf("%s-%d", text(wire["cipher"]), n)
		wire["name"] = cmp.Or(sc.Name, fmt.Sprintf("Test Shop %d", n))
	}
	return wire
}
