package sqlite

import (
	"path/filepath"
	"sync"
	"testing"
)

// Writers that wait follow one another, so many in a row; then readers come in.
func TestWritersInARow(t *testing.T) {
	var a writerAlone
	readersMay := func() bool {
		ok := a.mu.TryRLock()
		if ok {
			a.mu.RUnlock()
		}
		return ok
	}
	for range maxInARow + 2 {
		a.wait()
	}
	for n := 1; n <= maxInARow+2; n++ {
		a.begin()
		if readersMay() {
			t.Fatalf("writer %d is not alone", n)
		}
		a.end()
		if want := n == maxInARow || n == maxInARow+2; readersMay() != want {
			t.Errorf("after writer %d readers may come: %v, want %v", n, !want, want)
		}
	}
}

// Copies take the writing connection from writers who wait for it: nobody waits
// for ever.
func TestCopiesAmongWriters(t *testing.T) {
	db, err := Open("", steps)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	path := filepath.Join(t.TempDir(), "copy.sqlite")
	if err := db.Backup(path); err != nil {
		t.Fatal(err)
	}
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			for range 30 {
				if err := db.Update(insert("x")); err != nil {
					t.Error(err)
				}
				count(t, db)
			}
		})
	}
	for range 10 {
		if err := db.Restore(path); err != nil {
			t.Error(err)
		}
	}
	wait.Wait()
}
