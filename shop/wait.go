package shop

import (
	"context"
	"slices"
	"time"

	"github.com/tiktokshop-go/tiktokshop"
)

// First pauses between two questions; they grow up to ten times.
const (
	translationPause  = 30 * time.Second // the platform speaks of minutes
	optimizationPause = 3 * time.Second
)

// WaitTranslations asks for translation tasks, ids being those of
// [MediaService.CreateTranslations], until each is done or failed, or ctx ends.
// The answer holds all tasks; look at the Status of each. Webhook
// IMAGE_TRANSLATION_COMPLETED tells the same without asking.
func (s *MediaService) WaitTranslations(ctx context.Context, ids []string, opts ...tiktokshop.CallOption) ([]TranslationTask, error) {
	done := make([]TranslationTask, 0, len(ids))
	waiting := slices.Clone(ids)
	return tiktokshop.Poll(ctx, translationPause, func() ([]TranslationTask, bool, error) {
		var still []string
		for part := range slices.Chunk(waiting, tasksPerList) {
			page, err := s.ListTranslations(ctx, &ListTranslationsRequest{TranslationTaskIDs: part}, opts...)
			if err != nil && !tiktokshop.Partial(err) {
				return nil, false, err
			}
			over := map[string]bool{}
			for _, task := range page.TranslationTasks {
				if task.Status != TranslationTaskStatusProcessing {
					over[task.ID] = true
					done = append(done, task)
				}
			}
			for _, id := range part { // one the platform does not know yet is waited for too
				if !over[id] {
					still = append(still, id)
				}
			}
		}
		waiting = still
		return done, len(waiting) == 0, nil
	})
}

// WaitOptimized calls [MediaService.OptimizeImages] until no picture of req is
// in work any more, or ctx ends. A picture the platform leaves as it is has the
// status IGNORE.
func (s *MediaService) WaitOptimized(ctx context.Context, req *OptimizeImagesRequest, opts ...tiktokshop.CallOption) (*OptimizeImagesResponse, error) {
	return tiktokshop.Poll(ctx, optimizationPause, func() (*OptimizeImagesResponse, bool, error) {
		out, err := s.OptimizeImages(ctx, req, opts...)
		if err != nil && !tiktokshop.Partial(err) {
			return nil, false, err
		}
		return out, !slices.ContainsFunc(out.Images, func(i OptimizedMediaImage) bool { return i.OptimizeStatus == OptimizeStatusProcessing }), err
	})
}
