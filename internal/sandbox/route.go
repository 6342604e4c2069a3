package sandbox

import (
	"net/url"
	"slices"
	"strings"

	"github.com/tiktokshop-go/tiktokshop/internal/gen/api"
)

// route is a method and path the shop answers.
type route struct {
	method   string
	template string
	segments []string
	op       *api.Operation // nil: the token service, or a captured route the catalogue lacks
	loose    bool           // fields not checked: the catalogue does not hold this version
	token    func(s *Sandbox, c *call, rawQuery string) (any, *refusal)
	answer   func(s *Sandbox, c *call) (any, *refusal)

	replay     []byte // captured body, sent as it is
	replayCode int    // the code in it
}

func (r *route) name() string { return r.method + " " + r.template }

// version is the part of the path that names the version, "" if there is none.
func version(segments []string) string {
	if len(segments) > 1 && len(segments[1]) == 6 && strings.Trim(segments[1], "0123456789") == "" {
		return segments[1]
	}
	return ""
}

type routes struct {
	list     []*route
	bySize   map[int][]*route
	newest   map[string]string // superseded "METHOD /path" to the newest path
	byName   map[string]*route // "METHOD /path/{template}"
	families []*route          // superseded routes, only to tell an old version from an unknown path
}

func newRoutes(cat *api.Catalogue) *routes {
	rs := &routes{bySize: map[int][]*route{}, newest: map[string]string{}, byName: map[string]*route{}}
	special := handlers()
	for _, op := range cat.Operations {
		h, ok := special[op.Name]
		if !ok {
			h = (*Sandbox).example
		}
		rs.add(&route{method: op.Method, template: op.Path, op: op, answer: h})
	}
	rs.add(&route{method: "GET", template: "/api/v2/token/get", token: (*Sandbox).tokenGet})
	rs.add(&route{method: "GET", template: "/api/v2/token/refresh", token: (*Sandbox).tokenRefresh})
	rs.add(&route{method: "PUT", template: chunkPath, token: (*Sandbox).takeChunk})
	for _, old := range cat.Superseded {
		rs.newest[old.Method+" "+old.Old] = old.Newest
		rs.families = append(rs.families, &route{method: old.Method, template: old.Old, segments: split(old.Old)})
	}
	return rs
}

// add takes r in; it replaces a route of the same name.
func (rs *routes) add(r *route) {
	r.segments = split(r.template)
	if old := rs.byName[r.name()]; old != nil {
		*old = *r
		return
	}
	rs.byName[r.name()] = r
	rs.list = append(rs.list, r)
	rs.bySize[len(r.segments)] = append(rs.bySize[len(r.segments)], r)
}

// match finds the route of a request, or says why there is none.
func (rs *routes) match(method, path string) (*route, *refusal) {
	segments := split(path)
	var best *route
	otherMethod, otherVersion := false, false
	for _, r := range rs.bySize[len(segments)] {
		switch {
		case fits(r.segments, segments, false) && r.method == method:
			if best == nil || literals(r) > literals(best) {
				best = r
			}
		case fits(r.segments, segments, false):
			otherMethod = true
		case fits(r.segments, segments, true):
			otherVersion = true
		}
	}
	if best != nil {
		return best, nil
	}
	if otherMethod {
		return nil, refuse(405, 36009010, "this path does not take the method %s", method)
	}
	for _, r := range rs.families {
		otherVersion = otherVersion || fits(r.segments, segments, true)
	}
	if otherVersion {
		return nil, refuse(400, 36009014,
			"version %s of this path is not served here; capture an answer of it to have it served", version(segments))
	}
	return nil, refuse(404, 36009009, "no such path: %s", path)
}

// operation finds the catalogue's operation behind "METHOD /path/{template}" at
// any version, nil if there is none.
func (rs *routes) operation(method, template string) *api.Operation {
	if r := rs.byName[method+" "+template]; r != nil {
		return r.op
	}
	if newest, ok := rs.newest[method+" "+template]; ok {
		for _, r := range rs.list {
			if r.template == newest && r.op != nil && (r.method == method || !rs.taken(method, newest)) {
				return r.op
			}
		}
	}
	want := split(template)
	for _, r := range rs.bySize[len(want)] {
		if r.method == method && r.op != nil && version(want) != "" && slices.EqualFunc(tail(r.segments), tail(want), sameSegment) &&
			r.segments[0] == want[0] {
			return r.op
		}
	}
	return nil
}

func (rs *routes) taken(method, template string) bool { return rs.byName[method+" "+template] != nil }

func sameSegment(a, b string) bool { return a == b || isHole(a) && isHole(b) }

// tail is the path below its family and version.
func tail(segments []string) []string {
	if len(segments) < 2 {
		return nil
	}
	return segments[2:]
}

func split(path string) []string { return strings.Split(strings.TrimPrefix(path, "/"), "/") }

func isHole(segment string) bool { return strings.HasPrefix(segment, "{") }

func literals(r *route) int {
	n := 0
	for _, s := range r.segments {
		if !isHole(s) {
			n++
		}
	}
	return n
}

// fits reports whether path has the form of template, at its version or at any.
func fits(template, path []string, anyVersion bool) bool {
	if len(template) != len(path) {
		return false
	}
	for i, want := range template {
		switch {
		case isHole(want):
			if path[i] == "" {
				return false
			}
		case anyVersion && i == 1 && version(template) != "" && version(path) != "":
		case want != path[i]:
			return false
		}
	}
	return true
}

// ids are the values at the template's holes.
func (r *route) ids(path string) url.Values {
	ids := url.Values{}
	for i, s := range split(path) {
		if i < len(r.segments) && isHole(r.segments[i]) {
			ids.Set(strings.Trim(r.segments[i], "{}"), s)
		}
	}
	return ids
}
