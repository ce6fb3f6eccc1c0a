package emulator

import (
	"bytes"
	"net/http/httptest"
	"strings"
	"testing"
)

func TestSnapshots(t *testing.T) {
	for name, dir := range map[string]string{"in memory": "", "in a folder": t.TempDir()} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, func(o *Options) {
				o.DataDir, o.Networks = dir, []Network{{ID: "second", APIKey: "other-key"}}
			})
			community := w.community("u", "café")
			kept := w.post("u", community, "kept")
			id := w.upload("u", "/api/v4/files", "a.txt", "text/plain", []byte("bytes")).fileID(t)
			if err := w.server.Snapshot("before"); err != nil {
				t.Fatal(err)
			}
			later := w.post("u", community, "later")
			w.ok("u", "DELETE", "/api/v4/posts/"+kept, nil)
			w.ok("u", "DELETE", "/api/v3/files/"+id, nil)
			w.ok("admin", "POST", "/api/v3/blocklists", map[string]any{"regexs": []string{"rust"}})
			w.refused("u", "POST", "/api/v4/posts", map[string]any{"targetType": "community", "targetId": community, "data": map[string]string{"text": "rust"}}, 403, 400308)
			if err := w.server.Restore("before"); err != nil {
				t.Fatal(err)
			}
			if got := w.ok("u", "GET", "/api/v3/posts/"+kept, nil); got.at("posts", 0, "isDeleted") != false {
				t.Errorf("the kept post: %s", got.raw)
			}
			w.refused("u", "GET", "/api/v3/posts/"+later, nil, 404, 400400)
			if got := w.as("u", "GET", "/api/v3/files/"+id+"/download", nil); !bytes.Equal(got.raw, []byte("bytes")) {
				t.Errorf("the file: %d %s", got.status, got.raw)
			}
			w.post("u", community, "rust") // the rule is gone, from memory too
			if err := w.server.Restore("before"); err != nil {
				t.Errorf("a second time: %v", err)
			}
			if err := w.server.Restore("nothing"); err == nil || !strings.Contains(err.Error(), "no snapshot") {
				t.Errorf("a snapshot that is not there: %v", err)
			}
			for _, bad := range []string{"", "../x", "a/b", strings.Repeat("x", 41)} {
				if w.server.Snapshot(bad) == nil || w.server.Restore(bad) == nil || w.server.RemoveSnapshot(bad) == nil {
					t.Errorf("%q is taken as a name", bad)
				}
			}
			control := func(method, path, body string) reply {
				r := httptest.NewRequest(method, path, strings.NewReader(body))
				r.RemoteAddr, r.Host = "127.0.0.1:5", "localhost"
				return w.do(r)
			}
			if got := control("POST", "/_emulator/snapshot", `{"name":"second"}`); got.status != 200 || len(got.body["snapshots"].([]any)) != 2 {
				t.Errorf("by call: %s", got.raw)
			}
			control("POST", "/_emulator/restore", `{"name":"x"}`).mustBe(t, "restore", 400, 400000)
			if got := control("DELETE", "/_emulator/snapshot", `{"name":"second"}`); len(got.body["snapshots"].([]any)) != 1 {
				t.Errorf("removed: %s", got.raw)
			}
		})
	}
}
