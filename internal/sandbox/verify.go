package sandbox

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/tiktokshop-go/tiktokshop/internal/gen/api"
)

// call is one request on its way to its handler.
type call struct {
	method  string
	path    string
	header  http.Header
	raw     []byte
	readErr error
	now     time.Time
	rt      *route
	ids     url.Values // values of the path
	query   url.Values
	body    map[string]any // JSON body; numbers are json.Number
	form    *form          // multipart body
	app     *app
	grant   *grant
	account *account
	shop    string // cipher sent
	store   *store // the shop it is about; without a cipher the account's first
	applied bool   // set by the handler when something changed
}

// A signature is good for five minutes, and a clock may be half a minute ahead.
const (
	maxAge   = 5 * time.Minute
	maxAhead = 30 * time.Second
)

// Bodies: ten megabytes are the platform's limit for plain uploads, videos of
// products may have a hundred; the rest is room for the parts' headers.
const (
	maxBody  = 10<<20 + 64<<10
	maxVideo = 100<<20 + 64<<10
)

func readBody(r *http.Request) ([]byte, error) {
	if r.Body == nil {
		return nil, nil
	}
	return io.ReadAll(io.LimitReader(r.Body, maxVideo+1))
}

// verify checks a request in the gateway's order and fills c.
func (s *Sandbox) verify(c *call, rawQuery string) *refusal {
	if c.readErr != nil {
		return refuse(400, 36009022, "the body could not be read")
	}
	limit := maxBody
	if c.rt.op != nil && c.rt.op.Name == "shop.Media.UploadFile" {
		limit = maxVideo
	}
	if len(c.raw) > limit {
		return refuse(413, 36009021, "the body has more than %d bytes", limit)
	}
	query, refused := parseQuery(rawQuery)
	if refused != nil {
		return refused
	}
	c.query = query
	for _, check := range []func(*call) *refusal{
		s.checkApp, s.checkTime, s.checkSign, s.checkToken, s.checkScope, s.checkLimit, s.checkCipher, s.checkMode, s.checkParams, s.checkBody,
	} {
		if refused := check(c); refused != nil {
			return refused
		}
	}
	return nil
}

// parseQuery refuses what cannot be signed for sure: a name that stands twice.
func parseQuery(raw string) (url.Values, *refusal) {
	q, err := url.ParseQuery(raw)
	if err != nil {
		return nil, invalid("the query is malformed: encode names and values")
	}
	for name, values := range q {
		if len(values) > 1 {
			return nil, invalid("query parameter %s stands there %d times; join lists with commas", name, len(values))
		}
	}
	return q, nil
}

func (s *Sandbox) checkApp(c *call) *refusal {
	key := c.query.Get("app_key")
	if key == "" {
		return invalid("invalid credentials: query parameter app_key is missing")
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if c.app = s.appOf(key); c.app == nil {
		return invalid("invalid credentials: no app has this app_key")
	}
	return nil
}

func (s *Sandbox) checkTime(c *call) *refusal {
	sent := c.query.Get("timestamp")
	n, err := strconv.ParseInt(sent, 10, 64)
	if err != nil || n > 1e11 {
		return invalid("query parameter timestamp must be Unix time in seconds")
	}
	// Callers sign with their own clock, which a moved sandbox must not shut out,
	// or with the one they know from its answers.
	age, machine := c.now.Sub(time.Unix(n, 0)), s.machine().Sub(time.Unix(n, 0))
	if machine <= maxAge && machine >= -maxAhead {
		age = machine
	}
	switch {
	case age > maxAge:
		return invalid("timestamp expired: it is %d s older than the server's clock", int(age.Seconds()))
	case age < -maxAhead:
		return invalid("timestamp invalid: it is %d s ahead of the server's clock", int(-age.Seconds()))
	}
	return nil
}

func (s *Sandbox) checkSign(c *call) *refusal {
	sent := c.query.Get("sign")
	if sent == "" {
		return invalid("query parameter sign is missing")
	}
	want := Sign(c.app.secret, c.path, c.query, c.header.Get("Content-Type"), c.raw)
	if !hmac.Equal([]byte(want), []byte(sent)) {
		return refuse(401, 106001, "sign does not fit this request")
	}
	return nil
}

// Sign is the signature of a request: path, sorted parameters and body between
// two copies of the secret. A multipart body is not signed.
func Sign(secret, path string, query url.Values, contentType string, body []byte) string {
	names := make([]string, 0, len(query))
	for name := range query {
		if name != "sign" && name != "access_token" && name != "x-tts-access-token" {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	var text strings.Builder
	text.WriteString(secret + path)
	for _, name := range names {
		text.WriteString(name + query.Get(name))
	}
	if media, _, _ := mime.ParseMediaType(contentType); media != "multipart/form-data" {
		text.Write(body)
	}
	text.WriteString(secret)
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(text.String()))
	return hex.EncodeToString(mac.Sum(nil))
}

func (s *Sandbox) checkToken(c *call) *refusal {
	sent := c.header.Values("x-tts-access-token")
	if len(sent) != 1 || sent[0] == "" {
		return refuse(401, 36009004, "invalid credentials: header x-tts-access-token is missing")
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	g := s.access.tokens[sent[0]]
	switch {
	case g == nil:
		return refuse(401, 36009004, "invalid credentials: no account has this access token")
	case g.app != c.app:
		return refuse(401, 36009004, "invalid credentials: this access token was given to another app")
	case g.withdrawn:
		return refuse(401, 105001, "the account has withdrawn its authorization")
	case !c.now.Before(g.accessExpires):
		return refuse(401, 105002, "the access token has expired: refresh it")
	}
	c.grant, c.account = g, g.account
	if op := c.rt.op; op != nil && op.Token != api.TokenAny && op.Token != g.account.kind.String() {
		return refuse(401, 101000, "this route wants the token of a %s, this is one of a %s", c.rt.op.Token, g.account.kind)
	}
	return nil
}

func (s *Sandbox) checkScope(c *call) *refusal {
	if c.rt.op == nil || len(c.rt.op.Scopes) == 0 {
		return nil
	}
	if slices.ContainsFunc(c.rt.op.Scopes, c.grant.mayUse) {
		return nil
	}
	return refuse(401, 105005, "the token lacks scope %s: enable it for the app, then let the account authorize again",
		strings.Join(c.rt.op.Scopes, " or "))
}

func (s *Sandbox) checkCipher(c *call) *refusal {
	shop, asset := c.query.Get("shop_cipher"), c.query.Get("category_asset_cipher")
	if op := c.rt.op; op != nil {
		switch {
		case c.query.Has("shop_cipher") && !op.Shop:
			return invalid("unexpected identifier: this route takes no shop_cipher")
		case c.query.Has("category_asset_cipher") && !op.Asset:
			return invalid("unexpected identifier: this route takes no category_asset_cipher")
		case op.Shop && shop == "" && (op.Token != api.TokenAny || c.account.kind == Seller):
			return refuse(400, 106013, "query parameter shop_cipher is missing: take it from the list of authorized shops")
		case op.Asset && asset == "" && (op.Token != api.TokenAny || c.account.kind == Partner):
			return refuse(401, 101000, "query parameter category_asset_cipher is missing: take it from the list of category assets")
		}
	}
	return s.findStore(c, shop, asset)
}
