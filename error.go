package tiktokshop

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// The kinds of errors, for errors.Is. Which code is of which kind comes from
// the platform's error tables.
var (
	ErrRateLimited  = errors.New("rate limited")              // slow down; the client did and gave up
	ErrTokenExpired = errors.New("access token expired")      // and a new one did not help
	ErrReauthorize  = errors.New("authorization needed anew") // a person must authorize the app again
	ErrPermission   = errors.New("not permitted")             // scope, role, region or state of the account
	ErrNotFound     = errors.New("not found")                 // no such thing in this shop
	ErrInvalid      = errors.New("invalid request")           // the request must change
	ErrConflict     = errors.New("conflict")                  // something else is changing the same thing
	ErrQuota        = errors.New("quota used up")             // hourly or daily; come back later
	ErrRetired      = errors.New("version switched off")      // code 36009014
	ErrServer       = errors.New("platform fault")            // 5xx, or an answer that cannot be read
	ErrTokenKind    = errors.New("wrong kind of token")       // seen before sending
)

type kind uint8

const (
	kindNone kind = iota
	kindRateLimited
	kindTokenExpired
	kindReauthorize
	kindPermission
	kindNotFound
	kindInvalid
	kindConflict
	kindQuota
	kindRetired
	kindServer
	kindInspect // the message decides
)

func (k kind) err() error {
	return [...]error{
		nil, ErrRateLimited, ErrTokenExpired, ErrReauthorize, ErrPermission, ErrNotFound,
		ErrInvalid, ErrConflict, ErrQuota, ErrRetired, ErrServer, ErrInvalid,
	}[k]
}

// codeKind is a row of the generated table codeKinds, which is sorted by code.
type codeKind struct {
	code int32
	kind kind
}

// Error is a call that failed: refused by the platform, or not answered.
type Error struct {
	Op         string        // operation: "shop.Orders.Search"
	Code       int           // the platform's code, 0 when there was none
	Message    string        // the platform's message
	RequestID  string        // the platform's support asks for it
	HTTPStatus int           // 0 when there was no answer
	Attempts   int           // tries made
	RetryAfter time.Duration // how long the platform wants calls to wait, 0 when it did not say

	// OutcomeUnknown: the call writes, and may have been carried out although no
	// answer tells. Look before sending it again.
	OutcomeUnknown bool

	kind kind
	hint string
	err  error
}

// Error is the operation, what went wrong, and what to do where that is known.
// It holds no URL, token, signature or body.
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(e.Op + ": ")
	switch {
	case e.Message != "":
		b.WriteString(e.Message)
	case e.err != nil:
		b.WriteString(e.err.Error())
	case e.kind != kindNone:
		b.WriteString(e.kind.err().Error())
	default:
		b.WriteString("refused")
	}
	var facts []string
	if e.Code != 0 {
		facts = append(facts, "code "+strconv.Itoa(e.Code))
	}
	if e.HTTPStatus != 0 && (e.Code == 0 || e.HTTPStatus != 200) {
		facts = append(facts, "HTTP "+strconv.Itoa(e.HTTPStatus))
	}
	if e.RequestID != "" {
		facts = append(facts, "request "+e.RequestID)
	}
	if e.Attempts > 1 {
		facts = append(facts, strconv.Itoa(e.Attempts)+" tries")
	}
	if len(facts) > 0 {
		b.WriteString(" (" + strings.Join(facts, ", ") + ")")
	}
	if e.hint != "" {
		b.WriteString(": " + e.hint)
	}
	if e.OutcomeUnknown {
		b.WriteString("; it may have been carried out: look before sending it again")
	}
	return b.String()
}

// Is reports whether target is the kind of e.
func (e *Error) Is(target error) bool { return e.kind != kindNone && target == e.kind.err() }

// Unwrap returns what stopped the call short of an answer.
func (e *Error) Unwrap() error { return e.err }

// kindOf finds the kind of a refusal: by code, then by HTTP status.
func kindOf(code, status int, message string) kind {
	if i, ok := slices.BinarySearchFunc(codeKinds[:], code, func(c codeKind, code int) int { return int(c.code) - code }); ok {
		if k := codeKinds[i].kind; k != kindInspect {
			return k
		}
		return inspect(message)
	}
	switch {
	case status == 429:
		return kindRateLimited
	case status >= 500:
		return kindServer
	case status == 401, status == 403:
		return kindPermission
	case status == 404:
		return kindNotFound
	case status >= 400:
		return kindInvalid
	}
	return kindNone
}

// inspect reads the message of code 36009004, which covers unlike causes. Only
// a token the gateway calls invalid needs a person; nearly all else is the request.
func inspect(message string) kind {
	m := strings.ToLower(message)
	if strings.Contains(m, "access_token") || strings.Contains(m, "access token") || strings.Contains(m, "access-token") {
		return kindReauthorize
	}
	return kindInvalid
}

const (
	codeTimestamp    = 36009004 // among much else; see inspect
	codeRetired      = 36009014
	codeNoScope      = 105005
	codeNoShopCipher = 106013
	codeWrongAccount = 101000
)

// hint says what to do about a refusal, where the code tells.
func (k *call) hint(code int) string {
	switch code {
	case codeNoScope:
		scope := "its scope"
		if k.op.Scope != "" {
			scope = "scope " + k.op.Scope
		}
		return "token lacks " + scope + ": enable it for the app, then let the account authorize again"
	case codeNoShopCipher:
		return "the call needs a shop: use client.For(cipher) with a cipher of Authorizations.ListShops"
	case codeWrongAccount:
		if k.op.Asset && k.c.asset == "" {
			return "the call needs a category asset: use client.ForAsset(cipher) with a cipher of Authorizations.ListCategoryAssets"
		}
		return "token and cipher belong to different accounts, or the kind of token is wrong"
	case codeRetired:
		if n := newest(k.op.Method, k.Path); n != "" {
			return "this version was switched off; newest known: " + n
		}
		return "this version was switched off; update the module, or use the Version option"
	}
	return ""
}

// route is a row of the generated table newestRoutes.
type route struct{ method, old, newest string }

// newest is the newest known path of a superseded route, "" when there is none.
func newest(method, path string) string {
	parts := strings.Split(path, "/")
	for _, r := range newestRoutes {
		if r.method == method && slices.EqualFunc(strings.Split(r.old, "/"), parts, func(pattern, part string) bool {
			return pattern == part || strings.HasPrefix(pattern, "{")
		}) {
			return r.newest
		}
	}
	return ""
}

// PartialFailure comes beside the value of a call that the platform accepted
// with failures inside.
type PartialFailure struct {
	Op     string
	Errors []PartialError
	Err    error // what ended a batch of several calls early, nil otherwise
}

// Unwrap returns what ended a batch early.
func (e *PartialFailure) Unwrap() error { return e.Err }

// PartialError is one failure inside a successful answer.
type PartialError struct {
	Code    string          // the platform's code; numbers are printed
	Message string          // the platform's message
	Detail  json.RawMessage // what failed, as sent
}

// Error names the first failure and counts the others.
func (e *PartialFailure) Error() string {
	if len(e.Errors) == 0 {
		return e.Op + ": done in part"
	}
	first := e.Errors[0]
	s := fmt.Sprintf("%s: done in part: %s", e.Op, first.Message)
	if first.Code != "" {
		s += " (code " + first.Code + ")"
	}
	if n := len(e.Errors) - 1; n > 0 {
		s += fmt.Sprintf(" and %d more", n)
	}
	return s
}

// DecodeError comes beside the value of a call whose answer did not fit its
// type in one place or more; all else is in the value.
type DecodeError struct {
	Op   string
	Path string // the first place: "orders[3].line_items[0].quantity"
}

// Error names the place.
func (e *DecodeError) Error() string {
	return e.Op + ": answer does not fit at " + e.Path + "; the rest was read"
}

// Partial reports whether a usable value stands beside err: a [*PartialFailure]
// or a [*DecodeError]. On any other error the value is nil.
func Partial(err error) bool {
	var p *PartialFailure
	var d *DecodeError
	return errors.As(err, &p) || errors.As(err, &d)
}
