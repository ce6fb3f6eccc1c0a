package conformance

import (
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"math/big"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// TestSessionsNative and TestSessionsEdge hold both hosts to what takes settings
// of its own: Cloudflare Access, pages that live elsewhere, the development
// cookie; and to waiting for the call window, and tags of lists.
func TestSessionsNative(t *testing.T) { runSessions(t, nativeHost) }

func TestSessionsEdge(t *testing.T) {
	skipWithoutEdge(t)
	runSessions(t, edgeHost)
}

const elsewhere = "https://app.elsewhere.test"

func runSessions(t *testing.T, start func(*testing.T, map[string]string) *host) {
	keys := newUpstream(t)
	h := start(t, map[string]string{"ADDEND_CORS_ORIGINS": elsewhere, "ADDEND_ACCESS_TEAM": keys.URL, "ADDEND_ACCESS_AUDIENCE": "tag-of-the-application"})
	for name, flow := range map[string]func(*testing.T, *host){
		"cloudflare access signs in":        func(t *testing.T, h *host) { accessSignsIn(t, h, keys.URL) },
		"a listed page elsewhere":           pageElsewhere,
		"the development cookie":            developmentCookie,
		"a caller waits for the window":     waitsForTheWindow,
		"a composed answer waits as well":   patientComposition,
		"an unchanged list is not repeated": unchangedList,
	} {
		t.Run(h.name+"/"+name, func(t *testing.T) { flow(t, h) })
	}
}

var accessKey = sync.OnceValue(func() *rsa.PrivateKey {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		panic(err)
	}
	return key
})

func accessCerts(w http.ResponseWriter, _ *http.Request) {
	b64 := base64.RawURLEncoding.EncodeToString
	public := accessKey().PublicKey
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(map[string]any{"keys": []any{map[string]any{
		"kid": "k", "kty": "RSA", "alg": "RS256", "use": "sig", "n": b64(public.N.Bytes()), "e": b64(big.NewInt(int64(public.E)).Bytes()),
	}}})
}

func accessToken(t *testing.T, claims map[string]any) string {
	t.Helper()
	b64 := base64.RawURLEncoding.EncodeToString
	body, err := json.Marshal(claims)
	if err != nil {
		t.Fatal(err)
	}
	signed := b64([]byte(`{"alg":"RS256","kid":"k","typ":"JWT"}`)) + "." + b64(body)
	sum := sha256.Sum256([]byte(signed))
	signature, err := rsa.SignPKCS1v15(rand.Reader, accessKey(), crypto.SHA256, sum[:])
	if err != nil {
		t.Fatal(err)
	}
	return signed + "." + b64(signature)
}

func accessSignsIn(t *testing.T, h *host, team string) {
	claims := func(audience string, life time.Duration) map[string]any {
		return map[string]any{"iss": team, "aud": []string{audience}, "sub": "7335d417-61da-459d-899c-0a01c76a2f94", "email": "ada@example.org",
			"iat": time.Now().Unix(), "exp": time.Now().Add(life).Unix()}
	}
	send := func(token string) answer {
		return h.do(t, "POST", "/session", map[string]string{"Cf-Access-Jwt-Assertion": token}, nil)
	}
	a := send(accessToken(t, claims("tag-of-the-application", time.Hour)))
	want(t, a, 200, "")
	if !strings.Contains(a.body, `"userId":"7335d417-61da-459d-899c-0a01c76a2f94"`) || strings.Contains(a.body, "example.org") {
		t.Errorf("signed in as %s", a.body)
	}
	want(t, h.get(t, cookieOf(t, a), "/api/v3/posts/p1"), 200, "")
	want(t, send(accessToken(t, claims("another-application", time.Hour))), 401, "identity-refused")
	want(t, send(accessToken(t, claims("tag-of-the-application", -time.Hour))), 401, "identity-refused")
	want(t, send("nonsense"), 401, "identity-refused")
	want(t, h.do(t, "POST", "/session", map[string]string{"X-Addend": "", "Cf-Access-Jwt-Assertion": accessToken(t, claims("tag-of-the-application", time.Hour))}, nil), 403, "missing-header")
}

func pageElsewhere(t *testing.T, h *host) {
	from := func(origin, site string, more ...string) map[string]string {
		header := map[string]string{"Origin": origin, "Sec-Fetch-Site": site, "Content-Type": "application/json"}
		for i := 0; i < len(more); i += 2 {
			header[more[i]] = more[i+1]
		}
		return header
	}
	ask := from(elsewhere, "cross-site", "Access-Control-Request-Method", "PUT", "Access-Control-Request-Headers", "x-addend,content-type", "X-Addend", "", "Content-Type", "")
	a := h.do(t, "OPTIONS", "/api/v3/users", ask, nil)
	if a.status != 204 || a.header.Get("Access-Control-Allow-Origin") != elsewhere || a.header.Get("Access-Control-Allow-Credentials") != "true" ||
		!strings.Contains(a.header.Get("Access-Control-Allow-Headers"), "X-Addend") || !strings.Contains(a.header.Get("Access-Control-Allow-Methods"), "PUT") ||
		!strings.Contains(strings.Join(a.header.Values("Vary"), ","), "Origin") {
		t.Errorf("the preflight: %d %v", a.status, a.header)
	}
	// The cookie of a page of another site is good under that site only.
	a = h.do(t, "POST", "/session", from(elsewhere, "cross-site"), strings.NewReader(`{"userId":"far"}`))
	want(t, a, 200, "")
	if c := a.header.Get("Set-Cookie"); !strings.Contains(c, "SameSite=None") || !strings.Contains(c, "Partitioned") || !strings.Contains(c, "Secure") {
		t.Errorf("the cookie: %s", c)
	}
	far := cookieOf(t, a)
	a = h.do(t, "GET", "/api/v3/posts/p1", from(elsewhere, "cross-site", "Cookie", far, "Content-Type", ""), nil)
	if a.status != 200 || a.header.Get("Access-Control-Allow-Origin") != elsewhere || !strings.Contains(a.header.Get("Access-Control-Expose-Headers"), "RateLimit-Remaining") {
		t.Errorf("a call: %d %v", a.status, a.header)
	}
	// A sibling keeps the strict cookie.
	a = h.do(t, "POST", "/session", from(elsewhere, "same-site"), strings.NewReader(`{"userId":"near"}`))
	if c := a.header.Get("Set-Cookie"); a.status != 200 || !strings.Contains(c, "SameSite=Strict") || strings.Contains(c, "Partitioned") {
		t.Errorf("the sibling's cookie: %d %s", a.status, c)
	}
	// Nobody else, and not without the header or the origin.
	for _, origin := range []string{"https://evil.test", "https://app.elsewhere.test.evil.test", "http://app.elsewhere.test", "null"} {
		a = h.do(t, "GET", "/api/v3/posts/p1", from(origin, "cross-site", "Cookie", far, "Content-Type", ""), nil)
		want(t, a, 403, "cross-site")
		if a.header.Get("Access-Control-Allow-Origin") != "" {
			t.Errorf("%s is let in", origin)
		}
		a = h.do(t, "OPTIONS", "/api/v3/users", from(origin, "cross-site", "Access-Control-Request-Method", "PUT", "Content-Type", ""), nil)
		if a.header.Get("Access-Control-Allow-Origin") != "" {
			t.Errorf("%s is let in by the preflight", origin)
		}
	}
	want(t, h.do(t, "GET", "/api/v3/posts/p1", from(elsewhere, "cross-site", "Cookie", far, "X-Addend", "", "Content-Type", ""), nil), 403, "missing-header")
	want(t, h.do(t, "GET", "/files/text", map[string]string{"Cookie": far, "Sec-Fetch-Site": "cross-site", "X-Addend": ""}, nil), 403, "cross-site")
}

func developmentCookie(t *testing.T, h *host) {
	const safari = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15"
	const chrome = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36"
	signIn := func(agent string) []string {
		a := h.do(t, "POST", "/session", map[string]string{"Content-Type": "application/json", "User-Agent": agent}, strings.NewReader(`{"userId":"kit"}`))
		want(t, a, 200, "")
		return a.header.Values("Set-Cookie")
	}
	if got := signIn(chrome); len(got) != 1 || strings.Contains(got[0], "development") {
		t.Errorf("Chrome got %q", got)
	}
	both := signIn(safari)
	if len(both) != 2 || !strings.HasPrefix(both[1], "addend-development=") || strings.Contains(both[1], "Secure") ||
		!strings.Contains(both[1], "HttpOnly") || !strings.Contains(both[1], "SameSite=Strict") {
		t.Fatalf("Safari got %q", both)
	}
	pair, _, _ := strings.Cut(both[1], ";")
	get := func(agent string) answer {
		return h.do(t, "GET", "/api/v3/posts/p1", map[string]string{"Cookie": pair, "User-Agent": agent}, nil)
	}
	want(t, get(safari), 200, "")
	want(t, get(chrome), 401, "no-session") // who takes the real one needs no other
	a := h.do(t, "DELETE", "/session", map[string]string{"Cookie": pair, "User-Agent": safari}, nil)
	if a.status != 204 || len(a.header.Values("Set-Cookie")) != 2 {
		t.Errorf("sign-out: %d %v", a.status, a.header)
	}
	want(t, get(safari), 401, "session-expired")
}

func waitsForTheWindow(t *testing.T, h *host) {
	cookie := h.signIn(t, "patient")
	var full atomic.Bool
	var wg sync.WaitGroup
	end := time.Now().Add(time.Minute)
	for i := range 10 {
		wg.Go(func() {
			for n := 0; !full.Load() && time.Now().Before(end); n++ {
				if a := h.do(t, "GET", fmt.Sprintf("/api/v3/posts/p%d-%d", i, n), map[string]string{"Cookie": cookie, "Prefer": "respond-async, wait=x"}, nil); a.status == 429 {
					full.Store(true)
				}
			}
		})
	}
	wg.Wait()
	if !full.Load() {
		t.Fatal("the window was never full")
	}
	for i := range 5 { // all at once, and all come through
		wg.Go(func() {
			if a := h.do(t, "GET", fmt.Sprintf("/api/v3/posts/late%d", i), map[string]string{"Cookie": cookie, "Prefer": "wait=10"}, nil); a.status != 200 {
				t.Errorf("a patient call: %d %s", a.status, a.body)
			}
		})
	}
	wg.Wait()
}

func unchangedList(t *testing.T, h *host) {
	cookie := h.signIn(t, "reader")
	get := func(known string) answer {
		return h.do(t, "GET", "/api/v3/posts/steady", map[string]string{"Cookie": cookie, "If-None-Match": known}, nil)
	}
	if a := get(""); a.status != 200 || a.header.Get("ETag") != "" {
		t.Errorf("a tag that nobody asked for: %d %v", a.status, a.header)
	}
	first := get(`""`)
	tag := first.header.Get("ETag")
	if first.status != 200 || len(tag) != 34 || !strings.Contains(first.body, "steady") || first.header.Get("Content-Length") != strconv.Itoa(len(first.body)) {
		t.Fatalf("the first time: %d %v %s", first.status, first.header, first.body)
	}
	for _, known := range []string{tag, "W/" + tag, `"other", ` + tag} {
		a := get(known)
		if a.status != 304 || a.body != "" || a.header.Get("ETag") != tag || a.header.Get("Content-Type") != "" || a.header.Get("RateLimit-Remaining") == "" || a.header.Get("Cache-Control") != "no-store" {
			t.Errorf("%s: %d %q %v", known, a.status, a.body, a.header)
		}
	}
	if a := get(`"other"`); a.status != 200 || a.body != first.body || a.header.Get("ETag") != tag {
		t.Errorf("another tag: %d %v", a.status, a.header)
	}
	if a := h.do(t, "GET", "/api/v3/posts/long", map[string]string{"Cookie": cookie, "If-None-Match": `""`}, nil); a.status != 200 || !strings.HasSuffix(a.body, `éé"]}`) {
		t.Errorf("a long list: %d, %d bytes", a.status, len(a.body))
	}
	// Nothing went out yet when it breaks off: the caller is told.
	want(t, h.do(t, "GET", "/api/v3/posts/cut", map[string]string{"Cookie": cookie, "If-None-Match": `""`}, nil), 502, "upstream-unreachable")
}
