package sandbox

import (
	"net/http"
	"strings"
)

// Paths that are no part of the API: what answers point to, and the pages where
// an account authorizes the app.
const (
	documentPath = "/sandbox/documents/"
	imagePath    = "/sandbox/images/"
	sellerPage   = "/open/authorize"
	olderPage    = "/oauth/authorize"
	creatorPage  = "/alliance/creator/auth"
)

// extra answers what is no part of the API. It reports whether it did.
func (s *Sandbox) extra(w http.ResponseWriter, r *http.Request) bool {
	switch path := r.URL.Path; {
	case strings.HasPrefix(path, documentPath):
		s.showDocument(w, strings.TrimPrefix(path, documentPath))
	case strings.HasPrefix(path, uploadPath):
		s.showFile(w, strings.TrimPrefix(path, uploadPath))
	case strings.HasPrefix(path, imagePath):
		s.showImage(w, strings.TrimPrefix(path, imagePath))
	case strings.HasPrefix(path, linkPath):
		s.openLink(w, r)
	case strings.HasPrefix(path, controlPath):
		s.control(w, r)
	case path+"/" == controlPath:
		http.Redirect(w, r, controlPath, http.StatusSeeOther)
	case path == sellerPage, path == olderPage, path == creatorPage:
		s.authorize(w, r)
	default:
		return false
	}
	return true
}

// showImage sends a picture of the size that was uploaded.
func (s *Sandbox) showImage(w http.ResponseWriter, uri string) {
	s.mu.Lock()
	size, ok := s.images[uri]
	s.mu.Unlock()
	if !ok {
		http.Error(w, "no such picture", http.StatusNotFound)
		return
	}
	w.Header().Set("Content-Type", "image/png")
	_, _ = w.Write(PNG(min(size.Width, 1000), min(size.Height, 1000)))
}
