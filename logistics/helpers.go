package logistics

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/tiktokshop-go/tiktokshop"
)

// documentPause is the first pause between two questions for a document; it
// grows up to ten times.
const documentPause = 2 * time.Second

// notYet are the codes that say a document is still being made.
var notYet = []int{11034023, 11034037, 21023022}

// WaitDocument calls [PackagesService.GetDocument] until the document is there or
// ctx ends: carriers take a while to make a label after a parcel was shipped.
// The address in the answer is good for 24 hours.
func (s *PackagesService) WaitDocument(ctx context.Context, packageID string, req *GetPackageDocumentRequest, opts ...tiktokshop.CallOption) (*GetPackageDocumentResponse, error) {
	return tiktokshop.Poll(ctx, documentPause, func() (*GetPackageDocumentResponse, bool, error) {
		out, err := s.GetDocument(ctx, packageID, req, opts...)
		var refusal *tiktokshop.Error
		if errors.As(err, &refusal) && slices.Contains(notYet, refusal.Code) {
			return nil, false, nil
		}
		if err != nil && !tiktokshop.Partial(err) {
			return nil, false, err
		}
		return out, out.DocURL != "", err
	})
}
