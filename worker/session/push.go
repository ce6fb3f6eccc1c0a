package session

// A browser session may have one push subscription, as text: it ends with it.

// SetPush keeps the subscription of a live session, "" for none. A place that
// another session of the user has is taken over: one browser is told once.
// ErrNoSession when the session is over.
func (m *Memory) SetPush(k Key, subscription string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	c, s := m.find(k)
	if state, _ := s.gone(m.now()); state != OK {
		return ErrNoSession
	}
	for id, other := range c.sessions {
		if other != s && subscription != "" && other.push == subscription {
			if err := m.setPush(Key{User: k.User, Session: id}, other, ""); err != nil {
				return err
			}
		}
	}
	return m.setPush(k, s, subscription)
}

func (m *Memory) setPush(k Key, s *live, subscription string) error {
	if s.push == subscription {
		return nil
	}
	s.push = subscription
	return m.save(k, s)
}

// Push gives the subscription of a live session, "" for none; ErrNoSession when it
// is over.
func (m *Memory) Push(k Key) (string, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	_, s := m.find(k)
	if state, _ := s.gone(m.now()); state != OK {
		return "", ErrNoSession
	}
	return s.push, nil
}

// Pushes gives the subscriptions of a user's live sessions, by session.
func (m *Memory) Pushes(user string) map[string]string {
	m.mu.Lock()
	defer m.mu.Unlock()
	c := m.users[user]
	if c == nil {
		return nil
	}
	var list map[string]string
	now := m.now()
	for id, s := range c.sessions {
		if state, _ := s.gone(now); state == OK && s.push != "" {
			if list == nil {
				list = map[string]string{}
			}
			list[id] = s.push
		}
	}
	return list
}
