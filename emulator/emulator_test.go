package emulator

import (
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestOptions(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for name, row := range map[string]struct {
		opts Options
		hint string
	}{
		"nothing":        {Options{}, "name the key"},
		"page size":      {Options{APIKey: "k", PageSize: 101}, "use 1 to 100"},
		"public url":     {Options{APIKey: "k", PublicURL: "localhost:1"}, "use something like"},
		"public ftp":     {Options{APIKey: "k", PublicURL: "ftp://x"}, "use something like"},
		"network id":     {Options{Networks: []Network{{ID: "../x", APIKey: "k"}}}, "letters, digits"},
		"key twice":      {Options{APIKey: "k", Networks: []Network{{ID: "b", APIKey: "k"}}}, "each needs its own"},
		"id twice":       {Options{Networks: []Network{{ID: "B", APIKey: "k"}, {ID: "b", APIKey: "l"}}}, "each needs its own"},
		"admin twice":    {Options{APIKey: "k", AdminToken: "t", Networks: []Network{{ID: "b", APIKey: "l", AdminToken: "t"}}}, "each needs its own"},
		"no key":         {Options{Networks: []Network{{ID: "b"}}}, "no api key"},
		"file as folder": {Options{APIKey: "k", DataDir: file}, "folder that can be written"},
	} {
		if s, err := New(row.opts); err == nil {
			s.Close()
			t.Errorf("%s: accepted", name)
		} else if !strings.Contains(err.Error(), row.hint) {
			t.Errorf("%s: %v, want a hint of %q", name, err, row.hint)
		}
	}
}

func TestDataIsKept(t *testing.T) {
	dir := t.TempDir()
	keep := func(o *Options) { o.DataDir = dir }
	w := newWorld(t, keep)
	if second, err := New(Options{APIKey: "k", DataDir: dir}); err == nil || !strings.Contains(err.Error(), "in use by another emulator") {
		t.Errorf("a second emulator in the folder: %v", err)
		if err == nil {
			second.Close()
		}
	}
	id := w.post("u", w.community("u", "café"), "kept")
	fileID := w.upload("u", "/api/v4/files", "a.txt", "text/plain", []byte("kept bytes")).fileID(t)
	half := filepath.Join(dir, "network.files", halfUpload+"1")
	if err := os.WriteFile(half, []byte("half"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := w.server.Close(); err != nil {
		t.Fatal(err)
	}
	again := newWorld(t, keep)
	again.tokens["u"] = w.tokens["u"] // a session outlives a restart
	if got := again.ok("u", "GET", "/api/v3/posts/"+id, nil).text("posts", 0, "data", "text"); got != "kept" {
		t.Errorf("text %q", got)
	}
	if got := again.download("u", fileID, ""); string(got.raw) != "kept bytes" {
		t.Errorf("file %q", got.raw)
	}
	if _, err := os.Stat(half); !os.IsNotExist(err) {
		t.Errorf("a half upload is still there: %v", err)
	}
}

func TestNothingIsLeftInMemoryMode(t *testing.T) {
	w := newWorld(t)
	w.upload("u", "/api/v4/files", "a.txt", "text/plain", []byte("x"))
	dir := w.server.temporary
	if err := w.server.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(dir); !os.IsNotExist(err) {
		t.Errorf("%s is still there: %v", dir, err)
	}
}

func TestControl(t *testing.T) {
	w := newWorld(t)
	call := func(method, path, body, remote, host, origin string) reply {
		r := httptest.NewRequest(method, path, strings.NewReader(body))
		r.RemoteAddr, r.Host = remote, host
		if origin != "" {
			r.Header.Set("Origin", origin)
		}
		return w.do(r)
	}
	const here, local = "127.0.0.1:5", "127.0.0.1:9090"
	if got := call("GET", "/_emulator/health", "", "10.0.0.1:5", "x", ""); got.status != 200 || got.text("status") != "ok" {
		t.Errorf("health: %s", got.raw)
	}
	for _, row := range [][3]string{{"10.0.0.1:5", local, ""}, {here, "evil.test", ""}, {here, local, "https://evil.test"}, {here, "127.0.0.1.evil.test", ""}} {
		call("POST", "/_emulator/advance", `{"seconds":1}`, row[0], row[1], row[2]).mustBe(t, row[0]+" "+row[1]+" "+row[2], 403, 400300)
	}
	before := w.server.Now()
	if got := call("POST", "/_emulator/advance", `{"seconds":600}`, here, "localhost:1", ""); got.status != 200 || w.server.Now().Sub(before) < 10*time.Minute {
		t.Errorf("advance: %s", got.raw)
	}
	call("POST", "/_emulator/advance", `{"seconds":-1}`, here, local, "").mustBe(t, "backwards", 422, 500000)
	call("PUT", "/_emulator/fault", `{"status":200}`, here, local, "").mustBe(t, "no fault", 422, 500000)
	call("PUT", "/_emulator/fault", `nonsense`, "[::1]:5", "[::1]:9090", "").mustBe(t, "nonsense", 400, 400000)
	for path, body := range map[string]string{"/_emulator/fault": `{"statuss":503}`, "/_emulator/advance": `{"secs":5}`, "/_emulator/snapshot": `{"name":"a","nmae":"b"}`} {
		method := "POST"
		if path == "/_emulator/fault" {
			method = "PUT"
		}
		call(method, path, body, here, local, "").mustBe(t, "a field nobody knows: "+body, 422, 500000)
	}
	call("POST", "/_emulator/advance", `{"seconds":1}{"seconds":1}`, here, local, "").mustBe(t, "two bodies", 400, 400000)
	call("PUT", "/_emulator/fault", `{"status":503,"times":2,"pathPrefix":"/api/v3/users"}`, here, local, "")
	w.token("u")
	for i, status := range []int{503, 503, 200} {
		if got := w.as("u", "GET", "/api/v3/users", nil); got.status != status {
			t.Errorf("call %d: %d, want %d", i, got.status, status)
		}
	}
	call("PUT", "/_emulator/fault", `{"status":429,"code":400311}`, here, local, "")
	w.refused("u", "GET", "/api/v3/users", nil, 429, 400311)
	call("DELETE", "/_emulator/fault", "", here, local, "")
	w.ok("u", "GET", "/api/v3/users", nil)
}
