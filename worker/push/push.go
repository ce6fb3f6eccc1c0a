// Package push tells browsers of what happened while no page is open (Web Push,
// FAQ F70): where a browser wants to be told, what is told, and how it is sealed
// so that nobody on the way can read it (RFC 8030, 8188, 8291 and 8292).
//
// In workerd js/push.mjs does what seal.go and vapid.go do here, with the
// runtime's own cryptography; testdata holds both to the same vectors.
package push

import (
	"context"
	"encoding/base64"
	"errors"
	"strings"

	"github.com/addend-go/addend/worker/publicnet"
	"github.com/addend-go/addend/worker/secret"
)

// Bounds of what is sent and to how many.
const (
	// MaxPayload is the longest text of a message, in bytes: what fits into one
	// record of 4096 with its header, tag and padding delimiter (RFC 8291, 4).
	MaxPayload = 3993
	// MaxUsers bounds the users whom one event wakes.
	MaxUsers = 500
	// MaxTold bounds the messages to one user in a minute. Within it, nothing is
	// told twice.
	MaxTold = 60
	// TTL is how long, in seconds, a push service keeps a message for a browser
	// that is off.
	TTL = 24 * 3600
)

// Lengths in bytes of what a browser gives with a subscription (RFC 8291).
const (
	pointBytes = 65 // an uncompressed point of P-256
	authBytes  = 16
)

// Subscription is where one browser is told, and the keys to seal it for that
// browser.
type Subscription struct {
	Endpoint     string // an https URL of a push service; it is a secret of the browser
	P256DH, Auth []byte
}

// Keys are the sender's own (VAPID, RFC 8292).
type Keys struct {
	Public  []byte      // an uncompressed point of P-256, 65 bytes
	Private secret.Text // its scalar, 32 bytes as base64url without padding
	Subject string      // whom a push service may write to: a mailto: or https: URL
	Hosts   []string    // push services that are talked to, with the names below them
}

// Message is one thing to tell.
type Message struct {
	// About is what it is about: the same is told once in a minute, as webhooks
	// come twice and tell of one thing in several ways.
	About   string
	Payload []byte // JSON
}

// ErrSubscription is the answer to a subscription that cannot be one.
var ErrSubscription = errors.New("not a subscription of a push service that is known here")

// ErrNoSession is the answer of a [Box] for a session that is over.
var ErrNoSession = errors.New("no such session")

// Box is the port to what is kept of subscriptions: one for each browser session
// of a user, which ends with it.
type Box interface {
	// Subscribe keeps the subscription of a session in the place of an earlier one.
	Subscribe(ctx context.Context, user, session string, s Subscription) error
	// Unsubscribe forgets it.
	Unsubscribe(ctx context.Context, user, session string) error
	// Subscribed reports whether a session has one. All three answer ErrNoSession
	// for a session that is over.
	Subscribed(ctx context.Context, user, session string) (bool, error)
	// Send takes a message for every browser of the users and does not wait
	// until it is delivered.
	Send(ctx context.Context, users []string, m Message) error
}

// KnownHosts are the push services of the browsers of today.
func KnownHosts() []string {
	return strings.Fields("fcm.googleapis.com push.services.mozilla.com notify.windows.com push.apple.com")
}

// Parse reads what a browser's PushSubscription.toJSON() gives. The endpoint is
// any user's word: it must be an https URL of a public host that is, or is below,
// one of hosts, which the operator chose.
func Parse(endpoint, p256dh, auth string, hosts []string) (Subscription, error) {
	u, err := publicnet.ParseURL(endpoint, nil)
	if err != nil || !below(u.Hostname(), hosts) {
		return Subscription{}, ErrSubscription
	}
	s := Subscription{Endpoint: u.String()}
	if s.P256DH, err = Decode(p256dh); err != nil || len(s.P256DH) != pointBytes || s.P256DH[0] != 4 {
		return Subscription{}, ErrSubscription
	}
	if s.Auth, err = Decode(auth); err != nil || len(s.Auth) != authBytes {
		return Subscription{}, ErrSubscription
	}
	return s, nil
}

func below(host string, names []string) bool {
	for _, name := range names {
		if host == name || strings.HasSuffix(host, "."+name) {
			return true
		}
	}
	return false
}

// Decode reads base64, of URLs or the usual one, padded or not.
func Decode(s string) ([]byte, error) {
	return base64.RawURLEncoding.Strict().DecodeString(strings.NewReplacer("+", "-", "/", "_").Replace(strings.TrimRight(s, "=")))
}
