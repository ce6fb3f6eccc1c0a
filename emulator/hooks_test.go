package emulator

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

type delivered struct {
	body      []byte
	signature string
	legacy    string // the signature under its old name
}

// receiver is a backend that takes what it is sent and answers with status.
func receiver(t *testing.T, status func(n int32) int) (url string, got chan delivered) {
	t.Helper()
	got = make(chan delivered, 100)
	var n atomic.Int32
	web := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		got <- delivered{body, r.Header.Get(signatureHeader), r.Header.Get(legacySignatureHeader)}
		w.WriteHeader(status(n.Add(1)))
	}))
	t.Cleanup(web.Close)
	return web.URL, got
}

func next(t *testing.T, got chan delivered) (name string, data map[string]any, raw delivered) {
	t.Helper()
	select {
	case raw = <-got:
	case <-time.After(10 * time.Second):
		t.Fatal("nothing was delivered")
	}
	var body struct {
		Event string
		Data  map[string]any
	}
	if err := json.Unmarshal(raw.body, &body); err != nil {
		t.Fatal(err)
	}
	return body.Event, body.Data, raw
}

func TestWebhooks(t *testing.T) {
	url, got := receiver(t, func(int32) int { return 200 })
	w := newWorld(t, func(o *Options) { o.Webhooks = []Webhook{{URL: url, Secret: "shh"}} })
	id := w.community("u", "café")
	_, feed := w.conversation("u", "v")
	post := w.post("u", id, "hello")
	w.ok("v", "POST", "/api/v2/reactions", reactionInput{post, "post", "like"})
	w.ok("u", "POST", "/api/v5/messages", map[string]any{"messageFeedId": feed, "dataType": "text", "data": map[string]string{"text": "t"}})
	w.ok("v", "POST", "/api/v4/me/following/u", nil)
	w.ok("u", "DELETE", "/api/v4/posts/"+post, nil)
	for _, want := range []struct{ event, key string }{
		{"user.didCreate", "users"}, {"v3.community.didCreate", "communities"}, {"user.didCreate", "users"}, {"channel.didCreate", "channel"}, {"v3.post.didCreate", "posts"},
		{"v3.post.didAddReaction", "reactor"}, {"v5.message.didCreate", "messages"}, {"follow.didCreate", "from"}, {"v3.post.didDelete", "posts"},
	} {
		event, data, raw := next(t, got)
		if event != want.event || data[want.key] == nil {
			t.Errorf("%s without %q, want %s: %s", event, want.key, want.event, raw.body)
		}
		if raw.signature != webhookSignature("shh", raw.body) || raw.signature == webhookSignature("other", raw.body) {
			t.Errorf("%s is signed %q", event, raw.signature)
		}
	}
	// The switch of the network is honoured, and what fails is told to nobody.
	w.refused("v", "DELETE", "/api/v3/communities/"+id, nil, 403, 400301)
	w.ok("admin", "PUT", "/api/v3/network-settings/webhook", map[string]any{"webhookEnabled": false})
	w.post("u", id, "unheard")
	w.ok("admin", "PUT", "/api/v3/network-settings/webhook", map[string]any{"webhookEnabled": true})
	w.post("u", id, "heard")
	if _, _, raw := next(t, got); !strings.Contains(string(raw.body), `"heard"`) {
		t.Errorf("%s", raw.body)
	}
}

// The example the signature's definition can be checked by hand with:
// printf x | openssl dgst -sha256 -hmac key -binary | base64.
func TestWebhookSignature(t *testing.T) {
	if got := webhookSignature("key", []byte("x")); got != "T8O36vNNfllKb1HZUXulQ6v0EGeydYf/2CujWE5NPN0=" {
		t.Errorf("signature %s", got)
	}
}

func TestWebhookIsTriedAgain(t *testing.T) {
	url, got := receiver(t, func(n int32) int { return map[bool]int{true: 200, false: 503}[n >= 3] })
	w := newWorld(t, func(o *Options) { o.Webhooks = []Webhook{{URL: url, Secret: "shh"}} })
	w.server.networks[0].hooks.first = time.Millisecond
	w.token("u")
	var first []byte
	for i := range 3 {
		_, _, raw := next(t, got)
		if i == 0 {
			first = raw.body
		}
		if string(raw.body) != string(first) {
			t.Errorf("attempt %d differs: %s", i+1, raw.body)
		}
	}
	w.token("v")
	if _, _, raw := next(t, got); string(raw.body) == string(first) {
		t.Error("delivered again after it was taken")
	}
}

func TestWebhookOptions(t *testing.T) {
	for name, hooks := range map[string][]Webhook{
		"no url": {{Secret: "s"}}, "ftp": {{URL: "ftp://x", Secret: "s"}}, "no secret": {{URL: "http://127.0.0.1:1"}}, "eleven": make([]Webhook, 11),
	} {
		if s, err := New(Options{APIKey: "k", Webhooks: hooks}); err == nil {
			s.Close()
			t.Errorf("%s: accepted", name)
		}
	}
}

func TestPrehook(t *testing.T) {
	var said atomic.Value
	var asked atomic.Value
	web := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		asked.Store(string(body) + "\n" + r.Header.Get(prehookSignatureHeader))
		io.WriteString(w, said.Load().(string))
	}))
	t.Cleanup(web.Close)
	w := newWorld(t)
	id := w.community("u", "café")
	w.refused("u", "GET", "/api/v3/network-settings/prehook", nil, 401, 400100)
	w.refused("admin", "PUT", "/api/v3/network-settings/prehook", map[string]any{"enabled": true}, 422, 500000)
	w.refused("admin", "PUT", "/api/v3/network-settings/prehook", map[string]any{"callbackUrl": "javascript:1"}, 422, 500000)
	w.refused("admin", "PUT", "/api/v3/network-settings/prehook", map[string]any{"defaultAction": "maybe"}, 422, 500000)
	set := w.ok("admin", "PUT", "/api/v3/network-settings/prehook", map[string]any{"enabled": true, "callbackUrl": web.URL, "defaultAction": "deny"})
	if key := set.text("secretKey"); len(key) != 64 {
		t.Errorf("key %q", key)
	}
	post := func(text string) reply {
		return w.as("u", "POST", "/api/v4/posts", map[string]any{"targetType": "community", "targetId": id, "data": map[string]string{"text": text}})
	}
	said.Store(`{"action":"allow"}`)
	if got := post("as it is"); got.text("posts", 0, "data", "text") != "as it is" {
		t.Errorf("allowed: %s", got.raw)
	}
	if s := asked.Load().(string); !strings.Contains(s, `"eventName":"post.shouldCreate"`) || !strings.Contains(s, `"userId":"u"`) || len(s[strings.LastIndex(s, "\n")+1:]) != 64 {
		t.Errorf("asked: %s", s)
	}
	said.Store(`{"action":"allow","data":{"data":{"text":"changed"}}}`)
	if got := post("before"); got.text("posts", 0, "data", "text") != "changed" {
		t.Errorf("changed: %s", got.raw)
	}
	said.Store(`{"action":"deny","message":"not today"}`)
	if got := post("x"); got.status != 403 || got.body["code"] != 400300.0 || got.text("message") != "not today" {
		t.Errorf("denied: %s", got.raw)
	}
	for _, nonsense := range []string{"", "[]", `{"action":"perhaps"}`} {
		said.Store(nonsense)
		if got := post("x"); got.status != 403 {
			t.Errorf("%q: %s", nonsense, got.raw)
		}
	}
	w.ok("admin", "PUT", "/api/v3/network-settings/prehook", map[string]any{"defaultAction": "allow"})
	if got := post("default"); got.status != 200 {
		t.Errorf("the default: %s", got.raw)
	}
	web.Close()
	if got := post("nobody answers"); got.status != 200 {
		t.Errorf("out of reach: %s", got.raw)
	}
}
