package conformance

import (
	"context"
	"crypto/ecdh"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/addend-go/addend/worker/push/browser"
)

// pushService stands for the servers of the browsers' makers: it notes what it
// is sent, byte for byte, and answers what a path says.
type pushService struct {
	*httptest.Server
	mu   sync.Mutex
	gone map[string]bool // paths that answer 410
	came chan delivered
}

type delivered struct {
	path   string
	header http.Header
	body   []byte
}

func newPushService(t *testing.T) *pushService {
	p := &pushService{gone: map[string]bool{}, came: make(chan delivered, 100)}
	p.Server = httptest.NewServer(p)
	t.Cleanup(p.Close)
	return p
}

// ServeHTTP implements http.Handler.
func (p *pushService) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	p.mu.Lock()
	gone := p.gone[r.URL.Path]
	p.mu.Unlock()
	p.came <- delivered{r.Method + " https://" + r.Host + r.URL.Path, r.Header, body}
	w.WriteHeader(map[bool]int{true: http.StatusGone, false: http.StatusCreated}[gone])
}

// RoundTrip implements http.RoundTripper: every name is this server's.
func (p *pushService) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	r.Host, r.URL.Scheme = r.URL.Host, "http"
	t := &http.Transport{DisableKeepAlives: true, DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, "tcp", p.Listener.Addr().String())
	}}
	return t.RoundTrip(r)
}

func pushKeys(t *testing.T) (public []byte, settings map[string]string) {
	key, err := ecdh.P256().GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	encode := base64.RawURLEncoding.EncodeToString
	return key.PublicKey().Bytes(), map[string]string{
		"ADDEND_PUSH_PUBLIC_KEY": encode(key.PublicKey().Bytes()), "ADDEND_PUSH_PRIVATE_KEY": encode(key.Bytes()),
		"ADDEND_PUSH_SUBJECT": "mailto:ops@example.org", "ADDEND_PUSH_HOSTS": "push.example.org",
	}
}

func TestPushNative(t *testing.T) {
	service := newPushService(t)
	public, settings := pushKeys(t)
	relay := newRelay(t, "-push-notifications")
	for name, value := range relay.settings(t) {
		settings[name] = value
	}
	h := nativeHost(t, settings)
	h.sources(service)
	pushes(t, relay, h, service, public)
}

func TestPushEdge(t *testing.T) {
	skipWithoutEdge(t)
	service := newPushService(t)
	public, settings := pushKeys(t)
	relay := newRelay(t, "-push-notifications")
	for name, value := range relay.settings(t) {
		settings[name] = value
	}
	pushes(t, relay, bareEdgeWith(t, settings, nil, service.Listener.Addr().String()), service, public)
}

// subscription is a browser's, at a path of the push service.
type subscription struct {
	browser.Browser
	path string
}

func (h *host) subscribe(t *testing.T, cookie, path string) subscription {
	t.Helper()
	b, err := browser.New()
	if err != nil {
		t.Fatal(err)
	}
	point, auth := b.Keys()
	body := fmt.Sprintf(`{"endpoint":"https://push.example.org%s","expirationTime":null,"keys":{"p256dh":%q,"auth":%q}}`, path, point, auth)
	if m := h.post(t, cookie, "PUT", "/plus/push", body); m["subscribed"] != true {
		t.Fatalf("%s: %v", h.name, m)
	}
	return subscription{b, path}
}

// next waits for a message, which must be for the subscription, and opens it.
func (p *pushService) next(t *testing.T, public []byte, s subscription) map[string]any {
	t.Helper()
	var d delivered
	select {
	case d = <-p.came:
	case <-time.After(20 * time.Second):
		t.Fatalf("nothing came for %s", s.path)
	}
	if d.path != "POST https://push.example.org"+s.path {
		t.Fatalf("%s came, want one for %s", d.path, s.path)
	}
	plain, err := s.Open(d.body)
	var m map[string]any
	if err == nil {
		err = json.Unmarshal(plain, &m)
	}
	if err != nil {
		t.Fatalf("%s: %v %s", s.path, err, plain)
	}
	checkVAPID(t, d.header.Get("Authorization"), public)
	for name, want := range map[string]string{"Content-Encoding": "aes128gcm", "Ttl": "86400", "Urgency": "normal", "Cookie": "", "X-Addend": "", "X-Api-Key": ""} {
		if d.header.Get(name) != want {
			t.Errorf("%s: %q, want %q", name, d.header.Get(name), want)
		}
	}
	for _, secret := range []string{apiKey, serverKey, "access", "token"} {
		if strings.Contains(strings.ToLower(string(plain)), secret) {
			t.Errorf("%q is in %s", secret, plain)
		}
	}
	return m
}

func checkVAPID(t *testing.T, field string, public []byte) {
	t.Helper()
	token, key, ok := strings.Cut(strings.TrimPrefix(field, "vapid t="), ", k=")
	parts := strings.Split(token, ".")
	if !ok || len(parts) != 3 || key != base64.RawURLEncoding.EncodeToString(public) {
		t.Fatalf("authorization: %s", field)
	}
	signature, _ := base64.RawURLEncoding.DecodeString(parts[2])
	claims, _ := base64.RawURLEncoding.DecodeString(parts[1])
	k, err := ecdsa.ParseUncompressedPublicKey(elliptic.P256(), public)
	digest := sha256.Sum256([]byte(parts[0] + "." + parts[1]))
	if err != nil || len(signature) != 64 || !ecdsa.Verify(k, digest[:], new(big.Int).SetBytes(signature[:32]), new(big.Int).SetBytes(signature[32:])) {
		t.Errorf("the signature of %s does not fit", field)
	}
	var c struct {
		Aud, Sub string
		Exp      int64
	}
	if err := json.Unmarshal(claims, &c); err != nil || c.Aud != "https://push.example.org" || c.Sub != "mailto:ops@example.org" || c.Exp < time.Now().Unix() || c.Exp > time.Now().Add(24*time.Hour).Unix() {
		t.Errorf("claims %s: %v", claims, err)
	}
}

func (p *pushService) nothing(t *testing.T, why string) {
	t.Helper()
	select {
	case d := <-p.came:
		t.Errorf("%s: %s came", why, d.path)
	default:
	}
}

// FAQ F70, F73: what the platform tells reaches the browsers of whom it is for,
// sealed for them, once.
func pushes(t *testing.T, r *relay, h *host, p *pushService, public []byte) {
	r.host.Store(h)
	marta, phone, jo := h.signIn(t, "marta"), h.signIn(t, "marta"), h.signIn(t, "jo")
	if m := h.post(t, marta, "GET", "/plus/push", ""); m["subscribed"] != false || m["key"] != base64.RawURLEncoding.EncodeToString(public) {
		t.Fatalf("%s: %v", h.name, m)
	}
	first := h.subscribe(t, marta, "/marta-1")

	// A follower: the platform tells of him twice, the browser hears it once.
	h.post(t, jo, "POST", "/api/v4/me/following/marta", "")
	if m := p.next(t, public, first); m["type"] != "follow.created" || m["from"] != "jo" || m["to"] != "marta" {
		t.Errorf("a follower: %v", m)
	}
	// A message, with the platform's words.
	channel := idOf(t, h.post(t, marta, "POST", "/api/v3/channels/conversation", `{"userIds":["jo"],"isDistinct":true}`), "channels", "channelId")
	feed := idOf(t, h.post(t, marta, "GET", "/api/v3/channels/"+channel, ""), "channels", "channelInternalId")
	say := func(cookie, text string) {
		h.post(t, cookie, "POST", "/api/v5/messages", fmt.Sprintf(`{"messageFeedId":%q,"referenceId":"LOCAL_%s","dataType":"text","data":{"text":%q}}`, feed, text, text))
		h.eventually(t, "the webhook of a message has come", func() bool {
			r.mu.Lock()
			defer r.mu.Unlock()
			return strings.Contains(string(r.last), "push-notification") && strings.Contains(string(r.last), `"`+text+`"`)
		})
	}
	say(jo, "hello")
	if m := p.next(t, public, first); m["type"] != "message.created" || m["channelId"] != channel || m["userId"] != "jo" || m["title"] == "" || m["body"] != "hello" {
		t.Errorf("a message: %v", m)
	}
	say(marta, "to-myself")
	// A second browser: each hears in its own keys.
	second := h.subscribe(t, phone, "/marta-2")
	say(jo, "both")
	d1, d2 := <-p.came, <-p.came
	if strings.HasSuffix(d1.path, second.path) {
		d1, d2 = d2, d1
	}
	for _, one := range []struct {
		s subscription
		d delivered
	}{{first, d1}, {second, d2}} {
		if plain, err := one.s.Open(one.d.body); err != nil || !strings.Contains(string(plain), `"body":"both"`) {
			t.Errorf("%s: %s %v", one.d.path, plain, err)
		}
	}
	if _, err := first.Open(d2.body); err == nil {
		t.Error("one browser reads what is for the other")
	}
	// One that is gone is forgotten, the other hears on.
	p.mu.Lock()
	p.gone["/marta-2"] = true
	p.mu.Unlock()
	say(jo, "gone")
	for range 2 {
		<-p.came
	}
	h.eventually(t, "a subscription that is gone is forgotten", func() bool { return h.post(t, phone, "GET", "/plus/push", "")["subscribed"] == false })
	say(jo, "one")
	if m := p.next(t, public, first); m["body"] != "one" {
		t.Errorf("after the other is gone: %v", m)
	}
	// Who takes it back hears no more, who signs out neither.
	if m := h.post(t, marta, "DELETE", "/plus/push", ""); m["subscribed"] != false {
		t.Errorf("%v", m)
	}
	say(jo, "unheard")
	h.subscribe(t, marta, "/marta-3")
	want(t, h.do(t, "DELETE", "/session", map[string]string{"Cookie": marta}, nil), 204, "")
	say(jo, "unheard-too")
	want(t, h.do(t, "GET", "/plus/push", map[string]string{"Cookie": marta}, nil), 401, "session-expired")
	last := h.subscribe(t, phone, "/marta-4")
	say(jo, "last")
	if m := p.next(t, public, last); m["body"] != "last" {
		t.Errorf("at the end: %v", m)
	}
	p.nothing(t, "after the end")

	// The endpoint is any user's word.
	point, auth := first.Keys()
	for _, endpoint := range []string{"https://127.0.0.1/x", "https://localhost/x", "https://169.254.169.254/x", "http://push.example.org/x", "https://push.example.org:8443/x", "https://example.org/x", "https://push.example.org@127.0.0.1/x", "", "https://xpush.example.org/x"} {
		a := h.do(t, "PUT", "/plus/push", map[string]string{"Cookie": phone, "Content-Type": "application/json"},
			strings.NewReader(fmt.Sprintf(`{"endpoint":%q,"keys":{"p256dh":%q,"auth":%q}}`, endpoint, point, auth)))
		want(t, a, 400, "bad-subscription")
	}
	// A point that is not on the curve is nobody's: forgotten at the first message.
	off := base64.RawURLEncoding.EncodeToString(append([]byte{4}, make([]byte, 64)...))
	h.post(t, phone, "PUT", "/plus/push", fmt.Sprintf(`{"endpoint":"https://push.example.org/off","keys":{"p256dh":%q,"auth":%q}}`, off, auth))
	say(jo, "into-nowhere")
	h.eventually(t, "a point off the curve is forgotten", func() bool { return h.post(t, phone, "GET", "/plus/push", "")["subscribed"] == false })
	p.nothing(t, "for a point off the curve")
	if strings.Contains(h.log.String(), "/marta-") {
		t.Error("an endpoint is in the log")
	}
}

func (h *host) eventually(t *testing.T, what string, is func() bool) {
	t.Helper()
	for range 200 {
		if is() {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Errorf("%s: not: %s", h.name, what)
}
