// Command gen makes the typed packages and the root's tables from the catalogue
// in internal/gen/api. Run it in the module's root, as go generate does.
//
// Beside the catalogue lie, for each package, names/<package>.json (what is named
// or typed by hand, and why) and names/<package>.lock, which freezes the names:
// one that would change or vanish is an error until -relock accepts it. docs.json
// holds our sentences about services and methods. -only makes one package alone.
// A newer catalogue comes in with -import.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
)

func main() {
	inputs := filepath.Join("internal", "gen", "api")
	g := generator{inputs: inputs, out: ".", log: os.Stdout}
	flag.StringVar(&g.only, "only", "", "make this package and nothing else")
	flag.BoolVar(&g.relock, "relock", false, "accept changed and removed names")
	from := flag.String("import", "", "first copy the catalogue from the API study in this folder")
	flag.Parse()
	if *from != "" {
		exitOn((&importer{from: *from, to: inputs}).run())
	}
	exitOn(g.run())
}

func exitOn(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
