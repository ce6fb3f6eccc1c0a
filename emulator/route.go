package emulator

import (
	"net/http"
	"strings"
)

// route is one call of the platform's API: a row of the table, the handler, and
// what the README's coverage says about it.
type route struct {
	area      string // the heading it stands under in the README
	method    string
	versions  string // the digits of the API versions that have it; none: the path is whole
	path      string // after /api/vN
	handler   func(*call) (any, error)
	faq       string // FAQ rows it is there for
	access    access
	stream    bool   // manages body and transactions itself
	unlimited bool   // not counted against the caller's 100 calls
	writes    bool   // a GET that writes
	lookers   bool   // visitors and bots may make the call although it is no GET
	event     string // what a successful call tells, unless the handler tells it itself
	prehook   string // the event a pre-hook is asked about first
}

// patterns are the route's http.ServeMux patterns, one per API version.
func (rt route) patterns() []string {
	if rt.versions == "" {
		return []string{rt.method + " " + rt.path}
	}
	var out []string
	for _, v := range strings.Split(rt.versions, "") {
		out = append(out, rt.method+" /api/v"+v+rt.path)
	}
	return out
}

// reads says whether a request only reads the database.
func (rt route) reads(r *http.Request) bool {
	return (r.Method == http.MethodGet || r.Method == http.MethodHead) && !rt.writes
}

// onlyReads says whether there is nothing to wait for besides the database:
// neither a body nor a pre-hook.
func (rt route) onlyReads(r *http.Request) bool {
	return rt.reads(r) && !rt.stream && rt.prehook == "" && r.ContentLength == 0
}
