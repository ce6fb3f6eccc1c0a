package conformance

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// sources is a server that answers for every public host; what it answers is in
// the path.
type sources struct {
	*httptest.Server
	mu    sync.Mutex
	asked []string // host and path
	leaks []string
}

const png = "\x89PNG\r\n\x1a\n"

func newSources(t *testing.T) *sources {
	s := &sources{}
	s.Server = httptest.NewServer(s)
	t.Cleanup(s.Close)
	return s
}

// ServeHTTP implements http.Handler.
func (s *sources) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	s.asked = append(s.asked, r.Host+r.URL.RequestURI())
	for _, name := range []string{"Cookie", "Authorization", "X-Api-Key", "X-Addend", "Referer", "Origin", "X-Forwarded-For"} {
		if v := r.Header.Get(name); v != "" {
			s.leaks = append(s.leaks, name+": "+v)
		}
	}
	s.mu.Unlock()
	h := w.Header()
	body := func(status int, kind, text string) {
		h.Set("Content-Type", kind)
		h.Set("Content-Length", strconv.Itoa(len(text)))
		w.WriteHeader(status)
		_, _ = io.WriteString(w, text)
	}
	to := func(address string) {
		h.Set("Location", address)
		w.WriteHeader(http.StatusFound)
	}
	name, rest, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
	switch name {
	case "photo.png", "a b\u00e9.png":
		body(200, "text/html", png+strings.Repeat("x", 100_000))
	case "large":
		h.Set("Content-Length", strconv.Itoa(8<<20))
		_, _ = io.WriteString(w, png)
		_, _ = io.Copy(w, &zeroes{8<<20 - int64(len(png))})
	case "tiny":
		body(200, "image/png", png)
	case "notes":
		body(200, "text/plain; charset=utf-8", "notes")
	case "gif":
		body(200, "image/png", "GIF89a...........")
	case "page":
		body(200, "image/png", "<script>alert(1)</script>")
	case "hop":
		n, _ := strconv.Atoi(rest)
		if n == 0 {
			to("/photo.png")
			return
		}
		to(fmt.Sprintf("https://other%d.example.org/hop/%d", n, n-1))
	case "to":
		to(map[string]string{"metadata": "https://169.254.169.254/latest", "http": "http://files.example.org/photo.png", "localhost": "//localhost/x",
			"user": "https://a:b@files.example.org/photo.png", "own": "https://own.example.org/session", "nowhere": "", "decimal": "https://2130706433/"}[rest])
	case "none":
		body(404, "text/plain", "the secret of a machine behind")
	case "chunked":
		_, _ = io.WriteString(w, png)
		w.(http.Flusher).Flush()
		_, _ = io.WriteString(w, "more")
	case "gzip":
		h.Set("Content-Encoding", "gzip")
		body(200, "image/png", "\x1f\x8b\x08\x00")
	case "empty":
		body(200, "image/png", "")
	case "huge":
		h.Set("Content-Length", strconv.Itoa(2<<30))
		w.WriteHeader(200)
		w.(http.Flusher).Flush()
	case "short":
		h.Set("Content-Length", "90000")
		_, _ = io.WriteString(w, png+strings.Repeat("x", 20_000))
		w.(http.Flusher).Flush()
		panic(http.ErrAbortHandler)
	case "slow":
		select {
		case <-r.Context().Done():
		case <-time.After(20 * time.Second):
		}
	}
}

// RoundTrip implements http.RoundTripper: every name is this server's.
func (s *sources) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	r.Host, r.URL.Scheme = r.URL.Host, "http"
	t := &http.Transport{DisableKeepAlives: true, DisableCompression: true, DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, "tcp", s.Listener.Addr().String())
	}}
	return t.RoundTrip(r)
}

func TestFromURLNative(t *testing.T) {
	s := newSources(t)
	h := nativeHost(t, map[string]string{"ADDEND_ORIGINS": "https://own.example.org"})
	h.sources(s)
	fromURL(t, h, s)
}

func TestFromURLAtTheEdge(t *testing.T) {
	s := newSources(t)
	fromURL(t, bareEdgeWith(t, map[string]string{"ADDEND_ORIGINS": "https://own.example.org"}, nil, s.Listener.Addr().String()), s)
}

func (h *host) fromURL(t *testing.T, cookie, body string) answer {
	t.Helper()
	return h.do(t, "POST", "/files/from-url", map[string]string{"Cookie": cookie, "Content-Type": "application/json"}, strings.NewReader(body))
}

// FAQ F17.
func fromURL(t *testing.T, h *host, s *sources) {
	h.as = "own.example.org"
	cookie := h.signIn(t, "fetcher")
	for name, c := range map[string]struct {
		path, as, name string
		status         int
		code           string
		has            []string
	}{
		"an image":                  {"/photo.png", "image", "", 200, "", []string{`"type":"/api/v4/images"`, `"received":100`, `filename=\"photo.png\"`, `Content-Type: image/png`}},
		"a small one":               {"/tiny", "image", "", 200, "", []string{`filename=\"tiny\"`}},
		"eight megabytes":           {"/large", "image", "", 200, "", []string{`"received":8388`}},
		"a name of its own":         {"/photo.png", "image", "../../a\\\"b\r\n.png", 200, "", []string{`filename=\"_b.png\"`}},
		"a file":                    {"/notes", "file", "", 200, "", []string{`"type":"/api/v4/files"`, `Content-Type: text/plain`}},
		"markup is no page":         {"/page", "file", "", 200, "", []string{`Content-Type: image/png`}},
		"three redirects":           {"/hop/2", "image", "", 200, "", []string{`photo.png`}},
		"four redirects":            {"/hop/3", "image", "", 502, "source-redirects", nil},
		"to the metadata service":   {"/to/metadata", "image", "", 400, "bad-source", nil},
		"to a number":               {"/to/decimal", "image", "", 400, "bad-source", nil},
		"to plain http":             {"/to/http", "image", "", 400, "bad-source", nil},
		"to this machine":           {"/to/localhost", "image", "", 400, "bad-source", nil},
		"to an address with a user": {"/to/user", "image", "", 400, "bad-source", nil},
		"to this very site":         {"/to/own", "image", "", 400, "bad-source", nil},
		"to nowhere":                {"/to/nowhere", "image", "", 502, "source-redirects", nil},
		"nothing there":             {"/none", "image", "", 502, "source-refused", nil},
		"no length":                 {"/chunked", "image", "", 502, "source-length", nil},
		"a coding":                  {"/gzip", "image", "", 502, "source-length", nil},
		"empty":                     {"/empty", "image", "", 400, "bad-body", nil},
		"too long":                  {"/huge", "image", "", 413, "body-too-large", nil},
		"a GIF as an image":         {"/gif", "image", "", 415, "bad-file-kind", []string{"F93"}},
		"a page as an image":        {"/page", "image", "", 415, "bad-file-kind", nil},
		"an image as a video":       {"/photo.png", "video", "", 415, "bad-file-kind", nil},
		"shorter than it said":      {"/short", "image", "", 502, "source-cut", nil},
		"slow":                      {"/slow", "image", "", 504, "source-timeout", nil},
		"as nothing known":          {"/photo.png", "exe", "", 400, "bad-upload-kind", nil},
	} {
		t.Run(h.name+"/"+name, func(t *testing.T) {
			a := h.fromURL(t, cookie, fmt.Sprintf(`{"url":"https://files.example.org%s","as":%q,"name":%q}`, c.path, c.as, c.name))
			want(t, a, c.status, c.code)
			for _, piece := range c.has {
				if !strings.Contains(a.body, piece) {
					t.Errorf("no %s in %s", piece, tail(a.body, 700))
				}
			}
			if strings.Contains(a.body, "secret of a machine") {
				t.Errorf("what the address answered is in the answer: %s", a.body)
			}
		})
	}
	h.refusedSources(t, cookie)
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.leaks) > 0 {
		t.Errorf("%s: sent to a stranger: %q", h.name, s.leaks)
	}
	for _, asked := range s.asked {
		if !strings.Contains(asked, ".example.org/") || strings.HasPrefix(asked, "own.") {
			t.Errorf("%s: %s was asked", h.name, asked)
		}
	}
}

// refusedSources is the table of spellings: none is even looked up.
func (h *host) refusedSources(t *testing.T, cookie string) {
	for _, url := range []string{
		"https://127.0.0.1/", "https://127.1/", "https://2130706433/", "https://0x7f000001/", "https://0177.0.0.1/", "https://[::1]/", "https://[::ffff:127.0.0.1]/",
		"https://169.254.169.254/latest/meta-data/", "https://localhost/", "https://app.localhost/", "https://metadata.google.internal/", "https://10.0.0.1/", "https://１２７.0.0.1/",
		"https://own.example.org/session", "https://a.own.example.org/", "http://files.example.org/photo.png", "https://files.example.org:8443/", "https://u@files.example.org/", "file:///etc/passwd", "", "https://files.example.org/" + strings.Repeat("x", 3000),
	} {
		want(t, h.fromURL(t, cookie, fmt.Sprintf(`{"url":%q,"as":"file"}`, url)), 400, "bad-source")
	}
	for _, body := range []string{`{}`, `{"url":1,"as":"file"}`, `{"url":"https://files.example.org/photo.png","as":"file","more":"x"}`, `[]`, `{`} {
		if a := h.fromURL(t, cookie, body); a.status != 400 {
			t.Errorf("%s: %d %s", body, a.status, a.body)
		}
	}
	own := map[string]string{"Content-Type": "application/json"}
	want(t, h.do(t, "POST", "/files/from-url", own, strings.NewReader(`{"url":"https://files.example.org/photo.png","as":"file"}`)), 401, "no-session")
	own["X-Addend"], own["Cookie"] = "", cookie
	want(t, h.do(t, "POST", "/files/from-url", own, strings.NewReader(`{"url":"https://files.example.org/photo.png","as":"file"}`)), 403, "missing-header")
}

// What a name stands for when it is dialled is what counts, whatever it stood
// for when it was looked at (DNS rebinding): here the address is exchanged behind
// the policy's back, and the runtime's public network must refuse it. The native
// twin is publicnet's TestTransportDialsPublicAddressesOnly.
func TestRebindingAtTheEdge(t *testing.T) {
	skipWithoutEdge(t)
	came := make(chan string, 100)
	inside := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { came <- r.Host }))
	defer inside.Close()
	_, port, _ := net.SplitHostPort(inside.Listener.Addr().String())
	h := bareEdge(t, nil, func(dir string) {
		edit(t, filepath.Join(dir, "source.mjs"), ".fetch(url,", `.fetch(exchange.request.headers.get("X-Rebound"),`)
	})
	cookie := h.signIn(t, "rebinder")
	for _, host := range []string{"127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0", "2130706433", "0x7f000001", "127.1", "169.254.169.254", "10.0.0.1"} {
		for _, scheme := range []string{"http", "https"} {
			a := h.do(t, "POST", "/files/from-url", map[string]string{"Cookie": cookie, "Content-Type": "application/json", "X-Rebound": scheme + "://" + host + ":" + port + "/"},
				strings.NewReader(`{"url":"https://files.example.org/photo.png","as":"file"}`))
			if a.status != 502 && a.status != 504 || !strings.HasPrefix(codeOf(t, a), "source-") {
				t.Errorf("%s://%s: %d %s", scheme, host, a.status, a.body)
			}
		}
	}
	select {
	case host := <-came:
		t.Errorf("the worker reached this machine as %s", host)
	default:
	}
}

// edit changes a staged module, which must hold what is replaced.
func edit(t *testing.T, file, from, to string) {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	changed := strings.Replace(string(b), from, to, 1)
	if changed == string(b) {
		t.Fatalf("%s has no %q", file, from)
	}
	if err := os.WriteFile(file, []byte(changed), 0o644); err != nil {
		t.Fatal(err)
	}
}
