package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/tiktokshop-go/tiktokshop/internal/gen/api"
)

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
