package sandbox

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// Where chunks of large files are sent, and what the platform allows.
const (
	chunkPath    = "/file/202512/upload"
	chunkLeast   = 5 << 20
	chunkMost    = 30 << 20
	largeLeast   = 10 << 20
	largeMost    = 1 << 30
	largeVideo   = 500 << 20
	largeChat    = 100 << 20
	uploadExpiry = 2 * time.Hour
)

// chunkedUpload is a large file on its way. Of its chunks only sizes and hashes
// are kept.
type chunkedUpload struct {
	token    string
	by       *account
	size     int64
	chunks   int
	sizes    []int64
	sums     []string
	expires  time.Time
	resource string // of the whole file, "" before the last chunk
}

func (s *Sandbox) startUpload(c *call) (any, *refusal) {
	if refused := c.need("file_name", "file_type", "file_size", "total_chunk_count", "target_path"); refused != nil {
		return nil, refused
	}
	size, chunks := number(c.body["file_size"]), number(c.body["total_chunk_count"])
	most := int64(largeMost)
	switch target := text(c.body["target_path"]); {
	case strings.Contains(target, "/affiliate_creator/"):
		most = largeVideo
	case strings.Contains(target, "/customer_service/"):
		most = largeChat
	}
	switch kind := text(c.body["file_type"]); {
	case kind != "video" && kind != "image" && kind != "pdf":
		return nil, wrongParam("file_type", "want video, image or pdf")
	case size < largeLeast || size > most:
		return nil, wrongParam("file_size", "want %d to %d bytes; smaller files go by the plain upload", largeLeast, most)
	case chunks < 1 || chunks > size/chunkLeast || chunks*chunkMost < size:
		return nil, wrongParam("total_chunk_count", "chunks of 5 to 30 MB do not make up the file")
	}
	s.people("US")
	u := &chunkedUpload{
		token: fmt.Sprintf("upload-token-for-tests-%d", s.next()), by: c.account, size: size, chunks: int(chunks), expires: c.now.Add(uploadExpiry),
	}
	s.creators.uploads[u.token] = u
	c.applied = true
	return c.form1(map[string]any{"upload_url": s.baseURL + chunkPath, "upload_token": u.token}), nil
}

// takeChunk takes a chunk: with token, without signature.
func (s *Sandbox) takeChunk(c *call, rawQuery string) (any, *refusal) {
	query, refused := parseQuery(rawQuery)
	if refused != nil {
		return nil, refused
	}
	c.query = query
	if c.readErr != nil {
		return nil, refuse(400, 36009022, "the body could not be read")
	}
	for _, check := range []func(*call) *refusal{s.checkApp, s.checkToken} {
		if refused := check(c); refused != nil {
			return nil, refused
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.catchUp()
	u := s.creators.uploads[query.Get("upload_token")]
	switch {
	case u == nil || u.by != c.account:
		return nil, wrongParam("upload_token", "no upload of this account has it")
	case !s.now().Before(u.expires):
		delete(s.creators.uploads, u.token)
		return nil, wrongParam("upload_token", "it has expired: start the upload again")
	}
	part, refused := s.chunk(u, query.Get("chunk_num"), c.raw)
	if refused == nil {
		c.applied = true
		s.writes[c.rt.name()]++
	}
	return part, refused
}

// chunk checks one chunk. One that came before is answered as it was then.
func (s *Sandbox) chunk(u *chunkedUpload, num string, content []byte) (any, *refusal) {
	n, err := strconv.Atoi(num)
	if err != nil || n < 1 || n > u.chunks {
		return nil, wrongParam("chunk_num", "want 1 to %d", u.chunks)
	}
	sum := sha256.Sum256(content)
	hash, size := hex.EncodeToString(sum[:]), int64(len(content))
	var whole int64
	for _, have := range u.sizes {
		whole += have
	}
	switch {
	case n <= len(u.sums) && u.sums[n-1] != hash:
		return nil, wrongParam("chunk_num", "chunk %d has come already, with another content", n)
	case n <= len(u.sums):
		return u.part(n), nil
	case n > len(u.sums)+1:
		return nil, wrongParam("chunk_num", "chunk %d comes next", len(u.sums)+1)
	case size < chunkLeast || size > chunkMost:
		return nil, refuse(http.StatusOK, 36009021, "the chunk has %d bytes, want %d to %d", size, chunkLeast, chunkMost)
	case whole+size > u.size || n == u.chunks && whole+size != u.size:
		return nil, wrongParam("file_size", "the chunks have %d bytes, the file was said to have %d", whole+size, u.size)
	}
	u.sizes, u.sums = append(u.sizes, size), append(u.sums, hash)
	if n == u.chunks {
		all := sha256.Sum256([]byte(strings.Join(u.sums, "")))
		u.resource = s.keepFile(u.by.openID, u.size, strings.ToUpper(hex.EncodeToString(all[:16]))).id
	}
	return u.part(n), nil
}

// part is the answer to a chunk.
func (u *chunkedUpload) part(n int) map[string]any {
	m := map[string]any{"part_id": u.sums[n-1][:16]}
	if n == u.chunks {
		m["resource_id"] = u.resource
	}
	return m
}
