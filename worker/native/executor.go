// Package native is the plain Go host of the worker: it runs the gateway's
// plans with net/http, streaming both ways, and serves the static files.
package native

import (
	"context"
	"io"
	"net/http"
	"time"

	"github.com/addend-go/addend/worker/live"
	"github.com/addend-go/addend/worker/plan"
	"github.com/addend-go/addend/worker/session"
)

// Executor runs the plans of a gateway. js/execute.mjs is its twin in workerd;
// test/conformance holds them to the same behaviour.
type Executor struct {
	Gateway   http.Handler
	Store     session.Store
	Live      *live.Memory
	Transport http.RoundTripper
	// Sources fetches the addresses that users name: public ones only.
	Sources http.RoundTripper

	flights flights
}

// ServeHTTP asks the gateway and runs what it plans until an answer stands.
func (e *Executor) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	x := &exchange{Executor: e, w: w, r: r}
	defer x.closeSource()
	var out *plan.Outcome
	for attempt := 1; attempt <= plan.MaxRounds; attempt++ {
		ctx := r.Context()
		if out != nil {
			ctx = plan.WithOutcome(ctx, out)
		}
		s := &sink{ResponseWriter: w, header: http.Header{}}
		e.Gateway.ServeHTTP(s, r.WithContext(ctx))
		if s.plan == nil {
			s.commit(http.StatusOK)
			return
		}
		if out = x.run(s.plan, s.header); out == nil {
			return
		}
		out.Attempt, out.Carry = attempt, s.plan.Carry
	}
	// The gateway stops planning at plan.MaxAttempts; this is the wall behind.
	http.Error(w, "", http.StatusBadGateway)
}

// exchange is one client request and the plans run for it.
type exchange struct {
	*Executor
	w    http.ResponseWriter
	r    *http.Request
	body []byte // of a buffered plan, kept for its repetition
	read bool
	head []byte // of the client's body, looked at
	source
}

// run gives nil when the answer went to the client.
func (x *exchange) run(p *plan.Plan, header http.Header) *plan.Outcome {
	if p.Events != nil {
		return x.events(p.Events, header)
	}
	if p.Peek > 0 {
		return x.peek(p.Peek)
	}
	key := flightKey(p)
	if key == "" {
		return x.call(p, header, nil)
	}
	fl, leads := x.flights.enter(key)
	if leads {
		defer close(fl.landed)
		defer x.flights.closeDoor(fl)
		return x.call(p, header, fl)
	}
	if out, done := x.joined(p, header, fl); done {
		return out
	}
	return x.call(p, header, nil)
}

// joined answers with what an equal call got. Whether the session still stands is
// asked nevertheless; the call is counted once.
func (x *exchange) joined(p *plan.Plan, header http.Header, fl *flight) (out *plan.Outcome, done bool) {
	switch a, err := x.Store.State(x.r.Context(), session.Key{User: p.Admit.User, Session: p.Admit.Session}); {
	case err != nil:
		return &plan.Outcome{Kind: plan.NoState}, true
	case a.State != session.OK:
		return refused(a), true
	}
	shared := fl.wait(x.r.Context())
	if shared == nil {
		return nil, false
	}
	return x.answer(p, shared.response(), header, shared.admission), true
}

func (x *exchange) call(p *plan.Plan, header http.Header, fl *flight) *plan.Outcome {
	var admission session.Admission
	if p.Admit != nil {
		var err error
		if admission, err = x.admit(p.Admit); err != nil {
			return &plan.Outcome{Kind: plan.NoState}
		}
		if admission.State != session.OK {
			return refused(admission)
		}
	}
	if p.Fetch != nil {
		return x.look(p)
	}
	ctx, cancel := context.WithTimeout(x.r.Context(), p.Timeout)
	defer cancel()
	req, out := x.request(ctx, p, admission)
	if out != nil {
		return out
	}
	resp, out := x.fetch(req, p, cancel)
	if out != nil {
		return out
	}
	defer resp.Body.Close()
	if out := returned(p, resp, admission); out != nil {
		return out
	}
	if fl != nil && !x.flights.share(fl, resp, admission) {
		return &plan.Outcome{Kind: plan.Unreachable}
	}
	return x.answer(p, resp, header, admission)
}

// answer passes an upstream answer on, with a tag where one is asked for.
func (x *exchange) answer(p *plan.Plan, resp *http.Response, header http.Header, admission session.Admission) *plan.Outcome {
	var head []byte
	if p.Tag != "" && resp.StatusCode == http.StatusOK {
		var err error
		if head, err = io.ReadAll(io.LimitReader(resp.Body, plan.MaxTagged+1)); err != nil {
			return &plan.Outcome{Kind: plan.Unreachable}
		}
	}
	x.stream(p, resp, head, header, admission)
	return nil
}

// admit asks for a place in the call window, and waits for one where the caller
// would rather wait.
func (x *exchange) admit(p *plan.Admit) (session.Admission, error) {
	k := session.Key{User: p.User, Session: p.Session}
	for end := time.Now().Add(p.Wait); ; {
		a, err := x.Store.Admit(x.r.Context(), k, p.Seen, p.Keep)
		if err != nil || a.State != session.Limited || a.Window.Reset > time.Until(end) {
			return a, err
		}
		select {
		case <-time.After(max(a.Window.Reset, time.Millisecond)):
		case <-x.r.Context().Done():
			return a, x.r.Context().Err()
		}
	}
}

func refused(a session.Admission) *plan.Outcome {
	out := &plan.Outcome{Version: a.Version, Expired: a.Expired, Reason: a.Reason, Limit: a.Window.Limit, RetryAfter: a.Window.Reset}
	switch a.State {
	case session.Limited:
		out.Kind = plan.Limited
	case session.Stale:
		out.Kind = plan.Stale
	case session.Ended:
		out.Kind = plan.Ended
	default:
		out.Kind = plan.Unknown
	}
	return out
}
