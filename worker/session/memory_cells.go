package session

import (
	"time"

	"github.com/addend-go/addend/worker/limit"
)

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
