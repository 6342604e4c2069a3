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
		w.Header().Set("Content-Type", "application/pdf")
		_, _ = w.Write([]byte(samplePDF))
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

// samplePDF is one empty page.
const samplePDF = "%PDF-1.4\n" +
	"1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n" +
	"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n" +
	"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 298 420]>>endobj\n" +
	"trailer<</Root 1 0 R>>\n%%EOF\n"
