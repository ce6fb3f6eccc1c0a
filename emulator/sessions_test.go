package emulator

import (
	"encoding/base64"
	"encoding/json"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

func secure(o *Options) { o.ServerKey = "server-key" }

func (w *world) authToken(user string) string {
	w.t.Helper()
	r := httptest.NewRequest("GET", "/api/v3/authentication/token?userId="+user, nil)
	r.Header.Set("X-Server-Key", "server-key")
	got := w.do(r)
	var token string
	if err := json.Unmarshal(got.raw, &token); err != nil {
		w.t.Fatalf("authentication token: %d %s", got.status, got.raw)
	}
	return token
}

func TestRegisterSessionInEveryVersion(t *testing.T) {
	for _, version := range []string{"v3", "v4", "v5"} {
		w := newWorld(t)
		r := httptest.NewRequest("POST", "/api/"+version+"/sessions", strings.NewReader(`{"userId":"u","deviceId":"d","displayName":"U","unknown":{"a":[1]}}`))
		r.Header.Set("X-Api-Key", testKey)
		got := w.do(r)
		if got.status != 200 || got.text("users", 0, "userId") != "u" || got.text("users", 0, "displayName") != "U" {
			t.Fatalf("%s: %d %s", version, got.status, got.raw)
		}
		if hasRefresh := got.text("refreshToken") != ""; hasRefresh == (version == "v5") {
			t.Errorf("%s: refreshToken present is %v", version, hasRefresh)
		}
		if path := got.text("users", 0, "path"); path != "network/user/"+got.text("users", 0, "_id") {
			t.Errorf("%s: path %q", version, path)
		}
		issued, _ := time.Parse(time.RFC3339, got.text("issuedAt"))
		expires, _ := time.Parse(time.RFC3339, got.text("expiresAt"))
		if expires.Sub(issued) != 30*24*time.Hour {
			t.Errorf("%s: the token lives %v", version, expires.Sub(issued))
		}
		parts := strings.Split(got.text("accessToken"), ".")
		if len(parts) != 3 {
			t.Fatalf("%s: the token has %d parts", version, len(parts))
		}
		body, _ := base64.RawURLEncoding.DecodeString(parts[1])
		var c claims
		if err := json.Unmarshal(body, &c); err != nil || c.User.PublicUserID != "u" || c.ExpiresAt != expires.Unix() || c.IssuedAt != issued.Unix() {
			t.Errorf("%s: claims %s", version, body)
		}
	}
}

func TestSessionInput(t *testing.T) {
	w := newWorld(t)
	for _, row := range []struct {
		name, key, body string
		status, code    int
	}{
		{"no api key", "", `{"userId":"u","deviceId":"d"}`, 401, 400100},
		{"another api key", "other", `{"userId":"u","deviceId":"d"}`, 401, 400100},
		{"no userId", testKey, `{"deviceId":"d"}`, 422, 500000},
		{"no deviceId", testKey, `{"userId":"u"}`, 422, 500000},
		{"long userId", testKey, `{"userId":"` + strings.Repeat("x", 51) + `","deviceId":"d"}`, 422, 500000},
		{"admin's prefix", testKey, `{"userId":"ADMIN_x","deviceId":"d"}`, 422, 500000},
		{"deleted prefix", testKey, `{"userId":"DELETED_x","deviceId":"d"}`, 422, 500000},
		{"wrong type", testKey, `{"userId":7,"deviceId":"d"}`, 422, 500000},
		{"wrong device kind", testKey, `{"userId":"u","deviceId":"d","deviceInfo":{"kind":"toaster"}}`, 422, 500000},
		{"not JSON", testKey, `{"userId":`, 400, 400000},
		{"an array", testKey, `[]`, 422, 500000},
		{"no body", testKey, ``, 422, 500000},
	} {
		r := httptest.NewRequest("POST", "/api/v5/sessions", strings.NewReader(row.body))
		r.Header.Set("X-Api-Key", row.key)
		got := w.do(r)
		got.mustBe(t, row.name, row.status, row.code)
		if row.status == 422 && got.at("data", "detail", 0) == nil {
			t.Errorf("%s: no detail in %s", row.name, got.raw)
		}
	}
}

func TestSameDeviceEndsTheEarlierToken(t *testing.T) { // FAQ F18
	w := newWorld(t)
	first := w.register("u", "phone", "").text("accessToken")
	other := w.register("u", "laptop", "").text("accessToken")
	second := w.register("u", "phone", "").text("accessToken")
	for _, row := range []struct {
		name, token string
		status      int
	}{{"first", first, 401}, {"other device", other, 200}, {"second", second, 200}} {
		w.tokens["u"] = row.token
		if got := w.as("u", "GET", "/api/v3/sessions", nil); got.status != row.status {
			t.Errorf("%s: %d, want %d", row.name, got.status, row.status)
		}
	}
}

func TestTokensAge(t *testing.T) {
	w := newWorld(t)
	w.ok("u", "GET", "/api/v3/sessions", nil)
	w.server.Advance(30*24*time.Hour - time.Minute)
	w.ok("u", "GET", "/api/v3/sessions", nil)
	w.server.Advance(2 * time.Minute)
	w.refused("u", "GET", "/api/v3/sessions", nil, 401, 400100)
}

func TestTokensThatAreNot(t *testing.T) {
	w := newWorld(t)
	good := w.token("u")
	parts := strings.Split(good, ".")
	for _, token := range []string{"", "x", "a.b.c", parts[0] + "." + parts[1] + ".AAAA", "..", strings.Repeat("x", 9000), good + "x", testKey, " "} {
		w.tokens["bad"] = token
		if token == "" {
			w.refused("", "GET", "/api/v3/users", nil, 401, 400100)
			continue
		}
		w.refused("bad", "GET", "/api/v3/users", nil, 401, 400100)
	}
}

func TestEndingSessions(t *testing.T) {
	w := newWorld(t)
	w.ok("u", "DELETE", "/api/v4/sessions", nil)
	w.refused("u", "GET", "/api/v3/users", nil, 401, 400100)
	w.ok("v", "GET", "/api/v3/users", nil)
	w.refused("v", "DELETE", "/api/v4/sessions/users/v", nil, 401, 400100)
	w.ok("admin", "DELETE", "/api/v4/sessions/users/v", nil)
	w.refused("v", "GET", "/api/v3/users", nil, 401, 400100)
	w.refused("admin", "DELETE", "/api/v4/sessions/users/nobody", nil, 404, 400400)
}

func TestSecureMode(t *testing.T) { // FAQ F08, F11
	w := newWorld(t, secure)
	w.register("u", "d", "").mustBe(t, "no auth token", 401, 400100)
	w.register("u", "d", "wrong").mustBe(t, "wrong auth token", 401, 400100)
	token := w.authToken("u")
	if len(token) < 20 || len(token) > 100 {
		t.Errorf("the token has %d characters", len(token))
	}
	w.register("v", "d", token).mustBe(t, "another user's auth token", 401, 400100)
	if got := w.register("u", "d", token); got.status != 200 {
		t.Errorf("a good auth token: %d %s", got.status, got.raw)
	}
	w.server.Advance(9*time.Minute + 50*time.Second)
	if got := w.register("u", "d", token); got.status != 200 {
		t.Errorf("before ten minutes: %d %s", got.status, got.raw)
	}
	w.server.Advance(11 * time.Second)
	w.register("u", "d", token).mustBe(t, "after ten minutes", 401, 400100)
}

func TestAuthenticationTokenCalls(t *testing.T) {
	w := newWorld(t, secure)
	for _, row := range []struct {
		name, method, path, key, body string
		status, code                  int
	}{
		{"no key", "GET", "/api/v3/authentication/token?userId=u", "", "", 401, 400100},
		{"wrong key", "GET", "/api/v3/authentication/token?userId=u", "x", "", 401, 400100},
		{"api key instead", "GET", "/api/v3/authentication/token?userId=u", testKey, "", 401, 400100},
		{"no user", "GET", "/api/v3/authentication/token", "server-key", "", 422, 500000},
		{"v4 no user", "POST", "/api/v4/authentication/token", "server-key", "{}", 422, 500000},
		{"v4", "POST", "/api/v4/authentication/token", "server-key", `{"userId":"u"}`, 200, 0},
	} {
		r := httptest.NewRequest(row.method, row.path, strings.NewReader(row.body))
		r.Header.Set("X-Server-Key", row.key)
		got := w.do(r)
		if row.code != 0 {
			got.mustBe(t, row.name, row.status, row.code)
		} else if got.status != 200 || got.raw[0] != '"' {
			t.Errorf("%s: %d %s", row.name, got.status, got.raw)
		}
	}
	off := newWorld(t)
	r := httptest.NewRequest("GET", "/api/v3/authentication/token?userId=u", nil)
	r.Header.Set("X-Server-Key", "anything")
	off.do(r).mustBe(t, "secure mode off", 401, 400100)
}

func TestVisitorsAndBotsAreRefused(t *testing.T) {
	w := newWorld(t)
	for path, code := range map[string]int{"visitor": 403999, "bot": 403998} {
		r := httptest.NewRequest("POST", "/api/v5/sessions/"+path, strings.NewReader(`{"deviceId":"d"}`))
		r.Header.Set("X-Api-Key", testKey)
		w.do(r).mustBe(t, path, 403, code)
	}
}

func TestSessionCookie(t *testing.T) {
	w := newWorld(t)
	r := httptest.NewRequest("POST", "/api/v5/sessions", strings.NewReader(`{"userId":"u","deviceId":"d"}`))
	r.Header.Set("X-Api-Key", testKey)
	r.Header.Set("Set-Access-Token-Cookie", "true")
	if c := w.do(r).header.Get("Set-Cookie"); !strings.HasPrefix(c, accessCookie+"=") || !strings.Contains(c, "HttpOnly") {
		t.Errorf("Set-Cookie: %q", c)
	}
	if c := w.register("v", "d", "").header.Get("Set-Cookie"); c != "" {
		t.Errorf("a cookie nobody asked for: %q", c)
	}
}

func TestRateLimit(t *testing.T) { // FAQ F77, F80
	w := newWorld(t, func(o *Options) { o.RateLimit = 0 })
	w.register("u", "second", "")
	for i := range 100 {
		if got := w.as("u", "GET", "/api/v3/sessions", nil); got.status != 200 {
			t.Fatalf("call %d: %d %s", i+1, got.status, got.raw)
		}
	}
	w.refused("u", "GET", "/api/v3/sessions", nil, 429, 400311)
	w.tokens["u"] = w.register("u", "third", "").text("accessToken")
	w.refused("u", "GET", "/api/v3/sessions", nil, 429, 400311) // over all devices
	w.ok("v", "GET", "/api/v3/sessions", nil)
	w.server.Advance(5 * time.Second)
	w.ok("u", "GET", "/api/v3/sessions", nil)
}

func TestRateWindowSlides(t *testing.T) {
	w, start := newRateWindow(3), time.Unix(1000, 0)
	for _, row := range []struct {
		at   float64
		want bool
	}{{0, true}, {1, true}, {4, true}, {4.9, false}, {5, true}, {5.5, false}, {6, true}, {6.5, false}, {9, true}, {30, true}} {
		if got := w.allow("u", start.Add(time.Duration(row.at*1e9))); got != row.want {
			t.Errorf("at %v s: %v, want %v", row.at, got, row.want)
		}
	}
	for i := range maxIdleUsers + 10 {
		w.allow(string(rune(i+200)), start)
		if i == maxIdleUsers-2 {
			start = start.Add(time.Hour)
		}
	}
	if len(w.users) > 100 {
		t.Errorf("%d windows are kept", len(w.users))
	}
}

func TestGlobalBan(t *testing.T) { // FAQ F83
	w := newWorld(t)
	cafe := w.community("owner", "café", "u")
	kept := w.post("u", cafe, "stays")
	channel, feed := w.conversation("u", "owner")
	said := w.ok("u", "POST", "/api/v5/messages", map[string]any{"messageFeedId": feed, "dataType": "text", "data": map[string]string{"text": "goes"}}).text("messages", 0, "messageId")
	w.refused("owner", "POST", "/api/v2/users/ban", `{"userId":"u"}`, 401, 400100)
	w.ok("admin", "POST", "/api/v2/users/ban", `{"userId":"u"}`)
	w.refused("u", "GET", "/api/v3/users", nil, 403, 400312)
	w.register("u", "new", "").mustBe(t, "login of a banned user", 403, 400312)
	if got := w.ok("owner", "GET", "/api/v3/posts/"+kept, nil); got.at("posts", 0, "isDeleted") != false {
		t.Errorf("the post did not stay: %s", got.raw)
	}
	got := w.ok("owner", "GET", "/api/v5/messages/"+said, nil)
	if got.at("messages", 0, "isDeleted") != true || strings.Contains(string(got.raw), "goes") {
		t.Errorf("the message stayed: %s", got.raw)
	}
	if ids := w.ok("owner", "GET", "/api/v3/channels/"+channel+"/users", nil).ids("channelUsers", "userId"); len(ids) != 1 {
		t.Errorf("members of the channel: %v", ids)
	}
	if ids := w.ok("owner", "GET", "/api/v3/communities/"+cafe+"/users", nil).ids("communityUsers", "userId"); len(ids) != 2 {
		t.Errorf("members of the community: %v", ids)
	}
	w.ok("admin", "POST", "/api/v2/users/unban", `{"userId":"u"}`)
	w.refused("admin", "POST", "/api/v2/users/unban", `{"userId":"u"}`, 403, 400316)
	w.ok("u", "GET", "/api/v3/users", nil)
}
