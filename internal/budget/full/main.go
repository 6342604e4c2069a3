// Command full makes a call of every typed package, the way a program would that
// uses them all. Its build is compared with the one of bare.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	"github.com/tiktokshop-go/tiktokshop"
	"github.com/tiktokshop-go/tiktokshop/affiliate"
	"github.com/tiktokshop-go/tiktokshop/live"
	"github.com/tiktokshop-go/tiktokshop/logistics"
	"github.com/tiktokshop-go/tiktokshop/shop"
)

func main() {
	c, err := tiktokshop.New(tiktokshop.Config{AppKey: os.Args[1], AppSecret: os.Args[2], Tokens: tiktokshop.StaticToken(os.Args[3])})
	if err != nil {
		fmt.Println(err)
		return
	}
	ctx := context.Background()
	orders, err := shop.New(c).Orders.Search(ctx, &shop.SearchOrdersRequest{})
	creators, creatorsErr := affiliate.New(c).MarketplaceCreators.Search(ctx, &affiliate.SearchMarketplaceCreatorsRequest{})
	products, productsErr := live.New(c).Products.List(ctx)
	packages, packagesErr := logistics.New(c).Packages.Search(ctx, &logistics.SearchPackagesRequest{})
	fmt.Println(orders, creators, products, packages, errors.Join(err, creatorsErr, productsErr, packagesErr))
}
