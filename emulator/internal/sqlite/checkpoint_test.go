package sqlite

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// The write-ahead log of a file does not grow with what is written, however
// many read at the same time, and what it had is in the database.
func TestTheLogStaysShort(t *testing.T) {
	path := filepath.Join(t.TempDir(), "c.sqlite")
	db, err := Open(path, steps)
	if err != nil {
		t.Fatal(err)
	}
	stop := make(chan struct{})
	var readers sync.WaitGroup
	for range 4 {
		readers.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
					one(t, db)
				}
			}
		})
	}
	const rows, size = 2500, 24 << 10 // 60 MB
	for range rows {
		if err := db.Update(insert(strings.Repeat("x", size))); err != nil {
			t.Fatal(err)
		}
	}
	close(stop)
	readers.Wait()
	if info, err := os.Stat(path + "-wal"); err != nil || info.Size() > 3*maxLogPages*4<<10 {
		t.Errorf("the log has %d MB after %d MB, %v", info.Size()>>20, rows*size>>20, err)
	}
	if err := errors.Join(db.Close(), db.Close()); err != nil {
		t.Fatal(err)
	}
	if left, _ := filepath.Glob(path + "-*"); len(left) > 0 {
		t.Errorf("after the end: %v", left)
	}
	if db, err = Open(path, steps); err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if n := count(t, db); n != rows {
		t.Errorf("%d rows, want %d", n, rows)
	}
}

func one(t *testing.T, db *DB) {
	var n int
	if err := db.View(func(tx *Tx) error { return tx.Row("SELECT coalesce(max(id), 0) FROM t").Scan(&n) }); err != nil {
		t.Error(err)
	}
}
