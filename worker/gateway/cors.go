package gateway

import (
	"net/http"
	"slices"
	"strings"
)

// cors lets listed pages of other origins in (Fetch, section 3.2). Nobody is
// listed by default, and a wildcard does not exist: with credentials it must not.
func (g *Gateway) cors(next http.Handler) http.Handler {
	if len(g.CORSOrigins) == 0 {
		return next
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Add("Vary", "Origin")
		if !g.listedPage(r) {
			next.ServeHTTP(w, r)
			return
		}
		h.Set("Access-Control-Allow-Origin", r.Header.Get("Origin"))
		h.Set("Access-Control-Allow-Credentials", "true")
		if r.Method == http.MethodOptions && r.Header.Get("Access-Control-Request-Method") != "" {
			h.Set("Access-Control-Allow-Methods", "GET, HEAD, POST, PUT, PATCH, DELETE")
			h.Set("Access-Control-Allow-Headers", "Authorization, Content-Type, If-None-Match, Last-Event-ID, Prefer, Range, X-Addend")
			h.Set("Access-Control-Max-Age", "600")
			w.WriteHeader(http.StatusNoContent)
			return
		}
		h.Set("Access-Control-Expose-Headers", "Content-Disposition, Content-Range, ETag, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset, Retry-After, X-Addend-Calls, X-Addend-Error, X-Request-Id")
		next.ServeHTTP(w, r)
	})
}

// listedPage reports whether the call comes from a page of a listed origin; the
// browser says so, and no page can say it for another.
func (g *Gateway) listedPage(r *http.Request) bool {
	origin := r.Header.Get("Origin")
	return origin != "" && slices.Contains(g.CORSOrigins, strings.ToLower(origin))
}

func (g *Gateway) crossSitePage(r *http.Request) bool {
	return r.Header.Get("Sec-Fetch-Site") == "cross-site" && g.listedPage(r)
}
