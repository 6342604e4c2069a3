package conform

import (
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"github.com/tiktokshop-go/tiktokshop"
	"github.com/tiktokshop-go/tiktokshop/internal/codec"
)

// Dir is where the payloads from outside lie, seen from a package of the module.
var dir = filepath.Join("..", "..", "shared", "fixtures")

// NoFixtures skips a test that needs payloads from outside, unless the
// environment says that they must be there.
func NoFixtures(t *testing.T, err error) {
	t.Helper()
	if os.Getenv("TIKTOKSHOP_FIXTURES") == "required" {
		t.Fatal(err)
	}
	t.Skipf("no payloads from outside here: %v", err)
}

type fixture struct {
	File   string `json:"file"`
	Role   string `json:"role"`
	Method string `json:"method"`
	Path   string `json:"path"`
	body   []byte
}

// fixtures reads the payloads of one role for the operations of methods.
func fixtures(t *testing.T, role string, methods []Method) map[*fixture]Method {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(dir, "index.json"))
	if err != nil {
		NoFixtures(t, err)
	}
	var index struct {
		Fixtures []*fixture `json:"fixtures"`
	}
	if err := json.Unmarshal(b, &index); err != nil {
		t.Fatal(err)
	}
	byRoute := map[string]Method{}
	for _, m := range methods {
		byRoute[m.Op.Method+" "+m.Op.Path] = m
	}
	found := map[*fixture]Method{}
	for _, f := range index.Fixtures {
		m, ok := byRoute[f.Method+" "+f.Path]
		if f.Role != role || !ok {
			continue
		}
		if f.body, err = os.ReadFile(filepath.Join(dir, filepath.FromSlash(f.File))); err != nil {
			t.Fatal(err)
		}
		found[f] = m
	}
	if len(found) == 0 {
		t.Fatalf("no %s belongs to the package", role)
	}
	return found
}

// CheckAnswers decodes every answer from outside that belongs to a package, and
// finds each value the schema knows again.
func CheckAnswers(t *testing.T, pkg string, open func(*tiktokshop.Client) any) {
	t.Helper()
	methods, err := Methods(pkg, open)
	if err != nil {
		t.Fatal(err)
	}
	for f, m := range fixtures(t, "response", methods) {
		t.Run(f.File, func(t *testing.T) {
			t.Parallel()
			a := &Answer{Body: string(f.body)}
			c, err := a.Client()
			if err != nil {
				t.Fatal(err)
			}
			got, err := m.Call(t.Context(), open(c), FilledFiles(m.Request(open)))
			if err != nil && !partialOnly(err) {
				t.Fatal(err)
			}
			checkLost(t, m, f.body, got)
		})
	}
}

func checkLost(t *testing.T, m Method, body []byte, got any) {
	t.Helper()
	if got == nil {
		return // the method returns only an error
	}
	sent, err := Decode(body)
	if err != nil {
		t.Fatal(err)
	}
	b, err := json.Marshal(got)
	if err != nil {
		t.Fatal(err)
	}
	back, err := Decode(b)
	if err != nil {
		t.Fatal(err)
	}
	envelope, _ := sent.(map[string]any)
	for _, l := range Lost(m.Op.Response, envelope["data"], back) {
		t.Error(l)
	}
}

// CheckRequests reads every request body from outside into the request type of
// its method and finds each value the schema knows in what is sent.
func CheckRequests(t *testing.T, pkg string, open func(*tiktokshop.Client) any) {
	t.Helper()
	methods, err := Methods(pkg, open)
	if err != nil {
		t.Fatal(err)
	}
	for f, m := range fixtures(t, "request", methods) {
		t.Run(f.File, func(t *testing.T) {
			t.Parallel()
			typ := m.Request(open)
			if typ == nil {
				t.Fatalf("%s takes no request", m.Op.Name)
			}
			req := reflect.New(typ.Elem())
			// Two examples have ids as numbers where text is declared.
			fitted, misfits, err := codec.Fit(f.body, typ.Elem())
			if err == nil {
				err = codec.Unmarshal(fitted, req.Interface())
			}
			if err != nil || len(misfits) > 0 {
				t.Fatalf("misfits %v, error %v", misfits, err)
			}
			a := &Answer{Body: `{"code":0,"data":{}}`}
			c, err := a.Client()
			if err != nil {
				t.Fatal(err)
			}
			if _, err := m.Call(t.Context(), open(c), req); err != nil {
				t.Fatal(err)
			}
			want, err := Decode(f.body)
			if err != nil {
				t.Fatal(err)
			}
			got, err := Decode(a.Sent)
			if err != nil {
				t.Fatalf("%v in %s", err, a.Sent)
			}
			for _, l := range Lost(m.Op.Body, want, got) {
				t.Error(l)
			}
		})
	}
}
