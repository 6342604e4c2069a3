package main

import (
	"strings"
	"testing"
)

func TestTableNamesEveryOperation(t *testing.T) {
	t.Parallel()
	var all, one strings.Builder
	if err := run(&all, nil); err != nil {
		t.Fatal(err)
	}
	if err := run(&one, []string{"shop"}); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"shop.Orders.Search", "seller.order.info", "POST /order/202309/orders/search", "write-idempotent (key)"} {
		if !strings.Contains(all.String(), want) {
			t.Errorf("the table lacks %q", want)
		}
	}
	if n := strings.Count(one.String(), "\nshop."); n < 170 || strings.Contains(one.String(), "\nlogistics.") {
		t.Errorf("the table of shop has %d rows", n)
	}
	var rest strings.Builder
	if err := run(&rest, []string{"untyped"}); err != nil || !strings.Contains(rest.String(), "/creator_outreach/quota") {
		t.Errorf("routes without a method: %v", err)
	}
	if err := run(&one, []string{"nothing"}); err == nil {
		t.Error("an unknown package is taken")
	}
}
