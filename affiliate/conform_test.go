package affiliate_test

import (
	"testing"

	"github.com/tiktokshop-go/tiktokshop"
	"github.com/tiktokshop-go/tiktokshop/affiliate"
	"github.com/tiktokshop-go/tiktokshop/internal/conform"
)

func TestEveryOperationConforms(t *testing.T) {
	t.Parallel()
	conform.CheckOperations(t, "affiliate", func(c *tiktokshop.Client) any { return affiliate.New(c) })
}
