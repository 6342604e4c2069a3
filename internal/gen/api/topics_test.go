package api

import (
	"strings"
	"testing"
)

func TestTheTopicsLoad(t *testing.T) {
	t.Parallel()
	list, err := LoadTopics()
	if err != nil {
		t.Fatal(err)
	}
	if len(list) != 44 {
		t.Errorf("%d topics, want 44", len(list))
	}
	inAPI := 0
	for _, topic := range list {
		if topic.EventAPI {
			inAPI++
		}
	}
	if inAPI != 17 {
		t.Errorf("%d topics of the Event API, want 17", inAPI)
	}
}

func TestBadTopicsAreNamed(t *testing.T) {
	t.Parallel()
	const good = `{"type": 1, "event_type": "A_B", "subject": "shop_id", "when": "it did", "data": [{"name": "x", "type": "string"}]}`
	tests := map[string]struct{ old, text, want string }{
		"number":           {`"type": 1`, `"type": 0`, "topic 0: want the topics in order"},
		"name":             {"A_B", "a_b", `event_type "a_b"`},
		"subject":          {`"shop_id"`, `"shop"`, `subject "shop"`},
		"sentence":         {"it did", "it did.", "without its dot"},
		"note":             {`"data"`, `"notes": ["n"], "data"`, `note "n" does not end in a dot`},
		"no data":          {`{"name": "x", "type": "string"}`, ``, "no data"},
		"field twice":      {`"data": [`, `"data": [{"name": "x", "type": "int"}, `, "topic 1.x: want a wire name, used once"},
		"field name":       {`"x"`, `"X"`, "topic 1.X: want a wire name"},
		"type":             {`"string"`, `"text"`, `unknown type "text"`},
		"shapeless object": {`"string"`, `"object"`, "an object, and nothing else"},
		"struct of text":   {`"string"`, `"string", "struct": "T"`, "an object, and nothing else"},
		"also":             {`"string"`, `"string", "also": "y.z"`, `also "y.z": no such field`},
		"unknown key":      {`"when"`, `"then": "x", "when"`, "unknown field"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := ParseTopics([]byte(`{"topics": [` + strings.Replace(good, tt.old, tt.text, 1) + `]}`))
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error = %v, want it to hold %q", err, tt.want)
			}
		})
	}
	if _, err := ParseTopics([]byte(`{"topics": [` + good + `, ` + good + `]}`)); err == nil || !strings.Contains(err.Error(), "used once") {
		t.Errorf("twice the same: %v", err)
	}
}
