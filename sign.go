package tiktokshop

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"hash"
	"net/url"
	"slices"
	"sync"
)

// Sign returns the signature of a request: lower-case hex of HMAC-SHA256, keyed
// with the app secret, over secret, path, the query's names and decoded values
// in byte order of the names, body, secret. The names sign and access_token do
// not count; a multipart body is passed as nil. Calls sign themselves; Sign is
// for tools and tests.
//
// https://partner.tiktokshop.com/docv2/page/sign-your-api-request
func Sign(secret, path string, query url.Values, body []byte) string {
	var keys [16]string // on the stack
	buf := make([]byte, 512+sha256.Size)
	st := signState{mac: hmac.New(sha256.New, []byte(secret)), text: buf[:0:512], sum: buf[512:512], keys: keys[:0]}
	return st.sign(secret, path, query, body)
}

// signer keeps keyed hashes and scratch space, since keying costs as much as
// hashing a short request. It is safe for many goroutines.
type signer struct {
	secret string
	pool   sync.Pool
}

type signState struct {
	mac  hash.Hash
	text []byte
	keys []string
	sum  []byte
}

func newSigner(secret string) *signer {
	s := &signer{secret: secret}
	s.pool.New = func() any { return &signState{mac: hmac.New(sha256.New, []byte(secret))} }
	return s
}

func (s *signer) sign(path string, query url.Values, body []byte) string {
	st, _ := s.pool.Get().(*signState)
	defer s.pool.Put(st)
	st.mac.Reset()
	return st.sign(s.secret, path, query, body)
}

func (st *signState) sign(secret, path string, query url.Values, body []byte) string {
	st.keys = st.keys[:0]
	for k := range query {
		if k != "sign" && k != "access_token" && k != "x-tts-access-token" {
			st.keys = append(st.keys, k)
		}
	}
	slices.Sort(st.keys)

	st.text = append(append(st.text[:0], secret...), path...)
	for _, k := range st.keys {
		st.text = append(append(st.text, k...), query.Get(k)...)
	}
	st.mac.Write(st.text)
	st.mac.Write(body) // streamed: a body is never copied to be signed
	st.mac.Write(append(st.text[:0], secret...))
	st.sum = st.mac.Sum(st.sum[:0])
	var out [2 * sha256.Size]byte
	hex.Encode(out[:], st.sum)
	return string(out[:])
}
