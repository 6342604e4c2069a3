package affiliate

import (
	"context"
	"iter"
	"time"

	"github.com/tiktokshop-go/tiktokshop"
)

const (
	orderWindow          = 88 * 24 * time.Hour // one request spans at most three months
	conversationsPerRead = 20
	productsPerShowcase  = 20

	// First pauses between two questions; they grow up to ten times.
	postPause     = 5 * time.Second
	precheckPause = 5 * time.Second

	statusProcessing = "PROCESSING"
)

// SearchBetween walks all orders created from begin (inclusive) to end
// (exclusive), however long that is. The times of creation in req are replaced.
func (s *SellerOrdersService) SearchBetween(ctx context.Context, req *SearchSellerOrdersRequest, begin, end time.Time, opts ...tiktokshop.CallOption) iter.Seq2[*SellerOrder, error] {
	return tiktokshop.Between(begin, end, orderWindow, func(from, to tiktokshop.Time) iter.Seq2[*SellerOrder, error] {
		var window SearchSellerOrdersRequest
		if req != nil {
			window = *req
		}
		window.CreateTimeGE, window.CreateTimeLT = from, to
		return s.SearchAll(ctx, &window, opts...)
	})
}

// SearchBetween walks all orders created from begin (inclusive) to end
// (exclusive), however long that is. The times of creation in req are replaced.
func (s *CreatorOrdersService) SearchBetween(ctx context.Context, req *SearchCreatorOrdersRequest, begin, end time.Time, opts ...tiktokshop.CallOption) iter.Seq2[*CreatorOrder, error] {
	return tiktokshop.Between(begin, end, orderWindow, func(from, to tiktokshop.Time) iter.Seq2[*CreatorOrder, error] {
		var window SearchCreatorOrdersRequest
		if req != nil {
			window = *req
		}
		window.CreateTimeGE, window.CreateTimeLT = from, to
		return s.SearchAll(ctx, &window, opts...)
	})
}

// SearchBetween walks all orders created from begin (inclusive) to end
// (exclusive), however long that is. The times of creation in req are replaced.
func (s *PartnerOrdersService) SearchBetween(ctx context.Context, req *SearchPartnerOrdersRequest, begin, end time.Time, opts ...tiktokshop.CallOption) iter.Seq2[*PartnerSKUOrder, error] {
	return tiktokshop.Between(begin, end, orderWindow, func(from, to tiktokshop.Time) iter.Seq2[*PartnerSKUOrder, error] {
		var window SearchPartnerOrdersRequest
		if req != nil {
			window = *req
		}
		window.CreateTimeGE, window.CreateTimeLT = from, to
		return s.SearchAll(ctx, &window, opts...)
	})
}

// MarkReadMany is [ConversationsService.MarkRead] for any number of
// conversations, 20 a call. See [tiktokshop.Batch] for what happens when a call
// fails.
func (s *ConversationsService) MarkReadMany(ctx context.Context, conversationIDs []string, opts ...tiktokshop.CallOption) (*MarkConversationsReadResponse, error) {
	return tiktokshop.Batch("affiliate.Conversations.MarkReadMany", conversationIDs, conversationsPerRead, func(part []string) (*MarkConversationsReadResponse, error) {
		return s.MarkRead(ctx, &MarkConversationsReadRequest{ConversationIDs: part}, opts...)
	}, func(into, part *MarkConversationsReadResponse) {
		into.FailedConversationIDs = append(into.FailedConversationIDs, part.FailedConversationIDs...)
	})
}

// AddProductsMany is [ShowcasesService.AddProducts] for any number of products
// by id, 20 a call. See [tiktokshop.Batch] for what happens when a call fails.
func (s *ShowcasesService) AddProductsMany(ctx context.Context, productIDs []string, opts ...tiktokshop.CallOption) (*AddShowcaseProductsResponse, error) {
	return tiktokshop.Batch("affiliate.Showcases.AddProductsMany", productIDs, productsPerShowcase, func(part []string) (*AddShowcaseProductsResponse, error) {
		return s.AddProducts(ctx, &AddShowcaseProductsRequest{AddType: ShowcaseAddTypeProductID, ProductIDs: part}, opts...)
	}, func(into, part *AddShowcaseProductsResponse) { into.Errors = append(into.Errors, part.Errors...) })
}

// WaitPosted asks for the state of a video, id being that of
// [VideosService.Post], until it is posted or has failed, or ctx ends. Look at
// its PostStatus.
func (s *VideosService) WaitPosted(ctx context.Context, videoID string, opts ...tiktokshop.CallOption) (*GetVideoStatusResponse, error) {
	return tiktokshop.Poll(ctx, postPause, func() (*GetVideoStatusResponse, bool, error) {
		out, err := s.GetStatus(ctx, videoID, opts...)
		if err != nil && !tiktokshop.Partial(err) {
			return nil, false, err
		}
		return out, out.Video.PostStatus != PostStatusProcessing, err
	})
}

// WaitPrecheck asks for a check, id being that of [VideosService.CreatePrecheck],
// until both of its parts are done or ctx ends. Webhook
// SHOPPABLE_VIDEO_PRECHECK_TASKS_RESULT tells the same without asking.
func (s *VideosService) WaitPrecheck(ctx context.Context, taskID string, opts ...tiktokshop.CallOption) (*GetVideoPrecheckResponse, error) {
	return tiktokshop.Poll(ctx, precheckPause, func() (*GetVideoPrecheckResponse, bool, error) {
		out, err := s.GetPrecheck(ctx, taskID, opts...)
		if err != nil && !tiktokshop.Partial(err) {
			return nil, false, err
		}
		t := out.PrecheckTask
		return out, t.GoodQualityCheckResult.Status != statusProcessing && t.ViolationCheckResult.Status != statusProcessing, err
	})
}
