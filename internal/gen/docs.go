package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/tiktokshop-go/tiktokshop/internal/gen/api"
)

// docs is docs.json: our own sentences about services and operations.
type docs struct {
	Services   map[string]string       `json:"services"`
	Operations map[string]operationDoc `json:"operations"`
	missing    []string
}

type operationDoc struct {
	Doc   string   `json:"doc"`   // what the method does, without its name
	Notes []string `json:"notes"` // further sentences
}

func readDocs(file string) (*docs, error) {
	b, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	d := &docs{}
	dec := json.NewDecoder(bytes.NewReader(b))
	dec.DisallowUnknownFields()
	if err := dec.Decode(d); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return d, nil
}

func (d *docs) operation(op *operation) (string, []string) {
	o, ok := d.Operations[op.Name]
	if !ok || o.Doc == "" {
		d.missing = append(d.missing, fmt.Sprintf("docs.json: operations: no sentence for %s", op.Name))
		return "does what its name says.", nil
	}
	return o.Doc, slices.Clone(o.Notes)
}

func (d *docs) service(pkg, service string) string {
	s, ok := d.Services[pkg+"."+service]
	if !ok || s == "" {
		d.missing = append(d.missing, fmt.Sprintf("docs.json: services: no sentence for %s.%s", pkg, service))
		return "holds the operations of its area."
	}
	return s
}

// check lists missing sentences, entries that name nothing in the packages and
// sentences that are not whole.
func (d *docs) check(packages map[string]*names, cat *api.Catalogue) []string {
	known := map[string]bool{}
	for _, op := range cat.Operations {
		known[op.Name], known[op.Package+"."+op.Service] = true, true
	}
	out := slices.Clone(d.missing)
	see := func(list, key, sentence string) {
		pkg, _, _ := strings.Cut(key, ".")
		if packages[pkg] != nil && !known[key] {
			out = append(out, fmt.Sprintf("docs.json: %s: %s names nothing", list, key))
		}
		if !strings.HasSuffix(sentence, ".") {
			out = append(out, fmt.Sprintf("docs.json: %s: %s: %q does not end in a dot", list, key, sentence))
		}
	}
	for key, sentence := range d.Services {
		see("services", key, sentence)
	}
	for key, o := range d.Operations {
		for _, sentence := range append([]string{o.Doc}, o.Notes...) {
			see("operations", key, sentence)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
