package main

import (
	"cmp"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/tiktokshop-go/tiktokshop/internal/gen/api"
)

// newerRoute is one route of the study's list of routes younger than its
// OpenAPI files. The fields are flat: "data.orders.id" lies in "data.orders".
type newerRoute struct {
	Method, Path, Version, Name, Family string
	Query, Body, Response               []flatField
	PathParams                          []flatField `json:"path_params"`
	Scopes                              []string
	Audience                            []string `json:"token_audience"`
	Confidence                          string
}

type flatField struct {
	Name, Type string
	Required   bool
	EnumHint   []string `json:"enum_hint"`
	MaxHint    string   `json:"max_hint"`
}

// newerChoice is one line of newer.json: what becomes of a newer route. Without
// one a route stays untyped.
type newerChoice struct {
	Method    string `json:"method"`
	Path      string `json:"path"`
	Moves     string `json:"moves,omitempty"`      // the operation that takes this route from now on
	KeepsForm bool   `json:"keeps_form,omitempty"` // its fields are not known in full: keep those of the older route
	Adds      string `json:"adds,omitempty"`       // or the name of a new operation
	Reason    string `json:"reason"`

	// Columns of operations.csv that are not what they were or what is usual.
	Columns map[string]string `json:"columns,omitempty"`
}

// newer brings the newer routes into the rows and facts read before.
type newer struct {
	*importer
	routes  map[string]*newerRoute // by method and path
	choices []newerChoice
	guess   guesses
}

// newerRoutes applies newer.json and lists what stays untyped.
func (m *importer) newerRoutes() error {
	n := &newer{importer: m, routes: map[string]*newerRoute{}, guess: guessesFrom(m.facts)}
	var in struct{ Endpoints []*newerRoute }
	if err := readJSON(filepath.Join(m.from, "platform", "newer_endpoints.json"), &in); err != nil {
		return err
	}
	for _, r := range in.Endpoints {
		n.routes[r.Method+" "+r.Path] = r
	}
	if err := readJSON(filepath.Join(m.to, "newer.json"), &n.choices); err != nil {
		return err
	}
	for _, c := range n.choices {
		r := n.routes[c.Method+" "+c.Path]
		if r == nil || c.Reason == "" || (c.Moves == "") == (c.Adds == "") {
			return fmt.Errorf("newer.json: %s %s: want a route of the study, a reason, and one of moves and adds", c.Method, c.Path)
		}
		apply := n.add
		if c.Moves != "" {
			apply = n.move
		}
		if err := apply(c, r); err != nil {
			return fmt.Errorf("newer.json: %s %s: %w", c.Method, c.Path, err)
		}
		delete(n.routes, c.Method+" "+c.Path)
	}
	return n.untyped()
}

// row is a line of operations.csv by column.
type row map[string]string

func (r row) name() string { return r["package"] + "." + r["service"] + "." + r["go_method"] }

// take gives a row the route and what the newer page says about it.
func (r row) take(c newerChoice, route *newerRoute) {
	r["method"], r["path"], r["version"], r["module"] = route.Method, route.Path, route.Version, route.Family
	if !c.KeepsForm || len(route.Query) > 0 {
		for column, cipher := range map[string]string{
			"needs_shop_cipher": "shop_cipher", "needs_category_asset_cipher": "category_asset_cipher",
		} {
			r[column] = "no"
			if i := slices.IndexFunc(route.Query, func(f flatField) bool { return f.Name == cipher }); i >= 0 {
				r[column] = "optional"
			}
		}
	}
	maps.Copy(r, c.Columns)
}

// move gives a present operation its newer route.
func (n *newer) move(c newerChoice, route *newerRoute) error {
	i := slices.IndexFunc(n.rows, func(r row) bool { return r.name() == c.Moves })
	if i < 0 {
		return fmt.Errorf("no operation %s", c.Moves)
	}
	r := n.rows[i]
	was := r["method"] + " " + r["path"]
	facts := n.facts[was]
	delete(n.facts, was)
	n.old = slices.DeleteFunc(n.old, func(old api.Route) bool { return old.Method == route.Method && old.Old == route.Path })
	for j, old := range n.old {
		if old.Method == r["method"] && old.Newest == r["path"] {
			n.old[j].Newest = route.Path
		}
	}
	n.old = append(n.old, api.Route{Method: r["method"], Old: r["path"], Newest: route.Path})
	r.take(c, route)
	facts.Method, facts.Path = route.Method, route.Path
	if !c.KeepsForm {
		now := n.factsOf(route)
		facts.Params = union(facts.Params, now.Params, true)
		facts.Body = union(facts.Body, now.Body, true)
		facts.Response = union(facts.Response, now.Response, false)
	}
	n.facts[route.Method+" "+route.Path] = facts
	n.scope(was, route)
	return nil
}

// add makes a new operation.
func (n *newer) add(c newerChoice, route *newerRoute) error {
	parts := strings.Split(c.Adds, ".")
	if len(parts) != 3 {
		return fmt.Errorf("adds is %q, want package, service and method", c.Adds)
	}
	facts := n.factsOf(route)
	token := api.TokenAny
	if len(route.Audience) == 1 {
		token = route.Audience[0]
	}
	r := row{
		"package": parts[0], "service": parts[1], "go_method": parts[2], "token_type": token,
		"paging": api.PagingNone, "effect": api.EffectWrite, "body_kind": api.BodyNone,
	}
	if route.Method == "GET" {
		r["effect"] = api.EffectRead
	}
	if len(facts.Body) > 0 {
		r["body_kind"] = api.BodyJSON
	}
	r.take(c, route)
	n.rows = append(n.rows, r)
	n.facts[route.Method+" "+route.Path] = facts
	n.scope("", route)
	return nil
}

// scope moves what is known about the permission of a route.
func (n *newer) scope(was string, route *newerRoute) {
	s, known := n.scopesOf[route.Method+" "+route.Path]
	if !known {
		s = n.scopesOf[was]
	}
	delete(n.scopesOf, was)
	s.Method, s.Path = route.Method, route.Path
	name, _, _ := strings.Cut(route.Name, " (")
	s.Title = cmp.Or(s.Title, name)
	if len(route.Scopes) > 0 {
		s.Scopes = route.Scopes
	}
	n.scopesOf[route.Method+" "+route.Path] = s
}

// factsOf makes trees of the flat fields.
func (n *newer) factsOf(r *newerRoute) api.FactsOperation {
	facts := api.FactsOperation{Method: r.Method, Path: r.Path}
	params := []flatField{}
	for rest := r.Path; strings.Contains(rest, "{"); {
		_, after, _ := strings.Cut(rest, "{")
		name, tail, _ := strings.Cut(after, "}")
		params, rest = append(params, flatField{Name: name, Type: "string", Required: true}), tail
	}
	facts.Params = n.tree(params, "")
	for i := range facts.Params {
		facts.Params[i].In = "path"
	}
	query := n.tree(slices.DeleteFunc(slices.Clone(r.Query), func(f flatField) bool {
		return f.Name == "shop_cipher" || f.Name == "category_asset_cipher"
	}), "")
	for i := range query {
		query[i].In = "query"
	}
	facts.Params = append(facts.Params, query...)
	facts.Body = n.tree(r.Body, "")
	facts.Response = n.tree(r.Response, "data.")
	return facts
}

// untyped writes untyped.csv: newer routes that only Do reaches.
func (n *newer) untyped() error {
	rows := [][]string{{"method", "path", "title", "later_version_of", "query", "body", "answer", "certainty"}}
	for _, r := range n.routes {
		name, _, _ := strings.Cut(r.Name, " (v2")
		later := ""
		for _, have := range n.rows {
			if have["method"] == r.Method && unversioned(have["path"]) == unversioned(r.Path) {
				later = have.name()
			}
		}
		certainty, _, _ := strings.Cut(r.Confidence, " ")
		rows = append(rows, []string{r.Method, r.Path, name, later, tops(r.Query, ""), tops(r.Body, ""),
			tops(r.Response, "data."), certainty})
	}
	slices.SortFunc(rows[1:], func(a, b []string) int { return cmp.Or(strings.Compare(a[1], b[1]), strings.Compare(a[0], b[0])) })
	return n.writeCSV("untyped.csv", rows)
}

// tops are the names of the outermost fields.
func tops(fields []flatField, prefix string) string {
	var names []string
	for _, f := range fields {
		name, inside := strings.CutPrefix(f.Name, prefix)
		name, _, _ = strings.Cut(name, ".")
		if inside && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return strings.Join(names, " ")
}

// unversioned is a path without its version.
func unversioned(path string) string {
	parts := strings.Split(path, "/")
	if len(parts) > 2 {
		parts[2] = ""
	}
	return strings.Join(parts, "/")
}

// writeText writes one input file.
func (m *importer) writeText(name string, text []byte) error {
	return os.WriteFile(filepath.Join(m.to, name), text, 0o644)
}
