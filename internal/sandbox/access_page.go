package sandbox

import (
	"bytes"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

// maxForm is the size of a form, in bytes.
const maxForm = 64 << 10

// ask is a request for authorization, as an authorization link makes it.
type ask struct {
	app   *app
	kind  Kind
	state string
}

// outcome is what the page answers: a redirect when there is a location.
type outcome struct {
	status   int
	location string
	view     pageView
}

func troubled(status int, problem string) outcome {
	return outcome{status: status, view: pageView{Problem: problem}}
}

// authorize is the page where an account agrees with what an app asks for. With
// auto=1 in the link it agrees at once, with auto=refuse it refuses.
func (s *Sandbox) authorize(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, bodyOf(r), maxForm)
	o := troubled(http.StatusBadRequest, "The link or the form is malformed.")
	if err := r.ParseForm(); err == nil {
		o = s.authorization(r)
	}
	if o.location != "" {
		http.Redirect(w, r, o.location, http.StatusFound)
		return
	}
	if o.status == http.StatusMethodNotAllowed {
		w.Header().Set("Allow", "GET, HEAD, POST")
	}
	showPage(w, o.status, o.view)
}

func (s *Sandbox) authorization(r *http.Request) outcome {
	now := s.Now()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.catchUp()
	q, problem := s.readAsk(r)
	switch {
	case problem != "":
		return troubled(http.StatusBadRequest, problem)
	case r.Method == http.MethodPost:
		return s.decide(r, q, r.PostForm.Get("decision"), now)
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		return troubled(http.StatusMethodNotAllowed, "Open this page, or send its form.")
	case r.Form.Get("auto") == "1":
		return s.decide(r, q, "agree", now)
	case r.Form.Get("auto") == "refuse":
		return s.decide(r, q, "refuse", now)
	}
	return outcome{status: http.StatusOK, view: s.askView(r, q)}
}

func bodyOf(r *http.Request) io.ReadCloser {
	if r.Body == nil {
		return http.NoBody
	}
	return r.Body
}

// readAsk finds the app and the kind of account of a link.
func (s *Sandbox) readAsk(r *http.Request) (ask, string) {
	id, state := r.Form.Get("service_id"), r.Form.Get("state")
	q := ask{kind: Seller, state: state}
	if r.URL.Path != sellerPage {
		id = r.Form.Get("app_key")
	}
	if r.URL.Path == creatorPage {
		q.kind = Creator
	}
	for _, a := range s.access.apps {
		switch {
		case id == "":
		case r.URL.Path != sellerPage && id == a.key, r.URL.Path == sellerPage && id == a.service:
			q.app = a
		case r.URL.Path == sellerPage && id == a.partnerService:
			q.app, q.kind = a, Partner
		}
	}
	switch {
	case q.app == nil && r.URL.Path == sellerPage:
		return q, "No app has this service_id. It is not the app_key: see the app's authorization link."
	case q.app == nil:
		return q, "No app has this app_key."
	case q.kind == Creator && strings.TrimSpace(state) == "":
		return q, "The link of creators needs a state."
	case q.kind == Creator && strings.TrimSpace(state) != state:
		return q, "The state must not begin or end with white space."
	}
	return q, ""
}

// decide does what the account has decided.
func (s *Sandbox) decide(r *http.Request, q ask, decision string, now time.Time) outcome {
	p, problem := s.chosen(r, q.kind)
	if problem != "" {
		return troubled(http.StatusBadRequest, problem)
	}
	view := pageView{App: q.app.name, Kind: q.kind.String(), Account: p.label()}
	back := url.Values{}
	switch {
	case decision == "agree":
		scopes := q.scopes(r, p)
		if len(scopes) == 0 && len(q.app.offered(p)) > 0 {
			return troubled(http.StatusBadRequest, "Nothing is ticked: go back and allow something, or refuse.")
		}
		view.Done, view.Code = "Authorized.", s.authCode(q.app, p, scopes, now)
		back.Set("code", view.Code)
		if q.kind == Seller {
			back.Set("app_key", q.app.key)
			back.Set("locale", marketOf(p.region).locale)
			back.Set("shop_region", p.region)
		}
	case decision == "refuse":
		view.Done = "Refused."
		back.Set("code", "null") // the platform's word
		back.Set("error", "auth_denied")
	case decision == "remove" && q.kind == Creator:
		view.Done = "The app had no access."
		if s.withdraw(q.app, p) {
			view.Done = "The app's access was removed."
		}
		return outcome{status: http.StatusOK, view: view}
	default:
		return troubled(http.StatusBadRequest, "The form has no decision that can be taken here.")
	}
	if q.state != "" {
		back.Set("state", q.state)
	}
	return outcome{status: http.StatusOK, view: view, location: q.app.wayBack(back)}
}

// scopes are those an account grants. Creators may leave some out.
func (q ask) scopes(r *http.Request, p *account) []string {
	scopes := q.app.offered(p)
	if r.Method == http.MethodPost && q.kind == Creator {
		scopes = slices.DeleteFunc(scopes, func(scope string) bool { return !slices.Contains(r.PostForm["scope"], scope) })
	}
	return scopes
}

// wayBack is the app's address with these parameters, "" if it has none.
func (a *app) wayBack(values url.Values) string {
	u, err := url.Parse(a.redirect)
	if err != nil || a.redirect == "" {
		return ""
	}
	q := u.Query()
	for name := range values {
		q.Set(name, values.Get(name))
	}
	u.RawQuery = q.Encode()
	return u.String()
}

// chosen is the account the form or the link names, else the first of its kind.
func (s *Sandbox) chosen(r *http.Request, k Kind) (*account, string) {
	id := r.Form.Get("account")
	if id == "" {
		return s.first(k), ""
	}
	if p := s.person(id); p != nil && p.kind == k {
		return p, ""
	}
	return s.first(k), "There is no such " + k.String() + "."
}

func (p *account) label() string {
	if p.name == "" {
		return p.openID
	}
	return p.name
}

// askView is the page before a decision.
func (s *Sandbox) askView(r *http.Request, q ask) pageView {
	v := pageView{App: q.app.name, Kind: q.kind.String(), Path: r.URL.Path, Ask: true, Optional: q.kind == Creator, State: q.state}
	v.Name, v.ID = "app_key", q.app.key
	if r.URL.Path == sellerPage {
		v.Name, v.ID = "service_id", q.app.service
		if q.kind == Partner {
			v.ID = q.app.partnerService
		}
	}
	preset := r.Form.Get("account")
	for _, p := range s.access.people {
		if p.kind != q.kind {
			continue
		}
		if len(v.Accounts) == 0 {
			v.Scopes = q.app.offered(p)
		}
		one := accountView{ID: p.openID, Label: p.label(), Region: p.region, Chosen: preset == "" && len(v.Accounts) == 0 || preset == p.openID}
		for _, t := range s.shopsOf(p) {
			one.Shops = append(one.Shops, text(t.wire["name"])+" ("+t.market.region+")")
		}
		v.Accounts = append(v.Accounts, one)
		v.Removable = v.Removable || q.kind == Creator && s.access.consents[party{q.app, p}] != nil
	}
	return v
}

// showPage writes a page.
func showPage(w http.ResponseWriter, status int, v pageView) {
	var b bytes.Buffer
	if err := authorizationPage.Execute(&b, v); err != nil {
		http.Error(w, "the page cannot be shown", http.StatusInternalServerError)
		return
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_, _ = w.Write(b.Bytes())
}
