package main

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/tiktokshop-go/tiktokshop/internal/gen/api"
)

// generator makes files below out from the files in inputs. A package is made
// when it has a file in names.
type generator struct {
	inputs, out string
	only        string // make this package and nothing else, "" for everything
	relock      bool
	log         io.Writer

	cat      *api.Catalogue
	docs     *docs
	names    map[string]*names            // by package
	files    map[string][]byte            // path below out: text
	locks    map[string]map[string]string // package: place in the catalogue: Go name
	summary  []string
	problems []string
}

// run writes the files that changed, or nothing when anything is wrong.
func (g *generator) run() error {
	if err := g.read(); err != nil {
		return err
	}
	g.files, g.locks = map[string][]byte{}, map[string]map[string]string{}
	for _, pkg := range slices.Sorted(maps.Keys(g.names)) {
		if err := g.typedPackage(pkg); err != nil {
			return err
		}
	}
	g.problems = append(g.problems, g.docs.check(g.names, g.cat)...)
	if len(g.problems) > 0 {
		return errors.New(strings.Join(g.problems, "\n"))
	}
	if g.only == "" {
		if err := g.tables(); err != nil {
			return err
		}
	}
	for _, pkg := range slices.Sorted(maps.Keys(g.locks)) {
		if err := g.checkLock(pkg); err != nil {
			return err
		}
	}
	if err := g.write(); err != nil {
		return err
	}
	_, err := fmt.Fprintln(g.log, strings.Join(g.summary, "\n"))
	return err
}

func (g *generator) read() (err error) {
	if g.cat == nil {
		if g.cat, err = api.LoadFS(os.DirFS(g.inputs)); err != nil {
			return err
		}
	}
	if g.docs, err = readDocs(filepath.Join(g.inputs, "docs.json")); err != nil {
		return err
	}
	found, err := filepath.Glob(filepath.Join(g.inputs, "names", cmp.Or(g.only, "*")+".json"))
	if err != nil {
		return err
	}
	if len(found) == 0 {
		return fmt.Errorf("%s: no file for %s", filepath.Join(g.inputs, "names"), cmp.Or(g.only, "any package"))
	}
	g.names = map[string]*names{}
	for _, file := range found {
		if g.names[strings.TrimSuffix(filepath.Base(file), ".json")], err = readNames(file); err != nil {
			return err
		}
	}
	return nil
}

// typedPackage makes the files of one package.
func (g *generator) typedPackage(pkg string) error {
	m := newModel(pkg, g.cat, g.names[pkg])
	m.nameEnums()
	m.merge()
	texts, err := m.emit(g.docs)
	if err != nil {
		return err
	}
	m.checkNames()
	g.problems = append(g.problems, m.problems...)
	g.problems = append(g.problems, m.names.stale()...)
	g.locks[pkg] = m.lockLines()
	lines := 0
	for name, text := range texts {
		g.files[filepath.Join(pkg, name)] = text
		lines += bytes.Count(text, []byte("\n"))
	}
	g.summary = append(g.summary, fmt.Sprintf("%s: %d operations, %d structs, %d lists of values, %d lines an operation",
		pkg, len(m.ops), len(m.structs), len(m.enums), lines/max(1, len(m.ops))))
	return nil
}

// tables makes the root's tables.
func (g *generator) tables() (err error) {
	if g.files["codes_gen.go"], err = codesFile(g.cat.Errors); err != nil {
		return err
	}
	g.files["routes_gen.go"], err = routesFile(g.cat.Superseded)
	return errors.Join(err, g.topics())
}

// checkLock refuses names that changed or vanished, unless that is wanted.
func (g *generator) checkLock(pkg string) error {
	old, err := readLock(g.lockFile(pkg))
	if err != nil {
		return err
	}
	diff := diffLock(old, g.locks[pkg])
	broken := slices.Concat(diff.changed, diff.removed)
	if len(broken) > 0 && !g.relock {
		return fmt.Errorf("names changed that others may use; fix %s, or accept with -relock:\n%s",
			g.names[pkg].file, strings.Join(broken, "\n"))
	}
	g.summary = append(g.summary, fmt.Sprintf("%s: %d names, of these %d new, %d changed, %d removed",
		pkg, len(g.locks[pkg]), len(diff.added), len(diff.changed), len(diff.removed)))
	for _, op := range g.cat.Operations {
		if _, known := old[op.Name]; !known && op.Package == pkg && len(old) > 0 {
			g.summary = append(g.summary, "new operation "+op.Name)
		}
	}
	return nil
}

func (g *generator) lockFile(pkg string) string {
	return filepath.Join(g.inputs, "names", pkg+".lock")
}

// write writes what differs and removes generated files that are no longer made.
func (g *generator) write() error {
	for pkg := range g.names {
		have, err := filepath.Glob(filepath.Join(g.out, pkg, "*_gen.go"))
		if err != nil {
			return err
		}
		for _, name := range have {
			if _, made := g.files[filepath.Join(pkg, filepath.Base(name))]; !made {
				if err := os.Remove(name); err != nil {
					return err
				}
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(g.files)) {
		if err := writeFile(filepath.Join(g.out, name), g.files[name]); err != nil {
			return err
		}
	}
	for pkg, lines := range g.locks {
		if err := writeFile(g.lockFile(pkg), formatLock(lines)); err != nil {
			return err
		}
	}
	return nil
}

// writeFile leaves a file alone that already has this text.
func writeFile(name string, text []byte) error {
	if have, err := os.ReadFile(name); err == nil && bytes.Equal(have, text) {
		return nil
	}
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil { //nolint:gosec // source code is for all to read
		return err
	}
	return os.WriteFile(name, text, 0o644)
}
