package emulator

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/addend-go/addend/emulator/internal/sqlite"
)

// maxSnapshots bounds the disk that snapshots take.
const maxSnapshots = 50

var snapshotName = regexp.MustCompile(`^[A-Za-z0-9_-]{1,40}$`)

var errSnapshotName = errors.New("a snapshot's name is 1 to 40 letters, digits, hyphens or underscores")

// Snapshot keeps all data of all networks, uploads included, under a name; a
// snapshot of that name is replaced. It is kept with the data, or until the end
// when there is no data folder.
func (s *Server) Snapshot(name string) error {
	if !snapshotName.MatchString(name) {
		return errSnapshotName
	}
	s.snapshots.Lock()
	defer s.snapshots.Unlock()
	have, err := s.listSnapshots()
	if err != nil {
		return err
	}
	if len(have) >= maxSnapshots && !slices.Contains(have, name) {
		return fmt.Errorf("there are %d snapshots already: remove one", maxSnapshots)
	}
	// Made beside and moved into place, so that a half one is never there.
	half := filepath.Join(s.dir, halfSnapshot)
	if err := os.RemoveAll(half); err != nil {
		return err
	}
	for _, n := range s.networks {
		uploads := filepath.Join(half, n.id+".files")
		if err := os.MkdirAll(uploads, 0o700); err != nil {
			return err
		}
		if err := n.db.Backup(dataFile(half, n.id)); err != nil {
			return err
		}
		if err := linkFiles(n.uploads, uploads); err != nil {
			return err
		}
	}
	to := s.snapshotDir(name)
	if err := errors.Join(os.MkdirAll(filepath.Dir(to), 0o700), os.RemoveAll(to)); err != nil {
		return err
	}
	return os.Rename(half, to)
}

// Restore puts a snapshot in the place of all data. Sessions of the time of the
// snapshot are good again; the clock stays where it is.
func (s *Server) Restore(name string) error {
	if !snapshotName.MatchString(name) {
		return errSnapshotName
	}
	s.snapshots.Lock()
	defer s.snapshots.Unlock()
	from := s.snapshotDir(name)
	for _, n := range s.networks { // first look, then touch
		if _, err := os.Stat(dataFile(from, n.id)); err != nil {
			return fmt.Errorf("there is no snapshot %q of network %q", name, n.id)
		}
	}
	for _, n := range s.networks {
		// Files first: a file nobody knows of does no harm, a missing one does.
		if err := linkFiles(filepath.Join(from, n.id+".files"), n.uploads); err != nil {
			return err
		}
		if err := n.db.Restore(dataFile(from, n.id)); err != nil {
			return err
		}
		if err := n.forget(); err != nil {
			return err
		}
	}
	return nil
}

// RemoveSnapshot removes a snapshot; one that is not there is no error.
func (s *Server) RemoveSnapshot(name string) error {
	if !snapshotName.MatchString(name) {
		return errSnapshotName
	}
	s.snapshots.Lock()
	defer s.snapshots.Unlock()
	return os.RemoveAll(s.snapshotDir(name))
}

// halfSnapshot cannot be the name of one.
const halfSnapshot = "snapshot.half"

func (s *Server) snapshotDir(name string) string { return filepath.Join(s.dir, "snapshots", name) }

func (s *Server) listSnapshots() ([]string, error) {
	entries, err := os.ReadDir(s.snapshotDir(""))
	names := []string{}
	for _, e := range entries {
		names = append(names, e.Name())
	}
	if errors.Is(err, os.ErrNotExist) {
		err = nil
	}
	return names, err
}

// forget drops what memory holds of a database that was replaced.
func (net *network) forget() error {
	net.words.mu.Lock()
	net.words.loaded = false
	net.words.mu.Unlock()
	net.prehook.Store(nil)
	return net.db.View(func(tx *sqlite.Tx) error { return errors.Join(net.loadPrehook(tx), net.loadAdminKey(tx)) })
}

// linkFiles makes every finished upload of one folder be in another too. The
// bytes behind an id never change, so both may be the same file.
func linkFiles(from, to string) error {
	entries, err := os.ReadDir(from)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), halfUpload) {
			continue
		}
		source, target := filepath.Join(from, e.Name()), filepath.Join(to, e.Name())
		if _, err := os.Stat(target); err == nil {
			continue
		}
		if os.Link(source, target) == nil {
			continue
		}
		if err := copyFile(source, target); err != nil { // not every file system links
			return err
		}
	}
	return nil
}

func copyFile(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Close())
}

// snapshotControl is the same as calls: {"name":"before"}.
func (s *Server) snapshotControl(mux *http.ServeMux) {
	does := func(do func(string) error) http.Handler {
		return s.loopback(func(w http.ResponseWriter, r *http.Request) {
			var in struct {
				Name string `json:"name"`
			}
			if !s.readControl(w, r, &in) {
				return
			}
			if err := do(in.Name); err != nil {
				s.writeError(w, r, fail(codeBadRequest, "%v", err))
				return
			}
			s.snapshotList(w, r)
		})
	}
	mux.Handle("GET /_emulator/snapshots", s.loopback(s.snapshotList))
	mux.Handle("POST /_emulator/snapshot", does(s.Snapshot))
	mux.Handle("POST /_emulator/restore", does(s.Restore))
	mux.Handle("DELETE /_emulator/snapshot", does(s.RemoveSnapshot))
}

func (s *Server) snapshotList(w http.ResponseWriter, r *http.Request) {
	names, err := s.listSnapshots()
	if err != nil {
		s.writeError(w, r, err)
		return
	}
	writeJSON(w, http.StatusOK, map[string]any{"snapshots": names})
}
