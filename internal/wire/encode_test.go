package wire

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

type stamp struct{ time.Time }

func (s stamp) MarshalText() ([]byte, error) { return []byte(s.UTC().Format(time.DateOnly)), nil }

type sort string

type request struct {
	Size    int      `query:"size,omitzero"`
	Sort    sort     `query:"sort,omitzero"`
	IDs     []string `query:"ids,omitzero"`
	Numbers []int64  `query:"numbers,json,omitzero"`
	Day     stamp    `query:"day,omitzero"`
	Strict  *bool    `query:"strict,omitzero"`
	Name    string   `json:"name,omitzero"`
	Tags    []string `json:"tags,omitzero"`
	Count   *int     `json:"count,omitzero"`
}

type queryOnly struct {
	Size int `query:"size,omitzero"`
}

type defaulted struct {
	Size int  `query:"size,omitzero,default=20"`
	Sort sort `query:"sort,omitzero,default=time"`
}

func TestFieldsGoWhereTheirTagsSay(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		in    any
		query url.Values
		body  string
	}{
		"nothing": {in: nil},
		"nil":     {in: (*request)(nil), body: `{}`},
		"zero":    {in: &request{}, body: `{}`},
		"all": {
			in: &request{
				Size: 5, Sort: "ASC", IDs: []string{"1", "2"}, Numbers: []int64{3, 4}, Day: stamp{time.Unix(0, 0)}, Strict: new(false),
				Name: "<b>", Tags: []string{}, Count: new(0),
			},
			query: url.Values{"size": {"5"}, "sort": {"ASC"}, "ids": {"1,2"}, "numbers": {"[3,4]"}, "day": {"1970-01-01"}, "strict": {"false"}},
			body:  `{"name":"<b>","tags":[],"count":0}`,
		},
		"no body":    {in: &queryOnly{Size: 1}, query: url.Values{"size": {"1"}}},
		"empty list": {in: &queryOnly{}},
		"defaults":   {in: &defaulted{Sort: "id"}, query: url.Values{"size": {"20"}, "sort": {"id"}}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r, err := new(Encoder).Encode("/a", nil, tt.in, "")
			if err != nil {
				t.Fatal(err)
			}
			if tt.query == nil {
				tt.query = url.Values{}
			}
			if diff := cmp.Diff(tt.query, r.Query); diff != "" || string(r.Body) != tt.body {
				t.Errorf("query (-want +got):\n%s body %s, want %s", diff, r.Body, tt.body)
			}
		})
	}
}

func TestRetiredFieldsAreRefusedWhenSet(t *testing.T) {
	t.Parallel()
	type moved struct {
		IDs   []string `query:"ids,omitzero" retired:"use OrderIDs"`
		State int      `json:"state,omitzero" retired:"use Status"`
		Name  string   `json:"name,omitzero"`
	}
	tests := map[string]struct {
		in   moved
		want string // the error, "" for none
	}{
		"not set":          {in: moved{Name: "x"}},
		"set in the query": {in: moved{IDs: []string{"1"}}, want: "IDs is set, but the route no longer takes it: use OrderIDs"},
		"set in the body":  {in: moved{State: 1}, want: "State is set, but the route no longer takes it: use Status"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r, err := new(Encoder).Encode("/a", nil, &tt.in, "")
			if tt.want == "" {
				if err != nil || string(r.Body) != `{"name":"x"}` || len(r.Query) > 0 {
					t.Errorf("request = %+v, error = %v, want only the name", r, err)
				}
				return
			}
			if err == nil || err.Error() != tt.want {
				t.Errorf("error = %v, want %s", err, tt.want)
			}
		})
	}
}

func TestBadRequestsNameTheField(t *testing.T) {
	t.Parallel()
	type odd struct {
		F float64 `query:"f"`
	}
	tests := map[string]struct {
		in   any
		want string
	}{
		"comma in a list": {&request{IDs: []string{"1,2"}}, "IDs: element 0"},
		"empty in a list": {&request{IDs: []string{"1", ""}}, "IDs: element 1"},
		"not a struct":    {new(int), "want a pointer to a struct"},
		"a value":         {request{}, "want a pointer to a struct"},
		"float":           {&odd{1.5}, "F: a float64 cannot stand in a query"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if _, err := new(Encoder).Encode("/a", nil, tt.in, ""); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error is %v, want %q in it", err, tt.want)
			}
		})
	}
}

func TestIdempotencyKeyInQueryAndBody(t *testing.T) {
	t.Parallel()
	type inQuery struct {
		Key  string `query:"idempotency_key,omitzero"`
		Name string `json:"name,omitzero"`
	}
	type inBody struct {
		Key string `json:"idempotency_key,omitzero"`
	}
	var e Encoder
	r, err := e.Encode("/a", nil, &inQuery{Name: "x"}, "idempotency_key")
	if err != nil || len(r.Query.Get("idempotency_key")) != 36 || string(r.Body) != `{"name":"x"}` {
		t.Errorf("query %v, body %s, %v", r.Query, r.Body, err)
	}
	r, err = e.Encode("/a", nil, &inBody{}, "idempotency_key")
	if err != nil || len(r.Body) != len(`{"idempotency_key":""}`)+36 {
		t.Errorf("body %s, %v", r.Body, err)
	}
	r, err = e.Encode("/a", nil, &inQuery{Key: "mine"}, "idempotency_key")
	if err != nil || r.Query.Get("idempotency_key") != "mine" {
		t.Errorf("query %v, %v", r.Query, err)
	}
}

func TestIDs(t *testing.T) {
	t.Parallel()
	for _, id := range []string{"1729592969712207008", "a-b_c.d~e", "2026-08-15"} {
		if got, err := expand("/a/{x}/b", []string{id}); err != nil || got != "/a/"+id+"/b" {
			t.Errorf("%q: %q, %v", id, got, err)
		}
	}
	for _, id := range []string{"", ".", "..", "a/b", "a?b", "a#b", "a%2fb", "a b", "a\nb", `a\b`, "é", "{x}"} {
		if got, err := expand("/a/{x}/b", []string{id}); err == nil {
			t.Errorf("%q is taken: %s", id, got)
		}
	}
	if got := Route("/product/202309/products/1729592969712207008/prices"); got != "/product/202309/products/{id}/prices" {
		t.Errorf("route = %s", got)
	}
}

func TestHeaders(t *testing.T) {
	t.Parallel()
	for _, h := range []http.Header{{"": {"x"}}, {"A B": {"x"}}, {"A": {"x\r\ny"}}, {"A:": {"x"}}, {"A": {"\x7f"}}} {
		if CheckHeader(h) == nil {
			t.Errorf("%q is taken", h)
		}
	}
	if err := CheckHeader(http.Header{"X-A": {"b c\t"}}); err != nil {
		t.Error(err)
	}
}

func FuzzEncode(f *testing.F) {
	f.Add("1", "name", "a,b", 5)
	f.Fuzz(func(t *testing.T, id, name, element string, size int) {
		r, err := new(Encoder).Encode("/a/{id}", []string{id}, &request{Size: size, Name: name, IDs: []string{element}}, "")
		if err != nil {
			return
		}
		u, err := url.Parse("https://x.example" + r.Path + "?" + r.Query.Encode())
		if err != nil || u.Path != r.Path || u.RawPath != "" || u.Query().Get("ids") != element {
			t.Errorf("path %q, query %v: %v", r.Path, r.Query, err)
		}
	})
}
