package emulator

import (
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gorilla/websocket"
	mqtt "github.com/mochi-mqtt/server/v2"
	"github.com/mochi-mqtt/server/v2/packets"
)

// Limits of the broker. A client of the platform sends small packets and holds
// a handful of subscriptions per screen.
const (
	maxRealtimeClients = 2000
	maxPacketBytes     = 64 << 10
	maxSubscriptions   = 500
	maxQueuedPackets   = 1024
	sessionKeptSeconds = 600 // how long subscriptions outlive a lost connection
	handshakeTimeout   = 10 * time.Second
)

// listenerName is what the broker calls connections that came through HTTP.
const listenerName = "websocket"

// realtime is the platform's MQTT 3.1.1 broker. It has no listener of its own:
// connections come as WebSockets on the emulator's address, under /mqtt.
type realtime struct {
	broker   *mqtt.Server
	upgrader websocket.Upgrader
	closed   sync.Once
}

func newRealtime(s *Server) (*realtime, error) {
	capabilities := mqtt.NewDefaultServerCapabilities()
	capabilities.MaximumClients = maxRealtimeClients
	capabilities.MaximumPacketSize = maxPacketBytes
	capabilities.MaximumClientWritesPending = maxQueuedPackets
	capabilities.MaximumSessionExpiryInterval = sessionKeptSeconds
	capabilities.MaximumQos, capabilities.RetainAvailable, capabilities.SharedSubAvailable = 0, 0, 0
	rt := &realtime{
		// The broker's own log tells of clients that went away, which is no defect.
		broker: mqtt.New(&mqtt.Options{Capabilities: capabilities, InlineClient: true, Logger: slog.New(slog.DiscardHandler), SysTopicResendInterval: 3600}),
		upgrader: websocket.Upgrader{
			Subprotocols: []string{"mqtt"}, HandshakeTimeout: handshakeTimeout,
			// What lets a client in is the token in its CONNECT packet; no cookie is
			// looked at, so another site's page gains nothing by connecting.
			CheckOrigin: func(*http.Request) bool { return true },
		},
	}
	if err := rt.broker.AddHook(&gate{server: s}, nil); err != nil {
		return nil, err
	}
	return rt, rt.broker.Serve()
}

// ServeHTTP upgrades the request and stays until the client has gone.
func (rt *realtime) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	socket, err := rt.upgrader.Upgrade(w, r, nil)
	if err != nil {
		return // the upgrader has answered
	}
	socket.SetReadLimit(maxPacketBytes)
	connection := &socketConn{Conn: socket.UnderlyingConn(), socket: socket}
	defer connection.Close()
	_ = rt.broker.EstablishConnection(listenerName, connection) // how a client leaves is its own business
}

// connected says whether anybody would receive what is published.
func (rt *realtime) connected() bool { return atomic.LoadInt64(&rt.broker.Info.ClientsConnected) > 0 }

func (rt *realtime) publish(topic string, payload []byte) error {
	return rt.broker.Publish(topic, payload, false, 0)
}

// Disconnect drops every realtime connection without a word, as a network that
// fails does, and answers how many there were. Clients may connect again.
func (s *Server) Disconnect() int {
	dropped := s.realtime.broker.Clients.GetByListener(listenerName)
	for _, client := range dropped {
		client.Stop(errDropped)
	}
	return len(dropped)
}

var errDropped = errors.New("dropped on purpose")

// close ends every connection, then the broker.
func (rt *realtime) close() (err error) {
	rt.closed.Do(func() {
		for _, client := range rt.broker.Clients.GetByListener(listenerName) {
			_ = rt.broker.DisconnectClient(client, packets.ErrServerShuttingDown)
		}
		err = rt.broker.Close()
	})
	return err
}

// socketConn is a WebSocket as a stream of bytes: an MQTT packet may arrive in
// several messages, and several packets in one (MQTT 3.1.1, section 6).
type socketConn struct {
	net.Conn
	socket  *websocket.Conn
	message io.Reader
}

var errNotBinary = errors.New("an mqtt packet must come in a binary message")

func (c *socketConn) Read(p []byte) (int, error) {
	for {
		if c.message == nil {
			kind, message, err := c.socket.NextReader()
			if err != nil {
				return 0, err
			}
			if kind != websocket.BinaryMessage {
				return 0, errNotBinary
			}
			c.message = message
		}
		n, err := c.message.Read(p)
		if err == io.EOF {
			c.message, err = nil, nil
		}
		if n > 0 || err != nil {
			return n, err
		}
	}
}

func (c *socketConn) Write(p []byte) (int, error) {
	if err := c.socket.WriteMessage(websocket.BinaryMessage, p); err != nil {
		return 0, err
	}
	return len(p), nil
}
