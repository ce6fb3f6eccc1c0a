package gateway

import (
	"net/http"
	"strconv"

	"github.com/addend-go/addend/worker/plan"
	"github.com/addend-go/addend/worker/session"
)

const userAgent = "addend"

// proxy plans the upstream request of a route. The client's header fields are
// not passed on: what the upstream needs is named here.
func (g *Gateway) proxy(route Route) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if r.Method != route.Method { // ServeMux lets HEAD in with GET
			g.elsewhere(w, r)
			return
		}
		claims, ok := g.claims(r)
		if !ok {
			g.noSession(w, r)
			return
		}
		p, bad := g.planFor(route, r, claims)
		if bad != nil {
			bad.write(w)
			return
		}
		if out := plan.OutcomeOf(r.Context()); out != nil {
			g.settle(w, r, p, out, passOn)
			return
		}
		send(w, p)
	}
}

func (g *Gateway) planFor(route Route, r *http.Request, claims session.Claims) (*plan.Plan, *Problem) {
	query, bad := allowQuery(r.URL.RawQuery, route.Query)
	if bad != nil {
		return nil, bad
	}
	p := g.newPlan(r.Method, r.URL.EscapedPath(), query, claims)
	p.Terms = g.reading
	p.Admit.Wait, p.Tag = wait(r), tag(r)
	if r.ContentLength != 0 {
		if bad := checkBody(route, r); bad != nil {
			return nil, bad
		}
		p.Terms, p.Body, p.MaxBody = g.writing, plan.Buffered, route.MaxBody
	}
	return p, nil
}

func checkBody(route Route, r *http.Request) *Problem {
	switch {
	case route.MaxBody == 0:
		return problem("bad-body").with("this path takes no body")
	case !isJSON(r.Header.Get("Content-Type")):
		return problem("bad-content-type").with("send application/json")
	case r.ContentLength > route.MaxBody:
		return tooLarge(route.MaxBody)
	}
	return nil
}

func tooLarge(limit int64) *Problem {
	return problem("body-too-large").with("at most " + strconv.FormatInt(limit, 10) + " bytes")
}

// newPlan starts a plan on the user's behalf.
func (g *Gateway) newPlan(method, path, query string, claims session.Claims) *plan.Plan {
	target := g.base + path
	if query != "" {
		target += "?" + query
	}
	return &plan.Plan{
		Method: method, URL: target, Body: plan.NoBody,
		Admit: &plan.Admit{App: g.App, User: claims.User, Session: claims.Session},
	}
}

func send(w http.ResponseWriter, p *plan.Plan) {
	if err := p.Check(); err != nil || !plan.Send(w, *p) {
		problem("internal").write(w)
	}
}

// noSession tells a browser that never signed in from one whose cookie is of
// no use any more, and clears the latter.
func (g *Gateway) noSession(w http.ResponseWriter, r *http.Request) {
	if len(r.CookiesNamed(session.CookieName)) > 0 || g.insecureCookie(r) && len(r.CookiesNamed(session.DevelopmentCookieName)) > 0 {
		g.clearCookie(w, r)
		problem("session-expired").write(w)
		return
	}
	problem("no-session").write(w)
}
