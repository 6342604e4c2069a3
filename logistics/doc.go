// Package logistics ships: packages, labels, handover, warehouses, goods in
// TikTok's own warehouses (Fulfilled by TikTok, FBT), orders of other channels
// shipped from there (multi-channel fulfillment, MCF) and the deliveries of
// sellers in the fully managed mode. Package shop has the orders.
//
// A client of this package is made from a [tiktokshop.Client] that is bound to a
// shop:
//
//	l := logistics.New(c.For(cipher))
//
// Ship a package that the carrier fetches, and print its label:
//
//	err := l.Packages.Ship(ctx, packageID, &logistics.ShipPackageRequest{HandoverMethod: logistics.HandoverMethodPickup})
//	if err != nil {
//		return err
//	}
//	label, err := l.Packages.WaitDocument(ctx, packageID, &logistics.GetPackageDocumentRequest{
//		DocumentType: logistics.DocumentTypeShippingLabel,
//	})
//	if err != nil {
//		return err
//	}
//	fmt.Println(label.TrackingNumber, label.DocURL)
//
// Walk over the stock in TikTok's warehouses:
//
//	for row, err := range l.FBT.SearchInventoryAll(ctx, &logistics.SearchFBTInventoryRequest{}) {
//		if err != nil {
//			return err
//		}
//		fmt.Println(row.Goods.ID, row.OnHandDetail.AvailableQuantity)
//	}
//
// # Tokens, shops and permissions
//
// All methods take a seller's token, and most the cipher of a shop. The scope an
// app needs, mostly seller.fulfillment.basic, seller.fulfillment.package.write,
// seller.logistics or seller.fbt.info, stands at each method.
//
// # Parcels are shipped once
//
// A call that ships, splits or combines is not sent again when its outcome is
// unknown: the error has OutcomeUnknown set. Look at the package before sending
// the call again; a package shipped twice is refused with a state error.
package logistics
