// Package webhook reads what the platform tells by webhook and asks by pre-hook:
// whether the platform sent it, whom it concerns, and what may be told.
package webhook

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"

	"github.com/addend-go/addend/worker/secret"
)

// MaxBody bounds the body of a delivery.
const MaxBody = 2 << 20 // bytes

// Signed reports whether signature is the base64 HMAC-SHA256 of body under one
// of the secrets. All are tried in the same time, whatever fits.
func Signed(secrets []secret.Text, body []byte, signature string) bool {
	got, err := base64.StdEncoding.Strict().DecodeString(signature)
	return err == nil && fits(secrets, body, got)
}

// HookSigned is the same for a pre-hook, whose signature comes as hex or as
// base64.
func HookSigned(secrets []secret.Text, body []byte, signature string) bool {
	if got, err := hex.DecodeString(signature); err == nil {
		return fits(secrets, body, got)
	}
	return Signed(secrets, body, signature)
}

func fits(secrets []secret.Text, body, got []byte) bool {
	ok := false
	for _, s := range secrets {
		if s.Empty() {
			continue
		}
		mac := hmac.New(sha256.New, []byte(s.Reveal()))
		mac.Write(body)
		if hmac.Equal(mac.Sum(nil), got) {
			ok = true
		}
	}
	return ok
}
