package logistics_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/tiktokshop-go/tiktokshop"
	"github.com/tiktokshop-go/tiktokshop/internal/cassette"
	"github.com/tiktokshop-go/tiktokshop/logistics"
	"github.com/tiktokshop-go/tiktokshop/shop"
	"github.com/tiktokshop-go/tiktokshop/shop/shoptest"
)

// The sessions of this package are played from testdata/cassettes. They were
// recorded with the fake shop ("synthetic"), since the project has no live
// account; `go test ./logistics -run Recorded -record` records them anew.
const depot = `"sellers":[{"shops":[{"market":"US","products":4,"orders":0}]}]`

// An order is split, shipped in two ways and followed to its buyer.
func TestRecordedPackages(t *testing.T) {
	t.Parallel()
	s := cassette.Open(t, "packages-synthetic", depot)
	ctx, c, orders := t.Context(), logistics.New(s.Seller()), shop.New(s.Seller()).Orders
	for range 2 {
		s.Step(func(srv *shoptest.Server) {
			_, err := srv.PlaceOrder(shoptest.Order{Items: []shoptest.Item{{ProductID: "1729000000000000001", Quantity: 2}}})
			s.Must(err)
		})
		s.Pass(time.Hour)
	}
	s.Pass(time.Hour)
	page, err := orders.Search(ctx, &shop.SearchOrdersRequest{PageSize: 2, SortField: shop.OrderSortFieldCreateTime, SortOrder: tiktokshop.SortAsc})
	s.Must(err)
	o, other := page.Orders[0], page.Orders[1]
	split := &logistics.SplitOrderRequest{SplittableGroups: []logistics.SplittableGroup{{ID: "a", OrderLineItemIDs: []string{o.LineItems[0].ID}}, {ID: "b", OrderLineItemIDs: []string{o.LineItems[1].ID}}}}
	parts, err := c.Fulfillments.Split(ctx, o.ID, split)
	s.Must(err)
	if len(parts.Packages) != 2 || parts.Packages[0].SplittableGroupID != "a" {
		t.Fatalf("packages %+v", parts.Packages)
	}
	one, two := parts.Packages[0].ID, parts.Packages[1].ID
	s.Must(c.Packages.Ship(ctx, one, &logistics.ShipPackageRequest{HandoverMethod: logistics.HandoverMethodDropOff}))
	s.Refused(c.Packages.Ship(ctx, one, &logistics.ShipPackageRequest{HandoverMethod: logistics.HandoverMethodDropOff}), 21011040)
	shipped, err := c.Packages.ShipBatch(ctx, &logistics.ShipPackagesRequest{Packages: []logistics.PackageShipment{{ID: two}, {ID: "1"}}})
	if !tiktokshop.Partial(err) || len(shipped.Errors) != 1 {
		t.Errorf("shipped %+v, %v", shipped, err)
	}
	label, err := c.Packages.GetDocument(ctx, one, &logistics.GetPackageDocumentRequest{DocumentType: logistics.DocumentTypeShippingLabel})
	s.Must(err)
	if label.TrackingNumber == "" || !strings.Contains(label.DocURL, "/") {
		t.Errorf("label %+v", label)
	}
	joined, err := c.Packages.Combine(ctx, &logistics.CombinePackagesRequest{CombinablePackages: []logistics.CombinablePackage{{ID: two, OrderIDs: []string{o.ID, other.ID}}}})
	if !tiktokshop.Partial(err) || len(joined.Errors) != 1 || joined.Errors[0].Code != 10007014 {
		t.Errorf("combined %+v, %v", joined, err)
	}
	s.Pass(4 * 24 * time.Hour)
	status := map[logistics.PackageStatus]int{}
	for p, err := range c.Packages.SearchAll(ctx, &logistics.SearchPackagesRequest{PageSize: 2}) {
		s.Must(err)
		status[p.Status]++
	}
	if diff := cmp.Diff(map[logistics.PackageStatus]int{"COMPLETED": 2, "TO_FULFILL": 1}, status); diff != "" {
		t.Errorf("packages (-want +got):\n%s", diff)
	}
	track, err := c.Fulfillments.GetTracking(ctx, o.ID)
	s.Must(err)
	if n := len(track.Tracking); n < 3 || !strings.Contains(track.Tracking[0].Description, "delivered") {
		t.Errorf("tracking %+v", track.Tracking)
	}
}

// Packages to one buyer are combined, and taken apart again.
func TestRecordedCombinedPackages(t *testing.T) {
	t.Parallel()
	s := cassette.Open(t, "combined-packages-synthetic", `"sellers":[{"shops":[{"market":"US","products":2}]}]`) // the 250 sample orders
	ctx, c := t.Context(), logistics.New(s.Seller()).Packages
	var all []logistics.CombinablePackage
	for p, err := range c.SearchCombinableAll(ctx, &logistics.SearchCombinablePackagesRequest{PageSize: 5}) {
		s.Must(err)
		all = append(all, *p)
	}
	if len(all) < 6 || len(all[0].OrderIDs) != 2 {
		t.Fatalf("combinable packages %+v", all)
	}
	wrong := logistics.CombinablePackage{ID: all[0].ID, OrderIDs: []string{all[0].OrderIDs[0], all[1].OrderIDs[0]}}
	joined, err := c.Combine(ctx, &logistics.CombinePackagesRequest{CombinablePackages: []logistics.CombinablePackage{all[0], wrong}})
	if !tiktokshop.Partial(err) || len(joined.Packages) != 1 || len(joined.Errors) != 1 {
		t.Fatalf("combined %+v, %v", joined, err)
	}
	id := joined.Packages[0].ID
	one, err := c.Get(ctx, id)
	s.Must(err)
	if len(one.Orders) != 2 || one.SplitAndCombineTag != logistics.SplitAndCombineTagCombine {
		t.Errorf("package of %d orders, %s", len(one.Orders), one.SplitAndCombineTag)
	}
	apart, err := c.Uncombine(ctx, id, &logistics.UncombinePackageRequest{OrderIDs: all[0].OrderIDs[1:]})
	s.Must(err)
	if len(apart.Packages) == 0 {
		t.Errorf("taken apart: %+v", apart)
	}
	_, err = c.Get(ctx, "1")
	s.Refused(err, 21011001)
}

func TestRecordedWarehouses(t *testing.T) {
	t.Parallel()
	s := cassette.Open(t, "warehouses-synthetic", depot)
	ctx, c := t.Context(), logistics.New(s.Seller()).Warehouses
	list, err := c.List(ctx)
	s.Must(err)
	n, kinds := len(list.Warehouses), map[logistics.WarehouseType]int{}
	sales := ""
	for _, w := range list.Warehouses {
		if kinds[w.Type]++; w.IsDefault && w.Type == logistics.WarehouseTypeSales {
			sales = w.ID
		}
	}
	if diff := cmp.Diff(map[logistics.WarehouseType]int{logistics.WarehouseTypeSales: 2, logistics.WarehouseTypeReturn: 1}, kinds); diff != "" {
		t.Errorf("warehouses (-want +got):\n%s", diff)
	}
	options, err := c.ListDeliveryOptions(ctx, sales, nil)
	s.Must(err)
	own := map[logistics.DeliveryOptionType]string{}
	for _, o := range options.DeliveryOptions {
		own[o.Type] = o.ID
	}
	_, err = c.ListShippingProviders(ctx, own[logistics.DeliveryOptionTypeStandard])
	s.Refused(err, 21008117)
	carriers, err := c.ListShippingProviders(ctx, own[logistics.DeliveryOptionTypeSendBySeller])
	s.Must(err)
	if len(carriers.ShippingProviders) == 0 || carriers.ShippingProviders[0].ID == "" {
		t.Errorf("carriers %+v", carriers.ShippingProviders)
	}
	place := logistics.WarehouseInput{
		Name: "Depot", Type: logistics.WarehouseTypeSales, PhoneNumber: "2025550143", FirstName: "Pat", LastName: "Example",
		Address: logistics.WarehouseAddressInput{Region: "US", State: "Sample State", City: "Sampleville", AddressLine1: "1 Example Street", Postcode: "00001"},
	}
	made, err := c.Create(ctx, &logistics.CreateWarehouseRequest{Warehouse: place})
	s.Must(err)
	_, err = c.Create(ctx, &logistics.CreateWarehouseRequest{Warehouse: place})
	s.Refused(err, 36009004)
	place.Address.City = "Sampletown"
	_, err = c.Update(ctx, made.WarehouseID, &logistics.UpdateWarehouseRequest{Warehouse: place})
	s.Must(err)
	failed, err := c.Update(ctx, "1", &logistics.UpdateWarehouseRequest{Warehouse: place})
	if len(failed.ErrorList) != 1 || failed.ErrorList[0].Code != 11034009 {
		t.Errorf("update of an unknown one: %+v, %v", failed, err)
	}
	tidy, err := c.StandardizeAddress(ctx, &logistics.StandardizeAddressRequest{Address: logistics.StandardAddress{RegionCode: "US", State: "Sample State", City: "  sampletown ", AddressLine1: "1  Example Street", PostalCode: "00001"}})
	s.Must(err)
	if got := tidy.StandardizationResult; !got.Updated || got.StandardizedAddress.City != "Sampletown" {
		t.Errorf("tidied up: %+v", got)
	}
	list, err = c.List(ctx)
	s.Must(err)
	if w := list.Warehouses[len(list.Warehouses)-1]; len(list.Warehouses) != n+1 || w.ID != made.WarehouseID || w.Address.City != "Sampletown" {
		t.Errorf("%d warehouses, the last %+v", len(list.Warehouses), w)
	}
	global, err := c.ListGlobal(ctx)
	s.Must(err)
	if len(global.GlobalWarehouses) != 3 || global.GlobalWarehouses[0].Ownership == "" {
		t.Errorf("of all shops: %+v", global.GlobalWarehouses)
	}
}

// Goods go to the platform's warehouses, and orders of another channel out of them.
func TestRecordedFBT(t *testing.T) {
	t.Parallel()
	s := cassette.Open(t, "fbt-synthetic", depot)
	ctx, c := t.Context(), logistics.New(s.Seller())
	var goods []string
	for g, err := range c.FBT.SearchGoodsAll(ctx, &logistics.SearchFBTGoodsRequest{PageSize: 2}) {
		s.Must(err)
		goods = append(goods, g.ID)
	}
	if len(goods) != 8 {
		t.Fatalf("goods %v", goods)
	}
	plan, err := c.FBT.SaveInboundPlan(ctx, &logistics.SaveFBTInboundPlanRequest{GoodsItems: []logistics.GoodsQuantity{{GoodsID: goods[0], Quantity: 100}}})
	s.Must(err)
	methods, err := c.FBT.ListInboundMethods(ctx, &logistics.ListFBTInboundMethodsRequest{PlanID: plan.InboundPlan.PlanID})
	s.Must(err)
	window := methods.AvailableInboundMethodList[0].AvailableTimeWindowList[0]
	ask := &logistics.GetFBTInboundMethodRequest{PlanID: plan.InboundPlan.PlanID, InboundMethod: logistics.InboundMethodD2FC, EstimateArrivalTime: window}
	first, err := c.FBT.GetInboundMethod(ctx, ask)
	s.Must(err)
	s.Pass(time.Hour)
	second, err := c.FBT.GetInboundMethod(ctx, ask)
	s.Must(err)
	if first.PlacementTaskStatus != "PROCESSING" || len(second.Info) == 0 {
		t.Fatalf("placement %+v, then %+v", first, second)
	}
	confirm := &logistics.ConfirmFBTInboundMethodRequest{PlanID: ask.PlanID, InboundMethod: ask.InboundMethod, EstimateArrivalTime: window, PlacementOptionID: second.Info[0].PlacementOptionID}
	confirmed, err := c.FBT.ConfirmInboundMethod(ctx, confirm)
	s.Must(err)
	_, err = c.FBT.ConfirmInboundMethod(ctx, confirm)
	s.Refused(err, 39001002)
	box := logistics.Carton{
		CartonType: logistics.CartonTypeSingleSKU, Quantity: 1, Items: []logistics.CartonItem{{GoodsID: goods[0], Quantity: 50}},
		BoxMeasurements: logistics.BoxMeasurements{Weight: "3", WeightUnit: "KILOGRAM", Width: "1", Height: "1", Length: "1", LengthUnit: "METER"},
	}
	_, err = c.FBT.ShipInboundOrder(ctx, &logistics.ShipFBTInboundOrderRequest{InboundOrderID: confirmed.InboundOrderIDs[0], Cartons: []logistics.Carton{box}, ShipmentOption: logistics.ShipmentOptionInput{ShippingMethod: "SMALL_PARCEL"}})
	s.Must(err)
	s.Pass(5 * 24 * time.Hour)
	inbound, err := c.FBT.GetInboundOrders(ctx, &logistics.GetFBTInboundOrdersRequest{OrderIDs: confirmed.InboundOrderIDs[:1]})
	s.Must(err)
	logs := inbound.InboundOrders[0].StatusLogs
	if lot := inbound.InboundOrders[0].LotReceipts; logs[len(logs)-1].NewStatus != "RECEIVED" || len(lot) != 1 || lot[0].PlannedCount != 50 {
		t.Errorf("statuses %+v, received %+v", logs, lot)
	}
}

func TestRecordedMCF(t *testing.T) {
	t.Parallel()
	s := cassette.Open(t, "mcf-synthetic", depot)
	ctx, all := t.Context(), logistics.New(s.Seller())
	c := all.MCFOrders
	status, err := c.GetStatus(ctx)
	s.Must(err)
	if status.MCFStatus.IsMCF != 1 {
		t.Errorf("status %+v", status)
	}
	found, err := all.FBT.SearchGoods(ctx, &logistics.SearchFBTGoodsRequest{PageSize: 1})
	s.Must(err)
	id := found.Goods[0].ID
	stock := func() int64 {
		t.Helper()
		inv, err := c.ListInventory(ctx, &logistics.ListMCFInventoryRequest{Goods: []logistics.GoodsRef{{GoodsID: id}}})
		s.Must(err)
		return inv.GoodsInventoryList[0].AvailableQty
	}
	before := stock()
	order := &logistics.CreateMCFOrderRequest{
		ExternalOrderID: "ext-1", Goods: []logistics.MCFGoods{{ID: id, Quantity: 50}},
		Consignee: logistics.Consignee{Name: "Pat Example", Address: logistics.ConsigneeAddress{AddressLine1: "1 Example Street", City: "Sampleville", CountryCode: "US", PostalCode: "00001", StateOrRegion: "SS"}},
	}
	made, err := c.Create(ctx, order)
	s.Must(err)
	_, err = c.Create(ctx, order)
	s.Refused(err, 177001007)
	if now := stock(); before-now != 50 {
		t.Errorf("%d available before, %d after", before, now)
	}
	var life []logistics.ConsignOrderStatus
	for _, wait := range []time.Duration{0, 2 * time.Hour, 4 * 24 * time.Hour} {
		s.Pass(wait)
		o, err := c.Get(ctx, &logistics.GetMCFOrderRequest{MCFOrderID: made.MCFOrder.MCFOrderID})
		s.Must(err)
		for _, part := range o.MCFOrder.ConsignOrders {
			life = append(life, part.Status)
		}
	}
	if diff := cmp.Diff([]logistics.ConsignOrderStatus{"PENDING", "HANDLE_BY_WAREHOUSE", "COMPLETED"}, life); diff != "" {
		t.Errorf("life of the order (-want +got):\n%s", diff)
	}
	_, err = c.Cancel(ctx, &logistics.CancelMCFOrderRequest{MCFOrderID: made.MCFOrder.MCFOrderID})
	s.Refused(err, 177001012)
	order.ExternalOrderID = "ext-2"
	second, err := c.Create(ctx, order)
	s.Must(err)
	_, err = c.Cancel(ctx, &logistics.CancelMCFOrderRequest{MCFOrderID: second.MCFOrder.MCFOrderID})
	s.Must(err)
	s.Pass(24 * time.Hour)
	if now := stock(); before-now != 50 {
		t.Errorf("%d available after the cancellation, %d at first", now, before)
	}
}
