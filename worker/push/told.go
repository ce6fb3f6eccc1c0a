package push

import "time"

// toldFor is how long the same thing is not told again.
const toldFor = time.Minute

// Told remembers what one user was told lately. The zero value is empty.
type Told struct{ at map[string]time.Time }

// First reports whether something may be told now: it was not within a minute,
// and there were fewer than [MaxTold] other things.
func (t *Told) First(about string, now time.Time) bool {
	for key, at := range t.at {
		if now.Sub(at) >= toldFor {
			delete(t.at, key)
		}
	}
	if _, again := t.at[about]; again || len(t.at) >= MaxTold {
		return false
	}
	if t.at == nil {
		t.at = map[string]time.Time{}
	}
	t.at[about] = now
	return true
}

// Idle reports whether there is nothing left to remember.
func (t *Told) Idle(now time.Time) bool {
	for _, at := range t.at {
		if now.Sub(at) < toldFor {
			return false
		}
	}
	return true
}
