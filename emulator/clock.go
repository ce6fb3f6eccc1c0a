package emulator

import (
	"sync/atomic"
	"time"
)

// clock is the emulator's own time: the machine's plus what Advance added.
type clock struct{ offset atomic.Int64 }

// now is in UTC and whole milliseconds, as the platform's timestamps are.
func (c *clock) now() time.Time {
	return time.Now().Add(time.Duration(c.offset.Load())).UTC().Truncate(time.Millisecond)
}

func (c *clock) advance(d time.Duration) { c.offset.Add(int64(d)) }

// stamp is a time on the wire: ISO 8601 in UTC with milliseconds.
func stamp(ms int64) string {
	return time.UnixMilli(ms).UTC().Format("2006-01-02T15:04:05.000Z")
}

// stampOrNil is null on the wire for a time that has not happened.
func stampOrNil(ms int64) *string {
	if ms == 0 {
		return nil
	}
	s := stamp(ms)
	return &s
}
