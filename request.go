package tiktokshop

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"reflect"
	"strings"

	"github.com/hashicorp/go-retryablehttp"

	"github.com/tiktokshop-go/tiktokshop/internal/wire"
)

// ready finds what is wrong with a call before anything is sent, and adds what
// stays the same in every try.
func (k *call) ready() error {
	if k.out != nil {
		if v := reflect.ValueOf(k.out); v.Kind() != reflect.Pointer || v.IsNil() {
			return fmt.Errorf("out is a %T, want a pointer that is not nil", k.out)
		}
	}
	if err := wire.CheckHeader(k.opt.header); err != nil {
		return err
	}
	for _, x := range k.opt.extra {
		if err := k.Add(x.key, x.value); err != nil {
			return fmt.Errorf("option With(%q): %w", x.key, err)
		}
	}
	if v := k.opt.version; v != "" {
		parts := strings.Split(k.Path, "/")
		if len(parts) < 4 || len(v) != 6 || strings.Trim(v, "0123456789") != "" {
			return fmt.Errorf("option Version(%.20q): want a version such as 202309", v)
		}
		parts[2] = v // "/order/202309/orders"
		k.Path = strings.Join(parts, "/")
	}
	a := k.c.app
	k.Query.Set("app_key", a.key)
	if k.auth {
		k.Query.Set("app_secret", a.secret)
		return nil
	}
	if k.op.Shop && k.c.shop != "" {
		k.Query.Set("shop_cipher", k.c.shop)
	}
	if k.op.Asset && k.c.asset != "" {
		k.Query.Set("category_asset_cipher", k.c.asset)
	}
	if k.Parts != nil {
		var err error
		if k.form, err = wire.NewForm(k.Parts); err != nil {
			return err
		}
	}
	k.key = a.key + " " + k.account() + " " + k.op.Method + " " + k.op.Path
	return nil
}

// account tells apart whose limit a call counts against.
func (k *call) account() string {
	if k.c.shop != "" || k.c.asset != "" {
		return k.c.shop + k.c.asset
	}
	if r, ok := k.c.tokens.(*Refresher); ok {
		return r.key
	}
	return ""
}

func (k *call) request(ctx context.Context) (*retryablehttp.Request, error) {
	base, body := k.c.app.base, any(nil)
	switch {
	case k.auth:
		base = k.c.app.auth
	case k.unsigned != nil:
		base = k.unsigned
	}
	// net/http sends a GET again by itself when a kept connection breaks, unless
	// it has a body that cannot be had twice.
	once := k.op.Method == http.MethodGet && !k.repeatable()
	switch {
	case k.form != nil:
		body = retryablehttp.ReaderFunc(func() (io.Reader, error) { return k.form.Open(), nil })
	case k.Body != nil:
		body = k.Body
	case once:
		body = retryablehttp.ReaderFunc(func() (io.Reader, error) { return strings.NewReader(""), nil })
	}
	req, err := retryablehttp.NewRequestWithContext(ctx, k.op.Method, base.String()+k.Path, body)
	if err != nil {
		return nil, err
	}
	if k.form != nil {
		req.ContentLength = k.form.Size
	}
	if once {
		req.GetBody = nil
	}
	return req, nil
}

// fillBody gives a request that is not sent its body; for others retryablehttp
// does so with every try.
func (k *call) fillBody(req *retryablehttp.Request) {
	if k.form == nil && k.Body == nil {
		return
	}
	if k.form != nil {
		req.Body = k.form.Open()
	} else {
		req.Body = io.NopCloser(bytes.NewReader(k.Body))
	}
}
