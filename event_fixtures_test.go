package tiktokshop_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"github.com/tiktokshop-go/tiktokshop"
	"github.com/tiktokshop-go/tiktokshop/internal/conform"
	"github.com/tiktokshop-go/tiktokshop/internal/gen/api"
)

func topics(t *testing.T) map[int]api.Topic {
	t.Helper()
	list, err := api.LoadTopics()
	if err != nil {
		t.Fatal(err)
	}
	byType := map[int]api.Topic{}
	for _, topic := range list {
		byType[topic.Type] = topic
	}
	return byType
}

// shared reads a file that lies beside the repository.
func shared(t *testing.T, path string, v any) {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("..", "shared", filepath.FromSlash(path)))
	if err != nil {
		conform.NoFixtures(t, err)
	}
	if err := json.Unmarshal(b, v); err != nil {
		t.Fatal(err)
	}
}

// checkEvent finds every value of a body that the facts know in the typed event.
func checkEvent(t *testing.T, topic api.Topic, body []byte) {
	t.Helper()
	e, err := tiktokshop.ParseEvent(body)
	if err != nil {
		t.Fatal(err)
	}
	if e.Data == nil || e.Misfit != "" || string(e.Raw) != string(body) {
		t.Fatalf("data %v, misfit %q", e.Data, e.Misfit)
	}
	if want := "*tiktokshop." + strings.ReplaceAll(topic.Name, "_", ""); !strings.EqualFold(fmt.Sprintf("%T", e.Data), want) {
		t.Errorf("data is a %T, want %s", e.Data, want)
	}
	text, err := json.Marshal(e)
	if err != nil {
		t.Fatal(err)
	}
	sent, err := conform.Decode(body)
	if err != nil {
		t.Fatal(err)
	}
	got, err := conform.Decode(text)
	if err != nil {
		t.Fatal(err)
	}
	data := api.Field{Name: "data", Type: "object"}
	for _, f := range topic.Data {
		data.Properties = append(data.Properties, f.Field())
	}
	envelope := []api.Field{{Name: "type", Type: "integer"}, {Name: "timestamp", Type: "integer"}, data}
	for _, name := range []string{"tts_notification_id", "shop_id", "seller_open_id", "creator_open_id"} {
		envelope = append(envelope, api.Field{Name: name, Type: "string"})
	}
	for _, l := range conform.Lost(envelope, sent, got) {
		t.Error(l)
	}
}

func TestDeliveriesFromOutsideAreTypedInFull(t *testing.T) {
	t.Parallel()
	byType := topics(t)
	var index struct {
		Fixtures []struct {
			File string          `json:"file"`
			Role string          `json:"role"`
			Type json.RawMessage `json:"type"`
		} `json:"fixtures"`
	}
	shared(t, "fixtures/index.json", &index)
	n := 0
	for _, f := range index.Fixtures {
		if f.Role != "webhook" {
			continue
		}
		n++
		t.Run(f.File, func(t *testing.T) {
			t.Parallel()
			var body json.RawMessage
			shared(t, "fixtures/"+f.File, &body)
			var head struct {
				Type int `json:"type"`
			}
			if err := json.Unmarshal(body, &head); err != nil {
				t.Fatal(err)
			}
			checkEvent(t, byType[head.Type], body)
			checkNothingUnknown(t, byType[head.Type].Data, body)
		})
	}
	if n < 23 {
		t.Errorf("%d deliveries, want at least 23", n)
	}
}

// checkNothingUnknown fails for keys the facts do not have.
func checkNothingUnknown(t *testing.T, fields []api.TopicField, body []byte) {
	t.Helper()
	var envelope struct {
		Data any `json:"data"`
	}
	if err := json.Unmarshal(body, &envelope); err != nil {
		t.Fatal(err)
	}
	var walk func(v any, fields []api.TopicField, at string)
	walk = func(v any, fields []api.TopicField, at string) {
		switch v := v.(type) {
		case []any:
			for _, e := range v {
				walk(e, fields, at)
			}
		case map[string]any:
			for name, e := range v {
				if f := api.FindTopicField(fields, name); f == nil {
					t.Errorf("%s.%s is unknown", at, name)
				} else {
					walk(e, f.Fields, at+"."+name)
				}
			}
		}
	}
	walk(envelope.Data, fields, "data")
}

// Every topic, also those without a delivery from outside: each field gets a
// value of its own.
func TestEveryTopicIsTypedInFull(t *testing.T) {
	t.Parallel()
	for number, topic := range topics(t) {
		t.Run(topic.Name, func(t *testing.T) {
			t.Parallel()
			if got := tiktokshop.EventType(number).String(); got != topic.Name {
				t.Errorf("String = %q", got)
			}
			for _, asText := range []bool{false, true} {
				n := 1700000000
				body, err := json.Marshal(map[string]any{
					"type": number, "tts_notification_id": "77", topic.Subject: "88", "timestamp": 1700000000, "data": sample(topic.Data, &n, asText),
				})
				if err != nil {
					t.Fatal(err)
				}
				checkEvent(t, topic, body)
			}
		})
	}
}

// sample is an object with all fields; asText writes numbers as text and text as
// numbers.
func sample(fields []api.TopicField, n *int, asText bool) map[string]any {
	object := map[string]any{}
	for _, f := range fields {
		*n++
		leaf := strings.TrimPrefix(f.Type, "[]")
		var v any = *n
		switch {
		case leaf == "object":
			v = sample(f.Fields, n, asText)
		case leaf == "bool":
			v = true
		case leaf == "iso" || leaf == "currency":
			v = fmt.Sprintf("text %d", *n)
		case (leaf == "int" || leaf == "time") == asText:
			v = strconv.Itoa(*n)
		}
		if leaf != f.Type {
			v = []any{v, v}
		}
		object[f.Name] = v
	}
	return object
}

func TestNothingOfTheStudyIsMissing(t *testing.T) {
	t.Parallel()
	var study struct {
		Topics []struct {
			Type      int    `json:"type"`
			EventType string `json:"event_type"`
			Data      []struct {
				Name string `json:"name"`
				Note string `json:"note"`
			} `json:"data"`
		} `json:"topics"`
	}
	shared(t, "platform/webhooks.json", &study)
	byType := topics(t)
	if len(study.Topics) != len(byType) {
		t.Errorf("%d topics, want %d", len(byType), len(study.Topics))
	}
	for _, want := range study.Topics {
		topic := byType[want.Type]
		if topic.Name != want.EventType {
			t.Errorf("topic %d is %s, want %s", want.Type, topic.Name, want.EventType)
		}
		for _, f := range want.Data {
			if found := findAnywhere(topic.Data, f.Name); !found && f.Note != "guess" {
				t.Errorf("topic %d lacks %s", want.Type, f.Name)
			}
		}
	}
}

func findAnywhere(fields []api.TopicField, path string) bool {
	name, rest, deeper := strings.Cut(path, ".")
	for _, f := range fields {
		if f.Name == name {
			return !deeper || findAnywhere(f.Fields, rest)
		}
	}
	return false
}

// A nil pointer in an interface would not be nil.
func TestDataOfUnknownTopicsIsNil(t *testing.T) {
	t.Parallel()
	e, err := tiktokshop.ParseEvent([]byte(`{"type":999,"data":{}}`))
	if err != nil || e.Data != nil || reflect.ValueOf(e.Data).IsValid() {
		t.Errorf("data %v, error %v", e.Data, err)
	}
}
