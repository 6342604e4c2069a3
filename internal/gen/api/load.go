package api

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"
)

// Problems is everything wrong with the files, one line each.
type Problems []string

// Error joins the lines.
func (p Problems) Error() string { return strings.Join(p, "\n") }

type loader struct {
	fsys     fs.FS
	cat      *Catalogue
	byRoute  map[string]*Operation // method and path
	problems Problems
}

func (l *loader) bad(format string, args ...any) {
	l.problems = append(l.problems, fmt.Sprintf(format, args...))
}

// Columns of operations.csv.
var operationColumns = []string{
	"module", "method", "path", "version", "package", "service", "go_method", "token_type",
	"needs_shop_cipher", "needs_category_asset_cipher", "paging", "page_in", "page_out", "total_field", "list_field",
	"effect", "idempotency_key", "body_kind", "notes",
}

// table calls row for every line of a CSV file with these columns.
func (l *loader) table(name string, columns []string, row func(at string, get func(column string) string)) {
	b, err := fs.ReadFile(l.fsys, name)
	if err != nil {
		l.bad("%s: %v", name, err)
		return
	}
	r := csv.NewReader(bytes.NewReader(b))
	rows, err := r.ReadAll()
	if err != nil {
		l.bad("%s: %v", name, err)
		return
	}
	if len(rows) == 0 || !slices.Equal(rows[0], columns) {
		l.bad("%s:1: want the columns %s", name, strings.Join(columns, ","))
		return
	}
	for i, cells := range rows[1:] {
		row(fmt.Sprintf("%s:%d", name, i+2), func(column string) string {
			return cells[slices.Index(columns, column)]
		})
	}
}

func (l *loader) operations() {
	names := map[string]string{}
	l.table("operations.csv", operationColumns, func(at string, get func(string) string) {
		op := &Operation{
			Name:    get("package") + "." + get("service") + "." + get("go_method"),
			Package: get("package"), Service: get("service"), GoMethod: get("go_method"), Module: get("module"),
			Method: get("method"), Path: get("path"), Version: get("version"),
			Token: l.oneOf(at, "token_type", get, TokenSeller, TokenCreator, TokenPartner, TokenAny),
			Shop:  l.oneOf(at, "needs_shop_cipher", get, "no", "optional", "yes") != "no",
			Asset: l.oneOf(at, "needs_category_asset_cipher", get, "no", "optional", "yes") != "no",
			Effect: l.oneOf(at, "effect", get, EffectRead, EffectIdempotent, EffectWrite,
				EffectUpload),
			Paging: l.oneOf(at, "paging", get, PagingNone, PagingToken, PagingTokenOnly, PagingTokenBody,
				PagingOffsetBody),
			TotalField: get("total_field"), ListField: get("list_field"),
			BodyKind: l.oneOf(at, "body_kind", get, BodyNone, BodyJSON, BodyMultipart),
			Notes:    get("notes"),
		}
		if in, names, ok := strings.Cut(get("page_in"), ":"); ok {
			op.PageInBody, op.PageIn = in == "body", strings.Split(names, ",")
		}
		if out := get("page_out"); out != "" {
			op.PageOut = strings.Split(out, ",")
		}
		if key := l.oneOf(at, "idempotency_key", get, "", "query required", "query optional", "body"); key != "" {
			op.KeyIn, _, _ = strings.Cut(key, " ")
			op.KeyRequired = key == "query required"
		}
		for _, column := range []string{"module", "method", "path", "version", "package", "service", "go_method"} {
			if get(column) == "" {
				l.bad("%s: %s is empty", at, column)
			}
		}
		if seg := strings.Split(op.Path, "/"); len(seg) < 3 || seg[0] != "" || seg[2] != op.Version {
			l.bad("%s: path %q does not begin with /family/%s", at, op.Path, op.Version)
		}
		if other, twice := names[op.Name]; twice {
			l.bad("%s: %s is also the name in %s", at, op.Name, other)
		}
		route := op.Method + " " + op.Path
		if l.byRoute[route] != nil {
			l.bad("%s: %s stands here twice", at, route)
		}
		names[op.Name], l.byRoute[route] = at, op
		l.cat.Operations = append(l.cat.Operations, op)
	})
}

func (l *loader) oneOf(at, column string, get func(string) string, want ...string) string {
	got := get(column)
	if !slices.Contains(want, got) {
		l.bad("%s: %s %q is not one of %s", at, column, got, strings.Join(want, ", "))
	}
	return got
}

// Facts is the form of a file below facts.
type Facts struct {
	Operations []FactsOperation `json:"operations"`
}

// FactsOperation is what a facts file says about one operation.
type FactsOperation struct {
	Method   string  `json:"method"`
	Path     string  `json:"path"`
	Params   []Field `json:"params,omitempty"`
	Body     []Field `json:"body,omitempty"`
	Response []Field `json:"response,omitempty"`
}

func (l *loader) facts() {
	found, err := fs.Glob(l.fsys, "facts/*.json")
	if err != nil {
		l.bad("facts: %v", err)
	}
	seen := map[string]bool{}
	for _, name := range found {
		var f Facts
		if !l.decode(name, &f) {
			continue
		}
		for i, facts := range f.Operations {
			at := fmt.Sprintf("%s: operations[%d] %s %s", name, i, facts.Method, facts.Path)
			op := l.byRoute[facts.Method+" "+facts.Path]
			switch {
			case op == nil:
				l.bad("%s: no such row in operations.csv", at)
			case op.Module+".json" != path.Base(name):
				l.bad("%s: operations.csv puts it into the module %s", at, op.Module)
			case seen[op.Name]:
				l.bad("%s: stands here twice", at)
			default:
				seen[op.Name] = true
				op.Params, op.Body, op.Response = facts.Params, facts.Body, facts.Response
			}
		}
	}
	for _, op := range l.cat.Operations {
		if !seen[op.Name] {
			l.bad("operations.csv: %s %s (%s): not in facts/%s.json", op.Method, op.Path, op.Name, op.Module)
		}
	}
}

// decode reads a JSON file and refuses fields that v lacks.
func (l *loader) decode(name string, v any) bool {
	b, err := fs.ReadFile(l.fsys, name)
	if err != nil {
		l.bad("%s: %v", name, err)
		return false
	}
	d := json.NewDecoder(bytes.NewReader(b))
	d.DisallowUnknownFields()
	if err := d.Decode(v); err != nil {
		line := 1 + bytes.Count(b[:min(int(d.InputOffset()), len(b))], []byte("\n"))
		l.bad("%s:%d: %v", name, line, err)
		return false
	}
	return true
}

// Scope is one entry of scopes.json.
type Scope struct {
	Method string   `json:"method"`
	Path   string   `json:"path"`
	Title  string   `json:"title"`
	Scopes []string `json:"scopes,omitempty"`
}

func (l *loader) scopes() {
	var scopes []Scope
	l.decode("scopes.json", &scopes)
	for i, s := range scopes {
		at := fmt.Sprintf("scopes.json: [%d] %s %s", i, s.Method, s.Path)
		op := l.byRoute[s.Method+" "+s.Path]
		switch {
		case op == nil:
			l.bad("%s: no such row in operations.csv", at)
		case s.Title == "":
			l.bad("%s: title is empty", at)
		case op.Title != "":
			l.bad("%s: stands here twice", at)
		default:
			op.Title, op.Scopes = s.Title, s.Scopes
		}
	}
}

// Classes of error codes.
var classes = []string{
	"refresh_and_retry_once", "reauthorize", "back_off", "back_off_long", "retry_transient", "retry_conflict",
	"inspect_message", "never_permission", "never_not_found", "never_fix_request",
}

func (l *loader) errors() {
	l.decode("errors.json", &l.cat.Errors)
	for i, e := range l.cat.Errors {
		if !slices.Contains(classes, e.Class) {
			l.bad("errors.json: [%d].class: %q is not one of %s", i, e.Class, strings.Join(classes, ", "))
		}
		if i > 0 && e.Code <= l.cat.Errors[i-1].Code {
			l.bad("errors.json: [%d].code: %d stands after %d: want rising codes", i, e.Code, l.cat.Errors[i-1].Code)
		}
	}
}

func (l *loader) superseded() {
	seen := map[string]bool{}
	l.table("superseded.csv", []string{"method", "path", "newest"}, func(at string, get func(string) string) {
		r := Route{Method: get("method"), Old: get("path"), Newest: get("newest")}
		if seen[r.Method+r.Old] || l.byRoute[r.Method+" "+r.Old] != nil {
			l.bad("%s: %s %s stands twice, here or in operations.csv", at, r.Method, r.Old)
		}
		if r.Old == r.Newest || !strings.HasPrefix(r.Old, "/") || !strings.HasPrefix(r.Newest, "/") {
			l.bad("%s: want two different paths, have %q and %q", at, r.Old, r.Newest)
		}
		seen[r.Method+r.Old] = true
		l.cat.Superseded = append(l.cat.Superseded, r)
	})
}

// sunsets marks routes whose end is announced. A star in a path stands for any
// text.
func (l *loader) sunsets() {
	l.table("sunsets.csv", []string{"path", "ends", "source"}, func(at string, get func(string) string) {
		found := false
		for _, op := range l.cat.Operations {
			if fits(get("path"), op.Path) {
				op.Ends, found = get("ends"), true
			}
		}
		if !found || get("source") == "" {
			l.bad("%s: want a source and a path of operations.csv, have %q", at, get("path"))
		}
		if _, err := time.Parse(time.DateOnly, get("ends")); err != nil {
			l.bad("%s: ends is %q, want a date such as 2030-01-31", at, get("ends"))
		}
	})
}

func fits(pattern, path string) bool {
	head, tail, star := strings.Cut(pattern, "*")
	if !star {
		return pattern == path
	}
	return strings.HasPrefix(path, head) && strings.HasSuffix(path, tail)
}
