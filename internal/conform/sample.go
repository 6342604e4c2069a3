package conform

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"

	"github.com/tiktokshop-go/tiktokshop"
	"github.com/tiktokshop-go/tiktokshop/internal/codec"
	"github.com/tiktokshop-go/tiktokshop/internal/gen/api"
)

// sample is a value the schema of f allows.
func sample(f *api.Field) any {
	switch f.Type {
	case "object":
		return sampleObject(f.Properties)
	case "array":
		items := *f.Items
		if len(items.Enum) == 0 {
			items.Enum = f.Enum
		}
		return []any{sample(&items)}
	}
	if len(f.Enum) > 0 {
		if f.Type == "integer" {
			return json.Number(f.Enum[0])
		}
		return f.Enum[0]
	}
	switch f.Type {
	case "boolean":
		return true
	case "integer":
		return sampleNumber(f)
	}
	return sampleText(f)
}

func sampleNumber(f *api.Field) any {
	switch {
	case strings.HasPrefix(f.Unit, "unix_s"):
		return json.Number("1700000000")
	case f.Unit == "unix_ms":
		return json.Number("1700000000000")
	case f.Min != nil && *f.Min > 1:
		return json.Number(fmt.Sprintf("%.0f", *f.Min))
	case f.Max != nil && *f.Max < 7:
		return json.Number("1")
	}
	return json.Number("7")
}

func sampleText(f *api.Field) string {
	switch {
	case strings.HasPrefix(f.Unit, "date") && f.Unit != "datetime":
		return "2026-08-15"
	case strings.HasPrefix(f.Unit, "unix_s"):
		return "1700000000"
	case f.Unit == "unix_ms":
		return "1700000000000"
	case f.Unit == "iso4217":
		return "USD"
	case f.Unit == "bcp47":
		return "en-US"
	case f.Unit == "iso3166":
		return "US"
	case strings.HasPrefix(f.Unit, "hh:mm"):
		return "08:30"
	case f.Unit != "" && f.Unit != "datetime":
		return "7"
	}
	return "1" + strings.Repeat("7", max(f.MinLen-1, 0))
}

func sampleObject(fields []api.Field) map[string]any {
	o := map[string]any{}
	for i := range fields {
		if f := &fields[i]; !f.Retired {
			o[f.Name] = sample(f)
		}
	}
	return o
}

// ids are values for the placeholders of the path.
func ids(op *api.Operation) []string {
	var all []string
	for part := range strings.SplitSeq(op.Path, "/") {
		if name, ok := strings.CutPrefix(part, "{"); ok {
			f := api.Find(op.Params, strings.TrimSuffix(name, "}"))
			if f == nil {
				f = &api.Field{Type: "string"}
			}
			if s := fmt.Sprint(sample(f)); strings.HasPrefix(f.Unit, "date") || len(f.Enum) > 0 {
				all = append(all, s)
			} else {
				all = append(all, fmt.Sprintf("172959296971220700%d", len(all)))
			}
		}
	}
	return all
}

// Fill sets every field of a request of type t that the schema knows, or only
// the required ones. It returns the fields the schema does not know.
func Fill(op *api.Operation, t reflect.Type, onlyRequired bool) (req reflect.Value, unknown []string, err error) {
	if t == nil {
		return reflect.Value{}, nil, nil
	}
	req = reflect.New(t.Elem())
	for i := range t.Elem().NumField() {
		sf, v := t.Elem().Field(i), req.Elem().Field(i)
		f, required := schemaOf(op, sf)
		switch {
		case v.Type() == fileType:
			v.Set(reflect.ValueOf(tiktokshop.FileBytes("file.png", []byte("content"))))
		case f == nil:
			unknown = append(unknown, sf.Name)
		case f.Retired || onlyRequired && !required:
		case len(op.PageIn) > 0 && f.Name == op.PageIn[0] && f.Type == "string": // the shop knows its tokens
		default:
			b, err := json.Marshal(sample(f))
			if err != nil {
				return req, nil, err
			}
			misfit, err := codec.Decode(b, v.Addr().Interface())
			if err != nil || misfit != "" {
				return req, nil, fmt.Errorf("%s does not take %s: %w", sf.Name, b, err)
			}
		}
	}
	return req, unknown, nil
}

// schemaOf finds what a field of a request stands for.
func schemaOf(op *api.Operation, sf reflect.StructField) (f *api.Field, required bool) {
	name := func(tag string) string {
		n, _, _ := strings.Cut(sf.Tag.Get(tag), ",")
		return n
	}
	if n := name("query"); n != "" {
		if f = api.Find(op.Params, n); f != nil {
			return f, f.Required
		}
		return nil, false
	}
	if n := name("form"); n != "" {
		return api.Find(op.Body, n), true
	}
	if f = api.Find(op.Body, name("json")); f != nil {
		return f, f.Required
	}
	return nil, false
}

// Hostile is data that breaks the schema everywhere, in one of several ways.
func Hostile(fields []api.Field, way string) map[string]any {
	o := map[string]any{"key_nobody_knows": deep(200)}
	for i := range fields {
		o[fields[i].Name] = hostile(&fields[i], way)
	}
	return o
}

// Ways are the ways to be hostile.
var Ways = []string{"null", "swapped", "objects", "lists", "inside"}

func hostile(f *api.Field, way string) any {
	switch way {
	case "null":
		return nil
	case "objects":
		return map[string]any{"a": map[string]any{"b": 1}}
	case "lists":
		return []any{[]any{}, nil, 1, "x", map[string]any{}}
	}
	switch f.Type {
	case "object":
		if way == "inside" {
			return Hostile(f.Properties, "swapped")
		}
		return "text"
	case "array":
		if way == "inside" {
			return []any{nil, hostile(f.Items, way), hostile(f.Items, "swapped")}
		}
		return true
	case "integer":
		return "no number"
	case "boolean":
		return json.Number("1e400")
	}
	return json.Number("9007199254740993")
}

func deep(n int) any {
	var v any
	for range n {
		v = []any{map[string]any{"x": v}}
	}
	return v
}
