package affiliate_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/tiktokshop-go/tiktokshop"
	"github.com/tiktokshop-go/tiktokshop/affiliate"
	"github.com/tiktokshop-go/tiktokshop/internal/cassette"
	"github.com/tiktokshop-go/tiktokshop/shop"
)

// The sessions of this package are played from testdata/cassettes. They were
// recorded with the fake shop ("synthetic"), since the project has no live
// account; `go test ./affiliate -run Recorded -record` records them anew.
const allies = `"sellers":[{"shops":[{"market":"US","products":8,"orders":4}]}]`

func TestRecordedSellerCollaborations(t *testing.T) {
	t.Parallel()
	s := cassette.Open(t, "affiliate-seller-synthetic", allies)
	ctx, c := t.Context(), affiliate.New(s.Seller())
	open := map[string]tiktokshop.BasisPoints{}
	for o, err := range c.OpenCollaborations.SearchAll(ctx, &affiliate.SearchOpenCollaborationsRequest{PageSize: 3}) {
		s.Must(err)
		open[o.Product.ID] = o.CurrentCommission.Rate
	}
	goods, err := shop.New(s.Seller()).Products.Search(ctx, &shop.SearchProductsRequest{PageSize: 10, Status: shop.ProductStatusActivate})
	s.Must(err)
	free := ""
	for _, p := range goods.Products {
		if _, taken := open[p.ID]; !taken {
			free = p.ID
		}
	}
	if len(open) != 6 || open[goods.Products[0].ID] == 0 || free == "" {
		t.Fatalf("open collaborations %v, none for %q", open, free)
	}
	_, err = c.OpenCollaborations.Create(ctx, &affiliate.CreateOpenCollaborationRequest{ProductID: free, CommissionRate: 99})
	s.Refused(err, 16003033)
	made, err := c.OpenCollaborations.Create(ctx, &affiliate.CreateOpenCollaborationRequest{ProductID: free, CommissionRate: 1000})
	s.Must(err)
	if made.OpenCollaboration.ID == "" || !made.OpenCollaboration.EffectiveTime.Equal(s.Start) {
		t.Errorf("made %+v", made)
	}
	creators, err := c.MarketplaceCreators.Search(ctx, &affiliate.SearchMarketplaceCreatorsRequest{PageSize: 12})
	s.Must(err)
	if len(creators.Creators) != 12 {
		t.Fatalf("%d creators", len(creators.Creators))
	}
	yes, other := creators.Creators[0].CreatorOpenID, creators.Creators[1].CreatorOpenID
	invite := &affiliate.CreateTargetCollaborationRequest{
		Name: "First", EndTime: tiktokshop.TimeText{Time: s.Start.AddDate(0, 1, 0)}, CreatorUserOpenIDs: []string{yes},
		Products: []affiliate.CollaborationProductInput{{ID: free, TargetCommissionRate: 2500}},
	}
	target, err := c.TargetCollaborations.Create(ctx, invite)
	s.Must(err)
	invite.Name, invite.CreatorUserOpenIDs = "Second", []string{yes, other}
	second, err := c.TargetCollaborations.Create(ctx, invite)
	s.Must(err)
	if len(second.TargetCollaborationConflicts) != 1 || second.TargetCollaborationConflicts[0].CreatorUserOpenID != yes {
		t.Errorf("conflicts %+v", second)
	}
	plan, err := c.TargetCollaborations.Get(ctx, target.TargetCollaboration.ID)
	s.Must(err)
	if p := plan.TargetCollaboration; p.CreatorInvitedCount != 1 || p.ProductCount != 1 {
		t.Errorf("plan %+v", p)
	}
	ended, err := c.OpenCollaborations.RemoveProduct(ctx, free)
	s.Must(err)
	if end := ended.TerminatedEffectiveTime.Sub(s.Start); end <= 0 || end > 25*time.Hour {
		t.Errorf("it ends after %v", end)
	}
	chat, err := c.Conversations.Create(ctx, &affiliate.CreateConversationRequest{CreatorOpenID: yes, OnlyNeedConversationID: new(false)})
	s.Must(err)
	_, err = c.Conversations.SendMessage(ctx, chat.ConversationID, &affiliate.SendConversationMessageRequest{Type: affiliate.MessageTypeText, Content: `{"content":"Hello"}`})
	s.Must(err)
	s.Pass(10 * time.Minute)
	messages, err := c.Conversations.ListMessages(ctx, chat.ConversationID, &affiliate.ListConversationMessagesRequest{PageSize: 4})
	s.Must(err)
	if len(messages.Messages) != 2 || messages.HasMore || messages.Messages[0].MessageBody.SenderID != chat.CreatorIMID {
		t.Errorf("messages %+v", messages)
	}
	read, err := c.Conversations.MarkRead(ctx, &affiliate.MarkConversationsReadRequest{ConversationIDs: []string{chat.ConversationID, "5"}})
	if diff := cmp.Diff([]string{"5"}, read.FailedConversationIDs); diff != "" || err != nil {
		t.Errorf("not read (-want +got):\n%s\n%v", diff, err)
	}
}

// Creators have asked for samples: one gets it, one does not.
func TestRecordedSamples(t *testing.T) {
	t.Parallel()
	s := cassette.Open(t, "affiliate-samples-synthetic", allies)
	ctx, samples := t.Context(), affiliate.New(s.Seller()).SampleApplications
	var asked []string
	for a, err := range samples.SearchAll(ctx, &affiliate.SearchSampleApplicationsRequest{PageSize: 2}) {
		s.Must(err)
		if asked = append(asked, a.ID); a.Status != affiliate.ApplicationStatusPending || !a.IsApprovable || a.CommissionRate == "" {
			t.Errorf("request %+v", a)
		}
	}
	if len(asked) != 3 {
		t.Fatalf("requests %v", asked)
	}
	yes := &affiliate.ReviewSampleApplicationRequest{ReviewResult: affiliate.SampleReviewResultApprove}
	no := &affiliate.ReviewSampleApplicationRequest{ReviewResult: affiliate.SampleReviewResultReject}
	s.Must(samples.Review(ctx, asked[0], yes))
	s.Refused(samples.Review(ctx, asked[0], yes), 98001004)
	s.Refused(samples.Review(ctx, asked[1], no), 36009004)
	no.RejectReason = affiliate.SampleRejectReasonOther
	s.Must(samples.Review(ctx, asked[1], no))
	s.Pass(2 * time.Hour)
	waiting, err := samples.Search(ctx, &affiliate.SearchSampleApplicationsRequest{PageSize: 20, Status: affiliate.ApplicationStatusAwaitingShipment})
	s.Must(err)
	if len(waiting.SampleApplications) != 1 || waiting.SampleApplications[0].ID != asked[0] {
		t.Fatalf("to be sent: %+v", waiting)
	}
	sent, err := shop.New(s.Seller()).Orders.Get(ctx, &shop.GetOrdersRequest{IDs: []string{waiting.SampleApplications[0].OrderID}})
	s.Must(err)
	if o := sent.Orders[0]; !o.IsSampleOrder || o.Payment.TotalAmount != "0.00" || o.Status != shop.OrderStatusAwaitingShipment {
		t.Errorf("order of the sample: %s, %s, sample %v", o.Status, o.Payment.TotalAmount, o.IsSampleOrder)
	}
	content, err := samples.ListFulfillments(ctx, asked[0], nil)
	s.Must(err)
	if len(content.Fulfillments) != 0 {
		t.Errorf("content before the sample has come: %+v", content.Fulfillments)
	}
}

func TestRecordedCreator(t *testing.T) {
	t.Parallel()
	s := cassette.Open(t, "affiliate-creator-synthetic", allies)
	ctx, me := t.Context(), affiliate.New(s.As(tiktokshop.TokenCreator))
	profile, err := me.Creators.GetProfile(ctx)
	s.Must(err)
	if profile.SelectionRegion != "US" {
		t.Errorf("profile %+v", profile)
	}
	shown := func() (ids []string) {
		for p, err := range me.Showcases.ListProductsAll(ctx, &affiliate.ListShowcaseProductsRequest{PageSize: 2, Origin: "SHOWCASE"}) {
			s.Must(err)
			ids = append(ids, p.ID)
		}
		return ids
	}
	before := shown()
	offered, err := me.CreatorProducts.SearchOpen(ctx, &affiliate.SearchOpenProductsRequest{PageSize: 20})
	s.Must(err)
	fresh := ""
	for _, p := range offered.Products {
		if !slices.Contains(before, p.ID) {
			fresh = p.ID
		}
	}
	added, err := me.Showcases.AddProducts(ctx, &affiliate.AddShowcaseProductsRequest{AddType: affiliate.ShowcaseAddTypeProductID, ProductIDs: []string{fresh, "5"}})
	if !tiktokshop.Partial(err) || len(added.Errors) != 1 {
		t.Errorf("added %+v, %v", added, err)
	}
	if diff := cmp.Diff(append([]string{fresh}, before...), shown()); diff != "" {
		t.Errorf("showcase (-want +got):\n%s", diff)
	}
	film, err := me.Videos.UploadFile(ctx, &affiliate.UploadVideoFileRequest{Data: tiktokshop.FileBytes("mug.mp4", []byte("some video"))})
	s.Must(err)
	s.Must(me.Videos.CheckProduct(ctx, &affiliate.CheckVideoProductRequest{ProductID: fresh}))
	s.Refused(me.Videos.CheckTitle(ctx, &affiliate.CheckVideoTitleRequest{Title: "so offensive"}), 16011009)
	link := affiliate.ProductLinkInfo{ProductID: fresh, Title: "Nice mug"}
	check, err := me.Videos.CreatePrecheck(ctx, &affiliate.CreateVideoPrecheckRequest{ProductLinkInfo: link, VideoInfo: affiliate.PrecheckVideoInfo{FileID: film.VideoFile.ID}})
	s.Must(err)
	s.Pass(time.Hour)
	checked, err := me.Videos.WaitPrecheck(ctx, check.Precheck.TaskID)
	s.Must(err)
	post, err := me.Videos.Post(ctx, &affiliate.PostVideoRequest{ProductLinkInfo: link, VideoInfo: affiliate.VideoInfo{FileID: film.VideoFile.ID, Title: "Look at this mug"}})
	s.Must(err)
	status, err := me.Videos.GetStatus(ctx, post.Video.ID)
	s.Must(err)
	s.Pass(time.Hour)
	posted, err := me.Videos.WaitPosted(ctx, post.Video.ID)
	s.Must(err)
	got := []any{checked.PrecheckTask.ViolationCheckResult.Status, checked.PrecheckTask.GoodQualityCheckResult.Status, status.Video.PostStatus, posted.Video.PostStatus}
	if diff := cmp.Diff([]any{"SUCCESS", "SUCCESS", affiliate.PostStatusProcessing, affiliate.PostStatusSuccess}, got); diff != "" {
		t.Errorf("the video (-want +got):\n%s", diff)
	}
	_, err = me.Videos.GetStatus(ctx, "99")
	s.Refused(err, 170001016)
}

// A partner runs a campaign, a creator sells through its link.
func TestRecordedCampaigns(t *testing.T) {
	t.Parallel()
	s := cassette.Open(t, "affiliate-partner-synthetic", allies)
	ctx, partner, me := t.Context(), affiliate.New(s.Partner()), affiliate.New(s.As(tiktokshop.TokenCreator))
	end := s.Start.Add(30 * 24 * time.Hour)
	terms := &affiliate.CreateCampaignRequest{
		Name: "Mugs", CommissionRate: 9000, CampaignStartTime: tiktokshop.TimeOf(s.Start), CampaignEndTime: tiktokshop.TimeOf(end),
		RegistrationStartTime: tiktokshop.TimeOf(s.Start), RegistrationEndTime: tiktokshop.TimeOf(end.Add(-time.Minute)),
	}
	_, err := partner.Campaigns.Create(ctx, terms)
	s.Refused(err, 98001004)
	terms.CommissionRate = 1000
	made, err := partner.Campaigns.Create(ctx, terms)
	s.Must(err)
	id := made.CampaignID
	s.Must(partner.Campaigns.Publish(ctx, id))
	s.Refused(partner.Campaigns.Publish(ctx, id), 16032008)
	s.Pass(time.Hour)
	var entered []string
	for p, err := range partner.Campaigns.ListProductsAll(ctx, id, &affiliate.ListCampaignProductsRequest{PageSize: 2, ReviewStatus: affiliate.CampaignReviewStatusPending}) {
		s.Must(err)
		entered = append(entered, p.ID)
	}
	if len(entered) < 3 {
		t.Fatalf("products %v", entered)
	}
	s.Must(partner.Campaigns.ReviewProduct(ctx, id, entered[0], &affiliate.ReviewCampaignProductRequest{ReviewResult: affiliate.CampaignReviewResultApprove}))
	links, err := partner.Campaigns.GenerateLinks(ctx, id, &affiliate.GenerateCampaignLinksRequest{ProductIDs: entered[:2]})
	if len(links.ProductPromotionLinks) != 1 || len(links.FailedProductIDs) != 1 {
		t.Errorf("links %+v, %v", links, err)
	}
	_, err = me.Showcases.AddProducts(ctx, &affiliate.AddShowcaseProductsRequest{AddType: affiliate.ShowcaseAddTypeProductLink, ProductLink: links.ProductPromotionLinks[0].Link})
	s.Must(err)
	s.Control("orders", `{"place":{"creator":"open-id-of-the-test-creator","via":"SHOWCASE","items":[{"product":"`+entered[0]+`","quantity":2}]}}`)
	sold, err := partner.PartnerOrders.Search(ctx, &affiliate.SearchPartnerOrdersRequest{CampaignID: id, PageSize: 20})
	s.Must(err)
	if o := sold.SKUOrders; len(o) != 1 || o[0].ProductID != entered[0] || o[0].Quantity != 2 || o[0].EstimatedPartnerStandardCommission.Currency != "USD" {
		t.Errorf("sold %+v", o)
	}
	creators, err := partner.Campaigns.ListCreatorPerformances(ctx, id, entered[0], &affiliate.ListCampaignCreatorPerformancesRequest{PageSize: 10})
	s.Must(err)
	if c := creators.PromotionCreators; len(c) != 1 || c[0].PaidAmount.Amount == "" {
		t.Errorf("creators %+v", c)
	}
	s.Pass(31 * 24 * time.Hour)
	over, err := partner.Campaigns.Get(ctx, id)
	s.Must(err)
	if over.Status != affiliate.CampaignStatusClosed || over.CommissionRate != 1000 {
		t.Errorf("campaign %+v", over)
	}
}
