package sqlite

import (
	"fmt"
	"net/url"

	driver "modernc.org/sqlite"
)

// copier is what the driver's connections offer for copying whole databases.
type copier interface {
	NewBackup(to string) (*driver.Backup, error)
	NewRestore(from string) (*driver.Backup, error)
}

// Backup writes the database as it is now to a file, which must not exist. It
// waits for the running writer and lets no other begin.
func (db *DB) Backup(path string) error {
	c := <-db.writer
	defer func() { db.writer <- c }()
	db.alone.letIn()
	return c.copy(func(raw copier) (*driver.Backup, error) { return raw.NewBackup(fileURI(path, "rwc")) })
}

// Restore puts what Backup wrote in the place of everything. It waits for all
// running transactions and lets no other begin.
func (db *DB) Restore(path string) error {
	c := <-db.writer
	defer func() { db.writer <- c }()
	db.alone.letIn()
	for range cap(db.reader) {
		r := <-db.reader
		defer func() { db.reader <- r }()
	}
	return c.copy(func(raw copier) (*driver.Backup, error) { return raw.NewRestore(fileURI(path, "ro")) })
}

func fileURI(path, mode string) string {
	return (&url.URL{Scheme: "file", Opaque: (&url.URL{Path: path}).EscapedPath(), RawQuery: "mode=" + mode}).String()
}

func (c *conn) copy(begin func(copier) (*driver.Backup, error)) error {
	b, err := begin(c.raw)
	if err != nil {
		return err
	}
	_, err = b.Step(-1) // all pages at once
	if finish := b.Finish(); err == nil {
		err = finish
	}
	if err != nil {
		return fmt.Errorf("copy the database: %w", err)
	}
	return nil
}
