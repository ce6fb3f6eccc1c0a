package gateway

import (
	"strings"
	"testing"
	"time"

	"github.com/addend-go/addend/worker/identity"
	"github.com/addend-go/addend/worker/plan"
)

func withHandoff(t *testing.T, change ...func(*Options)) (*rig, *identity.Handoff) {
	h, err := identity.NewHandoff([]byte("0123456789abcdef0123456789abcdef"))
	if err != nil {
		t.Fatal(err)
	}
	return newRig(t, append([]func(*Options){func(o *Options) { o.Handoff, o.DevIdentities = h, false }}, change...)...), h
}

func TestHandoffSignsInOnce(t *testing.T) {
	g, h := withHandoff(t)
	token := h.Sign(identity.Identity{User: "marta", Name: "Marta", ID: "0123456789abcdef", Ends: g.now.Add(time.Minute)})
	send := func(body string) *recorder {
		return g.ask(nil, "POST", "/session", body, "Content-Type", "application/json")
	}
	if w := send(`{"handoff":"` + token + `"}`); w.Code != 200 || w.Header().Get("Set-Cookie") == "" {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	calls := len(g.calls)
	for name, c := range map[string]struct{ body, code string }{
		"a second time":            {`{"handoff":"` + token + `"}`, "identity-refused"},
		"with a name of one's own": {`{"handoff":"` + token + `","userId":"lev"}`, "sign-in-way"},
		"a development identity":   {`{"userId":"lev"}`, "sign-in-way"},
		"of nobody":                {`{"handoff":"x.y"}`, "identity-refused"},
		"of a user that cannot be": {`{"handoff":"` + h.Sign(identity.Identity{User: "ADMIN_x", ID: "0123456789abcdef", Ends: g.now.Add(time.Minute)}) + `"}`, "bad-user-id"},
		"that is no text":          {`{"handoff":7}`, "sign-in-way"},
	} {
		if w := send(c.body); w.code() != c.code || w.Header().Get("Set-Cookie") != "" || strings.Contains(w.Body.String(), token) {
			t.Errorf("%s: %d %s", name, w.Code, w.Body)
		}
	}
	if len(g.calls) != calls {
		t.Error("the platform was asked about somebody who proved nothing")
	}
	if w := g.ask(nil, "GET", "/session", ""); !strings.Contains(w.Body.String(), `"signIn":["handoff"]`) {
		t.Error(w.Body)
	}
}

func TestBearerWithoutAProvider(t *testing.T) {
	g, _ := withHandoff(t)
	w := g.ask(nil, "POST", "/session", `{}`, "Content-Type", "application/json", "Authorization", "Bearer a.b.c")
	if w.code() != "sign-in-way" {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}

func TestBearerThatIsRefused(t *testing.T) {
	g := newRig(t, func(o *Options) {
		o.JWT = &identity.JWT{Issuer: "i", Audience: "a", Keys: identity.NewKeySet("https://login.test", o.Caller)}
	})
	g.reply = func(c plan.Call) (plan.Reply, error) { return plan.Reply{}, plan.ErrUnreachable }
	w := g.ask(nil, "POST", "/session", "", "Authorization", "Bearer eyJhbGciOiJFUzI1NiJ9.e30.AAAA")
	if w.code() != "identity-unavailable" {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	// A bearer is never a development identity, whatever the body says.
	w = g.ask(nil, "POST", "/session", `{"userId":"lev"}`, "Content-Type", "application/json", "Authorization", "Bearer nonsense")
	if w.code() != "identity-refused" || strings.Contains(w.Body.String(), "nonsense") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}

func TestSignOutEverywhere(t *testing.T) {
	g := newRig(t)
	here, there := g.signedIn(t), g.signedIn(t)
	calls := len(g.calls)
	if w := g.ask(nil, "DELETE", "/session?everywhere=1", "", "Cookie", here); w.Code != 204 {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	revoked := 0
	for _, c := range g.calls[calls:] {
		if c.Method == "DELETE" && strings.HasSuffix(c.URL, "/api/v4/sessions") {
			revoked++
		}
	}
	if revoked != 2 {
		t.Errorf("%d tokens were revoked at the platform, want both", revoked)
	}
	if w := g.ask(nil, "GET", "/session", "", "Cookie", there); !strings.Contains(w.Body.String(), `"user":null`) {
		t.Errorf("the other browser is still signed in: %s", w.Body)
	}
	// A copy of the old cookie must not end the sessions that came after.
	fresh := g.signedIn(t)
	g.ask(nil, "DELETE", "/session?everywhere=1", "", "Cookie", here)
	if w := g.ask(nil, "GET", "/session", "", "Cookie", fresh); !strings.Contains(w.Body.String(), `"userId":"marta"`) {
		t.Errorf("an old cookie signed out a new session: %s", w.Body)
	}
}
