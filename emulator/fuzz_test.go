package emulator

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
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
