package live

import (
	"testing"

	"github.com/tiktokshop-go/tiktokshop"
	"github.com/tiktokshop-go/tiktokshop/internal/conform"
)

func open(c *tiktokshop.Client) any { return New(c) }

// Payloads that nobody here wrote: captures of live shops, documented examples.
func TestAnswersFromOutsideDecodeWithoutLoss(t *testing.T) {
	t.Parallel()
	conform.CheckAnswers(t, "live", open)
}

func TestEveryOperationConforms(t *testing.T) {
	t.Parallel()
	conform.CheckOperations(t, "live", open)
}
