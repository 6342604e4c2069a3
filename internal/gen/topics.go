package main

import (
	"fmt"
	"go/format"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/tiktokshop-go/tiktokshop/internal/gen/api"
)

// topicsLock is the package name under which the names of topics are locked.
const topicsLock = "webhooks"

// topics makes the root's types of webhooks from webhooks.json. A catalogue
// without that file has none.
func (g *generator) topics() error {
	b, err := os.ReadFile(filepath.Join(g.inputs, "webhooks.json"))
	if os.IsNotExist(err) {
		return nil
	} else if err != nil {
		return err
	}
	list, err := api.ParseTopics(b)
	if err != nil {
		return err
	}
	e := topicEmitter{types: api.TopicTypes(), structs: map[string]string{}, lock: map[string]string{}}
	e.refetches(list, g)
	text, err := e.file(list)
	if err != nil {
		return err
	}
	old, err := readLock(g.lockFile(topicsLock))
	if err != nil {
		return err
	}
	diff := diffLock(old, e.lock)
	if broken := slices.Concat(diff.changed, diff.removed); len(broken) > 0 && !g.relock {
		return fmt.Errorf("names changed that others may use; fix webhooks.json, or accept with -relock:\n%s", strings.Join(broken, "\n"))
	}
	g.files["events_gen.go"], g.locks[topicsLock] = text, e.lock
	return nil
}

// topicEmitter writes events_gen.go.
type topicEmitter struct {
	emitter

	types    map[string]string // type of a field: Go type
	structs  map[string]string // Go type of an object: its fields
	lock     map[string]string
	problems []string
}

func (e *topicEmitter) bad(format string, args ...any) {
	e.problems = append(e.problems, "webhooks.json: "+fmt.Sprintf(format, args...))
}

func wireName(name string) string { return join(strings.Split(strings.ToLower(name), "_")) }

// refetches checks the operations a reader is sent to. Those of packages that are
// not made yet cannot be checked.
func (e *topicEmitter) refetches(list []api.Topic, g *generator) {
	known := map[string]bool{}
	for _, op := range g.cat.Operations {
		known[op.Name] = true
	}
	for _, t := range list {
		for _, op := range t.Refetch {
			if pkg, _, _ := strings.Cut(op, "."); g.names[pkg] != nil && !known[op] {
				e.bad("topic %d: refetch: there is no operation %s", t.Type, op)
			}
		}
	}
}

func (e *topicEmitter) file(list []api.Topic) ([]byte, error) {
	e.printf("%s", topicHead)
	for _, t := range list {
		mark := ""
		if t.EventAPI {
			mark = ", API"
		}
		e.printf("Event%s EventType = %d // [%s]%s\n", wireName(t.Name), t.Type, wireName(t.Name), mark)
		e.lock[t.Name] = fmt.Sprintf("Event%s = %d", wireName(t.Name), t.Type)
	}
	e.printf(")\n\n// eventTopics is ordered by number.\nvar eventTopics = [...]eventTopic{\n")
	for _, t := range list {
		e.printf("{Event%s, %q, func() any { return new(%s) }},\n", wireName(t.Name), t.Name, wireName(t.Name))
	}
	e.printf("}\n\n%s", topicLookup)
	for _, t := range list {
		e.topic(t)
	}
	for name := range e.structs {
		if len(name) > maxName {
			e.bad("%s has %d letters: at most %d", name, len(name), maxName)
		}
	}
	if len(e.problems) > 0 {
		return nil, api.Problems(e.problems)
	}
	return format.Source(e.b.Bytes())
}

func (e *topicEmitter) topic(t api.Topic) {
	name := wireName(t.Name)
	text := fmt.Sprintf("%s comes when %s. It is topic %d; [Event.%s] says whose.", name, t.When, t.Type, wireName(t.Subject))
	if len(t.Refetch) > 0 {
		text += fmt.Sprintf(" For the present state call %s.", strings.Join(t.Refetch, " or "))
	}
	e.comment("", strings.Join(append([]string{text}, t.Notes...), " "))

	same := map[string]string{}
	collectSame(t.Data, "", same)
	e.object(name, t.Name, t.Data, same)
	e.parts(t, t.Name, t.Data, same)
	e.unify(t, same)
}

// collectSame finds the fields that may come in place of another one, by path.
func collectSame(fields []api.TopicField, at string, same map[string]string) {
	for _, f := range fields {
		if f.Also != "" {
			same[f.Also] = at + f.Name
		}
		collectSame(f.Fields, at+f.Name+".", same)
	}
}

// object writes a struct; at is the topic and the path of the object.
func (e *topicEmitter) object(name, at string, fields []api.TopicField, same map[string]string) {
	e.printf("type %s struct {\n", name)
	for _, f := range fields {
		e.lock[at+"."+f.Name] = name + "." + wireName(f.Name) + " " + e.goType(f)
		tag, comment := f.Name, topicComment(f)
		_, path, _ := strings.Cut(at+"."+f.Name, ".")
		if main := same[path]; main != "" {
			tag += ",omitzero"
			comment = "may come instead of " + goPath(main) + ", which is then filled from it"
		}
		if len(comment) > longComment {
			e.comment("\t", upperFirst(comment)+".")
			comment = ""
		}
		e.printf("%s %s `json:%q`", wireName(f.Name), e.goType(f), tag)
		if comment != "" {
			e.printf(" // %s", comment)
		}
		e.printf("\n")
	}
	e.printf("}\n\n")
	e.structs[name] = e.shape(fields)
}

func (e *topicEmitter) goType(f api.TopicField) string {
	leaf, list := strings.CutPrefix(f.Type, "[]")
	goType := e.types[leaf]
	if leaf == "object" {
		goType = f.Struct
	}
	if list {
		return "[]" + goType
	}
	return goType
}

// shape is what two objects of one Go type have in common.
func (e *topicEmitter) shape(fields []api.TopicField) string {
	var b strings.Builder
	for _, f := range fields {
		fmt.Fprintln(&b, f.Name, e.goType(f))
	}
	return b.String()
}

// parts writes the structs of the objects among fields, each once.
func (e *topicEmitter) parts(t api.Topic, at string, fields []api.TopicField, same map[string]string) {
	for _, f := range fields {
		if len(f.Fields) == 0 {
			continue
		}
		shape, written := e.structs[f.Struct]
		if !written {
			e.comment("", fmt.Sprintf("%s is part of [%s].", f.Struct, wireName(t.Name)))
			e.object(f.Struct, at+"."+f.Name, f.Fields, same)
		} else if shape != e.shape(f.Fields) {
			e.bad("%s.%s: %s has other fields elsewhere: give one of them another name", at, f.Name, f.Struct)
		}
		e.parts(t, at+"."+f.Name, f.Fields, same)
	}
}

// unify writes the method that fills fields from those that came instead.
func (e *topicEmitter) unify(t api.Topic, same map[string]string) {
	if len(same) == 0 {
		return
	}
	e.printf("// unify fills fields whose value came under another name.\nfunc (d *%s) unify() {\n", wireName(t.Name))
	for _, other := range slices.Sorted(maps.Keys(same)) {
		empty := "d.%s == \"\""
		switch f := api.FindTopicField(t.Data, other); {
		case strings.HasPrefix(f.Type, "[]"):
			empty = "len(d.%s) == 0"
		case f.Type == "time":
			empty = "d.%s.IsZero()"
		case f.Type == "int":
			empty = "d.%s == 0"
		}
		e.printf("if "+empty+" {\nd.%s = d.%s\n}\n", goPath(same[other]), goPath(same[other]), goPath(other))
	}
	e.printf("}\n\n")
}

// goPath is a path below data as Go selects it.
func goPath(path string) string {
	parts := strings.Split(path, ".")
	for i := range parts {
		parts[i] = wireName(parts[i])
	}
	return strings.Join(parts, ".")
}

// longComment is where a comment gets lines of its own.
const longComment = 70

func topicComment(f api.TopicField) string {
	values := strings.Join(f.Values, ", ")
	switch {
	case values == "":
		return f.Note
	case f.Note != "":
		return f.Note + ": " + values
	case len(values) > longComment:
		return "known values: " + values
	}
	return values
}
