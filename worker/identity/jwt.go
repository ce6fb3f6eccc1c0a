package identity

import (
	"bytes"
	"context"
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/rsa"
	"crypto/sha256"
	"strings"
	"time"

	"github.com/addend-go/addend/worker/wirejson"
)

// JWT checks tokens of an OpenID Connect provider (RFC 7519, RFC 8725): signed
// with RS256, ES256 or EdDSA by a key of its set, of one issuer, for one
// audience, with an end.
type JWT struct {
	Issuer, Audience string
	Keys             *KeySet
}

// Check verifies a token.
func (j *JWT) Check(ctx context.Context, token string, now time.Time) (Identity, error) {
	p, err := parts(token, 3)
	if err != nil {
		return Identity{}, err
	}
	head, err := object(p[0])
	if err != nil {
		return Identity{}, err
	}
	if _, critical := head["crit"]; critical {
		return Identity{}, ErrMalformed // RFC 7515: what is not understood is refused
	}
	alg := text(head, "alg")
	if alg != "RS256" && alg != "ES256" && alg != "EdDSA" {
		return Identity{}, ErrAlgorithm
	}
	key, err := j.Keys.find(ctx, text(head, "kid"), alg, now)
	if err != nil {
		return Identity{}, err
	}
	if !verify(key, []byte(token[:strings.LastIndexByte(token, '.')]), p[2]) {
		return Identity{}, ErrSignature
	}
	claims, err := object(p[1])
	if err != nil {
		return Identity{}, err
	}
	return j.claims(claims, now)
}

func (j *JWT) claims(m wirejson.Map, now time.Time) (Identity, error) {
	ends, ok := unix(m, "exp")
	if !ok || !now.Before(ends.Add(Skew)) {
		return Identity{}, ErrExpired
	}
	for _, name := range []string{"nbf", "iat"} {
		if _, there := m[name]; !there {
			continue
		}
		if from, ok := unix(m, name); !ok || now.Add(Skew).Before(from) {
			return Identity{}, ErrExpired
		}
	}
	switch {
	case j.Issuer == "" || text(m, "iss") != j.Issuer:
		return Identity{}, ErrIssuer
	case j.Audience == "" || !audience(m["aud"], j.Audience):
		return Identity{}, ErrAudience
	case text(m, "sub") == "":
		return Identity{}, ErrSubject
	}
	return Identity{User: text(m, "sub"), Name: text(m, "name"), ID: text(m, "jti"), Ends: ends}, nil
}

func audience(v any, want string) bool {
	switch v := v.(type) {
	case string:
		return v == want
	case []any:
		for _, one := range v {
			if one == any(want) {
				return true
			}
		}
	}
	return false
}

// verify holds the signature to the type of the key: the algorithm was matched
// with the key's when the key was chosen, so that no key is used with another.
func verify(key any, signed, signature []byte) bool {
	sum := sha256.Sum256(signed)
	switch key := key.(type) {
	case *rsa.PublicKey:
		return rsa.VerifyPKCS1v15(key, crypto.SHA256, sum[:], signature) == nil
	case *ecdsa.PublicKey:
		if len(signature) != 64 {
			return false
		}
		return ecdsa.VerifyASN1(key, sum[:], der(signature))
	case ed25519.PublicKey:
		return ed25519.Verify(key, signed, signature)
	}
	return false
}

// der writes the two numbers of a signature (RFC 7518, section 3.4) as the
// standard library reads them.
func der(signature []byte) []byte {
	out := []byte{0x30, 0}
	for _, n := range [][]byte{signature[:32], signature[32:]} {
		n = bytes.TrimLeft(n, "\x00")
		if len(n) == 0 || n[0] >= 0x80 {
			n = append([]byte{0}, n...)
		}
		out = append(append(out, 2, byte(len(n))), n...)
	}
	out[1] = byte(len(out) - 2)
	return out
}
