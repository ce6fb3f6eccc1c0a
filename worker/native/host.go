package native

import (
	"log/slog"
	"net/http"

	"github.com/addend-go/addend/worker/assemble"
	"github.com/addend-go/addend/worker/session"
	"github.com/addend-go/addend/worker/settings"
)

// NewHandler puts the native host together: access log, static files, executor,
// gateway. stop releases files and idle connections.
func NewHandler(s settings.Settings, log *slog.Logger) (handler http.Handler, stop func(), err error) {
	transport := NewTransport()
	store := session.NewMemory(nil)
	gw, err := assemble.Gateway(s, store, Caller{Transport: transport}, assemble.Hosts(s.Origins, settings.Loopback(s.Listen)))
	if err != nil {
		return nil, nil, err
	}
	executor := &Executor{Gateway: gw, Store: store, Transport: transport}
	static, err := NewStatic(s.WebDir, s.NPMDir, executor)
	if err != nil {
		return nil, nil, err
	}
	return AccessLog(log, static), func() {
		static.Close()
		transport.CloseIdleConnections()
	}, nil
}
