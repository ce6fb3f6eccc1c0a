// Package browser is the receiving end of Web Push, for tests: it makes
// subscriptions as a browser does and opens what is sealed for them.
package browser

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/ecdh"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"errors"
)

// Browser holds the secrets of one subscription.
type Browser struct {
	Key  *ecdh.PrivateKey
	Auth []byte // 16 bytes
}

// New makes the keys of a subscription.
func New() (Browser, error) {
	key, err := ecdh.P256().GenerateKey(rand.Reader)
	b := Browser{Key: key, Auth: make([]byte, 16)}
	_, _ = rand.Read(b.Auth)
	return b, err
}

// Keys gives p256dh and auth as PushSubscription.toJSON() does.
func (b Browser) Keys() (p256dh, auth string) {
	encode := base64.RawURLEncoding.EncodeToString
	return encode(b.Key.PublicKey().Bytes()), encode(b.Auth)
}

var errSealed = errors.New("not one last record of aes128gcm")

// Open decrypts a body of Content-Encoding aes128gcm (RFC 8188, 8291).
func (b Browser) Open(body []byte) ([]byte, error) {
	if len(body) < 21+65+17 || body[20] != 65 || binary.BigEndian.Uint32(body[16:]) < uint32(len(body)-86) {
		return nil, errSealed
	}
	salt, sender, sealed := body[:16], body[21:86], body[86:]
	other, err := ecdh.P256().NewPublicKey(sender)
	if err != nil {
		return nil, err
	}
	shared, err := b.Key.ECDH(other)
	if err != nil {
		return nil, err
	}
	derive := func(secret, salt []byte, info string, n int) []byte {
		prk, _ := hkdf.Extract(sha256.New, secret, salt)
		out, _ := hkdf.Expand(sha256.New, prk, info, n)
		return out
	}
	ikm := derive(shared, b.Auth, "WebPush: info\x00"+string(b.Key.PublicKey().Bytes())+string(sender), 32)
	block, err := aes.NewCipher(derive(ikm, salt, "Content-Encoding: aes128gcm\x00", 16))
	if err != nil {
		return nil, err
	}
	aead, err := cipher.NewGCM(block)
	if err != nil {
		return nil, err
	}
	plain, err := aead.Open(nil, derive(ikm, salt, "Content-Encoding: nonce\x00", 12), sealed, nil)
	if err != nil {
		return nil, err
	}
	for i := len(plain) - 1; i >= 0; i-- {
		switch plain[i] {
		case 0:
		case 2:
			return plain[:i], nil
		default:
			return nil, errSealed
		}
	}
	return nil, errSealed
}
