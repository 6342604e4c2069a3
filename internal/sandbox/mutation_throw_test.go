package sandbox

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"net/http/httptest"
	"runtime/debug"
	"slices"
	"testing"

	"github.com/tiktokshop-go/tiktokshop/internal/gen/api"
)

// throw sends one request of an operation and looks at the answer.
func (th *thrower) throw(t testing.TB, op *api.Operation) {
	t.Helper()
	r := th.request(op)
	w := httptest.NewRecorder()
	defer func() {
		if p := recover(); p != nil {
			t.Errorf("%s: %v\n%s", op.Name, p, debug.Stack())
		}
	}()
	th.shop.ServeHTTP(w, r)
	var a answer
	if err := json.Unmarshal(w.Body.Bytes(), &a); err != nil || a.RequestID == "" || w.Code >= 500 || a.Data == nil {
		t.Errorf("%s: %d %.300s: want an envelope", op.Name, w.Code, w.Body)
		return
	}
	switch {
	case a.Code == 0 && w.Code != 200:
		t.Errorf("%s: status %d with code 0", op.Name, w.Code)
	case a.Code != 0 && (!th.codes[a.Code] || a.Message == ""):
		t.Errorf("%s: %s: no documented code", op.Name, w.Body)
	case a.Code == 0:
		var data any
		d := json.NewDecoder(bytes.NewReader(a.Data))
		d.UseNumber()
		if err := d.Decode(&data); err != nil {
			t.Error(err)
		}
		th.read("", data)
		if m, ok := data.(map[string]any); ok && handlers()[op.Name] != nil {
			if refused := checkTypes(op.Response, m, ""); refused != "" {
				t.Errorf("%s: %s in %.300s", op.Name, refused, a.Data)
			}
		}
	}
}

// checkTypes compares the JSON types of an answer with those declared.
func checkTypes(fields []api.Field, m map[string]any, at string) string {
	for _, name := range slices.Sorted(maps.Keys(m)) {
		f, v := api.Find(fields, name), m[name]
		if f == nil {
			return "undeclared field " + at + name
		}
		if v == nil {
			continue
		}
		ok, list := true, []any(nil)
		switch f.Type {
		case "string":
			_, ok = v.(string)
		case "integer":
			var n json.Number
			if n, ok = v.(json.Number); ok {
				_, err := n.Int64()
				ok = err == nil
			}
		case "boolean":
			_, ok = v.(bool)
		case "array":
			if list, ok = v.([]any); ok && f.Items.Type == "object" {
				for _, e := range list {
					if inner, isObject := e.(map[string]any); isObject {
						if bad := checkTypes(f.Items.Properties, inner, at+name+"[]."); bad != "" {
							return bad
						}
					}
				}
			}
		case "object":
			var inner map[string]any
			if inner, ok = v.(map[string]any); ok {
				if bad := checkTypes(f.Properties, inner, at+name+"."); bad != "" {
					return bad
				}
			}
		}
		if !ok {
			return fmt.Sprintf("%s%s is %v, want %s", at, name, v, f.Type)
		}
	}
	return ""
}
