package gateway

import (
	"net/http"
	"sync"
	"time"

	"github.com/addend-go/addend/worker/plan"
	"github.com/addend-go/addend/worker/wirejson"
)

// readiness keeps the last look at the upstream for a few seconds, so that
// /readyz, which needs no session, cannot be used to send traffic there.
type readiness struct {
	mu sync.Mutex
	at time.Time
	ok bool
}

const readinessLife = 5 * time.Second

// healthz says that the process answers.
func (g *Gateway) healthz(w http.ResponseWriter, _ *http.Request) {
	writeJSON(w, http.StatusOK, wirejson.Object{{Name: "status", Value: "ok"}})
}

// readyz says that the upstream answers too, whatever it answers.
func (g *Gateway) readyz(w http.ResponseWriter, r *http.Request) {
	g.ready.mu.Lock()
	defer g.ready.mu.Unlock()
	if now := g.Now(); g.ready.at.IsZero() || now.Sub(g.ready.at) > readinessLife {
		_, err := g.Caller.Call(r.Context(), plan.Call{Method: http.MethodGet, URL: g.Upstream.String() + "/", Timeout: 3 * time.Second})
		g.ready.at, g.ready.ok = now, err == nil
	}
	if !g.ready.ok {
		problem("not-ready").write(w)
		return
	}
	writeJSON(w, http.StatusOK, wirejson.Object{{Name: "status", Value: "ready"}})
}
