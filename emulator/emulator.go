// Package emulator is a local social.plus API: an http.Handler over SQLite that
// answers the platform's own paths with the platform's own shapes, so that an
// app, its backend and the official client can be developed and tested without
// the cloud.
//
// A test starts it like any handler:
//
//	server, err := emulator.New(emulator.Options{APIKey: "test"})
//	if err != nil { … }
//	defer server.Close()
//	web := httptest.NewServer(server)
//
// It keeps everything in memory unless Options.DataDir names a folder. Time is
// a knob (Advance), so the ten minutes of an authentication token need no
// waiting. What it does not do is the first paragraph of its README.
package emulator

import (
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"sync"
	"time"
)

// Server is the emulator. It is safe for concurrent use.
type Server struct {
	clock     clock
	log       *slog.Logger
	mux       *http.ServeMux
	networks  []*network
	publicURL string
	pageSize  int
	rateLimit int
	faults    faults
	resample  chan struct{}
	realtime  *realtime
	recorder  recorder
	temporary string        // the folder that goes at the end; empty with a data folder
	dir       string        // data folder or the temporary one
	lock      *os.File      // of the data folder; nil without one
	snapshots sync.Mutex    // one is made or restored at a time
	patience  time.Duration // for slow bodies
	gathered  int64         // see maxGathered
}

// New checks the options, opens the databases and, when asked, fills them with
// the seed. The caller closes the server.
func New(opts Options) (*Server, error) {
	opts, err := opts.withDefaults()
	if err != nil {
		return nil, err
	}
	s := &Server{
		log: opts.Logger, publicURL: opts.PublicURL, pageSize: opts.PageSize, rateLimit: opts.RateLimit,
		resample: make(chan struct{}, 2), patience: patience, gathered: maxGathered,
	}
	dir := opts.DataDir
	if dir == "" {
		// Uploads are up to a gigabyte: even the in-memory emulator keeps their
		// bytes on disk, and removes them when it closes.
		if dir, err = os.MkdirTemp("", "addend-emulator-"); err != nil {
			return nil, fmt.Errorf("make a folder for uploads: %w", err)
		}
		s.temporary = dir
	} else if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("make the data folder: %w (name a folder that can be written)", err)
	} else if s.lock, err = lockFolder(dir); err != nil {
		return nil, err
	}
	s.dir = dir
	if err := s.SetFault(opts.Fault); err != nil {
		return nil, errors.Join(fmt.Errorf("fault: %w", err), s.Close())
	}
	if !opts.Now.IsZero() {
		s.clock.set(opts.Now)
	}
	if opts.Frozen {
		s.Freeze()
	}
	for _, n := range opts.Networks {
		net, err := openNetwork(n, dir, opts.DataDir != "", s.rateLimit)
		if err != nil {
			return nil, errors.Join(err, s.Close())
		}
		s.networks = append(s.networks, net)
	}
	if s.realtime, err = newRealtime(s); err != nil {
		return nil, errors.Join(fmt.Errorf("start the broker: %w", err), s.Close())
	}
	s.mux = s.newMux()
	for i, n := range opts.Networks {
		if n.Seed {
			if err := s.seed(s.networks[i]); err != nil {
				return nil, errors.Join(fmt.Errorf("seed network %q: %w", n.ID, err), s.Close())
			}
		}
		if err := s.networks[i].apply(n.Settings); err != nil {
			return nil, errors.Join(fmt.Errorf("settings of network %q: %w", n.ID, err), s.Close())
		}
	}
	return s, nil
}

// Advance moves the emulator's clock forward: tokens age, windows pass.
func (s *Server) Advance(d time.Duration) { s.clock.advance(d) }

// Freeze stops the emulator's clock; only Advance moves it then.
func (s *Server) Freeze() { s.clock.freeze() }

// Resume lets the clock run on from where it stands.
func (s *Server) Resume() { s.clock.resume() }

// Now is the emulator's time.
func (s *Server) Now() time.Time { return s.clock.now() }

// Close waits for running requests' transactions and closes the databases.
func (s *Server) Close() error {
	var err error
	if s.realtime != nil {
		err = s.realtime.close()
	}
	for _, n := range s.networks {
		n.hooks.close()
		err = errors.Join(err, n.db.Close())
	}
	if s.temporary != "" {
		err = errors.Join(err, os.RemoveAll(s.temporary))
	}
	if s.lock != nil {
		err = errors.Join(err, s.lock.Close())
		s.lock = nil
	}
	return err
}

func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.mux.ServeHTTP(w, r) }

func dataFile(dir, id string) string { return filepath.Join(dir, id+".sqlite") }
