package sandbox

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"github.com/tiktokshop-go/tiktokshop/internal/gen/api"
)

// common are the query parameters of every route. Ciphers are checked apart.
func common(name string) bool {
	switch name {
	case "app_key", "timestamp", "sign", "shop_cipher", "category_asset_cipher":
		return true
	}
	return false
}

// checkParams compares path and query with what the route declares.
func (s *Sandbox) checkParams(c *call) *refusal {
	c.ids = c.rt.ids(c.path)
	c.shop = c.query.Get("shop_cipher")
	if c.rt.op == nil || c.rt.loose {
		return nil
	}
	params := c.rt.op.Params
	for name := range c.query {
		if common(name) {
			continue
		}
		if f := api.Find(params, name); f == nil || f.In != "query" || f.Retired {
			return invalid("unexpected query parameter %s: this route does not take it", name)
		}
	}
	for i := range params {
		f := &params[i]
		if f.In == "path" {
			if refused := checkText(f, c.ids.Get(f.Name)); refused != nil {
				return refused
			}
			continue
		}
		sent, ok := c.query[f.Name]
		switch {
		case !ok && f.Required:
			return invalid("%s is a required field", f.Name)
		case !ok:
			continue
		case sent[0] == "":
			return invalid("query parameter %s is empty: leave it out", f.Name)
		}
		if refused := checkText(f, sent[0]); refused != nil {
			return refused
		}
	}
	return nil
}

// checkText checks a value of the path or the query.
func checkText(f *api.Field, text string) *refusal {
	switch f.Type {
	case "integer":
		n, err := strconv.ParseInt(text, 10, bits(f))
		if err != nil {
			return invalid("%s must be an integer, not %q", f.Name, text)
		}
		return checkRange(f, f.Name, float64(n))
	case "boolean":
		if text != "true" && text != "false" {
			return invalid("%s must be true or false, not %q", f.Name, text)
		}
	case "array":
		return checkTexts(f, text)
	default:
		return checkString(f, f.Name, text)
	}
	return nil
}

// checkTexts checks a list in the query: joined by commas, or JSON.
func checkTexts(f *api.Field, text string) *refusal {
	parts, ok := list(text)
	if !ok {
		return invalid("%s must be values joined by commas or a JSON array", f.Name)
	}
	if f.MaxItems > 0 && len(parts) > f.MaxItems {
		return invalid("%s has %d values, more than %d", f.Name, len(parts), f.MaxItems)
	}
	item := *f.Items
	item.Name = f.Name
	for _, part := range parts {
		if part == "" {
			return invalid("%s has an empty value", f.Name)
		}
		if refused := checkText(&item, part); refused != nil {
			return refused
		}
	}
	return nil
}

// list reads a list of the query.
func list(text string) (parts []string, ok bool) {
	if !strings.HasPrefix(text, "[") {
		return strings.Split(text, ","), true
	}
	var raw []json.RawMessage
	if json.Unmarshal([]byte(text), &raw) != nil {
		return nil, false
	}
	for _, r := range raw {
		var s string
		if json.Unmarshal(r, &s) != nil {
			s = string(r)
		}
		parts = append(parts, s)
	}
	return parts, true
}

// list reads a list the caller sent in the query.
func (c *call) list(name string) []string {
	if c.query.Get(name) == "" {
		return nil
	}
	parts, _ := list(c.query.Get(name))
	return parts
}

func bits(f *api.Field) int {
	if n, err := strconv.Atoi(strings.TrimPrefix(f.Format, "int")); err == nil && f.Format != "" {
		return n
	}
	return 64
}

func checkRange(f *api.Field, at string, n float64) *refusal {
	if f.Min != nil && n < *f.Min || f.Max != nil && n > *f.Max {
		return invalid("%s is out of range: %s", at, bounds(f))
	}
	return nil
}

func bounds(f *api.Field) string {
	number := func(p *float64) string { return strconv.FormatFloat(*p, 'f', -1, 64) }
	switch {
	case f.Min == nil:
		return "at most " + number(f.Max)
	case f.Max == nil:
		return "at least " + number(f.Min)
	default:
		return "want " + number(f.Min) + " to " + number(f.Max)
	}
}

func checkString(f *api.Field, at, text string) *refusal {
	// Lists of values are not closed: packages have one more, which orders list.
	waiting := text == toFulfill && slices.Contains(f.Enum, processing)
	if len(f.Enum) > 0 && !slices.Contains(f.Enum, text) && !waiting {
		return invalid("%s is %q, want one of %s", at, text, strings.Join(f.Enum, ", "))
	}
	if f.MaxLen > 0 && len([]rune(text)) > f.MaxLen {
		return invalid("%s has more than %d characters", at, f.MaxLen)
	}
	return nil
}
