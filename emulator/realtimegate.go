package emulator

import (
	"errors"
	"sync"

	mqtt "github.com/mochi-mqtt/server/v2"
	"github.com/mochi-mqtt/server/v2/packets"

	"github.com/addend-go/addend/emulator/internal/sqlite"
)

// gate decides who connects to the broker and what they receive.
type gate struct {
	mqtt.HookBase
	server *Server
	known  sync.Map // *mqtt.Client → visitor
}

// visitor is a connected client: whose token it showed.
type visitor struct {
	net    *network
	digest string
	path   string // the user's own
}

func (g *gate) ID() string { return "gate" }

func (g *gate) Provides(b byte) bool {
	return b == mqtt.OnConnectAuthenticate || b == mqtt.OnACLCheck || b == mqtt.OnDisconnect || b == mqtt.OnWill
}

// OnConnectAuthenticate asks for the user's _id as the user name and a current
// access token as the password.
func (g *gate) OnConnectAuthenticate(client *mqtt.Client, packet packets.Packet) bool {
	token := string(packet.Connect.Password)
	n := g.server.networkOf(token)
	if n == nil {
		return false
	}
	v := visitor{net: n, digest: digest(token)}
	me, err := g.user(v)
	if err != nil || me.InternalID != string(packet.Connect.Username) {
		return false
	}
	// A session is inherited by its name, so the name says whose it is.
	client.ID = n.id + "/" + me.InternalID + "/" + client.ID
	v.path = n.id + "/user/" + me.InternalID
	g.known.Store(client, v)
	return true
}

// user is whose token a visitor showed, as long as the token is good.
func (g *gate) user(v visitor) (me *user, err error) {
	err = v.net.db.View(func(tx *sqlite.Tx) error {
		me, err = sessionUser(tx, v.digest, g.server.clock.now().UnixMilli())
		return err
	})
	return me, err
}

// OnACLCheck refuses all publishing: clients write through the REST API. For
// reading it is asked with the filter when a client subscribes and again with
// the topic of each message, so a token that was revoked, a member who was
// removed and a subscription that was inherited receive nothing.
func (g *gate) OnACLCheck(client *mqtt.Client, topic string, write bool) bool {
	if write {
		return false
	}
	found, ok := g.known.Load(client)
	if !ok || client.State.Subscriptions.Len() > maxSubscriptions {
		return false
	}
	v := found.(visitor)
	allowed := false
	err := v.net.db.View(func(tx *sqlite.Tx) error {
		c := &call{server: g.server, net: v.net, tx: tx, now: g.server.clock.now().UnixMilli()}
		var err error
		if c.me, err = sessionUser(tx, v.digest, c.now); err != nil {
			// A token that is no longer good sees nothing, but who was banned is
			// told so.
			var refused *apiError
			allowed = topic == v.path && errors.As(err, &refused) && refused.code == codeGlobalBan
			return nil
		}
		allowed, err = c.mayListen(topic)
		return err
	})
	if err != nil {
		g.server.log.Error("topic check failed", "topic", topic, "error", err)
	}
	return allowed && err == nil
}

func (g *gate) OnDisconnect(client *mqtt.Client, _ error, _ bool) { g.known.Delete(client) }

// OnWill keeps a client's last will from being published: nobody may publish.
func (g *gate) OnWill(*mqtt.Client, mqtt.Will) (mqtt.Will, error) { return mqtt.Will{}, nil }
