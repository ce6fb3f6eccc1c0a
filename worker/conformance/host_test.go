package conformance

import (
	"bytes"
	"context"
	"encoding/base64"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/addend-go/addend/worker/native"
	"github.com/addend-go/addend/worker/settings"
	"github.com/addend-go/addend/worker/wrangler"
)

// host is one way of running the worker, with an upstream of its own.
type host struct {
	name string
	url  string
	as   string // the host name that is asked for, "" for that of the URL
	up   *upstream
	log  *lockedBuffer
	// sources, natively, changes how addresses that users name are fetched.
	sources func(http.RoundTripper)
}

type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

func vars(up string, change map[string]string) map[string]string {
	v := map[string]string{
		"ADDEND_UPSTREAM": up, "ADDEND_API_KEY": apiKey, "ADDEND_SERVER_KEY": serverKey,
		"ADDEND_COOKIE_KEYS":    base64.StdEncoding.EncodeToString([]byte("0123456789abcdef0123456789abcdef")),
		"ADDEND_HANDOFF_KEY":    base64.StdEncoding.EncodeToString([]byte(handoffKey)),
		"ADDEND_DEV_IDENTITIES": "1", "ADDEND_OFFICIAL_CLIENT": "1", "ADDEND_UPSTREAM_TIMEOUT": "2s",
	}
	for name, value := range change {
		v[name] = value
	}
	return v
}

// site makes a small page and npm package.
func site(t *testing.T) (web, npm string) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"web/index.html": "<!doctype html><title>page</title>", "web/app.js": "export {};",
		"npm/index.js": "export const version = 1;", "npm/addend.wasm": "\x00asm\x01\x00\x00\x00",
		"web/.secret": "hidden", "secret.txt": "outside",
	} {
		file := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return filepath.Join(dir, "web"), filepath.Join(dir, "npm")
}

func nativeHost(t *testing.T, change map[string]string) *host {
	h := &host{name: "native", up: newUpstream(t), log: &lockedBuffer{}}
	v := vars(h.up.URL, change)
	v["ADDEND_WEB_DIR"], v["ADDEND_NPM_DIR"] = site(t)
	apps, err := settings.ParseAll(func(name string) string { return v[name] })
	if err != nil {
		t.Fatal(err)
	}
	handler, stop, err := native.NewApplications(apps, slog.New(slog.NewJSONHandler(h.log, nil)))
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewUnstartedServer(handler)
	server.Config.ErrorLog = slog.NewLogLogger(slog.NewTextHandler(io.Discard, nil), slog.LevelError)
	server.Start()
	t.Cleanup(func() { server.Close(); stop() })
	h.url, h.sources = server.URL, handler.SourcesBy
	return h
}

func skipWithoutEdge(t *testing.T) {
	t.Helper()
	if os.Getenv("ADDEND_TEST_EDGE") == "" {
		t.Skip("set ADDEND_TEST_EDGE=1 to run in workerd; needs npm ci --prefix worker")
	}
}

// edgeHost runs the worker in workerd. It takes some seconds, so that it is
// asked for: ADDEND_TEST_EDGE=1 go test ./worker/conformance
func edgeHost(t *testing.T, change map[string]string) *host { return edgeHostWith(t, change, nil) }

// edgeHostWith lets configure edit the staged folder before the start.
func edgeHostWith(t *testing.T, change map[string]string, configure func(dir string)) *host {
	skipWithoutEdge(t)
	h := &host{name: "workerd", up: newUpstream(t), log: &lockedBuffer{}}
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	l := wrangler.Layout{Root: root, Dist: t.TempDir()}
	if err := l.Stage(context.Background()); err != nil {
		t.Fatal(err)
	}
	web, npm := site(t)
	if err := l.Site(web, npm); err != nil {
		t.Fatal(err)
	}
	if configure != nil {
		configure(filepath.Join(l.Dist, "edge"))
	}
	dev, err := l.Start(context.Background(), 0, vars(h.up.URL, change), h.log)
	if err != nil {
		t.Fatalf("%v\n%s", err, h.log)
	}
	t.Cleanup(func() {
		dev.Stop()
		if t.Failed() {
			t.Logf("wrangler said:\n%s", tail(h.log.String(), 4000))
		}
	})
	h.url = dev.URL
	return h
}

func tail(s string, n int) string { return s[max(0, len(s)-n):] }

// answer is what a client sees.
type answer struct {
	status int
	header http.Header
	body   string
	err    string // of reading the body
}

var client = &http.Client{
	Transport:     &http.Transport{DisableCompression: true, MaxIdleConnsPerHost: 64},
	CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
}

// do sends a request; header values of "" take a header away.
func (h *host) do(t *testing.T, method, path string, header map[string]string, body io.Reader) answer {
	t.Helper()
	req, err := http.NewRequest(method, h.url+path, body)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("X-Addend", "1")
	req.Host = h.as
	for name, value := range header {
		if value == "" {
			req.Header.Del(name)
		} else if name == "Host" {
			req.Host = value
		} else {
			req.Header.Set(name, strings.ReplaceAll(value, "{origin}", h.url))
		}
	}
	resp, err := client.Do(req)
	if err != nil {
		t.Fatalf("%s: %s %s: %v", h.name, method, path, err)
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	a := answer{status: resp.StatusCode, header: resp.Header, body: string(b)}
	if err != nil {
		a.err = "cut"
	}
	return a
}

// signIn gives the Cookie header of a new session.
func (h *host) signIn(t *testing.T, user string) string {
	t.Helper()
	a := h.do(t, "POST", "/session", map[string]string{"Content-Type": "application/json"},
		strings.NewReader(`{"userId":"`+user+`","displayName":"Name of `+user+`"}`))
	if a.status != 200 {
		t.Fatalf("%s: sign-in of %s: %d %s", h.name, user, a.status, a.body)
	}
	return cookieOf(t, a)
}

func cookieOf(t *testing.T, a answer) string {
	t.Helper()
	pair, _, ok := strings.Cut(a.header.Get("Set-Cookie"), ";")
	if !ok || !strings.HasPrefix(pair, "__Host-addend=") {
		t.Fatalf("no session cookie in %q", a.header.Values("Set-Cookie"))
	}
	return pair
}
