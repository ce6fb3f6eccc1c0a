package native

import (
	"log/slog"
	"net/http"

	"github.com/addend-go/addend/worker/assemble"
	"github.com/addend-go/addend/worker/live"
	"github.com/addend-go/addend/worker/session"
	"github.com/addend-go/addend/worker/settings"
)

// Host is the native host's handler.
type Host struct {
	http.Handler
	hub *live.Memory
}

// Drain ends what would never end by itself, live streams, so that a server can
// shut down; browsers come back.
func (h *Host) Drain() { h.hub.Close() }

// NewHandler puts the native host together: access log, static files, executor,
// gateway. stop releases files and idle connections.
func NewHandler(s settings.Settings, log *slog.Logger) (handler *Host, stop func(), err error) {
	transport := NewTransport()
	store, hub := session.NewMemory(nil), live.NewMemory(nil)
	store.OnEnd = func(k session.Key, reason string) { hub.EndSession(k.User, k.Session, reason) }
	gw, err := assemble.Gateway(s, store, hub, Caller{Transport: transport}, assemble.Hosts(s.Origins, settings.Loopback(s.Listen)))
	if err != nil {
		return nil, nil, err
	}
	executor := &Executor{Gateway: gw, Store: store, Live: hub, Transport: transport}
	static, err := NewStatic(s.WebDir, s.NPMDir, executor)
	if err != nil {
		return nil, nil, err
	}
	return &Host{AccessLog(log, static), hub}, func() {
		static.Close()
		transport.CloseIdleConnections()
	}, nil
}
