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
