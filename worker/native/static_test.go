package native

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// write puts files into a folder.
func write(t *testing.T, dir string, files map[string]string) {
	t.Helper()
	for name, text := range files {
		file := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func zipped(t *testing.T, text string) string {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, _ = io.WriteString(z, text)
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func newStatic(t *testing.T) (*Static, string) {
	t.Helper()
	dir := t.TempDir()
	write(t, dir, map[string]string{
		"web/index.html": "page", "web/app.js": "app", "web/old.js": "newer", "web/sub/index.html": "sub",
		"web/.env": "hidden", "web/.git/config": "hidden", "web/data.unknown": "x", "web/api/client.js": "client",
		"npm/index.js": "npm", "npm/addend.wasm": "\x00asm", "outside.txt": "outside",
	})
	// After the files they are made of: what is older is not served.
	write(t, dir, map[string]string{"web/app.js.gz": zipped(t, "app"), "web/old.js.gz": zipped(t, "older")})
	past := time.Now().Add(-time.Hour)
	if err := os.Chtimes(filepath.Join(dir, "web/old.js.gz"), past, past); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(filepath.Join(dir, "outside.txt"), filepath.Join(dir, "web/link.txt")); err != nil {
		t.Fatal(err)
	}
	next := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusTeapot) })
	s, err := NewStatic(filepath.Join(dir, "web"), filepath.Join(dir, "npm"), next)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	return s, dir
}

func get(s http.Handler, method, path string, header ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, "/", nil)
	r.URL.Path = path
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w
}

func TestStatic(t *testing.T) {
	s, _ := newStatic(t)
	for _, c := range []struct {
		method, path string
		status       int
		body, mime   string
	}{
		{"GET", "/", 200, "page", "text/html; charset=utf-8"},
		{"GET", "/index.html", 200, "page", "text/html; charset=utf-8"},
		{"GET", "/sub/", 200, "sub", "text/html; charset=utf-8"},
		{"GET", "/app.js", 200, "app", "text/javascript; charset=utf-8"},
		{"HEAD", "/app.js", 200, "", "text/javascript; charset=utf-8"},
		{"GET", "/addend/index.js", 200, "npm", "text/javascript; charset=utf-8"},
		{"GET", "/addend/addend.wasm", 200, "\x00asm", "application/wasm"},
		{"GET", "/data.unknown", 200, "x", "application/octet-stream"},
		{"GET", "/api/client.js", 200, "client", "text/javascript; charset=utf-8"},
		{"POST", "/app.js", 418, "", ""},
		{"GET", "/sub", 418, "", ""},
		{"GET", "/addend/", 418, "", ""},
		{"GET", "/addend", 418, "", ""},
		{"GET", "/.env", 418, "", ""},
		{"GET", "/.git/config", 418, "", ""},
		{"GET", "/../outside.txt", 418, "", ""},
		{"GET", "/sub/../../outside.txt", 418, "", ""},
		{"GET", "/link.txt", 418, "", ""},
		{"GET", "/app.js.gz", 418, "", ""},
		{"GET", "//app.js", 418, "", ""},
		{"GET", "/app.js/", 418, "", ""},
		{"GET", "/a\x00b", 418, "", ""},
		{"GET", `/sub\index.html`, 418, "", ""},
		{"GET", "/api/v3/users", 418, "", ""},
		{"GET", "/files/x", 418, "", ""},
		{"GET", "/session", 418, "", ""},
		{"GET", "/healthz", 418, "", ""},
	} {
		w := get(s, c.method, c.path)
		if w.Code != c.status || w.Body.String() != c.body || w.Header().Get("Content-Type") != c.mime {
			t.Errorf("%s %q: %d %q %s", c.method, c.path, w.Code, w.Body, w.Header().Get("Content-Type"))
		}
		if c.status == 200 && (w.Header().Get("Content-Security-Policy") == "" || w.Header().Get("ETag") == "") {
			t.Errorf("%s: %v", c.path, w.Header())
		}
	}
}

func TestPrecompressed(t *testing.T) {
	s, _ := newStatic(t)
	for _, c := range []struct{ path, accept, encoding, body string }{
		{"/app.js", "gzip, br", "gzip", zipped(t, "app")},
		{"/app.js", "br", "", "app"},
		{"/app.js", "", "", "app"},
		{"/old.js", "gzip", "", "newer"}, // the .gz is of an older build
		{"/index.html", "gzip", "", "page"},
	} {
		w := get(s, "GET", c.path, "Accept-Encoding", c.accept)
		if w.Header().Get("Content-Encoding") != c.encoding || w.Body.String() != c.body || w.Header().Get("Vary") != "Accept-Encoding" {
			t.Errorf("%s for %q: %q %q", c.path, c.accept, w.Header().Get("Content-Encoding"), w.Body)
		}
	}
	if a, b := get(s, "GET", "/app.js").Header().Get("ETag"), get(s, "GET", "/app.js", "Accept-Encoding", "gzip").Header().Get("ETag"); a == b {
		t.Error("two encodings share a strong ETag")
	}
}

func TestETagFollowsTheContent(t *testing.T) {
	s, dir := newStatic(t)
	tag := get(s, "GET", "/index.html").Header().Get("ETag")
	if w := get(s, "GET", "/index.html", "If-None-Match", tag); w.Code != 304 || w.Body.Len() != 0 {
		t.Errorf("%d %q", w.Code, w.Body)
	}
	write(t, dir, map[string]string{"web/index.html": "page two"})
	if w := get(s, "GET", "/index.html", "If-None-Match", tag); w.Code != 200 || w.Header().Get("ETag") == tag {
		t.Errorf("%d %v", w.Code, w.Header())
	}
}

func TestMissingFolders(t *testing.T) {
	dir := t.TempDir()
	_, err := NewStatic(dir, filepath.Join(dir, "none"), nil)
	if err == nil || !strings.Contains(err.Error(), "ADDEND_NPM_DIR") || !strings.Contains(err.Error(), "hint: ") {
		t.Error(err)
	}
	if _, err = NewStatic(filepath.Join(dir, "none"), dir, nil); err == nil || !strings.Contains(err.Error(), "ADDEND_WEB_DIR") {
		t.Error(err)
	}
}
