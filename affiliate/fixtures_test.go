package affiliate

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/tiktokshop-go/tiktokshop"
	"github.com/tiktokshop-go/tiktokshop/internal/conform"
)

func open(c *tiktokshop.Client) any { return New(c) }

// Payloads that nobody here wrote: documented examples.
func TestAnswersFromOutsideDecodeWithoutLoss(t *testing.T) {
	t.Parallel()
	conform.CheckAnswers(t, "affiliate", open)
}

func TestRequestsFromOutsideAreSentAsWritten(t *testing.T) {
	t.Parallel()
	conform.CheckRequests(t, "affiliate", open)
}

// Names are right in Go, but the platform knows its own spelling alone; and what
// is false or 0 on purpose must not get lost on the way.
func TestBodiesCarryTheWordsOfThePlatform(t *testing.T) {
	t.Parallel()
	end := time.Unix(1715654330, 0)
	tests := map[string]struct {
		call func(*testing.T, *Client) error
		path string
		want string
	}{
		"an invitation": {
			call: func(t *testing.T, c *Client) error {
				_, err := c.TargetCollaborations.Create(t.Context(), &CreateTargetCollaborationRequest{
					Name: "Spring mugs", EndTime: tiktokshop.TimeTextOf(end), CreatorUserOpenIDs: []string{"open-id"},
					Products:          []CollaborationProductInput{{ID: "1729", TargetCommissionRate: tiktokshop.Percent(15)}},
					FreeSampleRule:    FreeSampleRule{HasFreeSample: true},
					SellerContactInfo: SellerContactInfo{Email: "shop@example.com"},
				})
				return err
			},
			path: "/affiliate_seller/202508/target_collaborations",
			want: `{"creator_user_open_ids":["open-id"],"end_time":"1715654330","free_sample_rule":{"has_free_sample":true},` +
				`"name":"Spring mugs","products":[{"id":"1729","target_commission_rate":1500}],"seller_contact_info":{"email":"shop@example.com"}}`,
		},
		"no more free samples": {
			call: func(t *testing.T, c *Client) error {
				_, err := c.TargetCollaborations.Update(t.Context(), "42", &UpdateTargetCollaborationRequest{
					FreeSampleRule: FreeSampleRuleUpdate{HasFreeSample: new(false)},
				})
				return err
			},
			path: "/affiliate_seller/202508/target_collaborations/42",
			want: `{"free_sample_rule":{"has_free_sample":false}}`,
		},
		"products join no longer by themselves": {
			call: func(t *testing.T, c *Client) error {
				return c.OpenCollaborations.UpdateSettings(t.Context(), &UpdateOpenCollaborationSettingsRequest{
					AutoAddProduct: AutoAddProductInput{Enable: new(false)},
				})
			},
			path: "/affiliate_seller/202405/open_collaboration_settings",
			want: `{"auto_add_product":{"enable":false}}`,
		},
		"samples for creators who sold anything": {
			call: func(t *testing.T, c *Client) error {
				return c.OpenCollaborations.UpdateSampleRule(t.Context(), &UpdateSampleRuleRequest{
					ProductID:  "1729",
					SampleRule: SampleRuleInput{ActivateStatus: "ACTIVATE", Thresholds: SampleRuleThresholdsInput{MinimumGMV: new(0)}},
				})
			},
			path: "/affiliate_seller/202410/open_collaborations/sample_rules",
			want: `{"product_id":"1729","sample_rule":{"activate_status":"ACTIVATE","thresholds":{"minimum_gmv":0}}}`,
		},
		"sample applications": {
			call: func(t *testing.T, c *Client) error {
				_, err := c.SampleApplications.Search(t.Context(), &SearchSampleApplicationsRequest{
					CreatorUserOpenID: "open-id", TargetCollaborationID: "42", Status: ApplicationStatusPending,
				})
				return err
			},
			path: "/affiliate_seller/202508/sample_applications/search",
			want: `{"creator_user_oepn_id":"open-id","status":"PENDING","target_collabration_id":"42"}`,
		},
		"marketplace creators": {
			call: func(t *testing.T, c *Client) error {
				_, err := c.MarketplaceCreators.Search(t.Context(), &SearchMarketplaceCreatorsRequest{
					PageSize:           12,
					AffiliateData:      CreatorDataFilter{CreatorAgencyStatus: CreatorAgencyStatusIndependent, PostRate: PostRateGood},
					ContentPerformance: ContentPerformanceFilter{AvgShoppableEngagementRate: "5"},
				})
				return err
			},
			path: "/affiliate_seller/202508/marketplace_creators/search",
			want: `{"affiliate_data":{"creator_agency_staus":"INDEPENDENT","post_rate":"GOOD"},"content_performance":{"avg_shopable_engagement_rate":"5"}}`,
		},
		"chats that were read": {
			call: func(t *testing.T, c *Client) error {
				_, err := c.Conversations.MarkRead(t.Context(), &MarkConversationsReadRequest{ConversationIDs: []string{"7"}})
				return err
			},
			path: "/affiliate_seller/202412/conversatons/read",
			want: `{"conversation_ids":["7"]}`,
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a := &conform.Answer{Body: `{"code":0,"data":{}}`}
			c, err := a.Client()
			if err != nil {
				t.Fatal(err)
			}
			if err := tt.call(t, New(c)); err != nil {
				t.Fatal(err)
			}
			if got := a.Request.URL.Path; got != tt.path {
				t.Errorf("path %s, want %s", got, tt.path)
			}
			want, got := decoded(t, tt.want), decoded(t, string(a.Sent))
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("body (-want +got):\n%s", diff)
			}
		})
	}
}

func decoded(t *testing.T, text string) any {
	t.Helper()
	v, err := conform.Decode([]byte(text))
	if err != nil {
		t.Fatalf("%v in %s", err, text)
	}
	return v
}

// The list query is one parameter with commas.
func TestVideoIDsAreJoinedWithCommas(t *testing.T) {
	t.Parallel()
	a := &conform.Answer{Body: `{"code":0,"data":{}}`}
	c, err := a.Client()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := New(c).Videos.ListPerformances(t.Context(), &ListVideoPerformancesRequest{VideoIDs: []string{"1", "2"}}); err != nil {
		t.Fatal(err)
	}
	if got := a.Request.URL.Query().Get("video_ids"); got != "1,2" {
		t.Errorf("video_ids = %q, want 1,2", got)
	}
}

// One spelling differs between a list and its detail, and amounts of creators
// come as they are shown.
func TestAnswersAreReadAsThePlatformSpellsThem(t *testing.T) {
	t.Parallel()
	a := &conform.Answer{Body: `{"code":0,"data":{
		"target_collaborations":[{"id":"42","creator_inivited_count":3}],
		"orders":[{"id":"1","skus":[{"actual_commission":{"amount":"Rp1.900","currency":"IDR"},"commission_rate":1000}]}]}}`}
	c, err := a.Client()
	if err != nil {
		t.Fatal(err)
	}
	list, err := New(c).TargetCollaborations.Search(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]TargetCollaboration{{ID: "42", CreatorInvitedCount: 3}}, list.TargetCollaborations); diff != "" {
		t.Errorf("collaborations (-want +got):\n%s", diff)
	}
	orders, err := New(c).CreatorOrders.Search(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	want := []CreatorOrder{{ID: "1", SKUs: []CreatorOrderSKU{{
		ActualCommission: tiktokshop.Money{Amount: "Rp1.900", Currency: "IDR"}, CommissionRate: tiktokshop.Percent(10),
	}}}}
	if diff := cmp.Diff(want, orders.Orders); diff != "" {
		t.Errorf("orders (-want +got):\n%s", diff)
	}
}
