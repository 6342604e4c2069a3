package sandbox

import (
	"fmt"
	"hash/fnv"
	"time"
)

// The states of a LIVE room.
const (
	roomPlanned = "UPCOMING"
	roomRunning = "LIVE"
	roomEnded   = "ENDED"
)

// Whose a room is, as reports filter by it.
const (
	officialAccount  = "OFFICIAL_ACCOUNTS"
	marketingAccount = "MARKETING_ACCOUNTS"
	affiliateAccount = "AFFILIATE_ACCOUNTS"
)

// How a buyer came to an order.
const (
	leadLive  = "LIVE"
	leadVideo = "VIDEO"
	leadCard  = "PRODUCT_CARD" // everything else
)

const (
	maxRoomMinutes = 24 * 60
	buyPause       = 10 * time.Minute // between purchases in a room, on average
)

// room is one LIVE of a host.
type room struct {
	id     string
	title  string
	host   string // open id
	name   string // of the host
	kind   string // whose account it is
	shop   *store // whose account it is; nil for creators of their own
	seed   uint64
	status string

	planned, started, ended int64         // Unix seconds; ended is the planned end while it runs
	every                   time.Duration // between purchases that viewers make; 0 or less: none
	round                   int           // tells purchases planned with this pause from older ones

	shelf  []*showing // as viewers see it
	gone   []*showing // taken off
	pinned *showing

	minutes []liveMinute // what was simulated until now
	online  int          // viewers at the end of the last minute
	peak    int
	bought  []liveSale
	booked  int // purchases that minutes and products hold
}

// showing is a product in a room.
type showing struct {
	product *record
	shop    *store

	impressions, clicks, carts int
}

// liveSale is an order made in a room.
type liveSale struct {
	order *order
	shop  *store
}

// startLive begins a room of an account now; it ends by itself.
func (s *Sandbox) startLive(a *account, title string, minutes int) *room {
	m := s.planLive(a, title, s.now(), minutes)
	s.openRoom(m, s.now())
	return m
}

// planLive announces a room. Products can be put into it before it starts.
func (s *Sandbox) planLive(a *account, title string, at time.Time, minutes int) *room {
	name := a.name
	if a.kind == Creator {
		name = s.creatorOf(a).username
	}
	m := s.addRoom(a.openID, name, title, at.Unix(), minutes)
	m.every = s.stage.pause
	if m.every == 0 {
		m.every = buyPause
	}
	m.adopt(s, a)
	if at.After(s.now()) {
		s.plan(at, func(now time.Time) { s.openRoom(m, now) })
	}
	return m
}

func (s *Sandbox) addRoom(host, name, title string, at int64, minutes int) *room {
	st := &s.stage
	st.serial++
	length := int64(min(max(minutes, 1), maxRoomMinutes)) * 60
	m := &room{
		id: fmt.Sprintf("7538%015d", 204817000000000+st.serial), title: title, host: host, name: name, kind: affiliateAccount,
		seed: s.rand.Uint64(), status: roomPlanned, planned: at, ended: at + length,
	}
	if st.byID == nil {
		st.byID = map[string]*room{}
	}
	st.byID[m.id] = m
	st.rooms = append(st.rooms, m)
	return m
}

// adopt says whose account the host is: a seller shows his own shop, and the
// first creator is the marketing account of the first shop.
func (m *room) adopt(s *Sandbox, a *account) {
	for _, t := range s.stores {
		if a.kind == Seller && t.seller == a {
			m.kind, m.shop = officialAccount, t
			return
		}
	}
	if len(s.stores) > 0 && a == s.first(Creator) {
		m.kind, m.shop = marketingAccount, s.stores[0]
	}
}

// openRoom starts a planned room; a host has one at a time.
func (s *Sandbox) openRoom(m *room, now time.Time) {
	if m.status != roomPlanned {
		return
	}
	for _, other := range s.stage.rooms {
		if other.host == m.host && other.status == roomRunning {
			s.endLive(other)
		}
	}
	length := m.ended - m.planned
	m.status, m.started, m.ended = roomRunning, now.Unix(), now.Unix()+length
	s.plan(time.Unix(m.ended, 0), func(time.Time) { s.endLive(m) })
	s.planPurchase(m)
}

// endLive ends a room. Ended rooms and planned ones are left as they are.
func (s *Sandbox) endLive(m *room) {
	if m.status != roomRunning {
		return
	}
	now := s.now().Unix()
	m.ended = min(max(now, m.started+1), m.ended)
	m.catchUp(now)
	m.status, m.pinned = roomEnded, nil
}

// lastRoom is the newest room of a host: a running one, else the next planned
// one, else the last that ended.
func (s *Sandbox) lastRoom(host string) *room {
	var best *room
	for _, m := range s.stage.rooms {
		if m.host == host && (best == nil || m.rank() >= best.rank()) {
			best = m
		}
	}
	return best
}

func (m *room) rank() int {
	switch m.status {
	case roomRunning:
		return 2
	case roomPlanned:
		return 1
	default:
		return 0
	}
}

// begun is the start of the first minute of the room's reports.
func (m *room) begun() int64 { return m.started - m.started%60 }

// hashNoise is a number from 0 to 1 that depends on nothing but its arguments.
func hashNoise(seed uint64, parts ...int) float64 {
	h := seed ^ 0x9e3779b97f4a7c15
	for _, p := range parts {
		h ^= uint64(p) + 0x9e3779b97f4a7c15 + h<<6 + h>>2 //nolint:gosec // G115: only bits count
		h ^= h >> 30
		h *= 0xbf58476d1ce4e5b9
		h ^= h >> 27
		h *= 0x94d049bb133111eb
		h ^= h >> 31
	}
	return float64(h>>11) / (1 << 53)
}

// textSeed makes a seed of a text.
func textSeed(text string) uint64 {
	h := fnv.New64a()
	_, _ = h.Write([]byte(text))
	return h.Sum64()
}
