package main

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tiktokshop-go/tiktokshop/internal/gen/api"
)

const tinyTopics = `{"topics": [
 {"type": 3, "event_type": "BOOK_RMA_CHANGE", "subject": "seller_open_id", "event_api": true, "when": "a book came back", "notes": ["Rare."], "data": [
  {"name": "book_ids", "type": "[]string"},
  {"name": "state", "type": "string", "note": "of the book", "values": ["TORN", "CLEAN"]},
  {"name": "damage", "type": "object", "struct": "BookDamage", "fields": [
   {"name": "pages", "type": "int", "also": "damage.page_count"},
   {"name": "page_count", "type": "int"}
  ]},
  {"name": "marks", "type": "[]object", "struct": "BookMark", "fields": [{"name": "at", "type": "time"}]},
  {"name": "other_marks", "type": "[]object", "struct": "BookMark", "fields": [{"name": "at", "type": "time"}]}
 ]}
]}`

// tinyGenerator makes the tiny catalogue with these topics.
func tinyGenerator(t *testing.T, topics string) generator {
	t.Helper()
	g := generator{inputs: copyInputs(t), out: t.TempDir(), log: io.Discard}
	if err := os.WriteFile(filepath.Join(g.inputs, "webhooks.json"), []byte(topics), 0o600); err != nil {
		t.Fatal(err)
	}
	return g
}

func TestTopicsBecomeTypes(t *testing.T) {
	t.Parallel()
	g := tinyGenerator(t, tinyTopics)
	if err := g.run(); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(filepath.Join(g.out, "events_gen.go"))
	if err != nil {
		t.Fatal(err)
	}
	text := strings.Replace(string(b), topicLookup, "", 1)
	_, text, _ = strings.Cut(text, "type EventType int\n")
	const want = `
// Topics known to this version. Those marked API can be switched on by
// shop.Webhooks.Update, under the name that String tells, the others in Partner
// Center only.
const (
	EventBookRMAChange EventType = 3 // [BookRMAChange], API
)

// eventTopics is ordered by number.
var eventTopics = [...]eventTopic{
	{EventBookRMAChange, "BOOK_RMA_CHANGE", func() any { return new(BookRMAChange) }},
}

// BookRMAChange comes when a book came back. It is topic 3; [Event.SellerOpenID] says whose.
// Rare.
type BookRMAChange struct {
	BookIDs    []string   ~json:"book_ids"~
	State      string     ~json:"state"~ // of the book: TORN, CLEAN
	Damage     BookDamage ~json:"damage"~
	Marks      []BookMark ~json:"marks"~
	OtherMarks []BookMark ~json:"other_marks"~
}

// BookDamage is part of [BookRMAChange].
type BookDamage struct {
	Pages     int ~json:"pages"~
	PageCount int ~json:"page_count,omitzero"~ // may come instead of Damage.Pages, which is then filled from it
}

// BookMark is part of [BookRMAChange].
type BookMark struct {
	At Time ~json:"at"~
}

// unify fills fields whose value came under another name.
func (d *BookRMAChange) unify() {
	if d.Damage.Pages == 0 {
		d.Damage.Pages = d.Damage.PageCount
	}
}
`
	if diff := cmp.Diff(strings.ReplaceAll(want, "~", "`"), text); diff != "" {
		t.Errorf("events_gen.go (-want +got):\n%s", diff)
	}
	lock, err := readLock(g.lockFile(topicsLock))
	if err != nil || lock["BOOK_RMA_CHANGE.damage.pages"] != "BookDamage.Pages int" || lock["BOOK_RMA_CHANGE"] != "EventBookRMAChange = 3" {
		t.Errorf("lock %v, error %v", lock, err)
	}
}

func TestBadTopicsAreRefused(t *testing.T) {
	t.Parallel()
	tests := map[string]struct{ old, text, want string }{
		"two shapes of one type": {`"other_marks", "type": "[]object", "struct": "BookMark", "fields": [{"name": "at", "type": "time"}]`,
			`"other_marks", "type": "[]object", "struct": "BookMark", "fields": [{"name": "at", "type": "int"}]`, "BookMark has other fields elsewhere"},
		"long name":         {"BookDamage", "Book" + strings.Repeat("Damage", 7), "at most 40"},
		"unknown operation": {`"notes"`, `"refetch": ["store.Books.Burn"], "notes"`, "there is no operation store.Books.Burn"},
		"no sense":          {`"type": 3`, `"type": "3"`, "webhooks.json"},
		"unknown type":      {`"type": "int"`, `"type": "float"`, `unknown type "float"`},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			g := tinyGenerator(t, strings.Replace(tinyTopics, tt.old, tt.text, 1))
			if err := g.run(); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error = %v, want it to hold %q", err, tt.want)
			}
		})
	}
}

func TestNamesOfTopicsAreLocked(t *testing.T) {
	t.Parallel()
	g := tinyGenerator(t, tinyTopics)
	if err := g.run(); err != nil {
		t.Fatal(err)
	}
	again := tinyGenerator(t, strings.ReplaceAll(tinyTopics, "book_ids", "ids"))
	again.inputs = g.inputs
	if err := os.WriteFile(filepath.Join(g.inputs, "webhooks.json"), []byte(strings.ReplaceAll(tinyTopics, "book_ids", "ids")), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := again.run(); err == nil || !strings.Contains(err.Error(), "BOOK_RMA_CHANGE.book_ids") {
		t.Errorf("error = %v", err)
	}
	again.relock = true
	if err := again.run(); err != nil {
		t.Errorf("with relock: %v", err)
	}
}

func TestTopicFieldsAreSchemaFields(t *testing.T) {
	t.Parallel()
	f := api.TopicField{Name: "marks", Type: "[]object", Struct: "Mark", Fields: []api.TopicField{
		{Name: "at", Type: "time"}, {Name: "by", Type: "[]string", Values: []string{"A"}}, {Name: "on", Type: "bool"}, {Name: "sum", Type: "decimal"},
	}}
	want := api.Field{Name: "marks", Type: "array", Items: &api.Field{Type: "object", Properties: []api.Field{
		{Name: "at", Type: "integer"}, {Name: "by", Type: "array", Items: &api.Field{Type: "string", Enum: []string{"A"}}},
		{Name: "on", Type: "boolean"}, {Name: "sum", Type: "string"},
	}}}
	if diff := cmp.Diff(want, f.Field()); diff != "" {
		t.Errorf("field (-want +got):\n%s", diff)
	}
}
