package session

import (
	"context"
	"fmt"
	"time"
)

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
