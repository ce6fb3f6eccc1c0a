package conformance

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/addend-go/addend/worker/native"
	"github.com/addend-go/addend/worker/settings"
)

// A live stream would keep a server from going down for ever: it is ended, and
// its browser comes back to the next one.
func TestLiveStreamsEndAtShutdown(t *testing.T) {
	h := &host{name: "native", up: newUpstream(t), log: &lockedBuffer{}}
	v := vars(h.up.URL, map[string]string{"ADDEND_WEBHOOK_SECRETS": webhookSecret})
	v["ADDEND_WEB_DIR"], v["ADDEND_NPM_DIR"] = site(t)
	apps, err := settings.ParseAll(func(name string) string { return v[name] })
	if err != nil {
		t.Fatal(err)
	}
	handler, stop, err := native.NewApplications(apps, slog.New(slog.NewJSONHandler(h.log, nil)))
	if err != nil {
		t.Fatal(err)
	}
	defer stop()
	server := httptest.NewUnstartedServer(handler)
	server.Config.RegisterOnShutdown(handler.Drain) // as main does
	server.Start()
	defer server.Close()
	h.url = server.URL
	cookie := h.signIn(t, "marta")
	stream := h.listen(t, "marta", cookie, "")
	stream.next("ready")
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	if err := server.Config.Shutdown(ctx); err != nil {
		t.Fatalf("the server does not go down: %v", err)
	}
	if e, open := <-stream.events; open {
		t.Errorf("after the end came %v", e)
	}
	if _, err := http.Get(h.url + "/healthz"); err == nil {
		t.Error("the server still answers")
	}
}
