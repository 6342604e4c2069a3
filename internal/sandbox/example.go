package sandbox

import (
	"encoding/json"
	"strings"

	"github.com/tiktokshop-go/tiktokshop/internal/gen/api"
)

// example answers an operation without behavior of its own: with the values the
// catalogue gives as examples.
func (s *Sandbox) example(c *call) (any, *refusal) {
	op := c.rt.op
	if c.rt.replay != nil {
		c.applied = op != nil && op.Effect != api.EffectRead
		return nil, nil
	}
	if l := s.lists[c.rt]; l != nil {
		return l.answer(c)
	}
	if token := c.query.Get("page_token"); token != "" {
		return nil, invalid("page_token is not one of this list: it has one page")
	}
	c.applied = op.Effect != api.EffectRead
	answer := exampleObject(op.Response)
	for _, name := range op.PageOut {
		if f := api.Find(op.Response, name); f != nil && f.Type == "string" {
			answer = with(answer, name, "")
		}
	}
	if op.TotalField != "" {
		answer = with(answer, op.TotalField, 1)
	}
	if _, ok := answer["has_more"]; ok {
		answer["has_more"] = false
	}
	c.echo(answer)
	return answer, nil
}

// echo puts the ids of the path into the answer, where it has them.
func (c *call) echo(answer map[string]any) {
	for name := range c.ids {
		id := c.ids.Get(name)
		targets := []map[string]any{answer}
		for _, v := range answer {
			targets = append(targets, objects(v)...)
			if m := object(v); m != nil {
				targets = append(targets, m)
			}
		}
		for _, m := range targets {
			if _, ok := m[name].(string); ok {
				m[name] = id
			}
		}
		if _, ok := answer["id"].(string); ok && len(c.ids) == 1 {
			answer["id"] = id
		}
	}
}

func exampleObject(fields []api.Field) map[string]any {
	out := map[string]any{}
	for i := range fields {
		f := &fields[i]
		if f.Retired {
			continue
		}
		if f.Type == "array" && failures(f.Name) {
			out[f.Name] = []any{}
			continue
		}
		out[f.Name] = exampleValue(f)
	}
	return out
}

// failures reports whether a list tells of what went wrong; nothing does.
func failures(name string) bool {
	return name == "errors" || strings.HasPrefix(name, "failed_") || strings.HasPrefix(name, "fail_") || strings.HasSuffix(name, "_errors")
}

func exampleValue(f *api.Field) any {
	switch f.Type {
	case "object":
		return exampleObject(f.Properties)
	case "array":
		if f.Items.Type == "object" {
			return []map[string]any{exampleObject(f.Items.Properties)}
		}
		var list []json.RawMessage
		if json.Unmarshal(f.Example, &list) == nil && len(list) > 0 && fitsType(f.Items.Type, list[0]) {
			return list
		}
		return []any{exampleValue(f.Items)}
	}
	if len(f.Example) > 0 && fitsType(f.Type, f.Example) {
		var s string
		if json.Unmarshal(f.Example, &s) == nil {
			return s
		}
		return f.Example
	}
	switch {
	case f.Type == "integer":
		return 1
	case f.Type == "boolean":
		return false
	case len(f.Enum) > 0:
		return f.Enum[0]
	}
	return exampleText(f)
}

// exampleText is a text of the form that the unit asks for.
func exampleText(f *api.Field) string {
	switch strings.TrimSuffix(f.Unit, "?") {
	case "decimal":
		return "1.00"
	case "fraction", "percent", "rate":
		return "0.1"
	case "percent_sign":
		return "10%"
	case "bps":
		return "1000"
	case "unix_s":
		return "1700000000"
	case "unix_ms":
		return "1700000000000"
	case "date":
		return "2026-01-02"
	case "datetime":
		return "2026-01-02 03:04:05"
	case "hh:mm":
		return "09:00"
	case "iso4217":
		return currency
	case "iso3166":
		return "US"
	case "bcp47":
		return "en-US"
	case "ms", "seconds", "minutes", "days", "business_days":
		return "1"
	default:
		return ""
	}
}

func fitsType(typ string, raw json.RawMessage) bool {
	switch typ {
	case "string":
		return raw[0] == '"'
	case "integer":
		return strings.Trim(string(raw), "-0123456789") == ""
	case "boolean":
		return raw[0] == 't' || raw[0] == 'f'
	default:
		return false
	}
}
