package main

import (
	"go/token"
	"maps"
	"slices"
	"strings"
	"unicode"
)

const maxName = 40

// checkNames refuses names that are long, stutter, end in a number or stand for
// two things.
func (m *model) checkNames() {
	taken := map[string]string{}
	take := func(name, at string) {
		if other, twice := taken[name]; twice {
			m.bad("%s: the name %s is also that of %s", at, name, other)
		}
		taken[name] = at
		if len(name) > maxName {
			m.bad("%s: the name %s has %d letters, more than %d", at, name, len(name), maxName)
		}
		if !token.IsIdentifier(name) || !token.IsExported(name) {
			m.bad("%s: %q is no exported Go name", at, name)
		}
	}
	for _, name := range []string{"Client", "New"} {
		take(name, "client_gen.go")
	}
	for _, service := range m.names.Services {
		take(service+"Service", m.pkg+"."+service)
	}
	for _, name := range slices.Sorted(maps.Keys(m.structs)) {
		s := m.structs[name]
		take(name, s.nodes[0].path)
		m.checkWords(name, s.nodes[0].path)
		for _, f := range s.fields {
			if !token.IsExported(f.name) || !token.IsIdentifier(f.name) {
				m.bad("%s: %q is no exported Go name", f.from[0].path, f.name)
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(m.enums)) {
		e := m.enums[name]
		take(name, e.fields[0].path)
		m.checkWords(name, e.fields[0].path)
		for _, v := range e.values {
			take(m.constant(e, v), e.fields[0].path+" "+v)
		}
	}
}

// checkWords refuses a word that follows itself, the package's name in front
// and a number behind.
func (m *model) checkWords(name, at string) {
	words := camel(name)
	for i := 1; i < len(words); i++ {
		if strings.EqualFold(words[i], words[i-1]) {
			m.bad("%s: the type %s says %s twice: name it in %s", at, name, words[i], m.names.file)
		}
	}
	if unicode.IsDigit(rune(name[len(name)-1])) {
		m.bad("%s: the type %s ends in a number: name it in %s", at, name, m.names.file)
	}
	if m.structs[name] == nil {
		return
	}
	if strings.EqualFold(words[0], m.pkg) && len(words) == 1 {
		m.bad("%s: the type %s repeats the name of the package", at, name)
	}
}
