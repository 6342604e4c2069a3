package tiktokshop

import (
	"cmp"
	"context"
	"sync"
)

// SeenStore remembers which deliveries were handled, so that the platform's
// repetitions are not handled again. Keys have at most a few hundred characters.
//
// A store outside the process (Redis: SET key 1 NX EX 86400) serves many
// processes. Let it forget after a day: the platform repeats for 16 hours. The
// claim of a process that dies while handling stays, and the repetition counts
// as handled; where that matters, use a queue that keeps events, and poll.
type SeenStore interface {
	// Claim remembers key and reports whether it is new. Of several callers at
	// the same time one is told so.
	Claim(ctx context.Context, key string) (bool, error)

	// Release forgets key, so that it can be claimed again.
	Release(ctx context.Context, key string) error
}

// MemorySeen is a [SeenStore] for one process. It keeps a bounded number of
// keys and forgets the oldest first. The zero value keeps 50,000, which take up
// to 10 MB; it is safe for many goroutines.
type MemorySeen struct {
	mu    sync.Mutex
	limit int
	slot  map[string]int // where in ring a key stands
	ring  []string       // by age; released keys may stand in it, too
	next  int            // in ring
}

// NewMemorySeen makes a MemorySeen for that many keys; 0 means 50,000.
func NewMemorySeen(entries int) *MemorySeen { return &MemorySeen{limit: entries} }

// Claim remembers key and reports whether it is new.
func (m *MemorySeen) Claim(_ context.Context, key string) (bool, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.slot == nil {
		m.slot, m.ring = map[string]int{}, make([]string, cmp.Or(max(m.limit, 0), 50_000))
	}
	if _, seen := m.slot[key]; seen {
		return false, nil
	}
	if oldest := m.ring[m.next]; m.slot[oldest] == m.next { // else it was released
		delete(m.slot, oldest)
	}
	m.slot[key], m.ring[m.next], m.next = m.next, key, (m.next+1)%len(m.ring)
	return true, nil
}

// Release forgets key.
func (m *MemorySeen) Release(_ context.Context, key string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.slot, key)
	return nil
}
