package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
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
