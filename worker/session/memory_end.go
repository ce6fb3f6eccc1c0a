package session

import (
	"context"
	"errors"
)

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
