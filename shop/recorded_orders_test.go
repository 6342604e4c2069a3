package shop_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/tiktokshop-go/tiktokshop"
	"github.com/tiktokshop-go/tiktokshop/internal/cassette"
	"github.com/tiktokshop-go/tiktokshop/logistics"
	"github.com/tiktokshop-go/tiktokshop/shop"
	"github.com/tiktokshop-go/tiktokshop/shop/shoptest"
)

const day = 24 * time.Hour

// order has a buyer order two units of the first product.
func order(t *testing.T, s *cassette.Session) {
	t.Helper()
	s.Step(func(srv *shoptest.Server) {
		_, err := srv.PlaceOrder(shoptest.Order{Items: []shoptest.Item{{ProductID: "1729000000000000001", Quantity: 2}}})
		s.Must(err)
	})
}

// newest is the order that was placed last.
func newest(t *testing.T, s *cassette.Session, c *shop.Client) *shop.Order {
	t.Helper()
	page, err := c.Orders.Search(t.Context(), &shop.SearchOrdersRequest{PageSize: 1, SortField: shop.OrderSortFieldCreateTime, SortOrder: tiktokshop.SortDesc})
	s.Must(err)
	if len(page.Orders) != 1 {
		t.Fatalf("orders %+v", page)
	}
	return &page.Orders[0]
}

func TestRecordedOrders(t *testing.T) {
	t.Parallel()
	s := cassette.Open(t, "orders-synthetic", oneShop)
	ctx, c := t.Context(), shop.New(s.Seller())
	order(t, s)
	o := newest(t, s, c)
	id, life := o.ID, []shop.OrderStatus{o.Status}
	for range 2 {
		s.Pass(time.Hour)
		found, err := c.Orders.Get(ctx, &shop.GetOrdersRequest{IDs: []string{id}})
		s.Must(err)
		life = append(life, found.Orders[0].Status)
	}
	if diff := cmp.Diff([]shop.OrderStatus{shop.OrderStatusUnpaid, shop.OrderStatusOnHold, shop.OrderStatusAwaitingShipment}, life); diff != "" {
		t.Errorf("life of an order (-want +got):\n%s", diff)
	}
	price, err := c.Orders.GetPriceDetail(ctx, id)
	s.Must(err)
	if price.Total != o.Payment.TotalAmount || price.Currency != "USD" || len(price.LineItems) != 2 || len(o.LineItems) != 2 {
		t.Errorf("price %s %s for %d lines, order %s", price.Total, price.Currency, len(price.LineItems), o.Payment.TotalAmount)
	}
	foreign := shop.ExternalOrder{ID: "S-1001", Platform: shop.ExternalPlatformShopify}
	for i := range o.LineItems {
		foreign.LineItems = append(foreign.LineItems, shop.ExternalOrderLineItem{ID: []string{"a", "b"}[i], OriginID: o.LineItems[i].ID})
	}
	failed, err := c.Orders.AddExternalReferences(ctx, &shop.AddExternalReferencesRequest{Orders: []shop.ExternalReference{{ID: id, ExternalOrder: foreign}, {ID: "1", ExternalOrder: foreign}}})
	if !tiktokshop.Partial(err) || len(failed.Errors) != 1 || failed.Errors[0].Code != "36020001" {
		t.Errorf("references: %+v, %v", failed, err)
	}
	refs, err := c.Orders.FindByExternalID(ctx, &shop.FindOrdersByExternalIDRequest{ExternalOrderID: "S-1001", Platform: shop.ExternalPlatformShopify})
	s.Must(err)
	if len(refs.Orders) != 1 || refs.Orders[0].ID != id {
		t.Errorf("orders of the reference: %+v", refs)
	}
	seen := map[string]bool{}
	for o, err := range c.Orders.SearchAll(ctx, &shop.SearchOrdersRequest{PageSize: 4, CreateTimeGE: tiktokshop.TimeOf(s.Start.Add(-90 * day))}) {
		s.Must(err)
		seen[o.ID] = true
	}
	if len(seen) != 7 || !seen[id] {
		t.Errorf("orders %v, want the 6 there were and the new one", seen)
	}
	_, err = c.Orders.Get(ctx, &shop.GetOrdersRequest{IDs: []string{"1"}})
	s.Refused(err, 21008111)
}

// A cancellation is refused, an order is shipped, comes back and is refunded.
func TestRecordedAftersales(t *testing.T) {
	t.Parallel()
	s := cassette.Open(t, "aftersales-synthetic", `"sellers":[{"shops":[{"market":"US","products":2,"orders":0}]}]`)
	ctx, c := t.Context(), shop.New(s.Seller())
	order(t, s)
	o := newest(t, s, c)
	s.Pass(2 * time.Hour)
	s.Control("orders", `{"cancel":"`+o.ID+`"}`)
	asked, err := c.Cancellations.Search(ctx, &shop.SearchCancellationsRequest{OrderIDs: []string{o.ID}, PageSize: 10})
	s.Must(err)
	if n := len(asked.Cancellations); n != 1 {
		t.Fatalf("%d cancellations", n)
	}
	cancel := asked.Cancellations[0]
	reasons, err := c.Returns.ListRejectReasons(ctx, &shop.ListReturnRejectReasonsRequest{ReturnOrCancelID: cancel.CancelID})
	s.Must(err)
	if cancel.CancelStatus != "CANCELLATION_REQUEST_PENDING" || len(reasons.Reasons) != 3 || reasons.Reasons[0].Text == "" {
		t.Errorf("cancellation %s, reasons %+v", cancel.CancelStatus, reasons.Reasons)
	}
	s.Must(c.Cancellations.Reject(ctx, cancel.CancelID, &shop.RejectCancellationRequest{RejectReason: "seller_reject_apply_product_has_been_packed"}))
	s.Refused(c.Cancellations.Approve(ctx, cancel.CancelID, nil), 25020009)

	pack := newest(t, s, c).Packages[0].ID
	s.Must(logistics.New(s.Seller()).Packages.Ship(ctx, pack, &logistics.ShipPackageRequest{HandoverMethod: logistics.HandoverMethodDropOff}))
	s.Pass(3 * day)
	refund, err := c.Returns.CalculateRefund(ctx, &shop.CalculateReturnRefundRequest{
		OrderID: o.ID, RequestType: "RETURN_AND_REFUND", ReasonName: "ecom_order_delivered_refund_and_return_reason_damaged", OrderLineItemIDs: []string{o.LineItems[0].ID, o.LineItems[1].ID},
	})
	s.Must(err)
	s.Control("orders", `{"return":"`+o.ID+`","kind":"RETURN_AND_REFUND","reason":"ecom_order_delivered_refund_and_return_reason_damaged"}`)
	var life []shop.ReturnStatus
	var claim shop.Return
	look := func() {
		t.Helper()
		found, err := c.Returns.Search(ctx, &shop.SearchReturnsRequest{OrderIDs: []string{o.ID}, PageSize: 10})
		s.Must(err)
		if len(found.ReturnOrders) != 1 {
			t.Fatalf("returns %+v", found)
		}
		claim = found.ReturnOrders[0]
		life = append(life, claim.ReturnStatus)
	}
	look()
	s.Refused(c.Returns.Approve(ctx, claim.ReturnID, &shop.ApproveReturnRequest{Decision: shop.ReturnDecisionApproveRefund}), 25020004)
	s.Must(c.Returns.Approve(ctx, claim.ReturnID, &shop.ApproveReturnRequest{Decision: shop.ReturnDecisionApproveReturn}))
	look()
	s.Pass(3 * day) // the buyer sends it, the carrier brings it
	look()
	s.Must(c.Returns.Approve(ctx, claim.ReturnID, &shop.ApproveReturnRequest{Decision: shop.ReturnDecisionApproveReceivedPackage}))
	s.Pass(time.Hour)
	look()
	want := []shop.ReturnStatus{"RETURN_OR_REFUND_REQUEST_PENDING", "AWAITING_BUYER_SHIP", "BUYER_SHIPPED_ITEM", "RETURN_OR_REFUND_REQUEST_COMPLETE"}
	if diff := cmp.Diff(want, life); diff != "" {
		t.Errorf("life of the return (-want +got):\n%s", diff)
	}
	if want := refund.OrderRefundAmount; want.RefundTotal == "" || claim.RefundAmount.RefundTotal != want.RefundTotal || claim.RefundAmount.Currency != "USD" {
		t.Errorf("refunded %+v, calculated %+v", claim.RefundAmount, want)
	}
	records, err := c.Returns.ListRecords(ctx, claim.ReturnID, nil)
	s.Must(err)
	if n := len(records.Records); n < 6 || records.Records[0].Event != "REFUND" || records.Records[n-1].Event != "ORDER_RETURN" {
		t.Errorf("records %+v", records.Records)
	}
}

// Orders end, are settled and paid out.
func TestRecordedFinance(t *testing.T) {
	t.Parallel()
	s := cassette.Open(t, "finance-synthetic", `"sellers":[{"shops":[{"market":"US","products":4,"orders":12}]}]`)
	ctx, c := t.Context(), shop.New(s.Seller()).Finance
	unsettled, err := c.ListUnsettledTransactions(ctx, &shop.ListUnsettledTransactionsRequest{PageSize: 10})
	s.Must(err)
	statements := map[shop.PaymentStatus]int{}
	var last shop.Statement
	for st, err := range c.ListStatementsAll(ctx, &shop.ListStatementsRequest{PageSize: 5, SortOrder: tiktokshop.SortDesc}) {
		s.Must(err)
		if statements[st.PaymentStatus]++; st.PaymentStatus == shop.PaymentStatusPaid && last.ID == "" {
			last = *st
		}
	}
	if diff := cmp.Diff(map[shop.PaymentStatus]int{shop.PaymentStatusPaid: 10}, statements); diff != "" || len(unsettled.Transactions) != 0 {
		t.Errorf("%d unsettled, statements (-want +got):\n%s", len(unsettled.Transactions), diff)
	}
	lines, err := c.ListStatementTransactions(ctx, last.ID, &shop.ListStatementTransactionsRequest{PageSize: 10})
	s.Must(err)
	if len(lines.Transactions) == 0 || lines.TotalSettlementAmount != last.SettlementAmount || lines.Currency != "USD" {
		t.Errorf("statement %+v with %d transactions, total %s", last, len(lines.Transactions), lines.TotalSettlementAmount)
	}
	one, err := c.ListOrderTransactions(ctx, lines.Transactions[0].OrderID)
	s.Must(err)
	if one.SettlementAmount != lines.Transactions[0].SettlementAmount || len(one.SKUTransactions) == 0 {
		t.Errorf("order %+v, statement %+v", one, lines.Transactions[0])
	}
	payments := map[string]shop.Payment{}
	for p, err := range c.ListPaymentsAll(ctx, &shop.ListPaymentsRequest{PageSize: 5}) {
		s.Must(err)
		payments[p.ID] = *p
	}
	if p, ok := payments[last.PaymentID]; !ok || p.Status != shop.PaymentStatusPaid || p.Amount.Currency != "USD" {
		t.Errorf("payment %s of %+v", last.PaymentID, payments)
	}
	drawn, err := c.ListWithdrawals(ctx, &shop.ListWithdrawalsRequest{PageSize: 10, Types: []shop.WithdrawalType{"SETTLE"}})
	s.Must(err)
	if drawn.TotalCount != 10 || len(drawn.Withdrawals) != 10 || len(payments) != 9 {
		t.Errorf("%d withdrawals and %d payments, want 10 and 9, one of them for two statements", drawn.TotalCount, len(payments))
	}
	_, err = c.ListStatementTransactions(ctx, "1", &shop.ListStatementTransactionsRequest{PageSize: 10, SortField: "x"})
	s.Refused(err, 98001004)
}
