package conformance

import (
	"strings"
	"testing"
	"time"

	"github.com/addend-go/addend/worker/identity"
)

const handoffKey = "0123456789abcdef0123456789abcdef"

func handoffOnce(t *testing.T, h *host) {
	signer, err := identity.NewHandoff([]byte(handoffKey))
	if err != nil {
		t.Fatal(err)
	}
	token := signer.Sign(identity.Identity{User: "handed", ID: "hand-off-number-1", Ends: time.Now().Add(time.Minute)})
	send := func() answer {
		return h.do(t, "POST", "/session", jsonBody, strings.NewReader(`{"handoff":"`+token+`"}`))
	}
	first := send()
	want(t, first, 200, "")
	want(t, h.get(t, cookieOf(t, first), "/api/v3/posts/p1"), 200, "")
	want(t, send(), 401, "identity-refused")
	late := signer.Sign(identity.Identity{User: "handed", ID: "hand-off-number-2", Ends: time.Now().Add(-time.Second)})
	want(t, h.do(t, "POST", "/session", jsonBody, strings.NewReader(`{"handoff":"`+late+`"}`)), 401, "identity-refused")
}

func signOutEverywhere(t *testing.T, h *host) {
	here, there, other := h.signIn(t, "roamer"), h.signIn(t, "roamer"), h.signIn(t, "bystander")
	deleted := h.up.deletions()
	want(t, h.do(t, "DELETE", "/session?everywhere=1", map[string]string{"Cookie": here}, nil), 204, "")
	if n := h.up.deletions() - deleted; n != 2 {
		t.Errorf("%d tokens revoked, want 2", n)
	}
	want(t, h.get(t, there, "/api/v3/posts/p1"), 401, "session-expired")
	want(t, h.get(t, other, "/api/v3/posts/p1"), 200, "")
}
