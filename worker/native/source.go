package native

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"

	"github.com/addend-go/addend/worker/plan"
)

// errSource is wrapped by errors of a fetched body.
var errSource = errors.New("the source is not as long as it said")

// source is an answer to a Fetch that stays open until the exchange is over.
type source struct {
	resp   *http.Response
	first  []byte
	cancel context.CancelFunc
}

func (s *source) closeSource() {
	if s.resp != nil {
		_ = s.resp.Body.Close()
		s.resp = nil
	}
	if s.cancel != nil {
		s.cancel()
	}
}

// peek reads the beginning of the client's body.
func (x *exchange) peek(n int) *plan.Outcome {
	if x.head == nil {
		head := make([]byte, n)
		got, err := io.ReadFull(x.r.Body, head)
		if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
			return bodyFailure(err)
		}
		x.head = head[:got]
	}
	return &plan.Outcome{Kind: plan.Peeked, Head: x.head}
}

// look fetches an address as far as its head. Its errors say no more than that
// it cannot be reached: what a machine behind the worker answers is nobody's.
func (x *exchange) look(p *plan.Plan) *plan.Outcome {
	x.closeSource()
	ctx, cancel := context.WithTimeout(x.r.Context(), p.Timeout)
	x.cancel = cancel
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, p.Fetch.URL, nil)
	if err != nil {
		return &plan.Outcome{Kind: plan.Unreachable}
	}
	for _, f := range p.Fetch.Header {
		req.Header.Set(f[0], f[1])
	}
	timer := newDeadline(p.HeaderTimeout, cancel)
	defer timer.stop()
	timer.start()
	resp, err := x.Sources.RoundTrip(req)
	switch {
	case err != nil && (timer.fired() || errors.Is(err, context.DeadlineExceeded)):
		return &plan.Outcome{Kind: plan.TimedOut}
	case err != nil:
		return &plan.Outcome{Kind: plan.Unreachable}
	}
	x.resp, x.first = resp, nil
	out := &plan.Outcome{Kind: plan.Looked, Status: resp.StatusCode, Type: resp.Header.Get("Content-Type"),
		Location: resp.Header.Get("Location"), Length: resp.ContentLength}
	if coding := resp.Header.Get("Content-Encoding"); coding != "" && !strings.EqualFold(coding, "identity") {
		out.Length = -1 // of the coding, not of the file
	}
	if resp.StatusCode != http.StatusOK || out.Length <= 0 || out.Length > p.MaxBody {
		x.closeSource()
		return out
	}
	first := make([]byte, plan.PeekBytes)
	n, err := io.ReadFull(resp.Body, first)
	if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
		if timer.fired() {
			return &plan.Outcome{Kind: plan.TimedOut}
		}
		return &plan.Outcome{Kind: plan.SourceCut}
	}
	x.first = first[:n]
	out.Head = x.first
	return out
}

// fetched is the body of an open source, framed. It can be sent once.
func (x *exchange) fetched(p *plan.Plan) (io.Reader, int64, *plan.Outcome) {
	if x.resp == nil || x.resp.ContentLength < 0 || x.resp.ContentLength > p.MaxBody {
		return nil, 0, &plan.Outcome{Kind: plan.SourceCut}
	}
	resp := x.resp
	rest := &exactly{r: resp.Body, left: resp.ContentLength - int64(len(x.first))}
	body := io.MultiReader(strings.NewReader(p.Prefix), bytes.NewReader(x.first), rest, strings.NewReader(p.Suffix))
	return body, int64(len(p.Prefix)+len(p.Suffix)) + resp.ContentLength, nil
}

// exactly reads so many bytes and fails when there are fewer.
type exactly struct {
	r    io.Reader
	left int64
}

// Read implements io.Reader.
func (e *exactly) Read(b []byte) (int, error) {
	if e.left == 0 {
		return 0, io.EOF
	}
	n, err := e.r.Read(b[:min(int64(len(b)), e.left)])
	e.left -= int64(n)
	switch {
	case err != nil && err != io.EOF, err == io.EOF && e.left > 0:
		return n, fmt.Errorf("%w: %w", errSource, err)
	}
	return n, nil
}
