package emulator

import (
	"fmt"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

const testAppSecret = "application-secret"

func (w *world) visit(kind, device, signature, expires string) reply {
	w.t.Helper()
	r := httptest.NewRequest("POST", "/api/v5/sessions/"+kind, strings.NewReader(fmt.Sprintf(`{"deviceId":%q,"authSignature":%q,"authSignatureExpiresAt":%q}`, device, signature, expires)))
	r.Header.Set("X-Api-Key", testKey)
	r.Header.Set("Content-Type", "application/json")
	return w.do(r)
}

func TestVisitors(t *testing.T) {
	w := newWorld(t, func(o *Options) { o.ApplicationSecret, o.RateLimit = testAppSecret, 1000 })
	post := w.post("u", w.community("u", "café"), "hello")
	expires := stamp(w.server.Now().Add(time.Hour).UnixMilli())
	good := visitorSignature(testAppSecret, "d", expires)
	w.visit("visitor", "d", strings.Repeat("0", 64), expires).mustBe(t, "a wrong signature", 401, 400100)
	w.visit("visitor", "other", good, expires).mustBe(t, "another device's signature", 401, 400100)
	w.visit("visitor", "d", good, "tomorrow").mustBe(t, "no time", 422, 500000)
	past := stamp(w.server.Now().Add(-time.Second).UnixMilli())
	w.visit("visitor", "d", visitorSignature(testAppSecret, "d", past), past).mustBe(t, "a stale signature", 401, 400100)
	first := w.visit("visitor", "d", good, expires)
	if first.status != 200 || first.text("userType") != "visitor" || first.text("users", 0, "userId") == "" {
		t.Fatalf("a visitor: %d %s", first.status, first.raw)
	}
	if again := w.visit("visitor", "d", good, expires); again.text("users", 0, "userId") != first.text("users", 0, "userId") {
		t.Error("the same device is another visitor")
	} else {
		w.tokens["visitor"] = again.text("accessToken")
	}
	w.tokens["bot"] = w.visit("bot", "crawler", "", "").text("accessToken")
	for who, code := range map[string]int{"visitor": 403999, "bot": 403998} {
		w.ok(who, "GET", "/api/v3/posts/"+post, nil)
		w.refused(who, "POST", "/api/v2/reactions", map[string]string{"referenceId": post, "referenceType": "post", "reactionName": "like"}, 403, code)
		w.refused(who, "DELETE", "/api/v4/posts/"+post, nil, 403, code)
		for range looksPerDay - 1 {
			w.ok(who, "GET", "/api/v3/posts/"+post, nil)
		}
		w.refused(who, "GET", "/api/v3/posts/"+post, nil, 403, 400323)
	}
	w.server.Advance(24 * time.Hour)
	w.ok("visitor", "GET", "/api/v3/posts/"+post, nil)
	w.ok("visitor", "DELETE", "/api/v4/sessions", nil)
	if users := w.ok("u", "GET", "/api/v3/users", nil).ids("users", "userId"); len(users) != 1 {
		t.Errorf("visitors are listed as users: %v", users)
	}
}

func TestAdminTokenIsRenewed(t *testing.T) { // FAQ F02
	dir := t.TempDir()
	w := newWorld(t, func(o *Options) { o.DataDir = dir })
	w.refused("u", "POST", "/api/v1/admin-token", nil, 401, 400100)
	got := w.ok("admin", "POST", "/api/v1/admin-token", nil)
	w.refused("admin", "GET", "/api/v3/blocklists", nil, 401, 400100)
	w.tokens["admin"] = got.text("adminToken")
	w.ok("admin", "GET", "/api/v3/blocklists", nil)
	if err := w.server.Close(); err != nil {
		t.Fatal(err)
	}
	again := newWorld(t, func(o *Options) { o.DataDir = dir })
	again.refused("admin", "GET", "/api/v3/blocklists", nil, 401, 400100)
	again.tokens["admin"] = got.text("adminToken")
	again.ok("admin", "GET", "/api/v3/blocklists", nil)
	again.server.Advance(adminTokenLife)
	again.refused("admin", "GET", "/api/v3/blocklists", nil, 401, 400100)
	if err := again.server.Close(); err != nil {
		t.Fatal(err)
	}
	// Another token in the configuration is a token of its own.
	other := newWorld(t, func(o *Options) { o.DataDir, o.AdminToken = dir, "another" })
	other.tokens["admin"] = "another"
	other.ok("admin", "GET", "/api/v3/blocklists", nil)
}
