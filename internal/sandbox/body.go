package sandbox

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"strconv"

	"github.com/tiktokshop-go/tiktokshop/internal/gen/api"
)

// form is a multipart body.
type form struct {
	texts map[string]string
	files map[string][]byte
}

// checkBody compares the body with what the route declares.
func (s *Sandbox) checkBody(c *call) *refusal {
	op := c.rt.op
	if op != nil && op.BodyKind == api.BodyMultipart {
		return c.checkForm(op.Body)
	}
	if len(c.raw) == 0 {
		return nil
	}
	media, _, err := mime.ParseMediaType(c.header.Get("Content-Type"))
	if err != nil || media != "application/json" {
		return refuse(400, 36009022, "the body must be JSON, with content-type application/json")
	}
	d := json.NewDecoder(bytes.NewReader(c.raw))
	d.UseNumber()
	if err := d.Decode(&c.body); err != nil || c.body == nil {
		return refuse(400, 36009022, "the body must be a JSON object")
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return refuse(400, 36009022, "the body has more than one JSON value")
	}
	if op == nil || c.rt.loose {
		return nil
	}
	if op.BodyKind == api.BodyNone && len(c.body) > 0 {
		return invalid("unexpected body: this route takes none")
	}
	return checkFields(op.Body, c.body, "")
}

// checkFields checks declared fields. The platform tolerates others, and so
// does the shop.
func checkFields(fields []api.Field, object map[string]any, at string) *refusal {
	for i := range fields {
		f := &fields[i]
		if v, ok := object[f.Name]; ok && v != nil {
			if refused := checkValue(f, at+f.Name, v); refused != nil {
				return refused
			}
		}
	}
	return nil
}

func checkValue(f *api.Field, at string, v any) *refusal {
	switch f.Type {
	case "string":
		if t, ok := v.(string); ok {
			if t == "" {
				return nil // empty texts are values of their own in real requests
			}
			return checkString(f, at, t)
		}
	case "integer":
		if n, ok := v.(json.Number); ok {
			if i, err := strconv.ParseInt(n.String(), 10, bits(f)); err == nil {
				// Only the upper end: 0 and -1 are sent as "none" and "no
				// limit" where the schema's lower end is 1.
				return checkRange(&api.Field{Max: f.Max}, at, float64(i))
			}
		}
	case "boolean":
		if _, ok := v.(bool); ok {
			return nil
		}
	case "object":
		if m, ok := v.(map[string]any); ok {
			return checkFields(f.Properties, m, at+".")
		}
	case "array":
		if a, ok := v.([]any); ok {
			return checkItems(f, at, a)
		}
	}
	return invalid("%s has the wrong type: want %s", at, f.Type)
}

func checkItems(f *api.Field, at string, items []any) *refusal {
	if f.MaxItems > 0 && len(items) > f.MaxItems {
		return invalid("%s has %d elements, more than %d", at, len(items), f.MaxItems)
	}
	for i, v := range items {
		if v == nil {
			continue
		}
		if refused := checkValue(f.Items, at+"["+strconv.Itoa(i)+"]", v); refused != nil {
			return refused
		}
	}
	return nil
}

// checkForm reads a multipart body and wants its file.
func (c *call) checkForm(fields []api.Field) *refusal {
	media, params, err := mime.ParseMediaType(c.header.Get("Content-Type"))
	if err != nil || media != "multipart/form-data" || params["boundary"] == "" {
		return refuse(400, 36009023, "this route wants multipart/form-data with a boundary")
	}
	c.form = &form{texts: map[string]string{}, files: map[string][]byte{}}
	for r := multipart.NewReader(bytes.NewReader(c.raw), params["boundary"]); ; {
		part, err := r.NextPart()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return refuse(400, 36009022, "the multipart body is malformed")
		}
		content, err := io.ReadAll(part)
		if err != nil {
			return refuse(400, 36009022, "the multipart body is malformed")
		}
		if refused := c.form.take(fields, part, content); refused != nil {
			return refused
		}
	}
	return c.form.complete(fields)
}

func (f *form) take(fields []api.Field, part *multipart.Part, content []byte) *refusal {
	name := part.FormName()
	field := api.Find(fields, name)
	switch {
	case field == nil:
		return invalid("unexpected part %q: this route does not take it", name)
	case field.Format != "binary":
		f.texts[name] = string(content)
		return checkText(field, string(content))
	case part.FileName() == "":
		return invalid("part %s must be a file: it has no file name", name)
	case len(content) == 0:
		return refuse(200, 12038002, "the file in part %s is empty", name)
	}
	f.files[name] = content
	return nil
}

// complete wants a file part; a route with several is content with one.
func (f *form) complete(fields []api.Field) *refusal {
	if len(f.files) > 0 {
		return nil
	}
	for i := range fields {
		if fields[i].Format == "binary" {
			return invalid("%s is a required field: send the file in this part", fields[i].Name)
		}
	}
	return nil
}
