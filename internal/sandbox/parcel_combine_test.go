package sandbox

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestPackagesOfABuyerAreCombinedAndTakenApart(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: -1})
	a, first := k.waits(t, basket{buyer: 7}, 1)
	b, second := k.waits(t, basket{buyer: 7}, 1)
	other, _ := k.waits(t, basket{buyer: 8}, 1)
	list := objects(k.ok(t, get("/fulfillment/202309/combinable_packages/search", "page_size", "20"))["combinable_packages"])
	if diff := cmp.Diff([]map[string]any{{"id": first, "order_ids": []any{a.id, b.id}}}, list); diff != "" {
		t.Fatalf("combinable packages (-want +got):\n%s", diff)
	}
	both := `{"id":"` + first + `","order_ids":` + quoted(a.id, b.id) + `}`
	wrong := `{"id":"` + first + `","order_ids":` + quoted(a.id, other.id) + `}`
	data := k.ok(t, post(shopsPath+"combine", `{"combinable_packages":[`+wrong+`,`+both+`,`+both+`]}`))
	made, failed := objects(data["packages"]), objects(data["errors"])
	if len(made) != 1 || len(failed) != 2 || number(failed[0]["code"]) != 21011031 {
		t.Fatalf("packages %v, errors %v", made, failed)
	}
	pkg := text(made[0]["id"])
	if w := k.order(t, b.id); w["split_or_combine_tag"] != "COMBINED" || ids(w["packages"])[0] != pkg {
		t.Errorf("order: %v, %v", w["split_or_combine_tag"], w["packages"])
	}
	if got := k.do(t, get(shopsPath+second)); got.Code != 21011001 {
		t.Errorf("the old package is still there: %s", got.Body)
	}
	if got := k.do(t, post(shopsPath+pkg+"/uncombine", `{"order_ids":`+quoted(other.id)+`}`)); got.Code != 21011029 {
		t.Errorf("order that is not in it: %s", got.Body)
	}
	parts := objects(k.ok(t, post(shopsPath+pkg+"/uncombine", `{"order_ids":`+quoted(b.id)+`}`))["packages"])
	if len(parts) != 2 {
		t.Errorf("parts %v", parts)
	}
	if got := k.do(t, post(shopsPath+pkg+"/uncombine", `{"order_ids":`+quoted(a.id)+`}`)); got.Code != 21011005 {
		t.Errorf("a package of one order: %s", got.Body)
	}
	if w := k.order(t, a.id); w["split_or_combine_tag"] != nil {
		t.Errorf("order: %v", w["split_or_combine_tag"])
	}
}

func TestAChangedAddressTakesAPackageApart(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: -1})
	a, first := k.waits(t, basket{buyer: 7}, 1)
	b, _ := k.waits(t, basket{buyer: 7}, 1)
	k.ok(t, post(shopsPath+"combine", `{"combinable_packages":[{"id":"`+first+`","order_ids":`+quoted(a.id, b.id)+`}]}`))
	before := object(k.order(t, b.id)["recipient_address"])["address_line1"]
	k.in(t, func(shop *store) {
		if !shop.relocate(b) || shop.relocate(b) {
			t.Error("the address is not changed once")
		}
	})
	w := k.order(t, b.id)
	if object(w["recipient_address"])["address_line1"] == before || !truth(w["has_updated_recipient_address"]) || w["split_or_combine_tag"] != nil {
		t.Errorf("order after the change: %v", w)
	}
	if list := objects(k.ok(t, get("/fulfillment/202309/combinable_packages/search", "page_size", "20"))["combinable_packages"]); len(list) != 0 {
		t.Errorf("packages to different places can be combined: %v", list)
	}
}

func TestCombinedOrdersTravelTogether(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: -1})
	a, first := k.waits(t, basket{buyer: 7}, 1)
	b, _ := k.waits(t, basket{buyer: 7}, 1)
	data := k.ok(t, post(shopsPath+"combine", `{"combinable_packages":[{"id":"`+first+`","order_ids":`+quoted(a.id, b.id)+`}]}`))
	k.ok(t, post(shopsPath+text(objects(data["packages"])[0]["id"])+"/ship", "{}"))
	k.pass(5 * time.Hour)
	x, y := k.order(t, a.id), k.order(t, b.id)
	if x["status"] != inTransit || y["status"] != inTransit || x["tracking_number"] != y["tracking_number"] {
		t.Errorf("orders %v and %v, numbers %v and %v", x["status"], y["status"], x["tracking_number"], y["tracking_number"])
	}
}
