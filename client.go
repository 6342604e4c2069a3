package tiktokshop

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/tiktokshop-go/tiktokshop/internal/limit"
	"github.com/tiktokshop-go/tiktokshop/internal/wire"
)

// Where the platform lives. One API host serves all markets.
const (
	defaultBaseURL = "https://open-api.tiktokglobalshop.com"
	defaultAuthURL = "https://auth.tiktok-shops.com"
)

const (
	defaultAttempts = 4
	defaultMaxWait  = 30 * time.Second
	tryTimeout      = 30 * time.Second
	uploadTimeout   = 10 * time.Minute
	defaultMaxBody  = 8 << 20
	idlePerHost     = 64
	userAgent       = "tiktokshop-go/0.1"
)

// Config says how a [Client] works. Only AppKey and AppSecret are needed; zero
// values mean the default.
type Config struct {
	AppKey    string // of the app, from Partner Center
	AppSecret string // of the app; it signs calls and never leaves the process but to refresh tokens

	// Tokens gives the access tokens of one account. Without it the client can
	// authorize, exchange codes and make a [Refresher]; see [Client.As].
	Tokens TokenSource

	// HTTPClient sends the requests; redirects are never followed. Its Timeout
	// bounds one try, not the waits between tries. By default the client has its
	// own: 30 s a try, 10 min for an upload, 64 idle connections to the platform.
	// http.DefaultTransport keeps 2, which costs a new TLS connection for nearly
	// every call of a busy program.
	HTTPClient *http.Client

	Limits    *Limits                              // default: own adaptive limits; share one between the clients of an app
	Attempts  int                                  // tries a call at most; default 4, 1 means never repeat
	MaxWait   time.Duration                        // longest pause between two tries; default 30 s. A call told to wait longer ends at once
	Logger    *slog.Logger                         // default: silent. Every try is logged at debug level, without URL, token or body
	OnAttempt func(ctx context.Context, a Attempt) // called after every try, in the caller's goroutine; for metrics and traces
	UserAgent string                               // put before the client's own
	BaseURL   string                               // of the API; for tests
	AuthURL   string                               // of the token service; for tests
}

// String is c without its secret.
func (c Config) String() string {
	return fmt.Sprintf("tiktokshop.Config{AppKey: %q, BaseURL: %q}", c.AppKey, c.BaseURL)
}

// GoString is c without its secret.
func (c Config) GoString() string { return c.String() }

// LogValue is c without its secret.
func (c Config) LogValue() slog.Value { return slog.StringValue(c.String()) }

// Client calls the platform for one app and one account. It does not change
// after [New] and is safe for many goroutines. For, ForAsset and As give copies
// that share its connections and limits.
type Client struct {
	app         *app
	tokens      TokenSource
	shop, asset string // ciphers
}

// app is what all clients of one New share.
type app struct {
	key, secret  string
	signer       *signer
	base, auth   *url.URL
	http, upload *http.Client // upload has its own timeout
	limits       *limit.Limits
	attempts     int
	maxWait      time.Duration
	logger       *slog.Logger
	onAttempt    func(context.Context, Attempt)
	userAgent    string

	skew       atomic.Int64 // nanoseconds by which the platform's clock is ahead of ours
	encoder    wire.Encoder
	buffers    buffers
	mu         sync.Mutex
	refreshers map[refresherKey]*Refresher
}

// New makes a client. Its error names every field that is missing or malformed.
func New(cfg Config) (*Client, error) {
	a := &app{
		key: cfg.AppKey, secret: cfg.AppSecret, signer: newSigner(cfg.AppSecret),
		attempts: cfg.Attempts, maxWait: cfg.MaxWait, logger: cfg.Logger, onAttempt: cfg.OnAttempt,
		userAgent:  strings.TrimSpace(cfg.UserAgent + " " + userAgent),
		refreshers: map[refresherKey]*Refresher{},
	}
	var bad []error
	if strings.TrimSpace(cfg.AppKey) == "" {
		bad = append(bad, errors.New("AppKey is empty: take it from the app's page in Partner Center"))
	}
	if strings.TrimSpace(cfg.AppSecret) == "" {
		bad = append(bad, errors.New("AppSecret is empty: take it from the app's page in Partner Center"))
	}
	if cfg.Attempts < 0 {
		bad = append(bad, errors.New("Attempts is negative: want 0 for the default of 4, or the number of tries"))
	}
	if cfg.MaxWait < 0 {
		bad = append(bad, errors.New("MaxWait is negative: want 0 for the default of 30 s, or a duration"))
	}
	if err := wire.CheckHeader(http.Header{"User-Agent": {cfg.UserAgent}}); err != nil {
		bad = append(bad, errors.New("UserAgent holds a control character"))
	}
	var err error
	if a.base, err = parseBase("BaseURL", cfg.BaseURL, defaultBaseURL); err != nil {
		bad = append(bad, err)
	}
	if a.auth, err = parseBase("AuthURL", cfg.AuthURL, defaultAuthURL); err != nil {
		bad = append(bad, err)
	}
	if len(bad) > 0 {
		return nil, fmt.Errorf("tiktokshop: config: %w", errors.Join(bad...))
	}
	a.limits = limit.Adaptive()
	if cfg.Limits != nil && cfg.Limits.l != nil {
		a.limits = cfg.Limits.l
	}
	if a.attempts == 0 {
		a.attempts = defaultAttempts
	}
	if a.maxWait == 0 {
		a.maxWait = defaultMaxWait
	}
	if a.logger == nil {
		a.logger = slog.New(slog.DiscardHandler)
	}
	a.http, a.upload = httpClients(cfg.HTTPClient)
	return &Client{app: a, tokens: cfg.Tokens}, nil
}

// String is c without its secrets.
func (c *Client) String() string { return fmt.Sprintf("tiktokshop.Client of app %s", c.app.key) }

// GoString is c without its secrets.
func (c *Client) GoString() string { return c.String() }

// For returns a client bound to a shop by its cipher, which
// Authorizations.ListShops tells. Calls send it where the operation takes one.
func (c *Client) For(shopCipher string) *Client {
	d := *c
	d.shop = shopCipher
	return &d
}

// ForAsset returns a client bound to a partner's category asset by its cipher,
// which Authorizations.ListCategoryAssets tells.
func (c *Client) ForAsset(categoryAssetCipher string) *Client {
	d := *c
	d.asset = categoryAssetCipher
	return &d
}

// As returns a client for another account of the same app, bound to no shop.
func (c *Client) As(tokens TokenSource) *Client {
	return &Client{app: c.app, tokens: tokens}
}

// parseBase takes https anywhere, and http only on this machine: the platform
// refuses plain http, and a token must not travel in clear.
func parseBase(field, text, fallback string) (*url.URL, error) {
	if text == "" {
		text = fallback
	}
	u, err := url.Parse(text)
	if err != nil || u.Host == "" || u.RawQuery != "" || u.Fragment != "" || u.User != nil {
		return nil, fmt.Errorf("%s is malformed: want a URL such as %s", field, fallback)
	}
	if u.Path = strings.TrimSuffix(u.Path, "/"); u.Path != "" {
		return nil, fmt.Errorf("%s has a path: the signature covers the path, want a URL such as %s", field, fallback)
	}
	switch {
	case u.Scheme == "https":
	case u.Scheme == "http" && isLoopback(u.Hostname()):
	default:
		return nil, fmt.Errorf("%s must be https (http only on loopback)", field)
	}
	return u, nil
}

func isLoopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// roundTripper hides all other methods of a transport: retryablehttp closes the
// idle connections of the whole process after every call it gives up.
type roundTripper struct{ http.RoundTripper }

// httpClients copies the user's client, or makes one.
func httpClients(user *http.Client) (calls, uploads *http.Client) {
	h := http.Client{Timeout: tryTimeout}
	upload := uploadTimeout
	if user != nil {
		h, upload = *user, user.Timeout
	} else if t, ok := http.DefaultTransport.(*http.Transport); ok {
		t = t.Clone()
		t.MaxIdleConns, t.MaxIdleConnsPerHost = 2*idlePerHost, idlePerHost
		h.Transport = t
	}
	if h.Transport == nil {
		h.Transport = http.DefaultTransport
	}
	h.Transport = roundTripper{h.Transport}
	// A signed request with a token must not be carried to another host.
	h.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	u := h
	u.Timeout = upload
	return &h, &u
}
