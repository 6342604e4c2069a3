// Package sandbox is a shop platform in one process: it checks requests as the
// real one does, keeps orders, products and packages, and fails on demand. The
// package shop/shoptest is its public face.
package sandbox

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"sync"

	"github.com/tiktokshop-go/tiktokshop/internal/gen/api"
)

// The app that the sample shop has authorized.
const (
	AppKey           = "app-key-for-tests"
	AppSecret        = "app-secret-for-tests"
	ServiceID        = "service-id-for-tests"         // authorization links of sellers
	PartnerServiceID = "partner-service-id-for-tests" // authorization links of partners
)

const defaultOrders = 250

// Options says what the shop holds and how it behaves. The zero value works.
type Options struct {
	Orders      int                        // sample orders; 0 means 250, a negative number none
	Captures    map[string]json.RawMessage // answers to serve, by "METHOD /path/{template}"
	Limit       float64                    // calls a second for each app, shop and route; 0 means no limit
	HourlyQuota int                        // calls an hour for each shop; 0 means no quota
	Scopes      []string                   // what the accounts grant; nil means everything
	Webhook     http.Handler               // takes all webhooks in place of the network; the sample app's of all topics too
	Redirect    string                     // where the authorization page sends the browser; "" shows the code instead
}

// Shop answers requests. It is safe for many goroutines.
type Sandbox struct {
	opts   Options
	routes *routes
	done   chan struct{} // closed by Close: ends delays
	broken error         // why nothing works; nil in all but odd cases

	mu       sync.Mutex // guards what follows
	closed   bool
	baseURL  string
	clock    clock
	agenda   agenda
	rand     *rand.Rand // seeded: equal runs make equal choices
	tempo    Tempo
	serial   int // numbers request ids, tokens and new records
	access   access
	hooks    hooks
	stores   []*store
	stage    stage // LIVE rooms
	assets   []map[string]any
	keys     map[string]json.RawMessage // answers to creations, by idempotency key
	images   map[string]picture         // uploaded pictures, by URI
	creators creatorState
	lists    map[*route]*listing // captured lists of other routes
	limits   limits
	faults   []*Fault
	log      []Request
	writes   map[string]int
}

// New makes a shop. The error says what is wrong with the captures.
func New(opts Options) (*Sandbox, error) {
	cat, err := api.Load()
	if err != nil {
		return nil, fmt.Errorf("sandbox: %w", err)
	}
	s := newShop(cat, opts)
	if err := s.load(opts.Captures); err != nil {
		return nil, err
	}
	return s, nil
}

// Broken is a shop that answers everything with the reason why there is none.
func Broken(reason error) *Sandbox {
	s := newShop(&api.Catalogue{}, Options{Orders: -1})
	s.broken = reason
	return s
}

func newShop(cat *api.Catalogue, opts Options) *Sandbox {
	s := &Sandbox{
		opts: opts, routes: newRoutes(cat), done: make(chan struct{}),
		clock: newClock(), agenda: agenda{wake: make(chan struct{}, 1)}, tempo: defaultTempo(),
		rand: rand.New(rand.NewPCG(1, 2)), //nolint:gosec // G404: equal runs are wanted, secrets are not made of it
		keys: map[string]json.RawMessage{}, images: map[string]picture{}, lists: map[*route]*listing{},
		hooks: newHooks(), limits: newLimits(opts), writes: map[string]int{},
	}
	s.seed(cat)
	return s
}

// seed fills the shop with sample data.
func (s *Sandbox) seed(cat *api.Catalogue) {
	n := s.opts.Orders
	switch {
	case n == 0:
		n = defaultOrders
	case n < 0:
		n = 0
	}
	now := s.now()
	s.seedAccess(cat)
	s.assets = sampleAssets()
	t := s.newStore(sampleWire(), s.first(Seller))
	s.stores = []*store{t}
	t.products = sampleProducts(now)
	for _, r := range t.products.list {
		for _, img := range objects(r.fields["main_images"]) {
			s.images[text(img["uri"])] = picture{sampleSide, sampleSide}
		}
	}
	t.seedAlliance()
	t.sampleOrders(n)
	s.seedRooms(t, now)
}

// Close ends delays that are being waited for.
func (s *Sandbox) Close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.closed {
		s.closed = true
		close(s.done)
		s.hooks.stop()
	}
}

// ServeHTTP answers one request.
func (s *Sandbox) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if err := s.Err(); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	if s.extra(w, r) {
		return
	}
	c := &call{method: r.Method, path: r.URL.Path, header: r.Header, now: s.Now()}
	c.raw, c.readErr = readBody(r)
	rt, refused := s.routes.match(r.Method, r.URL.Path)
	c.rt = rt

	fault := s.takeFault(c)
	if fault != nil && !s.pause(r, fault.Delay) {
		abort() // the client has gone or the shop is closing
	}
	var rep *reply
	if fault == nil || fault.reaches() {
		if refused != nil {
			rep = s.refuse(refused)
		} else {
			rep = s.handle(c, r.URL.RawQuery)
		}
	}
	rep = s.spoil(fault, rep)
	s.record(c, r, rep, fault)
	rep.write(w, s.Now())
}

// handle checks the request and lets its handler answer.
func (s *Sandbox) handle(c *call, rawQuery string) *reply {
	if c.rt.token != nil {
		data, err := c.rt.token(s, c, rawQuery)
		if err != nil {
			return s.refuse(err)
		}
		return s.accept("success", encode(data))
	}
	if err := s.verify(c, rawQuery); err != nil {
		return s.refuse(err)
	}
	data, err := s.act(c)
	if err != nil {
		return s.refuse(err)
	}
	if c.rt.replay != nil {
		return &reply{status: http.StatusOK, code: c.rt.replayCode, header: jsonHeader(), body: c.rt.replay}
	}
	return s.accept("Success", data)
}

// act runs the handler. A creation whose idempotency key was seen before is
// answered as it was then.
func (s *Sandbox) act(c *call) (json.RawMessage, *refusal) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.catchUp()
	c.now = s.now() // a moved or skewed clock: records carry the right time
	key := c.idempotencyKey()
	if old, ok := s.keys[key]; ok && key != "" {
		return old, nil
	}
	v, refused := c.rt.answer(s, c)
	if refused != nil {
		return nil, refused
	}
	data := dataOf(v)
	if key != "" {
		s.keys[key] = data
	}
	if c.applied {
		s.writes[c.rt.name()]++
	}
	return data, nil
}

// idempotencyKey names the write a request asks for, "" if it does not say.
func (c *call) idempotencyKey() string {
	op := c.rt.op
	if op == nil || op.KeyName == "" {
		return ""
	}
	key := c.query.Get(op.KeyName)
	if op.KeyIn == "body" {
		key = text(c.body[op.KeyName])
	}
	if key == "" {
		return ""
	}
	return c.rt.name() + " " + c.shop + " " + c.account.openID + " " + key
}

// Cipher is the cipher of the first shop.
func (s *Sandbox) Cipher() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.stores) == 0 {
		return ""
	}
	return s.stores[0].cipher
}

// AssetCipher is the cipher of the partner's category asset.
func (s *Sandbox) AssetCipher() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.assets) == 0 {
		return ""
	}
	return text(s.assets[0]["cipher"])
}

// next is the next serial number; the lock is held.
func (s *Sandbox) next() int {
	s.serial++
	return s.serial
}
