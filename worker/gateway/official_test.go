package gateway

import "testing"

func TestOfficialClientIsOffUnlessAskedFor(t *testing.T) {
	g := newRig(t)
	if w := g.ask(nil, "POST", "/asc/api/v5/sessions", `{"userId":"marta"}`, "Content-Type", "application/json"); w.code() != "not-found" || w.Code != 404 {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}

func TestOfficialCodes(t *testing.T) {
	for _, c := range []struct {
		code string
		want int
	}{
		{"no-session", 400100}, {"session-expired", 400100}, {"rate-limited", 400311}, {"user-banned", 400312},
		{"route-not-allowed", 400400}, {"cross-site", 400300}, {"bad-body", 400000}, {"upstream-timeout", 500000},
	} {
		if got := officialCode(problem(c.code)); got != c.want {
			t.Errorf("%s: %d, want %d", c.code, got, c.want)
		}
	}
}
