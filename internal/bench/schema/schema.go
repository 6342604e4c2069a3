// Package schema reads the JSON fields of the SDK's struct types.
package schema

import (
	"reflect"
	"strings"
)

// Field is a struct field that goes on the wire.
type Field struct {
	reflect.StructField
	Wire string // name in JSON
}

// Fields are the fields of t that are decoded from JSON, in the order they are
// declared. What the SDK adds to an answer (tag "-") is left out.
func Fields(t reflect.Type) []Field {
	var fields []Field
	for f := range t.Fields() {
		wire, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if !f.IsExported() || wire == "" || wire == "-" {
			continue
		}
		fields = append(fields, Field{f, wire})
	}
	return fields
}
