package gateway

import (
	"context"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/addend-go/addend/worker/plan"
	"github.com/addend-go/addend/worker/secret"
	"github.com/addend-go/addend/worker/session"
	"github.com/addend-go/addend/worker/wirejson"
)

// maxComposed bounds the platform calls of one composed answer. Each counts
// against the user's budget.
const maxComposed = 12

// composer makes the platform calls of one composed answer as its user.
type composer struct {
	*Gateway
	r     *http.Request
	user  string
	key   session.Key
	calls int
	body  wirejson.Map // of a route that takes one
	until time.Time    // how long to wait for places in the call window, in all
}

func (g *Gateway) composed(route composedRoute) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if r.Method != route.method {
			g.elsewhere(w, r)
			return
		}
		claims, ok := g.fromCookie(r)
		if !ok {
			g.noSession(w, r)
			return
		}
		if _, bad := allowQuery(r.URL.RawQuery, route.query); bad != nil {
			bad.write(w)
			return
		}
		body, bad := route.read(r)
		if bad != nil {
			bad.write(w)
			return
		}
		c := &composer{Gateway: g, r: r, user: claims.User, key: claims.Key(), body: body, until: g.Now().Add(wait(r))}
		answer, bad := route.answer(c)
		w.Header().Set("X-Addend-Calls", strconv.Itoa(c.calls))
		if bad != nil {
			c.refuse(w, bad)
			return
		}
		writeJSON(w, http.StatusOK, answer)
	}
}

// refuse answers why there is no answer.
func (c *composer) refuse(w http.ResponseWriter, bad *Problem) {
	switch bad.Code {
	case "rate-limited":
		limited(w, 100, bad.RetryAfter)
		return
	case "session-expired", "user-banned":
		c.clearCookie(w, c.r)
	}
	bad.write(w)
}

// read takes a JSON object of the keys that the route knows.
func (route composedRoute) read(r *http.Request) (wirejson.Map, *Problem) {
	switch {
	case len(route.body) == 0 && r.ContentLength != 0:
		return nil, problem("bad-body").with("this path takes no body")
	case r.ContentLength == 0:
		return nil, nil
	case !isJSON(r.Header.Get("Content-Type")):
		return nil, problem("bad-content-type").with("send application/json")
	}
	text, err := io.ReadAll(io.LimitReader(r.Body, textBody+1))
	switch {
	case err != nil:
		return nil, problem("body-cut")
	case len(text) > textBody:
		return nil, tooLarge(textBody)
	}
	v, err := wirejson.Parse(text)
	m, ok := v.(wirejson.Map)
	if err != nil || !ok {
		return nil, problem("bad-body")
	}
	for name := range m {
		if !slices.Contains(route.body, name) {
			return nil, problem("bad-body").with("the keys known here are " + strings.Join(route.body, ", "))
		}
	}
	return m, nil
}

// call makes one counted platform call and reads its object.
func (c *composer) call(method, path string, query url.Values, body wirejson.Object) (wirejson.Map, *Problem) {
	if len(query) > 0 {
		path += "?" + query.Encode()
	}
	seen := 0
	for {
		if c.calls >= maxComposed {
			return nil, problem("upstream-error").with("the answer needs more calls than are allowed; ask for fewer pages")
		}
		token, version, bad := c.bearer(seen)
		if bad != nil {
			return nil, bad
		}
		c.calls++
		reply, bad := c.Gateway.call(c.r.Context(), method, path, plan.Field{"Authorization", "Bearer " + token.Reveal()}, body)
		if bad != nil {
			return nil, bad
		}
		if reply.Status == http.StatusUnauthorized && seen == 0 {
			seen = version // once: the next refusal is about rights
			continue
		}
		return read(reply)
	}
}

func read(reply plan.Reply) (wirejson.Map, *Problem) {
	v, err := wirejson.Parse(reply.Body)
	m, ok := v.(wirejson.Map)
	switch code, _ := envelope(reply.Body); {
	case reply.Status == http.StatusTooManyRequests:
		p := problem("rate-limited")
		p.RetryAfter = session.LockWait
		return nil, p
	case reply.Status >= 400 && reply.Status < 500 && code != 0:
		p := problem("upstream-refused")
		p.Status, p.Platform = reply.Status, code
		return nil, p
	case reply.Status != http.StatusOK:
		return nil, problem("upstream-error")
	case err != nil || !ok:
		return nil, problem("upstream-malformed")
	}
	return m, nil
}

// bearer asks the store for the user's token, renewing it when it is due or was
// refused at the version seen.
func (c *composer) bearer(seen int) (secret.Text, int, *Problem) {
	keep := false
	for range plan.MaxAttempts {
		a, err := c.admit(seen, keep)
		if err != nil {
			return secret.Text{}, 0, storeProblem(err)
		}
		switch a.State {
		case session.OK:
			return a.Token, a.Version, nil
		case session.Limited:
			p := problem("rate-limited")
			p.RetryAfter = a.Window.Reset
			return secret.Text{}, 0, p
		case session.Stale:
			if keep, seen, err = c.renewal(a, seen); err != nil {
				bad, ok := err.(*Problem)
				if !ok {
					bad = storeProblem(err)
				}
				return secret.Text{}, 0, bad
			}
		default:
			return secret.Text{}, 0, over(a.Reason)
		}
	}
	return secret.Text{}, 0, problem("upstream-error")
}

// admit asks for a place in the call window, and waits for one while the caller
// would rather wait (Prefer: wait).
func (c *composer) admit(seen int, keep bool) (session.Admission, error) {
	for {
		a, err := c.Store.Admit(c.r.Context(), c.key, seen, keep)
		if err != nil || a.State != session.Limited || c.Now().Add(a.Window.Reset).After(c.until) {
			return a, err
		}
		if !c.pause(max(a.Window.Reset, time.Millisecond)) {
			return a, c.r.Context().Err()
		}
	}
}

// pauser is a Caller of a host that has only so much room for requests that
// wait. It reports false when it has none.
type pauser interface {
	Pause(ctx context.Context, d time.Duration) bool
}

func (c *composer) pause(d time.Duration) bool {
	if p, ok := c.Caller.(pauser); ok {
		return p.Pause(c.r.Context(), d)
	}
	select {
	case <-time.After(d):
		return true
	case <-c.r.Context().Done():
		return false
	}
}

// renewal follows a stale admission: what to ask the store with next.
func (c *composer) renewal(a session.Admission, seen int) (keep bool, next int, err error) {
	turn, err := c.Store.Claim(c.r.Context(), c.key, a.Version)
	if err != nil {
		return false, 0, err
	}
	switch turn.State {
	case session.Granted:
		_, bad := c.renewToken(c.r, c.key, turn.Device, a.Version)
		if bad != nil && (a.Expired || bad.Code == "session-expired" || bad.Code == "user-banned") {
			return false, 0, bad
		}
		return bad != nil, seen, nil
	case session.Recent:
		return true, 0, nil // a fresh token was refused: it is not about the token
	case session.Unknown, session.Ended:
		return false, 0, over(turn.Reason)
	}
	return false, seen, nil
}

// locked runs a change of something the platform keeps as a whole, one at a
// time for its owner: a user id, or a name that can be none.
func (c *composer) locked(owner string, change func() (wirejson.Object, *Problem)) (wirejson.Object, *Problem) {
	holder := session.NewID()
	got, err := c.Store.Lock(c.r.Context(), owner, holder)
	switch {
	case err != nil:
		return nil, storeProblem(err)
	case !got:
		return nil, problem("try-again")
	}
	defer func() { _ = c.Store.Unlock(c.r.Context(), owner, holder) }()
	return change()
}

// items gives the objects of a side-loaded list.
func items(m wirejson.Map, list string) []wirejson.Map {
	all, _ := m[list].([]any)
	out := make([]wirejson.Map, 0, len(all))
	for _, one := range all {
		if o, ok := one.(wirejson.Map); ok {
			out = append(out, o)
		}
	}
	return out
}
