package tiktokshop

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"testing"
)

var placeholder = regexp.MustCompile(`\{[^}]*\}`)

// Every payload from outside passes through Do, whether its route has a method
// or not: answers arrive as they are, requests are sent as they are.
func TestEveryPayloadFromOutsidePassesThroughDo(t *testing.T) {
	t.Parallel()
	var index struct {
		Fixtures []struct {
			File   string `json:"file"`
			Role   string `json:"role"`
			Method string `json:"method"`
			Path   string `json:"path"`
		} `json:"fixtures"`
	}
	sharedFile(t, "fixtures/index.json", &index)
	seen := map[string]int{}
	for _, f := range index.Fixtures {
		if f.Role != "response" && f.Role != "request" {
			continue
		}
		seen[f.Role]++
		t.Run(f.File, func(t *testing.T) {
			t.Parallel()
			body, err := os.ReadFile(filepath.Join("..", "shared", "fixtures", filepath.FromSlash(f.File)))
			if err != nil {
				t.Fatal(err)
			}
			call := Call{Method: f.Method, Path: placeholder.ReplaceAllString(f.Path, "1729592969712207008")}
			if f.Role == "request" {
				p := play(ok(`{}`))
				call.Body = json.RawMessage(body)
				if err := newTestClient(t, p).Do(t.Context(), call, nil); err != nil || !p.requests()[0].signed || p.requests()[0].body != string(body) {
					t.Errorf("sent %s, %v", p.requests()[0].body, err)
				}
				return
			}
			var envelope struct {
				Data json.RawMessage `json:"data"`
			}
			if err := json.Unmarshal(body, &envelope); err != nil {
				t.Fatal(err)
			}
			var got json.RawMessage
			err = newTestClient(t, play(scripted{status: 200, body: string(body)})).Do(t.Context(), call, &got)
			if err != nil || !bytes.Equal(got, envelope.Data) {
				t.Errorf("data %s, %v", got, err)
			}
		})
	}
	if seen["response"] < 169 || seen["request"] < 78 {
		t.Errorf("payloads seen: %v, want 169 answers and 78 requests", seen)
	}
}
