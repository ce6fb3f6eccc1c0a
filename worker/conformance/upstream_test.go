package conformance

import (
	"crypto/rand"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// upstream is a scripted platform: sessions that behave, and paths whose last
// segment says what goes wrong.
type upstream struct {
	*httptest.Server
	mu      sync.Mutex
	tokens  map[string]string // access token → user
	opened  map[string]int    // sessions opened by user
	deleted int
	refuse  map[string]string // user → code to refuse new sessions with
	profile map[string]string // user → metadata as JSON

	reads atomic.Int32 // of held posts

	waiting chan struct{} // a call for /wait came in
	left    chan bool     // and ended because its client left
}

const (
	apiKey    = "api-key-of-the-test"
	serverKey = "server-key-of-the-test"
)

func newUpstream(t *testing.T) *upstream {
	u := &upstream{tokens: map[string]string{}, opened: map[string]int{}, refuse: map[string]string{}, profile: map[string]string{},
		waiting: make(chan struct{}, 1), left: make(chan bool, 1)}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /api/v4/authentication/token", u.authToken)
	mux.HandleFunc("POST /api/v5/sessions", u.session)
	mux.HandleFunc("DELETE /api/v4/sessions", u.signedIn(u.deleteSession))
	mux.HandleFunc("GET /api/v3/posts/{id}", u.signedIn(u.post))
	mux.HandleFunc("GET /api/v3/communities", u.signedIn(u.echo))
	mux.HandleFunc("POST /api/v4/posts", u.signedIn(u.echo))
	mux.HandleFunc("DELETE /api/v2/reactions", u.signedIn(u.echo))
	mux.HandleFunc("PUT /api/v3/users", u.signedIn(u.putUser))
	mux.HandleFunc("GET /api/v3/users/{id}", u.signedIn(u.getUser))
	mux.HandleFunc("GET /api/v4/me/global-feeds", u.signedIn(u.feed))
	mux.HandleFunc("POST /api/v3/communities/{id}/join", u.signedIn(u.echo))
	mux.HandleFunc("POST /api/v4/files", u.signedIn(u.upload))
	mux.HandleFunc("POST /api/v4/images", u.signedIn(u.upload))
	mux.HandleFunc("GET /api/v3/files/{id}/download", u.signedIn(u.download))
	mux.HandleFunc("GET /cdn-cgi/access/certs", accessCerts)
	mux.HandleFunc("GET /", func(w http.ResponseWriter, _ *http.Request) { platformError(w, 404, 400400, "no such path") })
	u.Server = httptest.NewServer(mux)
	t.Cleanup(u.Server.Close)
	return u
}

func platformError(w http.ResponseWriter, status, code int, message string) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	fmt.Fprintf(w, `{"status":"error","code":%d,"message":%q}`, code, message)
}

func (u *upstream) authToken(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("X-Server-Key") != serverKey {
		http.Error(w, "Unauthorized", http.StatusUnauthorized)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	fmt.Fprintf(w, "%q", "auth-"+rand.Text())
}

func (u *upstream) session(w http.ResponseWriter, r *http.Request) {
	var body struct{ UserID, DeviceID, DisplayName, AuthToken string }
	if err := json.NewDecoder(r.Body).Decode(&body); err != nil || body.DeviceID == "" {
		platformError(w, 422, 500000, "validation")
		return
	}
	u.mu.Lock()
	defer u.mu.Unlock()
	switch code := u.refuse[body.UserID]; {
	case r.Header.Get("X-Api-Key") != apiKey, !strings.HasPrefix(body.AuthToken, "auth-"), code == "400100":
		platformError(w, 401, 400100, "unauthorized")
		return
	case code == "400312":
		platformError(w, 403, 400312, "globally banned")
		return
	case code != "":
		platformError(w, 500, 500000, "the session service is away")
		return
	}
	token := "access-" + rand.Text()
	u.tokens[token] = body.UserID
	u.opened[body.UserID]++
	now := time.Now().UTC()
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.Header().Set("Set-Cookie", "upstra-access-token="+token+"; Path=/")
	name := body.DisplayName
	if name == "" {
		name = body.UserID
	}
	_ = json.NewEncoder(w).Encode(map[string]any{
		"accessToken": token, "issuedAt": now, "expiresAt": now.Add(30 * 24 * time.Hour),
		"users": []any{map[string]any{"userId": body.UserID, "displayName": name}}, "files": []any{},
	})
}

func (u *upstream) deleteSession(w http.ResponseWriter, r *http.Request) {
	u.mu.Lock()
	delete(u.tokens, strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer "))
	u.deleted++
	u.mu.Unlock()
	fmt.Fprint(w, `{"success":true}`)
}

// revoke makes every token of a user worthless, as an administrator can.
func (u *upstream) revoke(user string) {
	u.mu.Lock()
	defer u.mu.Unlock()
	for token, owner := range u.tokens {
		if owner == user {
			delete(u.tokens, token)
		}
	}
}

func (u *upstream) refuseSessions(user, code string) {
	u.mu.Lock()
	defer u.mu.Unlock()
	u.refuse[user] = code
}

func (u *upstream) deletions() int {
	u.mu.Lock()
	defer u.mu.Unlock()
	return u.deleted
}

func (u *upstream) sessionsOf(user string) int {
	u.mu.Lock()
	defer u.mu.Unlock()
	return u.opened[user]
}

func (u *upstream) signedIn(next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		u.mu.Lock()
		_, ok := u.tokens[strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")]
		u.mu.Unlock()
		if !ok {
			platformError(w, 401, 400100, "Unauthorized!")
			return
		}
		next(w, r)
	}
}

// userOf gives whose bearer a call has.
func (u *upstream) userOf(r *http.Request) string {
	u.mu.Lock()
	defer u.mu.Unlock()
	return u.tokens[strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")]
}

// putUser replaces metadata whole, as the platform does, and takes its time.
func (u *upstream) putUser(w http.ResponseWriter, r *http.Request) {
	var body struct {
		UserID   string
		Metadata json.RawMessage
	}
	_ = json.NewDecoder(r.Body).Decode(&body)
	u.mu.Lock()
	self := u.tokens[strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")] == body.UserID
	u.mu.Unlock()
	if !self || body.Metadata == nil {
		platformError(w, 401, 400100, "only an administrator may update others")
		return
	}
	time.Sleep(5 * time.Millisecond)
	u.mu.Lock()
	u.profile[body.UserID] = string(body.Metadata)
	u.mu.Unlock()
	u.user(w, body.UserID)
}

func (u *upstream) getUser(w http.ResponseWriter, r *http.Request) { u.user(w, r.PathValue("id")) }

func (u *upstream) user(w http.ResponseWriter, id string) {
	u.mu.Lock()
	metadata := u.profile[id]
	u.mu.Unlock()
	if metadata == "" {
		metadata = `{"theme":"dark"}`
	}
	w.Header().Set("Content-Type", "application/json")
	fmt.Fprintf(w, `{"users":[{"userId":%q,"metadata":%s}],"files":[]}`, id, metadata)
}

// feed has three pages of two posts; the user reacted to one on each.
func (u *upstream) feed(w http.ResponseWriter, r *http.Request) {
	page, next := 0, `{"next":"1"}`
	if u.userOf(r) == "slow-feed" {
		time.Sleep(500 * time.Millisecond)
	}
	if u.userOf(r) == "malformed" {
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, `{"posts":[{"postId":`)
		return
	}
	switch r.URL.Query().Get("options[token]") {
	case "1":
		page, next = 1, `{"next":"2"}`
	case "2":
		page, next = 2, `{}`
	}
	w.Header().Set("Content-Type", "application/json")
	fmt.Fprintf(w, `{"posts":[{"postId":"a%[1]d","myReactions":["like"]},{"postId":"b%[1]d","myReactions":[]}],"paging":%s}`, page, next)
}

// echo answers with what arrived, the bearer left out.
func (u *upstream) echo(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		platformError(w, 400, 400000, "the body broke off")
		return
	}
	header := map[string]string{}
	for name, values := range r.Header {
		header[name] = strings.Join(values, ", ")
	}
	delete(header, "Cf-Worker") // Cloudflare's own mark on a worker's requests
	header["Authorization"] = strings.SplitN(header["Authorization"], " ", 2)[0]
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.Header().Add("Set-Cookie", "upstra-access-token=stolen; Path=/; Expires=Wed, 01 Jan 2031 00:00:00 GMT")
	w.Header().Set("X-Powered-By", "platform")
	w.Header().Set("Access-Control-Allow-Origin", "*")
	_ = json.NewEncoder(w).Encode(map[string]any{
		"method": r.Method, "uri": r.RequestURI, "length": r.ContentLength, "header": header, "body": string(body),
	})
}

func (u *upstream) post(w http.ResponseWriter, r *http.Request) {
	ok := func(status int, contentType, body string) {
		w.Header().Set("Content-Type", contentType)
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}
	switch id := r.PathValue("id"); id {
	case "slow":
		select {
		case <-r.Context().Done():
		case <-time.After(20 * time.Second):
		}
	case "wait":
		u.waiting <- struct{}{}
		start := time.Now()
		select {
		case <-r.Context().Done():
		case <-time.After(20 * time.Second):
		}
		u.left <- time.Since(start) < 1500*time.Millisecond
	case "cut":
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("Content-Length", "100000")
		_, _ = io.WriteString(w, `{"posts":[`+strings.Repeat(" ", 5000))
		_ = http.NewResponseController(w).Flush()
		panic(http.ErrAbortHandler)
	case "drop":
		panic(http.ErrAbortHandler)
	case "html":
		ok(200, "text/html; charset=utf-8", "<script>alert(1)</script>")
	case "typeless":
		w.Header()["Content-Type"] = nil
		_, _ = io.WriteString(w, `{}`)
	case "500":
		platformError(w, 500, 500000, "an inner matter")
	case "503html":
		ok(503, "text/html", "<h1>down</h1>")
	case "403":
		platformError(w, 403, 400301, "no permission")
	case "404":
		platformError(w, 404, 400400, "no such post")
	case "429":
		w.Header().Set("Retry-After", "3")
		platformError(w, 429, 400311, "too many")
	case "banned":
		platformError(w, 403, 400312, "globally banned")
	case "redirect":
		w.Header().Set("Location", "https://elsewhere.example/")
		ok(302, "text/plain", "")
	case "204":
		w.WriteHeader(204)
	case "huge-header", "long-header":
		w.Header().Set("X-Huge", strings.Repeat("x", map[string]int{"huge-header": 200 << 10, "long-header": 100 << 10}[id]))
		ok(200, "application/json", "{}")
	case "wide-header":
		for i := range 2000 {
			w.Header().Set(fmt.Sprintf("X-Wide-%d", i), strings.Repeat("x", 90))
		}
		ok(200, "application/json", "{}")
	case "far-redirect":
		w.Header().Set("Location", "https://elsewhere.example/"+strings.Repeat("x", 50<<10))
		ok(302, "text/plain", "")
	case "late-429":
		w.Header().Set("Retry-After", strings.Repeat("9", 50<<10))
		platformError(w, 429, 400311, "too many")
	case "held":
		u.reads.Add(1)
		time.Sleep(1200 * time.Millisecond)
		ok(200, "application/json", `{"posts":["held for `+u.userOf(r)+`"]}`)
	case "held403":
		u.reads.Add(1)
		time.Sleep(300 * time.Millisecond)
		platformError(w, 403, 400301, "no permission")
	case "steady":
		ok(200, "application/json", `{"posts":["steady"]}`)
	case "long":
		ok(200, "application/json", `{"posts":["`+strings.Repeat("é", 300_000)+`"]}`)
	default:
		u.echo(w, r)
	}
}

// upload says how the body came and how long it was.
func (u *upstream) upload(w http.ResponseWriter, r *http.Request) {
	head := make([]byte, 300)
	first, _ := io.ReadFull(r.Body, head)
	rest, err := io.Copy(io.Discard, r.Body)
	if err != nil {
		return
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	fmt.Fprintf(w, `[{"fileId":"f1","type":%q,"contentLength":%d,"received":%d,"contentType":%q,"head":%q}]`,
		r.URL.Path, r.ContentLength, int64(first)+rest, strings.SplitN(r.Header.Get("Content-Type"), ";", 2)[0],
		strings.ToValidUTF8(strings.Map(func(c rune) rune {
			if c < ' ' {
				return ' '
			}
			return c
		}, string(head[:first])), ""))
}

const fileText = "0123456789abcdefghijklmnopqrstuvwxyz"

func (u *upstream) download(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("ETag", `"tag-of-the-file"`)
	w.Header().Set("Set-Cookie", "upstra-access-token=stolen")
	switch r.PathValue("id") {
	case "text":
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		http.ServeContent(w, r, "", time.Time{}, strings.NewReader(fileText))
	case "html":
		w.Header().Set("Content-Type", "text/html")
		http.ServeContent(w, r, "", time.Time{}, strings.NewReader("<script>alert(1)</script>"))
	case "size":
		w.Header().Set("Content-Type", "image/png")
		_, _ = io.WriteString(w, "size="+r.URL.Query().Get("size"))
	case "picture":
		u.reads.Add(1)
		picture := "picture for " + u.userOf(r) + " " + r.URL.Query().Get("size")
		w.Header().Set("ETag", `"`+picture+`"`)
		w.Header().Set("Content-Type", "image/png")
		http.ServeContent(w, r, "", time.Time{}, strings.NewReader(picture))
	case "away":
		http.Redirect(w, r, "https://169.254.169.254/latest", http.StatusFound)
	case "near":
		http.Redirect(w, r, "/api/v3/files/text/download", http.StatusFound)
	case "loop":
		http.Redirect(w, r, "/api/v3/files/loop/download", http.StatusFound)
	case "big":
		w.Header().Set("Content-Type", "application/octet-stream")
		w.Header().Set("Content-Length", strconv.Itoa(bigFile))
		chunk := make([]byte, 64<<10)
		for left := bigFile; left > 0; left -= len(chunk) {
			if _, err := w.Write(chunk); err != nil {
				return
			}
		}
	default:
		w.Header().Del("ETag")
		platformError(w, 404, 400400, "no such file")
	}
}

const bigFile = 8 << 20
