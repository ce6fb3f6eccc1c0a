package conformance

import (
	"strings"
	"testing"
	"time"

	"github.com/addend-go/addend/worker/identity"
)

// With a folder for data, a restart of the native host signs nobody out, and
// nobody in.
func TestRestartNative(t *testing.T) {
	data := map[string]string{"ADDEND_DATA": t.TempDir()}
	first := nativeHost(t, data)
	stays, leaves := first.signIn(t, "marta"), first.signIn(t, "jo")
	want(t, first.do(t, "DELETE", "/session", map[string]string{"Cookie": leaves}, nil), 204, "")
	signer, err := identity.NewHandoff([]byte(handoffKey))
	if err != nil {
		t.Fatal(err)
	}
	proof := `{"handoff":"` + signer.Sign(identity.Identity{User: "sam", ID: "once-over-a-restart", Ends: time.Now().Add(time.Minute)}) + `"}`
	want(t, first.do(t, "POST", "/session", jsonBody, strings.NewReader(proof)), 200, "")

	data["ADDEND_UPSTREAM"] = first.up.URL
	second := nativeHost(t, data)
	want(t, second.get(t, stays, "/api/v3/posts/p1"), 200, "")
	want(t, second.get(t, leaves, "/api/v3/posts/p1"), 401, "session-expired")
	want(t, second.do(t, "POST", "/session", jsonBody, strings.NewReader(proof)), 401, "identity-refused")
	if n := first.up.sessionsOf("marta"); n != 1 {
		t.Errorf("%d sessions were opened at the platform", n)
	}
}
