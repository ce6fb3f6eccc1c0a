package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/addend-go/addend/emulator"
)

func TestBadFlags(t *testing.T) {
	for _, row := range []struct {
		args []string
		hint string
	}{
		{nil, "-api-key is required"},
		{[]string{"-api-key", "k", "extra"}, "every setting is a flag"},
		{[]string{"-api-key", "k", "-addr", "nonsense"}, "use host:port"},
		{[]string{"-api-key", "k", "-rate-limit", "0"}, "use -1"},
		{[]string{"-api-key", "k", "-page-size", "1000"}, "use 1 to 100"},
		{[]string{"-api-key", "k", "-public-url", "x"}, "use something like"},
		{[]string{"-api-key", "k", "-data", "/dev/null"}, "folder"},
		{[]string{"-nonsense"}, "not defined"},
		{[]string{"-api-key", "k", "-webhook", "http://127.0.0.1:1/x"}, "ADDEND_EMULATOR_WEBHOOK_SECRET"},
		{[]string{"-networks", "/nonexistent/x.json"}, "no such file"},
		{[]string{"-networks", file(t, `{"id":"a"}`)}, "an array such as"},
		{[]string{"-networks", file(t, `[]`)}, "at least one network"},
		{[]string{"-networks", file(t, `[{"id":"a","apiKey":"k","colour":"red"}]`)}, "colour"},
		{[]string{"-networks", file(t, `[{"id":"a","apiKey":"k"},{"id":"b","apiKey":"k"}]`)}, "each needs its own"},
		{[]string{"-networks", file(t, `[{"id":"a","apiKey":"k","settings":{"sociable":{}}}]`)}, "no group"},
		{[]string{"-networks", file(t, `[{"id":"a","apiKey":"k","settings":{"social":{"x":1}}}]`)}, `no "x"`},
		{[]string{"-networks", file(t, `[{"id":"a","apiKey":"k","settings":{"social":{"showMyPost":1}}}]`)}, "must be a boolean"},
		{[]string{"-networks", file(t, `[{"id":"a","apiKey":"k"}]`), "-seed"}, "the network of -api-key"},
		{[]string{"-api-key", "k", "-addr", "127.0.0.1:99999"}, "listen"},
	} {
		err := run(context.Background(), row.args, io.Discard, io.Discard)
		if err == nil || !strings.Contains(err.Error(), row.hint) {
			t.Errorf("%v: %v, want a hint of %q", row.args, err, row.hint)
		}
	}
}

func file(t *testing.T, content string) string {
	path := filepath.Join(t.TempDir(), "networks.json")
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// Networks of a file have data, seeds and settings of their own.
func TestNetworksFile(t *testing.T) {
	path := file(t, `[{"id":"full","apiKey":"k1","adminToken":"a1","seed":true,"settings":{"social":{"isFollowWithRequestEnabled":true}}},
	  {"id":"empty","apiKey":"k2","adminToken":"a2","serverKey":"s2","webhooks":[{"url":"http://127.0.0.1:1/","secret":"x","pushNotifications":true}]}]`)
	c, err := parse([]string{"-networks", path, "-api-key", "k0", "-admin-token", "a0"}, io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	server, err := emulator.New(c.opts)
	if err != nil {
		t.Fatal(err)
	}
	defer server.Close()
	ask := func(token, path string) string {
		r := httptest.NewRequest("GET", path, nil)
		r.Header.Set("Authorization", "Bearer "+token)
		w := httptest.NewRecorder()
		server.ServeHTTP(w, r)
		return w.Body.String()
	}
	for token, seeded := range map[string]bool{"a0": false, "a1": true, "a2": false} {
		if got := ask(token, "/api/v3/users"); strings.Contains(got, `"marta"`) != seeded {
			t.Errorf("%s: %s", token, got)
		}
		if got := ask(token, "/api/v3/network-settings/social"); strings.Contains(got, `"isFollowWithRequestEnabled":true`) != seeded {
			t.Errorf("%s: %s", token, got)
		}
	}
}

func TestHelp(t *testing.T) {
	var said bytes.Buffer
	if err := run(context.Background(), []string{"-h"}, io.Discard, &said); !errors.Is(err, flag.ErrHelp) || !strings.Contains(said.String(), "-networks") {
		t.Errorf("%v\n%s", err, said.String())
	}
}

func TestRunServesUntilItIsStopped(t *testing.T) {
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	reader, writer := io.Pipe()
	done := make(chan error, 1)
	var stderr bytes.Buffer
	go func() {
		done <- run(ctx, []string{"-addr", "127.0.0.1:0", "-api-key", "k", "-data", t.TempDir()}, writer, &stderr)
	}()
	line := make([]byte, 200)
	n, err := reader.Read(line)
	if err != nil {
		t.Fatal(err)
	}
	base, ok := strings.CutPrefix(strings.TrimSpace(string(line[:n])), "addend-emulator listening on ")
	if !ok {
		t.Fatalf("the first line is %q", line[:n])
	}
	res, err := http.Get(base + "/_emulator/health")
	if err != nil || res.StatusCode != http.StatusOK {
		t.Fatalf("health: %v %v", res, err)
	}
	res.Body.Close()
	stop()
	select {
	case err := <-done:
		if err != nil {
			t.Errorf("stopped with %v", err)
		}
	case <-time.After(30 * time.Second):
		t.Fatal("it does not stop")
	}
}
