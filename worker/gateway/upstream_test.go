package gateway

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/addend-go/addend/worker/plan"
	"github.com/addend-go/addend/worker/secret"
)

func TestSignInCalls(t *testing.T) {
	g := newRig(t)
	g.signedIn(t)
	if len(g.calls) != 2 {
		t.Fatalf("%d calls", len(g.calls))
	}
	for i, c := range []struct{ url, field, body string }{
		{"https://platform.test/base/api/v4/authentication/token", "X-Server-Key server-key", `{"userId":"marta"}`},
		{"https://platform.test/base/api/v5/sessions", "X-Api-Key api-key", `"authToken":"auth-token"`},
	} {
		got := g.calls[i]
		if got.Method != "POST" || got.URL != c.url || !strings.Contains(string(got.Body), c.body) || got.Timeout <= 0 {
			t.Errorf("call %d: %s %s %s", i, got.Method, got.URL, got.Body)
		}
		if fields := fmt.Sprint(got.Header); !strings.Contains(fields, c.field) || strings.Contains(fields, "Bearer") {
			t.Errorf("call %d: %s", i, fields)
		}
	}
	if body := string(g.calls[1].Body); strings.Contains(body, "displayName") || !strings.Contains(body, `"deviceId":"addend-`) {
		t.Error(body)
	}

	plain := newRig(t, func(o *Options) { o.ServerKey = secret.Text{} })
	plain.signedIn(t)
	if len(plain.calls) != 1 || strings.Contains(string(plain.calls[0].Body), "authToken") {
		t.Error("without a server key an authentication token was asked for")
	}
}

func TestEveryBrowserHasItsOwnDevice(t *testing.T) {
	g := newRig(t)
	g.signedIn(t)
	g.signedIn(t)
	if string(g.calls[1].Body) == string(g.calls[3].Body) {
		t.Error("two sign-ins share a device id")
	}
}

func TestSignInProblems(t *testing.T) {
	const tokenPath, sessionPath = "/authentication/token", "/v5/sessions"
	for _, c := range []struct {
		name, at     string
		status       int
		body         string
		err          error
		want, needle string
		code         int
	}{
		{"wrong server key", tokenPath, 401, "Unauthorized", nil, "server-key-refused", "ADDEND_SERVER_KEY", 502},
		{"secure mode is off", tokenPath, 403, `{"status":"error","code":400300,"message":"m"}`, nil, "auth-token-refused", "secure mode", 502},
		{"token is a page", tokenPath, 200, "<html>", nil, "upstream-malformed", "ADDEND_UPSTREAM", 502},
		{"token is an object", tokenPath, 200, `{"token":"x"}`, nil, "upstream-malformed", "ADDEND_UPSTREAM", 502},
		{"token is empty", tokenPath, 200, "", nil, "upstream-malformed", "ADDEND_UPSTREAM", 502},
		{"token with a line break", tokenPath, 200, "a\nb", nil, "upstream-malformed", "ADDEND_UPSTREAM", 502},
		{"away", tokenPath, 0, "", plan.ErrUnreachable, "upstream-unreachable", "ADDEND_UPSTREAM", 502},
		{"slow", sessionPath, 0, "", fmt.Errorf("x: %w", plan.ErrTimeout), "upstream-timeout", "", 504},
		{"other failure", sessionPath, 0, "", errors.New("x"), "upstream-unreachable", "", 502},
		{"wrong API key", sessionPath, 401, `{"status":"error","code":400100,"message":"m"}`, nil, "sign-in-refused", `"platformCode":400100`, 403},
		{"banned", sessionPath, 403, `{"status":"error","code":400312,"message":"m"}`, nil, "user-banned", `"platformCode":400312`, 403},
		{"validation", sessionPath, 422, `{"status":"error","code":500000,"message":"userId <b>"}`, nil, "sign-in-refused", `userId \u003cb\u003e`, 400},
		{"busy", sessionPath, 429, `{}`, nil, "rate-limited", "retryAfterMs", 429},
		{"failing", sessionPath, 500, `{"status":"error","code":500000,"message":"m"}`, nil, "upstream-error", "", 502},
		{"redirect", sessionPath, 302, ``, nil, "upstream-redirect", "", 502},
		{"malformed", sessionPath, 200, `{"accessToken":`, nil, "upstream-malformed", "", 502},
		{"no token", sessionPath, 200, `{"users":[{"userId":"marta"}]}`, nil, "upstream-malformed", "", 502},
		{"a token that cannot be sent", sessionPath, 200, `{"accessToken":"a\nb","users":[{"userId":"marta"}]}`, nil, "upstream-malformed", "", 502},
		{"someone else's session", sessionPath, 200, `{"accessToken":"a","users":[{"userId":"noor"}]}`, nil, "upstream-malformed", "another user", 502},
	} {
		g := newRig(t)
		g.reply = func(call plan.Call) (plan.Reply, error) {
			if strings.Contains(call.URL, c.at) {
				return plan.Reply{Status: c.status, Body: []byte(c.body)}, c.err
			}
			return platform(call)
		}
		w := g.ask(nil, "POST", "/session", `{"userId":"marta"}`, "Content-Type", "application/json")
		body := w.Body.String()
		if w.Code != c.code || w.code() != c.want || !strings.Contains(body, c.needle) || w.Header().Get("Set-Cookie") != "" {
			t.Errorf("%s: %d %s", c.name, w.Code, body)
		}
		if strings.Contains(body, "server-key\"") && c.want != "server-key-refused" || strings.Contains(body, "api-key") {
			t.Errorf("%s shows a key: %s", c.name, body)
		}
	}
}

func TestTokenAsPlainText(t *testing.T) {
	g := newRig(t)
	g.reply = func(c plan.Call) (plan.Reply, error) {
		if strings.Contains(c.URL, "authentication") {
			return plan.Reply{Status: 200, Body: []byte("plain-token\n")}, nil
		}
		return platform(c)
	}
	g.signedIn(t)
	if !strings.Contains(string(g.calls[1].Body), `"authToken":"plain-token"`) {
		t.Error(string(g.calls[1].Body))
	}
}
