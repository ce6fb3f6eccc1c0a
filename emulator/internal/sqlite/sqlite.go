// Package sqlite runs one SQLite database with a single writer, a small pool of
// readers and prepared statements that live as long as their connection.
//
// In memory, all connections share one database by SQLite's memdb, which has no
// write-ahead log: readers run together, a writer alone. In a file the journal
// is a write-ahead log: readers never wait for the writer, and a committed
// transaction has been handed to the operating system, so killing the process
// loses nothing.
package sqlite

import (
	"crypto/rand"
	"errors"
	"fmt"
	"net/url"
	"runtime"
	"sync"
	"sync/atomic"

	driver "modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"
)

// Full says whether an error is that there is no room for more.
func Full(err error) bool {
	var e *driver.Error
	return errors.As(err, &e) && e.Code()&0xFF == lib.SQLITE_FULL
}

// readers is the number of read connections: as many as can work at once. More
// would only take the time of the one that writes.
func readers() int { return min(max(2, runtime.GOMAXPROCS(0)), 8) }

// DB is one database. It is safe for concurrent use.
type DB struct {
	dsn    string
	writer chan *conn
	reader chan *conn // nil: one that is opened when it is first needed
	closed sync.Once
	alone  *writerAlone // in memory: keeps readers out; nil for a file
	checks *checkpoints // of a file; nil in memory
	watch  atomic.Pointer[func(query string)]
}

// Watch calls fn with the text of every statement from now on, as SQLite gets
// it; nil ends it. Tests look at the plans of what really runs.
func (db *DB) Watch(fn func(query string)) {
	if fn == nil {
		db.watch.Store(nil)
		return
	}
	db.watch.Store(&fn)
}

// Open opens the database file at path, or a private in-memory database of at
// most a gigabyte when path is empty, and brings it to the newest of the given
// migrations.
func Open(path string, migrations []string) (*DB, error) {
	db := &DB{dsn: dsn(path), writer: make(chan *conn, 1), reader: make(chan *conn, readers())}
	if path == "" {
		db.alone = &writerAlone{}
	}
	for range cap(db.reader) {
		db.reader <- nil
	}
	first, err := db.connect()
	if err != nil {
		return nil, fmt.Errorf("open database %q: %w (is the folder writable, and is no other program using it)", path, err)
	}
	db.writer <- first
	if err := db.migrate(migrations); err != nil {
		db.Close()
		return nil, fmt.Errorf("migrate database %q: %w", path, err)
	}
	if path != "" {
		if err := db.startCheckpoints(); err != nil {
			db.Close()
			return nil, fmt.Errorf("open database %q: %w", path, err)
		}
	}
	return db, nil
}

func dsn(path string) string {
	pragmas := url.Values{"_pragma": {"busy_timeout(10000)", "foreign_keys(1)", "temp_store(2)", "cache_size(-16000)"}}
	if path == "" {
		// The name is all that connections have in common: nobody else may guess it.
		pragmas["_pragma"] = append(pragmas["_pragma"], "journal_mode(MEMORY)", "synchronous(OFF)")
		pragmas.Set("vfs", "memdb")
		return "file:/" + rand.Text() + "?" + pragmas.Encode()
	}
	// NORMAL is enough in WAL mode for a process that dies at any moment: the
	// page is in the kernel before the commit returns. Only a power cut could
	// roll back the last commits, never corrupt the file.
	pragmas["_pragma"] = append(pragmas["_pragma"], "journal_mode(WAL)", "synchronous(NORMAL)", "wal_autocheckpoint(0)")
	return (&url.URL{Scheme: "file", Opaque: (&url.URL{Path: path}).EscapedPath(), RawQuery: pragmas.Encode()}).String()
}

func (db *DB) connect() (*conn, error) {
	raw, err := (&driver.Driver{}).Open(db.dsn)
	if err != nil {
		return nil, err
	}
	c, ok := raw.(connection)
	if !ok {
		raw.Close()
		return nil, errors.New("the driver copies no databases")
	}
	return &conn{db: db, raw: c, stmts: map[string]statement{}}, nil
}

// Close waits for running transactions and closes the database.
func (db *DB) Close() error {
	var err error
	db.closed.Do(func() {
		for range cap(db.reader) {
			if c := <-db.reader; c != nil {
				err = errors.Join(err, c.close())
			}
		}
		writer := <-db.writer
		db.checks.stop()
		err = errors.Join(err, writer.close())
	})
	return err
}

// View runs fn in a read transaction: everything it reads is of one moment.
func (db *DB) View(fn func(*Tx) error) error {
	c := <-db.reader
	defer func() { db.reader <- c }()
	// Only who has a connection keeps the writer waiting.
	db.alone.readerIn()
	defer db.alone.readerOut()
	if c == nil {
		var err error
		if c, err = db.connect(); err != nil {
			return err
		}
	}
	return run(c, "BEGIN", fn)
}

// Update runs fn in the one write transaction and commits it when fn returns
// nil. When Update returns nil, the change survives the death of the process.
func (db *DB) Update(fn func(*Tx) error) error {
	db.alone.wait()
	c := <-db.writer
	db.alone.begin()
	defer func() {
		db.alone.end()
		db.writer <- c
	}()
	err := run(c, "BEGIN IMMEDIATE", fn)
	if err == nil {
		db.checks.committed()
	}
	return err
}

func run(c *conn, begin string, fn func(*Tx) error) (err error) {
	tx := &Tx{conn: c}
	if _, err := tx.Exec(begin); err != nil {
		return err
	}
	done := false
	defer func() {
		if !done { // fn panicked or failed
			if _, rerr := tx.Exec("ROLLBACK"); rerr != nil {
				err = errors.Join(err, rerr)
			}
		}
	}()
	if err := fn(tx); err != nil {
		return err
	}
	if _, err := tx.Exec("COMMIT"); err != nil {
		return err
	}
	done = true
	return nil
}

func (db *DB) migrate(migrations []string) error {
	return db.Update(func(tx *Tx) error {
		var have int
		if err := tx.Row("PRAGMA user_version").Scan(&have); err != nil {
			return err
		}
		if have > len(migrations) {
			return fmt.Errorf("the database is at version %d, this program knows %d: use a newer program or another folder", have, len(migrations))
		}
		for i := have; i < len(migrations); i++ {
			if err := tx.conn.script(migrations[i]); err != nil {
				return fmt.Errorf("step %d: %w", i+1, err)
			}
		}
		return tx.conn.script(fmt.Sprintf("PRAGMA user_version = %d", len(migrations)))
	})
}
