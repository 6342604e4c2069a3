package main

import (
	"maps"
	"slices"
	"strings"

	"github.com/tiktokshop-go/tiktokshop/internal/gen/api"
)

// structTree writes a struct, then the types of its fields that belong into the
// same file, depth first.
func (e *emitter) structTree(n *node) {
	s := e.structs[n.name]
	if s == nil || e.done[n.name] {
		return
	}
	e.done[n.name] = true
	e.structType(s)
	for _, f := range s.fields {
		for _, from := range f.from {
			if from.kid != nil {
				e.structTree(from.kid)
			}
			if from.enum != "" && !e.done[from.enum] {
				e.done[from.enum] = true
				e.enumType(e.enums[from.enum])
			}
		}
	}
}

func (e *emitter) structType(s *structType) {
	e.comment("", s.name+" "+e.typeComment(s))
	e.printf("type %s struct {\n", s.name)
	head := s.nodes[0]
	if head.root && !head.input {
		e.printf("tiktokshop.ResponseInfo `json:\"-\"`\n\n")
	}
	body := false
	for i, f := range s.fields {
		if head.root && head.input && f.body && !body {
			body = true
			if i > 0 {
				e.printf("\n")
			}
		}
		e.field(s, f)
	}
	e.printf("}\n\n")
}

func (e *emitter) field(s *structType, f *structField) {
	comment := e.fieldComment(s, f)
	short := !strings.Contains(comment, "\n") && len(comment) <= 70
	if comment != "" && !short {
		comment, deprecated, ok := strings.Cut(comment, "\nDeprecated:")
		switch {
		case strings.HasPrefix(comment, "Deprecated:"):
			e.comment("\t", comment)
		case ok:
			e.comment("\t", upperFirst(comment)+".\n\nDeprecated:"+deprecated)
		default:
			e.comment("\t", upperFirst(comment)+".")
		}
	}
	if strings.HasPrefix(comment, "Deprecated:") && short {
		e.comment("\t", comment)
		comment = ""
	}
	e.printf("%s %s `%s`", f.name, f.goType, e.tag(s, f))
	if comment != "" && short {
		e.printf(" // %s", comment)
	}
	e.printf("\n")
}

func upperFirst(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// tag says where the field goes. What is only received keeps its zero values,
// so that an answer written again looks as it came.
func (e *emitter) tag(s *structType, f *structField) string {
	from := f.from[0]
	top := s.nodes[0].root && s.input
	retired := ""
	if from.Retired {
		if !top {
			e.bad("%s: only fields at the top of a request can be refused", from.path)
		}
		retired = ` retired:"` + unlinked.Replace(e.successor(s, f)) + `"`
	}
	switch {
	case top && !f.body:
		asJSON := ""
		if _, ok := e.names.pick("queryJSON", e.names.QueryJSON, from.path); ok {
			asJSON = ",json"
		}
		if value := e.fallback(from); value != "" {
			asJSON += ",omitzero,default=" + value // read up to the end of the tag
		} else {
			asJSON += ",omitzero"
		}
		return `query:"` + f.wire + asJSON + `"` + retired
	case top && s.nodes[0].op.BodyKind == "multipart":
		return `form:"` + f.wire + `,omitzero"` + retired
	case s.input:
		return `json:"` + f.wire + `,omitzero"` + retired
	}
	return `json:"` + f.wire + `"`
}

// fallback is what is sent for a query parameter that is not set, "" if nothing.
func (m *model) fallback(f *field) string {
	if f.In != "query" {
		return ""
	}
	d, _ := m.names.pick("defaults", m.names.Defaults, f.path)
	return d.Name
}

// unlinked takes the link off a name.
var unlinked = strings.NewReplacer("[", "", "]", "")

func (e *emitter) enumType(t *enumType) {
	doc, ok := e.names.Docs[t.name]
	if ok {
		e.names.used["docs "+t.name] = true
		e.comment("", t.name+" "+doc)
	} else {
		e.comment("", t.name+" has these known values; others may arrive.")
	}
	e.printf("type %s string\n\n// Values of %s.\nconst (\n", t.name, t.name)
	seen := map[string]string{}
	for _, v := range t.values {
		name := e.constant(t, v)
		if other, twice := seen[name]; twice {
			e.bad("%s: %s is the name of both %s and %s: name one in %s, constants", t.fields[0].path, name, other, v, e.names.file)
		}
		seen[name] = v
		e.printf("%s %s = %q", name, t.name, v)
		if note := e.names.note(t.name + " " + v); note != "" {
			e.printf(" // %s", note)
		}
		e.printf("\n")
	}
	e.printf(")\n\n")
}

// shared writes the types that several services use.
func (e *emitter) shared() {
	services := map[string]map[string]bool{}
	see := func(name, service string) {
		if services[name] == nil {
			services[name] = map[string]bool{}
		}
		services[name][service] = true
	}
	for _, n := range e.nodes {
		see(n.name, n.op.Service)
		for _, f := range n.fields {
			if f.enum != "" {
				see(f.enum, n.op.Service)
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(services)) {
		if len(services[name]) < 2 {
			continue
		}
		if s := e.structs[name]; s != nil {
			e.structTree(s.nodes[0])
		} else if t := e.enums[name]; t != nil && !e.done[name] {
			e.done[name] = true
			e.enumType(t)
		}
	}
}

// client writes the client with its services.
func (e *emitter) client() {
	e.printf("// Client holds the services of this package, all on one [tiktokshop.Client].\ntype Client struct {\n")
	services := e.names.Services
	for _, s := range services {
		e.printf("%s *%sService // %s\n", s, s, strings.TrimSuffix(e.docs.service(e.pkg, s), "."))
	}
	e.printf(`}

// New makes a client of c, which says for which shop and account it calls.
func New(c *tiktokshop.Client) *Client {
	s := &service{c}
	return &Client{
`)
	for _, s := range services {
		e.printf("%s: (*%sService)(s),\n", s, s)
	}
	e.printf(`}
}

// service is what all services are made of.
type service struct{ c *tiktokshop.Client }

// invoke fills out and returns it, or nil when there is no answer. Beside a
// [tiktokshop.PartialFailure] or a [tiktokshop.DecodeError] stands what did arrive.
// Its parameter is a pointer type, so that all answers share one compiled function.
func invoke[P any](ctx context.Context, c *tiktokshop.Client, op *tiktokshop.Operation, ids []string, in any, out P, opts []tiktokshop.CallOption) (P, error) {
	err := c.Invoke(ctx, op, ids, in, out, opts...)
	if err != nil && !tiktokshop.Partial(err) {
		return *new(P), err
	}
	return out, err
}
`)
	for _, op := range e.ops {
		if op.Paging == api.PagingOffsetBody {
			e.printf("%s", nextOffset)
			return
		}
	}
}

const nextOffset = `
// offset is where the page of a token begins.
func offset(token string) int {
	n, err := strconv.Atoi(token)
	if err != nil {
		return 0 // the first page has no token
	}
	return n
}

// nextOffset is the token of the page behind one of n items at offset, "" when
// the page was not full.
func nextOffset(offset, n, size int) string {
	if n == 0 || n < size {
		return ""
	}
	return strconv.Itoa(offset + n)
}
`
