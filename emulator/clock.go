package emulator

import (
	"sync"
	"time"
)

// clock is the emulator's own time: the machine's plus what Advance added, or
// one moment while it is frozen.
type clock struct {
	mu     sync.Mutex
	offset time.Duration
	frozen time.Time // zero: the clock runs
}

// now is in UTC and whole milliseconds, as the platform's timestamps are.
func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.read().Truncate(time.Millisecond)
}

func (c *clock) read() time.Time {
	if !c.frozen.IsZero() {
		return c.frozen
	}
	return time.Now().Add(c.offset).UTC()
}

func (c *clock) advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.offset += d
	if !c.frozen.IsZero() {
		c.frozen = c.frozen.Add(d)
	}
}

func (c *clock) freeze() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.frozen = c.read()
}

// set moves the clock to a moment, from which it runs on.
func (c *clock) set(to time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.offset = time.Until(to)
	if !c.frozen.IsZero() {
		c.frozen = to.UTC()
	}
}

// resume lets the clock run on from where it stands.
func (c *clock) resume() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.frozen.IsZero() {
		c.offset, c.frozen = time.Until(c.frozen), time.Time{}
	}
}

// excursion lets time be moved about and answers how to come back.
func (c *clock) excursion() (back func()) {
	c.mu.Lock()
	defer c.mu.Unlock()
	offset, frozen := c.offset, c.frozen
	return func() {
		c.mu.Lock()
		defer c.mu.Unlock()
		c.offset, c.frozen = offset, frozen
	}
}

// stamp is a time on the wire: ISO 8601 in UTC with milliseconds.
func stamp(ms int64) string {
	t := time.UnixMilli(ms).UTC()
	year, month, day := t.Date()
	if year < 0 || year > 9999 {
		return t.Format("2006-01-02T15:04:05.000Z")
	}
	hour, minute, second := t.Clock()
	b := []byte("0000-00-00T00:00:00.000Z") // an answer has dozens, and Format takes more than twice as long
	for _, part := range [...]struct{ end, n int }{{4, year}, {7, int(month)}, {10, day}, {13, hour}, {16, minute}, {19, second}, {23, t.Nanosecond() / 1e6}} {
		for i, n := part.end-1, part.n; n > 0; i, n = i-1, n/10 {
			b[i] = '0' + byte(n%10)
		}
	}
	return string(b)
}

// readStamp reads a time off the wire, in milliseconds since 1970.
func readStamp(s string) (int64, error) {
	t, err := time.Parse(time.RFC3339, s)
	return t.UnixMilli(), err
}

// stampOrNil is null on the wire for a time that has not happened.
func stampOrNil(ms int64) *string {
	if ms == 0 {
		return nil
	}
	s := stamp(ms)
	return &s
}
