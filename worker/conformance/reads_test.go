package conformance

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"
)

// together sends the same request so many times at once.
func (h *host) together(t *testing.T, n int, cookie func(i int) string, path string) []answer {
	t.Helper()
	answers := make([]answer, n)
	var wg sync.WaitGroup
	for i := range n {
		wg.Go(func() { answers[i] = h.get(t, cookie(i), path) })
	}
	wg.Wait()
	return answers
}

// Tabs that load the same list at the same time make one upstream call, which
// counts once; each gets an answer of its own.
func equalReads(t *testing.T, h *host) {
	cookie := h.signIn(t, "many-tabs")
	before := h.up.reads.Load()
	ids := map[string]bool{}
	for _, a := range h.together(t, 20, func(int) string { return cookie }, "/api/v3/posts/held") {
		if a.status != 200 || a.body != `{"posts":["held for many-tabs"]}` || a.header.Get("Content-Type") != "application/json" {
			t.Fatalf("%d %v %s", a.status, a.header, a.body)
		}
		ids[a.header.Get("X-Request-Id")] = true
	}
	if n := h.up.reads.Load() - before; n != 1 {
		t.Errorf("%d upstream calls for twenty equal reads", n)
	}
	if len(ids) != 20 {
		t.Errorf("%d request ids for twenty answers", len(ids))
	}
	if a := h.get(t, cookie, "/api/v3/posts/p1"); a.header.Get("RateLimit-Remaining") != "98" {
		t.Errorf("%s calls are left, want 98: the twenty count once", a.header.Get("RateLimit-Remaining"))
	}
	// One after the other they are calls of their own.
	before = h.up.reads.Load()
	for range 2 {
		want(t, h.get(t, cookie, "/api/v3/posts/held"), 200, "")
	}
	if n := h.up.reads.Load() - before; n != 2 {
		t.Errorf("%d upstream calls for two reads in turn", n)
	}
	// A refusal is not shared: each asks for itself, and hears it.
	for _, a := range h.together(t, 3, func(int) string { return cookie }, "/api/v3/posts/held403") {
		if a.status != 403 || !strings.Contains(a.body, "no permission") {
			t.Errorf("a refusal: %d %s", a.status, a.body)
		}
	}
}

// No answer reaches another user, nor a session that is over.
func equalReadsOfTwo(t *testing.T, h *host) {
	cookies := []string{h.signIn(t, "one"), h.signIn(t, "two")}
	over := h.signIn(t, "one")
	want(t, h.do(t, "DELETE", "/session", map[string]string{"Cookie": over}, nil), 204, "")
	cookies = append(cookies, over)
	for i, a := range h.together(t, 12, func(i int) string { return cookies[i%3] }, "/api/v3/posts/held") {
		switch user := []string{"one", "two", ""}[i%3]; user {
		case "":
			want(t, a, 401, "session-expired")
		default:
			if a.status != 200 || a.body != fmt.Sprintf(`{"posts":["held for %s"]}`, user) {
				t.Errorf("user %s: %d %s", user, a.status, a.body)
			}
		}
	}
}

// What the platform says that is no JSON is a typed error of that call alone.
func malformedAnswers(t *testing.T, h *host) {
	bad, good := h.signIn(t, "malformed"), h.signIn(t, "well-formed")
	for i, a := range h.together(t, 8, func(i int) string { return []string{bad, good}[i%2] }, "/plus/reacted?pages=1") {
		if i%2 == 0 {
			want(t, a, 502, "upstream-malformed")
			continue
		}
		want(t, a, 200, "")
	}
}

// A composed answer waits for the call window where its caller would rather.
func patientComposition(t *testing.T, h *host) {
	cookie := h.signIn(t, "patient-reader")
	var wg sync.WaitGroup
	for i := range 10 {
		wg.Go(func() {
			for n := range 10 {
				h.get(t, cookie, fmt.Sprintf("/api/v3/posts/p%d-%d", i, n))
			}
		})
	}
	wg.Wait()
	a := h.get(t, cookie, "/plus/reacted?pages=1")
	if a.status == 200 {
		t.Skip("100 calls took longer than the window: too slow a machine to fill it")
	}
	want(t, a, 429, "rate-limited")
	want(t, h.do(t, "GET", "/plus/reacted?pages=1", map[string]string{"Cookie": cookie, "Prefer": "wait=10"}, nil), 200, "")
}

// Clients that leave while the worker itself waits for the platform take no
// instance with them: the next ones are answered.
func TestLeavingTakesNoInstance(t *testing.T) {
	h := bareEdge(t, nil, nil)
	slow, cookie := h.signIn(t, "slow-feed"), h.signIn(t, "stays")
	var wg sync.WaitGroup
	for range 16 {
		wg.Go(func() {
			ctx, cancel := context.WithTimeout(context.Background(), 200*time.Millisecond)
			defer cancel()
			req, err := http.NewRequestWithContext(ctx, "GET", h.url+"/plus/reacted", nil)
			if err != nil {
				t.Error(err)
				return
			}
			req.Header.Set("X-Addend", "1")
			req.Header.Set("Cookie", slow)
			if resp, err := client.Do(req); err == nil {
				_ = resp.Body.Close()
			}
		})
	}
	wg.Wait()
	time.Sleep(3 * time.Second) // as the platform's answers take
	want(t, h.get(t, cookie, "/plus/reacted?pages=1"), 200, "")
	want(t, h.get(t, cookie, "/api/v3/posts/p1"), 200, "")
}
