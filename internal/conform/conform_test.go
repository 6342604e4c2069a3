package conform

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tiktokshop-go/tiktokshop/internal/gen/api"
)

func TestLostNamesEveryPlace(t *testing.T) {
	t.Parallel()
	text := api.Field{Name: "text", Type: "string"}
	inner := []api.Field{text, {Name: "n", Type: "integer"}}
	fields := []api.Field{
		text,
		{Name: "obj", Type: "object", Properties: inner},
		{Name: "list", Type: "array", Items: &api.Field{Type: "object", Properties: inner}},
		{Name: "names", Type: "array", Items: &api.Field{Type: "string"}},
	}
	tests := map[string]struct {
		sent, got string
		want      []string
	}{
		"equal":               {sent: `{"text":"a","obj":{"n":1},"list":[{"n":2}],"names":["x"]}`, got: `{"text":"a","obj":{"n":1},"list":[{"n":2}],"names":["x"]}`},
		"number as text":      {sent: `{"text":9007199254740993}`, got: `{"text":"9007199254740993"}`},
		"zero or missing":     {sent: `{"text":"","obj":{},"list":null}`, got: `{}`},
		"unknown to schema":   {sent: `{"news":1}`, got: `{}`},
		"lone element":        {sent: `{"names":"x"}`, got: `{"names":["x"]}`},
		"lost text":           {sent: `{"text":"a"}`, got: `{}`, want: []string{"text: sent a, got <nil>"}},
		"changed digits":      {sent: `{"obj":{"n":9007199254740993}}`, got: `{"obj":{"n":9007199254740992}}`, want: []string{"obj.n: sent 9007199254740993, got 9007199254740992"}},
		"lost element":        {sent: `{"list":[{"n":1},{"n":2}]}`, got: `{"list":[{"n":1}]}`, want: []string{"list: sent 2 elements, got 1"}},
		"lost deep":           {sent: `{"list":[{"text":"x"}]}`, got: `{"list":[{"text":""}]}`, want: []string{"list[0].text: sent x, got "}},
		"made out of nothing": {sent: `{"text":""}`, got: `{"text":"a"}`, want: []string{"text: sent , got a"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			sent, err := Decode([]byte(tt.sent))
			if err != nil {
				t.Fatal(err)
			}
			got, err := Decode([]byte(tt.got))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, Lost(fields, sent, got)); diff != "" {
				t.Errorf("lost (-want +got):\n%s", diff)
			}
		})
	}
}
