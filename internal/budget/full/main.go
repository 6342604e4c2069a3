// Command full makes a call of every typed package, the way a program would that
// uses them all. Its build is compared with the one of bare.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	"github.com/tiktokshop-go/tiktokshop"
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
	fmt.Println(orders, errors.Join(err))
}
