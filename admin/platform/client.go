// Package platform calls the platform's REST API as an administrator does: with
// the admin token or the application's keys, inside the budget of calls, and
// again where repeating is safe.
package platform

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// MaxAnswer is how many bytes of an answer are read.
const MaxAnswer = 32 << 20

// Client is one application of the platform. Its keys are sent where Call is
// told to, and are in no error and no log.
type Client struct {
	Base       string // such as https://apix.eu.amity.co, without a final slash
	APIKey     string // x-api-key, for registering sessions
	ServerKey  string // x-server-key in secure mode; may be empty
	AdminToken string // bearer of everything else (FAQ F02, F50)

	HTTP *http.Client
	Pace *Pace // calls per second; nil does not wait
}

// As says whose call it is.
type As int

const (
	Admin   As = iota // the admin token
	Key               // the API key: a session is registered (FAQ F01)
	Server            // the API key and the server key: an authentication token (FAQ F11)
	Session           // a user's own access token, given as Call.Token
)

// Call is one request. Body is sent as JSON, Into takes the JSON of the answer.
type Call struct {
	As     As
	Token  string // for Session
	Method string
	Path   string // escaped, such as /api/v3/users
	Query  url.Values
	Body   any
	Into   any
	// Once forbids a second try after an answer was lost or the server failed:
	// for what must not happen twice.
	Once bool
}

// tries is how often a call is made in all; waits are the pauses between.
var waits = []time.Duration{time.Second, 2 * time.Second, 4 * time.Second}

// Do makes the call. What the platform refuses is an *Error. A refusal for the
// number of calls (400311) waits and repeats, since nothing happened; a failure
// of the network or the server is repeated unless Once.
func (c *Client) Do(ctx context.Context, call Call) error {
	for try := 0; ; try++ {
		if err := c.Pace.Wait(ctx); err != nil {
			return err
		}
		err := c.once(ctx, call)
		again, after := repeatable(err, call.Once)
		if err == nil || !again || try == len(waits) || ctx.Err() != nil {
			return err
		}
		if err := sleep(ctx, max(waits[try], after)); err != nil {
			return err
		}
	}
}

func (c *Client) once(ctx context.Context, call Call) error {
	var body io.Reader
	if call.Body != nil {
		b, err := json.Marshal(call.Body)
		if err != nil {
			return err
		}
		body = bytes.NewReader(b)
	}
	address := strings.TrimSuffix(c.Base, "/") + call.Path
	if len(call.Query) > 0 {
		address += "?" + call.Query.Encode()
	}
	req, err := http.NewRequestWithContext(ctx, call.Method, address, body)
	if err != nil {
		return err
	}
	if body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	c.sign(req, call)
	res, err := c.HTTP.Do(req)
	if err != nil {
		return &Error{Method: call.Method, Path: call.Path, Message: "no answer: " + reason(err), lost: true}
	}
	defer res.Body.Close()
	b, err := io.ReadAll(io.LimitReader(res.Body, MaxAnswer+1))
	if err != nil {
		return &Error{Method: call.Method, Path: call.Path, Status: res.StatusCode, Message: "the answer was cut: " + reason(err), lost: true}
	}
	if len(b) > MaxAnswer {
		return &Error{Method: call.Method, Path: call.Path, Status: res.StatusCode, Message: fmt.Sprintf("the answer is larger than %d MiB", MaxAnswer>>20)}
	}
	if res.StatusCode/100 != 2 {
		return refusal(call, res, b)
	}
	switch into := call.Into.(type) {
	case nil:
		return nil
	case *[]byte:
		*into = b
		return nil
	}
	if err := json.Unmarshal(b, call.Into); err != nil {
		return &Error{Method: call.Method, Path: call.Path, Status: res.StatusCode, Message: "the answer is not the JSON it should be: " + err.Error()}
	}
	return nil
}

func (c *Client) sign(req *http.Request, call Call) {
	switch call.As {
	case Admin:
		req.Header.Set("Authorization", "Bearer "+c.AdminToken)
	case Session:
		req.Header.Set("Authorization", "Bearer "+call.Token)
	case Server:
		req.Header.Set("X-Server-Key", c.ServerKey)
		fallthrough
	case Key:
		req.Header.Set("X-Api-Key", c.APIKey)
	}
}
