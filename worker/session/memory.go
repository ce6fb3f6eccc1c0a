package session

import (
	"context"
	"errors"
	"sync"
	"time"
)

// MaxUsers bounds the users a Memory holds at one time.
const MaxUsers = 100_000

// ErrFull is the answer of Put when a Memory holds MaxUsers users.
var ErrFull = errors.New("too many signed-in users (hint: run more instances, or the edge worker)")

// Memory is the native [Store]: sessions live as long as the process, or as its
// [Keeper] keeps them.
type Memory struct {
	// OnEnd, when set before the first use, hears of every session that ends
	// before its time. It is called with the store locked and must not call it.
	OnEnd func(k Key, reason string)

	now    func() time.Time
	mu     sync.Mutex
	users  map[string]*cell
	swept  time.Time
	keeper Keeper // nil: sessions end with the process
}

// NewMemory returns an empty store on a clock; nil means time.Now.
func NewMemory(now func() time.Time) *Memory {
	if now == nil {
		now = time.Now
	}
	return &Memory{now: now, users: map[string]*cell{}}
}

// Put implements [Store].
func (m *Memory) Put(_ context.Context, k Key, r Record) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	now := m.now()
	m.sweep(now)
	c, err := m.cell(k.User)
	if err != nil {
		return err
	}
	m.prune(k.User, c, now)
	s := &live{Record: r, version: 1, started: now}
	if err := m.save(k, s); err != nil {
		return err
	}
	c.sessions[k.Session] = s
	return nil
}

// Look implements [Store].
func (m *Memory) Look(_ context.Context, k Key) (Record, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	_, s := m.find(k)
	if state, _ := s.gone(m.now()); state != OK {
		return Record{}, ErrNoSession
	}
	return s.Record, nil
}

// State implements [Store].
func (m *Memory) State(_ context.Context, k Key) (Admission, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	_, s := m.find(k)
	state, reason := s.gone(m.now())
	return Admission{State: state, Reason: reason}, nil
}
