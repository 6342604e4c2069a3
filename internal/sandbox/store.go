package sandbox

// store is one shop of a seller: its market and everything it keeps. All of it
// is guarded by the sandbox's lock.
type store struct {
	box      *Sandbox
	number   int // of the shop in its sandbox, from 0
	id       string
	cipher   string
	market   *market
	seller   *account
	inactive bool           // the platform has closed the shop
	wire     map[string]any // as the list of authorized shops shows it
	mode     string         // selfOperated or fullyManaged; "" takes the routes of both

	products *collection
	stock    *collection // captured inventory; nil when it is counted from the products

	sales      sales          // orders and packages
	goods      goods          // stock held by orders, reviews
	promotions promotions     // prices that change for a time
	aftersales aftersales     // cancellations, returns and refunds
	books      books          // statements, payments and payouts
	alliance   collaborations // what sellers and creators have agreed
	rooms      rooms          // LIVE sessions and figures
	fbt        fulfillment    // goods in the platform's warehouses
	desk       desk           // conversations with buyers
	managed    managed        // fully managed mode
	sidelines  sidelines      // pharmacies and opportunities
}

// Modes of shops.
const (
	selfOperated = "SELF_OPERATED"
	fullyManaged = "FULLY_MANAGED" // the platform sets prices and sells
)

// sampleWire is the first shop of a sandbox that nothing was said about.
func sampleWire() map[string]any {
	return map[string]any{
		"cipher": "ROW_shop-cipher-for-tests", "id": "7490000000000000001", "code": "USLCTEST01",
		"name": "Test Shop", "region": "US", "seller_type": "LOCAL",
	}
}

// newStore is an empty shop; wire is its entry in the list of authorized shops.
func (s *Sandbox) newStore(wire map[string]any, seller *account) *store {
	number := s.freeNumber()
	return &store{
		box: s, number: number, id: text(wire["id"]), cipher: text(wire["cipher"]), market: marketOf(text(wire["region"])), seller: seller, wire: wire,
		products: newCollection(), sales: newSales(number),
	}
}

// freeNumber is one that no shop has yet.
func (s *Sandbox) freeNumber() int {
	n := 0
	for _, t := range s.stores {
		n = max(n, t.number+1)
	}
	return n
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
