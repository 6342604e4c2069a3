package sandbox

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
)

// Values of records come from JSON (captures, requests) or are made here, so
// the readers below take both forms.

func text(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case json.Number:
		return v.String()
	default:
		return ""
	}
}

func number(v any) int64 {
	switch v := v.(type) {
	case int:
		return int64(v)
	case int64:
		return v
	case json.Number:
		n, _ := v.Int64()
		return n
	case string:
		n, _ := strconv.ParseInt(v, 10, 64)
		return n
	default:
		return 0
	}
}

func truth(v any) bool { b, _ := v.(bool); return b }

func object(v any) map[string]any { m, _ := v.(map[string]any); return m }

func objects(v any) []map[string]any {
	switch v := v.(type) {
	case []map[string]any:
		return v
	case []any:
		out := make([]map[string]any, 0, len(v))
		for _, e := range v {
			if m, ok := e.(map[string]any); ok {
				out = append(out, m)
			}
		}
		return out
	default:
		return nil
	}
}

func texts(v any) []string {
	switch v := v.(type) {
	case []string:
		return v
	case []any:
		out := make([]string, 0, len(v))
		for _, e := range v {
			out = append(out, text(e))
		}
		return out
	default:
		return nil
	}
}

// dollars writes cents as the platform writes amounts.
func dollars(cents int) string { return fmt.Sprintf("%d.%02d", cents/100, cents%100) }

// cents reads an amount with at most two decimals.
func cents(v any) (int, bool) {
	f, err := strconv.ParseFloat(text(v), 64)
	if err != nil || f < 0 || f > 1e9 {
		return 0, false
	}
	return int(f*100 + 0.5), true
}

// encode writes plain values, which always works, as the platform does: with <, >
// and & as they are.
func encode(v any) json.RawMessage {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return json.RawMessage("null")
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}
