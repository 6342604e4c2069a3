// Package cassette records what a test sends and receives, and plays it back
// without the network. What is saved holds no secrets. Only tests use it.
package cassette

import (
	"bytes"
	"encoding/json"
	"flag"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"gopkg.in/dnaeon/go-vcr.v3/cassette"
	"gopkg.in/dnaeon/go-vcr.v3/recorder"
)

var record = flag.Bool("record", false, "record cassettes anew instead of playing them back")

// Recording reports whether the tests run to record.
func Recording() bool { return *record }

// New is a transport that plays testdata/cassettes/<name>.yaml. With the flag
// -record it asks network instead and saves what was said.
func New(t *testing.T, name string, network http.RoundTripper) http.RoundTripper {
	t.Helper()
	mode := recorder.ModeReplayOnly
	if *record {
		mode = recorder.ModeRecordOnly
	}
	rec, err := recorder.NewWithOptions(&recorder.Options{
		CassetteName: "testdata/cassettes/" + name, Mode: mode, SkipRequestLatency: true, RealTransport: network,
	})
	if err != nil {
		t.Fatal(err)
	}
	rec.SetMatcher(match)
	rec.AddHook(scrub, recorder.BeforeSaveHook) // later than the answer: the running test sees what was really sent
	t.Cleanup(func() {
		if err := rec.Stop(); err != nil { // writes the file
			t.Error(err)
		}
	})
	return rec
}

// changing are the query values that differ from run to run, or are secret.
var changing = []string{"sign", "timestamp", "app_key", "app_secret", "access_token", "refresh_token", "auth_code", "shop_cipher"}

// match compares method, path, the steady part of the query and the body, JSON
// as JSON and a form by its parts. Header values are not compared.
func match(r *http.Request, recorded cassette.Request) bool {
	u, err := url.Parse(recorded.URL)
	if err != nil || r.Method != recorded.Method || r.URL.Path != u.Path {
		return false
	}
	if !reflect.DeepEqual(steady(r.URL.Query()), steady(u.Query())) { //nolint:forbidigo // values, not a test's result
		return false
	}
	var body []byte
	if r.Body != nil {
		if body, err = io.ReadAll(r.Body); err != nil {
			return false
		}
		r.Body = io.NopCloser(bytes.NewReader(body))
	}
	return normal(r.Header.Get("Content-Type"), body) == normal(recorded.Headers.Get("Content-Type"), []byte(recorded.Body))
}

func steady(q url.Values) url.Values {
	for _, k := range changing {
		q.Del(k)
	}
	return q
}

// normal is a body in a form that equal bodies share.
func normal(contentType string, body []byte) string {
	mediaType, params, err := mime.ParseMediaType(contentType)
	if err == nil && strings.HasPrefix(mediaType, "multipart/") {
		return parts(multipart.NewReader(bytes.NewReader(body), params["boundary"]))
	}
	var v any
	if len(body) == 0 || json.Unmarshal(body, &v) != nil {
		return string(body)
	}
	if m, ok := v.(map[string]any); ok {
		delete(m, "idempotency_key") // made anew in every run
	}
	b, err := json.Marshal(v)
	if err != nil {
		return string(body)
	}
	return string(b)
}

// parts lists the parts of a form by name, file and size.
func parts(r *multipart.Reader) string {
	var all []string
	for {
		p, err := r.NextPart()
		if err != nil {
			slices.Sort(all)
			return strings.Join(all, "\n")
		}
		n, err := io.Copy(io.Discard, p)
		if err != nil {
			return "broken form"
		}
		all = append(all, p.FormName()+" "+p.FileName()+" "+strconv.FormatInt(n, 10))
	}
}

const hidden = "hidden"

// farAway is when tokens on a cassette end, 2100-01-01: a test must pass on any day.
const farAway int64 = 4102444800

// scrub takes secrets and personal data out of what is saved.
func scrub(i *cassette.Interaction) error {
	u, err := url.Parse(i.Request.URL)
	if err != nil {
		return err
	}
	q := u.Query()
	for _, k := range changing {
		if q.Has(k) {
			q.Set(k, hidden)
		}
	}
	u.RawQuery, u.Host, u.Scheme = q.Encode(), "open-api.example", "https"
	i.Request.URL, i.Request.Host, i.Request.RemoteAddr = u.String(), u.Host, ""
	i.Request.RequestURI, i.Request.Form = "", nil
	for _, h := range []string{"X-Tts-Access-Token", "Authorization", "Cookie"} {
		if i.Request.Headers.Get(h) != "" {
			i.Request.Headers.Set(h, hidden)
		}
	}
	i.Response.Headers.Del("Set-Cookie")
	i.Request.Body, i.Response.Body = scrubBody(i.Request.Body), scrubBody(i.Response.Body)
	i.Request.ContentLength, i.Response.ContentLength = int64(len(i.Request.Body)), int64(len(i.Response.Body))
	i.Response.Headers.Del("Content-Length")
	i.Response.Duration = 0
	return nil
}

// secretKeys are the members of JSON bodies that are replaced, whatever they hold.
var secretKeys = []string{
	"access_token", "refresh_token", "app_secret", "auth_code", "open_id", "cipher", "buyer_email", "buyer_nickname", "buyer_avatar",
	"name", "first_name", "last_name", "phone_number", "full_address", "address_detail", "address_line1", "address_line2", "address_line3",
	"address_line4", "postal_code", "email", "cpf", "cpf_name", "user_id", "seller_name",
}

func scrubBody(body string) string {
	var v any
	d := json.NewDecoder(strings.NewReader(body))
	d.UseNumber()
	if d.Decode(&v) != nil {
		return body
	}
	scrubValue(v)
	b, err := json.Marshal(v)
	if err != nil {
		return body
	}
	return string(b)
}

func scrubValue(v any) {
	switch v := v.(type) {
	case map[string]any:
		for k, e := range v {
			if s, ok := e.(string); ok && s != "" && slices.Contains(secretKeys, k) {
				v[k] = hidden
			} else if strings.HasSuffix(k, "_token_expire_in") {
				v[k] = farAway
			} else {
				scrubValue(e)
			}
		}
	case []any:
		for _, e := range v {
			scrubValue(e)
		}
	}
}
