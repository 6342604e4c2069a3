package main

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"
)

const root = "tiktokshop."

var (
	idName     = regexp.MustCompile(`^(id|ids|.*_id|.*_ids)$`)
	regionName = regexp.MustCompile(`(^|_)regions?(_code)?$`)
	marketName = regexp.MustCompile(`^((sale_|required_)?regions?|(shop|sellable)_region|(cover_)?region_code|target_market)$`)
	regionCode = regexp.MustCompile(`^[A-Z]{2}$`)
)

// scalar is the Go type of a value that is no object. It is asked for often.
func (m *model) scalar(f *field) string {
	if f.scalar == "" {
		f.scalar = m.scalarOf(f)
	}
	return f.scalar
}

func (m *model) scalarOf(f *field) string {
	if d, ok := m.names.pick("scalars", m.names.Scalars, f.path); ok {
		return d.Name
	}
	leaf := f.leaf
	unit := strings.TrimSuffix(cmpUnit(leaf.Unit, f.Unit), "?")
	switch leaf.Type {
	case "boolean":
		return "bool"
	case "integer":
		return integerType(f.Name, leaf.Format, unit)
	}
	switch {
	case leaf.Format == "binary":
		return root + "File"
	case f.Name == "page_size" && f.In == "query":
		return "int"
	case f.Name == "sort_order":
		return root + "SortOrder"
	case unit == "unix_s":
		return root + "TimeText"
	case unit == "unix_ms":
		return root + "TimeMillis"
	case unit == "date":
		return root + "Date"
	case unit == "decimal", unit == "fraction", unit == "percent", unit == "rate", unit == "bps":
		return root + "Decimal"
	case unit == "iso4217":
		return root + "Currency"
	case unit == "bcp47":
		return root + "Locale"
	case unit == "iso3166", regionName.MatchString(f.Name) && allMatch(regionCode, leaf.Enum),
		marketName.MatchString(f.Name) && len(leaf.Enum) == 0 && isCode(f.Example) && isCode(leaf.Example):
		return root + "Region"
	}
	return "string"
}

// isCode reports whether an example holds codes of regions, not their names; no
// example is none against it.
func isCode(example json.RawMessage) bool {
	if len(example) == 0 {
		return true
	}
	var list []string
	if json.Unmarshal(example, &list) != nil {
		list = []string{text(example)}
	}
	return allMatch(regionCode, list)
}

func cmpUnit(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

func allMatch(re *regexp.Regexp, values []string) bool {
	return len(values) > 0 && !slices.ContainsFunc(values, func(v string) bool { return !re.MatchString(v) })
}

func integerType(name, format, unit string) string {
	switch {
	case unit == "unix_s":
		return root + "Time"
	case unit == "unix_ms":
		return root + "TimeMillis"
	case unit == "bps":
		return root + "BasisPoints"
	case idName.MatchString(name):
		return root + "NumericID"
	case name == "page_size" || name == "total_count" || format != "int64":
		return "int"
	}
	return "int64"
}

// goType is the Go type of a field as a whole.
func (m *model) goType(f *field) string {
	t := f.enum
	switch {
	case f.kid != nil:
		t = f.kid.name
	case t == "":
		t = m.scalar(f)
	}
	depth := 0
	for item := f.Items; item != nil; item = item.Items {
		depth++
	}
	if depth == 0 && m.pointer(f) {
		return "*" + t
	}
	return strings.Repeat("[]", depth) + t
}

// pointer reports whether absent and zero differ: by hand, and for booleans of
// requests that default to true.
func (m *model) pointer(f *field) bool {
	if f.pointer == nil {
		f.pointer = new(m.isPointer(f))
	}
	return *f.pointer
}

func (m *model) isPointer(f *field) bool {
	if _, ok := m.names.pick("pointers", m.names.Pointers, f.path); ok {
		return true
	}
	return f.node.input && f.Type == "boolean" && string(f.Default) == "true"
}

// text is a JSON value as a comment shows it.
func text(raw json.RawMessage) string {
	var s string
	if json.Unmarshal(raw, &s) == nil {
		return s
	}
	return string(raw)
}

// elements is the field of the answer that holds the list, with the Go path to it.
func (m *model) listField(op *operation) (*field, string) {
	n, path := op.response, []string(nil)
	for n != nil {
		var next *node
		for _, f := range n.fields {
			at := strings.TrimPrefix(f.path, op.response.path+".")
			switch {
			case at == op.ListField:
				return f, strings.Join(append(path, f.name), ".")
			case f.kid != nil && !f.list && strings.HasPrefix(op.ListField, at+"."):
				path, next = append(path, f.name), f.kid
			}
		}
		n = next
	}
	return nil, ""
}
