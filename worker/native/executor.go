// Package native is the plain Go host of the worker: it runs the gateway's
// plans with net/http, streaming both ways, and serves the static files.
package native

import (
	"bytes"
	"context"
	"errors"
	"io"
	"mime"
	"net/http"
	"strconv"
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

func (x *exchange) request(ctx context.Context, p *plan.Plan, a session.Admission) (*http.Request, *plan.Outcome) {
	body, length, out := x.requestBody(p)
	if out != nil {
		return nil, out
	}
	req, err := http.NewRequestWithContext(ctx, p.Method, p.URL, body)
	if err != nil {
		return nil, &plan.Outcome{Kind: plan.Unreachable}
	}
	req.ContentLength = length
	for _, f := range p.Header {
		req.Header.Set(f[0], f[1])
	}
	if p.Admit != nil {
		req.Header.Set("Authorization", "Bearer "+a.Token.Reveal())
	}
	return req, nil
}

func (x *exchange) requestBody(p *plan.Plan) (io.Reader, int64, *plan.Outcome) {
	switch p.Body {
	case plan.Buffered:
		if !x.read {
			b, err := io.ReadAll(http.MaxBytesReader(x.w, x.r.Body, p.MaxBody))
			if err != nil {
				return nil, 0, bodyFailure(err)
			}
			x.body, x.read = b, true
		}
		return bytes.NewReader(x.body), int64(len(x.body)), nil
	case plan.Streamed:
		rest := http.MaxBytesReader(x.w, x.r.Body, p.MaxBody-int64(len(x.head)))
		return io.MultiReader(bytes.NewReader(x.head), rest), x.r.ContentLength, nil
	case plan.Fetched:
		return x.fetched(p)
	}
	return nil, 0, nil
}

func bodyFailure(err error) *plan.Outcome {
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &tooLarge):
		return &plan.Outcome{Kind: plan.TooLarge}
	case errors.Is(err, errSource):
		return &plan.Outcome{Kind: plan.SourceCut}
	}
	return &plan.Outcome{Kind: plan.Cut}
}

// fetch waits for the answer's head: HeaderTimeout counts from the end of the
// request body.
func (x *exchange) fetch(req *http.Request, p *plan.Plan, cancel context.CancelFunc) (*http.Response, *plan.Outcome) {
	timer := newDeadline(p.HeaderTimeout, cancel)
	defer timer.stop()
	var bodyErr error
	if req.Body != nil {
		req.Body = &watched{ReadCloser: req.Body, failed: &bodyErr, done: timer.start}
	} else {
		timer.start()
	}
	resp, err := x.Transport.RoundTrip(req)
	if err == nil {
		return resp, nil
	}
	switch {
	case bodyErr != nil:
		return nil, bodyFailure(bodyErr)
	case timer.fired(), errors.Is(err, context.DeadlineExceeded):
		return nil, &plan.Outcome{Kind: plan.TimedOut}
	}
	return nil, &plan.Outcome{Kind: plan.Unreachable}
}

// returned makes an outcome of an answer that is the gateway's to judge.
func returned(p *plan.Plan, resp *http.Response, a session.Admission) *plan.Outcome {
	out := &plan.Outcome{Kind: plan.Answered, Version: a.Version, Status: resp.StatusCode,
		Type: resp.Header.Get("Content-Type"), Location: resp.Header.Get("Location"), Wait: resp.Header.Get("Retry-After")}
	if p.Returns(resp.StatusCode) {
		out.Body, _ = io.ReadAll(io.LimitReader(resp.Body, plan.MaxOutcomeBody))
		return out
	}
	if p.Type != "" && resp.StatusCode != http.StatusNoContent && mediaType(out.Type) != p.Type {
		out.Kind = plan.Malformed
		return out
	}
	return nil
}

func mediaType(contentType string) string {
	t, _, err := mime.ParseMediaType(contentType)
	if err != nil {
		return ""
	}
	return t
}

// stream passes an answer on. When the upstream breaks off, so does the answer:
// a client must not take half a file for a whole one.
func (x *exchange) stream(p *plan.Plan, resp *http.Response, head []byte, own http.Header, a session.Admission) {
	h := x.w.Header()
	for _, name := range p.Keep {
		for _, v := range resp.Header.Values(name) {
			h.Add(name, v)
		}
	}
	for name, values := range own {
		h[name] = values
	}
	if p.Inline != nil && !contains(p.Inline, mediaType(resp.Header.Get("Content-Type"))) {
		h.Set("Content-Disposition", p.Attachment)
	}
	if p.Admit != nil {
		h.Set("RateLimit-Limit", strconv.Itoa(a.Window.Limit))
		h.Set("RateLimit-Remaining", strconv.Itoa(a.Window.Remaining))
		h.Set("RateLimit-Reset", strconv.Itoa(int((a.Window.Reset+time.Second-1)/time.Second)))
	}
	status := resp.StatusCode
	if head != nil && len(head) <= plan.MaxTagged && tagged(h, p.Tag, head) {
		status = http.StatusNotModified
	}
	x.w.WriteHeader(status)
	if x.r.Method == http.MethodHead || status == http.StatusNotModified {
		return
	}
	var body io.Reader = resp.Body
	if head != nil {
		body = io.MultiReader(bytes.NewReader(head), body)
	}
	if _, err := io.Copy(x.w, body); err != nil {
		panic(http.ErrAbortHandler)
	}
}

// tagged gives a short answer a tag of its bytes, and reports whether the reader
// has them.
func tagged(h http.Header, known string, body []byte) bool {
	tag := plan.TagOf(body)
	h.Set("ETag", tag)
	if !plan.HasTag(known, tag) {
		return false
	}
	h.Del("Content-Type")
	h.Del("Content-Length")
	h.Del("Content-Encoding")
	return true
}

func contains(list []string, s string) bool {
	for _, one := range list {
		if one == s {
			return true
		}
	}
	return false
}
