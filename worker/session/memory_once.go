package session

import (
	"context"
	"time"
)

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
