package tiktokshop

import (
	"context"
	"encoding/json"
	"fmt"
	"sync"

	"github.com/tiktokshop-go/tiktokshop/internal/tokenfile"
)

// TokenStore keeps the tokens of many accounts, each under a key of yours.
type TokenStore interface {
	// Load returns the token of key, the zero Token when there is none.
	Load(ctx context.Context, key string) (Token, error)
	// Save keeps the token of key. It must be durable when it returns: the
	// refresh token it replaces may no longer work.
	Save(ctx context.Context, key string, token Token) error
}

// locker is a store that several processes may share.
type locker interface {
	lock(ctx context.Context, key string) (unlock func(), err error)
}

// MemoryStore keeps tokens while the program runs. Its zero value is ready; it
// is safe for many goroutines.
type MemoryStore struct {
	mu     sync.Mutex
	tokens map[string]Token
}

// String is s without its tokens.
func (s *MemoryStore) String() string { return "tiktokshop.MemoryStore" }

// GoString is s without its tokens.
func (s *MemoryStore) GoString() string { return s.String() }

// Load returns the token of key, the zero Token when there is none.
func (s *MemoryStore) Load(_ context.Context, key string) (Token, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.tokens[key], nil
}

// Save keeps the token of key.
func (s *MemoryStore) Save(_ context.Context, key string, token Token) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.tokens == nil {
		s.tokens = map[string]Token{}
	}
	s.tokens[key] = token
	return nil
}

// FileStore keeps each token in a file of its own in dir, readable by the user
// only. Files are replaced as a whole, and a lock keeps processes that share
// dir from spending one refresh token twice.
func FileStore(dir string) TokenStore { return fileStore(dir) }

type fileStore tokenfile.Dir

// Load reads the file of key; a missing file is the zero Token.
func (s fileStore) Load(_ context.Context, key string) (Token, error) {
	b, err := tokenfile.Dir(s).Read(key)
	if err != nil || b == nil {
		return Token{}, err
	}
	var t Token
	if err := json.Unmarshal(b, &t); err != nil {
		return Token{}, fmt.Errorf("the file of key %.64q holds no token: remove it and authorize again", key)
	}
	return t, nil
}

// Save replaces the file of key.
func (s fileStore) Save(_ context.Context, key string, token Token) error {
	b, err := json.Marshal(token)
	if err != nil {
		return err
	}
	return tokenfile.Dir(s).Write(key, b)
}

func (s fileStore) lock(ctx context.Context, key string) (func(), error) {
	return tokenfile.Dir(s).Lock(ctx, key)
}
