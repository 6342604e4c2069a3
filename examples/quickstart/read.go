package main

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"math/big"
	"path/filepath"
	"slices"

	"github.com/tiktokshop-go/tiktokshop"
	"github.com/tiktokshop-go/tiktokshop/shop"
)

// runReal does the read-only part against the real platform. The platform
// answers each refresh with a new refresh token, so tokens are kept in a file.
func runReal(ctx context.Context, out io.Writer, cfg tiktokshop.Config, refreshToken, configDir string) error {
	report := &report{}
	cfg.Logger = slog.New(report)
	c, err := tiktokshop.New(cfg)
	if err != nil {
		return err
	}
	dir := filepath.Join(configDir, "tiktokshop-quickstart")
	store := tiktokshop.FileStore(dir)
	name := fmt.Sprintf("%x", sha256.Sum256([]byte(refreshToken)))[:16]
	have, err := store.Load(ctx, name)
	if err != nil {
		return err
	}
	if have.RefreshToken == "" {
		if err := store.Save(ctx, name, tiktokshop.Token{RefreshToken: refreshToken, Kind: tiktokshop.TokenSeller}); err != nil {
			return err
		}
	}
	fmt.Fprintf(out, "tokens are kept in %s\n", dir)
	c = c.As(c.Refresher(store, name))
	cipher, err := listShops(ctx, out, c)
	if err != nil {
		return err
	}
	if err := walkOrders(ctx, out, c.For(cipher)); err != nil {
		return err
	}
	return report.print(out)
}

// listShops prints the shops of the account and returns the cipher of the first.
func listShops(ctx context.Context, out io.Writer, c *tiktokshop.Client) (string, error) {
	shops, err := shop.New(c).Authorizations.ListShops(ctx)
	if err != nil {
		return "", err
	}
	if len(shops.Shops) == 0 {
		return "", errors.New("the account has no shop")
	}
	for _, s := range shops.Shops {
		fmt.Fprintf(out, "shop %s: %s (%s)\n", s.ID, s.Name, s.Region)
	}
	return shops.Shops[0].Cipher, nil
}

// walkOrders walks over all orders, page by page, and sums them up.
func walkOrders(ctx context.Context, out io.Writer, c *tiktokshop.Client) error {
	byStatus := map[shop.OrderStatus]int{}
	sums := map[tiktokshop.Currency]*big.Rat{}
	req := &shop.SearchOrdersRequest{PageSize: 50, SortField: "create_time", SortOrder: tiktokshop.SortAsc}
	n := 0
	for order, err := range shop.New(c).Orders.SearchAll(ctx, req) {
		if err != nil {
			return err
		}
		n++
		byStatus[order.Status]++
		if amount := order.Payment.TotalAmount.Rat(); amount != nil {
			sum := sums[order.Payment.Currency]
			if sum == nil {
				sum = new(big.Rat)
				sums[order.Payment.Currency] = sum
			}
			sum.Add(sum, amount)
		}
	}
	fmt.Fprintf(out, "walked %d orders:\n", n)
	for _, status := range slices.Sorted(maps.Keys(byStatus)) {
		fmt.Fprintf(out, "  %-20s %d\n", status, byStatus[status])
	}
	for _, currency := range slices.Sorted(maps.Keys(sums)) {
		fmt.Fprintf(out, "  total %s %s\n", sums[currency].FloatString(2), currency)
	}
	return nil
}
