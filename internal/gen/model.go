package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/tiktokshop-go/tiktokshop/internal/gen/api"
)

// node is one place in the catalogue that holds an object.
type node struct {
	path   string // shop.Orders.Search.response.orders[]
	op     *api.Operation
	input  bool // part of a request
	owner  *node
	base   string // name without Input; the names of its parts begin with it
	name   string // Go type
	fixed  bool   // the name was decided by hand
	root   bool   // request or response as a whole
	fields []*field
}

// field is one place in the catalogue that holds a value.
type field struct {
	api.Field
	path string // shop.Orders.Search.response.orders[].line_items
	node *node
	list bool
	leaf api.Field // the element of a list, else the field itself
	kid  *node     // when the leaf is an object
	enum string    // Go type of a text with known values

	scalar  string // Go type of a value that is no object, "" until it is known
	pointer *bool  // nil until it is known

	name string
	body bool // of a request: in the body, not in the query
}

// model is one package before it becomes text.
type model struct {
	pkg      string
	names    *names
	ops      []*operation
	nodes    []*node // owners before their parts
	structs  map[string]*structType
	enums    map[string]*enumType
	problems []string
}

type operation struct {
	*api.Operation
	stem              string
	request, response *node // nil when there is nothing in it
}

func (m *model) bad(format string, args ...any) {
	m.problems = append(m.problems, fmt.Sprintf(format, args...))
}

func newModel(pkg string, cat *api.Catalogue, n *names) *model {
	m := &model{pkg: pkg, names: n, structs: map[string]*structType{}, enums: map[string]*enumType{}}
	services := n.Services
	for _, op := range cat.Operations {
		if op.Package != pkg {
			continue
		}
		if !slices.Contains(services, op.Service) {
			m.bad("%s: services: no %s, which %s needs", n.file, op.Service, op.Name)
		}
		m.ops = append(m.ops, &operation{Operation: op})
	}
	slices.SortStableFunc(m.ops, func(a, b *operation) int {
		return cmp.Or(
			cmp.Compare(slices.Index(services, a.Service), slices.Index(services, b.Service)),
			cmp.Compare(verbRank(a.GoMethod), verbRank(b.GoMethod)))
	})
	for _, op := range m.ops {
		m.addOperation(op)
	}
	return m
}

// verbRank orders methods: first those that read, the plain verb before its variants.
func verbRank(method string) int {
	verbs := []string{"Get", "List", "Search", "Find", "Create", "Update", "Patch"}
	verb := camel(method)[0]
	rank := slices.Index(verbs, verb)
	if rank < 0 {
		return 100
	}
	if method == verb {
		return rank
	}
	return rank + 10
}

// noun is the word for one of the things of a service: Order for Orders.
func (m *model) noun(op *operation) string {
	if noun, ok := m.names.lookup("nouns", m.names.Nouns, op.Package+"."+op.Service); ok {
		return noun
	}
	return singularName(op.Service)
}

// stemOf is the name before Request and Response: SearchOrders.
func (m *model) stemOf(op *operation) string {
	if stem, ok := m.names.lookup("stems", m.names.Stems, op.Name); ok {
		return stem
	}
	verb := camel(op.GoMethod)[0]
	rest := strings.TrimPrefix(op.GoMethod, verb)
	noun := m.noun(op)
	if rest == "" && op.ListField != "" && (verb == "List" || verb == "Search" || verb == "Get") {
		return verb + op.Service
	}
	if noun == "" {
		return op.GoMethod
	}
	return verb + attach(noun, rest)
}

// ownerOf is the name before the names of an operation's parts: Order for
// Orders.Search, CategoryAttribute for Categories.ListAttributes.
func (m *model) ownerOf(op *operation) string {
	if owner, ok := m.names.lookup("owners", m.names.Owners, op.Name); ok {
		return owner
	}
	verb := camel(op.GoMethod)[0]
	rest := strings.TrimPrefix(op.GoMethod, verb)
	if rest == "" {
		return m.noun(op)
	}
	return attach(m.noun(op), singularName(rest))
}

func (m *model) addOperation(op *operation) {
	op.stem = m.stemOf(op)
	owner := m.ownerOf(op)
	var query []api.Field
	for _, f := range op.Params {
		if f.In == "query" {
			query = append(query, f)
		}
	}
	if len(query)+len(op.Body) > 0 {
		op.request = &node{path: op.Name, op: op.Operation, input: true, base: owner, name: op.stem + "Request", root: true}
		m.nodes = append(m.nodes, op.request)
		m.addFields(op.request, op.Name+".query", query)
		for _, f := range m.addFields(op.request, op.Name+".body", op.Body) {
			f.body = true
		}
	}
	if len(op.Response) > 0 {
		op.response = &node{path: op.Name + ".response", op: op.Operation, base: owner, name: op.stem + "Response", root: true}
		m.nodes = append(m.nodes, op.response)
		m.addFields(op.response, op.response.path, op.Response)
	}
}

// addFields adds the fields of an object and, below them, further objects.
func (m *model) addFields(n *node, path string, fields []api.Field) []*field {
	var added []*field
	for _, af := range fields {
		f := &field{Field: af, leaf: af, node: n, path: path + "." + af.Name}
		at := f.path
		for f.leaf.Items != nil {
			f.list, f.leaf, at = true, *f.leaf.Items, at+"[]"
		}
		if d, ok := m.names.pick("units", m.names.Units, f.path); ok {
			f.Unit, f.leaf.Unit = d.Name, d.Name
		}
		if len(f.leaf.Enum) == 0 {
			f.leaf.Enum = f.Enum // some lists carry the values of their elements
		}
		f.name = m.names.exported(af.Name)
		if d, ok := m.names.pick("fields", m.names.Fields, f.path); ok {
			f.name = d.Name
		}
		n.fields = append(n.fields, f)
		added = append(added, f)
		if f.leaf.Type == "object" {
			f.kid = &node{path: at, op: n.op, input: n.input, owner: n}
			m.nodes = append(m.nodes, f.kid)
			m.nameNode(f.kid, f)
			m.addFields(f.kid, at, f.leaf.Properties)
		}
	}
	return added
}

// nameNode proposes the name of an object; the ending Input may follow.
func (m *model) nameNode(n *node, f *field) {
	if d, ok := m.names.pick("types", m.names.Types, n.path); ok {
		n.fixed, n.name = true, d.Name
		n.base = strings.TrimSuffix(d.Name, "Input")
		return
	}
	if name := m.names.shapeOf(n.path, f.leaf.Properties); name != "" {
		n.fixed, n.name, n.base = true, name, name
		return
	}
	part := m.names.exported(f.Name)
	if f.list {
		part = singularName(part)
	}
	n.base = attach(n.owner.base, part)
	n.name = n.base
}

// shapeOf is the shared type whose fields these are, "" if there is none.
func (n *names) shapeOf(path string, fields []api.Field) string {
	for _, s := range n.Shared {
		within := !slices.ContainsFunc(fields, func(f api.Field) bool { return !slices.Contains(s.Fields, f.Name) })
		missing := slices.ContainsFunc(s.Need, func(name string) bool { return api.Find(fields, name) == nil })
		placed := len(s.At) == 0 || slices.ContainsFunc(s.At, func(at string) bool { return n.match(at, path) })
		if within && !missing && placed {
			n.used["shared "+s.Name] = true
			return s.Name
		}
	}
	return ""
}
