// Package shop covers what a seller does in TikTok Shop: products, orders,
// returns, promotions, finance, chats and analytics. Package logistics ships,
// affiliate works with creators and live with LIVE sessions.
//
// A client of this package is made from a [tiktokshop.Client] that is bound to
// a shop:
//
//	c, err := tiktokshop.New(tiktokshop.Config{AppKey: key, AppSecret: secret, Tokens: tokens})
//	if err != nil {
//		return err
//	}
//	s := shop.New(c.For(cipher))
//
// Walk over all orders that wait for shipment:
//
//	req := &shop.SearchOrdersRequest{OrderStatus: shop.OrderStatusAwaitingShipment, PageSize: 50}
//	for order, err := range s.Orders.SearchAll(ctx, req) {
//		if err != nil {
//			return err
//		}
//		fmt.Println(order.ID, order.Payment.TotalAmount, order.Payment.Currency)
//	}
//
// List a product with a picture:
//
//	img, err := s.Media.UploadImage(ctx, &shop.UploadImageRequest{Data: tiktokshop.FilePath("mug.jpg")})
//	if err != nil {
//		return err
//	}
//	p, err := s.Products.Create(ctx, &shop.CreateProductRequest{
//		Title: "Stoneware mug", Description: "<p>350 ml</p>", CategoryID: category,
//		MainImages: []shop.ImageRef{{URI: img.URI}},
//		SKUs: []shop.ProductSKUInput{{
//			SellerSKU: "MUG-1", Price: shop.PriceInput{Amount: "12.50", Currency: "USD"},
//			Inventory: []shop.InventoryInput{{WarehouseID: warehouse, Quantity: new(40)}},
//		}},
//	})
//
// # Tokens, shops and permissions
//
// All methods take a seller's token but [AuthorizationsService.ListCategoryAssets],
// which takes a partner's, and [MediaService.StartUpload], which takes any. Most work on one shop and take its cipher from
// [tiktokshop.Client.For]; [AuthorizationsService.ListShops] lists the shops of
// a token with their ciphers. The scope an app needs stands at each method.
//
// # Batches
//
// Methods that take many things at once may succeed in part. They then return
// the answer and a [*tiktokshop.PartialFailure]; the method's comment says so.
//
// # Fully managed sellers
//
// Services with the prefix Managed serve sellers in the fully managed mode and
// take no shop cipher.
package shop
