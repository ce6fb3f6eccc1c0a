package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
)

// maxStatements bounds the statements kept per connection. Queries built from
// filters have few shapes; the bound only guards against a mistake.
const maxStatements = 500

type conn struct {
	db    *DB
	raw   *sql.Conn
	stmts map[string]*sql.Stmt
}

func (c *conn) prepare(query string) (*sql.Stmt, error) {
	if watch := c.db.watch.Load(); watch != nil {
		(*watch)(steady(query))
	}
	if st, ok := c.stmts[query]; ok {
		return st, nil
	}
	if len(c.stmts) >= maxStatements {
		for q, st := range c.stmts {
			st.Close()
			delete(c.stmts, q)
		}
	}
	st, err := c.raw.PrepareContext(context.Background(), steady(query))
	if err != nil {
		return nil, fmt.Errorf("prepare %q: %w", query, err)
	}
	c.stmts[query] = st
	return st, nil
}

// close ends the statements first: SQLite keeps a connection that has some, and
// with it the write-ahead log beside the database.
func (c *conn) close() {
	for _, st := range c.stmts {
		st.Close()
	}
	c.raw.Close()
}

// steady keeps a statement from being compiled again at every run. SQLite looks
// at the value bound to a bare parameter to choose its plan, in LIMIT and beside =
// and LIKE, and so throws the plan away whenever that value is bound again (expmask in
// sqlite3_bind); that took a fifth of the emulator's time. It does not look into
// an expression, and a plus before a value changes nothing in it.
func steady(query string) string { return bare.Replace(query) }

var bare = strings.NewReplacer("LIMIT ?", "LIMIT 0 + ?", "= ?", "= +?", "LIKE ?", "LIKE +?")

// Tx is a running transaction. It must not be kept beyond its function.
type Tx struct{ conn *conn }

// Exec runs a statement. Statements do not stop when a client goes away: they
// are short, and a write must be whole.
func (tx *Tx) Exec(query string, args ...any) (sql.Result, error) {
	st, err := tx.conn.prepare(query)
	if err != nil {
		return nil, err
	}
	return st.Exec(args...)
}

// Row runs a query of at most one row.
func (tx *Tx) Row(query string, args ...any) Scanner {
	st, err := tx.conn.prepare(query)
	if err != nil {
		return failed{err}
	}
	return st.QueryRow(args...)
}

// Each calls fn for every row of a query.
func (tx *Tx) Each(fn func(Scanner) error, query string, args ...any) error {
	st, err := tx.conn.prepare(query)
	if err != nil {
		return err
	}
	rows, err := st.Query(args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := fn(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

// Scanner is a row: *sql.Row or *sql.Rows.
type Scanner interface{ Scan(...any) error }

type failed struct{ err error }

func (f failed) Scan(...any) error { return f.err }
