// Package affiliate brings shops and creators together: commissions, invitations,
// samples, chats, shoppable videos and the orders that come of them. Package shop
// sells, logistics ships and live runs LIVE sessions.
//
// # Who calls what
//
// Three kinds of accounts meet here, and each method takes the token of one of
// them; a client with another is refused before anything is sent.
//
// Sellers offer their products. Their client is bound to a shop by
// [tiktokshop.Client.For]. [OpenCollaborationsService] offers a product to every
// creator, [TargetCollaborationsService] to chosen ones, whom
// [MarketplaceCreatorsService] finds. [SampleApplicationsService] answers their
// requests for samples, [ConversationsService] their messages,
// [SellerOrdersService] tells what they sold and [ExportsService] makes files of
// the figures.
//
//	seller := affiliate.New(c.For(cipher))
//
// Creators promote products. Their client needs no cipher, only their token.
// [CreatorsService] tells who they are, [CreatorProductsService] and
// [CreatorCollaborationsService] what they can promote, [CreatorSamplesService]
// how their samples go and [CreatorOrdersService] what they earned. They sell by
// way of [ShowcasesService], [SharingLinksService] and [VideosService].
//
//	creator := affiliate.New(c.As(c.Refresher(store, creatorKey)))
//
// Partners stand between the two: affiliate partners, whose [CampaignsService]
// gathers products of sellers for creators, and creator agencies.
// [PartnerOrdersService] has the orders of both. Most of their methods take the
// cipher of a category asset; package shop lists a partner's assets with their
// ciphers in Authorizations.ListCategoryAssets.
//
//	partner := affiliate.New(c.As(c.Refresher(store, partnerKey)).ForAsset(assetCipher))
//
// # Inviting creators
//
// Offer a mug at 15 % to creators found on the marketplace, with a free sample:
//
//	r, err := seller.TargetCollaborations.Create(ctx, &affiliate.CreateTargetCollaborationRequest{
//		Name: "Spring mugs", EndTime: tiktokshop.TimeTextOf(time.Now().AddDate(0, 1, 0)),
//		CreatorUserOpenIDs: []string{openID},
//		Products:           []affiliate.CollaborationProductInput{{ID: product, TargetCommissionRate: tiktokshop.Percent(15)}},
//		FreeSampleRule:     affiliate.FreeSampleRule{HasFreeSample: true},
//		SellerContactInfo:  affiliate.SellerContactInfo{Email: "shop@example.com"},
//	})
//	if err != nil {
//		return err
//	}
//	for _, conflict := range r.TargetCollaborationConflicts {
//		log.Print(conflict.CreatorUserOpenID, " was offered ", conflict.ProductID, " before")
//	}
//
// # Posting a video
//
// Upload a video, post it with a link to the product and see whether it is out:
//
//	file, err := creator.Videos.UploadFile(ctx, &affiliate.UploadVideoFileRequest{Data: tiktokshop.FilePath("mug.mp4")})
//	if err != nil {
//		return err
//	}
//	post, err := creator.Videos.Post(ctx, &affiliate.PostVideoRequest{
//		VideoInfo:       affiliate.VideoInfo{FileID: file.VideoFile.ID, Title: "A mug that keeps warm"},
//		ProductLinkInfo: affiliate.ProductLinkInfo{ProductID: product, Title: "Stoneware mug"},
//	})
//	if err != nil {
//		return err
//	}
//	status, err := creator.Videos.GetStatus(ctx, post.Video.ID)
//
// # Permissions
//
// The scope an app needs stands at each method. Those of sellers begin with
// seller.affiliate or seller.creator_marketplace, those of creators with
// creator, those of partners with partner.
//
// # Ids of creators
//
// Fields named CreatorOpenID and CreatorUserOpenID hold a creator's open id,
// which is valid for one app. [MarketplaceCreatorsService.Get],
// [CampaignsService.GetContentStatistics] and [CampaignsService.GetSampleStatus]
// take it too, though their parameters are called creatorUserID and
// creatorTempID. CreatorIMID is another one, for chats alone.
//
// # Rates and amounts
//
// Rates that the wire carries as numbers are [tiktokshop.BasisPoints], those it
// carries as text are [tiktokshop.Decimal] in the scale their comments name.
// Amounts in orders of creators may arrive as they are shown, such as Rp1.900;
// [tiktokshop.Decimal] keeps such text but does no sums with it.
package affiliate
