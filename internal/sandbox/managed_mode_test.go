package sandbox

import (
	"fmt"
	"testing"
)

func TestTheModesOfShopsSayWhichRoutesTheyTake(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		modes   [2]string // of two shops; "" leaves it out
		managed int       // shop the managed routes are about, -1: none
		writes  [2]bool   // takes prices and the like
	}{
		{[2]string{"", ""}, 0, [2]bool{true, true}},
		{[2]string{selfOperated, fullyManaged}, 1, [2]bool{true, false}},
		{[2]string{"", fullyManaged}, 1, [2]bool{true, false}},
		{[2]string{selfOperated, ""}, 1, [2]bool{true, true}},
		{[2]string{selfOperated, selfOperated}, -1, [2]bool{true, true}},
	} {
		t.Run(fmt.Sprint(tt.modes), func(t *testing.T) {
			t.Parallel()
			shop := func(mode string) string { return fmt.Sprintf(`{"market":"US","mode":%q}`, mode) }
			k := start(t, Options{Scenario: scenario(t, `{"version":1,"sellers":[{"shops":[`+shop(tt.modes[0])+","+shop(tt.modes[1])+`]}]}`)})
			want := 0
			if tt.managed < 0 {
				want = 101000
			}
			wantCode(t, k.do(t, post("/gs_full_service_shipment/202407/stockup_orders/search", `{"page_size":10}`)), want)
			for i, s := range k.shop.stores {
				if s.managed.opened != (i == tt.managed) {
					t.Errorf("shop %d was asked about its managed goods: %v", i, s.managed.opened)
				}
				r := post(products+"/activate", `{"product_ids":["`+s.products.list[0].id+`"]}`)
				if r.cipher = s.cipher; (k.do(t, r).Code == 101000) == tt.writes[i] {
					t.Errorf("shop %d: takes writes: want %v", i, tt.writes[i])
				}
				r = post("/product/202502/products/search", "{}", "page_size", "5")
				r.cipher = s.cipher
				k.ok(t, r) // reading is always allowed
				if got := k.shop.State().Shops[i].Mode; tt.modes[i] != "" && got != tt.modes[i] {
					t.Errorf("shop %d shows the mode %s", i, got)
				}
			}
		})
	}
}
