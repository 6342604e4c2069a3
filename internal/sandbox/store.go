package sandbox

// store is one shop of a seller: its market and everything it keeps. All of it
// is guarded by the sandbox's lock.
type store struct {
	box      *Sandbox
	id       string
	cipher   string
	market   *market
	seller   *account
	inactive bool           // the platform has closed the shop
	wire     map[string]any // as the list of authorized shops shows it

	products *collection
	stock    *collection // captured inventory; nil when it is counted from the products

	sales      sales          // orders and packages
	promotions promotions     // prices that change for a time
	aftersales aftersales     // cancellations, returns and refunds
	books      books          // statements, payments and payouts
	alliance   collaborations // what sellers and creators have agreed
	rooms      rooms          // LIVE sessions and figures
	fbt        fulfillment    // goods in the platform's warehouses
	desk       desk           // conversations with buyers
	managed    managed        // fully managed mode
}

// sampleWire is the first shop of a sandbox that nothing was said about.
func sampleWire() map[string]any {
	return map[string]any{
		"cipher": "ROW_shop-cipher-for-tests", "id": "7490000000000000001", "code": "USLCTEST01",
		"name": "Test Shop", "region": "US", "seller_type": "LOCAL",
	}
}

// newStore is an empty shop; wire is its entry in the list of authorized shops.
func (s *Sandbox) newStore(wire map[string]any, seller *account) *store {
	return &store{
		box: s, id: text(wire["id"]), cipher: text(wire["cipher"]), market: marketOf(text(wire["region"])), seller: seller, wire: wire,
		products: newCollection(), sales: newSales(len(s.stores)),
	}
}

// byCipher is the shop with this cipher, nil if there is none; the lock is held.
func (s *Sandbox) byCipher(cipher string) *store {
	for _, t := range s.stores {
		if t.cipher == cipher {
			return t
		}
	}
	return nil
}
