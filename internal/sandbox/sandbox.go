package sandbox

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"sync"
	"time"

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
	Seed        uint64                     // of random choices; 0 takes the scenario's, or the one of every run
	Scenario    *Scenario                  // shops, people, tempo and the like; nil means one shop
}

// Sandbox answers requests. It is safe for many goroutines.
type Sandbox struct {
	opts Options
	cat  *api.Catalogue
	done chan struct{} // closed by Close: ends delays

	gate   sync.RWMutex // held for reading while a call is handled, for writing while all starts anew
	routes *routes      // guarded by gate

	mu      sync.Mutex // guards what follows
	broken  error      // why nothing works; nil in all but odd cases
	closed  bool
	exposed bool // it listens at a port
	baseURL string
	hooks   hooks // what waits to be delivered begins anew too
	world
}

// world is what starts anew with a scenario.
type world struct {
	scenario      *Scenario
	clock         clock
	agenda        agenda
	rand          *rand.Rand // seeded: equal runs make equal choices
	tempo         Tempo
	serial        int // numbers tokens and new records
	answered      int // numbers request ids: reading must not change the ids of what comes after
	products      int // products ever made
	access        access
	stores        []*store
	stage         stage // LIVE rooms
	assets        []map[string]any
	keys          map[string]json.RawMessage // answers to creations, by idempotency key
	keyLine       []string                   // the keys, oldest first
	images        map[string]picture         // uploaded pictures, by URI
	creators      creatorState               // and what partners do with them
	uploadedFiles map[string]*uploaded       // certificates and videos, by id
	globals       map[*account]*collection   // products that sellers publish to several shops
	lists         map[*route]*listing        // captured lists of other routes
	limits        limits
	faults        []*Fault
	log           []logged
	writes        map[string]int
}

// New makes a shop. The error says what is wrong with the captures.
func New(opts Options) (*Sandbox, error) {
	cat, err := api.Load()
	if err != nil {
		return nil, fmt.Errorf("sandbox: %w", err)
	}
	s := newShop(cat, opts)
	if err := errors.Join(s.broken, s.checkScenario(s.scenario)); err != nil {
		return nil, err
	}
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
	s := &Sandbox{opts: opts, cat: cat, routes: newRoutes(cat), done: make(chan struct{}), hooks: newHooks()}
	s.broken = s.begin(opts.Scenario, make(chan struct{}, 1))
	return s
}

// begin makes a world and fills it; the lock is held, or nobody else has the
// sandbox yet.
func (s *Sandbox) begin(sc *Scenario, wake chan struct{}) error {
	if sc == nil {
		sc = &Scenario{}
	}
	seed := cmp.Or(s.opts.Seed, sc.Seed, 1)
	s.world = world{
		scenario: sc,
		clock:    newClock(), agenda: agenda{wake: wake}, tempo: defaultTempo(),
		rand: rand.New(rand.NewPCG(seed, 2)), //nolint:gosec // G404: equal runs are wanted, secrets are not made of it
		keys: map[string]json.RawMessage{}, images: map[string]picture{}, lists: map[*route]*listing{},
		limits: newLimits(s.opts, sc), writes: map[string]int{},
	}
	sc.setClock(&s.clock)
	sc.setTempo(&s.tempo)
	beginning := s.clock.shown // time stands still until all is there: equal runs begin equally
	s.clock.running = &beginning
	defer func() { s.clock.running, s.clock.base = nil, time.Now() }()
	for i := range sc.Faults {
		s.faults = append(s.faults, sc.Faults[i].fault())
	}
	return s.seed(s.cat)
}

// Restart forgets everything and begins with another scenario.
func (s *Sandbox) Restart(sc *Scenario) error {
	s.gate.Lock()
	defer s.gate.Unlock()
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.opts.Captures) > 0 {
		s.routes = newRoutes(s.cat) // captures changed the old ones
	}
	s.hooks.restart()
	err := s.begin(sc, s.agenda.wake)
	s.agenda.rouse()
	return errors.Join(err, s.load(s.opts.Captures))
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
	fault, badFault := s.takeFault(c)
	if fault != nil && !s.pause(r, fault.Delay) {
		abort() // the client has gone or the shop is closing
	}
	rep := s.reply(c, r, fault, badFault)
	rep.write(w, s.Now())
}

// reply handles a call, or does what its fault wants, and keeps it in the log.
func (s *Sandbox) reply(c *call, r *http.Request, fault *Fault, badFault *refusal) *reply {
	s.gate.RLock()
	defer s.gate.RUnlock()
	rt, refused := s.routes.match(r.Method, r.URL.Path)
	c.rt = rt
	var rep *reply
	switch {
	case badFault != nil:
		rep = s.refuse(badFault)
	case fault != nil && !fault.reaches():
	case refused != nil:
		rep = s.refuse(refused)
	default:
		s.spend(c, fault)
		rep = s.handle(c, r.URL.RawQuery)
	}
	if fault != nil {
		rep = s.spoil(fault, rep)
	}
	s.record(c, r, rep, fault)
	return rep
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
		s.remember(key, data)
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
