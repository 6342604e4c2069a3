package codec

import (
	"encoding/json"
	"reflect"
	"testing"

	"github.com/google/go-cmp/cmp"
)

type strict string

// UnmarshalJSON takes text only.
func (t *strict) UnmarshalJSON(b []byte) error { return json.Unmarshal(b, (*string)(t)) }

type inner struct {
	Amount string `json:"amount"`
}

type outer struct {
	inner

	ID     string           `json:"id"`
	Count  int64            `json:"count"`
	Small  int8             `json:"small"`
	Rate   float64          `json:"rate"`
	On     bool             `json:"on"`
	Text   strict           `json:"text"`
	List   []inner          `json:"list"`
	Ptr    *inner           `json:"ptr"`
	ByName map[string]inner `json:"by_name"`
	Any    any              `json:"any"`
	Raw    json.RawMessage  `json:"raw"`
	Hidden string           `json:"-"`
}

func TestFitBendsWhatLosesNothing(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		in, want string
		misfits  []string
	}{
		"as declared":    {in: `{"id":"1","list":[{"amount":"2"}]}`, want: `{"id":"1","list":[{"amount":"2"}]}`},
		"number to text": {in: `{"id":9007199254740993,"text":1}`, want: `{"id":"9007199254740993","text":null}`, misfits: []string{"text"}},
		"text to number": {in: `{"count":"9007199254740993","rate":"0.5"}`, want: `{"count":9007199254740993,"rate":0.5}`},
		"whole numbers":  {in: `{"count":1.0,"small":"1e2"}`, want: `{"count":1,"small":100}`},
		"too large":      {in: `{"small":300,"count":1.5,"rate":"x"}`, want: `{"count":null,"rate":null,"small":null}`, misfits: []string{"count", "rate", "small"}},
		"bools":          {in: `{"on":"true","id":false,"text":true}`, want: `{"id":"false","on":true,"text":"true"}`},
		"lists of one":   {in: `{"id":["1"],"ptr":[{"amount":1}],"list":{"amount":2}}`, want: `{"id":"1","list":[{"amount":"2"}],"ptr":{"amount":"1"}}`},
		"empty":          {in: `{"ptr":"","list":"","id":[],"count":"","by_name":[]}`, want: `{"by_name":null,"count":null,"id":null,"list":null,"ptr":null}`},
		"maps":           {in: `{"by_name":{"a":{"amount":1},"b":[]}}`, want: `{"by_name":{"a":{"amount":"1"},"b":null}}`},
		"kept as it is":  {in: `{"any":[1,"2"],"raw":{"x":1},"news":[1],"Hidden":1}`, want: `{"Hidden":1,"any":[1,"2"],"news":[1],"raw":{"x":1}}`},
		"embedded":       {in: `{"amount":5}`, want: `{"amount":"5"}`},
		"places":         {in: `{"list":[{"amount":"1"},{"amount":{}}],"by_name":{"k":{"amount":[1,2]}}}`, want: `{"by_name":{"k":{"amount":null}},"list":[{"amount":"1"},{"amount":null}]}`, misfits: []string{"by_name.k.amount", "list[1].amount"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, misfits, err := Fit([]byte(tt.in), reflect.TypeFor[outer]())
			if err != nil {
				t.Fatal(err)
			}
			less := func(a []string) map[string]bool {
				m := map[string]bool{}
				for _, s := range a {
					m[s] = true
				}
				return m
			}
			if diff := cmp.Diff(tt.want, string(got)); diff != "" {
				t.Errorf("fitted (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(less(tt.misfits), less(misfits)); diff != "" {
				t.Errorf("misfits (-want +got):\n%s", diff)
			}
			if err := Unmarshal(got, new(outer)); err != nil {
				t.Errorf("what was fitted does not decode: %v", err)
			}
		})
	}
}

func TestFitRefusesWhatIsNoJSON(t *testing.T) {
	t.Parallel()
	for _, in := range []string{"", "{", "{} {}", "nope"} {
		if _, _, err := Fit([]byte(in), reflect.TypeFor[outer]()); err == nil {
			t.Errorf("%q is taken", in)
		}
	}
}

// Whatever comes, what Fit returns decodes.
func FuzzFit(f *testing.F) {
	for _, s := range []string{
		`{"id":1,"count":"x","list":{"amount":[]},"ptr":"","text":{},"any":{}}`, `[]`, `"x"`, `null`, `[{"id":1}]`, `{"count":1e99999}`, `{"ID":"a","Count":"b"}`,
		`{"by_name":{"":{"amount":true}}}`, `{"amount":{}, "inner":1}`,
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		fitted, _, err := Fit(b, reflect.TypeFor[outer]())
		if err != nil {
			return
		}
		if err := Unmarshal(fitted, new(outer)); err != nil {
			t.Errorf("%s was fitted to %s: %v", b, fitted, err)
		}
	})
}
