package conformance

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/addend-go/addend/worker/workerd"
	"github.com/addend-go/addend/worker/wrangler"
)

// bareEdge runs the worker in workerd itself: without wrangler's proxy a client
// that leaves is seen to leave. change edits the staged modules.
func bareEdge(t *testing.T, settings map[string]string, change func(dir string)) *host {
	return bareEdgeWith(t, settings, change, "")
}

// bareEdgeWith answers for every host that users name with one server.
func bareEdgeWith(t *testing.T, settings map[string]string, change func(dir string), sources string) *host {
	skipWithoutEdge(t)
	h := &host{name: "workerd", up: newUpstream(t), log: &lockedBuffer{}}
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := (wrangler.Layout{Root: root, Dist: dir}).Stage(context.Background()); err != nil {
		t.Fatal(err)
	}
	if change != nil {
		change(filepath.Join(dir, "edge"))
	}
	edge, err := workerd.Edge("addend", filepath.Join(dir, "edge"), vars(h.up.URL, settings))
	if err != nil {
		t.Fatal(err)
	}
	edge.Sources = sources
	p, err := workerd.Start(context.Background(), root, dir, "", []workerd.Worker{edge}, h.log)
	if err != nil {
		t.Fatalf("%v\n%s", err, h.log)
	}
	t.Cleanup(func() {
		p.Stop()
		if t.Failed() {
			t.Logf("workerd said:\n%s", tail(h.log.String(), 4000))
		}
	})
	h.url = p.URLs["addend"]
	return h
}

func TestClientGoneAtTheEdge(t *testing.T) { clientGone(t, bareEdge(t, nil, nil)) }

// The same without wrangler, whose proxy is too slow for 500 calls in the window.
func TestBudgetAtTheEdge(t *testing.T) { exactBudget(t, bareEdge(t, nil, nil)) }

// A panic ends an instance of the module: its request gets a typed error, every
// other goes on, and nothing of the worker's inside is in the answer.
func TestPanicAtTheEdge(t *testing.T) {
	h := bareEdge(t, map[string]string{"ADDEND_UPSTREAM_TIMEOUT": "30s"}, func(dir string) { // as twenty new instances take their time
		file := filepath.Join(dir, "pool.mjs")
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		broken := strings.Replace(string(b), "${lines(request)}", `${request.headers.get("X-Break") ?? lines(request)}`, 1)
		if broken == string(b) {
			t.Fatal("pool.mjs has no such line: nothing would panic")
		}
		if err := os.WriteFile(file, []byte(broken), 0o644); err != nil {
			t.Fatal(err)
		}
	})
	cookie := h.signIn(t, "panics")
	var wg sync.WaitGroup
	for i := range 40 {
		wg.Go(func() {
			if i%2 == 0 {
				if a := h.get(t, cookie, "/api/v3/posts/p1"); a.status != 200 {
					t.Errorf("beside a panic: %d %s", a.status, a.body)
				}
				return
			}
			a := h.do(t, "GET", "/api/v3/posts/p1", map[string]string{"Cookie": cookie, "X-Break": "no request"}, nil)
			if a.status != 500 || codeOf(t, a) != "internal" || strings.Contains(a.body, "goroutine") {
				t.Errorf("a panic: %d %s", a.status, a.body)
			}
		})
	}
	wg.Wait()
	want(t, h.get(t, cookie, "/api/v3/posts/p1"), 200, "")
}
