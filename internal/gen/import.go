package main

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/tiktokshop-go/tiktokshop/internal/gen/api"
)

// importer copies the part of the API study that is needed into the catalogue:
// the current operations, at the newest route whose fields are known.
type importer struct {
	from, to string
	rows     []row                         // of operations.csv
	old      []api.Route                   // of superseded.csv
	facts    map[string]api.FactsOperation // by method and path
	scopesOf map[string]api.Scope          // by method and path
}

func (m *importer) run() error {
	m.facts, m.scopesOf = map[string]api.FactsOperation{}, map[string]api.Scope{}
	for _, step := range []func() error{m.readOperations, m.readFacts, m.readScopes, m.newerRoutes, m.write, m.errors} {
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

func (m *importer) readOperations() error {
	b, err := os.ReadFile(filepath.Join(m.from, "api", "operations.csv"))
	if err != nil {
		return err
	}
	lines, err := csv.NewReader(bytes.NewReader(b)).ReadAll()
	if err != nil {
		return err
	}
	for _, line := range lines[1:] {
		r := row{}
		for i, column := range lines[0] {
			r[column] = line[i]
		}
		if r["status"] != "current" {
			m.old = append(m.old, api.Route{Method: r["method"], Old: r["path"], Newest: r["superseded_by"]})
			continue
		}
		m.rows = append(m.rows, r)
	}
	return nil
}

// readFacts reads the fields of the current operations.
func (m *importer) readFacts() error {
	names, err := filepath.Glob(filepath.Join(m.from, "api", "facts", "*.json"))
	if err != nil {
		return err
	}
	wanted := map[string]bool{}
	for _, r := range m.rows {
		wanted[r["method"]+" "+r["path"]] = true
	}
	for _, name := range names {
		var f api.Facts
		if err := readJSON(name, &f); err != nil {
			return err
		}
		for _, op := range f.Operations {
			op.Params = slices.DeleteFunc(op.Params, func(f api.Field) bool {
				return f.Name == "shop_cipher" || f.Name == "category_asset_cipher"
			})
			if wanted[op.Method+" "+op.Path] {
				for _, fields := range [][]api.Field{op.Params, op.Body, op.Response} {
					reconcile(fields)
				}
				m.facts[op.Method+" "+op.Path] = op
			}
		}
	}
	return nil
}

// reconcile settles where a field's example breaks what was read from prose: a
// value that is not listed is a slip of the example, a limit that the example
// exceeds was about something else.
func reconcile(fields []api.Field) {
	for i := range fields {
		f := &fields[i]
		f.Unit = plausible(f.Name, f.Unit)
		if f.Max != nil && *f.Max == 100 && strings.HasSuffix(f.Name, "_video_views") {
			*f.Max = 100_000 // the page writes 100k
		}
		var s string
		if json.Unmarshal(f.Example, &s) == nil {
			if len(f.Enum) > 0 && !slices.Contains(f.Enum, s) {
				f.Example = nil
			} else if f.MaxLen > 0 && utf8.RuneCountInString(s) > f.MaxLen {
				f.MinLen, f.MaxLen = 0, 0
			}
		}
		if f.Items != nil {
			reconcile(f.Items.Properties)
		}
		reconcile(f.Properties)
	}
}

var ratio = regexp.MustCompile(`(^|_)(rate|percentage|percent|ratio|ctr|gpm|ctor)s?(_|$)`)

// plausible drops a unit that only looked so: accurate is no rate, and an
// amount beside a currency is none itself.
func plausible(name, unit string) string {
	switch {
	case unit == "rate?" && !ratio.MatchString(name):
		return ""
	case name == "amount" && unit == "iso4217":
		return "decimal"
	}
	return unit
}

// readScopes reads titles and permissions; operations no official page
// describes have none.
func (m *importer) readScopes() error {
	var in struct{ Operations []api.Scope }
	if err := readJSON(filepath.Join(m.from, "platform", "scopes.json"), &in); err != nil {
		return err
	}
	for _, s := range in.Operations {
		m.scopesOf[s.Method+" "+s.Path] = s
	}
	return nil
}

// write writes operations.csv, superseded.csv, scopes.json and one file of
// facts for each module.
func (m *importer) write() error {
	slices.SortStableFunc(m.rows, func(a, b row) int {
		return cmp.Or(strings.Compare(a["module"], b["module"]), strings.Compare(a["path"], b["path"]))
	})
	slices.SortFunc(m.old, func(a, b api.Route) int {
		return cmp.Or(strings.Compare(a.Old, b.Old), strings.Compare(a.Method, b.Method))
	})
	current, old := [][]string{keptColumns}, [][]string{{"method", "path", "newest"}}
	modules, scopes := map[string]*api.Facts{}, []api.Scope(nil)
	for _, r := range m.rows {
		line := make([]string, len(keptColumns))
		for i, column := range keptColumns {
			line[i] = r[column]
		}
		current = append(current, line)
		route := r["method"] + " " + r["path"]
		if modules[r["module"]] == nil {
			modules[r["module"]] = &api.Facts{}
		}
		modules[r["module"]].Operations = append(modules[r["module"]].Operations, m.facts[route])
		if s, ok := m.scopesOf[route]; ok {
			scopes = append(scopes, s)
		}
	}
	for _, r := range m.old {
		old = append(old, []string{r.Method, r.Old, r.Newest})
	}
	return errors.Join(
		m.writeCSV("operations.csv", current),
		m.writeCSV("superseded.csv", old),
		m.writeLines("scopes.json", len(scopes), func(i int) any { return scopes[i] }),
		m.writeFacts(modules))
}

func (m *importer) writeCSV(name string, rows [][]string) error {
	var b bytes.Buffer
	if err := csv.NewWriter(&b).WriteAll(rows); err != nil {
		return err
	}
	return m.writeText(name, b.Bytes())
}

// writeFacts writes one file for each module and removes those without any.
func (m *importer) writeFacts(modules map[string]*api.Facts) error {
	have, err := filepath.Glob(filepath.Join(m.to, "facts", "*.json"))
	if err != nil {
		return err
	}
	for _, name := range have {
		if modules[strings.TrimSuffix(filepath.Base(name), ".json")] == nil {
			if err := os.Remove(name); err != nil {
				return err
			}
		}
	}
	for module, f := range modules {
		if err := m.writeText(filepath.Join("facts", module+".json"), formatFacts(*f)); err != nil {
			return err
		}
	}
	return nil
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
	return m.writeText(name, b.Bytes())
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
