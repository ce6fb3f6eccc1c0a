package session

import (
	"context"
	"time"
)

// lock is one user's turn to change what the platform keeps of him as a whole,
// so that two changes at once do not lose one.
type lock struct {
	holder string
	until  time.Time
	done   chan struct{} // closed when the turn is given back
}

// Lock implements [Store].
func (m *Memory) Lock(ctx context.Context, user, holder string) (bool, error) {
	wait := time.NewTimer(LockWait)
	defer wait.Stop()
	for {
		free, err := m.tryLock(user, holder)
		if free == nil {
			return err == nil, err
		}
		select {
		case <-free:
		case <-wait.C:
			return false, nil
		case <-ctx.Done():
			return false, ctx.Err()
		}
	}
}

// tryLock takes the turn, or gives the channel to wait on.
func (m *Memory) tryLock(user, holder string) (<-chan struct{}, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	c, err := m.cell(user)
	if err != nil {
		return nil, err
	}
	now := m.now()
	if c.lock.done != nil && now.Before(c.lock.until) {
		return c.lock.done, nil
	}
	if c.lock.done != nil {
		close(c.lock.done)
	}
	c.lock = lock{holder: holder, until: now.Add(LockLife), done: make(chan struct{})}
	return nil, nil
}

// Unlock implements [Store].
func (m *Memory) Unlock(_ context.Context, user, holder string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if c := m.users[user]; c != nil && c.lock.done != nil && c.lock.holder == holder {
		close(c.lock.done)
		c.lock = lock{}
	}
	return nil
}
