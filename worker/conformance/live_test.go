package conformance

import (
	"bufio"
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

const webhookSecret = "webhook-secret-of-the-console"

// TestLiveNative and TestLiveEdge hear of a platform that works: its webhooks
// reach the worker, and from there the people they concern.
func TestLiveNative(t *testing.T) {
	relay := newRelay(t)
	throughTheHooks(t, relay, nativeHost(t, relay.settings(t)))
}

func TestLiveEdge(t *testing.T) {
	skipWithoutEdge(t)
	relay := newRelay(t)
	throughTheHooks(t, relay, edgeHost(t, relay.settings(t)))
}

// relay is the address the emulator knows before the worker has one. It notes
// what the worker answers, and how late.
type relay struct {
	*httptest.Server
	host     atomic.Pointer[host]
	flags    []string
	mu       sync.Mutex
	answers  []int
	slowest  time.Duration
	last     []byte
	lastSign string
}

// flags are of the emulator that tells it.
func newRelay(t *testing.T, flags ...string) *relay {
	r := &relay{flags: flags}
	r.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, in *http.Request) {
		h := r.host.Load()
		body, _ := io.ReadAll(in.Body)
		if h == nil {
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		began := time.Now()
		out, _ := http.NewRequest("POST", h.url+"/hooks/events", bytes.NewReader(body))
		out.Header = in.Header.Clone()
		answer, err := client.Do(out)
		if err != nil {
			w.WriteHeader(http.StatusBadGateway)
			return
		}
		defer answer.Body.Close()
		r.mu.Lock()
		defer r.mu.Unlock()
		r.answers, r.slowest = append(r.answers, answer.StatusCode), max(r.slowest, time.Since(began))
		r.last, r.lastSign = body, in.Header.Get("X-Amity-Signature")
		w.WriteHeader(answer.StatusCode)
	}))
	t.Cleanup(r.Close)
	return r
}

func (r *relay) settings(t *testing.T) map[string]string {
	t.Setenv("ADDEND_EMULATOR_WEBHOOK_SECRET", webhookSecret)
	return map[string]string{
		"ADDEND_UPSTREAM":        startEmulator(t, append(r.flags, "-webhook", r.URL+"/hooks/events")...),
		"ADDEND_WEBHOOK_SECRETS": webhookSecret + ",the-one-before-it",
	}
}

// listener is one open stream.
type listener struct {
	t      *testing.T
	who    string
	close  func()
	events chan event
}

type event struct {
	id, name string
	data     map[string]any
}

func (h *host) listen(t *testing.T, who, cookie, after string) *listener {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	t.Cleanup(cancel)
	req, _ := http.NewRequestWithContext(ctx, "GET", h.url+"/events", nil)
	req.Host = h.as
	req.Header.Set("Cookie", cookie)
	req.Header.Set("Accept", "text/event-stream")
	if after != "" {
		req.Header.Set("Last-Event-ID", after)
	}
	resp, err := client.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	if resp.StatusCode != 200 || resp.Header.Get("Content-Type") != "text/event-stream" || resp.Header.Get("Cache-Control") != "no-store" {
		b, _ := io.ReadAll(resp.Body)
		t.Fatalf("%s: %d %v %s", who, resp.StatusCode, resp.Header, b)
	}
	l := &listener{t: t, who: who, close: cancel, events: make(chan event, 1000)}
	go func() {
		defer close(l.events)
		defer resp.Body.Close()
		var e event
		for lines := bufio.NewScanner(resp.Body); lines.Scan(); {
			name, value, _ := strings.Cut(lines.Text(), ": ")
			switch name {
			case "id":
				e.id = value
			case "event":
				e.name = value
			case "data":
				_ = json.Unmarshal([]byte(value), &e.data)
			case "":
				if e.name != "" {
					l.events <- e
				}
				e = event{}
			}
		}
	}()
	return l
}

// next waits for the next event; it must be of the type.
func (l *listener) next(name string) event {
	l.t.Helper()
	select {
	case e, open := <-l.events:
		if !open {
			l.t.Fatalf("%s: the stream ended, want %s", l.who, name)
		}
		if e.name != name {
			l.t.Fatalf("%s heard %s %v, want %s", l.who, e.name, e.data, name)
		}
		return e
	case <-time.After(20 * time.Second):
		l.t.Fatalf("%s did not hear of %s", l.who, name)
	}
	return event{}
}

func (h *host) post(t *testing.T, cookie, method, path, body string) map[string]any {
	t.Helper()
	var r io.Reader
	header := map[string]string{"Cookie": cookie}
	if body != "" {
		r, header["Content-Type"] = strings.NewReader(body), "application/json"
	}
	a := h.do(t, method, path, header, r)
	var m map[string]any
	if err := json.Unmarshal([]byte(a.body), &m); err != nil || a.status != 200 {
		t.Fatalf("%s %s: %d %s", method, path, a.status, tail(a.body, 500))
	}
	return m
}

func idOf(t *testing.T, m map[string]any, list, name string) string {
	t.Helper()
	items, _ := m[list].([]any)
	if len(items) == 0 {
		t.Fatalf("no %s in %v", list, m)
	}
	s, _ := items[0].(map[string]any)[name].(string)
	return s
}

func throughTheHooks(t *testing.T, r *relay, h *host) {
	r.host.Store(h)
	marta, jo, sam := h.signIn(t, "marta"), h.signIn(t, "jo"), h.signIn(t, "sam")
	cafe := idOf(t, h.post(t, marta, "POST", "/api/v3/communities", `{"displayName":"Repair café","isPublic":true}`), "communities", "communityId")
	if a := h.get(t, marta, "/session"); !strings.Contains(a.body, `"live":true`) {
		t.Errorf("the session does not say that live updates are on: %s", a.body)
	}

	// Two tabs of one user, one of another, one of a stranger to all of it.
	tab1, tab2, other, stranger := h.listen(t, "marta 1", marta, ""), h.listen(t, "marta 2", marta, ""), h.listen(t, "jo", jo, ""), h.listen(t, "sam", sam, "")
	for _, l := range []*listener{tab1, tab2, other, stranger} {
		if e := l.next("ready"); e.data["missed"] != false || e.id == "" {
			t.Errorf("%s: ready says %v", l.who, e)
		}
	}
	// Whoever joins hears of it, and of what follows.
	h.post(t, jo, "POST", "/api/v3/communities/"+cafe+"/join", "")
	for _, l := range []*listener{tab1, tab2, other} {
		if e := l.next("community.joined"); e.data["communityId"] != cafe || e.data["userId"] != "jo" {
			t.Errorf("%s: %v", l.who, e.data)
		}
	}
	post := idOf(t, h.post(t, marta, "POST", "/api/v4/posts", fmt.Sprintf(`{"targetType":"community","targetId":%q,"data":{"text":"for members' eyes"}}`, cafe)), "posts", "postId")
	var last string
	for _, l := range []*listener{tab1, tab2, other} {
		e := l.next("post.created")
		if e.data["postId"] != post || e.data["communityId"] != cafe || e.data["userId"] != "marta" || e.data["at"] == "" || strings.Contains(fmt.Sprint(e.data), "eyes") {
			t.Errorf("%s: %v", l.who, e.data)
		}
		last = e.id
	}
	h.post(t, jo, "POST", "/api/v2/reactions", fmt.Sprintf(`{"referenceId":%q,"referenceType":"post","reactionName":"like"}`, post))
	if e := tab1.next("post.addReaction"); e.data["postId"] != post || e.data["userId"] != "jo" {
		t.Errorf("a reaction: %v", e.data)
	}

	// A connection that breaks goes on where it was.
	other.next("post.addReaction")
	other.close()
	comment := idOf(t, h.post(t, marta, "POST", "/api/v3/comments", fmt.Sprintf(`{"referenceId":%q,"referenceType":"post","data":{"text":"yes"}}`, post)), "comments", "commentId")
	if e := tab1.next("comment.created"); e.data["commentId"] != comment || e.data["postId"] != post {
		t.Errorf("a comment: %v", e.data)
	}
	again := h.listen(t, "jo again", jo, last)
	if e := again.next("ready"); e.data["missed"] != false || e.id != last {
		t.Errorf("the way back: %v, want %s", e, last)
	}
	again.next("post.addReaction")
	if e := again.next("comment.created"); e.data["commentId"] != comment {
		t.Errorf("what was missed: %v", e.data)
	}
	if e := h.listen(t, "jo with another's id", jo, "00000000-3").next("ready"); e.data["missed"] != true {
		t.Errorf("an id that is none of this user's: %v", e)
	}

	// Messages reach the two who talk.
	channel := idOf(t, h.post(t, marta, "POST", "/api/v3/channels/conversation", `{"userIds":["jo"],"isDistinct":true}`), "channels", "channelId")
	h.get(t, marta, "/api/v3/channels/"+channel)
	tab1.next("channel.created")
	again.next("channel.created")
	feed := idOf(t, h.post(t, marta, "GET", "/api/v3/channels/"+channel, ""), "channels", "channelInternalId")
	h.post(t, jo, "POST", "/api/v5/messages", fmt.Sprintf(`{"messageFeedId":%q,"referenceId":"LOCAL_1","dataType":"text","data":{"text":"are you there"}}`, feed))
	for _, l := range []*listener{tab1, again} {
		if e := l.next("message.created"); e.data["channelId"] != channel || e.data["messageFeedId"] != feed || e.data["userId"] != "jo" {
			t.Errorf("%s: %v", l.who, e.data)
		}
	}

	// The same delivery again is no second event, and an unsigned one is none.
	r.mu.Lock()
	body, signature := r.last, r.lastSign
	r.mu.Unlock()
	if a := h.hook(t, body, signature); a.status != 200 || a.body != "{}" {
		t.Errorf("a delivery that comes again: %d %s", a.status, a.body)
	}
	want(t, h.hook(t, append(body, ' '), signature), 401, "hook-refused")
	want(t, h.hook(t, body, ""), 401, "hook-refused")
	want(t, h.hook(t, []byte("[1]"), sign([]byte("[1]"))), 400, "bad-body")

	// Who leaves hears no more; who signs out neither.
	h.post(t, jo, "DELETE", "/api/v3/communities/"+cafe+"/leave", "")
	again.next("community.left")
	h.post(t, marta, "POST", "/api/v4/posts", fmt.Sprintf(`{"targetType":"community","targetId":%q,"data":{"text":"after"}}`, cafe))
	tab1.next("community.left")
	tab1.next("post.created")
	h.post(t, jo, "PUT", "/api/v3/users", `{"userId":"jo","displayName":"Joanna"}`)
	again.next("user.updated") // and not post.created
	want(t, h.do(t, "DELETE", "/session", map[string]string{"Cookie": jo}, nil), 204, "")
	if e := again.next("over"); e.data["reason"] != "signed out" {
		t.Errorf("the end of the session: %v", e.data)
	}
	if e, open := <-again.events; open {
		t.Errorf("after the end came %v", e)
	}
	want(t, h.get(t, jo, "/events"), 401, "session-expired")

	// The stranger heard nothing of it.
	h.post(t, sam, "PUT", "/api/v3/users", `{"userId":"sam","displayName":"Sam"}`)
	stranger.next("user.updated")

	r.mu.Lock()
	defer r.mu.Unlock()
	for i, status := range r.answers {
		if status != 200 {
			t.Errorf("delivery %d was answered %d", i, status)
		}
	}
	t.Logf("%s: %d deliveries, the slowest answered in %v", h.name, len(r.answers), r.slowest)
}

func sign(body []byte) string { return signWith(webhookSecret, body) }

func signWith(secret string, body []byte) string {
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write(body)
	return base64.StdEncoding.EncodeToString(mac.Sum(nil))
}

func (h *host) hook(t *testing.T, body []byte, signature string) answer {
	t.Helper()
	return h.do(t, "POST", "/hooks/events", map[string]string{"Content-Type": "application/json", "X-Addend": "", "X-Amity-Signature": signature}, bytes.NewReader(body))
}
