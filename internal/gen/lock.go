package main

import (
	"fmt"
	"os"
	"slices"
	"strings"
)

// lockLines says what name everything got: a place in the catalogue, a tab, the
// Go name. Programs of others depend on these, so they may not change by accident.
func (m *model) lockLines() map[string]string {
	lines := map[string]string{}
	for _, op := range m.ops {
		var types []string
		for _, n := range []*node{op.request, op.response} {
			if n != nil {
				types = append(types, n.name)
			}
		}
		lines[op.Name] = "method " + strings.Join(types, " ")
	}
	for _, n := range m.nodes {
		for _, f := range n.fields {
			lines[f.path] = strings.TrimPrefix(n.name+"."+f.name, root) + " " + m.goType(f)
		}
	}
	for _, e := range m.enums {
		for _, v := range e.values {
			lines[m.pkg+": "+e.name+" "+v] = m.constant(e, v)
		}
	}
	return lines
}

// lockDiff is what changed against the lock file.
type lockDiff struct{ added, changed, removed []string }

// readLock reads a lock file; a missing file is an empty one.
func readLock(file string) (map[string]string, error) {
	lines := map[string]string{}
	b, err := os.ReadFile(file)
	if os.IsNotExist(err) {
		return lines, nil
	}
	if err != nil {
		return nil, err
	}
	for i, line := range strings.Split(strings.TrimSuffix(string(b), "\n"), "\n") {
		place, name, ok := strings.Cut(line, "\t")
		if !ok {
			return nil, fmt.Errorf("%s:%d: want a place, a tab and a name", file, i+1)
		}
		lines[place] = name
	}
	return lines, nil
}

func diffLock(old, now map[string]string) lockDiff {
	var d lockDiff
	for place, name := range now {
		was, ok := old[place]
		switch {
		case !ok:
			d.added = append(d.added, place+": "+name)
		case was != name:
			d.changed = append(d.changed, place+": was "+was+", is "+name)
		}
	}
	for place, name := range old {
		if _, ok := now[place]; !ok {
			d.removed = append(d.removed, place+": "+name)
		}
	}
	for _, list := range [][]string{d.added, d.changed, d.removed} {
		slices.Sort(list)
	}
	return d
}

func formatLock(lines map[string]string) []byte {
	out := make([]string, 0, len(lines))
	for place, name := range lines {
		out = append(out, place+"\t"+name+"\n")
	}
	slices.Sort(out)
	return []byte(strings.Join(out, ""))
}
