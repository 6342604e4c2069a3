package conform

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/tiktokshop-go/tiktokshop"
	"github.com/tiktokshop-go/tiktokshop/internal/gen/api"
	"github.com/tiktokshop-go/tiktokshop/shop/shoptest"
)

// CheckOperations calls every method of a package against the fake shop, which
// checks method, path, ciphers, query and body with the catalogue: once with
// every field set, once with the required ones. What it answers must be found
// again in the value. Then every method meets answers that break their schema.
func CheckOperations(t *testing.T, pkg string, open func(*tiktokshop.Client) any) {
	t.Helper()
	methods, err := Methods(pkg, open)
	if err != nil {
		t.Fatal(err)
	}
	srv := serve(t)
	for _, m := range methods {
		t.Run(m.Op.Name, func(t *testing.T) {
			t.Parallel()
			for _, onlyRequired := range []bool{false, true} {
				on := srv
				if m.Op.Name == "shop.Authorizations.RevokeShop" { // it takes the shop from all others
					on = serve(t)
				}
				checkAccepted(t, m, open, caller(t, on, m.Op), onlyRequired)
			}
			for _, way := range Ways {
				checkHostile(t, m, open, way)
			}
		})
	}
}

func serve(t *testing.T) *shoptest.Server {
	t.Helper()
	srv := shoptest.NewServer(shoptest.Options{Orders: 5, Memory: true})
	t.Cleanup(srv.Close)
	return srv
}

// caller calls srv with the token and the ciphers that an operation takes.
func caller(t *testing.T, srv *shoptest.Server, op *api.Operation) *tiktokshop.Client {
	t.Helper()
	c, err := tiktokshop.New(srv.Config())
	if err != nil {
		t.Fatal(err)
	}
	return c.As(srv.Tokens(tokenKind(op))).For(srv.Cipher).ForAsset(srv.AssetCipher)
}

func tokenKind(op *api.Operation) tiktokshop.TokenKind {
	switch op.Token {
	case api.TokenCreator:
		return tiktokshop.TokenCreator
	case api.TokenPartner:
		return tiktokshop.TokenPartner
	}
	return tiktokshop.TokenSeller
}

func checkAccepted(t *testing.T, m Method, open func(*tiktokshop.Client) any, c *tiktokshop.Client, onlyRequired bool) {
	t.Helper()
	req, unknown, err := Fill(m.Op, m.Request(open), onlyRequired)
	if err != nil {
		t.Fatal(err)
	}
	if len(unknown) > 0 {
		t.Errorf("the catalogue does not know the fields %v", unknown)
	}
	var raw json.RawMessage
	got, err := m.Call(t.Context(), open(c), req, tiktokshop.KeepRaw(&raw))
	var refusal *tiktokshop.Error
	switch {
	case errors.As(err, &refusal):
		// What a body must hold is not marked in the catalogue; the shop knows it for some calls.
		needsMore := onlyRequired && strings.Contains(refusal.Message, "required")
		// It also knows what some texts must look like, which those sent do not.
		badValue := strings.HasPrefix(refusal.Message, "invalid param ") || strings.HasPrefix(refusal.Message, "required: ")
		if (gateway(refusal.Code) || refusal.Code == 0) && !needsMore && !badValue {
			t.Errorf("only required %v: %v", onlyRequired, err)
		}
		return // the shop has no such thing: that is behind the checks
	case err != nil && !partialOnly(err):
		t.Fatalf("only required %v: %v", onlyRequired, err)
	case got == nil || raw == nil:
		return
	}
	b, err := json.Marshal(got)
	if err != nil {
		t.Fatal(err)
	}
	sent, err := Decode(raw)
	if err != nil {
		t.Fatal(err)
	}
	back, err := Decode(b)
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range Lost(m.Op.Response, sent, back) {
		t.Error(l)
	}
}

// gateway reports whether a code comes from the checks in front of the shop.
func gateway(code int) bool {
	return code/1000 == 36009 || code/1000 == 101 || code/1000 == 105 || code/1000 == 106
}

func checkHostile(t *testing.T, m Method, open func(*tiktokshop.Client) any, way string) {
	t.Helper()
	body, err := json.Marshal(map[string]any{"code": 0, "data": Hostile(m.Op.Response, way)})
	if err != nil {
		t.Fatal(err)
	}
	a := &Answer{Body: string(body)}
	c, err := a.Client()
	if err != nil {
		t.Fatal(err)
	}
	got, err := m.Call(t.Context(), open(c), FilledFiles(m.Request(open)))
	var misfit *tiktokshop.DecodeError
	switch {
	case err != nil && !tiktokshop.Partial(err):
		t.Errorf("%s: %v", way, err)
	case way == "null" && err != nil:
		t.Errorf("%s: nulls are an error: %v", way, err)
	case errors.As(err, &misfit) && (got == nil || misfit.Path == ""):
		t.Errorf("%s: no value beside %v", way, err)
	}
}
