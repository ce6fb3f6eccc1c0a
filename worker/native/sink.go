package native

import (
	"net/http"

	"github.com/addend-go/addend/worker/plan"
)

// sink is the writer the gateway sees: header fields stay apart until it is
// known whether this look at the request answers or plans.
type sink struct {
	http.ResponseWriter
	header http.Header
	plan   *plan.Plan
	wrote  bool
}

// Header implements http.ResponseWriter.
func (s *sink) Header() http.Header { return s.header }

// Run implements plan.Sink.
func (s *sink) Run(p plan.Plan) { s.plan = &p }

// WriteHeader implements http.ResponseWriter.
func (s *sink) WriteHeader(status int) { s.commit(status) }

// Write implements http.ResponseWriter.
func (s *sink) Write(b []byte) (int, error) {
	s.commit(http.StatusOK)
	return s.ResponseWriter.Write(b)
}

func (s *sink) commit(status int) {
	if s.wrote {
		return
	}
	s.wrote = true
	h := s.ResponseWriter.Header()
	for name, values := range s.header {
		h[name] = values
	}
	s.ResponseWriter.WriteHeader(status)
}
