package gateway

import (
	"bytes"
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/addend-go/addend/worker/plan"
	"github.com/addend-go/addend/worker/secret"
	"github.com/addend-go/addend/worker/session"
)

// rig is a gateway with a fake host: plans are kept, calls are answered by a
// function.
type rig struct {
	*Gateway
	store *session.Memory
	calls []plan.Call
	reply func(plan.Call) (plan.Reply, error)
	now   time.Time
}

func newRig(t testing.TB, change ...func(*Options)) *rig {
	t.Helper()
	g := &rig{now: time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)}
	g.reply = platform
	clock := func() time.Time { return g.now }
	g.store = session.NewMemory(clock)
	sealer, err := session.NewSealer([][]byte{bytes.Repeat([]byte("a1"), 16)})
	if err != nil {
		t.Fatal(err)
	}
	upstream, _ := url.Parse("https://platform.test/base")
	o := Options{Upstream: upstream, APIKey: secret.New("api-key"), ServerKey: secret.New("server-key"), Sealer: sealer,
		Store: g.store, Caller: g, DevIdentities: true, Now: clock}
	for _, c := range change {
		c(&o)
	}
	if g.Gateway, err = New(o); err != nil {
		t.Fatal(err)
	}
	return g
}

// Call implements plan.Caller.
func (g *rig) Call(_ context.Context, c plan.Call) (plan.Reply, error) {
	g.calls = append(g.calls, c)
	return g.reply(c)
}

// platform answers as a platform without worries does.
func platform(c plan.Call) (plan.Reply, error) {
	switch {
	case strings.HasSuffix(c.URL, "/authentication/token"):
		return plan.Reply{Status: 200, Body: []byte(`"auth-token"`)}, nil
	case strings.HasSuffix(c.URL, "/api/v5/sessions"):
		user := "marta"
		if i := bytes.Index(c.Body, []byte(`"userId":"`)); i >= 0 {
			user = string(bytes.SplitN(c.Body[i+10:], []byte(`"`), 2)[0])
		}
		return plan.Reply{Status: 200, Body: []byte(`{"accessToken":"access-token","issuedAt":"2026-11-01T00:00:00.000Z","expiresAt":"2026-12-01T00:00:00.000Z",` +
			`"users":[{"userId":"` + user + `","displayName":"Marta"}]}`)}, nil
	}
	return plan.Reply{Status: 200, Body: []byte(`{"success":true}`)}, nil
}

// recorder is the fake host.
type recorder struct {
	*httptest.ResponseRecorder
	plan *plan.Plan
}

// Run implements plan.Sink.
func (r *recorder) Run(p plan.Plan) { r.plan = &p }

// ask sends one request; header pairs follow, "" takes a field away.
func (g *rig) ask(out *plan.Outcome, method, target, body string, header ...string) *recorder {
	r := httptest.NewRequest(method, "http://app.test"+target, strings.NewReader(body))
	if body == "" {
		r.Body, r.ContentLength = http.NoBody, 0
	}
	r.Header.Set("X-Addend", "1")
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
		if header[i+1] == "" {
			r.Header.Del(header[i])
		}
	}
	if out != nil {
		r = r.WithContext(plan.WithOutcome(r.Context(), out))
	}
	w := &recorder{ResponseRecorder: httptest.NewRecorder()}
	g.ServeHTTP(w, r)
	return w
}

// signIn gives the Cookie header of a new session.
func (g *rig) signedIn(t testing.TB) string {
	t.Helper()
	w := g.ask(nil, "POST", "/session", `{"userId":"marta"}`, "Content-Type", "application/json")
	if w.Code != 200 {
		t.Fatalf("sign-in: %d %s", w.Code, w.Body)
	}
	pair, _, _ := strings.Cut(w.Header().Get("Set-Cookie"), ";")
	return pair
}

func (w *recorder) code() string { return w.Header().Get("X-Addend-Error") }
