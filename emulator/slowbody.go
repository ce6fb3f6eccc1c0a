package emulator

import (
	"io"
	"net/http"
	"time"
)

// patience is how long a body may take: a JSON body as a whole, an upload
// between two pieces of it. Who sends slower is cut off, so that slow bodies
// hold connections for a bounded time.
const patience = 30 * time.Second

// hurry gives a JSON body its time. It answers how to end it, which lets the
// handler itself take as long as it needs.
func (s *Server) hurry(w http.ResponseWriter) (end func()) {
	control := http.NewResponseController(w)
	if control.SetReadDeadline(time.Now().Add(s.patience)) != nil {
		return func() {} // not a connection
	}
	return func() { _ = control.SetReadDeadline(time.Time{}) }
}

// keepComing gives every piece of an upload its time.
func (s *Server) keepComing(w http.ResponseWriter, r *http.Request) {
	r.Body = &pieces{r.Body, http.NewResponseController(w), s.patience}
}

type pieces struct {
	io.ReadCloser
	control  *http.ResponseController
	patience time.Duration
}

func (p *pieces) Read(b []byte) (int, error) {
	_ = p.control.SetReadDeadline(time.Now().Add(p.patience)) // what is not a connection cannot be slow
	n, err := p.ReadCloser.Read(b)
	_ = p.control.SetReadDeadline(time.Time{})
	return n, err
}
