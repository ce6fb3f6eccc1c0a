// Package limit keeps a user inside the platform's call budget: 100 calls in
// any 5 seconds over all of the user's devices (FAQ F77, F80; error 400311).
package limit

import "time"

// Calls and Span are the platform's budget.
const (
	Calls = 100
	Span  = 5 * time.Second
)

// Window is a sliding-window log: it knows the time of each accepted call of
// the last span, so that no placement of a burst fits a call too many, as it
// does with fixed windows and leaky buckets. One Window belongs to one user; it
// holds 8 bytes for each call of the budget and is not safe for concurrent use.
type Window struct {
	calls int
	span  time.Duration
	at    []time.Time // ring of accepted calls, oldest at next once full
	next  int
}

// Verdict is the answer to one call.
type Verdict struct {
	OK        bool
	Limit     int           // calls in a span
	Remaining int           // calls left now, this one counted
	Reset     time.Duration // until one more call fits than now, 0 when none is counted
}

// New returns the window of calls in any span. A budget below one call or an
// empty span is a mistake in the program, and gets the platform's own figures.
func New(calls int, span time.Duration) *Window {
	if calls < 1 || span <= 0 {
		calls, span = Calls, Span
	}
	return &Window{calls: calls, span: span}
}

// Take counts one call at now when it fits. A refused call is not counted, so
// a caller that hammers is let in again as soon as one that waits. Time that
// runs backwards never frees a place early.
func (w *Window) Take(now time.Time) Verdict {
	v := w.Peek(now)
	if v.Remaining == 0 {
		return v
	}
	if last, any := w.newest(); any && now.Before(last) {
		now = last
	}
	if len(w.at) < w.calls {
		w.at = append(w.at, now)
	} else {
		w.at[w.next] = now
		w.next = (w.next + 1) % w.calls
	}
	v = w.Peek(now)
	v.OK = true
	return v
}

// Peek says what is left at now without counting a call.
func (w *Window) Peek(now time.Time) Verdict {
	v := Verdict{Limit: w.calls, Remaining: w.calls}
	for i := range w.at {
		at := w.at[(w.next+i)%len(w.at)]
		left := at.Add(w.span).Sub(now)
		if left <= 0 {
			continue
		}
		if v.Remaining == w.calls {
			v.Reset = left // the oldest call inside the span
		}
		v.Remaining--
	}
	return v
}

// Idle reports whether no call of the last span is counted, so that the window
// may be dropped.
func (w *Window) Idle(now time.Time) bool {
	last, any := w.newest()
	return !any || !now.Before(last.Add(w.span))
}

func (w *Window) newest() (time.Time, bool) {
	if len(w.at) == 0 {
		return time.Time{}, false
	}
	return w.at[(w.next+len(w.at)-1)%len(w.at)], true
}
