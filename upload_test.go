package tiktokshop

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"
)

// chunkServer takes large files as the platform does. Its second chunk fails once.
type chunkServer struct {
	t      *testing.T
	mu     sync.Mutex
	url    string
	got    []byte
	chunks int // announced
	failed bool
}

func (s *chunkServer) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	q := r.URL.Query()
	body, err := io.ReadAll(r.Body)
	if err != nil {
		s.t.Error(err)
	}
	if r.Header.Get("X-Tts-Access-Token") != testToken || q.Get("app_key") != testKey {
		s.t.Errorf("%s %s lacks token or app key", r.Method, r.URL.Path)
	}
	if r.URL.Path == largeInitPath {
		if q.Get("sign") != Sign(testSecret, r.URL.Path, q, body) {
			s.t.Error("the first call is not signed")
		}
		_, _ = fmt.Sscanf(string(body[strings.Index(string(body), "total_chunk_count"):]), `total_chunk_count":%d`, &s.chunks)
		_, _ = fmt.Fprintf(w, `{"code":0,"data":{"upload_url":"%s/file/202512/upload","upload_token":"upload-token-for-tests"}}`, s.url)
		return
	}
	n := q.Get("chunk_num")
	if r.Method != http.MethodPut || q.Get("upload_token") != "upload-token-for-tests" || q.Has("sign") || r.Header.Get("Content-Type") != "video/mp4" || len(body) < 5*mega || len(body) > 30*mega {
		s.t.Errorf("chunk %s: %s, %d bytes, query %v", n, r.Method, len(body), q)
	}
	if n == "2" && !s.failed {
		s.failed = true
		w.WriteHeader(http.StatusServiceUnavailable)
		return
	}
	s.got = append(s.got, body...)
	data := `{"part_id":"p` + n + `"}`
	if n == strconv.Itoa(s.chunks) {
		data = `{"part_id":"p","resource_id":"res-1"}`
	}
	_, _ = io.WriteString(w, `{"code":0,"data":`+data+`}`) //nolint:gosec // a fake platform, not a page
}

func TestLargeFilesGoInChunks(t *testing.T) {
	t.Parallel()
	s := &chunkServer{t: t}
	srv := httptest.NewServer(s)
	defer srv.Close()
	s.url = srv.URL
	c, err := New(Config{AppKey: testKey, AppSecret: testSecret, Tokens: StaticToken(testToken), BaseURL: srv.URL, Limits: NoLimits(), MaxWait: 1})
	if err != nil {
		t.Fatal(err)
	}
	content := strings.Repeat("0123456789abcdef", (17*mega+48)/16)
	id, err := c.UploadLarge(t.Context(), LargeFile{File: FileBytes("mug.mp4", []byte(content)), Type: "video", MIME: "video/mp4", Target: "[POST]/affiliate_creator/202505/videos"})
	if err != nil || id != "res-1" || string(s.got) != content || s.chunks != 3 {
		t.Errorf("resource %q, %d of %d bytes in %d chunks, %v", id, len(s.got), len(content), s.chunks, err)
	}
}

func TestBadLargeFilesAreRefusedBeforeSending(t *testing.T) {
	t.Parallel()
	p := play(ok(`{}`))
	c := newTestClient(t, p)
	big := File{Name: "a.mp4", Size: 11 * mega, Open: func() (io.ReadCloser, error) { return nil, errors.New("gone") }}
	for want, f := range map[string]LargeFile{
		"no File is set": {},
		"10 MB to 1 GB":  {File: FileBytes("a.mp4", []byte("x")), Type: "video", MIME: "video/mp4", Target: "x"},
		"must be set":    {File: big},
		"control":        {File: big, Type: "video", MIME: "a\nb", Target: "x"},
	} {
		if _, err := c.UploadLarge(t.Context(), f); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error is %v, want %q in it", err, want)
		}
	}
	if len(p.requests()) != 0 {
		t.Error("a request was sent")
	}
	p = play(ok(`{"upload_url":"http://elsewhere.example/x","upload_token":"y"}`))
	if _, err := newTestClient(t, p).UploadLarge(t.Context(), LargeFile{File: big, Type: "video", MIME: "video/mp4", Target: "x"}); err == nil || len(p.requests()) != 1 {
		t.Errorf("a plain http address is taken: %v", err)
	}
	p = play(ok(`{"upload_url":"https://upload.example/x","upload_token":"y"}`))
	if _, err := newTestClient(t, p).UploadLarge(t.Context(), LargeFile{File: big, Type: "video", MIME: "video/mp4", Target: "x"}); err == nil || !strings.Contains(err.Error(), "gone") {
		t.Errorf("error is %v", err)
	}
}
