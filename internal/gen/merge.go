package main

import (
	"cmp"
	"maps"
	"slices"
	"strings"
)

// structType is a Go struct made of one or more objects of the catalogue.
type structType struct {
	name   string
	nodes  []*node
	input  bool // sent by some operation
	fields []*structField
}

// structField is a field of it; the objects that have it are in from.
type structField struct {
	name, wire, goType string
	from               []*field
	body               bool
}

// merge gives every object its final type: objects of one name become one
// struct with the fields of all, except that what is sent and what is received
// are kept apart when they differ. Then the type sent ends in Input.
func (m *model) merge() {
	byName := map[string][]*node{}
	for _, n := range m.nodes {
		byName[n.name] = append(byName[n.name], n)
	}
	// A type that splits changes the types of the fields that hold it, which
	// may split their owners in turn.
	for again := true; again; {
		again = false
		for _, name := range slices.Sorted(maps.Keys(byName)) {
			sent, received := sides(byName[name])
			if strings.HasPrefix(name, root) || len(sent) == 0 || len(received) == 0 || maps.Equal(m.shapeOf(sent), m.shapeOf(received)) {
				continue
			}
			for _, n := range sent {
				n.name = name + "Input"
			}
			byName[name], byName[name+"Input"] = received, append(byName[name+"Input"], sent...)
			again = true
		}
	}
	for _, name := range slices.Sorted(maps.Keys(byName)) {
		if !strings.HasPrefix(name, root) {
			m.structs[name] = m.structOf(name, byName[name])
		}
	}
	m.markInput()
}

func sides(nodes []*node) (sent, received []*node) {
	for _, n := range nodes {
		if n.input {
			sent = append(sent, n)
		} else {
			received = append(received, n)
		}
	}
	return sent, received
}

// shapeOf lists the fields of several objects taken together.
func (m *model) shapeOf(nodes []*node) map[string]string {
	out := map[string]string{}
	for _, n := range nodes {
		for _, f := range n.fields {
			out[f.Name] = f.name + " " + m.goType(f)
		}
	}
	return out
}

func (m *model) structOf(name string, nodes []*node) *structType {
	s := &structType{name: name, nodes: nodes}
	byWire := map[string]*structField{}
	names := map[string]string{}
	for _, n := range nodes {
		s.input = s.input || n.input
		for _, f := range n.fields {
			sf := byWire[f.Name]
			if sf == nil {
				sf = &structField{name: f.name, wire: f.Name, goType: m.goType(f), body: f.body}
				byWire[f.Name] = sf
				s.fields = append(s.fields, sf)
				if other, taken := names[f.name]; taken {
					m.bad("%s: the fields %s and %s are both %s: name one in %s, fields", f.path, other, f.Name, f.name, m.names.file)
				}
				names[f.name] = f.Name
			}
			if t := m.goType(f); t != sf.goType || f.name != sf.name {
				m.bad("%s: %s.%s is %s here and %s at %s: name one of the two types in %s",
					f.path, name, f.name, t, sf.goType, sf.from[0].path, m.names.file)
			}
			sf.from = append(sf.from, f)
		}
	}
	m.checkAlike(s)
	slices.SortStableFunc(s.fields, func(a, b *structField) int {
		return cmp.Or(fieldRank(s, a)-fieldRank(s, b), strings.Compare(a.wire, b.wire))
	})
	return s
}

// checkAlike refuses objects that share a name by accident.
func (m *model) checkAlike(s *structType) {
	for _, n := range s.nodes {
		if !n.fixed && 3*len(n.fields) < len(s.fields) {
			m.bad("%s: has %d of the %d fields of %s, which also stands at %s: name one of the two in %s",
				n.path, len(n.fields), len(s.fields), s.name, s.nodes[0].path, m.names.file)
		}
	}
}

// fieldRank puts first what a reader looks for first.
func fieldRank(s *structType, f *structField) int {
	if s.nodes[0].root {
		op := s.nodes[0].op
		rank := slices.Index([]string{"page_size", "page_token", "sort_field", "sort_order"}, f.wire)
		switch {
		case !s.input && f.wire == "id":
			return 0
		case f.body:
			return 20
		case s.input && rank >= 0:
			return rank
		case !s.input && f.wire == strings.Split(op.ListField, ".")[0]:
			return 1
		case !s.input && slices.Contains(op.PageOut, f.wire):
			return 2
		case !s.input && f.wire == op.TotalField:
			return 3
		}
		return 10
	}
	if f.wire == "id" {
		return 0
	}
	return 10
}

// markInput marks the types that are sent as a part of another.
func (m *model) markInput() {
	for _, n := range m.nodes {
		if n.input && m.structs[n.name] != nil {
			m.structs[n.name].input = true
		}
	}
}
