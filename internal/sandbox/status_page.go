package sandbox

import (
	"bytes"
	_ "embed"
	"html/template"
	"net/http"
	"slices"
	"strconv"
	"time"
)

//go:embed status_page.html
var statusHTML string

// statusView is what the status page shows.
type statusView struct {
	State
	Refresh   int // seconds; 0: the page does not reload itself
	Calls     []Request
	FaultList []faultRow
	Hooks     []hookRow
	Ready     []string
	Problem   string
}

type faultRow struct{ Route, Times, What string }

// hookRow is one delivery of a webhook.
type hookRow struct {
	Time    time.Time
	Topic   string
	About   string
	URL     string
	Result  string
	Attempt int
}

// statusPage shows the shops to people, and lets time pass for those who press
// the button.
func (s *Sandbox) statusPage(w http.ResponseWriter, r *http.Request) {
	switch r.Method {
	case http.MethodGet, http.MethodHead:
		s.showStatus(w, r, http.StatusOK, "")
	case http.MethodPost:
		r.Body = http.MaxBytesReader(w, r.Body, 4096)
		var d Span
		if err := d.UnmarshalText([]byte(r.PostFormValue("advance"))); err != nil || d <= 0 || d > Span(maxAdvance) {
			s.showStatus(w, r, http.StatusBadRequest, `Time was not moved: want a span such as "90m", "4h" or "2d", at most 366d.`)
			return
		}
		s.Advance(time.Duration(d))
		http.Redirect(w, r, controlPath, http.StatusSeeOther)
	default:
		w.Header().Set("Allow", "GET, HEAD, POST")
		writeControl(w, nil, &methodError{path: controlPath, method: r.Method, allowed: []string{"GET", "POST"}})
	}
}

func (s *Sandbox) showStatus(w http.ResponseWriter, r *http.Request, status int, problem string) {
	v := statusView{State: s.State(), Ready: Scenarios(), Problem: problem, Hooks: s.hookRows(20)}
	if n, err := strconv.Atoi(r.URL.Query().Get("refresh")); err == nil && n > 0 {
		v.Refresh = min(max(n, 1), 3600)
	}
	v.Calls = s.requests(20, func(*Request) bool { return true })
	s.mu.Lock()
	for _, f := range s.faults {
		v.FaultList = append(v.FaultList, f.row())
	}
	s.mu.Unlock()
	page, err := template.New("status").Funcs(template.FuncMap{"short": short, "reverse": reversed}).Parse(statusHTML)
	var b bytes.Buffer
	if err == nil {
		err = page.Execute(&b, v)
	}
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_, _ = w.Write(b.Bytes())
}

func (f *Fault) row() faultRow {
	row := faultRow{Route: f.Route, Times: strconv.Itoa(f.Times)}
	if f.Route == "" {
		row.Route = "any"
	}
	if f.Times < 0 {
		row.Times = "all"
	}
	spec := f.spec()
	spec.Route, spec.Times = "", 0
	row.What = string(encode(spec))
	return row
}

// reversed has the newest call first.
func reversed(list []Request) []Request {
	out := make([]Request, 0, len(list))
	for _, r := range slices.Backward(list) {
		out = append(out, r)
	}
	return out
}
