package emulator

import (
	"context"
	"log/slog"
	"net"
	"net/http"
	"time"
)

// Keys of an emulator that Run starts without options.
const (
	TestAPIKey     = "test-api-key"
	TestAdminToken = "test-admin-token"
)

// TB is what Run needs of a test: *testing.T, *testing.B and *testing.F are one.
type TB interface {
	Helper()
	Cleanup(func())
	Errorf(format string, args ...any)
	Fatalf(format string, args ...any)
}

// Running is an emulator with an address.
type Running struct {
	*Server
	URL  string // http://127.0.0.1:port, for REST
	MQTT string // ws://127.0.0.1:port/mqtt, for realtime
}

// Run starts an emulator on a free port for the time of a test and ends it, with
// its data, when the test ends. Without an API key in the options it has
// TestAPIKey and TestAdminToken. Whatever the emulator logs fails the test: it
// logs only defects of its own.
func Run(t TB, opts ...Options) *Running {
	t.Helper()
	var o Options
	if len(opts) > 0 {
		o = opts[0]
	}
	if o.APIKey == "" && len(o.Networks) == 0 {
		o.APIKey = TestAPIKey
		if o.AdminToken == "" {
			o.AdminToken = TestAdminToken
		}
	}
	if o.Logger == nil {
		o.Logger = slog.New(slog.NewTextHandler(failing{t}, nil))
	}
	server, err := New(o)
	if err != nil {
		t.Fatalf("start the emulator: %v", err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		server.Close()
		t.Fatalf("start the emulator: %v", err)
	}
	web := &http.Server{Handler: server, ReadHeaderTimeout: 10 * time.Second, ErrorLog: slog.NewLogLogger(slog.DiscardHandler, slog.LevelWarn)}
	go web.Serve(listener)
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), time.Second)
		defer cancel()
		if web.Shutdown(ctx) != nil { // a client that holds on does not hold the test
			web.Close()
		}
		if err := server.Close(); err != nil {
			t.Errorf("end the emulator: %v", err)
		}
	})
	address := listener.Addr().String()
	return &Running{Server: server, URL: "http://" + address, MQTT: "ws://" + address + "/mqtt"}
}

// failing makes every logged line a failure of the test.
type failing struct{ t TB }

func (f failing) Write(b []byte) (int, error) {
	f.t.Errorf("the emulator logged: %s", b)
	return len(b), nil
}
