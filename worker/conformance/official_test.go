package conformance

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/addend-go/addend/worker/identity"
)

// The official client itself goes this way in test/official; here both hosts do.
func standIn(t *testing.T, h *host) {
	signer, err := identity.NewHandoff([]byte(handoffKey))
	if err != nil {
		t.Fatal(err)
	}
	proof := signer.Sign(identity.Identity{User: "official", ID: "hand-off-official", Ends: time.Now().Add(time.Minute)})
	plain := map[string]string{"X-Addend": "", "Content-Type": "application/json"}
	login := func(user, proof string) answer {
		return h.do(t, "POST", "/asc/api/v5/sessions", plain, strings.NewReader(`{"userId":"`+user+`","deviceId":"d","deviceInfo":{"kind":"web"},"authToken":"`+proof+`"}`))
	}
	platformSays := func(a answer, status, code int) {
		t.Helper()
		var e struct {
			Status string
			Code   int
		}
		if err := json.Unmarshal([]byte(a.body), &e); err != nil || a.status != status || e.Status != "error" || e.Code != code {
			t.Errorf("%d %s, want %d %d", a.status, a.body, status, code)
		}
	}
	platformSays(login("another", proof), 401, 400100) // the proof is used up, and of somebody else
	proof = signer.Sign(identity.Identity{User: "official", ID: "hand-off-official-2", Ends: time.Now().Add(time.Minute)})
	a := login("official", proof)
	want(t, a, 200, "")
	var opened struct{ AccessToken, RefreshToken string }
	if err := json.Unmarshal([]byte(a.body), &opened); err != nil || opened.AccessToken == "" || strings.Contains(a.body, "access-") || opened.RefreshToken != "" || a.header.Get("Set-Cookie") != "" {
		t.Fatalf("%v %s %v", err, a.body, a.header)
	}
	bearer := map[string]string{"X-Addend": "", "Authorization": "Bearer " + opened.AccessToken, "Origin": "https://any.example", "Sec-Fetch-Site": "cross-site"}
	a = h.do(t, "GET", "/asc/api/v3/posts/p1", bearer, nil)
	want(t, a, 200, "")
	if !strings.Contains(a.body, `"uri":"/api/v3/posts/p1"`) || strings.Contains(a.body, opened.AccessToken) || a.header.Get("Access-Control-Allow-Origin") != "" {
		t.Errorf("%s %v", a.body, a.header)
	}
	want(t, h.do(t, "POST", "/asc/api/v4/posts", map[string]string{"X-Addend": "", "Authorization": bearer["Authorization"], "Content-Type": "application/json"}, strings.NewReader(`{"data":{"text":"x"}}`)), 200, "")
	a = h.do(t, "POST", "/asc/api/v4/files", map[string]string{"X-Addend": "", "Authorization": bearer["Authorization"], "Content-Type": "multipart/form-data; boundary=b"}, strings.NewReader("--b--\r\n"))
	want(t, a, 200, "")
	// A stand-in is no cookie, and a cookie no stand-in.
	want(t, h.get(t, "__Host-addend="+opened.AccessToken, "/api/v3/posts/p1"), 401, "session-expired")
	cookie := h.signIn(t, "official")
	_, sealed, _ := strings.Cut(cookie, "=")
	platformSays(h.do(t, "GET", "/asc/api/v3/posts/p1", map[string]string{"Authorization": "Bearer " + sealed}, nil), 401, 400100)
	platformSays(h.do(t, "GET", "/asc/api/v3/posts/p1", map[string]string{"Cookie": cookie}, nil), 401, 400100)
	platformSays(h.do(t, "DELETE", "/asc/api/v4/users/x", bearer, nil), 404, 400400)
	want(t, h.do(t, "GET", "/asc/session", bearer, nil), 404, "not-found")
	// Revoked at the platform: renewed without the client seeing it.
	h.up.revoke("official")
	want(t, h.do(t, "GET", "/asc/api/v3/posts/p1", bearer, nil), 200, "")
	want(t, h.do(t, "DELETE", "/asc/api/v4/sessions", bearer, nil), 200, "")
	platformSays(h.do(t, "GET", "/asc/api/v3/posts/p1", bearer, nil), 401, 400100)
}
