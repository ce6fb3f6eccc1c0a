package session

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/addend-go/addend/worker/limit"
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

type cell struct {
	window   *limit.Window
	sessions map[string]*live
	used     map[string]time.Time // ids of hand-offs, until they are of no use
	lock     lock
}

type live struct {
	Record
	version   int
	renewed   time.Time     // end of the last renewal
	cooldown  time.Time     // no early renewal before
	turnUntil time.Time     // a renewal is under way until
	done      chan struct{} // closed at its end
	ended     bool
	reason    string
	started   time.Time
	push      string // where its browser is told, "" for nowhere
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

func (m *Memory) cell(user string) (*cell, error) {
	c := m.users[user]
	if c == nil {
		if len(m.users) >= MaxUsers {
			return nil, ErrFull
		}
		c = &cell{window: limit.New(limit.Calls, limit.Span), sessions: map[string]*live{}, used: map[string]time.Time{}}
		m.users[user] = c
	}
	return c, nil
}

// prune makes room for one more session of a user.
func (m *Memory) prune(user string, c *cell, now time.Time) {
	m.expire(user, c, now)
	for len(c.sessions) >= MaxPerUser {
		oldest := ""
		for id, s := range c.sessions {
			if oldest == "" || s.started.Before(c.sessions[oldest].started) {
				oldest = id
			}
		}
		k := Key{User: user, Session: oldest}
		_ = m.close(k, c.sessions[oldest], "replaced")
		m.drop(k)
		delete(c.sessions, oldest)
	}
}

// expire drops the sessions of a user that are over by their date.
func (m *Memory) expire(user string, c *cell, now time.Time) {
	for id, s := range c.sessions {
		if !now.Before(s.Ends) {
			m.drop(Key{User: user, Session: id})
			delete(c.sessions, id)
		}
	}
}

// sweep drops, at most once a minute, the users of whom nothing is left.
func (m *Memory) sweep(now time.Time) {
	if now.Sub(m.swept) < time.Minute {
		return
	}
	m.swept = now
	for user, c := range m.users {
		m.expire(user, c, now)
		for id, until := range c.used {
			if !now.Before(until) {
				delete(c.used, id)
			}
		}
		if len(c.sessions) == 0 && len(c.used) == 0 && c.window.Idle(now) {
			delete(m.users, user)
		}
	}
}

func (m *Memory) find(k Key) (*cell, *live) {
	c := m.users[k.User]
	if c == nil {
		return nil, nil
	}
	return c, c.sessions[k.Session]
}

// gone says why a session cannot be used, or OK.
func (s *live) gone(now time.Time) (State, string) {
	switch {
	case s == nil:
		return Unknown, ""
	case s.ended:
		return Ended, s.reason
	case !now.Before(s.Ends):
		return Ended, "expired"
	}
	return OK, ""
}

func (s *live) renewing(now time.Time) bool { return s.done != nil && now.Before(s.turnUntil) }

// finish ends a turn, if there is one, and wakes those who wait for it.
func (s *live) finish() {
	if s.done != nil {
		close(s.done)
		s.done = nil
	}
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

// Admit implements [Store].
func (m *Memory) Admit(ctx context.Context, k Key, seen int, keep bool) (Admission, error) {
	for {
		a, wait, left := m.admit(k, seen, keep)
		if wait == nil {
			return a, nil
		}
		timer := time.NewTimer(left)
		select {
		case <-wait:
		case <-timer.C:
		case <-ctx.Done():
			timer.Stop()
			return Admission{}, fmt.Errorf("waiting for a renewal: %w", ctx.Err())
		}
		timer.Stop()
	}
}

func (m *Memory) admit(k Key, seen int, keep bool) (a Admission, wait <-chan struct{}, left time.Duration) {
	m.mu.Lock()
	defer m.mu.Unlock()
	now := m.now()
	c, s := m.find(k)
	if state, reason := s.gone(now); state != OK {
		return Admission{State: state, Reason: reason}, nil, 0
	}
	expired := !now.Before(s.Token.Expires)
	unusable := expired || seen >= s.version
	due := !keep && !now.Before(s.Token.RenewAt()) && !now.Before(s.cooldown)
	switch {
	case unusable && s.renewing(now):
		return Admission{}, s.done, s.turnUntil.Sub(now)
	case unusable, due && !s.renewing(now):
		return Admission{State: Stale, Version: s.version, Expired: unusable}, nil, 0
	}
	v := c.window.Take(now)
	if !v.OK {
		return Admission{State: Limited, Window: v}, nil, 0
	}
	return Admission{State: OK, Token: s.Token.Access, Version: s.version, Window: v}, nil, 0
}

// Claim implements [Store].
func (m *Memory) Claim(_ context.Context, k Key, seen int) (Turn, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	now := m.now()
	_, s := m.find(k)
	if state, reason := s.gone(now); state != OK {
		return Turn{State: state, Reason: reason}, nil
	}
	switch {
	case s.version > seen:
		return Turn{State: Newer}, nil
	case s.renewing(now):
		return Turn{State: Busy}, nil
	case s.version > 1 && now.Sub(s.renewed) < RecentLife && now.Before(s.Token.RenewAt()):
		return Turn{State: Recent}, nil
	}
	s.finish()
	s.done, s.turnUntil = make(chan struct{}), now.Add(TurnLife)
	return Turn{State: Granted, Device: s.Device}, nil
}

// Renew implements [Store].
func (m *Memory) Renew(_ context.Context, k Key, seen int, t Token) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	now := m.now()
	_, s := m.find(k)
	if state, _ := s.gone(now); state != OK || s.version != seen || s.done == nil {
		return nil
	}
	s.Token, s.version, s.renewed = t, s.version+1, now
	s.finish()
	return m.save(k, s)
}

// Yield implements [Store].
func (m *Memory) Yield(_ context.Context, k Key, seen int) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	_, s := m.find(k)
	if s != nil && s.version == seen {
		s.cooldown = m.now().Add(RetryAfterFailure)
		s.finish()
	}
	return nil
}

// End implements [Store]. The session stays as a stone without a token until
// its natural end, so that a copied cookie cannot bring it back.
func (m *Memory) End(_ context.Context, k Key, reason string) (Record, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	_, s := m.find(k)
	if state, _ := s.gone(m.now()); state != OK {
		return Record{}, ErrNoSession
	}
	was := s.Record
	return was, m.close(k, s, reason)
}

// EndAll implements [Store].
func (m *Memory) EndAll(_ context.Context, user, reason string) ([]Record, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	c := m.users[user]
	if c == nil {
		return nil, nil
	}
	var was []Record
	var err error
	for id, s := range c.sessions {
		if state, _ := s.gone(m.now()); state == OK {
			was = append(was, s.Record)
			err = errors.Join(err, m.close(Key{User: user, Session: id}, s, reason))
		}
	}
	return was, err
}

func (m *Memory) close(k Key, s *live, reason string) error {
	s.ended, s.reason, s.Token, s.push = true, reason, Token{}, ""
	s.finish()
	if m.OnEnd != nil {
		m.OnEnd(k, reason)
	}
	return m.save(k, s)
}

// maxUsed bounds the ids kept of one user: past it, no new one is believed.
const maxUsed = 256

// Once implements [Store].
func (m *Memory) Once(_ context.Context, user, id string, until time.Time) (bool, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	now := m.now()
	m.sweep(now)
	c, err := m.cell(user)
	if err != nil {
		return false, err
	}
	for old, end := range c.used {
		if !now.Before(end) {
			delete(c.used, old)
		}
	}
	if _, again := c.used[id]; again || len(c.used) >= maxUsed {
		return false, nil
	}
	if m.keeper != nil {
		if err := m.keeper.Use(Used{User: user, ID: id, Until: until}); err != nil {
			return false, err
		}
	}
	c.used[id] = until
	return true, nil
}
