package emulator

import (
	"fmt"
	"net/http/httptest"
	"strings"
	"testing"
)

// control calls the control API from this machine.
func (w *world) control(method, path, body string) reply {
	r := httptest.NewRequest(method, path, strings.NewReader(body))
	r.RemoteAddr, r.Host = "127.0.0.1:5", "127.0.0.1:9090"
	return w.do(r)
}

func TestRequestPage(t *testing.T) {
	w := newWorld(t, secure)
	authToken := w.authToken("u")
	session := w.register("u", "d", authToken)
	access := session.text("accessToken")
	w.tokens["u"] = access
	w.ok("u", "GET", "/api/v3/users?keyword=caf%C3%A9&t=leak", nil)
	w.ok("u", "PUT", "/api/v3/users", `{"userId":"u","metadata":{"a":"`+strings.Repeat("x", maxRecordedBody)+`"}}`)
	w.refused("u", "POST", "/api/v4/posts", `nonsense`, 400, 400000)
	got := w.control("GET", "/_emulator/requests", "")
	if got.status != 200 {
		t.Fatalf("%d %s", got.status, got.raw)
	}
	for _, secret := range []string{authToken, access, testAdmin, "leak", testKey + `"`} {
		if strings.Contains(string(got.raw), secret) {
			t.Errorf("the page shows %q", secret)
		}
	}
	list, _ := got.body["requests"].([]any)
	if len(list) < 5 {
		t.Fatalf("%d requests", len(list))
	}
	n := len(list)
	for i, want := range []string{"keyword=café", "too long to be kept", "not JSON"} {
		if at := n - 3 + i; !strings.Contains(got.text("requests", at, "query")+got.text("requests", at, "sent"), want) {
			t.Errorf("request %d is %v, want %q", at, got.at("requests", at), want)
		}
	}
	if got.at("requests", n-1, "status") != 400.0 || got.text("requests", n-1, "answer", "status") != "error" {
		t.Errorf("the last is %v", got.at("requests", n-1))
	}
	for range maxRecorded + 20 {
		w.as("", "GET", "/api/v3/none", nil)
	}
	again := w.control("GET", "/_emulator/requests?since=3", "")
	if kept, _ := again.body["requests"].([]any); len(kept) != maxRecorded {
		t.Errorf("%d requests are kept", len(kept))
	}
	w.control("GET", "/_emulator/requests?since=x", "").mustBe(t, "since", 422, 500000)
	for path, kind := range map[string]string{"/_emulator/": "text/html", "/_emulator/page.js": "text/javascript", "/_emulator/data.js": "text/javascript", "/_emulator/page.css": "text/css"} {
		page := w.control("GET", path, "")
		if page.status != 200 || !strings.HasPrefix(page.header.Get("Content-Type"), kind) || !strings.Contains(page.header.Get("Content-Security-Policy"), "default-src 'none'") {
			t.Errorf("%s: %d %v", path, page.status, page.header)
		}
	}
	if state := w.control("GET", "/_emulator/state", ""); state.at("networks", "network", "users") != 2.0 {
		t.Errorf("state: %s", state.raw)
	}
	for _, path := range []string{"/_emulator/", "/_emulator/requests", "/_emulator/state", "/_emulator/rows?network=network&table=users", "/_emulator/deliveries"} {
		w.do(httptest.NewRequest("GET", path, nil)).mustBe(t, path+" from elsewhere", 403, 400300)
	}
}

// The page shows every row, page by page, and no secret in any of them.
func TestRows(t *testing.T) {
	w := newWorld(t, secure, func(o *Options) { o.Seed = true })
	authToken := w.authToken("u")
	access := w.register("u", "d", authToken).text("accessToken")
	w.tokens["u"] = access
	w.ok("u", "PUT", "/api/v3/users", `{"userId":"u","metadata":{"apiKey":"leak","deep":[{"refreshToken":"leak"}],"plain":"seen"}}`)
	key := w.ok("admin", "PUT", "/api/v3/network-settings/prehook", map[string]any{"enabled": true, "callbackUrl": "http://127.0.0.1:1/", "defaultAction": "allow"}).text("secretKey")
	all := ""
	for _, table := range shownTables {
		before, rows := "", 0
		for {
			got := w.control("GET", "/_emulator/rows?network=network&table="+table+before, "")
			if got.status != 200 {
				t.Fatalf("%s: %d %s", table, got.status, got.raw)
			}
			list, _ := got.body["rows"].([]any)
			rows, all = rows+len(list), all+string(got.raw)
			next, more := got.body["next"].(float64)
			if !more {
				break
			}
			if len(list) != rowsPerPage {
				t.Errorf("%s: a page of %d", table, len(list))
			}
			before = fmt.Sprintf("&before=%.0f", next)
		}
		if want := w.control("GET", "/_emulator/state", "").at("networks", "network", table); want != float64(rows) {
			t.Errorf("%s: %d rows are shown of %v", table, rows, want)
		}
	}
	for _, secret := range []string{access, digest(access), authToken, digest(authToken), key, "leak", string(w.server.networks[0].signingKey)} {
		if secret == "" || strings.Contains(all, secret) {
			t.Errorf("the rows show %q", secret)
		}
	}
	for _, seen := range []string{`"plain":"seen"`, "Marta Lindqvist", "setting.prehook", masked} {
		if !strings.Contains(all, seen) {
			t.Errorf("the rows lack %q", seen)
		}
	}
	for query, code := range map[string]int{"network=x&table=users": 400400, "network=network&table=sqlite_master": 400400, "network=network&table=users;": 400400,
		"network=network&table=users&before=x": 500000} {
		if got := w.control("GET", "/_emulator/rows?"+query, ""); got.body["code"] != float64(code) {
			t.Errorf("%s: %s", query, got.raw)
		}
	}
}

func TestCrossOrigin(t *testing.T) {
	w := newWorld(t)
	r := httptest.NewRequest("OPTIONS", "/api/v5/sessions", nil)
	r.Header.Set("Origin", "http://page.test")
	r.Header.Set("Access-Control-Request-Method", "POST")
	got := w.do(r)
	if got.status != 204 || got.header.Get("Access-Control-Allow-Origin") != "*" || !strings.Contains(got.header.Get("Access-Control-Allow-Headers"), "X-Api-Key") {
		t.Errorf("%d %v", got.status, got.header)
	}
	if got.header.Get("Access-Control-Allow-Credentials") != "" {
		t.Error("credentials are allowed across origins")
	}
	r = httptest.NewRequest("GET", "/_emulator/requests", nil)
	r.Header.Set("Origin", "http://page.test")
	r.RemoteAddr, r.Host = "127.0.0.1:5", "127.0.0.1:9090"
	if got := w.do(r); got.status != 403 || got.header.Get("Access-Control-Allow-Origin") != "" {
		t.Errorf("the control api: %d %v", got.status, got.header)
	}
	// Browsers name the origin of a page's own modules; looking is all it may.
	for method, want := range map[string]int{"GET": 200, "POST": 403} {
		r = httptest.NewRequest(method, map[string]string{"GET": "/_emulator/page.js", "POST": "/_emulator/disconnect"}[method], nil)
		r.RemoteAddr, r.Host = "127.0.0.1:5", "127.0.0.1:9090"
		r.Header.Set("Origin", "http://127.0.0.1:9090")
		if got := w.do(r); got.status != want {
			t.Errorf("%s of the emulator's own page: %d, want %d", method, got.status, want)
		}
	}
}
