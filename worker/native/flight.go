package native

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"

	"github.com/addend-go/addend/worker/plan"
	"github.com/addend-go/addend/worker/session"
)

// flights are reads on their way: equal ones of one session at the same time are
// one upstream call, and count once. js/flight.mjs is the twin.
type flights struct {
	mu  sync.Mutex
	all map[string]*flight
}

// flight is one such call. Others may join it until its answer's head is there.
type flight struct {
	key    string
	joined int           // under flights.mu
	landed chan struct{} // closed at the end
	answer *sharedAnswer // nil: who joined goes alone
}

type sharedAnswer struct {
	status    int
	header    http.Header
	body      []byte
	admission session.Admission
}

// flightKey names what makes two calls equal; "" is one that stands alone.
func flightKey(p *plan.Plan) string {
	if p.Method != http.MethodGet || p.Body != plan.NoBody || p.Type == "" || p.Admit == nil || p.Admit.Seen > 0 {
		return ""
	}
	return strings.Join([]string{plan.Cell(p.Admit.App, p.Admit.User), p.Admit.Session, p.Admit.Wait.String(), p.URL, fmt.Sprintf("%q", p.Header)}, "\n")
}

// enter joins the flight of a key, or opens it.
func (f *flights) enter(key string) (fl *flight, leads bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if fl = f.all[key]; fl != nil {
		fl.joined++
		return fl, false
	}
	if f.all == nil {
		f.all = map[string]*flight{}
	}
	fl = &flight{key: key, landed: make(chan struct{})}
	f.all[key] = fl
	return fl, true
}

// closeDoor lets nobody join any more, and says how many did.
func (f *flights) closeDoor(fl *flight) int {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.all[fl.key] == fl {
		delete(f.all, fl.key)
	}
	return fl.joined
}

// share keeps a short answer for those who joined. It reports false when the
// answer broke off.
func (f *flights) share(fl *flight, resp *http.Response, a session.Admission) bool {
	if f.closeDoor(fl) == 0 {
		return true
	}
	head, err := io.ReadAll(io.LimitReader(resp.Body, plan.MaxTagged+1))
	if err != nil {
		return false
	}
	rest := resp.Body
	resp.Body = struct {
		io.Reader
		io.Closer
	}{io.MultiReader(bytes.NewReader(head), rest), rest}
	if len(head) <= plan.MaxTagged {
		fl.answer = &sharedAnswer{resp.StatusCode, resp.Header, head, a}
	}
	return true
}

// wait gives the answer of a flight that was joined, or nil.
func (fl *flight) wait(ctx context.Context) *sharedAnswer {
	select {
	case <-fl.landed:
		return fl.answer
	case <-ctx.Done():
		return nil
	}
}

func (s *sharedAnswer) response() *http.Response {
	return &http.Response{StatusCode: s.status, Header: s.header, Body: io.NopCloser(bytes.NewReader(s.body))}
}
