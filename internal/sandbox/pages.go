package sandbox

import (
	"fmt"
	"html"
	"net/http"
	"net/url"
	"strings"
)

// Paths that are no part of the API: what answers point to, and the pages where
// an account authorizes the app.
const (
	documentPath = "/sandbox/documents/"
	imagePath    = "/sandbox/images/"
	sellerPage   = "/open/authorize"
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
	case strings.HasPrefix(path, controlPath):
		s.control(w, r)
	case path+"/" == controlPath:
		http.Redirect(w, r, controlPath, http.StatusSeeOther)
	case path == sellerPage, path == creatorPage:
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

// authorize is the page where an account agrees. It agrees at once and leads
// back with a code, or shows the code when there is no way back.
func (s *Sandbox) authorize(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	k := Seller
	switch {
	case r.URL.Path == creatorPage:
		k = Creator
		if q.Get("app_key") != AppKey || strings.TrimSpace(q.Get("state")) == "" {
			http.Error(w, "want app_key and a state", http.StatusBadRequest)
			return
		}
	case q.Get("service_id") == PartnerServiceID:
		k = Partner
	case q.Get("service_id") != ServiceID:
		http.Error(w, "no app has this service_id", http.StatusBadRequest)
		return
	}
	code := s.AuthCode(k)
	back, err := url.Parse(s.opts.Redirect)
	if s.opts.Redirect == "" || err != nil {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = fmt.Fprintf(w, "<p>The test %s has authorized the app. Code: <code>%s</code></p>\n", k, html.EscapeString(code))
		return
	}
	values := back.Query()
	values.Set("code", code)
	if state := q.Get("state"); state != "" {
		values.Set("state", state)
	}
	back.RawQuery = values.Encode()
	http.Redirect(w, r, back.String(), http.StatusFound)
}

// samplePDF is one empty page.
const samplePDF = "%PDF-1.4\n" +
	"1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n" +
	"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n" +
	"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 298 420]>>endobj\n" +
	"trailer<</Root 1 0 R>>\n%%EOF\n"
