// Package cassette records what a test sends and receives, and plays it back
// without the network. What is saved holds no secrets. Only tests use it.
//
// All cassettes of the module are recorded anew by
//
//	go test . ./shop ./affiliate ./live ./logistics -run Recorded -record
//
// and stay the same to the byte when the fake shop has not changed.
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
	"sync/atomic"
	"testing"
	"unicode/utf8"

	"gopkg.in/dnaeon/go-vcr.v3/cassette"
	"gopkg.in/dnaeon/go-vcr.v3/recorder"
)

var record = flag.Bool("record", false, "record cassettes anew instead of playing them back")

// Recording reports whether the tests run to record.
func Recording() bool { return *record }

// New is a transport that plays testdata/cassettes/<name>.yaml, all of it or the
// test fails. With the flag -record it asks network instead and saves what was
// said.
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
	if *record {
		return rec
	}
	return complete(t, name, rec)
}

// complete fails a test that leaves something of its cassette unplayed.
func complete(t *testing.T, name string, rt http.RoundTripper) http.RoundTripper {
	t.Helper()
	saved, err := cassette.Load("testdata/cassettes/" + name)
	if err != nil {
		t.Fatal(err)
	}
	c := &counter{RoundTripper: rt}
	t.Cleanup(func() {
		if n := int(c.n.Load()); n != len(saved.Interactions) && !t.Failed() {
			t.Errorf("%d calls were made, %d are on the cassette: record it anew", n, len(saved.Interactions))
		}
	})
	return c
}

type counter struct {
	http.RoundTripper

	n atomic.Int64
}

func (c *counter) RoundTrip(r *http.Request) (*http.Response, error) {
	c.n.Add(1)
	return c.RoundTripper.RoundTrip(r)
}

// changing are the query values that differ from run to run, or are secret.
var changing = []string{"sign", "timestamp", "app_key", "app_secret", "access_token", "refresh_token", "auth_code", "shop_cipher", "category_asset_cipher", "idempotency_key"}

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

// normal is a body in a form that equal bodies share and that is fit to be saved.
func normal(contentType string, body []byte) string {
	mediaType, params, err := mime.ParseMediaType(contentType)
	if err == nil && strings.HasPrefix(mediaType, "multipart/") && params["boundary"] != "" { // without: saved already
		return parts(multipart.NewReader(bytes.NewReader(body), params["boundary"]))
	}
	if !utf8.Valid(body) {
		return "file of " + strconv.Itoa(len(body)) + " bytes"
	}
	return scrubBody(string(body))
}

// parts lists the parts of a form: values as they are, of files the names.
func parts(r *multipart.Reader) string {
	var all []string
	for {
		p, err := r.NextPart()
		if err != nil {
			slices.Sort(all)
			return strings.Join(all, "\n")
		}
		b, err := io.ReadAll(p)
		switch {
		case err != nil:
			return "broken form"
		case p.FileName() != "" && len(b) > 0:
			b = []byte("file " + p.FileName())
		case p.FileName() != "":
			b = []byte("empty file " + p.FileName())
		}
		all = append(all, p.FormName()+": "+string(b))
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
	origin := u.Scheme + "://" + u.Host
	u.RawQuery, u.Host, u.Scheme = q.Encode(), "open-api.example", "https"
	i.Request.URL, i.Request.Host, i.Request.RemoteAddr = u.String(), u.Host, ""
	i.Request.RequestURI, i.Request.Form = "", nil
	i.Request.Body = normal(i.Request.Headers.Get("Content-Type"), []byte(i.Request.Body))
	i.Response.Body = scrubBody(i.Response.Body)
	for _, body := range []*string{&i.Request.Body, &i.Response.Body} {
		*body = strings.ReplaceAll(*body, origin, "https://open-api.example")
	}
	i.Request.ContentLength, i.Response.ContentLength = int64(len(i.Request.Body)), int64(len(i.Response.Body))
	i.Request.Headers, i.Response.Headers = headers(i.Request.Headers), headers(i.Response.Headers)
	i.Response.Duration = 0
	return nil
}

// headers are those that say something about the body, and that a token was sent.
func headers(h http.Header) http.Header {
	kept := http.Header{}
	for _, k := range []string{"Content-Type", "Retry-After", "X-Tts-Access-Token", "Authorization"} {
		switch v := h.Get(k); {
		case v == "":
		case k == "Content-Type":
			mediaType, _, _ := strings.Cut(v, ";") // without the boundary of a form
			kept.Set(k, mediaType)
		case k == "Retry-After":
			kept.Set(k, v)
		default:
			kept.Set(k, hidden)
		}
	}
	return kept
}

// secretKeys are the members of JSON bodies that are replaced, whatever they hold.
var secretKeys = []string{
	"access_token", "refresh_token", "app_secret", "auth_code", "open_id", "cipher", "buyer_email", "buyer_nickname", "buyer_avatar",
	"name", "first_name", "last_name", "phone_number", "full_address", "address_detail", "address_line1", "address_line2", "address_line3",
	"address_line4", "postal_code", "email", "cpf", "cpf_name", "user_id", "buyer_user_id", "seller_name", "idempotency_key", "idempotent_key",
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
