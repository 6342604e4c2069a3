package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// names is names/<package>.json: what is decided by hand for one package, each
// entry with its reason. The places are paths such as shop.Orders.Search.response.orders[].line_items[]; a
// star stands for any text.
type names struct {
	Services   []string            `json:"services"`   // in order
	Nouns      map[string]decision `json:"nouns"`      // service: word for one of its things
	Stems      map[string]decision `json:"stems"`      // operation: name before Request and Response
	Owners     map[string]decision `json:"owners"`     // operation: name before the names of its parts
	Words      map[string]string   `json:"words"`      // misspelled word: right word
	Shared     []shape             `json:"shared"`     // types found by their fields, wherever they stand
	Types      []decision          `json:"types"`      // name of an object
	Enums      []decision          `json:"enums"`      // name of a list of values; "" means plain text
	Fields     []decision          `json:"fields"`     // name of a field
	Scalars    []decision          `json:"scalars"`    // type of a field
	Constants  map[string]decision `json:"constants"`  // type and value: name of the constant
	Pointers   []decision          `json:"pointers"`   // fields where absent differs from zero
	Units      []decision          `json:"units"`      // unit of a field, in the words of the facts; "" means none
	Echoes     []decision          `json:"echoes"`     // fields of an answer to send with the next page, under the same name
	QueryJSON  []decision          `json:"queryJSON"`  // query lists sent as a JSON array
	Successors []decision          `json:"successors"` // deprecated field: what to use instead, as a sentence without its dot
	Defaults   []decision          `json:"defaults"`   // query parameter: value to send when it is not set
	Comments   []note              `json:"comments"`   // field, or type and value: what its comment says
	Docs       map[string]string   `json:"docs"`       // type: what its comment says behind the name

	file     string              // base name, for messages
	used     map[string]bool     // entries that were needed
	patterns map[string][]string // the texts between the stars
}

// decision is one choice made by hand.
type decision struct {
	At     string `json:"at,omitempty"`
	Name   string `json:"name,omitempty"`
	Reason string `json:"reason,omitempty"`
}

// note is a comment of ours on one field, or on one value of a type.
type note struct {
	At   string `json:"at"`
	Text string `json:"text"`
}

// shape is a type that is the same wherever all fields of an object are among
// Fields, all of Need are there and the place fits At (empty: any place).
type shape struct {
	Name   string   `json:"name"`
	At     []string `json:"at"`
	Need   []string `json:"need"`
	Fields []string `json:"fields"`
	Reason string   `json:"reason"`
}

func readNames(file string) (*names, error) {
	b, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	n := &names{file: filepath.Base(file), used: map[string]bool{}, patterns: map[string][]string{}}
	d := json.NewDecoder(bytes.NewReader(b))
	d.DisallowUnknownFields()
	if err := d.Decode(n); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return n, nil
}

// pick is the first decision for a path.
func (n *names) pick(list string, entries []decision, path string) (decision, bool) {
	for _, d := range entries {
		if n.match(d.At, path) {
			n.used[list+" "+d.At] = true
			return d, true
		}
	}
	return decision{}, false
}

// note is what a place's comment says, "" when nothing is noted.
func (n *names) note(path string) string {
	for _, c := range n.Comments {
		if n.match(c.At, path) {
			n.used["comments "+c.At] = true
			return c.Text
		}
	}
	return ""
}

// lookup is the decision for a key.
func (n *names) lookup(list string, entries map[string]decision, key string) (string, bool) {
	d, ok := entries[key]
	if ok {
		n.used[list+" "+key] = true
	}
	return d.Name, ok
}

// match reports whether a pattern fits a path.
func (n *names) match(pattern, path string) bool {
	texts, ok := n.patterns[pattern]
	if !ok {
		texts = strings.Split(pattern, "*")
		n.patterns[pattern] = texts
	}
	rest, ok := strings.CutPrefix(path, texts[0])
	last := len(texts) - 1
	if !ok || last == 0 {
		return ok && rest == ""
	}
	for _, text := range texts[1:last] {
		if _, rest, ok = strings.Cut(rest, text); !ok {
			return false
		}
	}
	return strings.HasSuffix(rest, texts[last])
}

// stale lists entries that nothing needed and entries without a reason.
func (n *names) stale() []string {
	var out []string
	check := func(list, key, reason string) {
		if !n.used[list+" "+key] {
			out = append(out, fmt.Sprintf("%s: %s: %s fits nothing: remove it", n.file, list, key))
		}
		if reason == "" {
			out = append(out, fmt.Sprintf("%s: %s: %s has no reason", n.file, list, key))
		}
	}
	for list, entries := range map[string][]decision{
		"types": n.Types, "enums": n.Enums, "fields": n.Fields, "scalars": n.Scalars, "pointers": n.Pointers,
		"units": n.Units, "echoes": n.Echoes, "queryJSON": n.QueryJSON, "successors": n.Successors,
		"defaults": n.Defaults,
	} {
		for _, d := range entries {
			check(list, d.At, d.Reason)
		}
	}
	for list, entries := range map[string]map[string]decision{
		"nouns": n.Nouns, "stems": n.Stems, "owners": n.Owners, "constants": n.Constants,
	} {
		for key, d := range entries {
			check(list, key, d.Reason)
		}
	}
	for _, s := range n.Shared {
		check("shared", s.Name, s.Reason)
	}
	for word := range n.Words {
		check("words", word, "misspelled")
	}
	for _, c := range n.Comments {
		check("comments", c.At, c.Text)
	}
	for name := range n.Docs {
		check("docs", name, "a sentence of ours")
	}
	slices.Sort(out)
	return out
}
