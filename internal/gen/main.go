// Command gen makes the typed packages and the root's tables from the catalogue
// in internal/gen/api. Run it in the module's root, as go generate does.
//
// Beside the catalogue lie names.json (what is named or typed by hand, and why),
// docs.json (our sentences about services and methods) and names.lock, which
// freezes the names: one that would change or vanish is an error until -relock
// accepts it. A newer catalogue comes in with -import.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

func main() {
	inputs := filepath.Join("internal", "gen", "api")
	g := generator{inputs: inputs, out: ".", log: os.Stdout}
	flag.BoolVar(&g.relock, "relock", false, "accept changed and removed names")
	from := flag.String("import", "", "first copy the catalogue from the API study in this folder")
	packages := flag.String("packages", "shop", "with -import: packages to copy")
	modules := flag.String("modules", "fulfillment", "with -import: modules to copy whatever their package")
	flag.Parse()
	if *from != "" {
		m := importer{from: *from, to: inputs, packages: strings.Split(*packages, ","), modules: strings.Split(*modules, ",")}
		exitOn(m.run())
	}
	exitOn(g.run())
}

func exitOn(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
