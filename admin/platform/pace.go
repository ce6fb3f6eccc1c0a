package platform

import (
	"context"
	"sync"
	"time"
)

// Pace spreads calls evenly, so that a long job stays inside the platform's 100
// calls in five seconds for each user (FAQ F77) and leaves room for others.
type Pace struct {
	gap  time.Duration
	mu   sync.Mutex
	next time.Time
}

// NewPace allows perSecond calls a second; it must be above 0.
func NewPace(perSecond float64) *Pace {
	return &Pace{gap: time.Duration(float64(time.Second) / perSecond)}
}

// Wait returns when the next call may be made, or when ctx ends. A nil Pace
// never waits.
func (p *Pace) Wait(ctx context.Context) error {
	if p == nil {
		return ctx.Err()
	}
	p.mu.Lock()
	now := time.Now()
	if p.next.Before(now) {
		p.next = now
	}
	wait := p.next.Sub(now)
	p.next = p.next.Add(p.gap)
	p.mu.Unlock()
	return sleep(ctx, wait)
}

func sleep(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return ctx.Err()
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return nil
	}
}
