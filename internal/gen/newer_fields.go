package main

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/tiktokshop-go/tiktokshop/internal/gen/api"
)

// guesses tells what fields of a name and type are elsewhere: the newer pages
// give names and types, no units.
type guesses map[string]map[guess]int

type guess struct{ unit, format string }

func guessesFrom(facts map[string]api.FactsOperation) guesses {
	g := guesses{}
	for _, op := range facts {
		for _, fields := range [][]api.Field{op.Params, op.Body, op.Response} {
			g.see(fields)
		}
	}
	return g
}

func (g guesses) see(fields []api.Field) {
	for _, f := range fields {
		leaf := f
		for leaf.Items != nil {
			leaf = *leaf.Items
		}
		unit := leaf.Unit
		if unit == "" {
			unit = f.Unit
		}
		key := f.Name + " " + leaf.Type
		if g[key] == nil {
			g[key] = map[guess]int{}
		}
		g[key][guess{strings.TrimSuffix(unit, "?"), leaf.Format}]++
		g.see(leaf.Properties)
	}
}

var (
	timeName = regexp.MustCompile(`(_time|_date)(_ge|_gt|_le|_lt)?$`)
	rateName = regexp.MustCompile(`commission_.*rate$|commission_rate$`)
	unitName = regexp.MustCompile(`(^|_)(days|hours|minutes|seconds)(_|$)`)
)

// of is the unit and format that most fields of this name and type have; else
// what the name says. All are guesses.
func (g guesses) of(name, kind string) (unit, format string) {
	var best guess
	most, all := 0, 0
	for k, n := range g[name+" "+kind] {
		all += n
		if n > most || n == most && (k.unit+k.format) > (best.unit+best.format) {
			best, most = k, n
		}
	}
	unit, format = best.unit, best.format
	if 5*most < 4*all {
		unit = ""
	}
	switch m := unitName.FindStringSubmatch(name); {
	case unit != "" || kind != "integer" && kind != "string":
	case kind == "integer" && timeName.MatchString(name):
		unit = "unix_s"
	case kind == "integer" && rateName.MatchString(name):
		unit = "bps"
	case kind == "integer" && m != nil && m[2] != "hours":
		unit = m[2]
	case name == "currency":
		unit = "iso4217"
	}
	if unit == "iso4217" || unit == "iso3166" || unit == "bcp47" || unit == "" {
		return unit, format
	}
	return unit + "?", format
}

var fieldTypes = map[string]string{
	"string": "string", "int": "integer", "bool": "boolean", "object": "object", "file": "string",
}

// tree turns flat fields below prefix into fields with properties.
func (n *newer) tree(flat []flatField, prefix string) []api.Field {
	var out []api.Field
	for _, f := range flat {
		name, below := strings.CutPrefix(f.Name, prefix)
		if !below || strings.Contains(name, ".") {
			continue
		}
		kind, values, _ := strings.Cut(f.Type, " ")
		kind, list := strings.CutPrefix(kind, "[]")
		leaf := api.Field{Type: fieldTypes[kind]}
		if kind == "file" {
			leaf.Format = "binary"
		}
		unit, format := n.guess.of(name, leaf.Type)
		if leaf.Type == "integer" {
			leaf.Format = format
		}
		leaf.Unit = unit
		if leaf.Type == "object" {
			leaf.Properties = n.tree(flat, f.Name+".")
		}
		if leaf.Type == "string" {
			leaf.Enum = f.EnumHint
			if strings.Contains(values, "|") {
				leaf.Enum = strings.Split(values, "|")
			}
		}
		if most, err := strconv.ParseFloat(f.MaxHint, 64); err == nil && leaf.Type == "integer" {
			leaf.Max = &most
		}
		field := leaf
		if list {
			field = api.Field{Type: "array", Enum: leaf.Enum, Items: &leaf}
			leaf.Enum = nil
		}
		field.Name, field.Required = name, f.Required
		out = append(out, field)
	}
	return out
}

// union is what both versions of a route know, in the order of the older one.
// Inputs that the newer one lacks are retired, parts of its answer deprecated.
func union(old, now []api.Field, input bool) []api.Field {
	var out []api.Field
	for _, f := range old {
		i := slices.IndexFunc(now, func(x api.Field) bool { return x.Name == f.Name })
		switch {
		case i >= 0:
			f = joined(f, now[i], input)
		case input && f.In != "path":
			f.Retired, f.Required, f.Deprecated = true, false, true
		case !input:
			f.Deprecated = true
		}
		out = append(out, f)
	}
	for _, f := range now {
		if api.Find(old, f.Name) == nil {
			out = append(out, f)
		}
	}
	return out
}

// joined keeps what is known about the older field and adds what is new. The
// older pages tell more; the newer one decides what is required.
func joined(old, now api.Field, input bool) api.Field {
	for _, v := range now.Enum {
		if len(old.Enum) > 0 && !slices.Contains(old.Enum, v) {
			old.Enum = append(slices.Clone(old.Enum), v)
		}
	}
	if len(old.Enum) == 0 {
		old.Enum = now.Enum
	}
	old.Required = old.Required || now.Required
	if old.Items != nil && now.Items != nil {
		leaf := joined(*old.Items, *now.Items, input)
		old.Items = &leaf
	}
	if len(old.Properties) > 0 && len(now.Properties) > 0 {
		old.Properties = union(old.Properties, now.Properties, input)
	}
	return old
}
