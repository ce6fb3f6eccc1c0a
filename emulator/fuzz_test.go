package emulator

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/addend-go/addend/emulator/internal/sqlite"
)

// FuzzRequest sends anything to any route: the answer is JSON or a file, never
// a 500 nobody asked for, and nothing panics.
func FuzzRequest(f *testing.F) {
	w := newWorld(f)
	w.post("u", w.community("u", "café"), "#tag")
	var patterns [][2]string
	for _, rt := range routes() {
		for _, p := range rt.patterns() {
			method, path, _ := strings.Cut(p, " ")
			patterns = append(patterns, [2]string{method, path})
		}
	}
	for i := range patterns {
		f.Add(uint(i), "x", "options[limit]=5&tags[]=a&isDeleted=false", `{"userId":"u","targetType":"user","targetId":"u","data":{"text":"t"}}`, true)
	}
	f.Add(uint(0), "%2e%2e", "options[token]=e30=", `{"a":[{}]}`, false)
	tokens := map[bool]string{true: testAdmin, false: w.token("u")}
	f.Fuzz(func(t *testing.T, which uint, id, query, body string, admin bool) {
		p := patterns[which%uint(len(patterns))]
		path := p[1]
		for strings.Contains(path, "{") {
			start, end := strings.Index(path, "{"), strings.Index(path, "}")
			path = path[:start] + pathSegment(id) + path[end+1:]
		}
		r := httptest.NewRequest(p[0], path, strings.NewReader(body))
		r.URL.RawQuery = query
		r.Header.Set("Authorization", "Bearer "+tokens[admin])
		r.Header.Set("X-Api-Key", testKey)
		rec := httptest.NewRecorder()
		w.server.ServeHTTP(rec, r)
		if rec.Code == http.StatusInternalServerError {
			t.Fatalf("%s %s?%s %s: %s", p[0], path, query, body, rec.Body)
		}
		if strings.HasPrefix(rec.Header().Get("Content-Type"), "application/json") && !json.Valid(rec.Body.Bytes()) {
			t.Fatalf("%s %s: not JSON: %s", p[0], path, rec.Body)
		}
	})
}

// pathSegment keeps a fuzzed id inside its segment.
func pathSegment(id string) string {
	var b strings.Builder
	for i := 0; i < len(id) && i < 64; i++ {
		b.WriteString("%" + string("0123456789abcdef"[id[i]>>4]) + string("0123456789abcdef"[id[i]&15]))
	}
	if b.Len() == 0 {
		return "x"
	}
	return b.String()
}

// FuzzToken reads any page token without accepting what is out of bounds.
func FuzzToken(f *testing.F) {
	f.Add(encodeToken(page{Skip: 10, Limit: 10}))
	f.Add("eyJza2lwIjoxfQ==")
	f.Add("not base64")
	w := newWorld(f)
	f.Fuzz(func(t *testing.T, token string) {
		r := httptest.NewRequest("GET", "/", nil)
		q := query{map[string][]string{"token": {token}}}
		c := &call{server: w.server, r: r, query: q}
		if p, err := c.page(); err == nil && token != "" && (p.Skip < 0 || p.Limit < 1 || p.Limit > maxPage) {
			t.Fatalf("%q is the page %+v", token, p)
		}
		if k, err := c.cursor(); err == nil && token != "" && (k.Limit < 1 || k.Limit > maxPage || (k.After == nil) == (k.Before == nil)) {
			t.Fatalf("%q is the cursor %+v", token, k)
		}
	})
}

// FuzzUpload sends any bytes as an upload to every route that takes one.
func FuzzUpload(f *testing.F) {
	w := newWorld(f)
	kind, form := formOf("a.png", "image/png", []byte("\x89PNG\r\n\x1a\n"), map[string]string{"accessType": "public", "preferredFilename": "../b"})
	f.Add(uint(0), kind, form)
	f.Add(uint(1), "multipart/form-data; boundary=x", []byte("--x\r\n\r\n--x--"))
	f.Add(uint(2), "multipart/form-data", []byte("x"))
	token := w.token("u")
	routes := []string{"/api/v4/images", "/api/v4/videos", "/api/v4/files", "/api/v4/audios", "/api/v4/clips", "/api/v3/files"}
	f.Fuzz(func(t *testing.T, which uint, contentType string, body []byte) {
		r := httptest.NewRequest("POST", routes[which%uint(len(routes))], strings.NewReader(string(body)))
		r.Header.Set("Content-Type", contentType)
		r.Header.Set("Authorization", "Bearer "+token)
		rec := httptest.NewRecorder()
		w.server.ServeHTTP(rec, r)
		if rec.Code == http.StatusInternalServerError || !json.Valid(rec.Body.Bytes()) {
			t.Fatalf("%d %s", rec.Code, rec.Body)
		}
	})
}

// FuzzTopic asks for any topic: nobody hears of what is another's.
func FuzzTopic(f *testing.F) {
	w := newWorld(f)
	secret := w.ok("owner", "POST", "/api/v3/communities", map[string]any{"displayName": "Secret", "isPublic": false}).text("communities", 0, "communityId")
	token, net := w.token("u"), w.server.networks[0]
	for _, topic := range []string{"#", "+", "network", "network/#", "network/social/community/" + secret + "/#", "network/smartfeed/+/messages", "network/membership/+/+/+", "network/user/x", "$SYS/#"} {
		f.Add(topic)
	}
	f.Fuzz(func(t *testing.T, topic string) {
		var allowed bool
		err := net.db.View(func(tx *sqlite.Tx) (err error) {
			c := &call{server: w.server, net: net, tx: tx, now: w.server.Now().UnixMilli()}
			if c.me, err = sessionUser(tx, digest(token), c.now); err == nil {
				allowed, err = c.mayListen(topic)
			}
			return err
		})
		if err != nil {
			t.Fatalf("%q: %v", topic, err)
		}
		if allowed && (strings.Contains(topic, secret) || strings.HasPrefix(topic, "#") || strings.HasPrefix(topic, "+") || topic == net.id+"/#" || strings.HasPrefix(topic, "$")) {
			t.Fatalf("%q is allowed", topic)
		}
	})
}

// FuzzControl sends anything to the control API.
func FuzzControl(f *testing.F) {
	w := newWorld(f)
	calls := [][2]string{{"POST", "advance"}, {"PUT", "fault"}, {"POST", "restore"}, {"DELETE", "snapshot"}, {"GET", "requests"}, {"GET", "state"}, {"GET", "rows"}}
	f.Add(uint(0), `{"seconds":1e300}`, "since=9")
	f.Add(uint(1), `{"rate":0.5,"latencyMs":-1}`, "")
	f.Add(uint(2), `{"name":"../../x"}`, "since=-1")
	f.Add(uint(6), "", "network=network&table=users&before=3")
	f.Fuzz(func(t *testing.T, which uint, body, query string) {
		c := calls[which%uint(len(calls))]
		r := httptest.NewRequest(c[0], "/_emulator/"+c[1], strings.NewReader(body))
		r.URL.RawQuery, r.RemoteAddr, r.Host = query, "127.0.0.1:5", "localhost"
		rec := httptest.NewRecorder()
		w.server.ServeHTTP(rec, r)
		if rec.Code == http.StatusInternalServerError || !json.Valid(rec.Body.Bytes()) {
			t.Fatalf("%d %s", rec.Code, rec.Body)
		}
	})
}
