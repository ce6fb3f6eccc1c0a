package conformance

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// The platform's counter of calls by address stands in front of everything but
// hooks and health, where it is bound as docs/deploy.md says.
func TestAddressesAtTheEdge(t *testing.T) {
	h := edgeHostWith(t, nil, func(dir string) {
		edit(t, filepath.Join(dir, "wrangler.jsonc"), `"workers_dev": true,`,
			`"workers_dev": true, "ratelimits": [{ "name": "ADDRESSES", "namespace_id": "1001", "simple": { "limit": 6, "period": 60 } }],`)
	})
	limited := 0
	for range 12 {
		a := h.do(t, "GET", "/session", nil, nil)
		if a.status == 200 {
			continue
		}
		want(t, a, 429, "address-limited")
		if a.header.Get("Retry-After") == "" || a.header.Get("Cache-Control") != "no-store" {
			t.Errorf("%v", a.header)
		}
		limited++
	}
	if limited < 4 || limited > 6 {
		t.Errorf("%d of twelve calls are over a limit of six", limited)
	}
	want(t, h.do(t, "GET", "/healthz", nil, nil), 200, "")
	if a := h.do(t, "POST", "/hooks/events", nil, strings.NewReader("{}")); codeOf(t, a) == "address-limited" {
		t.Error("hooks are limited by address")
	}
}

// One line for each request, of named fields: no query, header field or body.
func TestAccessLogAtTheEdge(t *testing.T) {
	h := bareEdge(t, map[string]string{"ADDEND_ACCESS_LOG": "1"}, nil)
	cookie := h.signIn(t, "hush-user")
	asked := h.get(t, cookie, "/api/v3/posts/p%201?options[token]=hush")
	failed := h.get(t, cookie, "/api/v3/posts/503html")
	for _, c := range []struct {
		a     answer
		path  string
		level string
	}{{asked, "/api/v3/posts/p%201", "INFO"}, {failed, "/api/v3/posts/503html", "WARN"}} {
		line := lineOf(h, c.a.header.Get("X-Request-Id"))
		if line["method"] != "GET" || line["path"] != c.path || line["status"] != float64(c.a.status) || line["level"] != c.level || line["error"] != c.a.header.Get("X-Addend-Error") {
			t.Errorf("%v", line)
		}
	}
	log := h.log.String()
	for _, secret := range []string{"hush", cookie, "access-", "auth-", apiKey, serverKey} {
		if strings.Contains(log, secret) {
			t.Errorf("%q is in the log:\n%s", secret, log)
		}
	}
}

// Without the setting the platform's own lines are enough, but for failures.
func TestOnlyFailuresAreLoggedAtTheEdge(t *testing.T) {
	h := bareEdge(t, nil, nil)
	cookie := h.signIn(t, "quiet")
	fine, failed := h.get(t, cookie, "/api/v3/posts/p1"), h.get(t, cookie, "/api/v3/posts/503html")
	if line := lineOf(h, failed.header.Get("X-Request-Id")); line["status"] != float64(failed.status) {
		t.Errorf("a failure: %v", line)
	}
	if strings.Contains(h.log.String(), fine.header.Get("X-Request-Id")) {
		t.Error("a request that went well has a line")
	}
}

// lineOf waits for the line of a request.
func lineOf(h *host, id string) map[string]any {
	for range 100 {
		for line := range strings.Lines(h.log.String()) {
			var m map[string]any
			if json.Unmarshal([]byte(line), &m) == nil && m["requestId"] == id {
				return m
			}
		}
		time.Sleep(20 * time.Millisecond)
	}
	return nil
}

// An image that a user has had comes from the edge, to this user alone, and only
// while the session stands.
func TestImagesAtTheEdge(t *testing.T) {
	h := edgeHost(t, nil)
	one, two := h.signIn(t, "one"), h.signIn(t, "two")
	get := func(cookie, query string, header ...string) answer {
		all := map[string]string{"Cookie": cookie, "X-Addend": ""}
		for i := 0; i < len(header); i += 2 {
			all[header[i]] = header[i+1]
		}
		return h.do(t, "GET", "/files/picture"+query, all, nil)
	}
	upstream := func(want int32, what string, ask func()) {
		t.Helper()
		before := h.up.reads.Load()
		ask()
		if n := h.up.reads.Load() - before; n != want {
			t.Errorf("%s: %d upstream calls, want %d", what, n, want)
		}
	}
	shown := func(a answer, want string) {
		t.Helper()
		if a.status != 200 || a.body != want || a.header.Get("Content-Type") != "image/png" || a.header.Get("ETag") != `"`+want+`"` ||
			a.header.Get("Cache-Control") != "private, max-age=3600" || !strings.HasPrefix(a.header.Get("Content-Security-Policy"), "sandbox") || a.header.Get("Set-Cookie") != "" {
			t.Errorf("%d %q %v", a.status, a.body, a.header)
		}
	}
	upstream(1, "the first time", func() { shown(get(one, ""), "picture for one ") })
	time.Sleep(500 * time.Millisecond) // it is kept after the answer
	upstream(0, "again", func() { shown(get(one, "?name=a.png"), "picture for one ") })
	upstream(0, "what the browser has", func() {
		if a := get(one, "", "If-None-Match", `"picture for one "`); a.status != 304 || a.body != "" || a.header.Get("ETag") == "" {
			t.Errorf("%d %q %v", a.status, a.body, a.header)
		}
	})
	upstream(1, "another size", func() { shown(get(one, "?size=small"), "picture for one small") })
	upstream(1, "another user", func() { shown(get(two, ""), "picture for two ") })
	upstream(1, "a part", func() {
		if a := get(one, "", "Range", "bytes=0-6"); a.status != 206 || a.body != "picture" {
			t.Errorf("%d %q", a.status, a.body)
		}
	})
	want(t, h.do(t, "DELETE", "/session", map[string]string{"Cookie": one}, nil), 204, "")
	upstream(0, "after signing out", func() { want(t, get(one, ""), 401, "session-expired") })
	if a := h.do(t, "GET", "/.kept/"+strings.Repeat("0", 64), nil, nil); a.status != 404 {
		t.Errorf("a place of the cache answers %d", a.status)
	}
}
