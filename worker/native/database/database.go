// Package database keeps the native host's sessions in one SQLite file, so that
// a restart signs nobody out. Access tokens are sealed with keys derived from
// the cookie keys: a copy of the file alone is of no use.
package database

import (
	"database/sql"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"time"

	_ "modernc.org/sqlite" // registers the "sqlite" driver

	"github.com/addend-go/addend/worker/session"
)

const schema = `
CREATE TABLE IF NOT EXISTS sessions(app TEXT, user TEXT, session TEXT, ends INTEGER NOT NULL, sealed BLOB NOT NULL, PRIMARY KEY(app, user, session)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS used(app TEXT, user TEXT, id TEXT, until INTEGER NOT NULL, PRIMARY KEY(app, user, id)) WITHOUT ROWID;
`

// Database is an open file. Applications share it and see only their own rows.
type Database struct {
	pool *sql.DB
}

// Open opens or makes DIR/sessions.db, readable for this account only.
func Open(dir string) (*Database, error) {
	const hint = "(hint: ADDEND_DATA names a folder that this account may write to)"
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("the sessions' folder cannot be made: %w %s", err, hint)
	}
	path := filepath.Join(dir, "sessions.db")
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, fmt.Errorf("the sessions' file cannot be opened: %w %s", err, hint)
	}
	_ = f.Close()
	pragmas := url.Values{"_pragma": {"busy_timeout(5000)", "journal_mode(WAL)", "synchronous(NORMAL)", "secure_delete(1)"}}
	pool, err := sql.Open("sqlite", (&url.URL{Scheme: "file", Opaque: (&url.URL{Path: path}).EscapedPath(), RawQuery: pragmas.Encode()}).String())
	if err != nil {
		return nil, err
	}
	pool.SetMaxOpenConns(1) // one writer, and nobody reads but at the start
	d := &Database{pool: pool}
	now := time.Now().UnixMilli()
	for _, statement := range []string{schema, "DELETE FROM sessions WHERE ends <= ?", "DELETE FROM used WHERE until <= ?"} {
		var args []any
		if statement != schema {
			args = []any{now}
		}
		if _, err := pool.Exec(statement, args...); err != nil {
			_ = pool.Close()
			return nil, fmt.Errorf("the sessions' file cannot be used: %w %s", err, hint)
		}
	}
	return d, nil
}

// Close closes the file.
func (d *Database) Close() error { return d.pool.Close() }

// Application gives the keeper of one application, with what it has kept. keys
// are its cookie keys, newest first; what was sealed with a key that is no longer
// among them counts as signed out.
func (d *Database) Application(app string, keys [][]byte) (session.Keeper, []session.Kept, []session.Used, error) {
	ring, err := newRing(keys)
	if err != nil {
		return nil, nil, nil, err
	}
	k := keeper{d, app, ring}
	sessions, err := k.sessions()
	if err != nil {
		return nil, nil, nil, err
	}
	used, err := k.used()
	return k, sessions, used, err
}

// keeper implements [session.Keeper].
type keeper struct {
	*Database
	app  string
	ring *ring
}

// Save implements [session.Keeper].
func (k keeper) Save(s session.Kept) error {
	sealed, err := k.ring.seal(k.place(s.Key), s)
	if err != nil {
		return err
	}
	_, err = k.pool.Exec("INSERT INTO sessions(app, user, session, ends, sealed) VALUES(?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET ends = excluded.ends, sealed = excluded.sealed",
		k.app, s.User, s.Session, s.Ends.UnixMilli(), sealed)
	return err
}

// Drop implements [session.Keeper].
func (k keeper) Drop(key session.Key) error {
	_, err := k.pool.Exec("DELETE FROM sessions WHERE app = ? AND user = ? AND session = ?", k.app, key.User, key.Session)
	return err
}

// Use implements [session.Keeper].
func (k keeper) Use(u session.Used) error {
	if _, err := k.pool.Exec("DELETE FROM used WHERE until <= ?", time.Now().UnixMilli()); err != nil {
		return err
	}
	_, err := k.pool.Exec("INSERT INTO used(app, user, id, until) VALUES(?, ?, ?, ?) ON CONFLICT DO UPDATE SET until = excluded.until", k.app, u.User, u.ID, u.Until.UnixMilli())
	return err
}

// place ties a sealed session to where it stands.
func (k keeper) place(key session.Key) string { return k.app + "\n" + key.Session + "\n" + key.User }

func (k keeper) sessions() ([]session.Kept, error) {
	rows, err := k.pool.Query("SELECT user, session, sealed FROM sessions WHERE app = ?", k.app)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var list []session.Kept
	for rows.Next() {
		var key session.Key
		var sealed []byte
		if err := rows.Scan(&key.User, &key.Session, &sealed); err != nil {
			return nil, err
		}
		if s, ok := k.ring.open(k.place(key), sealed); ok {
			s.Key = key
			list = append(list, s)
		}
	}
	return list, rows.Err()
}

func (k keeper) used() ([]session.Used, error) {
	rows, err := k.pool.Query("SELECT user, id, until FROM used WHERE app = ?", k.app)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var list []session.Used
	for rows.Next() {
		var u session.Used
		var until int64
		if err := rows.Scan(&u.User, &u.ID, &until); err != nil {
			return nil, err
		}
		u.Until = time.UnixMilli(until)
		list = append(list, u)
	}
	return list, rows.Err()
}
