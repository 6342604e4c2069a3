// Sandbox serves a made-up shop that speaks the platform's API, to try programs
// in any language without an account. It prints what a client needs and runs
// until Ctrl-C:
//
//	go run ./examples/sandbox -address 127.0.0.1:8787 -limit 10
//	go run ./examples/sandbox -scenario markets -speed 1440
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"slices"
	"strings"

	"github.com/tiktokshop-go/tiktokshop"
	"github.com/tiktokshop-go/tiktokshop/shop/shoptest"
)

func main() {
	if err := untilInterrupt(); err != nil && !errors.Is(err, flag.ErrHelp) {
		fmt.Fprintln(os.Stderr, "sandbox:", err)
		os.Exit(1)
	}
}

func untilInterrupt() error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	return run(ctx, os.Args[1:], os.Stdout)
}

func run(ctx context.Context, args []string, out io.Writer) error {
	var opts shoptest.Options
	flags := flag.NewFlagSet("sandbox", flag.ContinueOnError)
	flags.SetOutput(out)
	flags.StringVar(&opts.Address, "address", "127.0.0.1:8787", "loopback address to listen at")
	flags.IntVar(&opts.Orders, "orders", 250, "sample orders")
	flags.Float64Var(&opts.Limit, "limit", 0, "calls a second for each route; 0 means no limit")
	flags.IntVar(&opts.HourlyQuota, "quota", 0, "calls an hour; 0 means no quota")
	flags.StringVar(&opts.Redirect, "redirect", "", "where authorization pages lead back to")
	flags.Uint64Var(&opts.Seed, "seed", 0, "seed of random choices; 0 takes the scenario's")
	scenario := flags.String("scenario", "", "file with a scenario, or the name of a ready one: "+strings.Join(shoptest.Scenarios(), ", "))
	speed := flags.Float64("speed", -1, "seconds that pass in the sandbox while one passes outside; 0 stops its clock")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if flags.NArg() > 0 {
		return fmt.Errorf("unknown argument %q", flags.Arg(0))
	}
	if opts.Orders == 0 {
		opts.Orders = -1 // zero would mean the default
	}

	var err error
	if opts.Scenario, err = load(*scenario); err != nil {
		return err
	}

	srv := shoptest.NewServer(opts)
	defer srv.Close()
	if err := srv.Err(); err != nil {
		return err
	}
	if *speed >= 0 {
		srv.Speed(*speed)
	}
	if err := describe(srv, out); err != nil {
		return err
	}
	<-ctx.Done()
	_, err = fmt.Fprintf(out, "\n%d requests, %d of them changed something\n", len(srv.Requests()), srv.Writes(""))
	return err
}

// load reads a scenario from a file, or takes the name of a ready one.
func load(scenario string) (json.RawMessage, error) {
	switch {
	case scenario == "":
		return nil, nil
	case slices.Contains(shoptest.Scenarios(), scenario):
		return json.Marshal(scenario)
	}
	return os.ReadFile(scenario)
}

// describe prints what a client needs.
func describe(srv *shoptest.Server, out io.Writer) error {
	cfg, tok := srv.Config(), srv.SellerToken()
	_, err := fmt.Fprintf(out, `API and token service  %s
app key                %s
app secret             %s
shop cipher            %s
seller's access token  %s
seller's refresh token %s
auth code (30 min)     %s
authorize as seller    %s
             creator   %s
             partner   %s
status page            %s/sandbox/
control calls          %s/sandbox/control
Stop with Ctrl-C.
`, srv.URL, cfg.AppKey, cfg.AppSecret, srv.Cipher, tok.AccessToken, tok.RefreshToken, srv.AuthCode(),
		srv.AuthorizePage(tiktokshop.TokenSeller, "state"), srv.AuthorizePage(tiktokshop.TokenCreator, "state"),
		srv.AuthorizePage(tiktokshop.TokenPartner, "state"), srv.URL, srv.URL)
	return err
}
