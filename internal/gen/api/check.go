package api

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"
)

var (
	formats = []string{"", "int8", "int16", "int32", "int64", "binary"}
	units   = []string{
		"", "unix_s", "unix_ms", "date", "datetime", "hh:mm", "decimal", "fraction", "percent", "percent_sign", "rate",
		"bps", "iso4217", "iso3166", "bcp47", "ms", "seconds", "minutes", "days", "business_days",
	}
	placeholder = regexp.MustCompile(`\{([^{}]*)\}`)
)

// check looks at one operation as a whole; its row and its facts are known.
func (l *loader) check(op *Operation) {
	at := "facts/" + op.Module + ".json: " + op.Method + " " + op.Path + ": "
	l.fields(at+"params", op.Params)
	l.fields(at+"body", op.Body)
	l.fields(at+"response", op.Response)
	l.params(at, op)
	l.paging(op)
	l.key(at, op)

	binary := slices.ContainsFunc(op.Body, func(f Field) bool { return f.Format == "binary" })
	if (op.BodyKind == BodyNone) != (len(op.Body) == 0) {
		l.bad("%sbody: has %d fields, but operations.csv says body_kind %s", at, len(op.Body), op.BodyKind)
	}
	if binary != (op.BodyKind == BodyMultipart) {
		l.bad("%sbody: binary part %v, but operations.csv says body_kind %s", at, binary, op.BodyKind)
	}
	if f := Find(op.Response, "errors"); f != nil && f.Type == "array" {
		op.Partial = f.Name
	}
}

func (l *loader) fields(at string, fields []Field) {
	seen := map[string]bool{}
	for i := range fields {
		f := &fields[i]
		if f.Name == "" {
			l.bad("%s[%d]: name is empty", at, i)
		}
		if seen[f.Name] {
			l.bad("%s.%s: stands there twice", at, f.Name)
		}
		seen[f.Name] = true
		l.field(at+"."+f.Name, f)
	}
}

func (l *loader) field(at string, f *Field) {
	if !slices.Contains([]string{"string", "integer", "boolean", "array", "object"}, f.Type) {
		l.bad("%s: unknown type %q", at, f.Type)
	}
	if !slices.Contains(formats, f.Format) {
		l.bad("%s: unknown format %q", at, f.Format)
	}
	if !slices.Contains(units, strings.TrimSuffix(f.Unit, "?")) {
		l.bad("%s: unknown unit %q", at, f.Unit)
	}
	if !slices.Contains([]string{"", "yes", "conditional", "no"}, f.RequiredHint) {
		l.bad("%s: unknown required_hint %q", at, f.RequiredHint)
	}
	if (f.Type == "array") != (f.Items != nil) {
		l.bad("%s: type %s with items %v: an array and only an array has items", at, f.Type, f.Items != nil)
	}
	if f.Type != "object" && len(f.Properties) > 0 {
		l.bad("%s: type %s has properties", at, f.Type)
	}
	if f.Type == "object" && len(f.Properties) == 0 {
		l.bad("%s: object without properties", at)
	}
	for i, v := range f.Enum {
		if v == "" || slices.Contains(f.Enum[:i], v) {
			l.bad("%s.enum[%d]: %q is empty or stands there twice", at, i, v)
		}
	}
	for _, raw := range []json.RawMessage{f.Default, f.Example} {
		if raw != nil && !json.Valid(raw) {
			l.bad("%s: default or example is not JSON", at)
		}
	}
	if f.Items != nil {
		l.field(at+"[]", f.Items)
	}
	l.fields(at, f.Properties)
}

// params checks that the path's placeholders and the path parameters are the same.
func (l *loader) params(at string, op *Operation) {
	var want []string
	for _, m := range placeholder.FindAllStringSubmatch(op.Path, -1) {
		want = append(want, m[1])
		if f := Find(op.Params, m[1]); f == nil || f.In != "path" {
			l.bad("%sparams: no path parameter for the placeholder {%s}", at, m[1])
		}
	}
	for _, f := range op.Params {
		switch {
		case f.In != "path" && f.In != "query":
			l.bad("%sparams.%s: in is %q, want path or query", at, f.Name, f.In)
		case f.In == "path" && !slices.Contains(want, f.Name):
			l.bad("%sparams.%s: the path has no placeholder for it", at, f.Name)
		case f.Name == "shop_cipher" || f.Name == "category_asset_cipher":
			l.bad("%sparams.%s: ciphers stand in operations.csv only", at, f.Name)
		}
	}
}

func (l *loader) paging(op *Operation) {
	at := "operations.csv: " + op.Method + " " + op.Path + ": "
	in := op.Params
	if op.PageInBody {
		in = op.Body
	}
	for _, name := range op.PageIn {
		if Find(in, name) == nil {
			l.bad("%spage_in: the request has no field %s there", at, name)
		}
	}
	for _, name := range op.PageOut {
		// An offset is counted by the client, so it need not come back.
		if Find(op.Response, name) == nil && name != "page_offset" {
			l.bad("%spage_out: the answer has no field %s", at, name)
		}
	}
	if (op.Paging == PagingNone) != (len(op.PageIn) == 0) || (op.Paging == PagingNone) != (len(op.PageOut) == 0) {
		l.bad("%spaging %s does not fit page_in and page_out", at, op.Paging)
	}
	if op.TotalField != "" && Find(op.Response, op.TotalField) == nil {
		l.bad("%stotal_field: the answer has no field %s", at, op.TotalField)
	}
	if op.ListField == "" {
		if op.Paging != PagingNone {
			l.bad("%slist_field is empty, but it is paged", at)
		}
		return
	}
	if f := Find(op.Response, op.ListField); f == nil || f.Type != "array" {
		l.bad("%slist_field: the answer has no list %s", at, op.ListField)
	}
}

func (l *loader) key(at string, op *Operation) {
	if op.KeyIn == "" {
		return
	}
	in := op.Params
	if op.KeyIn == "body" {
		in = op.Body
	}
	for _, name := range []string{"idempotency_key", "idempotent_key"} {
		if Find(in, name) != nil {
			op.KeyName = name
			return
		}
	}
	l.bad("%s%s: no idempotency key, but operations.csv tells of one", at, op.KeyIn)
}

// Find is the field at a path of wire names joined by dots, nil if there is none.
func Find(fields []Field, path string) *Field {
	name, rest, deeper := strings.Cut(path, ".")
	for i := range fields {
		if f := &fields[i]; f.Name == name {
			if !deeper {
				return f
			}
			if f.Items != nil {
				f = f.Items
			}
			return Find(f.Properties, rest)
		}
	}
	return nil
}
