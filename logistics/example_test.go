package logistics_test

import (
	"context"
	"errors"
	"fmt"
	"log"
	"testing"
	"testing/synctest"
	"time"

	"github.com/tiktokshop-go/tiktokshop"
	"github.com/tiktokshop-go/tiktokshop/logistics"
	"github.com/tiktokshop-go/tiktokshop/shop/shoptest"
)

func ExamplePackagesService_Ship() {
	srv := shoptest.NewServer(shoptest.Options{Orders: 20})
	defer srv.Close()
	ctx := context.Background()
	c, err := tiktokshop.New(srv.Config())
	if err != nil {
		log.Fatal(err)
	}
	packages := logistics.New(c.For(srv.Cipher)).Packages

	const packageID = "1152000000000000001" // of an order that awaits shipment
	if err := packages.Ship(ctx, packageID, &logistics.ShipPackageRequest{HandoverMethod: logistics.HandoverMethodPickup}); err != nil {
		log.Fatal(err)
	}
	label, err := packages.WaitDocument(ctx, packageID, &logistics.GetPackageDocumentRequest{DocumentType: logistics.DocumentTypeShippingLabel})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("label there:", label.DocURL != "")

	// A parcel is not shipped twice.
	err = packages.Ship(ctx, packageID, &logistics.ShipPackageRequest{HandoverMethod: logistics.HandoverMethodPickup})
	fmt.Println("shipped again:", err == nil)
	// Output:
	// label there: true
	// shipped again: false
}

func TestWaitDocumentWaitsForTheCarrier(t *testing.T) {
	t.Parallel()
	const route = "GET /fulfillment/202309/packages/{package_id}/shipping_documents"
	synctest.Test(t, func(t *testing.T) {
		srv := shoptest.NewServer(shoptest.Options{Orders: 20, Memory: true})
		defer srv.Close()
		c, err := tiktokshop.New(srv.Config())
		if err != nil {
			t.Fatal(err)
		}
		packages := logistics.New(c.For(srv.Cipher)).Packages
		req := &logistics.GetPackageDocumentRequest{DocumentType: logistics.DocumentTypeShippingLabel}
		if _, err := packages.WaitDocument(t.Context(), "1", req); err == nil {
			t.Error("a package nobody has gets a label")
		}
		const packageID = "1152000000000000001"
		if err := packages.Ship(t.Context(), packageID, &logistics.ShipPackageRequest{HandoverMethod: logistics.HandoverMethodPickup}); err != nil {
			t.Fatal(err)
		}
		srv.Fault(shoptest.Fault{Route: route, Times: 6, Code: 11034037})
		start := time.Now()
		if doc, err := packages.WaitDocument(t.Context(), packageID, req); err != nil || doc.DocURL == "" || time.Since(start) < 4*time.Second {
			t.Errorf("after %v: %+v, %v", time.Since(start), doc, err)
		}
		srv.Fault(shoptest.Fault{Route: route, Times: -1, Code: 11034037})
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		if _, err := packages.WaitDocument(ctx, packageID, req); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("error is %v", err)
		}
	})
}
