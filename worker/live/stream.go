package live

import (
	"slices"
)

// Reasons why a stream ended, beside those of the session's end.
const (
	Behind   = "behind"   // the reader is too slow; it may come back at once
	Draining = "draining" // the program is going down
)

// Stream is one open stream of a user.
type Stream struct {
	// First is the id of the newest event at the opening; Missed says that
	// events after the id that was asked for are no longer kept.
	First  string
	Missed bool

	hub     *Memory
	feed    *feed
	session string
	queue   chan Event
	done    chan struct{}
	reason  string
	over    bool
}

// Open starts a stream of a user's session, with what came after the event id
// after; "" begins with what comes next.
func (m *Memory) Open(user, session, after string) (*Stream, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.closed {
		return nil, ErrClosed
	}
	f, err := m.feed(user)
	if err != nil {
		return nil, err
	}
	if len(f.streams) >= MaxStreams {
		return nil, ErrStreams
	}
	f.forget(m.now())
	s := &Stream{First: f.id(f.last), hub: m, feed: f, session: session, done: make(chan struct{}),
		queue: make(chan Event, MaxQueue+MaxKept)}
	if after != "" {
		missed, whole := f.since(after)
		s.Missed = !whole
		if len(missed) > 0 {
			s.First = after
		}
		for _, e := range missed {
			s.queue <- e // has room for all that is kept
		}
	}
	f.streams = append(f.streams, s)
	return s, nil
}

// Events gives what happens; it is never closed, see Done.
func (s *Stream) Events() <-chan Event { return s.queue }

// Done is closed when the stream is over.
func (s *Stream) Done() <-chan struct{} { return s.done }

// Reason says why the stream is over.
func (s *Stream) Reason() string {
	s.hub.mu.Lock()
	defer s.hub.mu.Unlock()
	return s.reason
}

// Close ends the stream from the reader's side.
func (s *Stream) Close() {
	s.hub.mu.Lock()
	defer s.hub.mu.Unlock()
	s.end("closed")
}

// end is called with the hub locked.
func (s *Stream) end(reason string) {
	if s.over {
		return
	}
	s.over, s.reason = true, reason
	s.feed.streams = slices.DeleteFunc(s.feed.streams, func(one *Stream) bool { return one == s })
	s.feed.seen = s.hub.now()
	close(s.done)
}

// EndSession ends the streams of a session with its reason.
func (m *Memory) EndSession(user, session, reason string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	f := m.users[user]
	if f == nil {
		return
	}
	for _, s := range slices.Clone(f.streams) {
		if s.session == session {
			s.end(reason)
		}
	}
}

// Close ends all streams and lets none begin, so that a server can go down.
func (m *Memory) Close() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.closed = true
	for _, f := range m.users {
		for _, s := range slices.Clone(f.streams) {
			s.end(Draining)
		}
	}
}
