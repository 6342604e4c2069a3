// Package shoptest is a shop platform for tests: a server on the loopback
// interface that checks every call as the real one does and keeps orders,
// products and packages.
//
//	srv := shoptest.NewServer(shoptest.Options{})
//	defer srv.Close()
//	c, err := tiktokshop.New(srv.Config())
//	if err != nil {
//		t.Fatal(err)
//	}
//	orders := shop.New(c.For(srv.Cipher)).Orders
//
// A call that the platform would refuse is refused: a wrong signature or
// version, a missing cipher, a parameter the route does not take, a body of the
// wrong type. Operations on orders, products, stock, pictures and packages act
// on the server's state; all others are checked and then answered with sample
// values. Everything in the shop is made up.
//
// # Trouble
//
// [Server.Fault] makes single calls fail, [Server.ExpireToken] and
// [Server.Withdraw] end tokens, [Server.Skew] sets the server's clock wrong,
// [Options.Limit] refuses calls that come too fast. [Server.Requests] and
// [Server.Writes] tell what arrived and what took effect.
//
// # Packages
//
// A package of an order that awaits shipment has the status TO_FULFILL until it
// is shipped, then PROCESSING; shipping it again is refused. A listed product
// passes its review at once. The package of every fifth order is shipped by the
// seller and needs a tracking number. Main pictures must have been uploaded.
//
// Where the platform's ways are not published the server is strict: it refuses
// values outside the published lists and upper limits, and serves only the
// newest version of a route unless another was captured.
package shoptest

import (
	"cmp"
	"encoding/json"
	"net/http"
	"net/url"
	"time"

	"github.com/tiktokshop-go/tiktokshop"
	"github.com/tiktokshop-go/tiktokshop/internal/sandbox"
)

// Options says what the shop holds and how it behaves. The zero value works.
type Options struct {
	// Orders is how many sample orders there are: 0 means 250, a negative number
	// none. They are the same in every run, with times relative to now.
	Orders int

	// Captures are answers to serve in place of samples, by method and path, such
	// as "GET /order/202507/orders" or "GET /product/202309/products/{product_id}".
	// Each is a whole body, with code and data. Captured orders, products, stock,
	// packages and shops become the shop's: searches, pages and reads find them.
	// Lists of other routes are served in pages, all else as it is, errors too. A
	// route or version this module does not know is served once it is captured.
	Captures map[string]json.RawMessage

	// Scenario says in JSON what there is: sellers and shops in any of the 16
	// markets, creators, apps, how fast time passes and what goes wrong. It may be
	// the name of a ready one in quotes, such as `"markets"`. GET /sandbox/scenario
	// at the server shows the form. What it says of orders goes before Orders.
	Scenario json.RawMessage

	// Seed makes other random choices: equal seeds make equal runs. Zero takes the
	// scenario's.
	Seed uint64

	// Limit is how many calls a second each route of a shop takes; 0 means no
	// limit. Calls beyond it get 429 with Retry-After.
	Limit float64

	// HourlyQuota is how many calls a shop takes in an hour; 0 means no quota.
	HourlyQuota int

	// Webhook takes the events of the server, signed as the platform signs them: a
	// handler of your program. It is called from another goroutine; see
	// [Server.Flush].
	Webhook http.Handler

	// Scopes are what the accounts have granted; nil means everything.
	Scopes []string

	// Redirect is where the authorization pages lead back to, with code and state.
	// When it is empty they show the code.
	Redirect string

	// Address is where to listen, on the loopback interface, such as
	// "127.0.0.1:8787". When it is empty a free port is taken.
	Address string

	// Memory serves without a port: only the HTTPClient of Config reaches the
	// server. This works in a bubble of testing/synctest, where waiting for a
	// repeat takes no time.
	Memory bool
}

// Server is a running shop. It is safe for many goroutines.
type Server struct {
	URL         string // of the API and the token service
	Cipher      string // of the shop, for [tiktokshop.Client.For]
	AssetCipher string // of a partner's category asset, for [tiktokshop.Client.ForAsset]

	shop   *sandbox.Sandbox
	server *sandbox.Server
	seller tiktokshop.TokenSource
	err    error
}

// NewServer starts a shop. Close it when done. When it cannot start, or a
// capture cannot be used, every call is answered with the reason; see
// [Server.Err].
func NewServer(opts Options) *Server {
	scenario, err := scenarioOf(opts.Scenario)
	var engine *sandbox.Sandbox
	if err == nil {
		engine, err = sandbox.New(sandbox.Options{
			Orders: opts.Orders, Captures: opts.Captures, Limit: opts.Limit, HourlyQuota: opts.HourlyQuota,
			Scopes: opts.Scopes, Redirect: opts.Redirect, Webhook: opts.Webhook, Scenario: scenario, Seed: opts.Seed,
		})
	}
	if err != nil {
		engine = sandbox.Broken(err)
	}
	s := &Server{err: err}
	if !opts.Memory {
		server, err := sandbox.Listen(engine, cmp.Or(opts.Address, "127.0.0.1:0"))
		if err != nil {
			s.err = err
			engine = sandbox.Broken(err)
		}
		s.server = server
	}
	if s.server == nil {
		s.server = sandbox.InMemory(engine)
	}
	s.shop, s.URL = engine, s.server.URL
	s.Cipher, s.AssetCipher = engine.Cipher(), engine.AssetCipher()
	s.seller = s.Tokens(tiktokshop.TokenSeller)
	return s
}

// Err is why the server answers every call with 500, nil when all is well: a
// capture or an address cannot be used, or a [Fault] names no route there is.
func (s *Server) Err() error { return cmp.Or(s.err, s.shop.Err()) }

// Close stops the server and waits until nothing of it runs any more.
func (s *Server) Close() { s.server.Close() }

// Config makes a client of the server's seller: pass it to [tiktokshop.New]. Its
// tokens renew themselves and its calls are not slowed down; set Limits to nil
// to test with the client's own.
func (s *Server) Config() tiktokshop.Config {
	return tiktokshop.Config{
		AppKey: sandbox.AppKey, AppSecret: sandbox.AppSecret, Tokens: s.seller,
		BaseURL: s.URL, AuthURL: s.URL, HTTPClient: s.server.Client, Limits: tiktokshop.NoLimits(),
	}
}

// AuthCode is a fresh code of the seller, for [tiktokshop.Client.Exchange]. It
// works once, for half an hour.
func (s *Server) AuthCode() string { return s.shop.AuthCode(sandbox.Seller) }

// AuthorizePage is the address where an account of this kind agrees and is sent
// to [Options.Redirect] with a code. Nobody is asked; without the parameter auto
// the same address shows the page with its buttons.
func (s *Server) AuthorizePage(kind tiktokshop.TokenKind, state string) string {
	q := url.Values{"state": {state}, "auto": {"1"}}
	path := "/open/authorize"
	switch kind {
	case tiktokshop.TokenCreator:
		path = "/alliance/creator/auth"
		q.Set("app_key", sandbox.AppKey)
	case tiktokshop.TokenPartner:
		q.Set("service_id", sandbox.PartnerServiceID)
	default:
		q.Set("service_id", sandbox.ServiceID)
	}
	return s.URL + path + "?" + q.Encode()
}

// SellerToken is a fresh set of tokens of the seller, to be put into a store.
func (s *Server) SellerToken() tiktokshop.Token {
	return token(s.shop.Issue(sandbox.Seller))
}

// ExpireToken ends all access tokens: calls get code 105002 until they are
// refreshed.
func (s *Server) ExpireToken() { s.shop.ExpireToken() }

// Withdraw ends all authorizations: calls get code 105001, refreshing does not
// help, a new [Server.AuthCode] does.
func (s *Server) Withdraw() { s.shop.Withdraw() }

// Skew sets how far the server's clock is ahead of the machine's; negative is
// behind. A client that signs with its own time is then refused until it
// corrects itself by the Date header.
func (s *Server) Skew(d time.Duration) { s.shop.Skew(d) }

// Writes is how many requests of a route have changed something, such as "POST
// /product/202309/products"; of all routes for "". A creation repeated with its
// idempotency key, a refused call and one cut before the work do not count.
func (s *Server) Writes(route string) int { return s.shop.Writes(route) }
