package native

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"time"

	"github.com/addend-go/addend/worker/plan"
)

// NewTransport gives the transport of the executor and the caller: no proxy
// from the environment, no transparent decompression (bytes and lengths pass
// through as they are), and waits with ends.
func NewTransport() *http.Transport {
	return &http.Transport{
		DialContext:            (&net.Dialer{Timeout: 5 * time.Second, KeepAlive: 30 * time.Second}).DialContext,
		TLSHandshakeTimeout:    5 * time.Second,
		ForceAttemptHTTP2:      true,
		DisableCompression:     true,
		MaxIdleConns:           512,
		MaxIdleConnsPerHost:    256,
		IdleConnTimeout:        90 * time.Second,
		ExpectContinueTimeout:  time.Second,
		MaxResponseHeaderBytes: 64 << 10,
		WriteBufferSize:        32 << 10,
		ReadBufferSize:         32 << 10,
	}
}

// Caller makes the gateway's small calls over a transport.
type Caller struct{ Transport http.RoundTripper }

// Call implements plan.Caller.
func (c Caller) Call(ctx context.Context, call plan.Call) (plan.Reply, error) {
	ctx, cancel := context.WithTimeout(ctx, call.Timeout)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, call.Method, call.URL, bytes.NewReader(call.Body))
	if err != nil {
		return plan.Reply{}, plan.ErrUnreachable
	}
	for _, f := range call.Header {
		req.Header.Set(f[0], f[1])
	}
	resp, err := c.Transport.RoundTrip(req)
	if err != nil {
		return plan.Reply{}, failure(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(io.LimitReader(resp.Body, plan.MaxReply+1))
	switch {
	case err != nil:
		return plan.Reply{}, failure(err)
	case len(body) > plan.MaxReply:
		return plan.Reply{}, fmt.Errorf("%w: the answer is longer than %d bytes", plan.ErrUnreachable, plan.MaxReply)
	}
	return plan.Reply{Status: resp.StatusCode, Body: body}, nil
}

func failure(err error) error {
	var timeout net.Error
	if errors.Is(err, context.DeadlineExceeded) || errors.As(err, &timeout) && timeout.Timeout() {
		return plan.ErrTimeout
	}
	return plan.ErrUnreachable
}
