package live

import (
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"
)

type clock struct {
	mu sync.Mutex
	at time.Time
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *clock) pass(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(d)
}

func newHub() (*Memory, *clock) {
	c := &clock{at: time.Date(2026, 11, 26, 12, 0, 0, 0, time.UTC)}
	return NewMemory(c.now), c
}

func post(n int) Notice {
	return Notice{Type: "post.created", Data: fmt.Sprintf(`{"postId":"p%d"}`, n), Subject: fmt.Sprint("p", n), Topics: []string{"community/c"}}
}

func open(t *testing.T, m *Memory, user, after string) *Stream {
	t.Helper()
	s, err := m.Open(user, "session", after)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func heard(s *Stream) (data []string, last string) {
	for {
		select {
		case e := <-s.Events():
			data, last = append(data, e.Data), e.ID
		default:
			return data, last
		}
	}
}

func publish(t *testing.T, m *Memory, list ...Notice) {
	t.Helper()
	for _, n := range list {
		if err := m.Publish(t.Context(), n); err != nil {
			t.Fatal(err)
		}
	}
}

func TestWhoHears(t *testing.T) {
	m, _ := newHub()
	_ = m.Follow(t.Context(), "ada", []string{"community/c"})
	ada, ada2, bo := open(t, m, "ada", ""), open(t, m, "ada", ""), open(t, m, "bo", "")
	publish(t, m, post(1))
	for _, s := range []*Stream{ada, ada2} {
		if got, _ := heard(s); len(got) != 1 {
			t.Errorf("who follows heard %v", got)
		}
	}
	if got, _ := heard(bo); got != nil {
		t.Errorf("who does not follow heard %v", got)
	}
	n := post(2)
	n.Topics, n.Users = nil, []string{"bo", "bo", "nobody"}
	publish(t, m, n)
	if got, _ := heard(bo); len(got) != 1 {
		t.Errorf("who is named heard %v", got)
	}
	// A join is in force for its own notice, a leave after it.
	n = post(3)
	n.Join = []Link{{"bo", "community/c"}, {"nobody", "community/c"}}
	gone := post(4)
	gone.Leave = []Link{{"bo", "community/c"}}
	publish(t, m, n, gone, post(5))
	if got, _ := heard(bo); len(got) != 2 {
		t.Errorf("after a join and a leave: %v", got)
	}
	_ = m.Follow(t.Context(), "ada", nil)
	_, _ = heard(ada)
	publish(t, m, post(6))
	if got, _ := heard(ada); got != nil {
		t.Errorf("who follows nothing any more heard %v", got)
	}
}

func TestTheSameTwiceInARowIsOne(t *testing.T) {
	m, _ := newHub()
	s := open(t, m, "ada", "")
	like := Notice{Type: "post.addReaction", Data: `{"type":"post.addReaction"}`, Subject: "p1 ada", Users: []string{"ada"}}
	unlike := Notice{Type: "post.removeReaction", Data: `{"type":"post.removeReaction"}`, Subject: "p1 ada", Users: []string{"ada"}}
	publish(t, m, like, like, unlike, like)
	if got, _ := heard(s); len(got) != 3 {
		t.Errorf("heard %v, want like, unlike, like", got)
	}
}

func TestComingBack(t *testing.T) {
	m, c := newHub()
	_ = m.Follow(t.Context(), "ada", []string{"community/c"})
	first := open(t, m, "ada", "")
	publish(t, m, post(1))
	_, id := heard(first)
	first.Close()
	publish(t, m, post(2), post(3))
	back := open(t, m, "ada", id)
	if got, _ := heard(back); back.Missed || back.First != id || len(got) != 2 {
		t.Errorf("missed %v from %s: %v", back.Missed, back.First, got)
	}
	// One who has heard all misses nothing, and one who asks for the unknown is told.
	now := open(t, m, "ada", back.feed.id(3))
	if got, _ := heard(now); now.Missed || got != nil {
		t.Errorf("up to date: %v %v", now.Missed, got)
	}
	for _, after := range []string{"?", "x-1", back.feed.epoch + "-4", back.feed.epoch + "--1", back.feed.epoch + "-", back.feed.epoch + "-99999999999999999999"} {
		s := open(t, m, "ada", after)
		if got, _ := heard(s); !s.Missed || got != nil {
			t.Errorf("%q: missed %v, %v", after, s.Missed, got)
		}
		s.Close()
	}
	c.pass(KeptFor + time.Second)
	if s := open(t, m, "ada", id); !s.Missed {
		t.Error("what is no longer kept is not said to be missed")
	}
	for n := range MaxKept + 10 {
		publish(t, m, post(100+n))
	}
	if len(back.feed.kept) > MaxKept {
		t.Errorf("%d events are kept", len(back.feed.kept))
	}
}

func TestASlowReaderLosesItsStream(t *testing.T) {
	m, _ := newHub()
	_ = m.Follow(t.Context(), "ada", []string{"community/c"})
	slow, quick := open(t, m, "ada", ""), open(t, m, "ada", "")
	for n := range MaxQueue + MaxKept + 1 {
		publish(t, m, post(n))
		_, _ = heard(quick)
	}
	<-slow.Done()
	if slow.Reason() != Behind {
		t.Errorf("reason %q", slow.Reason())
	}
	select {
	case <-quick.Done():
		t.Error("the quick one lost its stream too")
	default:
	}
}

func TestStreamsAreBounded(t *testing.T) {
	m, _ := newHub()
	for range MaxStreams {
		open(t, m, "ada", "")
	}
	if _, err := m.Open("ada", "session", ""); !errors.Is(err, ErrStreams) {
		t.Errorf("one more: %v", err)
	}
	m.EndSession("ada", "another", "signed out")
	if len(m.users["ada"].streams) != MaxStreams {
		t.Error("another session's end ended streams")
	}
	m.EndSession("ada", "session", "signed out")
	s := open(t, m, "ada", "")
	m.Close()
	<-s.Done()
	if _, err := m.Open("ada", "session", ""); s.Reason() != Draining || !errors.Is(err, ErrClosed) {
		t.Errorf("after the close: %q, %v", s.Reason(), err)
	}
}

func TestWhoIsAwayIsForgotten(t *testing.T) {
	m, c := newHub()
	_ = m.Follow(t.Context(), "ada", []string{"community/c"})
	_ = m.Follow(t.Context(), "bo", []string{"community/c"})
	s := open(t, m, "bo", "")
	if known, _ := m.Known(t.Context(), "ada"); !known {
		t.Error("not known moments after")
	}
	c.pass(KeptFor + time.Minute)
	if known, _ := m.Known(t.Context(), "ada"); known {
		t.Error("still known after a while")
	}
	_ = m.Follow(t.Context(), "cy", nil)
	if m.users["ada"] != nil || m.users["bo"] == nil || len(m.topics["community/c"]) != 1 {
		t.Errorf("users %v, topics %v", m.users, m.topics)
	}
	s.Close()
	c.pass(KeptFor + time.Minute)
	_ = m.Follow(t.Context(), "cy", nil)
	if len(m.users) != 1 || len(m.topics) != 0 {
		t.Errorf("users %v, topics %v", m.users, m.topics)
	}
}

func TestEventTextIsOneEvent(t *testing.T) {
	if got := (Event{ID: "e-1", Type: "post.created", Data: "{}"}).Text(); got != "id: e-1\nevent: post.created\ndata: {}\n\n" {
		t.Errorf("%q", got)
	}
	if got := Over("a\nb"); got != "event: over\ndata: {\"reason\":\"a\\u000ab\"}\n\n" {
		t.Errorf("%q", got)
	}
}
