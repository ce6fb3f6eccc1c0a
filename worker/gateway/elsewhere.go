package gateway

import (
	"net/http"
	"strings"
)

// elsewhere answers what no route takes: as JSON, never with a redirect, and
// with the methods that the path does take.
func (g *Gateway) elsewhere(w http.ResponseWriter, r *http.Request) {
	var allow []string
	for _, method := range []string{"GET", "POST", "PUT", "PATCH", "DELETE"} {
		probe := *r
		probe.Method = method
		if _, pattern := g.mux.Handler(&probe); pattern != "/" && pattern != "" {
			allow = append(allow, method)
		}
	}
	switch {
	case len(allow) > 0:
		w.Header().Set("Allow", strings.Join(allow, ", "))
		problem("method-not-allowed").write(w)
	case strings.HasPrefix(r.URL.Path, "/api/"):
		problem("route-not-allowed").write(w)
	default:
		problem("not-found").write(w)
	}
}
