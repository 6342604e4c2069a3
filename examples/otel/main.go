// Otel shows what OpenTelemetry sees of a call: it searches orders in a fake shop
// that fails once, and prints the spans. It has a go.mod of its own, so that the
// main module does not need OpenTelemetry. Run it in its folder:
//
//	go run .
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"go.opentelemetry.io/otel/metric/noop"
	"go.opentelemetry.io/otel/sdk/trace"

	"github.com/tiktokshop-go/tiktokshop"
	"github.com/tiktokshop-go/tiktokshop/shop"
	"github.com/tiktokshop-go/tiktokshop/shop/shoptest"
)

func main() {
	if err := run(context.Background(), os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "otel:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, out io.Writer) (err error) {
	provider := trace.NewTracerProvider(trace.WithSyncer(printer{out}))
	defer func() { err = errors.Join(err, provider.Shutdown(ctx)) }()
	tracer := provider.Tracer("example")

	srv := shoptest.NewServer(shoptest.Options{Orders: 5})
	defer srv.Close()
	srv.Fault(shoptest.Fault{Status: 503, Body: "<html>"})

	cfg := srv.Config()
	if cfg.OnAttempt, err = OnAttempt(tracer, noop.NewMeterProvider().Meter("example")); err != nil {
		return err
	}
	c, err := tiktokshop.New(cfg)
	if err != nil {
		return err
	}
	ctx, span := tracer.Start(ctx, "nightly order sync")
	defer span.End()
	_, err = shop.New(c.For(srv.Cipher)).Orders.Search(ctx, &shop.SearchOrdersRequest{PageSize: 5})
	return err
}

// printer is an exporter that prints a line for each span.
type printer struct{ out io.Writer }

// ExportSpans prints spans.
func (p printer) ExportSpans(_ context.Context, spans []trace.ReadOnlySpan) error {
	for _, s := range spans {
		fmt.Fprintf(p.out, "%s below %v: %s", s.Name(), s.Parent().IsValid(), s.Status().Code)
		for _, a := range s.Attributes() {
			if k := string(a.Key); k == "http.response.status_code" || k == "http.request.resend_count" || k == "error.type" {
				fmt.Fprintf(p.out, " %s=%s", k, a.Value.String())
			}
		}
		fmt.Fprintln(p.out)
	}
	return nil
}

// Shutdown has nothing to end.
func (printer) Shutdown(context.Context) error { return nil }
