package database

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"time"

	"github.com/addend-go/addend/worker/secret"
	"github.com/addend-go/addend/worker/session"
)

// ring seals rows with AES-256-GCM. The place of a row is authenticated: a row
// that is moved to another user does not open.
type ring struct{ keys []cipher.AEAD } // newest first

func newRing(keys [][]byte) (*ring, error) {
	r := &ring{}
	for _, key := range keys {
		derived, err := hkdf.Key(sha256.New, key, nil, "addend sessions at rest", 32)
		if err != nil {
			return nil, err
		}
		block, err := aes.NewCipher(derived)
		if err != nil {
			return nil, err
		}
		aead, err := cipher.NewGCM(block)
		if err != nil {
			return nil, err
		}
		r.keys = append(r.keys, aead)
	}
	if len(r.keys) == 0 {
		return nil, fmt.Errorf("no key to seal sessions with (hint: ADDEND_COOKIE_KEYS)")
	}
	return r, nil
}

// row is what a sealed session holds: times in milliseconds since 1970.
type row struct {
	Device, DisplayName, Token                string
	Ends, Issued, Expires, Started, RenewedAt int64
	Version                                   int
	Ended                                     bool
	Reason, Push                              string
}

func (r *ring) seal(place string, s session.Kept) ([]byte, error) {
	text, err := json.Marshal(row{
		Device: s.Device, DisplayName: s.DisplayName, Token: s.Token.Access.Reveal(),
		Ends: s.Ends.UnixMilli(), Issued: s.Token.Issued.UnixMilli(), Expires: s.Token.Expires.UnixMilli(),
		Started: s.Started.UnixMilli(), RenewedAt: s.Renewed.UnixMilli(), Version: s.Version, Ended: s.Ended, Reason: s.Reason, Push: s.Push,
	})
	if err != nil {
		return nil, err
	}
	out := make([]byte, 12, 12+len(text)+16)
	if _, err := rand.Read(out); err != nil {
		return nil, err
	}
	return r.keys[0].Seal(out, out, text, []byte(place)), nil
}

func (r *ring) open(place string, sealed []byte) (session.Kept, bool) {
	if len(sealed) < 12 {
		return session.Kept{}, false
	}
	for _, key := range r.keys {
		text, err := key.Open(nil, sealed[:12], sealed[12:], []byte(place))
		if err != nil {
			continue
		}
		var v row
		if json.Unmarshal(text, &v) != nil {
			return session.Kept{}, false
		}
		return session.Kept{
			Record: session.Record{Device: v.Device, DisplayName: v.DisplayName, Ends: time.UnixMilli(v.Ends),
				Token: session.Token{Access: secret.New(v.Token), Issued: time.UnixMilli(v.Issued), Expires: time.UnixMilli(v.Expires)}},
			Version: v.Version, Started: time.UnixMilli(v.Started), Renewed: time.UnixMilli(v.RenewedAt), Ended: v.Ended, Reason: v.Reason, Push: v.Push,
		}, true
	}
	return session.Kept{}, false
}
