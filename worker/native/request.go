package native

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"

	"github.com/addend-go/addend/worker/plan"
	"github.com/addend-go/addend/worker/session"
)

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
