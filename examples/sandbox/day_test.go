package main

import (
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/tiktokshop-go/tiktokshop/shop/shoptest"
)

// day.sh knows nothing of this module: it signs by itself and reads JSON with
// grep.
func TestAShellScriptCanUseTheSandbox(t *testing.T) {
	t.Parallel()
	for _, tool := range []string{"bash", "curl", "openssl"} {
		if _, err := exec.LookPath(tool); err != nil {
			missing(t, tool+" is not there")
		}
	}
	// Older ones cannot add to the query of a POST.
	if help, err := exec.CommandContext(t.Context(), "curl", "--help", "all").Output(); err != nil || !strings.Contains(string(help), "--url-query") {
		missing(t, "curl is older than 7.87")
	}
	srv := shoptest.NewServer(shoptest.Options{Orders: -1})
	defer srv.Close()
	out, err := exec.CommandContext(t.Context(), "bash", "day.sh", srv.URL).CombinedOutput()
	if err != nil {
		t.Fatalf("%v:\n%s", err, out)
	}
	for _, want := range []string{
		"authorized: Test Shop", "listed: product ", "sold: order ", "shipped: package ", "delivered", "returned and refunded: 30.99 USD", "statements: ",
	} {
		if !strings.Contains(string(out), want) {
			t.Errorf("no %q in:\n%s", want, out)
		}
	}
	const created = "POST /product/202309/products"
	if got := srv.Writes(created); got != 1 {
		t.Errorf("%d products were created, want 1", got)
	}
}

// missing skips a test that the machine lacks something for, unless everything
// is required to be there.
func missing(t *testing.T, what string) {
	t.Helper()
	if os.Getenv("TIKTOKSHOP_FIXTURES") == "required" {
		t.Fatal(what)
	}
	t.Skip(what)
}
