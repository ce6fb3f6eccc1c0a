package emulator

import (
	"sync"
	"time"
)

// The platform's limit: calls per user, over all devices, in a sliding window
// (FAQ F77, F80).
const (
	callsPerWindow = 100
	callWindow     = 5 * time.Second
	maxIdleUsers   = 10000 // windows kept before idle ones are swept
)

// rateWindow holds the times of each user's last calls.
type rateWindow struct {
	limit int
	mu    sync.Mutex
	users map[string]*ring
}

// ring holds the times of the last calls that were let through; next is the
// place of the oldest.
type ring struct {
	times []time.Time
	next  int
}

func newRateWindow(limit int) *rateWindow {
	return &rateWindow{limit: limit, users: map[string]*ring{}}
}

// allow says whether the user may call now. A refused call is not counted.
func (w *rateWindow) allow(user string, now time.Time) bool {
	if w.limit < 0 {
		return true
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	r := w.users[user]
	if r == nil {
		if len(w.users) >= maxIdleUsers {
			w.sweep(now)
		}
		r = &ring{}
		w.users[user] = r
	}
	if len(r.times) < w.limit {
		r.times = append(r.times, now)
		return true
	}
	if now.Sub(r.times[r.next]) < callWindow {
		return false
	}
	r.times[r.next] = now
	r.next = (r.next + 1) % w.limit
	return true
}

func (w *rateWindow) sweep(now time.Time) {
	for id, r := range w.users {
		newest := r.times[(r.next+len(r.times)-1)%len(r.times)]
		if now.Sub(newest) >= callWindow {
			delete(w.users, id)
		}
	}
}
