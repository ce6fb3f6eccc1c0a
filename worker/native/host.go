package native

import (
	"log/slog"
	"net/http"

	"github.com/addend-go/addend/worker/assemble"
	"github.com/addend-go/addend/worker/live"
	"github.com/addend-go/addend/worker/native/database"
	"github.com/addend-go/addend/worker/publicnet"
	"github.com/addend-go/addend/worker/push"
	"github.com/addend-go/addend/worker/session"
	"github.com/addend-go/addend/worker/settings"
)

// Host is the native host's handler.
type Host struct {
	http.Handler
	hubs      []*live.Memory
	executors []*Executor
	pushes    []*Push
}

// SourcesBy makes the host fetch the addresses that users name by another
// transport: one that resolves names of a test's own.
func (h *Host) SourcesBy(t http.RoundTripper) {
	for _, e := range h.executors {
		e.Sources = t
	}
	for _, p := range h.pushes {
		p.sendBy(t)
	}
}

// Drain ends what would never end by itself, live streams, so that a server can
// shut down; browsers come back.
func (h *Host) Drain() {
	for _, hub := range h.hubs {
		hub.Close()
	}
}

// NewHandler is [NewApplications] for a single application.
func NewHandler(s settings.Settings, log *slog.Logger) (handler *Host, stop func(), err error) {
	return NewApplications([]settings.Application{{Settings: s}}, log)
}

// NewApplications puts the native host together: access log, static files, and
// for each application an executor and a gateway with a store and a hub of their
// own. stop releases files and idle connections.
func NewApplications(apps []settings.Application, log *slog.Logger) (handler *Host, stop func(), err error) {
	first := apps[0] // what is the program's own is the same in all
	transport := NewTransport()
	host, served := &Host{}, map[string]http.Handler{}
	var db *database.Database
	release := func() {
		for _, p := range host.pushes {
			p.Close()
		}
		transport.CloseIdleConnections()
		if db != nil {
			_ = db.Close()
		}
	}
	if first.Data != "" {
		if db, err = database.Open(first.Data); err != nil {
			return nil, nil, err
		}
	}
	for _, app := range apps {
		executor, err := host.application(app, db, transport, log)
		if err != nil {
			release()
			return nil, nil, err
		}
		host.hubs, host.executors = append(host.hubs, executor.Live), append(host.executors, executor)
		for _, name := range append(app.Hosts, app.Name)[:max(1, len(app.Hosts))] {
			served[name] = executor
		}
	}
	static, err := NewStatic(first.WebDir, first.NPMDir, limitAddresses(first.AddressLimit, first.AddressHeader, assemble.Router(served)))
	if err != nil {
		release()
		return nil, nil, err
	}
	host.Handler = AccessLog(log, static)
	return host, func() {
		static.Close()
		release()
	}, nil
}

func (h *Host) application(app settings.Application, db *database.Database, transport http.RoundTripper, log *slog.Logger) (*Executor, error) {
	store, hub := session.NewMemory(nil), live.NewMemory(nil)
	store.OnEnd = func(k session.Key, reason string) { hub.EndSession(k.User, k.Session, reason) }
	if db != nil {
		keeper, sessions, used, err := db.Application(app.Name, app.CookieKeys)
		if err != nil {
			return nil, err
		}
		store.Keep(keeper, sessions, used)
	}
	sources := publicnet.NewTransport()
	var box push.Box
	if app.Push != nil {
		p, err := NewPush(*app.Push, store, sources, log)
		if err != nil {
			return nil, err
		}
		h.pushes, box = append(h.pushes, p), p
	}
	gw, err := assemble.Gateway(app, store, hub, box, Caller{Transport: transport}, assemble.Hosts(app, settings.Loopback(app.Listen)))
	if err != nil {
		return nil, err
	}
	return &Executor{Gateway: gw, Store: store, Live: hub, Transport: transport, Sources: sources}, nil
}
