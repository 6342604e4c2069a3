package tiktokshop

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestScalarsReadAndWriteTheirWireForm(t *testing.T) {
	t.Parallel()
	type all struct {
		T  Time       `json:"t,omitzero"`
		S  TimeText   `json:"s,omitzero"`
		M  TimeMillis `json:"m,omitzero"`
		D  Date       `json:"d,omitzero"`
		N  Decimal    `json:"n,omitzero"`
		ID NumericID  `json:"id,omitzero"`
	}
	at := time.Unix(1692163668, 0)
	tests := map[string]struct {
		in   string
		want all
		out  string // when it differs from in
	}{
		"as declared": {
			in:   `{"t":1692163668,"s":"1692163668","m":1692163668123,"d":"2026-08-15","n":"12.50","id":9007199254740993}`,
			want: all{TimeOf(at), TimeTextOf(at), TimeMillisOf(time.UnixMilli(1692163668123)), Date{2026, 8, 15}, "12.50", "9007199254740993"},
		},
		"number and text swapped": {
			in:   `{"t":"1692163668","s":1692163668,"m":"1692163668000","n":12.50,"id":"123"}`,
			want: all{T: TimeOf(at), S: TimeTextOf(at), M: TimeMillisOf(at), N: "12.50", ID: "123"},
			out:  `{"t":1692163668,"s":"1692163668","m":1692163668000,"n":"12.50","id":123}`,
		},
		"nothing": {in: `{"t":0,"s":"","m":"","d":"","n":"","id":null}`, out: `{}`},
		"nulls":   {in: `{"t":null,"s":null,"m":null,"d":null,"n":null}`, out: `{}`},
		"zero as text, date with a time, escaped amount": {
			in: `{"t":"0","d":"2026-08-15 00:00:00","n":"\u0031.5"}`, want: all{D: Date{2026, 8, 15}, N: "1.5"}, out: `{"d":"2026-08-15","n":"1.5"}`,
		},
		"negative and precise": {in: `{"n":"-0.10000000000000000001"}`, want: all{N: "-0.10000000000000000001"}},
		"rates as sent":        {in: `{"n":"0.00%"}`, want: all{N: "0.00%"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var got all
			if err := json.Unmarshal([]byte(tt.in), &got); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("value (-want +got):\n%s", diff)
			}
			out, err := json.Marshal(got)
			if tt.out == "" {
				tt.out = tt.in
			}
			if diff := cmp.Diff(tt.out, string(out)); diff != "" || err != nil {
				t.Errorf("written (-want +got):\n%s%v", diff, err)
			}
		})
	}
}

func TestScalarsRefuseWhatTheyCannotHold(t *testing.T) {
	t.Parallel()
	for in, v := range map[string]any{
		`"tomorrow"`: new(Time), `1.5`: new(Time), `{}`: new(Time), `true`: new(TimeMillis), `99999999999999999999`: new(Time), `9223372036854775807`: new(TimeText),
		`"2026-13-01"`: new(Date), `"26-1-1"`: new(Date), `20260815`: new(Date), `[1]`: new(Decimal), `false`: new(NumericID), `{"a":1}`: new(Decimal),
	} {
		if err := json.Unmarshal([]byte(in), v); err == nil {
			t.Errorf("%T takes %s", v, in)
		}
	}
	if b, err := json.Marshal(NumericID("12a")); err == nil {
		t.Errorf("NumericID writes %s", b)
	}
}

func TestDecimalIsExact(t *testing.T) {
	t.Parallel()
	for _, good := range []string{"0", "12.50", "-1", "+3.", ".5", "9007199254740993.1"} {
		d, err := ParseDecimal(good)
		if err != nil || d.Rat() == nil {
			t.Errorf("%q: %v", good, err)
		}
	}
	for _, bad := range []string{"", ".", "-", "1e5", "1/3", "0x1", "1_000", "1,5", "1.2.3", "NaN", "Inf", " 1", "٣"} {
		if _, err := ParseDecimal(bad); err == nil || Decimal(bad).Rat() != nil {
			t.Errorf("%q is taken", bad)
		}
	}
	tests := []struct {
		a, b Decimal
		want int
	}{{"1.5", "1.50", 0}, {"0.1", "0.2", -1}, {"-1", "-2", 1}, {"", "0", 0}, {"x", "-1", 1}, {"9007199254740993", "9007199254740992", 1}}
	for _, tt := range tests {
		if got := tt.a.Cmp(tt.b); got != tt.want {
			t.Errorf("%q against %q = %d, want %d", tt.a, tt.b, got, tt.want)
		}
	}
}

func TestDatesAndRates(t *testing.T) {
	t.Parallel()
	bangkok := time.FixedZone("ICT", 7*3600)
	late := time.Date(2026, 8, 15, 20, 0, 0, 0, time.UTC)
	if got := DateOf(late, bangkok); got != (Date{2026, 8, 16}) {
		t.Errorf("day in Bangkok = %v", got)
	}
	if got := DateOf(late, nil); got.String() != "2026-08-15" || !got.In(bangkok).Equal(time.Date(2026, 8, 15, 0, 0, 0, 0, bangkok)) {
		t.Errorf("day in UTC = %v, begins %v", got, got.In(bangkok))
	}
	if got := Percent(12.5); got != 1250 || got.String() != "12.50%" || Percent(0.29) != 29 {
		t.Errorf("12.5 percent = %d, %s", got, got)
	}
}

func FuzzScalars(f *testing.F) {
	for _, s := range []string{`0`, `"0"`, `null`, `"2026-08-15"`, `1692163668`, `"1.50"`, `1e400`, `"\ud800"`, `{}`, `"2026-08-15T"`, `-0`, "\"\xcb\""} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		if !json.Valid(b) {
			return
		}
		for _, v := range []any{new(Time), new(TimeText), new(TimeMillis), new(Date), new(Decimal), new(NumericID)} {
			if json.Unmarshal(b, v) != nil {
				continue
			}
			out, err := json.Marshal(v)
			if err != nil {
				if _, isID := v.(*NumericID); isID { // text that is no number is kept, but not sent
					continue
				}
				t.Fatalf("%T read %q and cannot write it: %v", v, b, err)
			}
			again := strings.TrimSpace(string(out))
			if err := json.Unmarshal([]byte(again), v); err != nil {
				t.Fatalf("%T cannot read its own %s: %v", v, again, err)
			}
			if twice, err := json.Marshal(v); err != nil || string(twice) != again {
				t.Fatalf("%T: %q became %s, then %s", v, b, again, twice)
			}
		}
	})
}
