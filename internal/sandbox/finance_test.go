package sandbox

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/tiktokshop-go/tiktokshop/internal/gen/api"
)

const (
	statementsPath = "/finance/202309/statements"
	unsettledPath  = "/finance/202507/orders/unsettled"
	paymentsPath   = "/finance/202605/payments"
	balancePath    = "/finance/202309/withdrawals"
)

// every reads all pages of a list.
func every(t testing.TB, k *caller, path, list string, query ...string) (all []map[string]any) {
	t.Helper()
	r := get(path, append([]string{"page_size", "37"}, query...)...)
	for range 1000 {
		data := k.ok(t, r)
		all = append(all, objects(data[list])...)
		if text(data["next_page_token"]) == "" {
			return all
		}
		r.query["page_token"] = text(data["next_page_token"])
	}
	t.Fatal("no end of pages")
	return nil
}

// signed reads an amount of an answer.
func signed(t testing.TB, m *market, v any) amount {
	t.Helper()
	s := text(v)
	a, ok := m.read(strings.TrimPrefix(s, "-"))
	if !ok || m.decimals == 0 && strings.Contains(s, ".") {
		t.Fatalf("%q is no amount", s)
	}
	if strings.HasPrefix(s, "-") {
		return -a
	}
	return a
}

func TestAnOrderIsSettledThenPaid(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: -1})
	o := buy(t, k, 1, delivered)
	count := func(path, list string, query ...string) int { return len(every(t, k, path, list, query...)) }
	unsettled := objects(k.ok(t, get(unsettledPath, "sort_field", "order_create_time"))["transactions"])
	if len(unsettled) != 1 || unsettled[0]["unsettled_reason"] != "waiting for the order to be completed" {
		t.Fatalf("unsettled: %v", unsettled)
	}
	bringOn := k.shop.tempo
	elapse(k, bringOn.Complete+time.Minute)
	if n := count(statementsPath, "statements", "sort_field", "statement_time"); n != 0 {
		t.Fatalf("%d statements before the settlement", n)
	}
	elapse(k, bringOn.Settle)
	list := every(t, k, statementsPath, "statements", "sort_field", "statement_time", "payment_status", "PROCESSING")
	if len(list) != 1 || count(unsettledPath, "transactions", "sort_field", "order_create_time") != 0 {
		t.Fatalf("statements %v", list)
	}
	transactions := every(t, k, "/finance/202501/statements/"+text(list[0]["id"])+"/statement_transactions", "transactions", "sort_field", "order_create_time")
	if len(transactions) != 1 || transactions[0]["id"] != unsettled[0]["id"] || transactions[0]["settlement_amount"] != unsettled[0]["est_settlement_amount"] {
		t.Errorf("settled %v, estimated %v", transactions, unsettled)
	}
	fee := object(object(transactions[0]["fee_tax_breakdown"])["fee"])
	// 18.49 + 18.50 less 6 % referral fee, and 10 % of the 17.50 and 17.51 that the buyer paid.
	if list[0]["revenue_amount"] != "36.99" || fee["referral_fee_amount"] != "-2.22" || fee["affiliate_commission_amount"] != "-3.50" {
		t.Errorf("statement %v, fees %v", list[0], fee)
	}
	elapse(k, bringOn.Payout+25*time.Hour)
	paid := every(t, k, statementsPath, "statements", "sort_field", "statement_time", "payment_status", "PAID")
	if len(paid) != 1 || paid[0]["payment_id"] == nil || count(paymentsPath, "payments", "sort_field", "create_time") != 1 {
		t.Fatalf("paid: %v", paid)
	}
	ask(t, k, o, []int{0}, refundOnly, missingReason)
	elapse(k, 100*time.Hour)
	list = every(t, k, statementsPath, "statements", "sort_field", "statement_time", "sort_order", "ASC")
	if len(list) != 2 || !strings.HasPrefix(text(list[1]["adjustment_amount"]), "-") || list[1]["revenue_amount"] != "0" {
		t.Errorf("after the refund: %v", list)
	}
}

func TestFinanceIsPagedAndFiltered(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: 2000})
	elapse(k, 24*time.Hour)
	list := every(t, k, statementsPath, "statements", "sort_field", "statement_time", "sort_order", "ASC")
	days := []int64{}
	for _, st := range list {
		days = append(days, number(st["statement_time"]))
	}
	if len(list) < 50 || !slices.IsSorted(days) || len(slices.Compact(slices.Clone(days))) != len(days) {
		t.Fatalf("%d statements on %v", len(list), days)
	}
	some := every(t, k, statementsPath, "statements", "sort_field", "statement_time",
		"statement_time_ge", decimal(days[10]), "statement_time_lt", decimal(days[20]))
	if len(some) != 10 {
		t.Errorf("%d statements in ten days", len(some))
	}
	next := text(k.ok(t, get(statementsPath, "sort_field", "statement_time", "page_size", "1"))["next_page_token"])
	wantCode(t, k.do(t, get(statementsPath, "sort_field", "statement_time", "payment_status", "PAID", "page_token", next)), 36009004)
	wantCode(t, k.do(t, get(statementsPath)), 36009004)
	wantCode(t, k.do(t, get("/finance/202501/statements/1/statement_transactions", "sort_field", "x")), 98001004)
	payments := every(t, k, paymentsPath, "payments", "sort_field", "create_time")
	if len(payments) < 20 || len(payments) >= len(list) {
		t.Errorf("%d payments for %d statements", len(payments), len(list))
	}
}

func TestFinanceFitsTheSchema(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: 300})
	elapse(k, 24*time.Hour)
	st := text(every(t, k, statementsPath, "statements", "sort_field", "statement_time")[0]["id"])
	o := text(every(t, k, "/finance/202501/statements/"+st+"/statement_transactions", "transactions", "sort_field", "x")[0]["order_id"])
	for _, op := range catalogue(t).Operations {
		if op.Package != "shop" || op.Service != "Finance" {
			continue
		}
		r := get(strings.NewReplacer("{statement_id}", st, "{order_id}", o).Replace(op.Path))
		for _, p := range op.Params {
			switch {
			case p.Name == "types":
				r.query["types"] = "SETTLE,WITHDRAW"
			case p.In == "query" && p.Required:
				r.query[p.Name] = "create_time"
			}
		}
		data := k.ok(t, r)
		if refused := checkFields(op.Response, data, ""); refused != nil {
			t.Errorf("%s: %s", op.Name, refused.message)
		}
		if f := api.Find(op.Response, op.ListField); f != nil && len(objects(data[op.ListField])) == 0 {
			t.Errorf("%s: nothing listed", op.Name)
		}
	}
}

func TestImportedOrdersAreLookedAtOneByOne(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: 3})
	const path = "/data_reconciliation/202401/orders/import"
	good := fmt.Sprintf(`{"order_id":%q,"channel_order_id":"1","channel_type":"SHOPIFY","channel_order_update_time":"1692163668"}`, orderID(1))
	if data := k.ok(t, post(path, `{"orders":[`+good+`]}`)); len(objects(data["errors"])) != 0 {
		t.Errorf("%v", data)
	}
	data := k.ok(t, post(path, `{"orders":[`+good+`,{"order_id":"9","channel_type":"SHOPIFY"}]}`))
	failures := objects(data["errors"])
	if len(failures) != 1 || object(failures[0]["detail"])["order_id"] != "9" || len(objects(object(failures[0]["detail"])["extra_errors"])) != 2 {
		t.Errorf("%v", failures)
	}
	wantCode(t, k.do(t, post(path, `{}`)), 36009004)
}

func TestWhatWasNeverPaidForIsNotSettled(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: -1})
	var o *order
	inShop(k, func(s *store) {
		var err error
		o, err = s.place(basket{items: []pick{{s.products.list[0].id, skuID(1, 0), 2}}, cod: true})
		if err != nil {
			t.Fatal(err)
		}
	})
	elapse(k, 2*time.Hour)
	k.ok(t, post(cancellations, cancelBody(o, outOfStock, 0)))
	bring(t, k, o, completed)
	elapse(k, 30*time.Hour)
	data := k.ok(t, get("/finance/202501/orders/"+o.id+"/statement_transactions"))
	want := k.shop.stores[0].market.write(o.lines[1].list)
	if data["revenue_amount"] != want || o.lines[0].refunded != 0 {
		t.Errorf("revenue %v of one line, want %s; %d went back", data["revenue_amount"], want, o.lines[0].refunded)
	}
}

func TestBotsShopLivesAndItsBooksHold(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: 60})
	inShop(k, func(s *store) {
		s.bot(40)
		s.autopilot(3 * time.Hour)
	})
	elapse(k, 30*24*time.Hour)
	s := k.shop.stores[0]
	if len(s.aftersales.returns) < 10 || len(s.aftersales.cancels) < 10 {
		t.Errorf("%d returns, %d cancellations in a month", len(s.aftersales.returns), len(s.aftersales.cancels))
	}
	inShop(k, func(s *store) { s.bot(0) })
	elapse(k, 60*24*time.Hour)
	checkBooks(t, k, s.sales.list[len(s.sales.list)-200:], true)
}

func TestARefundAfterTheSettlementIsAnAdjustmentThoughNobodyLooked(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: -1})
	o := buy(t, k, 1, completed)
	elapse(k, k.shop.tempo.Settle+time.Hour)
	ask(t, k, o, nil, refundOnly, missingReason)
	elapse(k, 100*time.Hour)
	list := every(t, k, statementsPath, "statements", "sort_field", "statement_time", "sort_order", "ASC")
	if len(list) != 2 || list[0]["revenue_amount"] != "36.99" || list[1]["revenue_amount"] != "0" || !strings.HasPrefix(text(list[1]["adjustment_amount"]), "-") {
		t.Errorf("statements %v", list)
	}
}

func TestAPaymentHoldsStatementsThatHaveEnded(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: 500})
	inShop(k, func(s *store) { s.box.tempo.Payout = 6 * time.Hour })
	elapse(k, 24*time.Hour)
	inShop(k, func(s *store) {
		s.books.roll(s, s.box.now())
		for _, p := range s.books.payments {
			for _, st := range p.statements {
				if st.end > p.created {
					t.Errorf("statement of %d is paid at %d, before it ends", st.day, p.created)
				}
			}
		}
		for _, st := range s.books.statements {
			for _, e := range st.entries {
				if e.due < st.day || e.due >= st.end {
					t.Errorf("entry of %d stands in the statement of %d", e.due, st.day)
				}
			}
		}
		if len(s.books.payments) < 10 {
			t.Errorf("%d payments", len(s.books.payments))
		}
	})
}
