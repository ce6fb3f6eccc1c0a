package gateway

import (
	"fmt"
	"strings"
	"testing"

	"github.com/addend-go/addend/worker/plan"
)

// Who is new joins, who was there before does not, and a community that cannot
// be joined costs nobody the sign-in (FAQ F27).
func TestNewUsersAreWelcomed(t *testing.T) {
	for name, c := range map[string]struct {
		created string // the sign-in is at 12:00:00
		joined  string
		calls   int
	}{
		"new":            {"2026-11-23T11:59:59.000Z", `"joined":["cafe","garden"]`, 3},
		"there before":   {"2026-11-23T11:58:00.000Z", "", 0},
		"no time stated": {"", "", 0},
	} {
		g := newRig(t, func(o *Options) { o.Welcome = []string{"cafe", "no/where", "garden"} })
		joins := 0
		g.reply = func(call plan.Call) (plan.Reply, error) {
			switch {
			case strings.HasSuffix(call.URL, "/api/v5/sessions"):
				return plan.Reply{Status: 200, Body: fmt.Appendf(nil, `{"accessToken":"access-token","issuedAt":"2026-11-23T12:00:00.000Z","expiresAt":"2026-12-23T12:00:00.000Z",
					"users":[{"userId":"marta","displayName":"Marta","createdAt":%q}]}`, c.created)}, nil
			case strings.HasSuffix(call.URL, "/join"):
				joins++
				if strings.Contains(call.URL, "no%2Fwhere") {
					return plan.Reply{Status: 404, Body: []byte(`{"status":"error","code":400400,"message":"no"}`)}, nil
				}
			}
			return platform(call)
		}
		w := g.ask(nil, "POST", "/session", `{"userId":"marta"}`, "Content-Type", "application/json")
		if w.Code != 200 || !strings.Contains(w.Body.String(), c.joined) || (c.joined == "") == strings.Contains(w.Body.String(), "joined") || joins != c.calls {
			t.Errorf("%s: %d after %d joins: %s", name, w.Code, joins, w.Body)
		}
	}
}

// FAQ F66.
func TestChannelsByRole(t *testing.T) {
	for name, c := range map[string]struct {
		roles, creators []string
		user            string
		planned         bool
		code            string
	}{
		"without a rule":       {nil, nil, `"roles":[]`, true, ""},
		"one of the roles":     {[]string{"host", "staff"}, nil, `"roles":["member","staff"]`, true, ""},
		"none of them":         {[]string{"host"}, nil, `"roles":["member"]`, false, "channel-role"},
		"a role of his own":    {[]string{"host"}, nil, `"metadata":{"roles":["host"]}`, false, "channel-role"},
		"on the hook's list":   {[]string{"host"}, []string{"marta"}, `"roles":[]`, true, ""},
		"another on that list": {[]string{"host"}, []string{"lev"}, `"roles":[]`, false, "channel-role"},
	} {
		g := newRig(t, func(o *Options) { o.ChannelRoles, o.ChannelCreators = c.roles, c.creators })
		cookie := g.signedIn(t)
		g.answers(map[string]string{"GET /api/v3/users/marta": `{"users":[{"userId":"marta",` + c.user + `}]}`})
		header := []string{"Cookie", cookie, "Content-Type", "application/json"}
		w := g.ask(nil, "POST", "/api/v3/channels", `{"type":"community"}`, header...)
		if (w.plan != nil) != c.planned || w.code() != c.code {
			t.Errorf("%s: planned %v, %s", name, w.plan != nil, w.Body)
		}
		if w := g.ask(nil, "POST", "/api/v3/channels/conversation", `{"userIds":["lev"]}`, header...); w.plan == nil {
			t.Errorf("%s: a conversation is not meant: %s", name, w.Body)
		}
		if w := g.ask(nil, "POST", "/api/v3/channels", `{}`, "Content-Type", "application/json"); w.code() != "no-session" {
			t.Errorf("%s: %s", name, w.Body)
		}
	}
}

// FAQ F32: off unless asked for, for the user himself only, never kept.
func TestAuthTokens(t *testing.T) {
	g := newRig(t)
	cookie := g.signedIn(t)
	if w := g.ask(nil, "POST", "/plus/me/auth-token", "", "Cookie", cookie); w.Code != 403 || w.code() != "auth-tokens-off" {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	g = newRig(t, func(o *Options) { o.AuthTokens = true })
	cookie = g.signedIn(t)
	before := len(g.calls)
	w := g.ask(nil, "POST", "/plus/me/auth-token", "", "Cookie", cookie)
	if w.Code != 200 || w.Body.String() != `{"userId":"marta","authToken":"auth-token","expiresIn":600}` || w.Header().Get("Cache-Control") != "no-store" {
		t.Errorf("%d %v %s", w.Code, w.Header(), w.Body)
	}
	if calls := g.calls[before:]; len(calls) != 1 || !strings.Contains(string(calls[0].Body), `"marta"`) {
		t.Errorf("%d calls", len(calls))
	}
	for name, header := range map[string][]string{"no-session": nil, "missing-header": {"Cookie", cookie, "X-Addend", ""}, "cross-site": {"Cookie", cookie, "Origin", "https://evil.example"}} {
		if w := g.ask(nil, "POST", "/plus/me/auth-token", "", header...); w.code() != name || strings.Contains(w.Body.String(), "auth-token\"") {
			t.Errorf("%s: %s", name, w.Body)
		}
	}
}
