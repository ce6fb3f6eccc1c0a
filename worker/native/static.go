package native

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path"
	"strings"
	"sync"
	"time"

	"github.com/addend-go/addend/worker/gateway"
)

// Static serves the page and the npm package. What it does not have, and every
// path of the gateway, goes to next.
type Static struct {
	next  http.Handler
	roots []mount
	mu    sync.Mutex
	tags  map[string]tag
}

type mount struct {
	prefix string // "/" or "/addend/"
	root   *os.Root
}

type tag struct {
	size  int64
	time  time.Time
	value string
}

// maxTags bounds the remembered ETags; a site has some dozens of files.
const maxTags = 4096

// NewStatic opens the two folders: webDir for /, npmDir for /addend/. os.Root
// keeps every path, symbolic links included, inside its folder.
func NewStatic(webDir, npmDir string, next http.Handler) (*Static, error) {
	s := &Static{next: next, tags: map[string]tag{}}
	for _, m := range []struct{ prefix, dir, setting string }{
		{"/addend/", npmDir, "ADDEND_NPM_DIR"},
		{"/", webDir, "ADDEND_WEB_DIR"},
	} {
		root, err := os.OpenRoot(m.dir)
		if errors.Is(err, fs.ErrNotExist) {
			s.Close()
			return nil, fmt.Errorf("the folder %s is missing (hint: build it with make build, or set %s)", m.dir, m.setting)
		}
		if err != nil {
			s.Close()
			return nil, fmt.Errorf("the folder %s cannot be read: %w (hint: set %s)", m.dir, err, m.setting)
		}
		s.roots = append(s.roots, mount{m.prefix, root})
	}
	return s, nil
}

// Close closes the folders.
func (s *Static) Close() {
	for _, m := range s.roots {
		_ = m.root.Close()
	}
}

// ServeHTTP implements http.Handler.
func (s *Static) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	name, m := s.locate(r)
	if m == nil {
		s.next.ServeHTTP(w, r)
		return
	}
	f, info, encoded := m.open(name, strings.Contains(r.Header.Get("Accept-Encoding"), "gzip"))
	if f == nil {
		s.next.ServeHTTP(w, r)
		return
	}
	defer f.Close()
	h := w.Header()
	for _, field := range gateway.PageHeader() {
		h.Set(field[0], field[1])
	}
	h.Set("Content-Type", contentType(name))
	h.Set("Vary", "Accept-Encoding")
	h.Set("Cache-Control", "no-cache")
	etag, err := s.tag(m.prefix+info.Name()+"\x00"+name, f, info)
	if err != nil {
		http.Error(w, "", http.StatusInternalServerError)
		return
	}
	h.Set("ETag", etag)
	var content io.ReadSeeker = f
	if encoded {
		h.Set("Content-Encoding", "gzip")
	}
	if info.Size() < 1<<20 {
		// One read and one write for the page's many small files.
		if b, err := io.ReadAll(f); err == nil {
			content = bytes.NewReader(b)
		}
	}
	http.ServeContent(w, r, "", time.Time{}, content)
}

// locate gives the file name for a request, and no mount for what is not a
// static file: another method, a path that is not plain, a dot file.
func (s *Static) locate(r *http.Request) (string, *mount) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		return "", nil
	}
	p := r.URL.Path
	if ownedByGateway(p) {
		return "", nil
	}
	if strings.HasSuffix(p, "/") {
		p += "index.html"
	}
	if path.Clean(p) != p || strings.ContainsAny(p, "\\\x00") || strings.Contains(p, "/.") {
		return "", nil
	}
	for i := range s.roots {
		if name, ok := strings.CutPrefix(p, s.roots[i].prefix); ok {
			return name, &s.roots[i]
		}
	}
	return "", nil
}

// ownedByGateway names the paths that are never files, as run_worker_first does
// in wrangler.jsonc.
func ownedByGateway(p string) bool {
	switch p {
	case "/session", "/events", "/files", "/healthz", "/readyz":
		return true
	}
	version, ok := strings.CutPrefix(p, "/api/v")
	return strings.HasPrefix(p, "/files/") || strings.HasPrefix(p, "/hooks/") || strings.HasPrefix(p, "/plus/") || strings.HasPrefix(p, "/asc/") || ok && len(version) > 1 && version[0] >= '1' && version[0] <= '5' && version[1] == '/'
}

// open finds a regular file, or its .gz beside it when the client takes gzip.
func (m *mount) open(name string, gzip bool) (f *os.File, info fs.FileInfo, encoded bool) {
	if strings.HasSuffix(name, ".gz") {
		return nil, nil, false
	}
	f, info = m.regular(name)
	if f == nil || !gzip {
		return f, info, false
	}
	if z, zinfo := m.regular(name + ".gz"); z != nil {
		if !zinfo.ModTime().Before(info.ModTime()) {
			_ = f.Close()
			return z, zinfo, true
		}
		_ = z.Close() // older than the file it was made of
	}
	return f, info, false
}

func (m *mount) regular(name string) (*os.File, fs.FileInfo) {
	f, err := m.root.Open(name)
	if err != nil {
		return nil, nil
	}
	info, err := f.Stat()
	if err != nil || !info.Mode().IsRegular() {
		_ = f.Close()
		return nil, nil
	}
	return f, info
}

// tag gives a strong ETag from the content, computed once for each version of a
// file.
func (s *Static) tag(key string, f io.ReadSeeker, info fs.FileInfo) (string, error) {
	s.mu.Lock()
	known, ok := s.tags[key]
	s.mu.Unlock()
	if ok && known.size == info.Size() && known.time.Equal(info.ModTime()) {
		return known.value, nil
	}
	sum := sha256.New()
	if _, err := io.Copy(sum, f); err != nil {
		return "", err
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return "", err
	}
	value := fmt.Sprintf("%q", fmt.Sprintf("%x", sum.Sum(nil)[:12]))
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.tags) >= maxTags {
		clear(s.tags)
	}
	s.tags[key] = tag{info.Size(), info.ModTime(), value}
	return value, nil
}

// contentType is an allow-list: a file of another kind is only bytes. The
// system's own MIME table is not asked, as it differs from machine to machine.
func contentType(name string) string {
	switch strings.ToLower(path.Ext(name)) {
	case ".html":
		return "text/html; charset=utf-8"
	case ".css":
		return "text/css; charset=utf-8"
	case ".js", ".mjs":
		return "text/javascript; charset=utf-8"
	case ".json", ".map":
		return "application/json"
	case ".webmanifest":
		return "application/manifest+json"
	case ".wasm":
		return "application/wasm"
	case ".svg":
		return "image/svg+xml"
	case ".png":
		return "image/png"
	case ".jpg", ".jpeg":
		return "image/jpeg"
	case ".webp":
		return "image/webp"
	case ".ico":
		return "image/x-icon"
	case ".woff2":
		return "font/woff2"
	case ".webm":
		return "video/webm"
	case ".ogg", ".opus":
		return "audio/ogg"
	case ".wav":
		return "audio/wav"
	case ".mp3":
		return "audio/mpeg"
	case ".mp4":
		return "video/mp4"
	case ".m4a":
		return "audio/mp4"
	case ".txt", ".md", ".ts":
		return "text/plain; charset=utf-8"
	}
	return "application/octet-stream"
}
