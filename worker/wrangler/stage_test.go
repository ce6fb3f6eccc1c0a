package wrangler

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/addend-go/addend/worker/gateway"
)

func TestHeadersFile(t *testing.T) {
	text := Headers()
	for _, f := range gateway.PageHeader() {
		if !strings.Contains(text, "\n  "+f[0]+": "+f[1]+"\n") {
			t.Errorf("no %s", f[0])
		}
		// Cloudflare takes at most 2,000 characters a line.
		if len(f[0])+len(f[1]) > 1900 {
			t.Errorf("%s is too long for a _headers file", f[0])
		}
	}
	if !strings.HasPrefix(text, "/*\n") {
		t.Error("not for every path")
	}
}

func TestSite(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"web/index.html", "web/css/a.css", "web/.env", "web/.git/config", "npm/index.js"} {
		file := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(name), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	l := Layout{Dist: filepath.Join(dir, "dist")}
	for range 2 { // the second time over the first
		if err := l.Site(filepath.Join(dir, "web"), filepath.Join(dir, "npm")); err != nil {
			t.Fatal(err)
		}
	}
	for name, want := range map[string]bool{
		"index.html": true, "css/a.css": true, "addend/index.js": true, "_headers": true, ".env": false, ".git/config": false,
	} {
		if _, err := os.Stat(filepath.Join(l.Dist, "site", name)); (err == nil) != want {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := l.Site(filepath.Join(dir, "web"), filepath.Join(dir, "none")); err == nil || !strings.Contains(err.Error(), "make build") {
		t.Error(err)
	}
}

func TestVarsFile(t *testing.T) {
	l := Layout{Dist: t.TempDir()}
	if err := os.MkdirAll(l.edge(""), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := l.writeVars(map[string]string{"A": "b=c+/"}); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(l.edge(".dev.vars"))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v %v", info, err)
	}
	if b, _ := os.ReadFile(l.edge(".dev.vars")); string(b) != "A=\"b=c+/\"\n" {
		t.Errorf("%s", b)
	}
	if err := l.writeVars(map[string]string{"A": "x\nB=y"}); err == nil {
		t.Error("a line break makes another setting")
	}
}
