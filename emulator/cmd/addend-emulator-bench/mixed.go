package main

import (
	"sync"
	"sync/atomic"
	"time"
)

// mix is what a screen of an app asks for: eight reads, two writes.
var mix = []struct {
	name, method, path string
	body               any
}{
	{"the global feed", "GET", "/api/v4/me/global-feeds?limit=10", nil},
	{"a community's feed", "GET", "/api/v4/posts?targetType=community&targetId=cafe&limit=10", nil},
	{"joined communities", "GET", "/api/v3/communities?filter=member&limit=10", nil},
	{"writing a post", "POST", "/api/v4/posts", map[string]any{"targetType": "community", "targetId": "bicycles", "data": map[string]string{"text": "bench"}}},
	{"messages", "GET", "/api/v5/messages?messageFeedId=cafe&options[limit]=20", nil},
	{"users", "GET", "/api/v3/users?limit=20", nil},
	{"a community", "GET", "/api/v3/communities/cafe", nil},
	{"channels", "GET", "/api/v3/channels?filter=member&limit=10", nil},
	{"a user", "GET", "/api/v3/users/marta", nil},
	{"writing a message", "POST", "/api/v5/messages", map[string]any{"messageFeedId": "cafe", "dataType": "text", "data": map[string]string{"text": "bench"}}},
}

// sample holds how long requests took, by their kind in mix.
type sample struct {
	mu     sync.Mutex
	kinds  [][]time.Duration
	failed int
}

func newSample() *sample { return &sample{kinds: make([][]time.Duration, len(mix))} }

func (s *sample) add(one *sample) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i, took := range one.kinds {
		s.kinds[i] = append(s.kinds[i], took...)
	}
	s.failed += one.failed
}

// ask sends the i-th request of the mix; since is when its time began to count.
func (s *sample) ask(p *person, base string, i int, since time.Time) {
	kind := i % len(mix)
	status, _, err := p.call(base, mix[kind].method, mix[kind].path, mix[kind].body)
	s.kinds[kind] = append(s.kinds[kind], time.Since(since))
	if err != nil || status != 200 {
		s.failed++
	}
}

// saturated keeps every person calling for the duration: each sends the next
// request as soon as the one before is answered. Its rate is what the machine
// can do; its times are those of a machine that has nothing left.
func saturated(base string, people []*person, duration time.Duration) *sample {
	end := time.Now().Add(duration)
	return together(people, func(n int, p *person, mine *sample) {
		for i := n * 7; time.Now().Before(end); i++ {
			mine.ask(p, base, i, time.Now())
		}
	})
}

// paced sends a fixed number of requests a second, evenly, by whoever is free.
// A request's time counts from the moment it was due, so one that had to wait
// for a connection has waited.
func paced(base string, people []*person, duration time.Duration, rate int) *sample {
	var next atomic.Int64
	began, last := time.Now(), int64(duration.Seconds()*float64(rate))
	return together(people, func(_ int, p *person, mine *sample) {
		for {
			i := next.Add(1) - 1
			if i >= last {
				return
			}
			due := began.Add(time.Duration(i) * time.Second / time.Duration(rate))
			time.Sleep(time.Until(due))
			mine.ask(p, base, int(i), due)
		}
	})
}

// together runs fn for all people at once and gathers what they measured.
func together(people []*person, fn func(n int, p *person, mine *sample)) *sample {
	all := newSample()
	var wait sync.WaitGroup
	for n, p := range people {
		wait.Go(func() {
			mine := newSample()
			fn(n, p, mine)
			all.add(mine)
		})
	}
	wait.Wait()
	return all
}
