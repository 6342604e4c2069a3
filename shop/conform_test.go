package shop_test

import (
	"testing"

	"github.com/tiktokshop-go/tiktokshop"
	"github.com/tiktokshop-go/tiktokshop/internal/conform"
	"github.com/tiktokshop-go/tiktokshop/shop"
)

func TestEveryOperationConforms(t *testing.T) {
	t.Parallel()
	conform.CheckOperations(t, "shop", func(c *tiktokshop.Client) any { return shop.New(c) })
}
