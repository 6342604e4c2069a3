package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tiktokshop-go/tiktokshop/internal/gen/api"
)

func TestFlatFieldsOfANewerPageBecomeTrees(t *testing.T) {
	t.Parallel()
	g := guessesFrom(map[string]api.FactsOperation{"a": {Response: []api.Field{
		{Name: "create_time", Type: "integer", Format: "int64", Unit: "unix_s"},
		{Name: "sizes", Type: "array", Items: &api.Field{Type: "integer", Format: "int32"}},
	}}})
	got := (&newer{guess: g}).tree([]flatField{
		{Name: "data", Type: "object"},
		{Name: "data.rows", Type: "[]object"},
		{Name: "data.rows.create_time", Type: "int", Required: true},
		{Name: "data.rows.end_date", Type: "int"},
		{Name: "data.rows.sizes", Type: "[]int"},
		{Name: "data.rows.state", Type: "string", EnumHint: []string{"ON", "OFF"}},
		{Name: "data.rows.kind", Type: "string A|B"},
		{Name: "data.rows.commission_rate", Type: "int"},
		{Name: "data.rows.wait_days", Type: "int", MaxHint: "9"},
		{Name: "data.file", Type: "file (multipart field)"},
		{Name: "data.done", Type: "bool"},
	}, "data.")
	most := 9.0
	want := []api.Field{
		{Name: "rows", Type: "array", Items: &api.Field{Type: "object", Properties: []api.Field{
			{Name: "create_time", Type: "integer", Format: "int64", Unit: "unix_s?", Required: true},
			{Name: "end_date", Type: "integer", Unit: "unix_s?"},
			{Name: "sizes", Type: "array", Items: &api.Field{Type: "integer", Format: "int32"}},
			{Name: "state", Type: "string", Enum: []string{"ON", "OFF"}},
			{Name: "kind", Type: "string", Enum: []string{"A", "B"}},
			{Name: "commission_rate", Type: "integer", Unit: "bps?"},
			{Name: "wait_days", Type: "integer", Unit: "days?", Max: &most},
		}}},
		{Name: "file", Type: "string", Format: "binary"},
		{Name: "done", Type: "boolean"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("fields (-want +got):\n%s", diff)
	}
}

func TestAMovedRouteKeepsTheFieldsOfBothVersions(t *testing.T) {
	t.Parallel()
	old := []api.Field{
		{Name: "id", In: "path", Type: "string", Required: true},
		{Name: "ids", In: "query", Type: "string", Required: true},
		{Name: "state", In: "query", Type: "string", Enum: []string{"ON"}, MaxLen: 3},
	}
	now := []api.Field{
		{Name: "state", In: "query", Type: "string", Enum: []string{"ON", "OFF"}, Required: true},
		{Name: "order_ids", In: "query", Type: "string"},
	}
	want := []api.Field{
		old[0],
		{Name: "ids", In: "query", Type: "string", Deprecated: true, Retired: true},
		{Name: "state", In: "query", Type: "string", Enum: []string{"ON", "OFF"}, MaxLen: 3, Required: true},
		now[1],
	}
	if diff := cmp.Diff(want, union(old, now, true)); diff != "" {
		t.Errorf("inputs (-want +got):\n%s", diff)
	}
	list := func(properties ...api.Field) []api.Field {
		return []api.Field{{Name: "rows", Type: "array", Items: &api.Field{Type: "object", Properties: properties}}}
	}
	got := union(list(api.Field{Name: "a", Type: "string"}), list(api.Field{Name: "b", Type: "string"}), false)
	answer := list(api.Field{Name: "a", Type: "string", Deprecated: true}, api.Field{Name: "b", Type: "string"})
	if diff := cmp.Diff(answer, got); diff != "" {
		t.Errorf("answer (-want +got):\n%s", diff)
	}
}

// study writes a study of one operation, the older version of it and two newer
// routes: one that moves it, one that nobody chose.
func study(t *testing.T, choices string) *importer {
	t.Helper()
	m := &importer{from: t.TempDir(), to: t.TempDir()}
	files := map[string]string{
		"api/operations.csv": "module,method,path,version,package,service,go_method,status,superseded_by,token_type," +
			"needs_shop_cipher,needs_category_asset_cipher,paging,effect,body_kind\n" +
			"book,GET,/book/202309/books,202309,store,Books,List,current,,seller,optional,no,none,read,none\n" +
			"book,GET,/book/202212/books,202212,,,,superseded,/book/202309/books,,,,,,\n",
		"api/facts/book.json": `{"operations":[{"method":"GET","path":"/book/202309/books","params":[
			{"name":"shop_cipher","in":"query","type":"string"},{"name":"ids","in":"query","type":"string"}],
			"response":[{"name":"title","type":"string","max_len":3,"example":"longer"},{"name":"state","type":"string","enum":["ON"],"example":"OF"}]}]}`,
		"platform/scopes.json": `{"operations":[{"method":"GET","path":"/book/202309/books","title":"Get Books","scopes":["book.read"]}]}`,
		"platform/errors.json": `{"codes":[]}`,
		"platform/newer_endpoints.json": `{"endpoints":[
			{"method":"GET","path":"/book/202405/books","version":"202405","name":"Get Books (v2)","family":"book","confidence":"high (copy)",
			 "query":[{"name":"category_asset_cipher","type":"string"},{"name":"book_ids","type":"[]string"}],"response":[{"name":"data.title","type":"string"}]},
			{"method":"POST","path":"/book/202406/books/{book_id}/read","version":"202406","name":"Read Book","family":"book","confidence":"low",
			 "body":[{"name":"page","type":"int"}],"response":[{"name":"data.text","type":"string"}],"scopes":["book.write"],"token_audience":["creator"]}]}`,
	}
	for name, text := range files {
		if err := writeFile(filepath.Join(m.from, filepath.FromSlash(name)), []byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	for name, text := range map[string]string{"newer.json": choices, "facts/gone.json": "{}"} {
		if err := writeFile(filepath.Join(m.to, filepath.FromSlash(name)), []byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	return m
}

func TestImportMovesOperationsToNewerRoutes(t *testing.T) {
	t.Parallel()
	m := study(t, `[{"method":"GET","path":"/book/202405/books","moves":"store.Books.List","reason":"known in full","columns":{"notes":"moved"}}]`)
	if err := m.run(); err != nil {
		t.Fatal(err)
	}
	got := tree(t, m.to)
	want := map[string]string{
		"newer.json": got["newer.json"], "errors.json": "[\n]\n",
		"operations.csv": strings.Join(keptColumns, ",") + "\n" +
			"book,GET,/book/202405/books,202405,store,Books,List,seller,no,optional,none,,,,,read,,none,moved\n",
		"superseded.csv": "method,path,newest\nGET,/book/202212/books,/book/202405/books\nGET,/book/202309/books,/book/202405/books\n",
		"scopes.json":    "[\n" + `{"method":"GET","path":"/book/202405/books","title":"Get Books","scopes":["book.read"]}` + "\n]\n",
		"untyped.csv": "method,path,title,later_version_of,query,body,answer,certainty\n" +
			"POST,/book/202406/books/{book_id}/read,Read Book,,,page,text,low\n",
		"facts/book.json": `{"operations": [
{"method": "GET", "path": "/book/202405/books",
 "params": [
  {"name":"ids","in":"query","type":"string","deprecated":true,"retired":true},
  {"name":"book_ids","in":"query","type":"array","items":{"type":"string"}}],
 "response": [
  {"name":"title","type":"string","example":"longer"},
  {"name":"state","type":"string","deprecated":true,"enum":["ON"]}]}
]}
`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("files (-want +got):\n%s", diff)
	}
}

func TestImportAddsNewerRoutes(t *testing.T) {
	t.Parallel()
	m := study(t, `[{"method":"POST","path":"/book/202406/books/{book_id}/read","adds":"store.Books.Read","reason":"the act itself"}]`)
	if err := m.run(); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(filepath.Join(m.to, "operations.csv"))
	want := "book,POST,/book/202406/books/{book_id}/read,202406,store,Books,Read,creator,no,no,none,,,,,write-nonidempotent,,json,\n"
	if err != nil || !strings.HasSuffix(string(b), want) {
		t.Errorf("operations.csv = %s, error %v, want it to end in %s", b, err, want)
	}
}

func TestImportNamesChoicesThatFitNothing(t *testing.T) {
	t.Parallel()
	for choice, want := range map[string]string{
		`{"method":"GET","path":"/book/209901/books","moves":"store.Books.List","reason":"r"}`: "want a route of the study",
		`{"method":"GET","path":"/book/202405/books","moves":"store.Books.List"}`:              "a reason",
		`{"method":"GET","path":"/book/202405/books","moves":"store.Books.Gone","reason":"r"}`: "no operation store.Books.Gone",
		`{"method":"GET","path":"/book/202405/books","adds":"Books","reason":"r"}`:             "want package, service and method",
	} {
		if err := study(t, "["+choice+"]").run(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: error = %v, want it to hold %q", choice, err, want)
		}
	}
}
