package gateway

import (
	"errors"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/addend-go/addend/worker/plan"
	"github.com/addend-go/addend/worker/secret"
	"github.com/addend-go/addend/worker/settings"
)

func TestNewChecksItsOptions(t *testing.T) {
	whole := newRig(t).Options
	for name, change := range map[string]func(*Options){
		"no upstream": func(o *Options) { o.Upstream = nil },
		"no host":     func(o *Options) { o.Upstream = &url.URL{Path: "/x"} },
		"no sealer":   func(o *Options) { o.Sealer = nil },
		"no store":    func(o *Options) { o.Store = nil },
		"no caller":   func(o *Options) { o.Caller = nil },
		"no API key":  func(o *Options) { o.APIKey = secret.Text{} },
	} {
		o := whole
		change(&o)
		if _, err := New(o); err == nil || !strings.Contains(err.Error(), "hint: ") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestPlanOfACall(t *testing.T) {
	g := newRig(t)
	cookie := g.signedIn(t)
	w := g.ask(nil, "POST", "/api/v4/posts", `{}`, "Cookie", cookie, "Content-Type", "application/json; charset=UTF-8", "Authorization", "Bearer mine")
	p := w.plan
	if p == nil {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	if err := p.Check(); err != nil {
		t.Error(err)
	}
	if p.Method != "POST" || p.URL != "https://platform.test/base/api/v4/posts" || p.Body != plan.Buffered || p.Admit.User != "marta" || p.Type != "application/json" {
		t.Errorf("%+v", p)
	}
	for _, f := range p.Header {
		switch f[0] {
		case "Accept", "Accept-Encoding", "User-Agent", "Content-Type":
		default:
			t.Errorf("the field %s goes upstream", f[0])
		}
	}
	if h := w.Header(); h.Get("Cache-Control") != "no-store" || h.Get("X-Request-Id") == "" {
		t.Errorf("%v", h)
	}
}

func TestRequestIDs(t *testing.T) {
	g := newRig(t)
	one := g.ask(nil, "GET", "/healthz", "", "X-Request-Id", "mine").Header().Get("X-Request-Id")
	two := g.ask(nil, "GET", "/healthz", "").Header().Get("X-Request-Id")
	if !regexp.MustCompile(`^[0-9a-f]{16}$`).MatchString(one) || one == two {
		t.Errorf("%q %q", one, two)
	}
}

func TestPanicBecomesAnAnswer(t *testing.T) {
	g := newRig(t)
	g.reply = func(plan.Call) (plan.Reply, error) { panic("secret inside") }
	w := g.ask(nil, "POST", "/session", `{"userId":"marta"}`, "Content-Type", "application/json")
	if w.Code != 500 || w.code() != "internal" || strings.Contains(w.Body.String(), "secret inside") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}

func TestOrigins(t *testing.T) {
	listed := func(o *Options) { o.Origins = []string{"https://app.example.org"} }
	for _, c := range []struct {
		name   string
		change func(*Options)
		origin string
		want   string
	}{
		{"own host", func(*Options) {}, "http://app.test", ""},
		{"own host behind TLS", func(*Options) {}, "https://APP.test", ""},
		{"other port", func(*Options) {}, "http://app.test:81", "cross-site"},
		{"suffix", func(*Options) {}, "http://evilapp.test", "cross-site"},
		{"null", func(*Options) {}, "null", "cross-site"},
		{"listed", listed, "https://app.example.org", ""},
		{"listed, other scheme", listed, "http://app.example.org", "cross-site"},
		{"own host, not listed", listed, "http://app.test", "cross-site"},
	} {
		w := newRig(t, c.change).ask(nil, "GET", "/session", "", "Origin", c.origin)
		if w.code() != c.want {
			t.Errorf("%s: %d %s", c.name, w.Code, w.Body)
		}
	}
}

func TestHostNames(t *testing.T) {
	g := newRig(t, func(o *Options) { o.Host = settings.Loopback })
	if w := g.ask(nil, "GET", "/session", ""); w.Code != 421 || w.code() != "unknown-host" {
		t.Errorf("a rebound name: %d %s", w.Code, w.Body)
	}
}

func TestReadyAsksSeldom(t *testing.T) {
	g := newRig(t)
	for range 5 {
		if w := g.ask(nil, "GET", "/readyz", ""); w.Code != 200 {
			t.Fatalf("%d %s", w.Code, w.Body)
		}
	}
	if len(g.calls) != 1 {
		t.Errorf("%d calls for five looks", len(g.calls))
	}
	g.reply = func(plan.Call) (plan.Reply, error) { return plan.Reply{}, plan.ErrUnreachable }
	g.now = g.now.Add(readinessLife + 1)
	if w := g.ask(nil, "GET", "/readyz", ""); w.Code != 503 || w.code() != "not-ready" {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	if w := g.ask(nil, "GET", "/healthz", ""); w.Code != 200 {
		t.Errorf("health follows the platform: %d", w.Code)
	}
}

func TestSignInIsOffUnlessSwitchedOn(t *testing.T) {
	g := newRig(t, func(o *Options) { o.DevIdentities = false })
	if w := g.ask(nil, "POST", "/session", `{"userId":"marta"}`, "Content-Type", "application/json"); w.Code != 403 || w.code() != "sign-in-disabled" {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	if w := g.ask(nil, "GET", "/session", ""); w.Body.String() != `{"user":null,"signIn":[],"live":false,"push":false}` {
		t.Error(w.Body)
	}
}

func TestMisconfigured(t *testing.T) {
	_, err := settings.Parse(func(string) string { return "" })
	w := (&rig{Gateway: &Gateway{handler: Misconfigured(err)}}).ask(nil, "GET", "/", "")
	for _, name := range []string{"ADDEND_UPSTREAM", "ADDEND_API_KEY", "ADDEND_COOKIE_KEYS", "setting-missing"} {
		if !strings.Contains(w.Body.String(), name) {
			t.Errorf("%s is not named: %s", name, w.Body)
		}
	}
	if w.Code != 503 || w.code() != "misconfigured" {
		t.Error(w.Code)
	}
	w = (&rig{Gateway: &Gateway{handler: Misconfigured(errors.New("inner"))}}).ask(nil, "GET", "/", "")
	if strings.Contains(w.Body.String(), "inner") {
		t.Error(w.Body)
	}
}

func TestProblemsAreWhole(t *testing.T) {
	seen := map[string]bool{}
	for _, p := range Problems() {
		if seen[p.Code] || !regexp.MustCompile(`^[a-z]+(-[a-z]+)*$`).MatchString(p.Code) || p.Status < 400 || p.Message == "" ||
			http.StatusText(p.Status) == "" || strings.HasSuffix(p.Message, ".") || strings.HasSuffix(p.Hint, ".") {
			t.Errorf("%+v", p)
		}
		seen[p.Code] = true
	}
}
