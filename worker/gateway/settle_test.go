package gateway

import (
	"strings"
	"testing"
	"time"

	"github.com/addend-go/addend/worker/plan"
)

const refusedBody = `{"status":"error","code":400100,"message":"Unauthorized!"}`

func TestSettle(t *testing.T) {
	type outcome = plan.Outcome
	for _, c := range []struct {
		name   string
		target string
		out    outcome
		status int
		code   string
		has    string
		clear  bool
	}{
		{"limited", "/api/v3/posts/p", outcome{Kind: plan.Limited, Limit: 100, RetryAfter: 1200 * time.Millisecond}, 429, "rate-limited", `"retryAfterMs":1200`, false},
		{"unknown session", "/api/v3/posts/p", outcome{Kind: plan.Unknown}, 401, "session-expired", "sign in again", true},
		{"signed out", "/api/v3/posts/p", outcome{Kind: plan.Ended, Reason: "signed out"}, 401, "session-expired", "signed out", true},
		{"banned before", "/api/v3/posts/p", outcome{Kind: plan.Ended, Reason: "banned"}, 403, "user-banned", "400312", true},
		{"banned now", "/api/v3/posts/p", outcome{Kind: plan.Answered, Status: 403, Body: []byte(`{"status":"error","code":400312,"message":"m"}`)}, 403, "user-banned", "400312", true},
		{"timeout", "/api/v3/posts/p", outcome{Kind: plan.TimedOut}, 504, "upstream-timeout", "", false},
		{"unreachable", "/api/v3/posts/p", outcome{Kind: plan.Unreachable}, 502, "upstream-unreachable", "", false},
		{"too large", "/api/v3/posts/p", outcome{Kind: plan.TooLarge}, 413, "body-too-large", "at most", false},
		{"cut", "/api/v3/posts/p", outcome{Kind: plan.Cut}, 400, "body-cut", "", false},
		{"no state", "/api/v3/posts/p", outcome{Kind: plan.NoState}, 503, "state-unavailable", "", false},
		{"malformed", "/api/v3/posts/p", outcome{Kind: plan.Malformed, Status: 200}, 502, "upstream-malformed", "", false},
		{"a page with 500", "/api/v3/posts/p", outcome{Kind: plan.Malformed, Status: 500}, 502, "upstream-error", "", false},
		{"403 of the platform", "/api/v3/posts/p", outcome{Kind: plan.Answered, Status: 403, Type: "application/json", Body: []byte(`{"status":"error","code":400301,"message":"m"}`)}, 403, "", `"code":400301`, false},
		{"403 of someone else", "/api/v3/posts/p", outcome{Kind: plan.Answered, Status: 403, Type: "text/html", Body: []byte(`<h1>`)}, 502, "upstream-error", "", false},
		{"403 as JSON dressed as a page", "/api/v3/posts/p", outcome{Kind: plan.Answered, Status: 403, Type: "text/html", Body: []byte(`{"status":"error","code":400301,"message":"m"}`)}, 502, "upstream-error", "", false},
		{"429 without a wait", "/api/v3/posts/p", outcome{Kind: plan.Answered, Status: 429}, 429, "rate-limited", `"retryAfterMs":5000`, false},
		{"429 with nonsense", "/api/v3/posts/p", outcome{Kind: plan.Answered, Status: 429, Wait: "-9999999"}, 429, "rate-limited", `"retryAfterMs":5000`, false},
		{"redirect", "/api/v3/posts/p", outcome{Kind: plan.Answered, Status: 301, Location: "https://x.example/"}, 502, "upstream-redirect", "", false},
		{"no file", "/files/f", outcome{Kind: plan.Answered, Status: 400, Body: []byte(`{"status":"error","code":400400,"message":"m"}`)}, 404, "file-not-found", "400400", false},
		{"file of someone else", "/files/f", outcome{Kind: plan.Answered, Status: 403}, 403, "file-forbidden", "", false},
		{"file store fails", "/files/f", outcome{Kind: plan.Answered, Status: 500}, 502, "upstream-error", "500", false},
	} {
		g := newRig(t)
		cookie := g.signedIn(t)
		c.out.Attempt = 1
		w := g.ask(&c.out, "GET", c.target, "", "Cookie", cookie)
		if w.plan != nil {
			t.Errorf("%s: planned %s", c.name, w.plan.URL)
			continue
		}
		if w.Code != c.status || w.code() != c.code || !strings.Contains(w.Body.String(), c.has) {
			t.Errorf("%s: %d %s", c.name, w.Code, w.Body)
		}
		if cleared := strings.Contains(w.Header().Get("Set-Cookie"), "Max-Age=0"); cleared != c.clear {
			t.Errorf("%s: cookie cleared %v", c.name, cleared)
		}
		if w.Header().Get("Cache-Control") != "no-store" {
			t.Errorf("%s may be stored", c.name)
		}
	}
}

func TestRenewal(t *testing.T) {
	refused := func(version, attempt int) *plan.Outcome {
		return &plan.Outcome{Kind: plan.Answered, Status: 401, Type: "application/json", Body: []byte(refusedBody), Version: version, Attempt: attempt}
	}
	g := newRig(t)
	cookie := g.signedIn(t)
	before := len(g.calls)

	w := g.ask(refused(1, 1), "GET", "/api/v3/posts/p", "", "Cookie", cookie)
	if w.plan == nil || w.plan.Admit.Seen != 1 || len(g.calls) != before+2 {
		t.Fatalf("no renewal: %d %s, %d calls", w.Code, w.Body, len(g.calls)-before)
	}
	// A call with the older token finds the newer one.
	if w = g.ask(refused(1, 1), "GET", "/api/v3/posts/p", "", "Cookie", cookie); w.plan == nil || len(g.calls) != before+2 {
		t.Error("renewed twice")
	}
	// The new token is refused as well: it is about rights.
	if w = g.ask(refused(2, 2), "GET", "/api/v3/posts/p", "", "Cookie", cookie); w.plan != nil || w.Code != 401 || w.Body.String() != refusedBody {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	if g.now = g.now.Add(time.Minute); g.ask(refused(2, plan.MaxAttempts), "GET", "/api/v3/posts/p", "", "Cookie", cookie).plan != nil {
		t.Error("plans without end")
	}
}

func TestRenewalThatIsDueButFails(t *testing.T) {
	g := newRig(t)
	cookie := g.signedIn(t)
	g.reply = func(plan.Call) (plan.Reply, error) { return plan.Reply{}, plan.ErrUnreachable }
	out := &plan.Outcome{Kind: plan.Stale, Version: 1, Attempt: 1}
	if w := g.ask(out, "GET", "/api/v3/posts/p", "", "Cookie", cookie); w.plan == nil || !w.plan.Admit.Keep {
		t.Errorf("a token that is alive is not used: %d %s", w.Code, w.Body)
	}
	out.Expired = true
	if w := g.ask(out, "GET", "/api/v3/posts/p", "", "Cookie", cookie); w.code() != "upstream-unreachable" {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}

func TestRedirectedDownload(t *testing.T) {
	for _, c := range []struct {
		location string
		attempt  int
		url      string
		bearer   bool
	}{
		{"/elsewhere?sig=1", 1, "https://platform.test/elsewhere?sig=1", true},
		{"https://cdn.example.org/f?sig=1#x", 1, "https://cdn.example.org/f?sig=1", false},
		{"http://cdn.example.org/f", 1, "", false},
		{"https://cdn.example.org.evil.example/f", 1, "", false},
		{"https://u:p@cdn.example.org/f", 1, "", false},
		{"http://platform.test/f", 1, "", false},
		{"//169.254.169.254/f", 1, "", false},
		{"", 1, "", false},
		{"https://%zz/", 1, "", false},
		{"/loop", plan.MaxAttempts, "", false},
	} {
		g := newRig(t, func(o *Options) { o.FileHosts = []string{"cdn.example.org"} })
		cookie := g.signedIn(t)
		w := g.ask(&plan.Outcome{Kind: plan.Answered, Status: 302, Location: c.location, Attempt: c.attempt}, "GET", "/files/f", "", "Cookie", cookie)
		switch {
		case c.url == "" && (w.plan != nil || w.code() != "upstream-redirect"):
			t.Errorf("%s: followed, or %d %s", c.location, w.Code, w.Body)
		case c.url != "" && (w.plan == nil || w.plan.URL != c.url || (w.plan.Admit != nil) != c.bearer || w.plan.Check() != nil):
			t.Errorf("%s: %+v %s", c.location, w.plan, w.Body)
		}
	}
}
