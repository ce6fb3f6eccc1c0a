package emulator

import (
	"strings"
	"sync"
	"testing"
	"unsafe"

	"modernc.org/libc"
	lib "modernc.org/sqlite/lib"
)

// What is asked again and again is compiled once: SQLite itself is asked how
// often it had to compile a statement again because other values were bound.
func TestStatementsAreCompiledOnce(t *testing.T) {
	w := newWorld(t, func(o *Options) { o.Seed = true })
	w.token("marta")
	_, feed := w.conversation("marta", "tomasz")
	db := w.server.networks[0].db
	var mu sync.Mutex
	ran := map[string]bool{}
	db.Watch(func(query string) {
		mu.Lock()
		defer mu.Unlock()
		ran[query] = true
	})
	for _, path := range []string{"/api/v4/me/global-feeds?limit=10", "/api/v5/me/global-feeds", "/api/v4/posts?targetType=community&targetId=cafe", "/api/v3/communities?filter=member",
		"/api/v3/communities/cafe", "/api/v3/users?limit=20", "/api/v3/users/marta", "/api/v3/channels?filter=member", "/api/v5/messages?messageFeedId=" + feed,
		"/api/v3/comments?referenceType=post&referenceId=x", "/api/v4/me/following", "/api/v1/search/posts?hashtags[]=repair", "/api/v1/search/posts?query=mending"} {
		w.as("marta", "GET", path, nil)
	}
	w.post("marta", "cafe", "one more")
	w.ok("marta", "POST", "/api/v5/messages", map[string]any{"messageFeedId": feed, "dataType": "text", "data": map[string]string{"text": "hello"}})
	db.Watch(nil)
	if len(ran) < 30 {
		t.Fatalf("only %d statements were seen", len(ran))
	}
	peer := openPeer(t)
	for query := range ran {
		if n := peer.recompiled(query); n != 0 {
			t.Errorf("compiled again %d times:\n%s", n, query)
		}
	}
	if peer.recompiled("SELECT user_id FROM users ORDER BY seq LIMIT ?") == 0 {
		t.Error("a bare LIMIT is not compiled again: this test sees nothing, or SQLite has changed")
	}
}

// peer is a database with the emulator's tables, opened past the driver, which
// does not tell how a statement fared.
type peer struct {
	t   *testing.T
	tls *libc.TLS
	db  uintptr
	out uintptr // where SQLite puts a pointer
}

func openPeer(t *testing.T) *peer {
	p := &peer{t: t, tls: libc.NewTLS()}
	p.out = libc.Xmalloc(p.tls, 8)
	p.must(lib.Xsqlite3_open_v2(p.tls, p.text(":memory:"), p.out, lib.SQLITE_OPEN_READWRITE|lib.SQLITE_OPEN_CREATE, 0), "open")
	p.db = p.result()
	t.Cleanup(func() {
		lib.Xsqlite3_close_v2(p.tls, p.db)
		p.tls.Close()
	})
	for _, step := range migrations {
		p.must(lib.Xsqlite3_exec(p.tls, p.db, p.text(step), 0, 0, 0), step)
	}
	return p
}

// recompiled runs a statement three times with other values each time.
func (p *peer) recompiled(query string) int32 {
	p.must(lib.Xsqlite3_prepare_v2(p.tls, p.db, p.text(query), -1, p.out, 0), query)
	st := p.result()
	defer lib.Xsqlite3_finalize(p.tls, st)
	for round := range 3 {
		for i := range parameters(query) {
			value := strings.Repeat("1", round+1) // a number, a text, and no JSON that hurts
			p.must(lib.Xsqlite3_bind_text(p.tls, st, int32(i+1), p.text(value), -1, 0), query)
		}
		lib.Xsqlite3_step(p.tls, st) // whether a row comes or a constraint fails is not the question
		lib.Xsqlite3_reset(p.tls, st)
		lib.Xsqlite3_clear_bindings(p.tls, st)
	}
	return lib.Xsqlite3_stmt_status(p.tls, st, lib.SQLITE_STMTSTATUS_REPREPARE, 0)
}

func (p *peer) must(rc int32, what string) {
	p.t.Helper()
	if rc != lib.SQLITE_OK {
		p.t.Fatalf("SQLite: %d at %s", rc, what)
	}
}

// text is never freed: a test is short.
func (p *peer) text(s string) uintptr {
	at, err := libc.CString(s)
	if err != nil {
		p.t.Fatal(err)
	}
	return at
}

// result is the pointer that SQLite put in out, which is no memory of Go's.
func (p *peer) result() uintptr { return **(**uintptr)(unsafe.Pointer(&p.out)) }
