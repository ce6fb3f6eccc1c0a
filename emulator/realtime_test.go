package emulator

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"
)

// mqttClient speaks the few packets of MQTT 3.1.1 that the platform's clients
// send. It is written from the specification, not with the broker's own code.
type mqttClient struct {
	t      *testing.T
	socket *websocket.Conn
	rest   []byte
	id     uint16
}

func field(s string) []byte { return append(binary.BigEndian.AppendUint16(nil, uint16(len(s))), s...) }

func packet(kind byte, body []byte) []byte {
	out, n := []byte{kind}, len(body)
	for {
		digit := byte(n % 128)
		if n /= 128; n > 0 {
			digit |= 128
		}
		out = append(out, digit)
		if n == 0 {
			return append(out, body...)
		}
	}
}

// connect dials and sends CONNECT; it returns the code of the CONNACK.
func connect(t *testing.T, url, id, user, password string) (*mqttClient, byte) {
	t.Helper()
	dialer := websocket.Dialer{Subprotocols: []string{"mqtt"}}
	socket, answer, err := dialer.Dial(strings.Replace(url, "http", "ws", 1)+"/mqtt", nil)
	if err != nil {
		t.Fatal(err)
	}
	if got := answer.Header.Get("Sec-WebSocket-Protocol"); got != "mqtt" {
		t.Errorf("subprotocol %q", got)
	}
	t.Cleanup(func() { socket.Close() })
	c := &mqttClient{t: t, socket: socket}
	body := append(field("MQTT"), 4, 0xC4, 0, 60) // level 4, user name, password, will
	for _, s := range []string{id, "WillMsg", "gone", user, password} {
		body = append(body, field(s)...)
	}
	c.send(packet(0x10, body))
	kind, ack := c.read()
	if kind != 0x20 || len(ack) != 2 {
		t.Fatalf("%x %x instead of a CONNACK", kind, ack)
	}
	return c, ack[1]
}

// send splits a packet over two messages, as a proxy may.
func (c *mqttClient) send(p []byte) {
	c.t.Helper()
	for _, part := range [][]byte{p[:len(p)/2], p[len(p)/2:]} {
		if err := c.socket.WriteMessage(websocket.BinaryMessage, part); err != nil {
			c.t.Fatal(err)
		}
	}
}

// read is the next packet; kind 0 says that none came in time.
func (c *mqttClient) read() (kind byte, body []byte) {
	c.t.Helper()
	c.socket.SetReadDeadline(time.Now().Add(5 * time.Second))
	for {
		if len(c.rest) >= 2 {
			n, shift, used := 0, 0, 1
			for ; used < len(c.rest); used++ {
				n |= int(c.rest[used]&127) << shift
				shift += 7
				if c.rest[used]&128 == 0 {
					used++
					break
				}
			}
			if len(c.rest) >= used+n {
				kind, body = c.rest[0], c.rest[used:used+n]
				c.rest = c.rest[used+n:]
				return kind, body
			}
		}
		_, message, err := c.socket.ReadMessage()
		if err != nil {
			return 0, nil
		}
		c.rest = append(c.rest, message...)
	}
}

// subscribe returns whether the broker granted the filter.
func (c *mqttClient) subscribe(filter string) bool {
	c.t.Helper()
	c.id++
	c.send(packet(0x82, append(append(binary.BigEndian.AppendUint16(nil, c.id), field(filter)...), 0)))
	kind, body := c.read()
	if kind != 0x90 || len(body) != 3 {
		c.t.Fatalf("%x %x instead of a SUBACK", kind, body)
	}
	return body[2] == 0
}

type heardEvent struct {
	topic string
	eventBody
}

func (c *mqttClient) event() heardEvent {
	c.t.Helper()
	kind, body := c.read()
	if kind>>4 != 3 {
		c.t.Fatalf("%x %x instead of a PUBLISH", kind, body)
	}
	n := int(binary.BigEndian.Uint16(body))
	e := heardEvent{topic: string(body[2 : 2+n])}
	if err := json.Unmarshal(body[2+n:], &e.eventBody); err != nil {
		c.t.Fatal(err)
	}
	return e
}

// silent says that nothing is waiting: a ping is answered before any event.
func (c *mqttClient) silent() bool {
	c.send([]byte{0xC0, 0})
	kind, _ := c.read()
	return kind == 0xD0
}

func (w *world) internalID(user string) string {
	w.t.Helper()
	return w.ok(user, "GET", "/api/v3/users/"+user, nil).text("users", 0, "_id")
}

func (w *world) listen(t *testing.T, url, user string) *mqttClient {
	t.Helper()
	token := w.token(user)
	c, code := connect(t, url, "mqttjs_"+user, w.internalID(user), token)
	if code != 0 {
		t.Fatalf("%s: refused with %d", user, code)
	}
	return c
}

func TestRealtimeConnect(t *testing.T) {
	w := newWorld(t)
	web := httptest.NewServer(w.server)
	t.Cleanup(web.Close)
	token, id := w.token("u"), w.internalID("u")
	for name, row := range map[string][2]string{"another's name": {w.internalID("v"), token}, "no token": {id, ""}, "admin": {id, testAdmin}, "forged": {id, token + "x"}} {
		if _, code := connect(t, web.URL, "c", row[0], row[1]); code == 0 {
			t.Errorf("%s: connected", name)
		}
	}
	if _, code := connect(t, web.URL, "c", id, token); code != 0 {
		t.Errorf("refused with %d", code)
	}
	w.server.Advance(31 * 24 * time.Hour)
	if _, code := connect(t, web.URL, "c", id, token); code == 0 {
		t.Error("connected with an expired token")
	}
}

func TestRealtimeTopics(t *testing.T) {
	w := newWorld(t)
	web := httptest.NewServer(w.server)
	t.Cleanup(web.Close)
	open := w.community("v", "open")
	closed := w.ok("v", "POST", "/api/v3/communities", map[string]any{"displayName": "closed", "isPublic": false}).text("communities", 0, "communityId")
	channel, feed := w.conversation("v", "x")
	mine, _ := w.conversation("u", "v")
	c := w.listen(t, web.URL, "u")
	me, other := w.internalID("u"), w.internalID("v")
	for filter, want := range map[string]bool{
		"network": true, "network/videostreaming": true, "network/user/" + me: true, "network/user/" + other: true, "network/user/+": false, "network/user/#": false,
		"network/smartfeed/" + me + "/messages": true, "network/smartfeed/" + other + "/messages": false, "network/smartfeed/" + me + "/#": false, "network/smartfeed/+/channels": false,
		"network/marker/user/" + me: true, "network/marker/user/" + other: false, "network/marker/channel/" + channel + "/message/" + feed: false, "network/marker/channel/+/message/x": false,
		"network/membership/" + me + "/+/+": true, "network/membership/+/" + me + "/+": true, "network/membership/+/" + other + "/+": false, "network/membership/+/+/+": false, "network/membership/#": false,
		"network/social/community/" + open + "/post/+": true, "network/social/community/" + open: true, "network/social/community/" + closed + "/post/#": false, "network/social/community/" + closed: false,
		"network/social/community/+/post/+": false, "network/social/community/#": false, "network/social/user/" + other + "/post/#": true, "network/social/#": false, "network/social/user/+": false,
		"network/chat/channel/" + channel + "/#": false, "network/chat/channel/" + mine + "/#": true, "network/chat/channel/+/#": false, "network/chat/#": false,
		"#": false, "+": false, "+/#": false, "network/#": false, "network/+": false, "other": false, "$SYS/#": false, "$share/a/network/user/" + me: false, "/": false, "network//": false,
	} {
		if got := c.subscribe(filter); got != want {
			t.Errorf("%s: granted %v, want %v", filter, got, want)
		}
	}
}

func TestRealtimeEvents(t *testing.T) {
	w := newWorld(t)
	web := httptest.NewServer(w.server)
	t.Cleanup(web.Close)
	id := w.community("v", "open", "u")
	c := w.listen(t, web.URL, "u")
	if !c.subscribe("network/social/community/" + id + "/post/#") {
		t.Fatal("not granted")
	}
	post := w.post("v", id, "hello")
	e := c.event()
	if e.EventType != "post.created" || !strings.HasSuffix(e.topic, "/community/"+id+"/post/"+post) || e.topic != e.Path || e.SenderID != w.internalID("v") || e.NetworkID != "network" {
		t.Errorf("event %+v", e)
	}
	if raw := fmt.Sprint(e.Data); strings.Contains(raw, "myReactions") || strings.Contains(raw, "isJoined") || !strings.Contains(raw, "hello") {
		t.Errorf("data %s", raw)
	}
	w.ok("v", "POST", "/api/v3/comments", map[string]any{"referenceId": post, "data": map[string]string{"text": "c"}})
	if e := c.event(); e.EventType != "comment.created" || !strings.Contains(e.topic, "/post/"+post+"/comment/") {
		t.Errorf("event %+v", e)
	}
	w.refused("u", "DELETE", "/api/v4/posts/"+post, nil, 403, 400301)
	if !c.silent() {
		t.Error("a refused write was told")
	}
	// Who may no longer read hears no more, though the subscription stands.
	w.ok("v", "PUT", "/api/v3/communities/"+id, map[string]any{"isPublic": false})
	w.ok("v", "DELETE", "/api/v3/communities/"+id+"/users", map[string]any{"userIds": []string{"u"}})
	w.post("v", id, "secret")
	if !c.silent() {
		t.Error("a removed member still hears")
	}
}

func TestRealtimeRevokedToken(t *testing.T) {
	w := newWorld(t)
	web := httptest.NewServer(w.server)
	t.Cleanup(web.Close)
	_, feed := w.conversation("v", "u")
	c := w.listen(t, web.URL, "u")
	if !c.subscribe("network/smartfeed/" + w.internalID("u") + "/messages") {
		t.Fatal("not granted")
	}
	say := func() {
		w.ok("v", "POST", "/api/v5/messages", map[string]any{"messageFeedId": feed, "dataType": "text", "data": map[string]string{"text": "t"}})
	}
	say()
	if e := c.event(); e.EventType != "message.created" {
		t.Errorf("event %+v", e)
	}
	w.ok("u", "DELETE", "/api/v4/sessions", nil)
	say()
	if !c.silent() {
		t.Error("a revoked token still hears")
	}
}

// Nobody may publish, not even on a topic they may read: the broker ends the
// connection or drops the packet, and nobody hears it.
func TestRealtimePublishIsRefused(t *testing.T) {
	w := newWorld(t)
	web := httptest.NewServer(w.server)
	t.Cleanup(web.Close)
	victim, attacker := w.listen(t, web.URL, "u"), w.listen(t, web.URL, "v")
	if !victim.subscribe("network") {
		t.Fatal("not granted")
	}
	attacker.send(packet(0x30, append(field("network"), `{"eventType":"user.deleted"}`...)))
	attacker.silent()
	if !victim.silent() {
		t.Error("a client's message was published")
	}
}

func TestRealtimeConnectionsAreDropped(t *testing.T) {
	w := newWorld(t)
	web := httptest.NewServer(w.server)
	t.Cleanup(web.Close)
	c := w.listen(t, web.URL, "a")
	if n := w.server.Disconnect(); n != 1 {
		t.Errorf("%d connections were dropped", n)
	}
	began := time.Now()
	if kind, _ := c.read(); kind != 0 || time.Since(began) > 4*time.Second {
		t.Errorf("packet %x after %v instead of the end", kind, time.Since(began))
	}
	if !w.listen(t, web.URL, "a").silent() {
		t.Error("the client cannot come back")
	}
}
