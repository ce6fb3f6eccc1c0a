package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"sync"
	"time"
)

// person is one connection: a user with a session, and a client that keeps one
// connection open.
type person struct {
	client *http.Client
	token  string
}

func (p *person) call(base, method, path string, body any) (int, []byte, error) {
	var reader io.Reader
	if body != nil {
		b, err := json.Marshal(body)
		if err != nil {
			return 0, nil, err
		}
		reader = bytes.NewReader(b)
	}
	r, err := http.NewRequest(method, base+path, reader)
	if err != nil {
		return 0, nil, err
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("X-Api-Key", apiKey)
	r.Header.Set("Authorization", "Bearer "+p.token)
	answer, err := p.client.Do(r)
	if err != nil {
		return 0, nil, err
	}
	defer answer.Body.Close()
	b, err := io.ReadAll(answer.Body)
	return answer.StatusCode, b, err
}

// register makes n people who have joined two communities.
func register(base string, n int) ([]*person, error) {
	var all []*person
	for i := range n {
		p, err := newPerson(base, fmt.Sprintf("bench%d", i))
		if err != nil {
			return nil, err
		}
		for _, c := range []string{"cafe", "bicycles"} {
			if status, b, err := p.call(base, "POST", "/api/v3/communities/"+c+"/join", nil); err != nil || status != 200 {
				return nil, fmt.Errorf("join: %d %s %v", status, b, err)
			}
		}
		all = append(all, p)
	}
	return all, nil
}

func newPerson(base, id string) (*person, error) {
	p := &person{client: &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 1}}}
	status, b, err := p.call(base, "POST", "/api/v5/sessions", map[string]string{"userId": id, "deviceId": "bench"})
	var out struct{ AccessToken string }
	if err == nil && status == 200 {
		err = json.Unmarshal(b, &out)
	}
	if err != nil || status != 200 {
		return nil, fmt.Errorf("register: %d %s %v", status, b, err)
	}
	p.token = out.AccessToken
	return p, nil
}

// mix is what a screen of an app asks for: eight reads, two writes.
func mix(i int) (method, path string, body any) {
	switch i % 10 {
	case 0:
		return "GET", "/api/v4/me/global-feeds?limit=10", nil
	case 1:
		return "GET", "/api/v4/posts?targetType=community&targetId=cafe&limit=10", nil
	case 2:
		return "GET", "/api/v3/communities?filter=member&limit=10", nil
	case 3:
		return "POST", "/api/v4/posts", map[string]any{"targetType": "community", "targetId": "bicycles", "data": map[string]string{"text": "bench"}}
	case 4:
		return "GET", "/api/v5/messages?messageFeedId=cafe&options[limit]=20", nil
	case 5:
		return "GET", "/api/v3/users?limit=20", nil
	case 6:
		return "GET", "/api/v3/communities/cafe", nil
	case 7:
		return "GET", "/api/v3/channels?filter=member&limit=10", nil
	case 8:
		return "GET", "/api/v3/users/marta", nil
	}
	return "POST", "/api/v5/messages", map[string]any{"messageFeedId": "cafe", "dataType": "text", "data": map[string]string{"text": "bench"}}
}

// mixed keeps every person calling for the duration.
func mixed(base string, people []*person, duration time.Duration) (took []time.Duration, failed int) {
	var mu sync.Mutex
	var wait sync.WaitGroup
	end := time.Now().Add(duration)
	for n, p := range people {
		wait.Add(1)
		go func() {
			defer wait.Done()
			var mine []time.Duration
			bad := 0
			for i := n * 7; time.Now().Before(end); i++ {
				method, path, body := mix(i)
				began := time.Now()
				status, _, err := p.call(base, method, path, body)
				mine = append(mine, time.Since(began))
				if err != nil || status != 200 {
					bad++
				}
			}
			mu.Lock()
			defer mu.Unlock()
			took, failed = append(took, mine...), failed+bad
		}()
	}
	wait.Wait()
	return took, failed
}

// report prints one line. CPU time per request, of server and client together,
// says what a machine could do that does nothing else.
func report(out io.Writer, what string, took []time.Duration, duration, cpu time.Duration, failed int) {
	if len(took) == 0 {
		fmt.Fprintf(out, "%s: nothing was answered\n", what)
		return
	}
	slices.Sort(took)
	at := func(share float64) time.Duration {
		return took[int(share*float64(len(took)-1))].Round(10 * time.Microsecond)
	}
	fmt.Fprintf(out, "%s: %d requests, %.0f/s, p50 %v, p90 %v, p99 %v, CPU %v each, failed %d\n", what, len(took), float64(len(took))/duration.Seconds(), at(.5), at(.9), at(.99), (cpu / time.Duration(len(took))).Round(10*time.Microsecond), failed)
}
