package affiliate_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"time"

	"github.com/tiktokshop-go/tiktokshop"
	"github.com/tiktokshop-go/tiktokshop/affiliate"
	"github.com/tiktokshop-go/tiktokshop/shop/shoptest"
)

// fakeShop is a shop to try things on, with an account of this kind.
func fakeShop(kind tiktokshop.TokenKind) (*affiliate.Client, *shoptest.Server) {
	srv := shoptest.NewServer(shoptest.Options{Orders: -1, Captures: map[string]json.RawMessage{
		"GET /affiliate_creator/202509/videos/{video_id}/status": json.RawMessage(
			`{"code": 0, "message": "Success", "data": {"video": {"id": "7548431509997292816", "post_status": "SUCCESS"}}}`),
	}})
	c, err := tiktokshop.New(srv.Config())
	if err != nil {
		log.Fatal(err)
	}
	switch kind {
	case tiktokshop.TokenCreator:
		c = c.As(srv.Tokens(kind))
	case tiktokshop.TokenPartner:
		c = c.As(srv.Tokens(kind)).ForAsset(srv.AssetCipher)
	default:
		c = c.For(srv.Cipher)
	}
	return affiliate.New(c), srv
}

// A seller offers a product to creators of his choice, at 15 % and with a sample.
func ExampleTargetCollaborationsService_Create() {
	seller, srv := fakeShop(tiktokshop.TokenSeller)
	defer srv.Close()

	r, err := seller.TargetCollaborations.Create(context.Background(), &affiliate.CreateTargetCollaborationRequest{
		Name: "Spring mugs", EndTime: tiktokshop.TimeTextOf(time.Now().AddDate(0, 1, 0)),
		CreatorUserOpenIDs: []string{"creator-US-0021-open-id-for-tests"},
		Products:           []affiliate.CollaborationProductInput{{ID: "1729000000000000001", TargetCommissionRate: tiktokshop.Percent(15)}},
		FreeSampleRule:     affiliate.FreeSampleRule{HasFreeSample: true},
		SellerContactInfo:  affiliate.SellerContactInfo{Email: "shop@example.com"},
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("created:", r.TargetCollaboration.ID != "")
	for _, c := range r.TargetCollaborationConflicts {
		fmt.Println("product", c.ProductID, "was offered to the creator before")
	}
	// Output: created: true
}

// A seller looks for creators who post much. Further pages need page.SearchKey.
func ExampleMarketplaceCreatorsService_Search() {
	seller, srv := fakeShop(tiktokshop.TokenSeller)
	defer srv.Close()

	page, err := seller.MarketplaceCreators.Search(context.Background(), &affiliate.SearchMarketplaceCreatorsRequest{
		PageSize:      12,
		AffiliateData: affiliate.CreatorDataFilter{PostRate: affiliate.PostRateBetter, NotInvitedLast90Days: true},
		FollowerDemographics: affiliate.FollowerFilter{
			CountRange: affiliate.FollowerCountRange{CountGE: 10_000},
		},
	})
	if err != nil {
		log.Fatal(err)
	}
	for _, c := range page.Creators[:1] {
		fmt.Println(c.SelectionRegion, c.FollowerCount > 10_000, c.GMV.Currency)
	}
	// Output: US true USD
}

// A creator posts a video with a link to a product.
func ExampleVideosService_Post() {
	creator, srv := fakeShop(tiktokshop.TokenCreator)
	defer srv.Close()
	ctx := context.Background()

	video := tiktokshop.FileBytes("mug.mp4", []byte("...")) // or tiktokshop.FilePath("mug.mp4")
	file, err := creator.Videos.UploadFile(ctx, &affiliate.UploadVideoFileRequest{Data: video})
	if err != nil {
		log.Fatal(err)
	}
	post, err := creator.Videos.Post(ctx, &affiliate.PostVideoRequest{
		VideoInfo:       affiliate.VideoInfo{FileID: file.VideoFile.ID, Title: "A mug that keeps warm"},
		ProductLinkInfo: affiliate.ProductLinkInfo{ProductID: "1729000000000000001", Title: "Stoneware mug"},
	})
	if err != nil {
		log.Fatal(err)
	}
	status, err := creator.Videos.GetStatus(ctx, post.Video.ID)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(status.Video.PostStatus)
	// Output: SUCCESS
}

// An affiliate partner opens a campaign; sellers see it once it is published.
func ExampleCampaignsService_Create() {
	partner, srv := fakeShop(tiktokshop.TokenPartner)
	defer srv.Close()
	ctx := context.Background()

	start := time.Now().AddDate(0, 0, 7)
	campaign, err := partner.Campaigns.Create(ctx, &affiliate.CreateCampaignRequest{
		Name: "Kitchen month", Description: "Mugs, pans and knives", CommissionRate: tiktokshop.Percent(12.5),
		RegistrationStartTime: tiktokshop.TimeOf(time.Now()), RegistrationEndTime: tiktokshop.TimeOf(start),
		CampaignStartTime: tiktokshop.TimeOf(start), CampaignEndTime: tiktokshop.TimeOf(start.AddDate(0, 1, 0)),
		ContactInfo:       affiliate.ContactInfo{Email: "partner@example.com"},
		TargetSellerTypes: []affiliate.SellerType{affiliate.SellerTypeLocal},
	})
	if err != nil {
		log.Fatal(err)
	}
	if err := partner.Campaigns.Publish(ctx, campaign.CampaignID); err != nil {
		log.Fatal(err)
	}
	fmt.Println("published")
	// Output: published
}

// A token of the wrong kind is refused before anything is sent.
func ExampleShowcasesService_AddProducts() {
	seller, srv := fakeShop(tiktokshop.TokenSeller)
	defer srv.Close()

	_, err := seller.Showcases.AddProducts(context.Background(), &affiliate.AddShowcaseProductsRequest{
		AddType: affiliate.ShowcaseAddTypeProductID, ProductIDs: []string{"1729000000000000001"},
	})
	fmt.Println(errors.Is(err, tiktokshop.ErrTokenKind))
	// Output: true
}
