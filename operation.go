package tiktokshop

import (
	"encoding/json"
	"net/http"
	"net/url"
)

// Operation describes one operation of the platform. The typed packages hold
// one value for each; it is never changed.
type Operation struct {
	Name    string    // package, service and method: "shop.Orders.Search"
	Method  string    // HTTP method
	Path    string    // with {placeholders} for the ids, and the version in it
	Effect  Effect    // decides which tries are repeated
	Token   TokenKind // the kind of account that may call it
	Shop    bool      // takes shop_cipher
	Asset   bool      // takes category_asset_cipher
	Scope   string    // permission the app needs, "" when not known
	Key     string    // wire name of its idempotency key, filled when the caller left it empty
	Partial string    // wire name of the list of failures in a successful answer
}

// Effect says what a second send of the same request would do.
type Effect int

// The effects. Zero is the careful one.
const (
	Write           Effect = iota // acts again: sent twice only when the first surely did nothing
	Read                          // changes nothing
	WriteIdempotent               // leaves the same state, though a repeat may answer with a state error
	Upload                        // stores a file; treated as Write
)

// Call is a call the typed packages do not cover: any path, at any version.
type Call struct {
	Method string     // HTTP method
	Path   string     // with version and ids: "/order/202309/orders"
	Query  url.Values // app key, timestamp, signature and ciphers are added; a list is joined with commas
	Body   any        // encoded as JSON; []byte and json.RawMessage are sent as they are; nil sends none
	Effect Effect     // zero means: GET reads, anything else writes
}

// CallOption changes one call.
type CallOption func(*callOptions)

type callOptions struct {
	info     *ResponseInfo
	raw      *json.RawMessage
	attempts int
	version  string
	header   http.Header
	maxBody  int64
	extra    []extraField
	dry      **http.Request
}

type extraField struct {
	key   string
	value any
}

// Info stores what is known about the answer, for methods that return only an
// error; other answers embed it. It is also set when the call fails.
func Info(info *ResponseInfo) CallOption { return func(o *callOptions) { o.info = info } }

// KeepRaw stores the answer's data object as it arrived.
func KeepRaw(raw *json.RawMessage) CallOption { return func(o *callOptions) { o.raw = raw } }

// Attempts sets how often this call may be tried, 1 meaning no repeat.
func Attempts(n int) CallOption { return func(o *callOptions) { o.attempts = n } }

// Version sends the call to another version of the same route, such as "202309".
func Version(version string) CallOption { return func(o *callOptions) { o.version = version } }

// MaxBody sets how many bytes the answer may have; the default is 8 MiB.
func MaxBody(n int64) CallOption { return func(o *callOptions) { o.maxBody = n } }

// With sends a field the request type does not know yet: in the JSON body of a
// call that has one, else in the query. It replaces a field of the same name.
func With(key string, value any) CallOption {
	return func(o *callOptions) { o.extra = append(o.extra, extraField{key, value}) }
}

// DryRun builds and signs the request and stores it in req instead of sending
// it; the method returns a zero answer. The request holds a token: do not log it.
func DryRun(req **http.Request) CallOption { return func(o *callOptions) { o.dry = req } }

// Header adds an HTTP header. Those the client sets itself cannot be replaced.
func Header(key, value string) CallOption {
	return func(o *callOptions) {
		if o.header == nil {
			o.header = http.Header{}
		}
		o.header.Add(key, value)
	}
}
