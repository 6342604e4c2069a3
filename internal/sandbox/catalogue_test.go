package sandbox

import (
	"bytes"
	"encoding/json"
	"fmt"
	"mime/multipart"
	"strings"
	"testing"

	"github.com/tiktokshop-go/tiktokshop/internal/gen/api"
)

func catalogue(t testing.TB) *api.Catalogue {
	t.Helper()
	cat, err := api.Load()
	if err != nil {
		t.Fatal(err)
	}
	return cat
}

func TestEveryHandlerBelongsToAnOperation(t *testing.T) {
	t.Parallel()
	names := map[string]bool{}
	for _, op := range catalogue(t).Operations {
		names[op.Name] = true
	}
	for name := range handlers() {
		if !names[name] {
			t.Errorf("handler for %s: the catalogue has no such operation", name)
		}
	}
}

// sample builds a right request for an operation from the catalogue's examples.
func sample(t testing.TB, k *caller, op *api.Operation, tokens map[string]string) request {
	t.Helper()
	r := request{method: op.Method, path: op.Path, query: map[string]string{}, token: tokens[op.Token]}
	for i := range op.Params {
		f := &op.Params[i]
		v := strings.Trim(string(encode(exampleValue(f))), `"`)
		if f.Type == "array" {
			v = strings.Trim(string(encode(exampleValue(f.Items))), `"`)
		}
		if v == "" {
			v = "1"
		}
		switch {
		case f.In == "path":
			r.path = strings.ReplaceAll(r.path, "{"+f.Name+"}", strings.ReplaceAll(v, "/", "-"))
		case f.Required:
			r.query[f.Name] = v
		}
	}
	if op.Asset {
		r.query["category_asset_cipher"] = k.shop.AssetCipher()
	}
	switch op.BodyKind {
	case api.BodyJSON:
		r.body = string(encode(exampleObject(op.Body)))
	case api.BodyMultipart:
		var b bytes.Buffer
		w := multipart.NewWriter(&b)
		for _, f := range op.Body {
			if f.Format != "binary" {
				continue
			}
			part, err := w.CreateFormFile(f.Name, "a.png")
			if err != nil {
				t.Fatal(err)
			}
			_, _ = part.Write(PNG(300, 300))
		}
		_ = w.Close()
		r.body, r.contentType = b.String(), w.FormDataContentType()
	}
	return r
}

func TestEveryOperationIsAnsweredInItsForm(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: 5})
	tokens := map[string]string{
		"seller": k.token, "creator": k.shop.Issue(Creator).Access, "partner": k.shop.Issue(Partner).Access,
	}
	special := handlers()
	for _, op := range catalogue(t).Operations {
		a := k.do(t, sample(t, k, op, tokens))
		if op.Name == "shop.Authorizations.RevokeShop" { // the seller authorizes again
			k.token = k.shop.Issue(Seller).Access
			tokens["seller"] = k.token
		}
		if special[op.Name] != nil {
			if a.Code != 0 && a.Code < 10_000_000 || a.Code >= 36_000_000 && a.Code < 37_000_000 && !strings.Contains(a.Message, "required") {
				t.Errorf("%s: %s: want success or an answer of the shop", op.Name, a.Body)
			}
			continue
		}
		if a.Status != 200 || a.Code != 0 {
			t.Errorf("%s %s %s: %d %s", op.Name, op.Method, op.Path, a.Status, a.Body)
			continue
		}
		for _, problem := range misfits(op.Response, a.object(t), "") {
			t.Errorf("%s: %s", op.Name, problem)
		}
	}
}

// misfits compares an answer with its schema.
func misfits(fields []api.Field, object map[string]any, at string) (problems []string) {
	for i := range fields {
		f := &fields[i]
		v, ok := object[f.Name]
		if !ok {
			problems = append(problems, at+f.Name+" is missing")
			continue
		}
		if refused := checkValue(&api.Field{Type: f.Type, Format: f.Format, Items: f.Items, Properties: f.Properties}, at+f.Name, v); refused != nil &&
			strings.Contains(refused.message, "wrong type") {
			problems = append(problems, fmt.Sprintf("%s, have %v", refused.message, v))
		}
	}
	return problems
}

func TestIDsOfThePathComeBack(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: -1})
	data := k.ok(t, get("/product/202309/global_products/123456"))
	if data["id"] != "123456" {
		t.Errorf("id = %v, want 123456", data["id"])
	}
}

func TestSampleRecordsFitTheSchema(t *testing.T) {
	t.Parallel()
	k := start(t, Options{Orders: 40})
	shop := k.shop.stores[0]
	for _, op := range catalogue(t).Operations {
		var views []json.RawMessage
		fields := op.Response
		if op.ListField != "" {
			fields = api.Find(op.Response, op.ListField).Items.Properties
		}
		c := &call{rt: &route{op: op}, now: k.shop.Now(), store: shop}
		switch op.Name {
		case "shop.Orders.Search", "shop.Orders.Get":
			for _, o := range shop.sales.list {
				views = append(views, shop.orderJSON(o, c))
			}
		case "logistics.Packages.Search", "logistics.Packages.Get":
			for _, p := range shop.sales.parcelList {
				views = append(views, shop.parcelJSON(p, c))
			}
		case "shop.Products.Search", "shop.Products.Get":
			for _, r := range shop.products.list {
				views = append(views, r.view(op, fields))
			}
		default:
			continue
		}
		if len(views) < 20 {
			t.Errorf("%s: only %d records", op.Name, len(views))
		}
		for _, v := range views {
			var m map[string]any
			d := json.NewDecoder(bytes.NewReader(v))
			d.UseNumber()
			if err := d.Decode(&m); err != nil {
				t.Fatal(err)
			}
			if refused := checkFields(fields, m, ""); refused != nil {
				t.Errorf("%s: record %s: %s", op.Name, v, refused.message)
			}
			for _, name := range undeclared(fields, m, "") {
				t.Errorf("%s: the schema has no field %s", op.Name, name)
			}
			if len(m) < 8 {
				t.Errorf("%s: record %s has only %d fields", op.Name, v, len(m))
			}
		}
	}
}

// undeclared are the fields of an answer that its schema lacks.
func undeclared(fields []api.Field, object map[string]any, at string) (names []string) {
	for name, v := range object {
		f := api.Find(fields, name)
		if f == nil {
			names = append(names, at+name)
			continue
		}
		if m, ok := v.(map[string]any); ok {
			names = append(names, undeclared(f.Properties, m, at+name+".")...)
		}
		for _, m := range objects(v) {
			names = append(names, undeclared(f.Items.Properties, m, at+name+"[].")...)
		}
	}
	return names
}
