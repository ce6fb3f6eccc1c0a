package main

import (
	"bytes"
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/addend-go/addend/emulator"
)

const serverKey = "test-server-key"

// world is an emulator and the environment that names it.
type world struct {
	t   *testing.T
	e   *emulator.Running
	env map[string]string
	in  string
	ask bool
	now time.Time
}

func start(t *testing.T, o emulator.Options) *world {
	t.Helper()
	if len(o.Networks) == 0 {
		o.APIKey, o.AdminToken = emulator.TestAPIKey, emulator.TestAdminToken
	}
	if o.RateLimit == 0 {
		o.RateLimit = -1
	}
	e := emulator.Run(t, o)
	return &world{t: t, e: e, now: time.Now(), env: map[string]string{
		"ADDEND_UPSTREAM": e.URL, "ADDEND_API_KEY": emulator.TestAPIKey,
		"ADDEND_SERVER_KEY": o.ServerKey, "ADDEND_ADMIN_TOKEN": emulator.TestAdminToken,
	}}
}

// do runs a command line and gives its status and what it printed.
func (w *world) do(args ...string) (status int, out, log string) {
	w.t.Helper()
	var o, l bytes.Buffer
	s := &session{Context: w.t.Context(), get: func(name string) string { return w.env[name] }, in: strings.NewReader(w.in), out: &o, log: &l, ask: w.ask, now: func() time.Time { return w.now }}
	status = run(s, append([]string{"--rate=1000"}, args...))
	for _, secret := range []string{emulator.TestAPIKey, emulator.TestAdminToken, serverKey} {
		if strings.Contains(o.String()+l.String(), secret) {
			w.t.Errorf("%v: a secret was printed:\n%s%s", args, o.String(), l.String())
		}
	}
	return status, o.String(), l.String()
}

// must runs a command line that has to succeed.
func (w *world) must(args ...string) string {
	w.t.Helper()
	status, out, log := w.do(args...)
	if status != 0 {
		w.t.Fatalf("%v: status %d\n%s%s", args, status, out, log)
	}
	return out
}

// file writes a file and gives its path.
func (w *world) file(name, text string) string {
	w.t.Helper()
	path := filepath.Join(w.t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		w.t.Fatal(err)
	}
	return path
}

// get asks the emulator as its administrator.
func (w *world) get(path string, into any) int {
	w.t.Helper()
	req, err := http.NewRequestWithContext(w.t.Context(), http.MethodGet, w.e.URL+path, nil)
	if err != nil {
		w.t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+emulator.TestAdminToken)
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		w.t.Fatal(err)
	}
	defer res.Body.Close()
	if into != nil {
		if err := json.NewDecoder(res.Body).Decode(into); err != nil {
			w.t.Fatalf("GET %s: %v", path, err)
		}
	}
	return res.StatusCode
}

// holds fails unless text has every part.
func holds(t *testing.T, text string, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if !strings.Contains(text, part) {
			t.Errorf("no %q in:\n%s", part, text)
		}
	}
}
