package main

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/tiktokshop-go/tiktokshop/internal/gen/api"
)

// importer copies the part of the API study that is needed into the catalogue:
// current operations of some packages, and of some modules whatever their package.
type importer struct {
	from, to string
	packages []string
	modules  []string
	wanted   map[string]bool // method and path
}

func (m *importer) run() error {
	m.wanted = map[string]bool{}
	for _, step := range []func() error{m.operations, m.facts, m.scopes, m.errors} {
		if err := step(); err != nil {
			return fmt.Errorf("import: %w", err)
		}
	}
	return nil
}

// Columns kept of operations.csv.
var keptColumns = []string{
	"module", "method", "path", "version", "package", "service", "go_method", "token_type",
	"needs_shop_cipher", "needs_category_asset_cipher", "paging", "page_in", "page_out", "total_field", "list_field",
	"effect", "idempotency_key", "body_kind", "notes",
}

// operations writes operations.csv and superseded.csv.
func (m *importer) operations() error {
	b, err := os.ReadFile(filepath.Join(m.from, "api", "operations.csv"))
	if err != nil {
		return err
	}
	rows, err := csv.NewReader(bytes.NewReader(b)).ReadAll()
	if err != nil {
		return err
	}
	current, old := [][]string{keptColumns}, [][]string{{"method", "path", "newest"}}
	for _, row := range rows[1:] {
		get := func(column string) string { return row[slices.Index(rows[0], column)] }
		switch {
		case get("status") != "current":
			old = append(old, []string{get("method"), get("path"), get("superseded_by")})
		case slices.Contains(m.packages, get("package")) || slices.Contains(m.modules, get("module")):
			kept := make([]string, len(keptColumns))
			for i, column := range keptColumns {
				kept[i] = get(column)
			}
			current = append(current, kept)
			m.wanted[get("method")+" "+get("path")] = true
		}
	}
	slices.SortFunc(old[1:], func(a, b []string) int {
		return cmp.Or(strings.Compare(a[1], b[1]), strings.Compare(a[0], b[0]))
	})
	if err := m.writeCSV("operations.csv", current); err != nil {
		return err
	}
	return m.writeCSV("superseded.csv", old)
}

func (m *importer) writeCSV(name string, rows [][]string) error {
	var b bytes.Buffer
	if err := csv.NewWriter(&b).WriteAll(rows); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(m.to, name), b.Bytes(), 0o644)
}

// facts writes one file for each module, without files that became empty.
func (m *importer) facts() error {
	stale, err := filepath.Glob(filepath.Join(m.to, "facts", "*.json"))
	if err != nil {
		return err
	}
	for _, name := range stale {
		if err := os.Remove(name); err != nil {
			return err
		}
	}
	names, err := filepath.Glob(filepath.Join(m.from, "api", "facts", "*.json"))
	if err != nil {
		return err
	}
	for _, name := range names {
		var f api.Facts
		if err := readJSON(name, &f); err != nil {
			return err
		}
		f.Operations = slices.DeleteFunc(f.Operations, func(op api.FactsOperation) bool {
			return !m.wanted[op.Method+" "+op.Path]
		})
		if len(f.Operations) == 0 {
			continue
		}
		for i, op := range f.Operations {
			f.Operations[i].Params = slices.DeleteFunc(op.Params, func(f api.Field) bool {
				return f.Name == "shop_cipher" || f.Name == "category_asset_cipher"
			})
		}
		if err := os.WriteFile(filepath.Join(m.to, "facts", filepath.Base(name)), formatFacts(f), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// formatFacts writes one field a line, so that a change of the platform shows
// as a change of a line.
func formatFacts(f api.Facts) []byte {
	var b bytes.Buffer
	b.WriteString("{\"operations\": [")
	for i, op := range f.Operations {
		separate(&b, i, 0)
		fmt.Fprintf(&b, `{"method": %q, "path": %q`, op.Method, op.Path)
		for _, part := range []struct {
			name   string
			fields []api.Field
		}{{"params", op.Params}, {"body", op.Body}, {"response", op.Response}} {
			if len(part.fields) > 0 {
				fmt.Fprintf(&b, ",\n %q: ", part.name)
				formatFields(&b, part.fields, 2)
			}
		}
		b.WriteString("}")
	}
	b.WriteString("\n]}\n")
	return b.Bytes()
}

func formatFields(b *bytes.Buffer, fields []api.Field, depth int) {
	b.WriteString("[")
	for i, f := range fields {
		separate(b, i, depth)
		formatField(b, f, depth)
	}
	b.WriteString("]")
}

func formatField(b *bytes.Buffer, f api.Field, depth int) {
	items, properties := f.Items, f.Properties
	f.Items, f.Properties = nil, nil
	b.Write(bytes.TrimSuffix(mustJSON(f), []byte("}")))
	if items != nil {
		b.WriteString(`,"items":`)
		formatField(b, *items, depth)
	}
	if properties != nil {
		b.WriteString(`,"properties":`)
		formatFields(b, properties, depth+1)
	}
	b.WriteString("}")
}

func separate(b *bytes.Buffer, i, depth int) {
	if i > 0 {
		b.WriteString(",")
	}
	b.WriteString("\n" + strings.Repeat(" ", depth))
}

// mustJSON encodes our own types, which cannot fail.
func mustJSON(v any) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return []byte("null")
	}
	return bytes.TrimSpace(b.Bytes())
}

// scopes writes scopes.json; operations no official page describes are left out.
func (m *importer) scopes() error {
	var in struct{ Operations []api.Scope }
	if err := readJSON(filepath.Join(m.from, "platform", "scopes.json"), &in); err != nil {
		return err
	}
	var out []api.Scope
	for _, s := range in.Operations {
		if m.wanted[s.Method+" "+s.Path] {
			out = append(out, s)
		}
	}
	return m.writeLines("scopes.json", len(out), func(i int) any { return out[i] })
}

// errors writes errors.json.
func (m *importer) errors() error {
	var in struct{ Codes []api.Code }
	if err := readJSON(filepath.Join(m.from, "platform", "errors.json"), &in); err != nil {
		return err
	}
	slices.SortFunc(in.Codes, func(a, b api.Code) int { return cmp.Compare(a.Code, b.Code) })
	in.Codes = slices.DeleteFunc(in.Codes, func(c api.Code) bool { return c.Code == 0 })
	return m.writeLines("errors.json", len(in.Codes), func(i int) any { return in.Codes[i] })
}

// writeLines writes a JSON array with one element a line.
func (m *importer) writeLines(name string, n int, element func(int) any) error {
	var b bytes.Buffer
	b.WriteString("[")
	for i := range n {
		separate(&b, i, 0)
		b.Write(mustJSON(element(i)))
	}
	b.WriteString("\n]\n")
	return os.WriteFile(filepath.Join(m.to, name), b.Bytes(), 0o644)
}

func readJSON(name string, v any) error {
	b, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(b, v); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}
