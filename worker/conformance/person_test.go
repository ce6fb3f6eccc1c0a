package conformance

import (
	"encoding/json"
	"io"
	"strings"
	"testing"
)

// person is a signed-in user of a platform that works.
type person struct {
	t      *testing.T
	h      *host
	name   string
	cookie string
}

func (h *host) person(t *testing.T, name string) person {
	return person{t, h, name, h.signIn(t, name)}
}

// ask sends a call with a JSON body, "" for none.
func (p person) ask(method, path, body string) answer {
	p.t.Helper()
	header := map[string]string{"Cookie": p.cookie}
	var r io.Reader
	if body != "" {
		header["Content-Type"], r = "application/json", strings.NewReader(body)
	}
	return p.h.do(p.t, method, path, header, r)
}

// does is ask for a call that succeeds.
func (p person) does(method, path, body string) reply {
	p.t.Helper()
	a := p.ask(method, path, body)
	var v any
	if err := json.Unmarshal([]byte(a.body), &v); err != nil || a.status != 200 {
		p.t.Fatalf("%s: %s %s as %s: %d %s", p.h.name, method, path, p.name, a.status, tail(a.body, 500))
	}
	return reply{p.t, v, a.body, a.header.Get("X-Addend-Calls")}
}

// posts makes a post and gives its id; extra is more of its JSON.
func (p person) posts(community, text, extra string) string {
	p.t.Helper()
	return p.does("POST", "/api/v4/posts", `{"targetType":"community","targetId":"`+community+`","data":{"text":"`+text+`"}`+extra+`}`).text("posts", 0, "postId")
}

// reply is JSON that a test walks through.
type reply struct {
	t     *testing.T
	value any
	raw   string
	calls string
}

// at follows names and indices; nil where there is nothing.
func (r reply) at(path ...any) any {
	v := r.value
	for _, step := range path {
		switch step := step.(type) {
		case string:
			m, _ := v.(map[string]any)
			v = m[step]
		case int:
			list, _ := v.([]any)
			if step >= len(list) {
				return nil
			}
			v = list[step]
		}
	}
	return v
}

func (r reply) text(path ...any) string {
	s, _ := r.at(path...).(string)
	return s
}

// each gives one field of every object of a list.
func (r reply) each(list, field string) string {
	var out []string
	items, _ := r.at(list).([]any)
	for _, one := range items {
		m, _ := one.(map[string]any)
		s, _ := m[field].(string)
		out = append(out, s)
	}
	return strings.Join(out, " ")
}

// is compares what is at a path.
func (r reply) is(want any, path ...any) {
	r.t.Helper()
	got := r.at(path...)
	if n, ok := want.(int); ok {
		want = float64(n)
	}
	if got != want {
		r.t.Errorf("%v: %v, want %v in %s", path, got, want, tail(r.raw, 1500))
	}
}
