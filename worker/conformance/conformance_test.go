// Package conformance holds the worker's two hosts, plain Go and workerd, to one
// table of cases, and to each other.
package conformance

import (
	"encoding/json"
	"io"
	"maps"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestNative(t *testing.T) { runCases(t, nativeHost(t, nil)) }

func TestEdge(t *testing.T) {
	edge := edgeHost(t, nil)
	got := runCases(t, edge)
	want := runCases(t, nativeHost(t, nil))
	for name, n := range want {
		e := got[name]
		if diff := cmp.Diff(comparable(n), comparable(e)); diff != "" {
			t.Errorf("%s: native (-) and workerd (+) differ:\n%s", name, diff)
		}
	}
}

// runCases runs the table with one session and gives the answers by name.
func runCases(t *testing.T, h *host) map[string]answer {
	answers := map[string]answer{}
	session := ""
	for i, c := range cases() {
		if i%60 == 0 { // stay inside the call budget
			session = h.signIn(t, "ada"+string(rune('a'+i/60)))
		}
		t.Run(h.name+"/"+c.name, func(t *testing.T) {
			header := map[string]string{}
			if !c.anon {
				header["Cookie"] = session
			}
			maps.Copy(header, c.header)
			method := c.method
			if method == "" {
				method = "GET"
			}
			var body io.Reader
			if c.body != "" {
				body = strings.NewReader(c.body)
			}
			a := h.do(t, method, c.path, header, body)
			answers[c.name] = a
			check(t, c, a)
		})
	}
	return answers
}

func check(t *testing.T, c testCase, a answer) {
	t.Helper()
	if a.status != c.status {
		t.Fatalf("status %d, want %d: %s", a.status, c.status, tail(a.body, 500))
	}
	if got := codeOf(t, a); got != c.code {
		t.Errorf("code %q, want %q: %s", got, c.code, tail(a.body, 500))
	}
	if (a.err != "") != c.cut {
		t.Errorf("cut: %q, want %v", a.err, c.cut)
	}
	for _, piece := range c.has {
		if !strings.Contains(a.body, piece) {
			t.Errorf("no %s in %s", piece, tail(a.body, 1000))
		}
	}
	var header strings.Builder
	_ = a.header.Write(&header)
	for _, piece := range append(c.hasNot, "access-", "auth-", apiKey, serverKey) {
		if strings.Contains(a.body, piece) || strings.Contains(header.String(), piece) {
			t.Errorf("%s is in the answer: %s\n%s", piece, header.String(), tail(a.body, 1000))
		}
	}
	for name, want := range c.want {
		if got := strings.Join(a.header.Values(name), " | "); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}

// codeOf reads the worker's own error and holds it to its envelope.
func codeOf(t *testing.T, a answer) string {
	t.Helper()
	var envelope struct {
		Error struct{ Code, Message, Hint, RequestID string }
	}
	if err := json.Unmarshal([]byte(a.body), &envelope); err != nil || envelope.Error.Code == "" {
		return ""
	}
	e := envelope.Error
	if e.Message == "" || e.Hint == "" || e.RequestID == "" || e.RequestID != a.header.Get("X-Request-Id") || e.Code != a.header.Get("X-Addend-Error") {
		t.Errorf("the error's envelope is not whole: %s %v", a.body, a.header)
	}
	return e.Code
}

// comparable leaves out what differs by nature: dates, ids, connections, and
// the time left of a window.
func comparable(a answer) map[string]any {
	h := http.Header{}
	for name, values := range a.header {
		switch name {
		case "Date", "X-Request-Id", "Ratelimit-Reset", "Connection", "Transfer-Encoding":
		case "Ratelimit-Remaining":
			// Calls leave the window while the table runs; a case asks for the figure.
			h[name] = nil
		case "Content-Length":
			// wrangler dev puts itself between for pages, to reload them.
			if a.header.Get("Content-Type") != "text/html" {
				h[name] = values
			}
		default:
			h[name] = values
		}
	}
	body := regexp.MustCompile(`"requestId":"[0-9a-f]+"`).ReplaceAllString(a.body, `"requestId":""`)
	if a.err != "" {
		body = "" // how much came before the cut is chance
	}
	return map[string]any{"status": a.status, "header": h, "body": body, "cut": a.err}
}
