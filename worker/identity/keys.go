//go:build !js

package identity

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"math/big"

	"github.com/addend-go/addend/worker/wirejson"
)

func publicKey(k wirejson.Map) (alg string, public any) {
	part := func(name string) []byte {
		b, err := base64.RawURLEncoding.DecodeString(text(k, name))
		if err != nil || len(b) > 1024 {
			return nil
		}
		return b
	}
	switch text(k, "kty") + " " + text(k, "crv") {
	case "RSA ":
		n, e := new(big.Int).SetBytes(part("n")), new(big.Int).SetBytes(part("e"))
		if n.BitLen() < 2048 || n.BitLen() > 8192 || !e.IsInt64() || e.Int64() < 3 || e.Int64() > 1<<31-1 || e.Bit(0) == 0 {
			return "", nil
		}
		return "RS256", &rsa.PublicKey{N: n, E: int(e.Int64())}
	case "EC P-256":
		x, y := part("x"), part("y")
		if len(x) != 32 || len(y) != 32 {
			return "", nil
		}
		key, err := ecdsa.ParseUncompressedPublicKey(elliptic.P256(), append(append([]byte{4}, x...), y...))
		if err != nil {
			return "", nil // not on the curve
		}
		return "ES256", key
	case "OKP Ed25519":
		if x := part("x"); len(x) == ed25519.PublicKeySize {
			return "EdDSA", ed25519.PublicKey(x)
		}
	}
	return "", nil
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
