package database

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/addend-go/addend/worker/secret"
	"github.com/addend-go/addend/worker/session"
)

func keys(list ...string) (keys [][]byte) {
	for _, k := range list {
		keys = append(keys, []byte(strings.Repeat(k, 32)))
	}
	return keys
}

func store(t *testing.T, dir, app string, ring [][]byte) *session.Memory {
	t.Helper()
	d, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Close() })
	keeper, sessions, used, err := d.Application(app, ring)
	if err != nil {
		t.Fatal(err)
	}
	m := session.NewMemory(nil)
	m.Keep(keeper, sessions, used)
	return m
}

func put(t *testing.T, m *session.Memory, k session.Key, token string) {
	t.Helper()
	now := time.Now()
	err := m.Put(t.Context(), k, session.Record{Device: "device-" + token, DisplayName: "Ada", Ends: now.Add(time.Hour),
		Token: session.Token{Access: secret.New(token), Issued: now, Expires: now.Add(time.Hour)}})
	if err != nil {
		t.Fatal(err)
	}
}

func TestARestartSignsNobodyOut(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	m := store(t, dir, "", keys("a"))
	ada, bo, cy := session.Key{User: "ada", Session: "s1"}, session.Key{User: "bo", Session: "s2"}, session.Key{User: "cy", Session: "s3"}
	put(t, m, ada, "token-of-ada")
	put(t, m, bo, "token-of-bo")
	put(t, m, cy, "token-of-cy")
	if turn, err := m.Claim(t.Context(), ada, 1); err != nil || turn.State != session.Granted {
		t.Fatal(turn, err)
	}
	if err := m.Renew(t.Context(), ada, 1, session.Token{Access: secret.New("renewed-token"), Issued: time.Now(), Expires: time.Now().Add(time.Hour)}); err != nil {
		t.Fatal(err)
	}
	if _, err := m.End(t.Context(), bo, "signed out"); err != nil {
		t.Fatal(err)
	}
	until := time.Now().Add(time.Minute)
	if first, err := m.Once(t.Context(), "ada", "handoff-1", until); !first || err != nil {
		t.Fatal(first, err)
	}

	m = store(t, dir, "", keys("b", "a")) // a new key in front: the old one still opens
	a, err := m.Admit(t.Context(), ada, 0, false)
	if err != nil || a.State != session.OK || a.Token.Reveal() != "renewed-token" || a.Version != 2 {
		t.Errorf("after a restart: %+v %v", a, err)
	}
	if r, err := m.Look(t.Context(), cy); err != nil || r.Device != "device-token-of-cy" || r.DisplayName != "Ada" {
		t.Errorf("the record: %+v %v", r, err)
	}
	if a, err := m.Admit(t.Context(), bo, 0, false); err != nil || a.State != session.Ended || a.Reason != "signed out" {
		t.Errorf("who signed out: %+v %v", a, err)
	}
	if first, err := m.Once(t.Context(), "ada", "handoff-1", until); first || err != nil {
		t.Errorf("a hand-off twice: %v %v", first, err)
	}
	if _, err := m.EndAll(t.Context(), "cy", "banned"); err != nil {
		t.Fatal(err)
	}

	m = store(t, dir, "", keys("c")) // a key that sealed nothing
	if _, err := m.Look(t.Context(), ada); !errors.Is(err, session.ErrNoSession) {
		t.Errorf("with another key: %v", err)
	}
}

func TestApplicationsShareNothing(t *testing.T) {
	dir := t.TempDir()
	k := session.Key{User: "ada", Session: "s1"}
	put(t, store(t, dir, "shop", keys("a")), k, "token-of-the-shop")
	if _, err := store(t, dir, "club", keys("a")).Look(t.Context(), k); !errors.Is(err, session.ErrNoSession) {
		t.Errorf("another application has the session: %v", err)
	}
	if _, err := store(t, dir, "shop", keys("a")).Look(t.Context(), k); err != nil {
		t.Errorf("its own does not: %v", err)
	}
	// A row moved by hand into another place does not open there.
	d, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	if _, err := d.pool.Exec("UPDATE sessions SET app = 'club', user = 'bo'"); err != nil {
		t.Fatal(err)
	}
	if _, sessions, _, err := d.Application("club", keys("a")); err != nil || len(sessions) != 0 {
		t.Errorf("a moved row opened: %v %v", sessions, err)
	}
}

func TestTheFileHoldsNoToken(t *testing.T) {
	dir := t.TempDir()
	put(t, store(t, dir, "", keys("a")), session.Key{User: "ada", Session: "s1"}, "token-in-the-clear")
	files, _ := filepath.Glob(filepath.Join(dir, "*"))
	if len(files) == 0 {
		t.Fatal("no file")
	}
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(b, []byte("token-in-the-clear")) || bytes.Contains(b, []byte("device-token")) {
			t.Errorf("%s shows a token", name)
		}
		if info, _ := os.Stat(name); info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s is %v", name, info.Mode())
		}
	}
}

func TestOpenSaysWhatIsWrong(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(file); err == nil || !strings.Contains(err.Error(), "hint: ADDEND_DATA") {
		t.Errorf("a file for a folder: %v", err)
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "sessions.db"), []byte(strings.Repeat("no database ", 500)), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(dir); err == nil || !strings.Contains(err.Error(), "hint: ADDEND_DATA") {
		t.Errorf("a file that is no database: %v", err)
	}
}
