package conformance

import (
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"
)

// flows are what takes more than one request. Each runs on both hosts, with
// users of its own.
func flows() map[string]func(*testing.T, *host) {
	return map[string]func(*testing.T, *host){
		"sign in, ask, sign out":                   signInAndOut,
		"what sign-in refuses":                     signInRefusals,
		"a second sign-in ends the first session":  signInAgain,
		"a revoked token is renewed and repeated":  renewAndRepeat,
		"a refusal that is about rights":           refusedForRights,
		"the platform refuses the renewal":         renewalRefused,
		"the platform is away at the renewal":      renewalAway,
		"an upload meets a revoked token":          uploadMeetsRevoked,
		"fifty tabs renew once":                    renewOnce,
		"exactly 100 of 500 calls":                 exactBudget,
		"equal reads in flight are one call":       equalReads,
		"what is equal for one is not for another": equalReadsOfTwo,
		"malformed answers spoil nothing":          malformedAnswers,
		"a large upload keeps its length":          largeUpload,
		"an upload without a length":               chunkedUpload,
		"a body that is too large":                 tooLargeBody,
		"a large download":                         largeDownload,
		"static files":                             staticFiles,
		"a hand-off signs in once":                 handoffOnce,
		"the official client's stand-in":           standIn,
		"sign out everywhere":                      signOutEverywhere,
		"favourites saved at once are all kept":    favouritesAtOnce,
		"a scan says how far it looked":            scanOfReactions,
	}
}

func TestFlowsNative(t *testing.T) { runFlows(t, nativeHost(t, nil)) }

// TestClientGoneAtTheEdge is the same without wrangler, whose proxy outlives
// its client.
func TestClientGoneNative(t *testing.T) { clientGone(t, nativeHost(t, nil)) }

func TestFlowsEdge(t *testing.T) { runFlows(t, edgeHost(t, nil)) }

func runFlows(t *testing.T, h *host) {
	for name, flow := range flows() {
		t.Run(h.name+"/"+name, func(t *testing.T) { flow(t, h) })
	}
}

func (h *host) get(t *testing.T, cookie, path string) answer {
	t.Helper()
	return h.do(t, "GET", path, map[string]string{"Cookie": cookie}, nil)
}

func want(t *testing.T, a answer, status int, code string) {
	t.Helper()
	if got := codeOf(t, a); a.status != status || got != code {
		t.Fatalf("%d %q, want %d %q: %s", a.status, got, status, code, tail(a.body, 500))
	}
}

func signInAndOut(t *testing.T, h *host) {
	a := h.do(t, "POST", "/session", jsonBody, strings.NewReader(`{"userId":"marta","displayName":" Marta Lindqvist "}`))
	want(t, a, 200, "")
	var got struct {
		User      struct{ UserID, DisplayName string }
		ExpiresAt time.Time
	}
	if err := json.Unmarshal([]byte(a.body), &got); err != nil || got.User.UserID != "marta" || got.User.DisplayName != "Marta Lindqvist" ||
		time.Until(got.ExpiresAt) < 6*24*time.Hour {
		t.Errorf("answer %s (%v)", a.body, err)
	}
	full := a.header.Get("Set-Cookie")
	for _, part := range []string{"; Path=/;", "; HttpOnly", "; Secure", "; SameSite=Strict", "; Max-Age=604"} {
		if !strings.Contains(full, part) {
			t.Errorf("no %q in %s", part, full)
		}
	}
	if strings.Contains(full, "Domain") || strings.Contains(full, "marta") || len(a.header.Values("Set-Cookie")) != 1 {
		t.Errorf("cookies %q", a.header.Values("Set-Cookie"))
	}
	cookie := cookieOf(t, a)
	if a = h.get(t, cookie, "/session"); a.status != 200 || !strings.Contains(a.body, `"userId":"marta"`) || !strings.Contains(a.body, `"signIn":["handoff","development"]`) {
		t.Errorf("who am I: %d %s", a.status, a.body)
	}
	want(t, h.get(t, cookie, "/api/v3/posts/p1"), 200, "")

	deleted := h.up.deletions()
	a = h.do(t, "DELETE", "/session", map[string]string{"Cookie": cookie}, nil)
	want(t, a, 204, "")
	if c := a.header.Get("Set-Cookie"); !strings.Contains(c, "Max-Age=0") || !strings.Contains(c, "__Host-addend=;") {
		t.Errorf("the cookie is not cleared: %q", c)
	}
	if h.up.deletions() != deleted+1 {
		t.Error("the token was not revoked at the platform")
	}
	// A copy of the cookie is worth nothing from now on.
	want(t, h.get(t, cookie, "/api/v3/posts/p1"), 401, "session-expired")
	if a = h.get(t, cookie, "/session"); a.status != 200 || !strings.Contains(a.body, `"user":null`) {
		t.Errorf("who am I after sign-out: %d %s", a.status, a.body)
	}
	want(t, h.do(t, "DELETE", "/session", map[string]string{"Cookie": cookie}, nil), 204, "")
	if a = h.do(t, "GET", "/session", nil, nil); a.status != 200 || !strings.Contains(a.body, `"user":null`) {
		t.Errorf("who am I without a cookie: %d %s", a.status, a.body)
	}
}

func signInRefusals(t *testing.T, h *host) {
	h.up.refuseSessions("banned-user", "400312")
	h.up.refuseSessions("refused-user", "400100")
	h.up.refuseSessions("away-user", "away")
	for _, c := range []struct {
		body   string
		header map[string]string
		status int
		code   string
	}{
		{`{"userId":""}`, nil, 400, "bad-user-id"},
		{`{"userId":"` + strings.Repeat("x", 51) + `"}`, nil, 400, "bad-user-id"},
		{`{"userId":"ADMIN_x"}`, nil, 400, "bad-user-id"},
		{`{"userId":"a\nb"}`, nil, 400, "bad-user-id"},
		{`{"userId":"a","displayName":"` + strings.Repeat("x", 101) + `"}`, nil, 400, "bad-display-name"},
		{`{"userId":1}`, nil, 400, "bad-body"},
		{`{"userId":"a","admin":true}`, nil, 400, "bad-body"},
		{`{"userId":"a","userId":"b"}`, nil, 400, "bad-body"},
		{`[]`, nil, 400, "bad-body"},
		{`{`, nil, 400, "bad-body"},
		{``, nil, 400, "bad-body"},
		{`{"userId":"` + strings.Repeat("x", 5000) + `"}`, nil, 413, "body-too-large"},
		{`{"userId":"a"}`, map[string]string{"Content-Type": "text/plain"}, 415, "bad-content-type"},
		{`{"userId":"a"}`, map[string]string{"X-Addend": ""}, 403, "missing-header"},
		{`{"userId":"a"}`, map[string]string{"Origin": "https://evil.example"}, 403, "cross-site"},
		{`{"userId":"banned-user"}`, nil, 403, "user-banned"},
		{`{"userId":"refused-user"}`, nil, 403, "sign-in-refused"},
		{`{"userId":"away-user"}`, nil, 502, "upstream-error"},
	} {
		header := map[string]string{"Content-Type": "application/json"}
		for name, value := range c.header {
			header[name] = value
		}
		a := h.do(t, "POST", "/session", header, strings.NewReader(c.body))
		if got := codeOf(t, a); a.status != c.status || got != c.code || a.header.Get("Set-Cookie") != "" {
			t.Errorf("%.60s: %d %q %q, want %d %q", c.body, a.status, got, a.header.Get("Set-Cookie"), c.status, c.code)
		}
	}
	want(t, h.do(t, "PUT", "/session", nil, nil), 405, "method-not-allowed")
}

func signInAgain(t *testing.T, h *host) {
	first := h.signIn(t, "again")
	a := h.do(t, "POST", "/session", map[string]string{"Content-Type": "application/json", "Cookie": first}, strings.NewReader(`{"userId":"again"}`))
	second := cookieOf(t, a)
	if first == second {
		t.Fatal("the session id stayed the same")
	}
	want(t, h.get(t, first, "/api/v3/posts/p1"), 401, "session-expired")
	want(t, h.get(t, second, "/api/v3/posts/p1"), 200, "")
}

func renewAndRepeat(t *testing.T, h *host) {
	cookie := h.signIn(t, "renewed")
	h.up.revoke("renewed")
	body := `{"data":{"text":"sent once"}}`
	a := h.do(t, "POST", "/api/v4/posts", map[string]string{"Cookie": cookie, "Content-Type": "application/json"}, strings.NewReader(body))
	want(t, a, 200, "")
	if !strings.Contains(a.body, "sent once") || h.up.sessionsOf("renewed") != 2 {
		t.Errorf("sessions %d, answer %s", h.up.sessionsOf("renewed"), a.body)
	}
	want(t, h.get(t, cookie, "/api/v3/posts/p1"), 200, "")
	if h.up.sessionsOf("renewed") != 2 {
		t.Error("renewed a second time")
	}
}

// 400100 also answers what a user may not do: it must not end the session.
func refusedForRights(t *testing.T, h *host) {
	cookie := h.signIn(t, "rights")
	for range 3 {
		a := h.do(t, "PUT", "/api/v3/users", map[string]string{"Cookie": cookie, "Content-Type": "application/json"}, strings.NewReader(`{"userId":"other"}`))
		if a.status != 401 || !strings.Contains(a.body, "only an administrator") {
			t.Fatalf("%d %s", a.status, a.body)
		}
	}
	want(t, h.get(t, cookie, "/api/v3/posts/p1"), 200, "")
	if n := h.up.sessionsOf("rights"); n > 2 {
		t.Errorf("%d sessions opened for one refusal of rights", n)
	}
}

func renewalRefused(t *testing.T, h *host) {
	cookie := h.signIn(t, "gone")
	h.up.revoke("gone")
	h.up.refuseSessions("gone", "400100")
	a := h.get(t, cookie, "/api/v3/posts/p1")
	want(t, a, 401, "session-expired")
	if !strings.Contains(a.header.Get("Set-Cookie"), "Max-Age=0") {
		t.Error("the cookie is not cleared")
	}
	h.up.refuseSessions("gone", "")
	want(t, h.get(t, cookie, "/api/v3/posts/p1"), 401, "session-expired")
}

func renewalAway(t *testing.T, h *host) {
	cookie := h.signIn(t, "away")
	h.up.revoke("away")
	h.up.refuseSessions("away", "away")
	want(t, h.get(t, cookie, "/api/v3/posts/p1"), 502, "upstream-error")
	h.up.refuseSessions("away", "")
	want(t, h.get(t, cookie, "/api/v3/posts/p1"), 200, "")
}

func uploadMeetsRevoked(t *testing.T, h *host) {
	cookie := h.signIn(t, "uploader")
	h.up.revoke("uploader")
	header := map[string]string{"Cookie": cookie, "Content-Type": "multipart/form-data; boundary=b"}
	want(t, h.do(t, "POST", "/files?as=file", header, strings.NewReader("--b--\r\n")), 503, "upload-interrupted")
	want(t, h.do(t, "POST", "/files?as=file", header, strings.NewReader("--b--\r\n")), 200, "")
}

func renewOnce(t *testing.T, h *host) {
	cookie := h.signIn(t, "tabs")
	h.up.revoke("tabs")
	var wg sync.WaitGroup
	statuses := make(chan int, 50)
	for i := range 50 {
		wg.Go(func() { statuses <- h.get(t, cookie, fmt.Sprintf("/api/v3/posts/p%d", i)).status })
	}
	wg.Wait()
	close(statuses)
	for status := range statuses {
		if status != 200 {
			t.Errorf("a call got %d", status)
		}
	}
	if n := h.up.sessionsOf("tabs"); n != 2 {
		t.Errorf("%d sessions opened, want the first and one renewal", n)
	}
}

func exactBudget(t *testing.T, h *host) {
	cookies := []string{h.signIn(t, "busy"), h.signIn(t, "busy")} // the budget is the user's, not the session's
	start := time.Now()
	var wg sync.WaitGroup
	var mu sync.Mutex
	count, retry := map[int]int{}, ""
	for worker := range 10 {
		wg.Go(func() {
			for i := range 50 { // no two are equal: those would be one call
				a := h.get(t, cookies[worker%2], fmt.Sprintf("/api/v3/posts/p%d-%d", worker, i))
				mu.Lock()
				count[a.status]++
				if a.status == 429 {
					retry = a.header.Get("Retry-After")
				}
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	if time.Since(start) > 5*time.Second {
		t.Skip("500 calls took longer than the window: too slow a machine to count")
	}
	if count[200] != 100 || count[429] != 400 || retry == "" || retry == "0" {
		t.Errorf("answers %v, want 100 and 400; Retry-After %q", count, retry)
	}
	a := h.get(t, cookies[0], "/api/v3/posts/p1")
	want(t, a, 429, "rate-limited")
	if !strings.Contains(a.body, `"platformCode":400311`) || a.header.Get("RateLimit-Remaining") != "0" || a.header.Get("RateLimit-Limit") != "100" {
		t.Errorf("%v %s", a.header, a.body)
	}
}

// zeroes is a body of a known size that is never in memory.
type zeroes struct{ left int64 }

func (z *zeroes) Read(p []byte) (int, error) {
	if z.left == 0 {
		return 0, io.EOF
	}
	n := int64(len(p))
	if n > z.left {
		n = z.left
	}
	z.left -= n
	return int(n), nil
}

func (h *host) uploadOf(t *testing.T, cookie string, size, length int64) answer {
	t.Helper()
	req, err := http.NewRequest("POST", h.url+"/files?as=image", &zeroes{size})
	if err != nil {
		t.Fatal(err)
	}
	req.ContentLength = length
	req.Header = http.Header{"Cookie": {cookie}, "X-Addend": {"1"}, "Content-Type": {"multipart/form-data; boundary=b"}}
	resp, err := client.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	b, _ := io.ReadAll(resp.Body)
	return answer{status: resp.StatusCode, header: resp.Header, body: string(b)}
}

func largeUpload(t *testing.T, h *host) {
	const size = 24 << 20
	a := h.uploadOf(t, h.signIn(t, "large"), size, size)
	want(t, a, 200, "")
	if !strings.Contains(a.body, fmt.Sprintf(`"contentLength":%d,"received":%d`, size, size)) {
		t.Error(a.body)
	}
}

func chunkedUpload(t *testing.T, h *host) {
	const size = 3 << 20
	a := h.uploadOf(t, h.signIn(t, "chunked"), size, -1)
	want(t, a, 200, "")
	if !strings.Contains(a.body, fmt.Sprintf(`"contentLength":-1,"received":%d`, size)) {
		t.Error(a.body)
	}
}

func tooLargeBody(t *testing.T, h *host) {
	cookie := h.signIn(t, "bulky")
	header := map[string]string{"Cookie": cookie, "Content-Type": "application/json"}
	want(t, h.do(t, "POST", "/api/v4/posts", header, strings.NewReader(`"`+strings.Repeat("x", 1<<20)+`"`)), 413, "body-too-large")
	// Without a Content-Length the host has to count.
	want(t, h.do(t, "POST", "/api/v4/posts", header, io.MultiReader(strings.NewReader(`"`+strings.Repeat("x", 1<<20)+`"`))), 413, "body-too-large")
	want(t, h.do(t, "POST", "/api/v4/posts", header, io.MultiReader(strings.NewReader(`{"a":"chunked"}`))), 200, "")
}

func largeDownload(t *testing.T, h *host) {
	a := h.get(t, h.signIn(t, "reader"), "/files/big")
	want(t, a, 200, "")
	if len(a.body) != bigFile || a.err != "" || a.header.Get("Content-Disposition") != "attachment" {
		t.Errorf("%d bytes, %q, %v", len(a.body), a.err, a.header)
	}
}

// clientGone aborts a call that waits: the call upstream must end too, long
// before its own timeout.
func clientGone(t *testing.T, h *host) {
	cookie := h.signIn(t, "leaver")
	conn, err := net.Dial("tcp", strings.TrimPrefix(h.url, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	fmt.Fprintf(conn, "GET /api/v3/posts/wait HTTP/1.1\r\nHost: localhost\r\nX-Addend: 1\r\nCookie: %s\r\n\r\n", cookie)
	<-h.up.waiting
	_ = conn.(*net.TCPConn).SetLinger(0) // a reset: workerd takes a mere FIN for a client that still reads
	_ = conn.Close()
	select {
	case gone := <-h.up.left:
		if !gone {
			t.Error("the upstream call ran to its timeout")
		}
	case <-time.After(10 * time.Second):
		t.Error("the upstream call goes on without a client")
	}
}

func staticFiles(t *testing.T, h *host) {
	plain := map[string]string{"X-Addend": ""}
	for path, contentType := range map[string]string{
		"/": "text/html; charset=utf-8", "/app.js": "text/javascript; charset=utf-8",
		"/addend/index.js": "text/javascript; charset=utf-8", "/addend/addend.wasm": "application/wasm",
	} {
		a := h.do(t, "GET", path, plain, nil)
		if a.status != 200 || a.header.Get("Content-Type") != contentType {
			t.Errorf("%s: %d %s", path, a.status, a.header.Get("Content-Type"))
		}
		csp := a.header.Get("Content-Security-Policy")
		if !strings.Contains(csp, "require-trusted-types-for 'script'") || !strings.Contains(csp, "default-src 'none'") ||
			a.header.Get("X-Content-Type-Options") != "nosniff" || a.header.Get("Referrer-Policy") != "no-referrer" || a.header.Get("Cache-Control") != "no-cache" {
			t.Errorf("%s: header %v", path, a.header)
		}
		etag := a.header.Get("ETag")
		if again := h.do(t, "GET", path, map[string]string{"X-Addend": "", "If-None-Match": etag}, nil); etag == "" || again.status != 304 {
			t.Errorf("%s: %d for the same ETag %q", path, again.status, etag)
		}
	}
	for _, path := range []string{"/.secret", "/addend/", "/nothing.js", "/_headers"} {
		a := h.do(t, "GET", path, plain, nil)
		if a.status != 404 || codeOf(t, a) != "not-found" {
			t.Errorf("%s: %d %s", path, a.status, a.body)
		}
	}
}
