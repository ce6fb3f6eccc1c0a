package sqlite

import (
	"errors"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

var steps = []string{"CREATE TABLE t(id INTEGER PRIMARY KEY, s TEXT)", "ALTER TABLE t ADD COLUMN n INTEGER NOT NULL DEFAULT 7"}

func count(t *testing.T, db *DB) (n int) {
	t.Helper()
	if err := db.View(func(tx *Tx) error { return tx.Row("SELECT count(*) FROM t").Scan(&n) }); err != nil {
		t.Fatal(err)
	}
	return n
}

func insert(s string) func(*Tx) error {
	return func(tx *Tx) error { _, err := tx.Exec("INSERT INTO t(s) VALUES(?)", s); return err }
}

func TestTransactions(t *testing.T) {
	for name, path := range map[string]string{"memory": "", "file": filepath.Join(t.TempDir(), "a b%?.sqlite")} {
		db, err := Open(path, steps)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if err := db.Update(insert("kept")); err != nil {
			t.Fatal(err)
		}
		failure := errors.New("no")
		err = db.Update(func(tx *Tx) error { return errors.Join(insert("gone")(tx), failure) })
		if !errors.Is(err, failure) || count(t, db) != 1 {
			t.Errorf("%s: a failed update left %d rows, %v", name, count(t, db), err)
		}
		func() {
			defer func() { recover() }()
			db.Update(func(tx *Tx) error { insert("gone")(tx); panic("oh") })
		}()
		if count(t, db) != 1 {
			t.Errorf("%s: a panic left %d rows", name, count(t, db))
		}
		if err := db.View(func(tx *Tx) error { return tx.Row("SELECT nothing").Scan(new(int)) }); err == nil {
			t.Errorf("%s: a wrong query has no error", name)
		}
		var wait sync.WaitGroup
		for range 8 {
			wait.Add(1)
			go func() {
				defer wait.Done()
				for range 20 {
					if err := db.Update(insert("x")); err != nil {
						t.Error(err)
					}
					count(t, db)
				}
			}()
		}
		wait.Wait()
		if n := count(t, db); n != 161 {
			t.Errorf("%s: %d rows, want 161", name, n)
		}
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	}
}

func TestMigrations(t *testing.T) {
	path := filepath.Join(t.TempDir(), "m.sqlite")
	old, err := Open(path, steps[:1])
	if err != nil {
		t.Fatal(err)
	}
	if err := old.Update(insert("old")); err != nil {
		t.Fatal(err)
	}
	old.Close()
	db, err := Open(path, steps)
	if err != nil {
		t.Fatal(err)
	}
	var n int
	if err := db.View(func(tx *Tx) error { return tx.Row("SELECT n FROM t WHERE s = 'old'").Scan(&n) }); err != nil || n != 7 {
		t.Errorf("the new column is %d, %v", n, err)
	}
	db.Close()
	if _, err := Open(path, steps[:1]); err == nil || !strings.Contains(err.Error(), "use a newer program") {
		t.Errorf("a database from the future: %v", err)
	}
	if _, err := Open(filepath.Join(t.TempDir(), "none", "x.sqlite"), steps); err == nil || !strings.Contains(err.Error(), "writable") {
		t.Errorf("a folder that is not there: %v", err)
	}
}

// A database without room refuses the write, keeps what it has, and goes on when
// there is room again.
func TestFull(t *testing.T) {
	db, err := Open("", steps)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	limit := func(pages string) error {
		return db.Update(func(tx *Tx) error { return tx.Row("PRAGMA max_page_count = " + pages).Scan(new(int)) })
	}
	if err := errors.Join(db.Update(insert("kept")), limit("5")); err != nil {
		t.Fatal(err)
	}
	if err := db.Update(insert(strings.Repeat("x", 100_000))); !Full(err) {
		t.Fatalf("no room: %v", err)
	}
	if err := errors.Join(limit("5000"), db.Update(insert("more"))); err != nil || count(t, db) != 2 {
		t.Errorf("after that: %d rows, %v", count(t, db), err)
	}
	if Full(errors.New("other")) || Full(nil) {
		t.Error("another error is taken for it")
	}
}
