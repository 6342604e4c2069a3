// Package api holds the catalogue of the platform's operations: what each one
// takes and answers, without prose. The generator makes the typed packages from
// it and the fake shop answers by it.
package api

import (
	"embed"
	"encoding/json"
	"io/fs"
	"sync"
)

//go:embed operations.csv superseded.csv sunsets.csv scopes.json errors.json facts
var files embed.FS

// Load reads the catalogue and checks it. It is read once; treat the answer as
// read-only. The error lists everything that is wrong, each with its place.
func Load() (*Catalogue, error) { return loadOnce() }

var loadOnce = sync.OnceValues(func() (*Catalogue, error) { return LoadFS(files) })

// LoadFS is [Load] for the files in fsys.
func LoadFS(fsys fs.FS) (*Catalogue, error) {
	l := loader{fsys: fsys, cat: &Catalogue{}, byRoute: map[string]*Operation{}}
	l.operations()
	l.facts()
	l.scopes()
	l.errors()
	l.superseded()
	l.sunsets()
	if len(l.problems) == 0 {
		for _, op := range l.cat.Operations {
			l.check(op)
		}
	}
	if len(l.problems) > 0 {
		return nil, l.problems
	}
	return l.cat, nil
}

// Catalogue is everything known.
type Catalogue struct {
	Operations []*Operation // current ones, ordered by module, path and method
	Superseded []Route      // older versions, ordered by old path
	Errors     []Code       // ordered by code
}

// Operation is one operation at its current version.
type Operation struct {
	Name     string // package, service and method: "shop.Orders.Search"
	Package  string // "shop"
	Service  string // "Orders"
	GoMethod string // "Search"
	Module   string // the platform's family, also the file of its facts: "order"

	Method  string // HTTP method
	Path    string // with {placeholders}
	Version string // "202309"
	Title   string // official title, "" when not known
	Ends    string // date the platform announced for the end of this route, "" if it did not

	Token  string // TokenSeller and the like
	Shop   bool   // takes shop_cipher in the query; not among Params
	Asset  bool   // takes category_asset_cipher in the query; not among Params
	Effect string // EffectRead and the like
	Scopes []string

	Paging     string   // PagingNone and the like
	PageIn     []string // wire names of what pages it: token or offset first, then the size if there is one
	PageInBody bool     // PageIn lies in the body, else in the query
	PageOut    []string // wire names in the answer: next token, or offset and total
	TotalField string   // wire name of the total, "" if there is none
	ListField  string   // path of the answer's list below data, "" if there is none: "orders", "performance.intervals"

	KeyName     string // wire name of the idempotency key, "" if there is none
	KeyIn       string // "query" or "body"
	KeyRequired bool
	Partial     string // wire name of the list of failures in a successful answer
	BodyKind    string // BodyNone, BodyJSON or BodyMultipart
	Notes       string // our remarks

	Params   []Field // path and query, without the ciphers
	Body     []Field // JSON fields or parts
	Response []Field // below data
}

// Values of Operation.Token.
const (
	TokenSeller  = "seller"
	TokenCreator = "creator"
	TokenPartner = "partner"
	TokenAny     = "any" // every kind of account may call it
)

// Values of Operation.Effect.
const (
	EffectRead       = "read"
	EffectIdempotent = "write-idempotent"
	EffectWrite      = "write-nonidempotent"
	EffectUpload     = "upload"
)

// Values of Operation.Paging.
const (
	PagingNone       = "none"
	PagingToken      = "token"        // token and size in the query
	PagingTokenOnly  = "token-nosize" // token in the query
	PagingTokenBody  = "token-body"   // token and size in the body
	PagingOffsetBody = "offset-body"  // offset and size in the body
)

// Values of Operation.BodyKind.
const (
	BodyNone      = "none"
	BodyJSON      = "json"
	BodyMultipart = "multipart"
)

// Field is a parameter, a field of a body or of an answer, or (without a name)
// the element of an array.
type Field struct {
	Name         string          `json:"name,omitempty"`
	In           string          `json:"in,omitempty"` // "path" or "query", parameters only
	Type         string          `json:"type"`         // string, integer, boolean, array or object
	Format       string          `json:"format,omitempty"`
	Required     bool            `json:"required,omitempty"`      // stated in a table of the official page
	RequiredHint string          `json:"required_hint,omitempty"` // yes, conditional or no; read from prose
	Deprecated   bool            `json:"deprecated,omitempty"`
	Retired      bool            `json:"retired,omitempty"` // only an older version of the route takes it
	Unit         string          `json:"unit,omitempty"`    // unix_s, decimal, ...; a trailing ? marks a guess
	Enum         []string        `json:"enum,omitempty"`    // values known, never all there may be
	Default      json.RawMessage `json:"default,omitempty"`
	Min          *float64        `json:"min,omitempty"`
	Max          *float64        `json:"max,omitempty"`
	MinLen       int             `json:"min_len,omitempty"`
	MaxLen       int             `json:"max_len,omitempty"`   // 0 when not known
	MaxItems     int             `json:"max_items,omitempty"` // 0 when not known
	Example      json.RawMessage `json:"example,omitempty"`
	Items        *Field          `json:"items,omitempty"`
	Properties   []Field         `json:"properties,omitempty"`
}

// Route is an older version of an operation.
type Route struct{ Method, Old, Newest string }

// Code is an error code of the platform.
type Code struct {
	Code  int    `json:"code"`
	Class string `json:"class"`
}
