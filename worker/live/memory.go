package live

import (
	"context"
	"crypto/rand"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Memory is the native [Hub]. js/directory.mjs and js/feed.mjs are its twins.
type Memory struct {
	now    func() time.Time
	mu     sync.Mutex
	users  map[string]*feed
	topics map[string]map[string]*feed
	swept  time.Time
	closed bool
}

var _ Hub = (*Memory)(nil)

// feed is what is kept of one user.
type feed struct {
	epoch   string // ids of another epoch are not of this feed
	last    int
	kept    []Event
	topics  map[string]bool
	known   time.Time
	seen    time.Time // last time a stream was open
	streams []*Stream
}

// Event is a notice in one user's stream.
type Event struct {
	ID, Type, Data string
	subject        string
	at             time.Time
	number         int
}

// NewMemory returns an empty hub on a clock; nil means time.Now.
func NewMemory(now func() time.Time) *Memory {
	if now == nil {
		now = time.Now
	}
	return &Memory{now: now, users: map[string]*feed{}, topics: map[string]map[string]*feed{}}
}

// Known implements [Hub].
func (m *Memory) Known(_ context.Context, user string) (bool, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	f := m.users[user]
	return f != nil && m.now().Sub(f.known) < KnownFor, nil
}

// Follow implements [Hub].
func (m *Memory) Follow(_ context.Context, user string, topics []string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	f, err := m.feed(user)
	if err != nil {
		return err
	}
	for topic := range f.topics {
		m.leave(user, f, topic)
	}
	for _, topic := range topics[:min(len(topics), MaxTopics)] {
		m.join(user, f, topic)
	}
	f.known = m.now()
	return nil
}

func (m *Memory) feed(user string) (*feed, error) {
	now := m.now()
	m.sweep(now)
	f := m.users[user]
	if f == nil {
		if len(m.users) >= MaxUsers {
			return nil, ErrFull
		}
		var epoch [4]byte
		_, _ = rand.Read(epoch[:])
		f = &feed{epoch: fmt.Sprintf("%x", epoch), topics: map[string]bool{}}
		m.users[user] = f
	}
	f.seen = now
	return f, nil
}

func (m *Memory) join(user string, f *feed, topic string) {
	if f.topics[topic] || len(f.topics) >= MaxTopics {
		return
	}
	f.topics[topic] = true
	if m.topics[topic] == nil {
		m.topics[topic] = map[string]*feed{}
	}
	m.topics[topic][user] = f
}

func (m *Memory) leave(user string, f *feed, topic string) {
	delete(f.topics, topic)
	delete(m.topics[topic], user)
	if len(m.topics[topic]) == 0 {
		delete(m.topics, topic)
	}
}

// sweep forgets, at most once a minute, users who have been away for longer than
// events are kept.
func (m *Memory) sweep(now time.Time) {
	if now.Sub(m.swept) < time.Minute {
		return
	}
	m.swept = now
	for user, f := range m.users {
		if len(f.streams) == 0 && now.Sub(f.seen) > KeptFor {
			for topic := range f.topics {
				m.leave(user, f, topic)
			}
			delete(m.users, user)
		}
	}
}

// Publish implements [Hub].
func (m *Memory) Publish(_ context.Context, n Notice) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, l := range n.Join {
		if f := m.users[l.User]; f != nil {
			m.join(l.User, f, l.Topic)
		}
	}
	concerned := map[*feed]bool{}
	for _, user := range n.Users {
		if f := m.users[user]; f != nil {
			concerned[f] = true
		}
	}
	for _, topic := range n.Topics {
		for _, f := range m.topics[topic] {
			concerned[f] = true
		}
	}
	now := m.now()
	for f := range concerned {
		f.add(n, now)
	}
	for _, l := range n.Leave {
		if f := m.users[l.User]; f != nil {
			m.leave(l.User, f, l.Topic)
		}
	}
	return nil
}

// add keeps an event and gives it to every stream.
func (f *feed) add(n Notice, now time.Time) {
	f.forget(now)
	for _, e := range slices.Backward(f.kept) {
		if e.subject == n.Subject {
			if e.Type == n.Type && e.Data == n.Data {
				return // a webhook that came again
			}
			break
		}
	}
	f.last++
	e := Event{ID: f.id(f.last), Type: n.Type, Data: n.Data, subject: n.Subject, at: now, number: f.last}
	f.kept = append(f.kept, e)
	for _, s := range slices.Clone(f.streams) {
		select {
		case s.queue <- e:
		default:
			s.end(Behind)
		}
	}
}

func (f *feed) id(number int) string { return f.epoch + "-" + strconv.Itoa(number) }

func (f *feed) forget(now time.Time) {
	first := max(0, len(f.kept)-MaxKept+1)
	for first < len(f.kept) && now.Sub(f.kept[first].at) > KeptFor {
		first++
	}
	f.kept = slices.Delete(f.kept, 0, first)
}

// since gives what came after an event id, and whether that is all of it.
func (f *feed) since(id string) ([]Event, bool) {
	epoch, digits, _ := strings.Cut(id, "-")
	after, err := strconv.Atoi(digits)
	if epoch != f.epoch || err != nil || after < 0 || after > f.last || after < f.last-len(f.kept) {
		return nil, false
	}
	return f.kept[len(f.kept)-(f.last-after):], true
}
