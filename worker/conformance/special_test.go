package conformance

import (
	"context"
	"encoding/base64"
	"path/filepath"
	"strings"
	"testing"

	"github.com/addend-go/addend/worker/wrangler"
)

// A wrong server key must be named as what it is, on both hosts.
func TestWrongServerKey(t *testing.T) {
	for name, start := range map[string]func(*testing.T, map[string]string) *host{"native": nativeHost, "edge": edgeHost} {
		t.Run(name, func(t *testing.T) {
			h := start(t, map[string]string{"ADDEND_SERVER_KEY": "another-key"})
			a := h.do(t, "POST", "/session", jsonBody, strings.NewReader(`{"userId":"marta"}`))
			want(t, a, 502, "server-key-refused")
			if !strings.Contains(a.body, "ADDEND_SERVER_KEY") || strings.Contains(a.body, "another-key") || strings.Contains(h.log.String(), "another-key") {
				t.Error(a.body)
			}
		})
	}
}

// workerd has no start that could fail: every answer names the settings.
func TestMissingSettingsAtTheEdge(t *testing.T) {
	h := edgeHost(t, map[string]string{"ADDEND_API_KEY": "", "ADDEND_COOKIE_KEYS": "hush-hush"})
	a := h.do(t, "GET", "/session", nil, nil)
	want(t, a, 503, "misconfigured")
	for _, piece := range []string{"setting-missing: ADDEND_API_KEY", "setting-invalid: ADDEND_COOKIE_KEYS"} {
		if !strings.Contains(a.body, piece) || !strings.Contains(h.log.String(), piece) {
			t.Errorf("%s is not said: %s", piece, a.body)
		}
	}
	if strings.Contains(a.body+h.log.String(), "hush-hush") {
		t.Error("a value is shown")
	}
}

// A session lives in its Durable Object: it outlives the process.
func TestSessionsOutliveWorkerd(t *testing.T) {
	skipWithoutEdge(t)
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
	h := &host{name: "workerd", up: newUpstream(t), log: &lockedBuffer{}}
	older := base64.StdEncoding.EncodeToString([]byte("0123456789abcdef0123456789abcdef"))
	newer := base64.StdEncoding.EncodeToString([]byte("fedcba9876543210fedcba9876543210"))
	cookie := ""
	for _, keys := range []string{older, newer + "," + older} { // the cookie key is rotated meanwhile
		dev, err := l.Start(context.Background(), 0, vars(h.up.URL, map[string]string{"ADDEND_COOKIE_KEYS": keys}), h.log)
		if err != nil {
			t.Fatalf("%v\n%s", err, h.log)
		}
		h.url = dev.URL
		if cookie == "" {
			cookie = h.signIn(t, "marta")
		}
		a := h.get(t, cookie, "/api/v3/posts/p1")
		dev.Stop()
		want(t, a, 200, "")
	}
	if n := h.up.sessionsOf("marta"); n != 1 {
		t.Errorf("%d sessions were opened", n)
	}
}
