// Coverage prints the table of all operations the module has a method for: with
// version, kind of token, effect and paging. Arguments choose packages:
//
//	go run ./examples/coverage
//	go run ./examples/coverage logistics live
//	go run ./examples/coverage untyped
//
// The last one prints the routes that have no method, with what is known of them.
package main

import (
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/tiktokshop-go/tiktokshop/internal/gen/api"
)

func main() {
	if err := run(os.Stdout, os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "coverage:", err)
		os.Exit(1)
	}
}

func run(out io.Writer, packages []string) error {
	if len(packages) == 1 && packages[0] == "untyped" {
		return untyped(out)
	}
	cat, err := api.Load()
	if err != nil {
		return err
	}
	ops := slices.Clone(cat.Operations)
	slices.SortStableFunc(ops, func(a, b *api.Operation) int {
		return strings.Compare(a.Package+" "+a.Service, b.Package+" "+b.Service)
	})
	known := map[string]int{}
	for _, op := range ops {
		known[op.Package]++
	}
	for _, p := range packages {
		if known[p] == 0 {
			return fmt.Errorf("no package %q: want affiliate, live, logistics, shop or untyped", p)
		}
	}
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "method\tversion\ttoken\tcipher\teffect\tpaging\tscope\troute")
	n := 0
	for _, op := range ops {
		if len(packages) > 0 && !slices.Contains(packages, op.Package) {
			continue
		}
		n++
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s %s\n",
			op.Name, op.Version, op.Token, cipher(op), effect(op), paging(op), dash(strings.Join(op.Scopes, " ")), op.Method, op.Path)
	}
	if err := w.Flush(); err != nil {
		return err
	}
	_, err = fmt.Fprintf(out, "%d operations\n", n)
	return err
}

func cipher(op *api.Operation) string {
	switch {
	case op.Shop:
		return "shop"
	case op.Asset:
		return "asset"
	}
	return "-"
}

func effect(op *api.Operation) string {
	if op.KeyName != "" {
		return op.Effect + " (key)"
	}
	return op.Effect
}

func paging(op *api.Operation) string {
	if op.Paging == api.PagingNone {
		return "-"
	}
	return op.Paging
}

func dash(s string) string {
	if s == "" {
		return "-"
	}
	return s
}

func untyped(out io.Writer) error {
	routes, err := api.Untyped()
	if err != nil {
		return err
	}
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "route\twhat\tlater version of\tquery\tbody\tanswer\tcertainty")
	for _, r := range routes {
		fmt.Fprintf(w, "%s %s\t%s\t%s\t%s\t%s\t%s\t%s\n",
			r.Method, r.Path, r.Title, dash(r.LaterVersionOf), dash(r.Query), dash(r.Body), dash(r.Answer), r.Certainty)
	}
	if err := w.Flush(); err != nil {
		return err
	}
	_, err = fmt.Fprintf(out, "%d routes\n", len(routes))
	return err
}
