package emulator

import (
	"net/http"
	"strings"

	"github.com/addend-go/addend/emulator/internal/sqlite"
)

// newMux builds the request path: control API, faults, then the route table.
func (s *Server) newMux() *http.ServeMux {
	api := http.NewServeMux()
	for _, rt := range routes() {
		for _, pattern := range rt.patterns() {
			api.Handle(pattern, s.handle(rt))
		}
	}
	api.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		s.writeError(w, r, fail(codeNotFound, "there is no %s %s in the emulator", r.Method, clip(r.URL.Path, 200)))
	})
	root := http.NewServeMux()
	root.Handle("/_emulator/", s.control())
	root.Handle("GET /mqtt", s.realtime)
	root.Handle("/", s.recorder.wrap(s, s.recovered(crossOrigin(s.faults.wrap(withoutTrailingSlash(api))))))
	return root
}

// withoutTrailingSlash lets POST /api/v3/communities/ and PUT /api/v3/users/,
// which the official client sends, reach their routes.
func withoutTrailingSlash(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if p := r.URL.Path; len(p) > 1 && strings.HasSuffix(p, "/") {
			r = r.Clone(r.Context())
			r.URL.Path = strings.TrimRight(p, "/")
			r.URL.RawPath = strings.TrimRight(r.URL.RawPath, "/")
			if r.URL.Path == "" {
				r.URL.Path = "/"
			}
		}
		next.ServeHTTP(w, r)
	})
}

// recovered answers a panic with the envelope. net/http would drop the
// connection, which hides the defect from the test that met it.
func (s *Server) recovered(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			if p := recover(); p != nil {
				if p == http.ErrAbortHandler {
					panic(p)
				}
				s.log.Error("panic", "method", r.Method, "path", r.URL.Path, "panic", p)
				s.writeError(w, r, fail(codeBusiness, "internal error of the emulator"))
			}
		}()
		next.ServeHTTP(w, r)
	})
}

// handle runs one route: who calls, how often, what with; then the handler in
// its transaction; then the answer, sent only after the commit.
func (s *Server) handle(rt route) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		answer, err := s.serve(rt, w, r)
		switch {
		case err != nil:
			s.writeError(w, r, err)
		case answer != nil:
			writeJSON(w, http.StatusOK, answer)
		}
	})
}

func (s *Server) serve(rt route, w http.ResponseWriter, r *http.Request) (any, error) {
	q, err := parseQuery(r.URL.RawQuery)
	if err != nil {
		return nil, err
	}
	c := &call{server: s, w: w, r: r, query: q, now: s.clock.now().UnixMilli()}
	if err := rt.access.find(c); err != nil {
		return nil, err
	}
	work := func(tx *sqlite.Tx) (answer any, err error) {
		c.tx = tx
		if answer, err = rt.handler(c); err == nil && rt.event != "" {
			err = c.tell(rt.event, answer, nil)
		}
		return answer, err
	}
	var answer any
	if rt.onlyReads(r) { // a single transaction for who calls and what for
		err = c.net.db.View(func(tx *sqlite.Tx) (err error) {
			if err = c.admit(rt, tx); err == nil {
				answer, err = work(tx)
			}
			return err
		})
		return c.finish(answer, err)
	}
	if c.token == "" || c.admin {
		err = c.admit(rt, nil) // nobody to look up
	} else {
		err = c.net.db.View(func(tx *sqlite.Tx) error { return c.admit(rt, tx) })
	}
	if err != nil {
		return nil, err
	}
	if rt.stream {
		s.keepComing(w, r)
		return rt.handler(c)
	}
	inTime := s.hurry(w)
	c.body, err = readBody(w, r)
	inTime()
	if err != nil {
		return nil, err
	}
	if rt.prehook != "" {
		if err := c.askPrehook(rt.prehook); err != nil {
			return nil, err
		}
	}
	run := c.net.db.Update
	if rt.reads(r) {
		run = c.net.db.View
	}
	err = run(func(tx *sqlite.Tx) (err error) {
		answer, err = work(tx)
		return err
	})
	return c.finish(answer, err)
}

// finish ends a call whose transaction is over: it tells what happened, once
// that is committed.
func (c *call) finish(answer any, err error) (any, error) {
	c.tx = nil
	if err == nil {
		if c.after != nil {
			c.after()
		}
		c.send()
	}
	return answer, err
}
