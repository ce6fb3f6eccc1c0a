package conformance

import (
	"strings"
	"sync"
	"testing"
)

// However much header there is, on either side, the caller gets an answer that
// is the worker's own or has nothing of it, and others are served meanwhile.
func TestHugeHeaders(t *testing.T) {
	for name, start := range map[string]func(*testing.T, map[string]string) *host{"native": nativeHost, "edge": edgeHost} {
		t.Run(name, func(t *testing.T) {
			h := start(t, nil)
			cookie := h.signIn(t, "marta")
			other := h.signIn(t, "otto")
			var wg sync.WaitGroup
			wg.Go(func() {
				for range 20 {
					if a := h.get(t, other, "/api/v3/posts/steady"); a.status != 200 {
						t.Errorf("another user got %d %s", a.status, a.body)
					}
				}
			})
			for _, id := range []string{"wide-header", "long-header", "huge-header"} {
				a := h.get(t, cookie, "/api/v3/posts/"+id)
				if a.status != 200 || a.body != "{}" { // a host may read so much, or not
					want(t, a, 502, "upstream-unreachable")
				}
				t.Log(id, a.status)
				spared(t, id, a)
			}
			for _, name := range []string{"X-Huge", "Cookie", "Prefer", "If-None-Match", "Origin"} {
				header := map[string]string{"Cookie": cookie}
				header[name] = strings.Repeat("x", 100<<10)
				a := h.do(t, "GET", "/api/v3/posts/steady", header, nil)
				switch {
				case a.status == 431 || a.status == 400: // of the server in front
				case name == "Cookie":
					want(t, a, 401, "no-session")
				case name == "Origin":
					want(t, a, 403, "cross-site")
				default:
					want(t, a, 200, "")
				}
				t.Log(name, a.status)
				spared(t, name, a)
			}
			wg.Wait()
			want(t, h.get(t, cookie, "/api/v3/posts/steady"), 200, "")
		})
	}
}

func spared(t *testing.T, what string, a answer) {
	t.Helper()
	size := len(a.body)
	for name, values := range a.header {
		size += len(name) + len(strings.Join(values, ""))
	}
	if size > 4096 {
		t.Errorf("%s: an answer of %d bytes", what, size)
	}
}
