// Package live covers LIVE sessions: the products a creator shows, what sells
// while the camera runs, and the figures afterwards, session by session and
// minute by minute.
//
// A creator's own LIVE is worked with that creator's token:
//
//	room := live.New(c.As(c.Refresher(store, creatorKey)))
//	if err := room.Products.Pin(ctx, productID); err != nil {
//		return err
//	}
//
// A shop's LIVE sessions, its own and those of its creators, are read with the
// seller's token, bound to the shop:
//
//	reports := live.New(c.For(cipher)).Reports
//	for m, err := range reports.ListMinutesAll(ctx, liveID, &live.ListMinutesRequest{Currency: live.ReportCurrencyUSD}) {
//		if err != nil {
//			return err
//		}
//		fmt.Println(m.StartTime, m.Sales.GMV.Amount, m.Traffic.Viewers)
//	}
//
// # Tokens and permissions
//
// [ProductsService], [RoomsService] and [RoomStatsService] take a creator's
// token and no cipher, [ReportsService] a seller's token and the cipher of a
// shop. Each method's comment names its scope where the platform does.
//
// No webhook tells of LIVE sessions: poll [ReportsService].
package live
