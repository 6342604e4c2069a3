package tiktokshop

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestPartialFailureStandsBesideTheValue(t *testing.T) {
	t.Parallel()
	type failure struct {
		Code    int    `json:"code"`
		Message string `json:"message"`
		Detail  struct {
			ProductID string `json:"product_id"`
		} `json:"detail"`
	}
	type response struct {
		ResponseInfo `json:"-"`

		Done   []string  `json:"done"`
		Errors []failure `json:"errors"`
	}
	p := play(ok(`{"done":["1"],"errors":[{"code":12052032,"message":"not live","detail":{"product_id":"2"}},{"code":5}]}`))
	var out response
	err := newTestClient(t, p).Invoke(t.Context(), &keyedOp, nil, &createRequest{}, &out)
	var pf *PartialFailure
	if !errors.As(err, &pf) || !Partial(err) || len(out.Done) != 1 || len(out.Errors) != 2 {
		t.Fatalf("error %v, value %+v", err, out)
	}
	want := []PartialError{
		{Code: "12052032", Message: "not live", Detail: json.RawMessage(`{"product_id":"2"}`)},
		{Code: "5", Detail: json.RawMessage(`{"product_id":""}`)},
	}
	if diff := cmp.Diff(want, pf.Errors); diff != "" {
		t.Errorf("errors (-want +got):\n%s", diff)
	}
	if got, want := err.Error(), "test.Things.Create: done in part: not live (code 12052032) and 1 more"; got != want {
		t.Errorf("text = %s, want %s", got, want)
	}
}

func TestAnswersThatBreakTheirSchemaAreReadAsFarAsTheyGo(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		data string
		want []thing
		path string // of the DecodeError
	}{
		"as declared":          {data: `{"things":[{"id":"1","quantity":2,"price":"3.50"}]}`, want: []thing{{ID: "1", Quantity: 2, Price: "3.50"}}},
		"id above 2^53":        {data: `{"things":[{"id":9007199254740993}]}`, want: []thing{{ID: "9007199254740993"}}},
		"numbers as text":      {data: `{"things":[{"id":"1","quantity":"2","created":"0"}]}`, want: []thing{{ID: "1", Quantity: 2}}},
		"whole float":          {data: `{"things":[{"quantity":2.0}]}`, want: []thing{{Quantity: 2}}},
		"nulls":                {data: `{"things":[{"id":null,"quantity":null,"price":null,"created":null,"is_gift":null,"tags":null},null]}`, want: []thing{{}, {}}},
		"null list":            {data: `{"things":null}`},
		"text for a list":      {data: `{"things":[{"tags":"a"}]}`, want: []thing{{Tags: []string{"a"}}}},
		"object for a list":    {data: `{"things":{"id":"1"}}`, want: []thing{{ID: "1"}}},
		"empty text for list":  {data: `{"things":""}`},
		"list for an object":   {data: `{"things":[[]]}`, want: []thing{{}}},
		"bool as text":         {data: `{"things":[{"id":true,"is_gift":"true","price":false}]}`, want: []thing{{ID: "true", IsGift: true, Price: "false"}}},
		"flag as number":       {data: `{"things":[{"is_gift":1}]}`, want: []thing{{IsGift: true}}},
		"unknown keys":         {data: `{"things":[{"id":"1","news":{"a":[1]}}],"more":[]}`, want: []thing{{ID: "1"}}},
		"data is null":         {data: `null`},
		"data is a list":       {data: `[]`},
		"misfit":               {data: `{"things":[{"id":"1","quantity":"many"},{"id":"2","quantity":3}]}`, want: []thing{{ID: "1"}, {ID: "2", Quantity: 3}}, path: "things[0].quantity"},
		"misfit scalar":        {data: `{"things":[{"id":"1","created":"yesterday"}]}`, want: []thing{{ID: "1"}}, path: "things[0].created"},
		"object for text":      {data: `{"things":[{"id":{"a":1}}]}`, want: []thing{{}}, path: "things[0].id"},
		"fraction for a count": {data: `{"things":[{"quantity":1.5}]}`, want: []thing{{}}, path: "things[0].quantity"},
		"huge exponent":        {data: `{"things":[{"quantity":1e999999999}]}`, want: []thing{{}}, path: "things[0].quantity"},
		"data is text":         {data: `"hello"`, path: "data"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var out thingsResponse
			err := newTestClient(t, play(ok(tt.data))).Invoke(t.Context(), &readOp, nil, nil, &out)
			var d *DecodeError
			switch {
			case tt.path == "" && err != nil:
				t.Errorf("error is %v", err)
			case tt.path != "" && (!errors.As(err, &d) || d.Path != tt.path):
				t.Errorf("error is %v, want a DecodeError at %s", err, tt.path)
			}
			if diff := cmp.Diff(tt.want, out.Things); diff != "" {
				t.Errorf("things (-want +got):\n%s", diff)
			}
		})
	}
}

func TestCodeIsFoundBehindDataOfAnotherShape(t *testing.T) {
	t.Parallel()
	for _, body := range []string{
		`{"code":12019009,"data":"text","message":"no"}`, `{"code":"12019009","data":[1],"message":{"a":1}}`, `{"code":12019009}`,
	} {
		var out thingsResponse
		err := newTestClient(t, play(scripted{status: 200, body: body})).Invoke(t.Context(), &readOp, nil, nil, &out)
		if !errors.Is(err, ErrInvalid) || asError(t, err).Code != 12019009 {
			t.Errorf("%s: error is %v", body, err)
		}
	}
}

func TestNothingOfAFormerAnswerIsLeft(t *testing.T) {
	t.Parallel()
	first := scripted{status: 503, body: `{"code":36009003,"message":"x","data":{"things":[{"id":"old"}],"next_page_token":"old"}}`}
	var out thingsResponse
	if err := newTestClient(t, play(first, ok(`{"things":[]}`)), fast).Invoke(t.Context(), &readOp, nil, nil, &out); err != nil || out.Next != "" || len(out.Things) != 0 {
		t.Errorf("value %+v, error %v", out, err)
	}
}

func TestRawAndInfoAreKeptOnDemand(t *testing.T) {
	t.Parallel()
	var raw json.RawMessage
	var info ResponseInfo
	var out thingsResponse
	err := newTestClient(t, play(ok(`{"things":[{"id":1}],"news":1}`))).Invoke(t.Context(), &readOp, nil, nil, &out, KeepRaw(&raw), Info(&info))
	if err != nil || string(raw) != `{"things":[{"id":1}],"news":1}` || info.RequestID != "req-ok" || out.Things[0].ID != "1" {
		t.Errorf("raw %s, info %+v, out %+v, error %v", raw, info, out, err)
	}
	err = newTestClient(t, play(refusal(12019009, "no"))).Invoke(t.Context(), &readOp, nil, nil, nil, Info(&info))
	if err == nil || info.RequestID != "req-no" {
		t.Errorf("info of a refusal: %+v, %v", info, err)
	}
}

func TestPartialFailureIsSeenBesideAMisfit(t *testing.T) {
	t.Parallel()
	type response struct {
		N      int `json:"n"`
		Errors []struct {
			Message string `json:"message"`
		} `json:"errors"`
	}
	var out response
	err := newTestClient(t, play(ok(`{"n":{"a":1},"errors":[{"message":"not shipped"}]}`))).Invoke(t.Context(), &keyedOp, nil, &createRequest{}, &out)
	var p *PartialFailure
	var d *DecodeError
	if !errors.As(err, &p) || !errors.As(err, &d) || !Partial(err) || len(out.Errors) != 1 {
		t.Errorf("error %v, value %+v", err, out)
	}
}

func TestRefusalLeavesNoValue(t *testing.T) {
	t.Parallel()
	out := map[string]any{"before": 1}
	err := newTestClient(t, play(scripted{status: 200, body: `{"code":12019009,"message":"no\nsecond line","request_id":"a\nb","data":{"x":1}}`})).
		Do(t.Context(), Call{Method: "GET", Path: "/a/202309/b"}, &out)
	if err == nil || len(out) != 0 || strings.Contains(err.Error(), "\n") {
		t.Errorf("value %v, error %q", out, err)
	}
	var big thingsResponse
	err = newTestClient(t, play(scripted{status: 200, body: `{"code":1234567890123,"message":"new"}`})).Invoke(t.Context(), &readOp, nil, nil, &big)
	if asError(t, err).Message != "new" {
		t.Errorf("error is %v", err)
	}
	if err := newTestClient(t, play(ok(`{"things":[]}`))).Invoke(t.Context(), &readOp, nil, nil, &big, MaxBody(1<<63-1)); err != nil {
		t.Errorf("with the largest MaxBody: %v", err)
	}
}
