package sandbox

import (
	"testing"
	"time"

	"github.com/tiktokshop-go/tiktokshop/internal/gen/api"
)

// sampleProducts are those of the first shop.
func sampleProducts(time.Time) *collection {
	return newShop(&api.Catalogue{}, Options{Orders: -1}).stores[0].products
}

func TestSampleProductsFitTheirMarket(t *testing.T) {
	t.Parallel()
	s := newShop(&api.Catalogue{}, Options{Orders: -1})
	seen := map[string]string{}
	take := func(id, shop string) {
		if old, ok := seen[id]; ok {
			t.Errorf("id %s of shop %s is one of shop %s too", id, shop, old)
		}
		seen[id] = shop
	}
	for i := range markets {
		m := &markets[i]
		u := s.stores[0]
		if m.region != "US" {
			u = s.newStore(map[string]any{"id": "74900000000000000" + m.region, "cipher": m.region, "region": m.region}, s.first(Seller))
			s.stores = append(s.stores, u)
			u.seedProducts(productCount)
		}
		for _, r := range u.products.list {
			take(r.id, m.region)
			for _, sku := range objects(r.fields["skus"]) {
				take(text(sku["id"]), m.region)
				price := object(sku["price"])
				a, ok := u.market.read(price["sale_price"])
				if !ok || a <= 0 || u.market.write(a) != price["sale_price"] || price["currency"] != m.currency {
					t.Errorf("%s: SKU %s has price %v", m.region, sku["id"], price)
				}
				list, seller, platform := u.priceOf(r, text(sku["id"]), s.now())
				if list != a || seller != 0 || platform != 0 {
					t.Errorf("%s: SKU %s costs %d - %d - %d, want %d", m.region, sku["id"], list, seller, platform, a)
				}
			}
		}
		take(u.warehouseID(), m.region)
	}
	first := s.stores[0].products.list[2]
	if first.id != productID(3) || first.fields["title"] != "Sample Plate 03" || s.stores[0].warehouseID() != warehouseID {
		t.Errorf("third product %s %v, warehouse %s", first.id, first.fields["title"], s.stores[0].warehouseID())
	}
}
