// Quickstart does the main job of a seller's program: it gets a token, lists the
// shops, walks over all orders, lists a product with a picture and ships a
// package. It runs against an embedded fake shop, without account or network,
// and meets a rate limit, a fault and an expired token on the way:
//
//	go run ./examples/quickstart
//
// With TIKTOK_SHOP_APP_KEY, TIKTOK_SHOP_APP_SECRET and TIKTOK_SHOP_REFRESH_TOKEN
// set it runs its read-only part against the real platform.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"

	"github.com/tiktokshop-go/tiktokshop"
	"github.com/tiktokshop-go/tiktokshop/shop/shoptest"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx, os.Stdout, os.Getenv)
	interrupted := ctx.Err() != nil
	stop()
	switch {
	case err != nil && interrupted:
		fmt.Fprintln(os.Stderr, "interrupted")
		os.Exit(130)
	case err != nil:
		fmt.Fprintln(os.Stderr, "quickstart:", err)
		os.Exit(1)
	}
}

// run picks the shop: the real one when the environment has credentials.
func run(ctx context.Context, out io.Writer, getenv func(string) string) error {
	key, secret, refresh := getenv("TIKTOK_SHOP_APP_KEY"), getenv("TIKTOK_SHOP_APP_SECRET"), getenv("TIKTOK_SHOP_REFRESH_TOKEN")
	if key != "" && secret != "" && refresh != "" {
		dir, err := os.UserConfigDir()
		if err != nil {
			return err
		}
		return runReal(ctx, out, tiktokshop.Config{AppKey: key, AppSecret: secret}, refresh, dir)
	}
	if key != "" || secret != "" || refresh != "" {
		return errors.New("set all of TIKTOK_SHOP_APP_KEY, TIKTOK_SHOP_APP_SECRET and TIKTOK_SHOP_REFRESH_TOKEN, or none for the fake shop")
	}
	srv := shoptest.NewServer(shoptest.Options{})
	defer srv.Close()
	return runFake(ctx, out, srv)
}
