package sqlite

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"fmt"
	"io"
	"strings"
)

// maxStatements bounds the statements kept per connection. Queries built from
// filters have few shapes; the bound only guards against a mistake.
const maxStatements = 500

type conn struct {
	db    *DB
	raw   connection
	stmts map[string]statement
}

// connection and statement are what the driver offers beneath database/sql,
// whose pool, locks and conversions a call with a dozen queries would pay a dozen
// times, for connections that never change hands.
type connection interface {
	driver.Conn
	driver.ConnPrepareContext
	driver.ExecerContext
	copier
}

type statement interface {
	driver.StmtExecContext
	driver.StmtQueryContext
	Close() error
}

func (c *conn) prepare(query string) (statement, error) {
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
	raw, err := c.raw.PrepareContext(context.Background(), steady(query))
	if err != nil {
		return nil, fmt.Errorf("prepare %q: %w", query, err)
	}
	st, ok := raw.(statement)
	if !ok {
		raw.Close()
		return nil, fmt.Errorf("prepare %q: the driver's statements do not run", query)
	}
	c.stmts[query] = st
	return st, nil
}

// script runs statements once.
func (c *conn) script(text string) error {
	_, err := c.raw.ExecContext(context.Background(), text, nil)
	return err
}

// close ends the statements first: SQLite keeps a connection that has some, and
// with it the write-ahead log beside the database.
func (c *conn) close() error {
	for _, st := range c.stmts {
		st.Close()
	}
	return c.raw.Close()
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
func (tx *Tx) Exec(query string, args ...any) (driver.Result, error) {
	st, err := tx.conn.prepare(query)
	if err != nil {
		return nil, err
	}
	values, err := named(args)
	if err != nil {
		return nil, err
	}
	return st.ExecContext(context.Background(), values)
}

// Row runs a query and takes its first row; Scan says sql.ErrNoRows when there is
// none.
func (tx *Tx) Row(query string, args ...any) Scanner {
	var found row
	err := tx.walk(func(r row) bool { found = r; return false }, query, args)
	switch {
	case err != nil:
		return failed{err}
	case found == nil:
		return failed{sql.ErrNoRows}
	}
	return found
}

// Each calls fn for every row of a query.
func (tx *Tx) Each(fn func(Scanner) error, query string, args ...any) error {
	var stopped error
	err := tx.walk(func(r row) bool { stopped = fn(r); return stopped == nil }, query, args)
	if stopped != nil {
		return stopped
	}
	return err
}

// walk calls fn with each row until it says false. The row is overwritten by the
// next.
func (tx *Tx) walk(fn func(row) bool, query string, args []any) (err error) {
	st, err := tx.conn.prepare(query)
	if err != nil {
		return err
	}
	values, err := named(args)
	if err != nil {
		return err
	}
	rows, err := st.QueryContext(context.Background(), values)
	if err != nil {
		return err
	}
	defer func() {
		if closed := rows.Close(); err == nil {
			err = closed
		}
	}()
	r := make(row, len(rows.Columns()))
	for {
		switch err := rows.Next(r); {
		case err == io.EOF:
			return nil
		case err != nil:
			return err
		case !fn(r):
			return nil
		}
	}
}
