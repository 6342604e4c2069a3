package main

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/tiktokshop-go/tiktokshop/internal/gen/api"
)

// fieldComment tells in a few words what the type does not: limits, defaults,
// units, and which operations know the field when not all do.
func (m *model) fieldComment(s *structType, f *structField) string {
	var parts []string
	add := func(part string) {
		if part != "" {
			parts = append(parts, part)
		}
	}
	key := s.nodes[0].root && s.input && s.nodes[0].op.KeyName == f.wire
	if key {
		add("a key is made when empty")
	}
	fallback := m.fallback(f.from[0])
	if s.input && !key && fallback == "" {
		add(agreed(f, requiredNote))
	}
	add(agreed(f, func(f *field) string { return m.names.note(f.path) }))
	if s.input && strings.HasSuffix(f.goType, root+"TimeText") {
		add("text on the wire: use [tiktokshop.TimeTextOf]")
	}
	add(agreed(f, unitNote))
	add(agreed(f, boundsNote))
	add(agreed(f, func(f *field) string {
		if f.MaxLen > 0 {
			return fmt.Sprintf("at most %d characters", f.MaxLen)
		}
		return ""
	}))
	add(agreed(f, itemsNote))
	add(agreed(f, m.valuesNote))
	if s.input {
		add(agreed(f, func(f *field) string {
			if fallback == "" && f.Default != nil {
				return "default " + text(f.Default)
			}
			return strings.TrimSuffix("default "+fallback, "default ")
		}))
	}
	add(knownTo(s, f))
	comment := strings.Join(parts, "; ")
	if all(f, func(f *field) bool { return f.Deprecated || f.leaf.Deprecated }) {
		if instead := m.successor(s, f); instead != "" {
			comment = strings.TrimPrefix(comment+"\nDeprecated: "+instead+".", "\n")
		}
	}
	return comment
}

// agreed is the note of all places that have one, "" when they differ.
func agreed(f *structField, note func(*field) string) string {
	var got string
	for _, from := range f.from {
		n := note(from)
		if n != "" && got != "" && n != got {
			return ""
		}
		if n != "" {
			got = n
		}
	}
	return got
}

func all(f *structField, is func(*field) bool) bool {
	return !slices.ContainsFunc(f.from, func(f *field) bool { return !is(f) })
}

// requiredNote is about one place; the fields of a shared type are required in
// some requests and not in others, which agreed cannot tell, so these say more.
func requiredNote(f *field) string {
	switch {
	case f.Default != nil: // nobody needs to give what has a default
		return ""
	case f.Required:
		return "required"
	case f.RequiredHint == "yes": // read from prose, which often speaks of one case only
		return "may be required"
	case f.RequiredHint == "conditional":
		return "required in some cases"
	}
	return ""
}

func unitNote(f *field) string {
	stated := cmpUnit(f.leaf.Unit, f.Unit)
	unit := strings.TrimSuffix(stated, "?")
	switch unit {
	case "unix_s", "unix_ms":
		switch f.Name[strings.LastIndex(f.Name, "_")+1:] {
		case "ge":
			return "at or after"
		case "gt":
			return "after"
		case "lt":
			return "before"
		case "le":
			return "at or before"
		}
		return ""
	case "fraction":
		return "a fraction: 0.1 is 10 %"
	case "percent", "rate":
		if stated != unit {
			return "its scale is not documented"
		}
		return "in percent"
	case "percent_sign":
		return "with the percent sign"
	case "bps":
		if f.leaf.Type == "string" {
			return "in hundredths of a percent"
		}
		return ""
	case "datetime":
		return "year-month-day hour:minute:second"
	case "hh:mm":
		return "hour:minute in UTC"
	case "ms":
		return "in milliseconds"
	case "seconds", "minutes", "days":
		if strings.Contains(f.Name, unit) {
			return ""
		}
		return "in " + unit
	case "business_days":
		return "in business days"
	}
	return ""
}

func boundsNote(f *field) string {
	low, high := f.leaf.Min, f.leaf.Max
	switch {
	case low != nil && high != nil:
		return number(*low) + " to " + number(*high)
	case low != nil && *low != 0:
		return "at least " + number(*low)
	case high != nil:
		return "at most " + number(*high)
	}
	return ""
}

func number(n float64) string { return strconv.FormatFloat(n, 'f', -1, 64) }

func itemsNote(f *field) string {
	if f.MaxItems > 0 && f.list {
		return fmt.Sprintf("at most %d", f.MaxItems)
	}
	return ""
}

// valuesNote lists known values where no type does.
func (m *model) valuesNote(f *field) string {
	values := f.leaf.Enum
	if f.enum != "" || len(values) == 0 || len(values) > 8 || m.scalar(f) == root+"SortOrder" {
		return ""
	}
	if len(values) == 1 {
		return "known value " + values[0]
	}
	return strings.Join(values[:len(values)-1], ", ") + " or " + values[len(values)-1]
}

// knownTo names the operations that have a field when not all of the type's do.
func knownTo(s *structType, f *structField) string {
	every, have := operations(s.nodes), []string(nil)
	if len(every) > 4 {
		return "" // a list of exceptions would say more about the platform than about the field
	}
	for _, from := range f.from {
		if !slices.Contains(have, short(from.node.op)) {
			have = append(have, short(from.node.op))
		}
	}
	if len(have) == 1 && len(every) > 1 {
		return "only " + have[0]
	}
	if len(have) == len(every)-1 {
		lacks := slices.DeleteFunc(every, func(op string) bool { return slices.Contains(have, op) })
		return "not " + lacks[0]
	}
	return ""
}

// operations names each operation that has one of the objects.
func operations(nodes []*node) []string {
	var out []string
	for _, n := range nodes {
		if !slices.Contains(out, short(n.op)) {
			out = append(out, short(n.op))
		}
	}
	return out
}

func short(op *api.Operation) string { return op.Service + "." + op.GoMethod }

// successor tells what to use instead of a deprecated field, "" when only one of
// its values is deprecated.
func (m *model) successor(s *structType, f *structField) string {
	for _, from := range f.from {
		if d, ok := m.names.pick("successors", m.names.Successors, from.path); ok {
			return d.Name
		}
	}
	if s.input {
		return "the platform no longer wants it"
	}
	return "the platform no longer fills it"
}
