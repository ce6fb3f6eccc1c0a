package plan

import (
	"context"
	"errors"
	"time"
)

// Call is a small upstream request whose answer the gateway reads itself: a
// token, a session. Bodies are short JSON on both ways.
type Call struct {
	Method  string
	URL     string
	Header  []Field
	Body    []byte
	Timeout time.Duration
}

// MaxReply is the most bytes of an answer to a call; a longer one is an error.
const MaxReply = 2 << 20

// Reply is the upstream's answer to a call.
type Reply struct {
	Status int
	Body   []byte
}

// ErrUnreachable and ErrTimeout are wrapped by the errors of a Caller.
var (
	ErrUnreachable = errors.New("the upstream cannot be reached")
	ErrTimeout     = errors.New("the upstream did not answer in time")
)

// Caller is the port through which the gateway makes calls: net/http natively,
// fetch() at the edge. It follows no redirect.
type Caller interface {
	Call(ctx context.Context, c Call) (Reply, error)
}
