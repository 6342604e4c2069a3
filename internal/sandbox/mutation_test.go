package sandbox

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/tiktokshop-go/tiktokshop/internal/gen/api"
)

// thrower sends rightly signed requests whose values are odd.
type thrower struct {
	shop   *Sandbox
	rnd    *rand.Rand
	tokens map[string]string
	words  map[string][]string // values that the shop has used, by the names of fields
	codes  map[int]bool        // documented
}

func newThrower(t testing.TB, seed uint64) *thrower {
	t.Helper()
	sc, err := ParseScenario([]byte(`{"version":1,"seed":7,"sellers":[{"shops":[
		{"market":"US","products":12,"orders":60,"orders_per_day":40,"auto_ship":"6h"},
		{"market":"MY","mode":"FULLY_MANAGED","products":8,"orders":30}]}]}`))
	if err != nil {
		t.Fatal(err)
	}
	s, err := New(Options{Scenario: sc, Webhook: accepting()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	th := &thrower{
		shop: s, rnd: rand.New(rand.NewPCG(seed, 1)), words: map[string][]string{}, codes: map[int]bool{},
		tokens: map[string]string{"seller": s.Issue(Seller).Access, "creator": s.Issue(Creator).Access, "partner": s.Issue(Partner).Access},
	}
	for _, e := range catalogue(t).Errors {
		th.codes[e.Code] = true
	}
	s.Advance(5 * 24 * time.Hour)
	for _, o := range s.stores[0].sales.list {
		th.learn("order", "id", o.id)
		th.learn("order", "line_item_id", o.lines[0].id)
	}
	for _, p := range s.stores[0].sales.parcelList {
		th.learn("package", "id", p.id)
	}
	for _, r := range s.stores[0].products.list {
		th.learn("product", "id", r.id)
		th.learn("sku", "id", text(objects(r.fields["skus"])[0]["id"]))
	}
	return th
}

// learn keeps a value under the names that fields for it may have.
func (th *thrower) learn(of, name, v string) {
	keys := []string{name}
	if name == "id" {
		keys = []string{of + "_id", of + "_ids", of + ".id"}
	}
	for _, key := range keys {
		if list := th.words[key]; v != "" && len(list) < 50 && !slices.Contains(list, v) {
			th.words[key] = append(list, v)
		}
	}
}

// read learns from an answer.
func (th *thrower) read(of string, v any) {
	switch v := v.(type) {
	case map[string]any:
		for _, name := range slices.Sorted(maps.Keys(v)) {
			if s, ok := v[name].(string); ok && (name == "id" || strings.HasSuffix(name, "_id") || strings.Contains(name, "type") || strings.Contains(name, "reason")) {
				th.learn(of, name, s)
			}
			th.read(strings.TrimSuffix(name, "s"), v[name])
		}
	case []any:
		for _, e := range v {
			th.read(of, e)
		}
	}
}

// word is a value for a field, often one that the shop knows.
func (th *thrower) word(of string, f *api.Field) (string, bool) {
	for _, key := range []string{f.Name, strings.TrimSuffix(of, "s") + "." + f.Name} {
		if list := th.words[key]; len(list) > 0 && th.rnd.IntN(8) > 0 {
			return list[th.rnd.IntN(len(list))], true
		}
	}
	return "", false
}

// value is a usual value for a field.
func (th *thrower) value(of string, f *api.Field) any {
	switch f.Type {
	case "object":
		return th.object(f.Name, f.Properties)
	case "array":
		if f.Items.Type == "object" {
			return []any{th.object(f.Name, f.Items.Properties)}
		}
		if w, ok := th.word(of, f); ok {
			return []any{w}
		}
	case "string":
		if w, ok := th.word(of, f); ok {
			return w
		}
		if len(f.Enum) > 0 {
			return f.Enum[th.rnd.IntN(len(f.Enum))]
		}
	}
	return exampleValue(f)
}

func (th *thrower) object(of string, fields []api.Field) map[string]any {
	m := map[string]any{}
	for i := range fields {
		if fields[i].Required || th.rnd.IntN(4) > 0 {
			m[fields[i].Name] = th.value(of, &fields[i])
		}
	}
	return m
}

// oddities are values that no route is ready for unless it looks.
var oddities = [...]string{
	`null`, `""`, `" "`, `0`, `-1`, `1`, `9223372036854775807`, `-9223372036854775808`, `99999999999999999999999`, `1e400`, `0.5`, `true`, `[]`, `{}`,
	`[null]`, `[[]]`, `[{}]`, `["",""]`, `[null,{"id":null},{}]`, `{"id":null}`, `"-1"`, `"0"`, `"9223372036854775807"`, `"99999999999999999999"`, `"NaN"`,
	`"1e308"`, `"-0.01"`, `"1.999999"`, `"\u0000"`, `"\ud800"`, `"../../x"`, `"<script>"`, `"{\"content\":7}"`, `"2026-02-30"`, `"2026-01-01"`,
	`[{"id":"1"},{"id":"1"}]`, `"USD"`, `"{"`, `"[]"`,
}

// spoil puts something odd somewhere into an object.
func (th *thrower) spoil(m map[string]any) {
	names := slices.Sorted(maps.Keys(m))
	if len(names) == 0 {
		return
	}
	name := names[th.rnd.IntN(len(names))]
	inner, deeper := m[name].(map[string]any)
	if list, ok := m[name].([]any); ok && len(list) > 0 {
		inner, deeper = list[0].(map[string]any)
		switch th.rnd.IntN(12) {
		case 0: // twice the same
			m[name] = append(slices.Clone(list), list...)
			return
		case 1: // so many
			for range 120 {
				list = append(list, list[0])
			}
			m[name] = list
			return
		}
	}
	switch {
	case deeper && th.rnd.IntN(4) > 0:
		th.spoil(inner)
	case th.rnd.IntN(6) == 0:
		delete(m, name)
	default:
		m[name] = json.RawMessage(oddities[th.rnd.IntN(len(oddities))])
	}
}

// request is a signed request of an operation.
func (th *thrower) request(op *api.Operation) *http.Request {
	q := url.Values{"app_key": {AppKey}, "timestamp": {strconv.FormatInt(th.shop.Now().Unix(), 10)}}
	path := op.Path
	for i := range op.Params {
		f := &op.Params[i]
		v := text(th.value("", f))
		if list, ok := th.value("", f).([]any); ok {
			v = text(list[0])
		}
		if v == "" {
			v = unquoted(string(encode(exampleValue(f))))
		}
		if th.rnd.IntN(12) == 0 {
			v = unquoted(oddities[th.rnd.IntN(len(oddities))])
		}
		switch {
		case f.In == "path":
			path = strings.ReplaceAll(path, "{"+f.Name+"}", strings.ReplaceAll(v, "/", "-"))
		case f.Required || th.rnd.IntN(3) == 0:
			q.Set(f.Name, v)
		}
	}
	if op.Shop {
		th.shop.mu.Lock()
		q.Set("shop_cipher", th.shop.stores[th.rnd.IntN(6)/5].cipher)
		th.shop.mu.Unlock()
	}
	if op.Asset {
		q.Set("category_asset_cipher", th.shop.AssetCipher())
	}
	token, body, kind := th.tokens[op.Token], "", ""
	if token == "" {
		token = th.tokens["seller"]
	}
	switch op.BodyKind {
	case api.BodyJSON:
		m := th.object("", op.Body)
		for range th.rnd.IntN(3) {
			th.spoil(m)
		}
		body, kind = string(encode(m)), "application/json"
	case api.BodyMultipart:
		body, kind = th.form(op.Body)
	}
	q.Set("sign", Sign(AppSecret, path, q, kind, []byte(body)))
	r := httptest.NewRequest(op.Method, "/", strings.NewReader(body))
	r.URL = &url.URL{Path: path, RawQuery: q.Encode()}
	r.Header.Set("Content-Type", kind)
	r.Header.Set("X-Tts-Access-Token", token)
	return r
}

// unquoted is a JSON value as a query holds it.
func unquoted(v string) string { return strings.Trim(v, `"`) }

// form is a multipart body with parts left out, empty, doubled or of another kind.
func (th *thrower) form(fields []api.Field) (body, kind string) {
	var b bytes.Buffer
	for i := range fields {
		f := &fields[i]
		for range 1 + th.rnd.IntN(5)/4 {
			content, file := string(PNG(300, 300)), `; filename="a.png"`
			if f.Format != "binary" {
				content, file = text(th.value("", f)), ""
			}
			switch th.rnd.IntN(10) {
			case 0:
				content = ""
			case 1:
				content = "%PDF-1.4 nothing"
			case 2:
				content = content[:len(content)/2]
			case 3:
				file = ""
			case 4:
				continue
			}
			fmt.Fprintf(&b, "--b\r\nContent-Disposition: form-data; name=%q%s\r\n\r\n%s\r\n", f.Name, file, content)
		}
	}
	b.WriteString("--b--\r\n")
	return b.String(), "multipart/form-data; boundary=b"
}

// round throws one request of each operation.
func (th *thrower) round(t testing.TB) {
	t.Helper()
	for _, op := range catalogue(t).Operations {
		if op.Name != "shop.Authorizations.RevokeShop" {
			th.throw(t, op)
		}
	}
	th.shop.Advance(time.Duration(th.rnd.IntN(24)) * time.Hour)
	th.shop.State()
}

func TestOddValuesAreRefusedNotStumbledOver(t *testing.T) {
	t.Parallel()
	th := newThrower(t, 1)
	for range 6 {
		th.round(t)
	}
}

func FuzzOddValues(f *testing.F) {
	f.Add(uint64(1))
	f.Fuzz(func(t *testing.T, seed uint64) { newThrower(t, seed).round(t) })
}
