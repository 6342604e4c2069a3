package api

import (
	"bytes"
	_ "embed" // for topicsFile
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

//go:embed webhooks.json
var topicsFile []byte

// LoadTopics reads the topics of webhooks, ordered by number.
func LoadTopics() ([]Topic, error) { return ParseTopics(topicsFile) }

// Topic is one kind of webhook.
type Topic struct {
	Type     int          `json:"type"`
	Name     string       `json:"event_type"`          // "ORDER_STATUS_CHANGE"
	Subject  string       `json:"subject"`             // wire name of the field that says whom it is about
	EventAPI bool         `json:"event_api,omitempty"` // can be switched on by an API call, not in Partner Center alone
	When     string       `json:"when"`                // when it comes, as the end of a sentence
	Refetch  []string     `json:"refetch,omitempty"`   // operations that tell the present state
	Notes    []string     `json:"notes,omitempty"`     // further sentences
	Data     []TopicField `json:"data"`
}

// TopicField is a field of a webhook's data.
type TopicField struct {
	Name   string       `json:"name"`
	Type   string       `json:"type"`             // a key of TopicTypes, with [] in front for a list
	Struct string       `json:"struct,omitempty"` // Go type of an object
	Also   string       `json:"also,omitempty"`   // path below data of a field with the same meaning, which may come instead
	Note   string       `json:"note,omitempty"`
	Values []string     `json:"values,omitempty"` // known values, never all there may be
	Fields []TopicField `json:"fields,omitempty"` // of an object
}

// TopicTypes are the types of fields and their Go types in the root package. An
// object has a type of its own.
func TopicTypes() map[string]string {
	return map[string]string{
		"string": "string", "bool": "bool", "int": "int", "time": "Time", "iso": "TimeISO",
		"decimal": "Decimal", "currency": "Currency", "object": "",
	}
}

// Field is f as the schema of an answer has it.
func (f TopicField) Field() Field {
	leaf := Field{Name: f.Name, Type: strings.TrimPrefix(f.Type, "[]"), Enum: f.Values}
	switch leaf.Type {
	case "object":
		for _, sub := range f.Fields {
			leaf.Properties = append(leaf.Properties, sub.Field())
		}
	case "int", "time":
		leaf.Type = "integer"
	case "bool":
		leaf.Type = "boolean"
	default:
		leaf.Type = "string"
	}
	if leaf.Type == f.Type || !strings.HasPrefix(f.Type, "[]") {
		return leaf
	}
	leaf.Name = ""
	return Field{Name: f.Name, Type: "array", Items: &leaf}
}

// ParseTopics reads webhooks.json. The error lists everything that is wrong.
func ParseTopics(b []byte) ([]Topic, error) {
	var file struct {
		Topics []Topic `json:"topics"`
	}
	d := json.NewDecoder(bytes.NewReader(b))
	d.DisallowUnknownFields()
	if err := d.Decode(&file); err != nil {
		return nil, fmt.Errorf("webhooks.json: %w", err)
	}
	c := topicCheck{names: map[string]bool{}, types: TopicTypes()}
	last := 0
	for _, t := range file.Topics {
		if t.Type <= last {
			c.bad("topic %d: want the topics in order, each once", t.Type)
		}
		last = t.Type
		c.topic(t)
	}
	if len(c.problems) > 0 {
		return nil, c.problems
	}
	return file.Topics, nil
}

type topicCheck struct {
	names    map[string]bool
	types    map[string]string
	problems Problems
}

func (c *topicCheck) bad(format string, args ...any) {
	c.problems = append(c.problems, "webhooks.json: "+fmt.Sprintf(format, args...))
}

var (
	topicName = regexp.MustCompile(`^[A-Z][A-Z0-9_]*$`)
	fieldName = regexp.MustCompile(`^[a-z][a-z0-9_]*$`)
)

func (c *topicCheck) topic(t Topic) {
	at := fmt.Sprintf("topic %d", t.Type)
	if !topicName.MatchString(t.Name) || c.names[t.Name] {
		c.bad("%s: event_type %q: want a name such as ORDER_STATUS_CHANGE, used once", at, t.Name)
	}
	c.names[t.Name] = true
	if !slices.Contains([]string{"shop_id", "seller_open_id", "creator_open_id"}, t.Subject) {
		c.bad("%s: subject %q: want shop_id, seller_open_id or creator_open_id", at, t.Subject)
	}
	if t.When == "" || strings.HasSuffix(t.When, ".") {
		c.bad("%s: when %q: want the end of a sentence, without its dot", at, t.When)
	}
	for _, n := range t.Notes {
		if !strings.HasSuffix(n, ".") {
			c.bad("%s: note %q does not end in a dot", at, n)
		}
	}
	if len(t.Data) == 0 {
		c.bad("%s: no data", at)
	}
	c.fields(at, t, t.Data)
}

func (c *topicCheck) fields(at string, t Topic, fields []TopicField) {
	seen := map[string]bool{}
	for _, f := range fields {
		at := at + "." + f.Name
		if !fieldName.MatchString(f.Name) || seen[f.Name] {
			c.bad("%s: want a wire name, used once", at)
		}
		seen[f.Name] = true
		leaf := strings.TrimPrefix(f.Type, "[]")
		if _, ok := c.types[leaf]; !ok {
			c.bad("%s: unknown type %q", at, f.Type)
		}
		if object := leaf == "object"; object != (f.Struct != "") || object != (len(f.Fields) > 0) {
			c.bad("%s: an object, and nothing else, has struct and fields", at)
		}
		if f.Also != "" {
			if other := FindTopicField(t.Data, f.Also); other == nil || other.Type != f.Type || leaf == "object" || leaf == "bool" {
				c.bad("%s: also %q: no such field of this type outside of lists, or an object or bool", at, f.Also)
			}
		}
		c.fields(at, t, f.Fields)
	}
}

// FindTopicField is the field at a path below data that no list is part of, nil
// when there is none.
func FindTopicField(fields []TopicField, path string) *TopicField {
	name, rest, deeper := strings.Cut(path, ".")
	for i := range fields {
		switch f := &fields[i]; {
		case f.Name != name:
		case !deeper:
			return f
		case f.Type == "object":
			return FindTopicField(f.Fields, rest)
		}
	}
	return nil
}
