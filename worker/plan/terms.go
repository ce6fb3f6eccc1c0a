package plan

import (
	"fmt"
	"time"
)

// Terms are what the plans of one kind have in common. They are not changed once
// a plan has been sent with them.
type Terms struct {
	// Header is of the upstream request, each name once.
	Header []Field
	// HeaderTimeout bounds the wait for the upstream's first byte after the
	// body went out; Timeout bounds the whole exchange.
	HeaderTimeout, Timeout time.Duration
	// Type is the media type a streamed answer must have, or "" for any.
	Type string
	// Return lists ranges of statuses that come back as an [Outcome].
	Return [][2]int
	// Keep lists the answer's header fields that reach the client.
	Keep []string

	shared bool
}

// Share gives terms for many plans: they are checked now, and a host outside Go
// is told them once. There should be few.
func (t Terms) Share() (*Terms, error) {
	if err := t.check(); err != nil {
		return nil, err
	}
	t.shared = true
	return &t, nil
}

// Shared reports whether they are made by [Terms.Share].
func (t *Terms) Shared() bool { return t != nil && t.shared }

func (t *Terms) check() error {
	switch {
	case t == nil, t.HeaderTimeout <= 0, t.Timeout <= 0:
		return fmt.Errorf("%w: no timeout", ErrPlan)
	case t.shared:
		return nil // was checked
	}
	return checkHeader(t.Header)
}
