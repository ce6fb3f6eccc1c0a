//go:build !js

package push

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/ecdh"
	"crypto/hkdf"
	"crypto/sha256"
	"encoding/binary"
	"errors"
)

const (
	saltBytes  = 16
	recordSize = 4096
)

// ErrPayload is the answer to a payload that is longer than [MaxPayload].
var ErrPayload = errors.New("the payload is longer than one record")

// Seal encrypts a payload for a browser: one record of aes128gcm (RFC 8188) under
// a key of RFC 8291. sender is a key of P-256 and salt 16 bytes, both made for
// this message alone. Errors: a point that is not on the curve, [ErrPayload].
func Seal(s Subscription, payload []byte, sender *ecdh.PrivateKey, salt []byte) ([]byte, error) {
	if len(payload) > MaxPayload {
		return nil, ErrPayload
	}
	receiver, err := ecdh.P256().NewPublicKey(s.P256DH)
	if err != nil {
		return nil, err
	}
	shared, err := sender.ECDH(receiver)
	if err != nil {
		return nil, err
	}
	own := sender.PublicKey().Bytes()
	ikm, err := hkdf.Key(sha256.New, shared, s.Auth, "WebPush: info\x00"+string(s.P256DH)+string(own), 32)
	if err != nil {
		return nil, err
	}
	key, err := hkdf.Key(sha256.New, ikm, salt, "Content-Encoding: aes128gcm\x00", 16)
	if err != nil {
		return nil, err
	}
	nonce, err := hkdf.Key(sha256.New, ikm, salt, "Content-Encoding: nonce\x00", 12)
	if err != nil {
		return nil, err
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	aead, err := cipher.NewGCM(block)
	if err != nil {
		return nil, err
	}
	out := append(make([]byte, 0, recordSize), salt...)
	out = binary.BigEndian.AppendUint32(out, recordSize)
	out = append(append(out, byte(len(own))), own...)
	plain := append(append(make([]byte, 0, len(payload)+1), payload...), 2) // the last record
	return aead.Seal(out, nonce, plain, nil), nil
}
