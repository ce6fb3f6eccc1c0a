package identity

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"time"

	"github.com/addend-go/addend/worker/wirejson"
)

// HandoffLife is the longest a hand-off may live.
const HandoffLife = 60 * time.Second

// MinHandoffKey is the least length of the shared key, in bytes.
const MinHandoffKey = 32

// Handoff checks what the site's own server signed for a browser to carry here:
//
//	base64url(payload) "." base64url(HMAC-SHA256(key, "addend-handoff." + base64url(payload)))
//
// with the payload {"sub": user id, "name"?: display name, "exp": seconds, "jti":
// 16 or more characters that never come again}.
type Handoff struct{ key []byte }

// NewHandoff takes the key both sides share.
func NewHandoff(key []byte) (*Handoff, error) {
	if len(key) < MinHandoffKey {
		return nil, fmt.Errorf("the hand-off key has %d bytes (hint: at least %d, as from: openssl rand -base64 32)", len(key), MinHandoffKey)
	}
	return &Handoff{append([]byte(nil), key...)}, nil
}

func (h *Handoff) mac(payload string) []byte {
	m := hmac.New(sha256.New, h.key)
	m.Write([]byte("addend-handoff." + payload)) // the key may sign other things
	return m.Sum(nil)
}

// Sign makes a hand-off: what the site's server does, in Go.
func (h *Handoff) Sign(id Identity) string {
	payload := wirejson.Append(nil, wirejson.Object{
		{Name: "sub", Value: id.User}, {Name: "name", Value: id.Name},
		{Name: "exp", Value: id.Ends.Unix()}, {Name: "jti", Value: id.ID},
	})
	head := base64.RawURLEncoding.EncodeToString(payload)
	return head + "." + base64.RawURLEncoding.EncodeToString(h.mac(head))
}

// Check verifies a hand-off. That it was not used before is the caller's to
// find out, by ID.
func (h *Handoff) Check(token string, now time.Time) (Identity, error) {
	p, err := parts(token, 2)
	if err != nil {
		return Identity{}, err
	}
	if !hmac.Equal(p[1], h.mac(base64.RawURLEncoding.EncodeToString(p[0]))) {
		return Identity{}, ErrSignature
	}
	m, err := object(p[0])
	if err != nil {
		return Identity{}, err
	}
	ends, ok := unix(m, "exp")
	id := Identity{User: text(m, "sub"), Name: text(m, "name"), ID: text(m, "jti"), Ends: ends}
	switch {
	case !ok || len(id.ID) < 16 || len(id.ID) > 128:
		return Identity{}, ErrMalformed
	case !now.Before(ends) || ends.Sub(now) > HandoffLife+Skew:
		return Identity{}, ErrExpired
	case id.User == "":
		return Identity{}, ErrSubject
	}
	return id, nil
}
