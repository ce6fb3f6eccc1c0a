package gateway

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"time"

	"github.com/addend-go/addend/socialplus"
	"github.com/addend-go/addend/worker/plan"
	"github.com/addend-go/addend/worker/secret"
	"github.com/addend-go/addend/worker/session"
	"github.com/addend-go/addend/worker/wirejson"
)

const callTimeout = 10 * time.Second

// registered is a session the platform has opened.
type registered struct {
	token       session.Token
	displayName string
	body        wirejson.Map // the whole answer: it holds the token
}

// register opens a platform session for a user on a device: in secure mode an
// authentication token first, used at once and never kept, as it lives for ten
// minutes (FAQ F08, F11), then POST /api/v5/sessions. It is also how a token is
// renewed: the platform's refresh token is not for API users (FAQ F07, F10).
func (g *Gateway) register(ctx context.Context, user, displayName, device string) (registered, *Problem) {
	body := wirejson.Object{
		{Name: "userId", Value: user},
		{Name: "deviceId", Value: device},
		{Name: "deviceInfo", Value: wirejson.Object{
			{Name: "kind", Value: "web"}, {Name: "model", Value: "addend worker"}, {Name: "sdkVersion", Value: "addend"},
		}},
	}
	if displayName != "" {
		body = append(body, wirejson.Member{Name: "displayName", Value: displayName})
	}
	if !g.ServerKey.Empty() {
		token, problem := g.authToken(ctx, user)
		if problem != nil {
			return registered{}, problem
		}
		body = append(body, wirejson.Member{Name: "authToken", Value: token.Reveal()})
	}
	reply, failed := g.call(ctx, http.MethodPost, "/api/v5/sessions", [2]string{"X-Api-Key", g.APIKey.Reveal()}, body)
	if failed != nil {
		return registered{}, failed
	}
	if reply.Status != http.StatusOK {
		return registered{}, refusal(reply)
	}
	return g.readSession(reply.Body, user)
}

// authToken asks for an authentication token with the server key.
func (g *Gateway) authToken(ctx context.Context, user string) (secret.Text, *Problem) {
	reply, failed := g.call(ctx, http.MethodPost, "/api/v4/authentication/token",
		[2]string{"X-Server-Key", g.ServerKey.Reveal()}, wirejson.Object{{Name: "userId", Value: user}})
	if failed != nil {
		return secret.Text{}, failed
	}
	switch reply.Status {
	case http.StatusOK:
	case http.StatusUnauthorized:
		return secret.Text{}, problem("server-key-refused")
	case http.StatusForbidden, http.StatusUnprocessableEntity:
		return secret.Text{}, problem("auth-token-refused")
	default:
		return secret.Text{}, refusal(reply)
	}
	// The platform answers a JSON string or the bare token.
	text := strings.TrimSpace(string(reply.Body))
	if v, err := wirejson.Parse(reply.Body); err == nil {
		if s, ok := v.(string); ok {
			text = s
		}
	}
	if text == "" || len(text) > 1024 || strings.ContainsFunc(text, func(c rune) bool { return c <= ' ' || c > '~' || c == '<' || c == '{' || c == '"' }) {
		return secret.Text{}, problem("upstream-malformed")
	}
	return secret.New(text), nil
}

func (g *Gateway) readSession(body []byte, user string) (registered, *Problem) {
	v, err := wirejson.Parse(body)
	m, _ := v.(wirejson.Map)
	access, _ := m["accessToken"].(string)
	if err != nil || access == "" || strings.ContainsFunc(access, func(c rune) bool { return c <= ' ' || c > '~' }) {
		return registered{}, problem("upstream-malformed")
	}
	now := g.Now()
	life := socialplus.AccessTokenSeconds * time.Second
	issued, err1 := time.Parse(time.RFC3339, text(m, "issuedAt"))
	expires, err2 := time.Parse(time.RFC3339, text(m, "expiresAt"))
	if err1 == nil && err2 == nil && expires.After(issued) {
		life = expires.Sub(issued) // by our clock from now on: theirs may differ
	}
	out := registered{token: session.Token{Access: secret.New(access), Issued: now, Expires: now.Add(life)}, body: m}
	users, _ := m["users"].([]any)
	for _, one := range users {
		if u, _ := one.(wirejson.Map); text(u, "userId") == user {
			out.displayName = text(u, "displayName")
			return out, nil
		}
	}
	return registered{}, problem("upstream-malformed").with("the session answer is for another user: nothing was kept")
}

// revoke ends a platform session. It is a courtesy to the platform: the token
// is already gone here, so that a failure changes nothing for the user.
func (g *Gateway) revoke(ctx context.Context, token secret.Text) {
	if token.Empty() {
		return
	}
	_, _ = g.call(ctx, http.MethodDelete, "/api/v4/sessions", [2]string{"Authorization", "Bearer " + token.Reveal()}, nil)
}

func (g *Gateway) call(ctx context.Context, method, path string, credential plan.Field, body wirejson.Object) (plan.Reply, *Problem) {
	c := plan.Call{Method: method, URL: g.Upstream.String() + path, Timeout: min(callTimeout, g.Timeout),
		Header: []plan.Field{{"Accept", "application/json"}, {"User-Agent", userAgent}, credential}}
	if body != nil {
		c.Header = append(c.Header, plan.Field{"Content-Type", "application/json"})
		c.Body = wirejson.Append(nil, body)
	}
	reply, err := g.Caller.Call(ctx, c)
	switch {
	case errors.Is(err, plan.ErrTimeout):
		return reply, problem("upstream-timeout")
	case err != nil:
		return reply, problem("upstream-unreachable")
	}
	return reply, nil
}

// refusal reads why the platform refused a sign-in.
func refusal(reply plan.Reply) *Problem {
	code, message := envelope(reply.Body)
	switch {
	case reply.Status >= 300 && reply.Status < 400:
		return problem("upstream-redirect")
	case code == int(socialplus.CodeGlobalBan):
		return problem("user-banned")
	case reply.Status == http.StatusTooManyRequests:
		p := problem("rate-limited")
		p.Message, p.RetryAfter = "the platform refuses more sign-ins for now", 5*time.Second
		return p
	case reply.Status == http.StatusUnauthorized, reply.Status == http.StatusForbidden:
		p := problem("sign-in-refused")
		p.Platform = code
		return p
	case reply.Status == http.StatusBadRequest, reply.Status == http.StatusUnprocessableEntity:
		p := problem("sign-in-refused").with("the platform did not take the user id or display name")
		p.Status, p.Platform = http.StatusBadRequest, code
		if message != "" {
			p.Message += ": " + message
		}
		return p
	}
	p := problem("upstream-error")
	p.Platform = code
	return p
}

// envelope reads the platform's error envelope; 0 when it is none.
func envelope(body []byte) (code int, message string) {
	v, _ := wirejson.Parse(body)
	m, _ := v.(wirejson.Map)
	f, _ := m["code"].(float64)
	if text(m, "status") == "" || f < 100000 || f > 999999 {
		return 0, ""
	}
	message = text(m, "message")
	if len(message) > 200 {
		message = message[:200]
	}
	return int(f), strings.ToValidUTF8(message, "")
}

func text(m wirejson.Map, name string) string {
	s, _ := m[name].(string)
	return s
}
