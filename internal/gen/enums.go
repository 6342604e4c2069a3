package main

import (
	"regexp"
	"slices"
	"strings"
)

// enumType is a kind of text with known values.
type enumType struct {
	name   string
	values []string
	fields []*field
}

var digits = regexp.MustCompile(`^[0-9-]+$`)

// nameEnums gives fields with known values a type of their own. It runs before
// merge, since the types of fields decide which objects are alike.
func (m *model) nameEnums() {
	for _, n := range m.nodes {
		for _, f := range n.fields {
			if f.leaf.Type != "string" {
				continue
			}
			decided := false
			if f.enum, decided = m.enumName(f); f.enum == "" {
				continue
			}
			e := m.enums[f.enum]
			if e == nil {
				e = &enumType{name: f.enum}
				m.enums[f.enum] = e
			}
			if !decided && len(e.fields) > 0 && !overlap(e.values, f.leaf.Enum) {
				m.bad("%s: %s has other values than at %s: name one of the two in %s, enums",
					f.path, f.enum, e.fields[0].path, m.names.file)
			}
			for _, v := range f.leaf.Enum {
				if !slices.Contains(e.values, v) {
					e.values = append(e.values, v)
				}
			}
			e.fields = append(e.fields, f)
		}
	}
}

// enumName is "" for fields that stay plain text: those with a type of the root,
// with one known value or with numbers for values. decided tells that a name was
// given by hand.
func (m *model) enumName(f *field) (name string, decided bool) {
	if d, ok := m.names.pick("enums", m.names.Enums, f.path); ok {
		return d.Name, true
	}
	if len(f.leaf.Enum) < 2 || m.scalar(f) != "string" || allMatch(digits, f.leaf.Enum) {
		return "", false
	}
	name = m.names.exported(f.Name)
	if f.list {
		name = singularName(name)
	}
	if f.Name == "sort_field" || len(camel(name)) == 1 {
		return attach(f.node.base, name), false
	}
	return name, false
}

// overlap reports whether at least half of the shorter list is in both.
func overlap(a, b []string) bool {
	both := 0
	for _, v := range a {
		if slices.Contains(b, v) {
			both++
		}
	}
	return 2*both >= min(len(a), len(b))
}

// constant is the Go name of a value: OrderStatusOnHold.
func (m *model) constant(e *enumType, value string) string {
	if name, ok := m.names.lookup("constants", m.names.Constants, e.name+" "+value); ok {
		return e.name + name
	}
	for key := range m.names.Constants { // "Type PREFIX_*" drops a prefix
		prefix, ok := strings.CutSuffix(strings.TrimPrefix(key, e.name+" "), "*")
		if ok && strings.HasPrefix(key, e.name+" ") && strings.HasPrefix(value, prefix) {
			m.names.used["constants "+key] = true
			value = strings.TrimPrefix(value, prefix)
		}
	}
	var words []string
	for _, w := range strings.FieldsFunc(value, func(r rune) bool { return r == '_' || r == '-' || r == ' ' || r == '.' }) {
		words = append(words, m.names.words(w)...)
	}
	return e.name + join(words)
}
