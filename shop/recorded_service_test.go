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

func TestRecordedCustomerService(t *testing.T) {
	t.Parallel()
	s := cassette.Open(t, "customer-service-synthetic", `"sellers":[{"shops":[{"market":"US","products":3,"orders":8}]}]`)
	ctx, c := t.Context(), shop.New(s.Seller())
	talks := c.Conversations
	order(t, s)
	opened, err := talks.Create(ctx, &shop.CreateConversationRequest{BuyerUserID: newest(t, s, c).UserID})
	s.Must(err)
	id := opened.ConversationID
	hello := &shop.SendConversationMessageRequest{Type: shop.MessageTypeText, Content: `{"content":"It leaves today."}`}
	sent, err := talks.SendMessage(ctx, id, hello)
	s.Must(err)
	s.Pass(time.Hour) // the buyer answers
	one, err := talks.Get(ctx, id)
	s.Must(err)
	if one.Conversation.UnreadCount != 3 || one.Conversation.ParticipantCount != 3 {
		t.Errorf("conversation %+v", one.Conversation)
	}
	s.Must(talks.MarkRead(ctx, id))
	img, err := talks.UploadImage(ctx, &shop.UploadConversationImageRequest{Data: tiktokshop.FileBytes("parcel.png", shoptest.Image(40, 30))})
	s.Must(err)
	if img.Width != 40 || img.Height != 30 || img.URL == "" {
		t.Errorf("picture %+v", img)
	}
	_, err = talks.SendMessage(ctx, id, hello)
	s.Must(err)
	var roles []shop.ConversationRole
	for m, err := range talks.ListMessagesAll(ctx, id, &shop.ListConversationMessagesRequest{PageSize: 2, SortOrder: tiktokshop.SortAsc}) {
		s.Must(err)
		if roles = append(roles, m.Sender.Role); len(roles) == 3 && m.ID != sent.MessageID {
			t.Errorf("third message %+v, want %s", m, sent.MessageID)
		}
	}
	agent, buyer := shop.ConversationRoleCustomerService, shop.ConversationRoleBuyer
	if diff := cmp.Diff([]shop.ConversationRole{buyer, buyer, agent, buyer, agent}, roles); diff != "" {
		t.Errorf("who writes (-want +got):\n%s", diff)
	}
	all := map[string]int{}
	for talk, err := range talks.ListAll(ctx, &shop.ListConversationsRequest{PageSize: 4}) {
		s.Must(err)
		all[talk.ID] = talk.UnreadCount
	}
	if n, ok := all[id]; !ok || n != 0 || len(all) != 5 {
		t.Errorf("unread by conversation: %v", all)
	}
	_, err = talks.SendMessage(ctx, "1", hello)
	s.Refused(err, 45101003)
	_, err = talks.Create(ctx, &shop.CreateConversationRequest{BuyerUserID: "7"})
	s.Refused(err, 45109003)
	s.Must(c.Agents.UpdateSettings(ctx, &shop.UpdateAgentSettingsRequest{CanAcceptChat: new(false)}))
	settings, err := c.Agents.GetSettings(ctx)
	s.Must(err)
	if settings.CanAcceptChat {
		t.Error("the agent accepts chats still")
	}
}

func TestRecordedAnalytics(t *testing.T) {
	t.Parallel()
	s := cassette.Open(t, "analytics-synthetic", `"sellers":[{"shops":[{"market":"US","products":5,"orders":60}]}]`)
	ctx, c := t.Context(), shop.New(s.Seller()).Analytics
	from, to := tiktokshop.DateOf(s.Start.Add(-6*day), time.UTC), tiktokshop.DateOf(s.Start.Add(-day), time.UTC)
	whole, err := c.GetShop(ctx, &shop.GetShopPerformanceRequest{StartDateGE: from, EndDateLT: to})
	s.Must(err)
	daily, err := c.GetShop(ctx, &shop.GetShopPerformanceRequest{StartDateGE: from, EndDateLT: to, Granularity: shop.GranularityDay})
	s.Must(err)
	orders, items := int64(0), int64(0)
	for _, d := range daily.Performance.Intervals {
		orders, items = orders+d.Sales.OrdersCount, items+d.Sales.ItemsSold
	}
	total := whole.Performance.Intervals[0].Sales
	if len(daily.Performance.Intervals) != 5 || orders == 0 || total.OrdersCount != orders || total.ItemsSold != items || total.GMV.Overall.Currency != "USD" {
		t.Errorf("total %+v, the %d days have %d orders of %d units", total, len(daily.Performance.Intervals), orders, items)
	}
	best, sold := "", int64(0)
	for p, err := range c.ListProductsAll(ctx, &shop.ListProductPerformancesRequest{StartDateGE: from, EndDateLT: to, PageSize: 3, SortField: shop.ProductSortFieldGMV, SortOrder: tiktokshop.SortDesc}) {
		s.Must(err)
		if best == "" {
			best = p.ID
		}
		sold += p.OverallPerformance.ItemsSold
	}
	one, err := c.GetProduct(ctx, best, &shop.GetProductPerformanceRequest{StartDateGE: from, EndDateLT: to})
	s.Must(err)
	if i := one.Performance.Intervals; len(i) != 1 || i[0].Sales.ItemsSold == 0 || sold != items || i[0].Sales.GMV.Currency != "USD" {
		t.Errorf("%d units of all products, the best %+v", sold, i)
	}
	skus, err := c.ListSKUs(ctx, &shop.ListSKUPerformancesRequest{StartDateGE: from, EndDateLT: to, PageSize: 3, ProductIDs: []string{best}})
	s.Must(err)
	hours, err := c.GetShopHours(ctx, from.String(), nil)
	s.Must(err)
	videos, err := c.ListVideos(ctx, &shop.ListVideoPerformancesRequest{StartDateGE: from, EndDateLT: to, PageSize: 3})
	s.Must(err)
	if len(skus.SKUs) == 0 || len(hours.Performance.Intervals) != 24 || len(videos.Videos) != 3 {
		t.Errorf("%d SKUs, %d hours, %d videos", len(skus.SKUs), len(hours.Performance.Intervals), len(videos.Videos))
	}
	_, err = c.GetShop(ctx, &shop.GetShopPerformanceRequest{StartDateGE: to, EndDateLT: from})
	s.Refused(err, 28001022)
	_, err = c.GetProduct(ctx, "1", &shop.GetProductPerformanceRequest{StartDateGE: from, EndDateLT: to})
	s.Refused(err, 28001007)
}

// A supplier of a fully managed shop proposes goods, and delivers the first order.
func TestRecordedFullyManaged(t *testing.T) {
	t.Parallel()
	s := cassette.Open(t, "fully-managed-synthetic", `"sellers":[{"shops":[{"market":"US","mode":"FULLY_MANAGED","products":1,"orders":0}]}]`)
	ctx, c := t.Context(), shop.New(s.Seller())
	tree, err := c.ManagedCategories.Search(ctx, &shop.SearchManagedCategoriesRequest{PageSize: 3})
	s.Must(err)
	leaf := ""
	for _, cat := range tree.Categories {
		if cat.IsLeaf {
			leaf = cat.ID
		}
	}
	img, err := c.ManagedProducts.UploadImage(ctx, &shop.UploadManagedProductImageRequest{Data: tiktokshop.FileBytes("dress.png", shoptest.Image(300, 300))})
	s.Must(err)
	dress := func(code, price string) shop.ManagedProductInput {
		return shop.ManagedProductInput{CategoryID: leaf, ProductNameEn: "A dress", ProductNameZh: "A dress", SKCs: []shop.ManagedSKC{{
			ExternalSKCCode: "D", FirstKeyAttributeValueName: "Red", Pictures: []shop.ManagedPicture{{URI: img.URI}},
			SKUs: []shop.ManagedSKUInput{{
				ExternalSKUCode: code, Inventory: new(int64(250)), SecondKeyAttributeValueName: "S",
				Price: tiktokshop.Money{Amount: tiktokshop.Decimal(price), Currency: "CNY"}, ReferenceSalePrice: tiktokshop.Money{Amount: "49.00", Currency: "CNY"},
				Weight: shop.Weight{Unit: shop.WeightUnitGram, Value: "10"}, Dimensions: shop.Dimensions{Unit: "MILLIMETER", Length: "1", Width: "1", Height: "1"},
			}},
		}}}
	}
	_, err = c.ManagedProducts.Create(ctx, &shop.CreateManagedProductRequest{SPU: dress("", "19.90")})
	s.Refused(err, 36009004)
	_, err = c.ManagedProducts.Create(ctx, &shop.CreateManagedProductRequest{SPU: dress("DRESS-S", "19.90")})
	s.Must(err)
	_, err = c.ManagedProducts.Create(ctx, &shop.CreateManagedProductRequest{SPU: dress("DEAR", "99.00")})
	s.Must(err)
	s.Pass(time.Hour)
	status := map[string]string{}
	code := ""
	for p, err := range c.ManagedProducts.SearchAll(ctx, &shop.SearchManagedProductsRequest{PageSize: 1}) {
		s.Must(err)
		for _, sku := range p.SKUs {
			if status[sku.ExternalSKUCode] = sku.Status; sku.ExternalSKUCode == "DRESS-S" {
				code = sku.Code
			}
		}
	}
	if diff := cmp.Diff(map[string]string{"DRESS-S": "ONLINE", "DEAR": "REJECTED", "SAMPLE-MUG-S": "ONLINE", "SAMPLE-MUG-L": "ONLINE"}, status); diff != "" {
		t.Errorf("goods (-want +got):\n%s", diff)
	}
	failed, err := c.ManagedInventory.Update(ctx, &shop.UpdateManagedInventoryRequest{SKUs: []shop.ManagedInventorySKU{
		{Code: code, Quantity: new(int64(70)), WarehouseCode: "V_FC-TEST-01"}, {Code: "nothing", Quantity: new(int64(1)), WarehouseCode: "V_FC-TEST-01"},
	}})
	if !tiktokshop.Partial(err) || len(failed.Errors) != 1 || failed.Errors[0].Code != "980010" {
		t.Errorf("stock: %+v, %v", failed, err)
	}
	stock, err := c.ManagedInventory.Get(ctx, &shop.GetManagedInventoryRequest{SKUs: []string{code}})
	s.Must(err)
	if i := stock.Inventory; len(i) != 1 || i[0].Quantity != 70 || i[0].OccupiedQuantity != 100 {
		t.Errorf("inventory %+v", i)
	}
	supply := logistics.New(s.Seller()).ManagedStockups
	orders, err := supply.Search(ctx, &logistics.SearchManagedStockupsRequest{PageSize: 1, OrderStatus: []logistics.StockupStatus{"WAIT_CONFIRM"}})
	s.Must(err)
	if o := orders.StockupOrders; len(o) != 1 || orders.TotalCount != 2 || o[0].StockupQuantity != 100 || o[0].SKUs[0].ExternalSKUCode != "DRESS-S" {
		t.Fatalf("orders %+v", orders)
	}
	confirm := &logistics.ConfirmManagedStockupRequest{IsOrderConfirmed: new(true), StockupOrderCode: orders.StockupOrders[0].Code}
	s.Must(supply.Confirm(ctx, confirm))
	s.Refused(supply.Confirm(ctx, confirm), 36009004)
}
